import { expect, test, vi } from "vitest";
import { type Gesture, Gestures, Hold } from "../../js/lib/gesture";

test("gestures number themselves and tell what is held", () => {
  const changed = vi.fn();
  const gestures = new Gestures(changed);
  const first = gestures.begin("column_1");
  const second = gestures.begin("column_2");
  expect([first.id, second.id]).toEqual([1, 2]);
  expect(gestures.held).toBe("column_2");
  gestures.end(second);
  expect(gestures.held).toBe("column_1");
  gestures.end(first);
  gestures.end(first);
  expect([gestures.active, gestures.held]).toEqual([false, ""]);
  expect(changed).toHaveBeenCalledTimes(4);
});

test("a hold tells start, moves and end with the same gesture and the value reached", () => {
  const heard: [string, number, number][] = [];
  const tell =
    (what: string) =>
    (value: number, { id }: Gesture) => {
      heard.push([what, value, id]);
    };
  const hold = new Hold<number>(new Gestures(), "t", {
    start: tell("start"),
    move: tell("move"),
    end: tell("end"),
  });
  hold.move(7);
  hold.begin(1);
  hold.begin(2);
  hold.move(3);
  expect(hold.first).toBe(1);
  hold.end();
  hold.end();
  expect(heard).toEqual([
    ["start", 1, 1],
    ["move", 3, 1],
    ["end", 3, 1],
  ]);
});

test("a cancelled hold moves back before it ends", () => {
  const moves: number[] = [];
  const hold = new Hold<number>(new Gestures(), "t", { move: (value) => moves.push(value) });
  hold.begin(1);
  hold.move(5);
  hold.cancel();
  expect(moves).toEqual([5, 1]);
  expect(hold.active).toBe(false);
});

test("a control that leaves the page under the finger is let go at the next sweep", () => {
  const gestures = new Gestures();
  const ended = vi.fn();
  const hold = new Hold<number>(gestures, "tip", { move: () => {}, end: ended });
  const element = document.createElement("span");
  document.body.append(element);
  hold.begin(1, element);
  gestures.sweep();
  expect(hold.active).toBe(true);
  element.remove();
  gestures.sweep();
  expect(gestures.active).toBe(false);
  expect(ended).toHaveBeenCalledOnce();
});

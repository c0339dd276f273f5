import { render, svg } from "lit-html";
import { beforeEach, describe, expect, test } from "vitest";
import { Gestures } from "../../js/lib/gesture";
import { Knob, type KnobOptions } from "../../js/lib/knob";
import { find, key, page, pointer, tap } from "./hands";

let root: HTMLElement;
let value: number;
let log: string[];

function show(options: Partial<KnobOptions> = {}) {
  const gestures = new Gestures();
  const draw = () => render(svg`${knob.template()}`, root);
  const knob: Knob = new Knob({
    signal: new AbortController().signal,
    gestures,
    name: "order",
    label: "Order",
    pointer: ({ clientX, clientY }) => [clientX, clientY],
    value: () => value,
    low: 0,
    high: 5,
    place: (now) => [100 * now, 40],
    at: ([x]) => x / 100,
    text: (now) => `order ${now}`,
    start: () => log.push("start"),
    move: (next) => {
      value = next;
      log.push(`move ${next}`);
      draw();
    },
    end: () => log.push("end"),
    ...options,
  });
  draw();
  return { gestures, ring: () => find<HTMLElement>(root, ".mathml-knob") };
}

beforeEach(() => {
  root = page();
  value = 2;
  log = [];
});

describe("a ring on a line", () => {
  test("says what it is and where", () => {
    const { ring } = show();
    expect(ring().getAttribute("role")).toBe("slider");
    expect(ring().getAttribute("aria-valuetext")).toBe("order 2");
    expect(ring().getAttribute("transform")).toBe("translate(200.00 40.00)");
  });

  test("moves by what the pointer moves, wherever it is gripped", () => {
    const { ring, gestures } = show();
    pointer(ring(), "pointerdown", { x: 205, y: 44 });
    expect(gestures.held).toBe("order");
    pointer(ring(), "pointermove", { x: 255, y: 90 });
    pointer(ring(), "pointerup", { x: 255, y: 90 });
    expect(log).toEqual(["start", "move 2.5", "end"]);
  });

  test("stays within its ends, and on its steps", () => {
    const { ring } = show({ step: 0.5 });
    pointer(ring(), "pointerdown", { x: 200, y: 40 });
    pointer(ring(), "pointermove", { x: 262, y: 40 });
    expect(value).toBe(2.5);
    pointer(ring(), "pointermove", { x: 2000, y: 40 });
    expect(value).toBe(5);
  });

  test("moves by keys, and back by Escape", () => {
    const { ring } = show({ home: () => 1 });
    tap(ring(), "ArrowRight");
    expect(value).toBeCloseTo(2.1, 12);
    tap(ring(), "ArrowDown", { shiftKey: true });
    expect(value).toBeCloseTo(1.6, 12);
    tap(ring(), "End");
    tap(ring(), "Home");
    expect(log.slice(-4)).toEqual(["end", "start", "move 1", "end"]);
    key(ring(), "ArrowRight");
    key(ring(), "Escape");
    expect(value).toBe(1);
  });

  test("is not there while it is locked", () => {
    show({ locked: () => true });
    expect(root.querySelector(".mathml-knob")).toBeNull();
  });
});

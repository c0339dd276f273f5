import { html, nothing, render, svg } from "lit-html";
import { beforeEach, describe, expect, test, vi } from "vitest";
import type { Point } from "../../js/lib/geometry";
import { Gestures } from "../../js/lib/gesture";
import { Handle, type HandleOptions } from "../../js/lib/handle";
import { Plane } from "../../js/lib/plane";
import { Scene } from "../../js/lib/scene";
import { snaps } from "../../js/lib/snap";
import { find, key, page, place, pointer, tap } from "./hands";

const START: Point = [1.5, -0.3];

let root: HTMLElement;
let end: AbortController;
let value: Point;
let log: string[];

/** A picture of 500 x 500 with a span of 5, so 100 pixels a unit, shown at any size on the page. */
function show(options: Partial<HandleOptions> = {}, shown = { width: 500, height: 500 }) {
  const gestures = new Gestures();
  const scene = new Scene({
    signal: end.signal,
    gestures,
    redraw: () => {},
    plane: new Plane([0, 0], 5, 500, 500),
  });
  const handle = new Handle({
    signal: end.signal,
    scene,
    gestures,
    name: "column_1",
    value: () => value,
    label: () => `A e1 at ${value.join(", ")}`,
    start: (_, gesture) => log.push(`start ${gesture.id} ${gesture.held}`),
    move: (next) => {
      value = next;
      log.push(`move ${next.map((x) => Number(x.toFixed(9))).join(" ")}`);
    },
    end: (_, gesture) => log.push(`end ${gesture.id}`),
    ...options,
  });
  const draw = () => render(html`${scene.template(handle.template(), { label: "plane" })}`, root);
  draw();
  place(find(root, "svg"), 40, 60, shown.width, shown.height);
  return { handle, scene, gestures, draw, ring: () => find<SVGGElement>(root, "[tabindex]") };
}

/** Where a point of the data is on the page. */
function at(point: Point, shown = { width: 500, height: 500 }): { x: number; y: number } {
  const [x, y] = new Plane([0, 0], 5, 500, 500).toPixels(point);
  return { x: 40 + (x * shown.width) / 500, y: 60 + (y * shown.height) / 500 };
}

function expectNear(point: Point, [x, y]: Point): void {
  expect(point[0]).toBeCloseTo(x, 9);
  expect(point[1]).toBeCloseTo(y, 9);
}

beforeEach(() => {
  root = page();
  end = new AbortController();
  value = START;
  log = [];
});

describe("a handle under the pointer", () => {
  test("moves by exactly the pointer's distance", () => {
    const { ring } = show();
    const { x, y } = at(START);
    pointer(ring(), "pointerdown", { x, y });
    pointer(ring(), "pointermove", { x: x - 37, y: y - 81 });
    expectNear(value, [START[0] - 0.37, START[1] + 0.81]);
  });

  test("does so in a picture that the host has stretched both ways", () => {
    const shown = { width: 750, height: 400 };
    const { ring } = show({}, shown);
    const { x, y } = at(START, shown);
    pointer(ring(), "pointerdown", { x, y });
    pointer(ring(), "pointermove", { x: x + 30, y: y + 40 });
    expectNear(value, [START[0] + 0.2, START[1] - 0.5]);
  });

  test("does not jump when it is gripped off its centre", () => {
    const { ring } = show();
    const { x, y } = at(START);
    pointer(ring(), "pointerdown", { x: x + 9, y: y - 7 });
    expect(value).toBe(START);
    pointer(ring(), "pointermove", { x: x + 19, y: y - 7 });
    expectNear(value, [START[0] + 0.1, START[1]]);
  });

  test("is one gesture from press to release, told by its name", () => {
    const { ring, gestures, handle } = show();
    const { x, y } = at(START);
    pointer(ring(), "pointerdown", { x, y });
    expect([handle.held, gestures.active, gestures.held]).toEqual([true, true, "column_1"]);
    pointer(ring(), "pointermove", { x: x + 10, y });
    pointer(ring(), "pointerup", { x: x + 20, y });
    expect([handle.held, gestures.active, gestures.held]).toEqual([false, false, ""]);
    pointer(ring(), "lostpointercapture", { x: x + 20, y });
    expect(log).toEqual(["start 1 column_1", "move 1.6 -0.3", "move 1.7 -0.3", "end 1"]);
  });

  test.each(["pointercancel", "lostpointercapture"])("lets go at %s, where it is", (type) => {
    const { ring, gestures } = show();
    const { x, y } = at(START);
    pointer(ring(), "pointerdown", { x, y });
    pointer(ring(), "pointermove", { x: x + 10, y });
    pointer(ring(), type);
    pointer(ring(), "pointermove", { x: x + 90, y });
    expect(gestures.active).toBe(false);
    expectNear(value, [1.6, -0.3]);
  });

  test("does not move when the pointer reports where it already was", () => {
    const { ring } = show({ snap: snaps.lattice });
    const { x, y } = at(START);
    pointer(ring(), "pointerdown", { x, y });
    pointer(ring(), "pointermove", { x, y });
    pointer(ring(), "pointerup", { x, y });
    expect(value).toBe(START);
  });

  test("returns to its start at Escape and ignores the rest of the drag", () => {
    const { ring, gestures } = show();
    const { x, y } = at(START);
    pointer(ring(), "pointerdown", { x, y });
    pointer(ring(), "pointermove", { x: x + 10, y });
    const pressed = key(ring(), "Escape");
    expect(pressed.defaultPrevented).toBe(true);
    expect(value).toEqual(START);
    expect(gestures.active).toBe(false);
    pointer(ring(), "pointermove", { x: x + 90, y });
    pointer(ring(), "pointerup", { x: x + 90, y });
    expect(value).toEqual(START);
    expect(log.filter((line) => line.startsWith("end"))).toHaveLength(1);
  });

  test("ignores a second pointer and other buttons", () => {
    const { ring } = show();
    const { x, y } = at(START);
    ring().dispatchEvent(new PointerEvent("pointerdown", { button: 2 }));
    expect(log).toEqual([]);
    pointer(ring(), "pointerdown", { x, y, id: 1 });
    pointer(ring(), "pointerdown", { x, y, id: 2 });
    pointer(ring(), "pointermove", { x: x + 50, y, id: 2 });
    expect(value).toBe(START);
  });

  test("stays inside the picture", () => {
    const { ring } = show();
    const { x, y } = at(START);
    pointer(ring(), "pointerdown", { x, y });
    pointer(ring(), "pointermove", { x: 5000, y: -5000 });
    expectNear(value, [2.42, 2.42]);
  });

  test("rests where it snaps", () => {
    const { ring } = show({ snap: snaps["half lattice"] });
    const { x, y } = at(START);
    pointer(ring(), "pointerdown", { x, y });
    pointer(ring(), "pointermove", { x: x + 40, y: y - 40 });
    expect(value).toEqual([2, 0]);
  });

  test("keeps the page from scrolling under the finger", () => {
    const { ring } = show();
    const event = new Event("touchmove", { bubbles: true, cancelable: true });
    ring().dispatchEvent(event);
    expect(event.defaultPrevented).toBe(true);
  });

  test("goes home at a double click", () => {
    const { ring } = show({ home: () => [1, 0] });
    ring().dispatchEvent(new MouseEvent("dblclick", { bubbles: true, cancelable: true }));
    expect(value).toEqual([1, 0]);
    expect(log).toEqual(["start 1 column_1", "move 1 0", "end 1"]);
  });
});

describe("a handle under the keyboard", () => {
  test("moves by a fiftieth of the span, with Shift a tenth, with Alt a two hundredth", () => {
    const { ring } = show();
    tap(ring(), "ArrowRight");
    expectNear(value, [1.6, -0.3]);
    tap(ring(), "ArrowUp", { shiftKey: true });
    expectNear(value, [1.6, 0.2]);
    tap(ring(), "ArrowLeft", { altKey: true });
    expectNear(value, [1.575, 0.2]);
    tap(ring(), "ArrowDown");
    expectNear(value, [1.575, 0.1]);
  });

  test("goes on until a snapped point really moves", () => {
    const { ring } = show({ snap: snaps.lattice });
    value = [1, 0];
    tap(ring(), "ArrowRight");
    expect(value).toEqual([2, 0]);
    tap(ring(), "ArrowUp", { altKey: true });
    expect(value).toEqual([2, 1]);
  });

  test("turns round the unit circle, and stays where no step leads on", () => {
    const { ring } = show({ snap: snaps["unit circle"] });
    value = [1, 0];
    tap(ring(), "ArrowUp");
    expect(value[1]).toBeGreaterThan(0.09);
    expect(Math.hypot(...value)).toBeCloseTo(1, 12);
    value = [1, 0];
    tap(ring(), "ArrowRight");
    expect(value).toEqual([1, 0]);
    expect(log.at(-1)).toBe("end 1");
  });

  test("makes one gesture of a key that is held down", () => {
    const { ring } = show();
    key(ring(), "ArrowRight");
    key(ring(), "ArrowRight");
    key(ring(), "ArrowRight");
    key(ring(), "ArrowRight", {}, "keyup");
    expect(log[0]).toBe("start 1 column_1");
    expect(log.filter((line) => line.startsWith("move"))).toHaveLength(3);
    expect(log.at(-1)).toBe("end 1");
  });

  test("ends the gesture when the focus leaves, and takes it back at Escape", () => {
    const { ring, gestures } = show();
    key(ring(), "ArrowRight");
    ring().dispatchEvent(new FocusEvent("blur"));
    expect(gestures.active).toBe(false);
    value = START;
    key(ring(), "ArrowRight");
    key(ring(), "Escape");
    expect(value).toEqual(START);
  });

  test("goes home at Home", () => {
    const { ring } = show({ home: () => [0, 1] });
    tap(ring(), "Home");
    expect(value).toEqual([0, 1]);
  });

  test("keeps what it handles from the notebook and leaves everything else to it", () => {
    const { ring } = show();
    const heard = vi.fn();
    root.addEventListener("keydown", heard);
    expect(key(ring(), "ArrowDown").defaultPrevented).toBe(true);
    expect(heard).not.toHaveBeenCalled();
    key(ring(), "ArrowDown", {}, "keyup");
    for (const [name, held] of [
      ["Escape", {}],
      ["Home", {}],
      ["a", {}],
      ["ArrowDown", { ctrlKey: true }],
    ] as const) {
      expect(key(ring(), name, held).defaultPrevented).toBe(false);
    }
    expect(heard).toHaveBeenCalledTimes(4);
  });
});

describe("a handle on the page", () => {
  test("says its object and where it is", () => {
    const { ring } = show();
    expect(ring().getAttribute("aria-label")).toBe("A e1 at 1.5, -0.3");
    expect(ring().getAttribute("aria-roledescription")).toBe("movable point");
  });

  test("has a target of at least 30 pixels", () => {
    show();
    expect(Number(find(root, ".mathml-handle-target").getAttribute("r"))).toBeGreaterThanOrEqual(
      15,
    );
  });

  test("is no ring and cannot be focused while it is locked", () => {
    show({ locked: () => true });
    expect(root.querySelector("[tabindex]")).toBeNull();
    expect(root.querySelector(".mathml-ring")).toBeNull();
    expect(root.querySelector("[aria-label='A e1 at 1.5, -0.3']")).not.toBeNull();
  });

  test("that is taken away or locked under the finger lets go", () => {
    let locked = false;
    const { ring, draw, gestures } = show({ locked: () => locked });
    pointer(ring(), "pointerdown", at(START));
    locked = true;
    draw();
    gestures.sweep();
    expect(gestures.active).toBe(false);
    locked = false;
    draw();
    pointer(ring(), "pointerdown", at(START));
    expect(gestures.active).toBe(true);
    render(nothing, root);
    gestures.sweep();
    expect(gestures.active).toBe(false);
    expect(log.at(-1)).toBe("end 2");
  });

  test("hears nothing once the view has ended", () => {
    const { ring } = show({ home: () => [0, 0] });
    const target = ring();
    end.abort();
    const { x, y } = at(START);
    pointer(target, "pointerdown", { x, y });
    pointer(target, "pointermove", { x: x + 50, y });
    tap(target, "ArrowUp");
    target.dispatchEvent(new MouseEvent("dblclick", { bubbles: true }));
    expect(log).toEqual([]);
    expect(value).toBe(START);
  });

  test("puts no markup of a label into the page", () => {
    show({ label: () => "<img src=x onerror=alert(1)>" });
    expect(root.querySelector("img")).toBeNull();
  });
});

test("an element that goes on to another handle is heard by that one", () => {
  const taken: string[] = [];
  const scene = new Scene({ signal: end.signal, gestures: new Gestures(), redraw: () => {} });
  const make = (name: string) =>
    new Handle({
      signal: end.signal,
      scene,
      gestures: new Gestures(() => taken.push(name)),
      name,
      value: () => [0, 0],
      label: () => name,
      move: () => {},
    });
  const draw = (handles: Handle[]) =>
    render(svg`<svg>${handles.map((handle) => handle.template())}</svg>`, root);
  const [first, second] = [make("first"), make("second")];
  draw([first, second]);
  draw([second]);
  pointer(find(root, ".mathml-handle"), "pointerdown", { x: 5, y: 5 });
  expect(taken).toEqual(["second"]);
});

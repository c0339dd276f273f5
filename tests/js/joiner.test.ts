import { render, svg } from "lit-html";
import { beforeEach, describe, expect, test } from "vitest";
import { Gestures } from "../../js/lib/gesture";
import { Joiner, type Knot } from "../../js/lib/joiner";
import { page, pointer, tap } from "./hands";

let root: HTMLElement;
let end: AbortController;
let log: string[];
let joiner: Joiner;
let gestures: Gestures;

const knots: Knot[] = [0, 1, 2].map((index) => ({
  place: [100, 50 + 100 * index],
  label: "abc"[index] as string,
  pair: index === 2,
}));

const draw = () => render(svg`${joiner.template()}`, root);
const ring = (index: number) => root.querySelectorAll(".mathml-knot")[index] as HTMLElement;

beforeEach(() => {
  root = page();
  end = new AbortController();
  log = [];
  gestures = new Gestures();
  joiner = new Joiner({
    signal: end.signal,
    gestures,
    redraw: draw,
    name: "node",
    pointer: ({ clientX, clientY }) => [clientX, clientY],
    knots: () => knots,
    join: (one, other) => log.push(`join ${one} ${other}`),
    split: (index) => log.push(`split ${index}`),
    say: (sentence) => log.push(sentence),
  });
  draw();
});

describe("rings that are joined two by two", () => {
  test("join where one is let go on another", () => {
    pointer(ring(0), "pointerdown", { x: 100, y: 50 });
    pointer(ring(0), "pointermove", { x: 110, y: 140 });
    expect(gestures.held).toBe("node");
    expect(root.querySelector("path")?.getAttribute("d")).toBe("M100 50L100 150");
    pointer(ring(0), "pointerup", { x: 110, y: 140 });
    expect(log).toEqual(["join 0 1"]);
    expect(gestures.active).toBe(false);
  });

  test("stay apart where one is let go far from all others", () => {
    pointer(ring(0), "pointerdown", { x: 100, y: 50 });
    pointer(ring(0), "pointermove", { x: 300, y: 100 });
    pointer(ring(0), "pointerup", { x: 300, y: 100 });
    expect(log).toEqual([]);
    expect(joiner.chosen).toBeNull();
  });

  test("stay apart where the pointer is taken away", () => {
    pointer(ring(0), "pointerdown", { x: 100, y: 50 });
    pointer(ring(0), "pointermove", { x: 100, y: 150 });
    pointer(ring(0), "pointercancel", { x: 100, y: 150 });
    expect(log).toEqual([]);
    expect(gestures.active).toBe(false);
  });

  test("join by a tap on one and a tap on another", () => {
    for (const index of [2, 0]) {
      pointer(ring(index), "pointerdown", { x: 100, y: 50 + 100 * index });
      pointer(ring(index), "pointerup", { x: 101, y: 50 + 100 * index });
    }
    expect(log).toEqual(["c is chosen: now choose what to join it with.", "join 2 0"]);
    expect(joiner.chosen).toBeNull();
  });

  test("let go of the chosen one by a second tap, and by Escape", () => {
    tap(ring(1), "Enter");
    expect(ring(1).getAttribute("aria-pressed")).toBe("true");
    tap(ring(1), " ");
    expect(joiner.chosen).toBeNull();
    tap(ring(1), "Enter");
    tap(ring(1), "Escape");
    expect(joiner.chosen).toBeNull();
    expect(log.at(-1)).toMatch(/^b is chosen/);
  });

  test("fall apart by Delete, where they are pairs", () => {
    tap(ring(0), "Delete");
    tap(ring(2), "Delete");
    tap(ring(2), "Backspace");
    expect(log).toEqual(["split 2", "split 2"]);
  });
});

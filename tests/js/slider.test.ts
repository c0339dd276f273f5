import { html, nothing, render } from "lit-html";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { Gestures } from "../../js/lib/gesture";
import { linearScale, logScale, Slider, type SliderOptions } from "../../js/lib/slider";
import { find, key, page, tap } from "./hands";

let root: HTMLElement;
let end: AbortController;
let value: number;
let log: string[];

function show(options: Partial<SliderOptions> = {}) {
  const gestures = new Gestures();
  const draw = () => render(html`${slider.template()}`, root);
  const slider = new Slider({
    signal: end.signal,
    gestures,
    name: "learning_rate",
    label: "Learning rate",
    low: 0,
    high: 1,
    value: () => value,
    text: (shown) => `rate ${shown.toFixed(3)}`,
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
  const input = () => find<HTMLInputElement>(root, "input");
  const slideTo = (place: number) => {
    input().value = String(place * Number(input().max));
    input().dispatchEvent(new Event("input", { bubbles: true }));
  };
  return { input, slideTo, gestures };
}

beforeEach(() => {
  root = page();
  end = new AbortController();
  value = 0.5;
  log = [];
});

describe("scales", () => {
  test("a linear one divides the distance evenly", () => {
    const { toPlace, toValue } = linearScale(-2, 6);
    expect(toValue(0.25)).toBe(0);
    expect(toPlace(toValue(0.7))).toBeCloseTo(0.7, 12);
  });

  test("a logarithmic one makes equal distances equal factors", () => {
    const { toPlace, toValue } = logScale(0.001, 10);
    expect(toValue(0)).toBe(0.001);
    expect(toValue(1)).toBe(10);
    expect(toValue(0.5)).toBeCloseTo(0.1, 12);
    expect(toValue(0.75) / toValue(0.5)).toBeCloseTo(10, 9);
    expect(toPlace(1)).toBeCloseTo(0.75, 12);
  });
});

describe("a slider", () => {
  test("is one gesture from the first input to the change", () => {
    const { input, slideTo, gestures } = show();
    slideTo(0.6);
    slideTo(0.75);
    expect(gestures.held).toBe("learning_rate");
    input().dispatchEvent(new Event("change"));
    expect(log).toEqual(["start", "move 0.6", "move 0.75", "end"]);
    expect(gestures.active).toBe(false);
  });

  test("speaks its label and its value with a unit", () => {
    const { input } = show();
    expect(find(root, "label").textContent).toContain("Learning rate");
    expect(input().getAttribute("aria-valuetext")).toBe("rate 0.500");
  });

  test("keeps to its steps", () => {
    const { slideTo } = show({ low: 1, high: 8, step: 1 });
    slideTo(0.49);
    expect(value).toBe(4);
  });

  test("on a logarithmic scale stands and moves by factors", () => {
    value = 0.01;
    const { input, slideTo } = show({ low: 0.0001, high: 1, log: true });
    expect(Number(input().value) / Number(input().max)).toBeCloseTo(0.5, 4);
    slideTo(0.75);
    expect(value).toBe(0.1);
    tap(input(), "ArrowLeft", { shiftKey: true });
    expect(value).toBeCloseTo(0.1 * 10 ** -0.4, 4);
  });

  test("steps by a fiftieth, a tenth and a two hundredth of its length", () => {
    const { input } = show();
    tap(input(), "ArrowRight");
    expect(value).toBe(0.52);
    tap(input(), "ArrowDown", { shiftKey: true });
    expect(value).toBe(0.42);
    tap(input(), "ArrowUp", { altKey: true });
    expect(value).toBe(0.425);
    tap(input(), "PageUp");
    expect(value).toBe(0.525);
  });

  test("steps to the next whole value where a fiftieth is less", () => {
    value = 3;
    const { input } = show({ low: 1, high: 8, step: 1 });
    tap(input(), "ArrowRight");
    expect(value).toBe(4);
    tap(input(), "ArrowLeft", { altKey: true });
    expect(value).toBe(3);
  });

  test("goes to its ends, home where it has one, and back at Escape", () => {
    const { input } = show({ home: () => 0.25 });
    tap(input(), "End");
    expect(value).toBe(1);
    tap(input(), "Home");
    expect(value).toBe(0.25);
    key(input(), "ArrowRight");
    key(input(), "Escape");
    expect(value).toBe(0.25);
  });

  test("keeps its keys from the notebook, and Tab for the page", () => {
    const { input } = show();
    const heard = vi.fn();
    root.addEventListener("keydown", heard);
    tap(input(), "ArrowUp");
    expect(heard).not.toHaveBeenCalled();
    expect(key(input(), "Tab").defaultPrevented).toBe(false);
  });

  test("keeps its place while it is locked, and can still be focused", () => {
    const { input, slideTo } = show({ locked: () => true });
    slideTo(0.9);
    tap(input(), "ArrowUp");
    expect(log).toEqual([]);
    expect(Number(input().value) / Number(input().max)).toBe(0.5);
    expect(input().disabled).toBe(false);
    expect(input().getAttribute("aria-disabled")).toBe("true");
    expect(key(input(), "Tab").defaultPrevented).toBe(false);
  });

  test("marks values at their places", () => {
    show({ low: 0.01, high: 1, log: true, marks: () => [{ value: 0.1, label: "0.1" }] });
    const mark = find(root, ".mathml-slider-mark");
    expect(mark.textContent).toBe("0.1");
    expect(Number(mark.getAttribute("style")?.split(":")[1])).toBeCloseTo(0.5, 9);
  });

  test("that is taken away under the finger lets go", () => {
    const { slideTo, gestures } = show();
    slideTo(0.6);
    expect(gestures.active).toBe(true);
    render(nothing, root);
    gestures.sweep();
    expect(gestures.active).toBe(false);
  });

  test("hears nothing once the view has ended", () => {
    const { input, slideTo } = show();
    const target = input();
    end.abort();
    slideTo(0.9);
    tap(target, "ArrowUp");
    expect(log).toEqual([]);
  });
});

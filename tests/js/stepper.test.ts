import { render } from "lit-html";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { Stepper } from "../../js/lib/stepper";
import { find, page } from "./hands";

let root: HTMLElement;
let end: AbortController;
let steps: number;
let stepper: Stepper;
let calm: boolean;

const press = (label: string) => find<HTMLElement>(root, `[aria-label="${label}"]`).click();

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("matchMedia", () => ({ matches: calm }));
  root = page();
  end = new AbortController();
  steps = 3;
  calm = false;
  const draw = () => render(stepper.template(), root);
  stepper = new Stepper({
    signal: end.signal,
    redraw: draw,
    what: "the joins",
    steps: () => steps,
  });
  draw();
});

afterEach(() => {
  end.abort();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe("steps through what is there", () => {
  test("begin at the end, wherever that is", () => {
    expect(stepper.at).toBe(3);
    steps = 7;
    expect(stepper.at).toBe(7);
  });

  test("go back and on, and not beyond the ends", () => {
    for (const at of [2, 1, 0, 0]) {
      press("One step back");
      expect(stepper.at).toBe(at);
    }
    press("One step on");
    expect(stepper.at).toBe(1);
    expect(root.textContent).toContain("1 of 3");
  });

  test("play from the start to the end and stop there by themselves", () => {
    press("Play the joins");
    expect(stepper.at).toBe(0);
    vi.advanceTimersByTime(1400);
    expect(stepper.at).toBe(2);
    vi.advanceTimersByTime(5000);
    expect(stepper.at).toBe(3);
    expect(root.querySelector('[aria-label="Play the joins"]')).not.toBeNull();
    expect(vi.getTimerCount()).toBe(0);
  });

  test("pause where they are", () => {
    press("Play the joins");
    vi.advanceTimersByTime(700);
    press("Pause the joins");
    vi.advanceTimersByTime(5000);
    expect(stepper.at).toBe(1);
  });

  test("jump for readers who want no motion", () => {
    calm = true;
    press("Play the joins");
    expect(stepper.at).toBe(0);
    press("Play the joins");
    expect(stepper.at).toBe(3);
  });

  test("end with their view", () => {
    stepper.play();
    end.abort();
    expect(vi.getTimerCount()).toBe(0);
  });
});

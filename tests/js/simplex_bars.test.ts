import { render } from "lit-html";
import { beforeEach, describe, expect, test } from "vitest";
import { Gestures } from "../../js/lib/gesture";
import { SimplexBars, type SimplexBarsOptions } from "../../js/lib/simplex_bars";
import { find, key, page, tap } from "./hands";

let root: HTMLElement;
let end: AbortController;
let shares: number[];
let pending: boolean;
let locked: Set<number>;
let log: string[];

function show(options: Partial<SimplexBarsOptions> = {}) {
  const gestures = new Gestures();
  const draw = () => render(bars.template(), root);
  const bars: SimplexBars = new SimplexBars({
    signal: end.signal,
    gestures,
    redraw: draw,
    name: "bar",
    title: "Shares",
    labels: () => ["<b>a</b>", "b", "c"],
    shares: () => shares,
    pending: () => pending,
    locked: () => locked,
    digits: () => 3,
    disabled: () => false,
    move: (index, value) => {
      pending = true;
      log.push(`${gestures.held} ${index} ${value}`);
      draw();
    },
    enter: (index, text, done) => {
      log.push(`enter ${index} ${text}`);
      done(text === "bad" ? "no number" : null);
    },
    lock: (index) => log.push(`lock ${index}`),
    end: (index) => log.push(`end ${index}`),
    ...options,
  });
  draw();
  const slider = (index: number) =>
    root.querySelectorAll<HTMLInputElement>("input[type=range]")[index] as HTMLInputElement;
  const slide = (index: number, share: number) => {
    slider(index).value = String(share * Number(slider(index).max));
    slider(index).dispatchEvent(new Event("input", { bubbles: true }));
  };
  return { bars, draw, slider, slide };
}

beforeEach(() => {
  root = page();
  end = new AbortController();
  shares = [0.5, 0.25, 0.25];
  pending = false;
  locked = new Set();
  log = [];
});

describe("bars of one whole", () => {
  test("follow the hand at once and leave the truth to the kernel", () => {
    const { bars, draw, slide, slider } = show();
    slide(0, 0.8);
    expect(log).toEqual(["bar 0 0 0.8"]);
    expect(bars.shares).toEqual([0.8, expect.closeTo(0.1, 12), expect.closeTo(0.1, 12)]);
    slider(0).dispatchEvent(new Event("change"));
    expect(log.at(-1)).toBe("end 0");
    expect(bars.shares[0]).toBe(0.8);
    [shares, pending] = [[0.79, 0.11, 0.1], false];
    draw();
    expect(bars.shares).toBe(shares);
  });

  test("find their old ratio again on the way back", () => {
    const { bars, slide } = show();
    slide(0, 1);
    expect(bars.shares).toEqual([1, 0, 0]);
    slide(0, 0.5);
    expect(bars.shares).toEqual([0.5, 0.25, 0.25]);
  });

  test("move by keys, each press from where the last one ended", () => {
    const { bars, slider } = show();
    tap(slider(1), "ArrowRight", { shiftKey: true });
    expect(bars.shares[1]).toBeCloseTo(0.35, 12);
    key(slider(1), "ArrowRight");
    expect(bars.shares[1]).toBeCloseTo(0.37, 12);
    key(slider(1), "Escape");
    expect(bars.shares[1]).toBeCloseTo(0.35, 12);
  });

  test("go no farther than the locked ones leave, and the thumb goes back there", async () => {
    locked = new Set([1]);
    const { slide, slider } = show();
    slide(0, 1);
    await Promise.resolve();
    expect(log).toEqual(["bar 0 0 0.75"]);
    expect(Number(slider(0).value)).toBe(7500);
    expect(slider(1).getAttribute("aria-disabled")).toBe("true");
  });

  test("stand still where nothing is left to move, and can be unlocked all the same", () => {
    locked = new Set([1, 2]);
    const { slider } = show();
    expect(slider(0).getAttribute("aria-disabled")).toBe("true");
    find(root, "[aria-label='Unlock b']").click();
    expect(log).toEqual(["lock 1"]);
    expect(root.querySelector(".mathml-scrub")).toBeNull();
  });

  test("take typed text and say why they do not", () => {
    const { draw } = show();
    tap(root.querySelectorAll(".mathml-scrub")[2] as Element, "Enter");
    const field = find<HTMLInputElement>(root, ".mathml-field input");
    expect(field.getAttribute("value")).toBe("0.25");
    field.value = "bad";
    key(field, "Enter");
    draw();
    expect(find(root, ".mathml-field-error").textContent).toBe("no number");
    field.value = "1/3";
    key(field, "Enter");
    expect(log).toEqual(["enter 2 bad", "enter 2 1/3"]);
  });

  test("show a name as text, whatever is in it", () => {
    show();
    expect(find(root, ".mathml-simplex-label").textContent).toBe("<b>a</b>");
    expect(root.querySelector("b")).toBeNull();
  });

  test("take other names when there is another source", () => {
    let names = ["a", "b", "c"];
    const { draw, slider } = show({ labels: () => names });
    names = ["x", "y", "z"];
    draw();
    expect(slider(0).closest("label")?.textContent).toContain("x");
  });

  test("are listed up to forty; the others are told together", () => {
    shares = Array.from({ length: 50 }, () => 0.02);
    show();
    expect(root.querySelectorAll(".mathml-simplex-row")).toHaveLength(40);
    expect(find(root, ".mathml-simplex-rest").textContent).toBe("10 more, together 0.200");
  });
});

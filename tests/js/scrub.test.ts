import { html, nothing, render } from "lit-html";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { Gestures } from "../../js/lib/gesture";
import { Scrub, type ScrubOptions } from "../../js/lib/scrub";
import { find, key, page, pointer, tap } from "./hands";

let root: HTMLElement;
let end: AbortController;
let value: number;
let typed: string[];

function show(options: Partial<ScrubOptions> = {}) {
  const gestures = new Gestures();
  const draw = () => render(html`${scrub.template()}`, root);
  const scrub = new Scrub({
    signal: end.signal,
    gestures,
    redraw: () => draw(),
    name: "entry_12",
    label: "row 1, column 2",
    value: () => value,
    digits: () => 2,
    move: (next) => {
      value = next;
      draw();
    },
    enter: (text) => typed.push(text),
    ...options,
  });
  draw();
  return {
    scrub,
    gestures,
    number: () => find(root, "[role=spinbutton]"),
    field: () => find<HTMLInputElement>(root, "input"),
  };
}

beforeEach(() => {
  root = page();
  end = new AbortController();
  value = 0.9;
  typed = [];
});

describe("a number that is scrubbed", () => {
  test("changes with the pointer's sideways distance", () => {
    const { number } = show();
    pointer(number(), "pointerdown", { x: 100 });
    pointer(number(), "pointermove", { x: 130, y: 55 });
    expect(value).toBe(1.2);
    pointer(number(), "pointermove", { x: 80 });
    expect(value).toBe(0.7);
    pointer(number(), "pointerup", { x: 80 });
    pointer(number(), "pointermove", { x: 300 });
    expect(value).toBe(0.7);
  });

  test("switches to coarse and fine in the middle without a jump", () => {
    const { number } = show();
    pointer(number(), "pointerdown", { x: 100 });
    pointer(number(), "pointermove", { x: 110 });
    expect(value).toBe(1);
    pointer(number(), "pointermove", { x: 110, shift: true });
    expect(value).toBe(1);
    pointer(number(), "pointermove", { x: 113, shift: true });
    expect(value).toBe(1.3);
    pointer(number(), "pointermove", { x: 113, alt: true });
    expect(value).toBe(1.3);
    pointer(number(), "pointermove", { x: 118, alt: true });
    expect(value).toBe(1.305);
    pointer(number(), "pointermove", { x: 119 });
    expect(value).toBe(1.315);
  });

  test("keeps its pace on a screen that reports parts of pixels", () => {
    const { number } = show();
    pointer(number(), "pointerdown", { x: 100 });
    pointer(number(), "pointermove", { x: 103.4 });
    expect(value).toBe(0.93);
    for (let x = 103.4; x <= 120.3; x += 0.4) pointer(number(), "pointermove", { x });
    expect(value).toBe(1.1);
  });

  test("needs as long a way back from beyond a bound as it went out", () => {
    const { number } = show({ low: 0, high: 1 });
    pointer(number(), "pointerdown", { x: 100 });
    pointer(number(), "pointermove", { x: 140 });
    expect(value).toBe(1);
    pointer(number(), "pointermove", { x: 120 });
    expect(value).toBe(1);
    pointer(number(), "pointermove", { x: 100 });
    expect(value).toBe(0.9);
  });

  test("returns at Escape, and the rest of the drag is ignored", () => {
    const { number, gestures } = show();
    pointer(number(), "pointerdown", { x: 100 });
    pointer(number(), "pointermove", { x: 130 });
    key(number(), "Escape");
    expect(value).toBe(0.9);
    pointer(number(), "pointermove", { x: 160 });
    pointer(number(), "pointerup", { x: 160 });
    expect(value).toBe(0.9);
    expect(gestures.active).toBe(false);
    expect(root.querySelector("input")).toBeNull();
  });

  test("opens no menu at a long press", () => {
    const { number } = show();
    const long = () => new Event("contextmenu", { cancelable: true });
    pointer(number(), "pointerdown", { x: 100, type: "touch" });
    const during = long();
    number().dispatchEvent(during);
    expect(during.defaultPrevented).toBe(true);
    pointer(number(), "pointercancel");
    const after = long();
    number().dispatchEvent(after);
    expect(after.defaultPrevented).toBe(false);
  });
});

describe("a number under the keyboard", () => {
  test("steps by arrows, coarse with Shift or pages, fine with Alt", () => {
    const { number } = show();
    tap(number(), "ArrowUp");
    expect(value).toBe(1);
    tap(number(), "ArrowLeft", { altKey: true });
    expect(value).toBe(0.99);
    tap(number(), "ArrowRight", { shiftKey: true });
    expect(value).toBe(1.99);
    tap(number(), "PageDown");
    expect(value).toBe(0.99);
  });

  test("keeps what it handles from the notebook", () => {
    const { number } = show();
    const heard = vi.fn();
    root.addEventListener("keydown", heard);
    tap(number(), "ArrowDown");
    expect(heard).not.toHaveBeenCalled();
    key(number(), "m");
    key(number(), "ArrowDown", { metaKey: true });
    expect(heard).toHaveBeenCalledTimes(2);
  });

  test("speaks its name, its value and its bounds", () => {
    const { number } = show({ low: -1, high: 2 });
    value = -0.3;
    tap(number(), "ArrowUp", { altKey: true });
    const said = [
      "aria-label",
      "aria-valuenow",
      "aria-valuetext",
      "aria-valuemin",
      "aria-valuemax",
    ];
    expect(said.map((name) => number().getAttribute(name))).toEqual([
      "row 1, column 2",
      "-0.29",
      "\u22120.29",
      "-1",
      "2",
    ]);
  });
});

describe("a number that is typed", () => {
  test("opens at a click, with the text that it came from, and takes the focus", async () => {
    const { number, field } = show({ text: () => "9/10" });
    pointer(number(), "pointerdown", { x: 100 });
    pointer(number(), "pointermove", { x: 102 });
    pointer(number(), "pointerup", { x: 102 });
    await Promise.resolve();
    expect(field().value).toBe("9/10");
    expect(document.activeElement).toBe(field());
    expect(value).toBe(0.9);
  });

  test("opens at Enter, and at a digit with that digit", () => {
    const { number, field } = show();
    key(number(), "7");
    expect(field().value).toBe("7");
    key(field(), "Escape");
    key(number(), "Enter");
    expect(field().value).toBe("0.9");
  });

  test("is handed over as text at Enter and closes when it is accepted", async () => {
    const { scrub, number, field } = show();
    key(number(), "Enter");
    await Promise.resolve();
    field().value = "sqrt(2)/2";
    const heard = vi.fn();
    root.addEventListener("keydown", heard);
    key(field(), "Enter");
    expect(typed).toEqual(["sqrt(2)/2"]);
    expect(heard).not.toHaveBeenCalled();
    expect(scrub.editing).toBe(true);
    scrub.accept();
    await Promise.resolve();
    expect(scrub.editing).toBe(false);
    expect(document.activeElement).toBe(number());
  });

  test("says by the field why it was refused, and can be corrected", () => {
    const { scrub, number, field } = show();
    key(number(), "Enter");
    field().value = "1/0";
    key(field(), "Enter");
    scrub.refuse("division by zero");
    expect(field().getAttribute("aria-invalid")).toBe("true");
    const described = field().getAttribute("aria-describedby") ?? "";
    expect(document.getElementById(described)?.textContent).toBe("division by zero");
    expect(field().value).toBe("1/0");
    field().value = "1/2";
    key(field(), "Enter");
    expect(typed).toEqual(["1/0", "1/2"]);
    expect(field().hasAttribute("aria-invalid")).toBe(false);
  });

  test("is left as it was at Escape", () => {
    const { scrub, number, field } = show();
    key(number(), "Enter");
    field().value = "5";
    key(field(), "Escape");
    expect(typed).toEqual([]);
    expect(scrub.editing).toBe(false);
    expect(number().textContent).toContain("0.90");
  });

  test("counts when the field is left, unless nothing was typed or it was refused", () => {
    const { scrub, number, field } = show();
    const leave = () => field().dispatchEvent(new FocusEvent("blur"));
    key(number(), "Enter");
    leave();
    expect(typed).toEqual([]);
    key(number(), "Enter");
    field().value = "4";
    leave();
    expect(typed).toEqual(["4"]);
    scrub.refuse("no");
    leave();
    expect(typed).toEqual(["4"]);
    expect(scrub.editing).toBe(false);
  });

  test("shows typed markup and errors as text", () => {
    const { scrub, number, field } = show();
    key(number(), "Enter");
    key(field(), "Enter");
    scrub.refuse("<b>no</b>");
    expect(root.querySelector("b")).toBeNull();
  });
});

test("a locked number is plain text", () => {
  show({ locked: () => true });
  expect(root.querySelector("[tabindex]")).toBeNull();
  expect(root.textContent).toContain("0.90");
});

test("a number that is taken away under the finger lets go", () => {
  const { number, gestures } = show();
  pointer(number(), "pointerdown", { x: 100 });
  pointer(number(), "pointermove", { x: 120 });
  expect(gestures.active).toBe(true);
  render(nothing, root);
  gestures.sweep();
  expect(gestures.active).toBe(false);
});

test("a number hears nothing once the view has ended", () => {
  const { number } = show();
  const target = number();
  end.abort();
  tap(target, "ArrowUp");
  pointer(target, "pointerdown", { x: 100 });
  pointer(target, "pointermove", { x: 150 });
  expect(value).toBe(0.9);
});

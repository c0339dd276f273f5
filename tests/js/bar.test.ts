import { html, render } from "lit-html";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { button, chip, historyButtons, menu } from "../../js/lib/bar";
import { badge, notices } from "../../js/lib/notices";
import { find, key, page } from "./hands";

let root: HTMLElement;
let end: AbortController;

beforeEach(() => {
  root = page();
  end = new AbortController();
});

const show = (content: unknown) => render(html`${content}`, root);

describe("a button", () => {
  test("does what the last drawing says, once", () => {
    const [first, second] = [vi.fn(), vi.fn()];
    show(button("Reset", { signal: end.signal, press: first }));
    show(button("Reset", { signal: end.signal, press: second }));
    find(root, "button").click();
    expect(first).not.toHaveBeenCalled();
    expect(second).toHaveBeenCalledTimes(1);
  });

  test("that is disabled can be focused but not pressed", () => {
    const press = vi.fn();
    show(button("Undo", { signal: end.signal, press, disabled: true }));
    const element = find<HTMLButtonElement>(root, "button");
    element.focus();
    element.click();
    expect(document.activeElement).toBe(element);
    expect(element.getAttribute("aria-disabled")).toBe("true");
    expect(press).not.toHaveBeenCalled();
  });

  test("does nothing once the view has ended", () => {
    const press = vi.fn();
    show(button("Reset", { signal: end.signal, press }));
    end.abort();
    find(root, "button").click();
    expect(press).not.toHaveBeenCalled();
  });
});

test("a chip says whether its layer is shown", () => {
  show(chip("grid", { signal: end.signal, pressed: false, press: () => {} }));
  expect(find(root, "button").getAttribute("aria-pressed")).toBe("false");
});

test("undo, redo and reset have names, and only what can be done is enabled", () => {
  const [undo, redo, reset] = [vi.fn(), vi.fn(), vi.fn()];
  show(
    historyButtons({
      signal: end.signal,
      canUndo: true,
      canRedo: false,
      canReset: true,
      undo,
      redo,
      reset,
    }),
  );
  for (const element of root.querySelectorAll("button")) element.click();
  expect([undo, redo, reset].map((act) => act.mock.calls.length)).toEqual([1, 0, 1]);
  expect(root.querySelector("[aria-label=Undo]")).not.toBeNull();
});

describe("a menu", () => {
  const choices = [
    { value: "off", label: "off" },
    { value: "lattice", label: "lattice" },
  ];
  const list = () => find<HTMLSelectElement>(root, "select");

  test("shows its value, also when that changes from outside, and hands over a choice", () => {
    const choose = vi.fn();
    const draw = (value: string) =>
      show(menu("Snap", { signal: end.signal, value, choices, choose }));
    draw("lattice");
    expect(list().value).toBe("lattice");
    draw("off");
    expect(list().value).toBe("off");
    list().value = "lattice";
    list().dispatchEvent(new Event("change"));
    expect(choose).toHaveBeenCalledWith("lattice");
  });

  test("keeps its keys from the notebook; disabled it does not open, and Tab leaves it", () => {
    const heard = vi.fn();
    root.addEventListener("keydown", heard);
    const draw = (disabled: boolean) =>
      show(menu("Snap", { signal: end.signal, value: "off", choices, choose: () => {}, disabled }));
    draw(false);
    expect(key(list(), "ArrowDown").defaultPrevented).toBe(false);
    draw(true);
    expect(key(list(), "ArrowDown").defaultPrevented).toBe(true);
    expect(key(list(), "Tab").defaultPrevented).toBe(false);
    expect(heard).not.toHaveBeenCalled();
  });
});

describe("notices", () => {
  test("an alert is on the page before there is an error, and empty without one", () => {
    show(notices([]));
    const alert = find(root, "[role=alert]");
    expect(alert.textContent).toBe("");
    show(
      notices([{ about: "ghost", text: "2,000 of 50,000 points drawn." }], "matrix must be 2x2"),
    );
    expect(find(root, "[role=alert]")).toBe(alert);
    expect(alert.textContent).toBe("matrix must be 2x2");
    expect(root.textContent).toContain("2,000 of 50,000");
  });

  test("show markup as text", () => {
    show(notices([], "<img src=x onerror=alert(1)>"));
    expect(root.querySelector("img")).toBeNull();
  });

  test("the badge is hidden while all is well", () => {
    show(badge(null));
    expect(find(root, ".mathml-badge").hidden).toBe(true);
    show(badge("no kernel"));
    expect(find(root, ".mathml-badge").hidden).toBe(false);
  });
});

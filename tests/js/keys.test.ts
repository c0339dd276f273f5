import { beforeEach, expect, test, vi } from "vitest";
import { listenToKeys } from "../../js/lib/keys";
import { key, page } from "./hands";

const actions = {
  resetView: vi.fn(),
  undo: vi.fn(),
  redo: vi.fn(),
  back: vi.fn(),
  forward: vi.fn(),
  play: vi.fn(),
  zoom: vi.fn(),
};

let root: HTMLElement;
let end: AbortController;

beforeEach(() => {
  vi.clearAllMocks();
  root = page();
  root.innerHTML = "<span tabindex=0></span><input type=text><input type=range><button></button>";
  end = new AbortController();
  listenToKeys(root, actions, end.signal);
});

const on = (selector: string) => root.querySelector(selector) as Element;

test("each key does its own thing and stays in the view", () => {
  const outside = vi.fn();
  document.body.addEventListener("keydown", outside, { signal: end.signal });
  const keys = { R: "resetView", z: "undo", Z: "redo", ",": "back", ".": "forward", " ": "play" };
  for (const [name, action] of Object.entries(keys)) {
    expect(key(on("span"), name, { shiftKey: name === "Z" }).defaultPrevented).toBe(true);
    expect(actions[action as keyof typeof actions]).toHaveBeenCalledTimes(1);
  }
  key(on("span"), "+");
  expect(actions.zoom.mock.calls[0]?.[0]).toBeGreaterThan(1);
  expect(outside).not.toHaveBeenCalled();
});

test("typing in a field is typing", () => {
  for (const name of ["r", "z", ".", " "]) key(on("input[type=text]"), name);
  for (const action of Object.values(actions)) expect(action).not.toHaveBeenCalled();
});

test("space presses the button that has the focus", () => {
  key(on("button"), " ");
  expect(actions.play).not.toHaveBeenCalled();
  key(on("button"), "r");
  expect(actions.resetView).toHaveBeenCalled();
});

test("what a control has handled and what belongs to the browser is left alone", () => {
  on("span").addEventListener("keydown", (event) => event.preventDefault(), { once: true });
  key(on("span"), "r");
  key(on("span"), "r", { ctrlKey: true });
  key(on("span"), "z", { metaKey: true });
  key(on("span"), "x");
  for (const action of Object.values(actions)) expect(action).not.toHaveBeenCalled();
});

test("an action that a view does not have leaves its key to the page", () => {
  const other = document.createElement("div");
  root.replaceWith(other);
  listenToKeys(other, {}, end.signal);
  expect(key(other, " ").defaultPrevented).toBe(false);
});

test("nothing is heard once the view has ended", () => {
  end.abort();
  key(on("span"), "r");
  expect(actions.resetView).not.toHaveBeenCalled();
});

import { afterEach, expect, test, vi } from "vitest";
import { keepShortcuts } from "../../js/lib/shortcuts";

const READ_WRITE = "jp-mod-readWrite";

let end = new AbortController();
afterEach(() => {
  end.abort();
  end = new AbortController();
  document.body.replaceChildren();
  vi.useRealTimers();
});

/** A view in a notebook, with what the host hears before and after it. */
function stage() {
  vi.useFakeTimers();
  document.body.innerHTML = `<div class="jp-Notebook"><textarea></textarea><div><button></button></div></div>`;
  const notebook = document.querySelector(".jp-Notebook") as HTMLElement;
  const root = notebook.querySelector("div") as HTMLElement;
  keepShortcuts(root, end.signal);
  const early: boolean[] = [];
  const late = vi.fn();
  const { signal } = end;
  document.addEventListener("keydown", () => early.push(notebook.classList.contains(READ_WRITE)), {
    capture: true,
    signal,
  });
  document.addEventListener("keydown", late, { signal });
  const press = (target: Element | null, options: KeyboardEventInit = {}) =>
    target?.dispatchEvent(new KeyboardEvent("keydown", { key: "x", bubbles: true, ...options }));
  return { notebook, root, early, late, press };
}

test("a host that listens early sees a notebook in which something is edited, and one that listens late nothing", () => {
  const { notebook, root, early, late, press } = stage();
  press(root.querySelector("button"));
  expect(early).toEqual([true]);
  expect(late).not.toHaveBeenCalled();
  vi.runAllTimers();
  expect(notebook.classList.contains(READ_WRITE)).toBe(false);
});

test("keys with Ctrl and keys outside the view are the host's", () => {
  const { notebook, root, early, late, press } = stage();
  press(root.querySelector("button"), { ctrlKey: true });
  press(notebook.querySelector("textarea"));
  expect(early).toEqual([false, false]);
  expect(late).toHaveBeenCalledTimes(2);
});

test("a view that is gone keeps nothing any more", () => {
  const { notebook, root, press } = stage();
  end.abort();
  press(root.querySelector("button"));
  expect(notebook.classList.contains(READ_WRITE)).toBe(false);
});

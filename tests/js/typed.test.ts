import { html, render } from "lit-html";
import { beforeEach, expect, test } from "vitest";
import { Typed } from "../../js/lib/typed";
import { find, key, page } from "./hands";

let root: HTMLElement;
let value: string;
let entered: string[];
let answer: (refusal: string | null) => void;

function show(locked = false): HTMLInputElement {
  const draw = () => render(html`${typed.template()}`, root);
  const typed = new Typed({
    signal: new AbortController().signal,
    redraw: draw,
    name: "function",
    label: "The function",
    value: () => value,
    enter: (text, done) => {
      entered.push(text);
      answer = done;
    },
    locked: () => locked,
  });
  draw();
  return find<HTMLInputElement>(root, "input");
}

function type(input: HTMLInputElement, text: string): void {
  input.value = text;
  input.dispatchEvent(new Event("input", { bubbles: true }));
}

beforeEach(() => {
  root = page();
  value = "x + y";
  entered = [];
});

test("Enter commits what was typed, once, and the field shows what came of it", () => {
  const input = show();
  type(input, "x * y");
  key(input, "Enter");
  expect(entered).toEqual(["x * y"]);
  value = "x*y";
  answer(null);
  expect(input.value).toBe("x*y");
  expect(root.querySelector("[role=alert]")).toBeNull();
});

test("a refused text stays to be mended, with what is wrong beside it", () => {
  const input = show();
  type(input, "x +");
  key(input, "Enter");
  answer("function ends too soon");
  expect(input.value).toBe("x +");
  expect(input.getAttribute("aria-invalid")).toBe("true");
  expect(find(root, "[role=alert]").textContent).toBe("function ends too soon");
  key(input, "Escape");
  expect(input.value).toBe("x + y");
  expect(root.querySelector("[role=alert]")).toBeNull();
});

test("leaving an unchanged field sends nothing, and keys typed in it do not reach the view", () => {
  const input = show();
  let heard = 0;
  root.addEventListener("keydown", () => heard++);
  key(input, "z");
  input.dispatchEvent(new Event("change", { bubbles: true }));
  expect(entered).toEqual([]);
  expect(heard).toBe(0);
});

test("a locked field can be read and not written", () => {
  expect(show(true).readOnly).toBe(true);
});

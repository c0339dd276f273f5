import { render } from "lit-html";
import { beforeEach, describe, expect, test } from "vitest";
import { Gestures } from "../../js/lib/gesture";
import { TextField } from "../../js/lib/text_field";
import { find, key, page } from "./hands";

let root: HTMLElement;
let text: string;
let log: string[];
let gestures: Gestures;
let closed: boolean;

const field = () => find<HTMLTextAreaElement>(root, "textarea");
const type = (typed: string) => {
  field().value = typed;
  field().dispatchEvent(new Event("input", { bubbles: true }));
};

beforeEach(() => {
  root = page();
  text = "abc";
  log = [];
  closed = false;
  gestures = new Gestures(() => log.push(gestures.held || "let go"));
  const draw = () => render(one.template(), root);
  const one: TextField = new TextField({
    signal: new AbortController().signal,
    gestures,
    redraw: draw,
    name: "message",
    label: "Your message",
    longest: 10,
    value: () => text,
    set: (next) => {
      log.push(next);
      text = next;
      draw();
    },
    disabled: () => closed,
  });
  draw();
});

describe("a field for text", () => {
  test("tells every change, and all until it is left are one gesture", () => {
    type("abcd");
    type("abcde");
    field().dispatchEvent(new Event("blur"));
    expect(log).toEqual(["message", "abcd", "abcde", "let go"]);
  });

  test("refuses what is too long in a sentence, and shows what holds when it is left", () => {
    type("x".repeat(1234));
    expect(log).toEqual([]);
    expect(find(root, "[role=alert]").textContent).toBe(
      "Your message takes at most 10 characters, this would have 1,234.",
    );
    expect(field().value).toHaveLength(10);
    field().dispatchEvent(new Event("blur"));
    expect(field().value).toBe("abc");
    expect(root.querySelector("[role=alert]")).toBeNull();
  });

  test("turns a long paste away before it is laid out", () => {
    const paste = (data: string) => {
      const event = new InputEvent("beforeinput", { data, bubbles: true, cancelable: true });
      field().dispatchEvent(event);
      return event.defaultPrevented;
    };
    expect(paste("x".repeat(7))).toBe(false);
    expect(paste("x".repeat(8))).toBe(true);
    expect(find(root, "[role=alert]").textContent).toContain("this would have 11.");
    expect(field().value).toBe("abc");
    field().setSelectionRange(0, 3);
    expect(paste("x".repeat(10))).toBe(false);
    expect(log).toEqual([]);
  });

  test("keeps its keys from the notebook", () => {
    let heard = 0;
    root.addEventListener("keydown", () => heard++);
    key(field(), "x");
    expect(heard).toBe(0);
  });

  test("takes nothing while it is closed", () => {
    closed = true;
    type("other");
    expect(log).toEqual([]);
  });
});

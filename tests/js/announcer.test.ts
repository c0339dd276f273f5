import { render } from "lit-html";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Announcer } from "../../js/lib/announcer";
import { find, page } from "./hands";

let root: HTMLElement;
let end: AbortController;
let announcer: Announcer;

beforeEach(() => {
  vi.useFakeTimers();
  root = page();
  end = new AbortController();
  announcer = new Announcer(end.signal);
  render(announcer.template(), root);
});

afterEach(() => {
  vi.useRealTimers();
});

const region = () => find(root, "[aria-live=polite]");

test("of several sentences in a row only the last is said", () => {
  announcer.say("one");
  announcer.say("two");
  expect(region().textContent).toBe("");
  vi.runAllTimers();
  expect(region().textContent).toBe("two");
});

test("the same sentence again is news to a screen reader", () => {
  announcer.say("same");
  vi.runAllTimers();
  const before = region().textContent;
  announcer.say("same");
  vi.runAllTimers();
  expect(region().textContent).not.toBe(before);
  expect(region().textContent?.trim()).toBe("same");
});

test("drawing the view again does not silence it", () => {
  announcer.say("value");
  vi.runAllTimers();
  render(announcer.template(), root);
  expect(region().textContent).toBe("value");
});

test("nothing is said once the view has ended", () => {
  announcer.say("late");
  end.abort();
  announcer.say("later");
  vi.runAllTimers();
  expect(region().textContent).toBe("");
});

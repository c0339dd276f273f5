import { noChange } from "lit-html";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { pace } from "../../js/lib/pace";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test("at rest a part is drawn every time", () => {
  const beside = pace(
    () => false,
    () => {},
  );
  expect([1, 2, 3].map((n) => beside(() => n))).toEqual([1, 2, 3]);
});

test("under a hand it keeps what it shows for a while, then asks to be drawn once more", () => {
  const redraw = vi.fn();
  const beside = pace(() => true, redraw);
  vi.advanceTimersByTime(100);
  expect(beside(() => "first")).toBe("first");
  expect(beside(() => "second")).toBe(noChange);
  expect(beside(() => "third")).toBe(noChange);
  vi.advanceTimersByTime(100);
  expect(redraw).toHaveBeenCalledTimes(1);
  expect(beside(() => "fourth")).toBe("fourth");
});

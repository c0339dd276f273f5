import { render } from "lit-html";
import { expect, test } from "vitest";
import { drawn, preview } from "../../js/lib/preview";
import { linearScale, logScale } from "../../js/lib/slider";
import { find, page } from "./hands";

const curve = (...points: readonly (readonly [number, number])[]) => ({
  points,
  name: "P(a ≤ X ≤ b)",
});

test("the curve spans the slider from end to end, with zero in it", () => {
  const found = drawn(curve([0, 0.2], [5, 1], [10, 0.4]), linearScale(0, 10), 5);
  expect(found.path).toBe("M0.0 80.0L50.0 0.0L100.0 60.0");
  expect([found.zero, found.least, found.most]).toEqual([100, 0.2, 1]);
  expect(found.here).toEqual([50, 0]);
});

test("the point between two values of the curve lies on it", () => {
  const found = drawn(curve([0, 0], [10, 1]), linearScale(0, 10), 2.5);
  expect(found.here).toEqual([25, 75]);
});

test("equal factors are equal distances on a logarithmic slider", () => {
  const found = drawn(curve([0.1, 1], [1, 1], [10, 1]), logScale(0.1, 10), 1);
  expect(found.path).toBe("M0.0 0.0L50.0 0.0L100.0 0.0");
});

test("values that come to nothing are left out, and negative ones lie below zero", () => {
  const found = drawn(curve([0, Number.NaN], [5, -1], [10, 1]), linearScale(0, 10), 0);
  expect(found.path).toBe("M50.0 100.0L100.0 0.0");
  expect(found.zero).toBe(50);
  expect(found.here).toEqual([50, 100]);
});

test("a curve says what it is of and how far it reaches", () => {
  const root = page();
  render(preview(curve([0, 0.25], [1, 0.5]), linearScale(0, 1), 0), root);
  expect(find(root, "span").textContent).toBe("P(a ≤ X ≤ b): 0.250 to 0.500");
  render(preview(curve([0, 1e-6], [1, 0.5]), linearScale(0, 1), 0), root);
  expect(find(root, "span").textContent).toBe("P(a ≤ X ≤ b): 0.000 to 0.500");
  render(preview(curve([0, -1], [1, 1e-6]), linearScale(0, 1), 0), root);
  expect(find(root, "span").textContent).toBe("P(a ≤ X ≤ b): −1.000 to 0.000");
});

test("heights that are all the same still have a place", () => {
  expect(drawn(curve([0, 0], [1, 0]), linearScale(0, 1), 0).path).toBe("M0.0 100.0L100.0 100.0");
});

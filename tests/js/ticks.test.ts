import { expect, test } from "vitest";
import { decimalsOf, multiples, niceStep } from "../../js/lib/ticks";

test("a nice step is the next 1, 2 or 5 times a power of ten", () => {
  const steps = [0.0013, 0.02, 0.021, 0.7, 1, 3.1, 5, 6, 4e7].map(niceStep);
  expect(steps).toEqual([0.002, 0.02, 0.05, 1, 1, 5, 5, 10, 5e7]);
});

test("multiples include both ends and know no negative zero", () => {
  expect(multiples(-0.2, 0.3, 0.1).map((value) => Number(value.toFixed(9)))).toEqual([
    -0.2, -0.1, 0, 0.1, 0.2, 0.3,
  ]);
  expect(multiples(-1, 1, 1).some((value) => Object.is(value, -0))).toBe(false);
});

test("multiples of a step far too small stop at the limit, and an empty range has none", () => {
  expect(multiples(0, 1, 1e-9, 50)).toHaveLength(50);
  expect(multiples(0.2, 0.8, 1)).toEqual([]);
});

test("a step has as many decimals as tell its multiples apart", () => {
  expect([100, 1, 0.5, 0.2, 0.05, 0.001].map(decimalsOf)).toEqual([0, 0, 1, 1, 2, 3]);
});

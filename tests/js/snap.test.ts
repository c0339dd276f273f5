import { expect, test } from "vitest";
import { snaps } from "../../js/lib/snap";

test("off leaves a point where it is", () => {
  expect(snaps.off([0.123, -4])).toEqual([0.123, -4]);
});

test("lattices take the nearest whole or half coordinates, without a negative zero", () => {
  expect(snaps.lattice([1.49, -0.2])).toEqual([1, 0]);
  expect(Object.is(snaps.lattice([1, -0.2])[1], 0)).toBe(true);
  expect(snaps["half lattice"]([1.3, -0.8])).toEqual([1.5, -1]);
});

test("fifteen degrees turns to the nearest multiple and keeps the length", () => {
  const [x, y] = snaps["15 degrees"]([2, 1.1]);
  expect(Math.hypot(x, y)).toBeCloseTo(Math.hypot(2, 1.1), 12);
  expect((Math.atan2(y, x) * 180) / Math.PI).toBeCloseTo(30, 9);
  expect(snaps["15 degrees"]([0.02, 1.5])[0]).toBe(0);
  expect(snaps["15 degrees"]([0.75, Math.sqrt(1.5 ** 2 - 0.75 ** 2)])[0]).toBeCloseTo(0.75, 14);
});

test("the unit circle takes every direction, and the origin somewhere definite", () => {
  expect(snaps["unit circle"]([3, 4])).toEqual([0.6, 0.8]);
  expect(snaps["unit circle"]([0, 0])).toEqual([1, 0]);
});

test("snapping twice is snapping once", () => {
  for (const snap of Object.values(snaps)) {
    const [x, y] = snap([1.37, -0.61]);
    const [again, once] = snap([x, y]);
    expect(again).toBeCloseTo(x, 12);
    expect(once).toBeCloseTo(y, 12);
  }
});

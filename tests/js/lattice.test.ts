import { describe, expect, test } from "vitest";
import {
  evened,
  finer,
  gapsOf,
  type Lattice,
  latticeOf,
  rangeOf,
  sliceOf,
  valueAt,
} from "../../js/lib/lattice";

function lattice(columns: number, rows: number, f: (x: number, y: number) => number): Lattice {
  const values = Float64Array.from({ length: columns * rows }, (_, at) =>
    f((at % columns) / (columns - 1), Math.floor(at / columns) / (rows - 1)),
  );
  return { columns, rows, values };
}

describe("a value between places", () => {
  const plane = lattice(4, 3, (x, y) => 2 * x - 3 * y + 1);

  test("is exact for a plane and keeps to the edge outside", () => {
    expect(valueAt(plane, 0.37, 0.81)).toBeCloseTo(2 * 0.37 - 3 * 0.81 + 1, 12);
    expect(valueAt(plane, 1, 1)).toBeCloseTo(0, 12);
    expect(valueAt(plane, -1, 2)).toBeCloseTo(-2, 12);
  });

  test("is none where a corner of the cell has none, and is there on the cell's good side", () => {
    const holed = { ...plane, values: plane.values.slice() };
    holed.values[5] = Number.POSITIVE_INFINITY;
    expect(valueAt(holed, 0.5, 0.4)).toBeNaN();
    expect(valueAt(holed, 2 / 3, 0.25)).toBeCloseTo(2 * (2 / 3) - 0.75 + 1, 12);
    expect(valueAt(holed, 0.9, 0.9)).toBeCloseTo(2 * 0.9 - 2.7 + 1, 12);
  });
});

describe("a finer lattice", () => {
  test("keeps the values it had and follows a parabola exactly", () => {
    const coarse = lattice(5, 5, (x, y) => x * x + 3 * y);
    const fine = finer(coarse, 4);
    expect([fine.columns, fine.rows]).toEqual([17, 17]);
    expect(fine.values[4 * 17 + 8]).toBe(coarse.values[7]);
    expect(valueAt(fine, 0.4375, 0.5)).toBeCloseTo(0.4375 ** 2 + 1.5, 12);
  });

  test("does not spread what has no value", () => {
    const coarse = lattice(5, 2, (x) => (x > 0.9 ? Number.NaN : x));
    const fine = finer(coarse, 2);
    expect([...fine.values.slice(0, 9)].map(Number.isNaN)).toEqual([
      ...Array(7).fill(false),
      true,
      true,
    ]);
  });

  test("of the same size is the same", () => {
    const one = lattice(3, 3, (x, y) => x * y);
    expect(finer(one, 1)).toEqual(one);
  });
});

test("a slice is the lattice along a line", () => {
  const bowl = lattice(3, 3, (x, y) => x + 10 * y);
  expect(sliceOf(bowl, 0, 0.5)).toEqual([
    [0, 5],
    [0.25, 5.25],
    [0.5, 5.5],
    [0.75, 5.75],
    [1, 6],
  ]);
  expect(sliceOf(bowl, 1, 1, 3)).toEqual([
    [0, 1],
    [0.5, 6],
    [1, 11],
  ]);
});

test("gaps are runs of cells with a corner that is not finite", () => {
  const holed = lattice(5, 4, () => 1);
  holed.values[2 + 5] = Number.NaN;
  expect(gapsOf(holed)).toEqual([
    [0, 1, 3],
    [1, 1, 3],
  ]);
  holed.values[4 + 15] = Number.POSITIVE_INFINITY;
  expect(gapsOf(holed).at(-1)).toEqual([2, 3, 4]);
  expect(gapsOf(lattice(5, 4, () => 1))).toEqual([]);
});

test("a range passes over what is not finite, and is none where nothing is", () => {
  expect(rangeOf([Number.NaN, 2, Number.POSITIVE_INFINITY, -1])).toEqual([-1, 2]);
  expect(rangeOf([Number.NaN])).toBeNull();
});

test("one place, or one row of places, is spread over the square", () => {
  expect([...latticeOf([1, 1], Float64Array.of(7)).values]).toEqual([7, 7, 7, 7]);
  const row = latticeOf([1, 3], Float64Array.of(1, 2, 3));
  expect([row.columns, row.rows, ...row.values]).toEqual([3, 2, 1, 2, 3, 1, 2, 3]);
});

test("places that are not equally far apart are made so", () => {
  const x = [0, 1, 4];
  const y = [0, 2];
  const uneven = { columns: 3, rows: 2, values: Float64Array.from([0, 1, 4, 10, 11, 14]) };
  const even = evened(uneven, x, y);
  for (const [at, value] of [0, 2, 4, 10, 12, 14].entries())
    expect(even.values[at]).toBeCloseTo(value, 12);
  expect(evened(uneven, [0, 1, 2], y)).toBe(uneven);
});

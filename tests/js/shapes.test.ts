import { describe, expect, test } from "vitest";
import { arrowPaths } from "../../js/lib/arrow";
import { ellipsePath } from "../../js/lib/ellipse";
import { apply, type Basis, basisOf, extentOf, type Point } from "../../js/lib/geometry";
import { Plane } from "../../js/lib/plane";
import { polygonPath } from "../../js/lib/polygon";

const plane = new Plane([0, 0], 5, 500, 500);

/** The numbers of a path as points. */
function points(path: string): Point[] {
  const numbers = [...path.matchAll(/-?\d+(\.\d+)?/g)].map(([text]) => Number(text));
  return numbers.flatMap((x, index) =>
    index % 2 ? [] : [[x, numbers[index + 1] as number] as const],
  );
}

describe("an arrow", () => {
  const lengthOf = (path: string) => {
    const [tip, left, , right] = points(path) as [Point, Point, Point, Point];
    const base: Point = [(left[0] + right[0]) / 2, (left[1] + right[1]) / 2];
    return { tip, length: Math.hypot(tip[0] - base[0], tip[1] - base[1]) };
  };

  test("ends in a head at its tip", () => {
    const { tip, length } = lengthOf(arrowPaths([0, 0], [60, 80])?.head ?? "");
    expect(tip).toEqual([60, 80]);
    expect(length).toBeCloseTo(14, 1);
  });

  test("leaves the gap free before the ring", () => {
    expect(lengthOf(arrowPaths([0, 0], [100, 0], 8)?.head ?? "").tip).toEqual([92, 0]);
  });

  test("has a head that shrinks with it, never longer than half of it", () => {
    for (const whole of [3, 8, 15, 27]) {
      expect(lengthOf(arrowPaths([0, 0], [whole, 0])?.head ?? "").length).toBeCloseTo(whole / 2, 1);
    }
  });

  test("is not drawn where it has no direction or no end", () => {
    expect(arrowPaths([5, 5], [5, 5])).toBeNull();
    expect(arrowPaths([0, 0], [0.3, 0.3])).toBeNull();
    expect(arrowPaths([0, 0], [Number.NaN, 1])).toBeNull();
    expect(arrowPaths([0, 0], [Infinity, 1])).toBeNull();
  });
});

describe("the image of the unit circle", () => {
  const basis: Basis = [
    [1.5, -0.3],
    [0.9, 1.25],
  ];

  /** Points of a path of cubic curves, at a few places on each. */
  function sampled(path: string): Point[] {
    const [first, ...rest] = points(path) as [Point, ...Point[]];
    const samples: Point[] = [];
    let from = first;
    for (let index = 0; index < rest.length; index += 3) {
      const [b, c, to] = rest.slice(index, index + 3) as [Point, Point, Point];
      for (const t of [0, 0.21, 0.5, 0.83]) {
        const mix = (axis: 0 | 1) =>
          (1 - t) ** 3 * from[axis] +
          3 * (1 - t) ** 2 * t * b[axis] +
          3 * (1 - t) * t ** 2 * c[axis] +
          t ** 3 * to[axis];
        samples.push([mix(0), mix(1)]);
      }
      from = to;
    }
    return samples;
  }

  test("consists of the images of unit vectors", () => {
    const [[a, c], [b, d]] = basis;
    const det = a * d - b * c;
    const samples = sampled(ellipsePath(plane, basis, [0.2, -0.1]));
    expect(samples).toHaveLength(32);
    for (const sample of samples) {
      const [x, y] = plane.toData(sample);
      const back: Point = [
        (d * (x - 0.2) - b * (y + 0.1)) / det,
        (-c * (x - 0.2) + a * (y + 0.1)) / det,
      ];
      expect(Math.hypot(...back)).toBeCloseTo(1, 3);
    }
  });

  test("survives matrices that are zero, huge or no numbers", () => {
    expect(
      points(
        ellipsePath(
          plane,
          basisOf([
            [0, 0],
            [0, 0],
          ]),
        ),
      )[5],
    ).toEqual([250, 250]);
    expect(
      ellipsePath(
        plane,
        basisOf([
          [1e308, 1],
          [0, 1e308],
        ]),
      ),
    ).not.toMatch(/NaN|Infinity|e/);
    expect(
      ellipsePath(
        plane,
        basisOf([
          [Number.NaN, 0],
          [0, 1],
        ]),
      ),
    ).toBe("");
  });
});

describe("a polygon", () => {
  test("joins its points in pixels, closed or open", () => {
    const corners: Point[] = [
      [0, 0],
      [1, 0],
      [1, 1],
    ];
    expect(polygonPath(plane, corners)).toBe("M250.00 250.00L350.00 250.00L350.00 150.00Z");
    expect(polygonPath(plane, corners, false)).not.toContain("Z");
    expect(polygonPath(plane, [])).toBe("");
    expect(polygonPath(plane, [[0, Infinity]])).toBe("");
  });
});

describe("a basis", () => {
  test("holds the columns of a matrix, the images of the unit vectors", () => {
    const basis = basisOf([
      [1, 2],
      [3, 4],
    ]);
    expect(apply(basis, [1, 0])).toEqual([1, 3]);
    expect(apply(basis, [0, 1], [10, 20])).toEqual([12, 24]);
  });
});

test("an extent holds all finite points", () => {
  expect(
    extentOf([
      [1, 5],
      [-2, 7],
      [Number.NaN, 900],
    ]),
  ).toEqual({ x: [-2, 1], y: [5, 7] });
  expect(extentOf([])).toBeNull();
});

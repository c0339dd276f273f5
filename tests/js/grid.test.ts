import { describe, expect, test } from "vitest";
import type { Basis, Point } from "../../js/lib/geometry";
import { clippedLine, type GridLines, gridLines } from "../../js/lib/grid";
import { Plane } from "../../js/lib/plane";

const plane = new Plane([0, 0], 5, 480, 480);

/** The ends of the lines of a path. */
function ends(path: string): [Point, Point][] {
  return [...path.matchAll(/M([-\d.]+) ([-\d.]+)L([-\d.]+) ([-\d.]+)/g)].map(([, a, b, c, d]) => [
    [Number(a), Number(b)],
    [Number(c), Number(d)],
  ]);
}

const all = ({ axis, lines, fading }: GridLines) => ends(axis + lines + fading);

function expectInside(point: Point): void {
  for (const value of point) {
    expect(value).toBeGreaterThanOrEqual(-0.1);
    expect(value).toBeLessThanOrEqual(480.1);
  }
}

describe("the image of the grid", () => {
  test("under the identity is the grid itself", () => {
    const [along, up] = gridLines(plane, [
      [1, 0],
      [0, 1],
    ]);
    expect(ends(up.axis)).toEqual([
      [
        [240, 480],
        [240, 0],
      ],
    ]);
    // A span of 5 with a step of 0.5: eleven lines across, the axis among them.
    expect(all(along)).toHaveLength(11);
    expect(all(up)).toHaveLength(11);
  });

  test("consists of the images of grid points, clipped to the picture", () => {
    const basis: Basis = [
      [1.5, -0.3],
      [0.9, 1.25],
    ];
    const [along] = gridLines(plane, basis);
    const det = 1.5 * 1.25 + 0.3 * 0.9;
    for (const [from, to] of all(along)) {
      expectInside(from);
      expectInside(to);
      const [x, y] = plane.toData(from);
      // The second coordinate in the new basis counts the lines along the first vector.
      const line = (1.5 * y + 0.3 * x) / det / plane.step;
      expect(Math.abs(line - Math.round(line))).toBeLessThan(0.01);
    }
  });

  test("stays bounded and inside for matrices of any size and shape", () => {
    for (const size of [1e-300, 1e-6, 1e-3, 0.1, 1, 30, 1e3, 1e6, 1e300]) {
      for (const basis of [
        [
          [size, 0],
          [0, size],
        ],
        [
          [size, 0.2 * size],
          [-0.4 * size, size],
        ],
        [
          [size, size],
          [size, size * (1 + 1e-7)],
        ],
        [
          [1, 0],
          [size, size],
        ],
      ] as Basis[]) {
        for (const family of gridLines(plane, basis)) {
          expect(all(family).length).toBeLessThan(80);
          for (const line of all(family)) for (const end of line) expectInside(end);
        }
      }
    }
  });

  test("thins out by halves, and what a halving drops fades to nothing first", () => {
    const spaced = (pixels: number) => {
      const scale = pixels / (plane.unit * plane.step);
      return gridLines(plane, [
        [scale, 0],
        [0, scale],
      ])[0];
    };
    expect(spaced(22).fading).toBe("");
    expect(spaced(21.9).opacity).toBeGreaterThan(0.99);
    expect(spaced(11.1).opacity).toBeLessThan(0.02);
    const gaps = (family: GridLines) => {
      const heights = ends(family.axis + family.lines).map(([from]) => from[1]);
      heights.sort((a, b) => a - b);
      return heights.slice(1).map((y, index) => y - (heights[index] as number));
    };
    for (const pixels of [400, 21, 12, 5, 0.3]) {
      for (const gap of gaps(spaced(pixels))) expect(gap).toBeGreaterThanOrEqual(21.8);
    }
  });

  test("of a singular matrix is one line for each direction, of the zero matrix none", () => {
    const [first, second] = gridLines(plane, [
      [1, 2],
      [-2, -4],
    ]);
    expect(all(first)).toHaveLength(1);
    expect(all(second)).toHaveLength(1);
    for (const family of gridLines(plane, [
      [0, 0],
      [0, 0],
    ]))
      expect(all(family)).toEqual([]);
    for (const family of gridLines(plane, [
      [Number.NaN, 0],
      [0, 1],
    ])) {
      expect(family.axis + family.lines).not.toContain("NaN");
    }
  });
});

test("a line that misses the picture is no line", () => {
  expect(clippedLine(plane, [500, 0], [0, 1])).toBe("");
  expect(clippedLine(plane, [-10, 240], [1, -1])).not.toBe("");
  expect(clippedLine(plane, [-10, 5], [1, -1])).toBe("");
});

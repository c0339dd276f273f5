import { describe, expect, test } from "vitest";
import { Camera, FLOOR, type Place, turned } from "../../js/lib/camera";
import type { Point } from "../../js/lib/geometry";
import type { Lattice } from "../../js/lib/lattice";
import { Lines3d, PIECE } from "../../js/lib/lines3d";
import { CORNER, meshOf } from "../../js/lib/mesh";

const size = 33;
const bowl: Lattice = {
  columns: size,
  rows: size,
  values: Float64Array.from({ length: size * size }, (_, at) => {
    const [x, y] = [
      (2 * (at % size)) / (size - 1) - 1,
      (2 * Math.floor(at / size)) / (size - 1) - 1,
    ];
    return (x * x + y * y) / 2;
  }),
};
const heightOf = ([x, y]: Point) => (x * x + y * y) / 2;
const STANDS = [0, 0.5, 2, 4, 6].flatMap((round) => [0.2, 0.7, 1.5].map((up) => ({ round, up })));

describe("a camera", () => {
  test("keeps the whole surface and its floor in the picture from everywhere", () => {
    for (const stand of STANDS) {
      const camera = new Camera(stand, 400, 300, [20, 10]);
      for (const x of [-1, 1])
        for (const y of [-1, 1])
          for (const height of [FLOOR, 1]) {
            const [across, down] = camera.toPixels([x, y, height]);
            expect(across).toBeGreaterThan(19);
            expect(across).toBeLessThan(381);
            expect(down).toBeGreaterThan(9);
            expect(down).toBeLessThan(291);
          }
    }
  });

  test("finds the point that is seen at a pixel, and draws it at that pixel again", () => {
    for (const stand of STANDS) {
      const camera = new Camera(stand, 400, 400);
      for (const point of [
        [0, 0],
        [0.3, -0.4],
        [-0.2, 0.1],
      ] as Point[]) {
        const pixel = camera.toPixels([...point, heightOf(point)]);
        const found = camera.toSurface(pixel, bowl);
        const again = camera.toPixels([...found, heightOf(found)]);
        expect(again[0]).toBeCloseTo(pixel[0], 0);
        expect(again[1]).toBeCloseTo(pixel[1], 0);
        // What is found is never behind what was asked for.
        const nearness = (at: Point) => camera.nearness([...at, heightOf(at)]);
        expect(nearness(found)).toBeGreaterThan(nearness(point) - 0.02);
      }
    }
  });

  test("finds the edge of the square where a pixel shows no surface", () => {
    const [x, y] = new Camera({ round: 0.5, up: 0.6 }, 400, 400).toSurface([2, 2], bowl);
    expect(Math.max(Math.abs(x), Math.abs(y))).toBe(1);
  });

  test("gives the card the matrix that it draws with itself", () => {
    const camera = new Camera({ round: 0.7, up: 0.5 }, 320, 240);
    const matrix = camera.matrix;
    const place: Place = [0.3, -0.8, 0.6];
    const clip = [0, 1, 2].map((row) =>
      [...place, 1].reduce((sum, part, at) => sum + part * (matrix[4 * at + row] as number), 0),
    ) as [number, number, number];
    const [across, down] = camera.toPixels(place);
    expect(clip[0]).toBeCloseTo((2 * across) / 320 - 1, 5);
    expect(clip[1]).toBeCloseTo(1 - (2 * down) / 240, 5);
    expect(clip[2]).toBeCloseTo(-camera.nearness(place) / 4, 5);
  });

  test("goes round without end, and neither under the floor nor over the top", () => {
    expect(turned({ round: 6, up: 0.5 }, { round: 1, up: 0 }).round).toBeCloseTo(
      7 - 2 * Math.PI,
      9,
    );
    expect(turned({ round: 0, up: 0.5 }, { round: 0, up: 9 }).up).toBe(Math.PI / 2);
    expect(turned({ round: 0, up: 0.5 }, { round: 0, up: -9 }).up).toBeGreaterThan(0.05);
  });
});

describe("a mesh", () => {
  test("stands on the places of the lattice with the slopes between them", () => {
    const { corners, triangles } = meshOf(bowl);
    expect(triangles).toHaveLength(6 * (size - 1) ** 2);
    const middle = CORNER * ((size * size - 1) / 2);
    expect([...corners.slice(middle, middle + CORNER)]).toEqual([0, 0, 0, -0, -0, 1]);
    const right = CORNER * (16 * size + 24);
    const [x, , share, across] = corners.slice(right, right + CORNER);
    expect([x, share]).toEqual([0.5, 0.125]);
    expect(across).toBeLessThan(0);
  });

  test("has a hole where a corner has no value, and only numbers in it", () => {
    const holed = { ...bowl, values: bowl.values.slice() };
    holed.values[5 * size + 5] = Number.NaN;
    const { corners, triangles } = meshOf(holed);
    expect(triangles).toHaveLength(6 * ((size - 1) ** 2 - 4));
    expect(triangles.includes(5 * size + 5)).toBe(false);
    expect([...corners].every(Number.isFinite)).toBe(true);
  });
});

test("lines over a surface are pieces, broken where they leave it", () => {
  const lines = new Lines3d();
  lines.add([[0, 0, 0], [1, 0, 0], null, [0, 1, 0], [0, 1, 1]], [1, 0, 0, 1], 2);
  expect(lines.pieces).toHaveLength(2 * PIECE);
  const more = new Lines3d(lines.pieces);
  more.add(
    [
      [0, 0, 0],
      [0, 0, 1],
    ],
    [0, 0, 1, 1],
    1,
  );
  expect([...more.pieces.slice(0, 2 * PIECE)]).toEqual([...lines.pieces]);
  expect(more.pieces).toHaveLength(3 * PIECE);
  expect([...lines.pieces.slice(0, PIECE)]).toEqual([0, 0, 0, 1, 0, 0, 1, 0, 0, 1, 2]);
});

import { describe, expect, test } from "vitest";
import type { Point } from "../../js/lib/geometry";
import { isolines } from "../../js/lib/isolines";
import type { Lattice } from "../../js/lib/lattice";

function lattice(size: number, f: (x: number, y: number) => number): Lattice {
  const values = Float64Array.from({ length: size * size }, (_, at) =>
    f(at % size, Math.floor(at / size)),
  );
  return { columns: size, rows: size, values };
}

const closed = (line: readonly Point[]) => {
  const [first, last] = [line[0] as Point, line.at(-1) as Point];
  return first[0] === last[0] && first[1] === last[1];
};

describe("an isoline", () => {
  test("of a slope is one open straight line from edge to edge", () => {
    const [line, ...others] = isolines(
      lattice(6, (x, y) => x + y),
      4.5,
    );
    expect(others).toEqual([]);
    for (const [x, y] of line as Point[]) expect(x + y).toBeCloseTo(4.5, 12);
    const ends = [line?.[0], line?.at(-1)].map((end) => (end as Point).map((one) => Number(one)));
    expect(ends.flat().filter((one) => one === 0)).toHaveLength(2);
  });

  test("round a hill is one closed line that keeps its distance", () => {
    const hill = lattice(41, (x, y) => Math.hypot(x - 20, y - 20));
    const lines = isolines(hill, 12);
    expect(lines).toHaveLength(1);
    const [line] = lines as [Point[]];
    expect(closed(line)).toBe(true);
    expect(line.length).toBeGreaterThan(60);
    for (const [x, y] of line) expect(Math.hypot(x - 20, y - 20)).toBeCloseTo(12, 1);
    const area = line.reduce((sum, [x, y], at) => {
      const [u, v] = line[(at + 1) % line.length] as Point;
      return sum + x * v - y * u;
    }, 0);
    expect(Math.abs(area) / 2).toBeCloseTo(Math.PI * 144, -0.5);
  });

  test("passes a saddle on the side that the middle of the cell says", () => {
    const saddle = (middle: number) => ({
      columns: 2,
      rows: 2,
      values: Float64Array.from([1, -1 + middle, -1 + middle, 1]),
    });
    const joins = (lattice: Lattice) =>
      isolines(lattice, 0).map((line) => line.map(([x, y]) => x + y < 1).join());
    // A high middle joins the high corners, which lie on the rising diagonal: each line stays beside it.
    expect(isolines(saddle(0.2), 0)).toHaveLength(2);
    expect(joins(saddle(0.2))).not.toEqual(joins(saddle(-0.2)));
    for (const line of isolines(saddle(-0.2), 0)) {
      const [[x0, y0], [x1, y1]] = line as [Point, Point];
      expect(x0 + y0 < 1).toBe(x1 + y1 < 1);
    }
  });

  test("is broken where there is no value, and never passes through it", () => {
    const holed = lattice(9, (x, y) => (x === 4 && y === 4 ? Number.NaN : y));
    const lines = isolines(holed, 3.5);
    expect(lines).toHaveLength(2);
    for (const [x] of lines.flat()) expect(x <= 3 || x >= 5).toBe(true);
    expect(
      isolines(
        lattice(4, () => Number.POSITIVE_INFINITY),
        1,
      ),
    ).toEqual([]);
  });

  test("of several hills are as many lines, each piece of which is drawn once", () => {
    const waves = lattice(31, (x, y) => Math.sin(x / 3) * Math.sin(y / 3));
    const lines = isolines(waves, 0.5);
    const seen = new Set<string>();
    for (const line of lines) {
      for (let at = 1; at < line.length; at++) {
        const piece = [line[at - 1], line[at]].map(String).sort().join(" ");
        expect(seen.has(piece)).toBe(false);
        seen.add(piece);
      }
    }
    expect(lines.length).toBeGreaterThanOrEqual(4);
    expect(lines.some(closed)).toBe(true);
  });

  test("through the very places of a lattice has no place that is not a number", () => {
    const steps = lattice(7, (x) => Math.round(x / 2));
    for (const level of [0, 1, 2, 3])
      for (const [x, y] of isolines(steps, level).flat()) {
        expect(Number.isFinite(x)).toBe(true);
        expect(Number.isFinite(y)).toBe(true);
      }
  });
});

import type { Point } from "./geometry";
import type { Lattice } from "./lattice";

/**
 * Where a cell's sides are crossed, by which of its corners are high (bits: low left, low right, high right, high left):
 * pairs of sides (0 below, 1 right, 2 above, 3 left). The two saddles are told apart by the cell's middle.
 */
const CROSSINGS: readonly (readonly (readonly [number, number])[])[] = [
  [],
  [[3, 0]],
  [[0, 1]],
  [[3, 1]],
  [[1, 2]],
  [
    [3, 2],
    [1, 0],
  ],
  [[0, 2]],
  [[3, 2]],
  [[2, 3]],
  [[2, 0]],
  [
    [0, 3],
    [2, 1],
  ],
  [[2, 1]],
  [[1, 3]],
  [[1, 0]],
  [[0, 3]],
  [],
];
const SADDLES: Readonly<Record<number, readonly (readonly [number, number])[]>> = {
  5: [
    [3, 0],
    [1, 2],
  ],
  10: [
    [0, 1],
    [2, 3],
  ],
};

/**
 * The lines on which a lattice has a value, in places of the lattice (column, row).
 *
 * A closed line ends where it began. Cells with a corner that is not finite hold no line.
 */
export function isolines({ columns, rows, values }: Lattice, level: number): Point[][] {
  const points = new Map<number, Point>();
  const ends = new Map<number, number[]>();
  // A side is named by its lattice place and whether it leads right or up from there.
  const sideOf = (column: number, row: number, side: number): number => {
    if (side === 0) return 2 * (row * columns + column);
    if (side === 1) return 2 * (row * columns + column + 1) + 1;
    if (side === 2) return 2 * ((row + 1) * columns + column);
    return 2 * (row * columns + column) + 1;
  };
  const cross = (side: number): void => {
    if (points.has(side)) return;
    const from = side >> 1;
    const to = from + (side & 1 ? columns : 1);
    const [low, high] = [values[from] as number, values[to] as number];
    const share = (level - low) / (high - low);
    const [column, row] = [from % columns, Math.floor(from / columns)];
    points.set(side, side & 1 ? [column, row + share] : [column + share, row]);
  };
  const join = (from: number, to: number): void => {
    for (const [one, other] of [
      [from, to],
      [to, from],
    ] as const) {
      const known = ends.get(one);
      if (known) known.push(other);
      else ends.set(one, [other]);
    }
  };
  for (let row = 0; row + 1 < rows; row++) {
    for (let column = 0; column + 1 < columns; column++) {
      const at = row * columns + column;
      const [a, b, c, d] = [
        values[at] as number,
        values[at + 1] as number,
        values[at + columns + 1] as number,
        values[at + columns] as number,
      ];
      const sum = a + b + c + d;
      if (!Number.isFinite(sum)) continue;
      const kind =
        (a >= level ? 1 : 0) | (b >= level ? 2 : 0) | (c >= level ? 4 : 0) | (d >= level ? 8 : 0);
      const apart = sum / 4 < level ? SADDLES[kind] : undefined;
      for (const [one, other] of apart ?? CROSSINGS[kind] ?? []) {
        const [from, to] = [sideOf(column, row, one), sideOf(column, row, other)];
        cross(from);
        cross(to);
        join(from, to);
      }
    }
  }
  return chained(points, ends);
}

/** Join pieces end to end: first the open lines from their ends, then the closed ones. */
function chained(points: ReadonlyMap<number, Point>, ends: Map<number, number[]>): Point[][] {
  const lines: Point[][] = [];
  const walk = (start: number): void => {
    const line: Point[] = [points.get(start) as Point];
    let at = start;
    for (let next = ends.get(at)?.pop(); next !== undefined; next = ends.get(at)?.pop()) {
      const back = ends.get(next) as number[];
      back.splice(back.indexOf(at), 1);
      line.push(points.get(next) as Point);
      at = next;
    }
    lines.push(line);
  };
  const open = [...ends].filter(([, others]) => others.length === 1).map(([side]) => side);
  for (const side of open) if (ends.get(side)?.length) walk(side);
  for (const side of [...ends.keys()]) if (ends.get(side)?.length) walk(side);
  return lines;
}

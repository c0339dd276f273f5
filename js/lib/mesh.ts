import { STEEPNESS } from "./camera";
import type { Lattice } from "./lattice";

/** Numbers of a corner: its place on the square and its share, then the way out of the surface. */
export const CORNER = 6;

/** A lattice as the corners and triangles of a surface. Cells with a corner that is not finite are holes. */
export interface Mesh {
  readonly corners: Float32Array;
  readonly triangles: Uint32Array;
}

export function meshOf(shares: Lattice): Mesh {
  const { columns, rows, values } = shares;
  const corners = new Float32Array(CORNER * columns * rows);
  const at = (column: number, row: number) => values[row * columns + column] as number;
  /** The slope between the neighbours that there are, per unit of the square. */
  const slope = (before: number, here: number, after: number, cell: number): number => {
    const [back, on] = [(here - before) / cell, (after - here) / cell];
    if (Number.isFinite(back) && Number.isFinite(on)) return (back + on) / 2;
    return Number.isFinite(back) ? back : Number.isFinite(on) ? on : 0;
  };
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const here = at(column, row);
      const [west, east, south, north] = [
        column > 0 ? at(column - 1, row) : Number.NaN,
        column + 1 < columns ? at(column + 1, row) : Number.NaN,
        row > 0 ? at(column, row - 1) : Number.NaN,
        row + 1 < rows ? at(column, row + 1) : Number.NaN,
      ];
      const across = STEEPNESS * slope(west, here, east, 2 / (columns - 1));
      const up = STEEPNESS * slope(south, here, north, 2 / (rows - 1));
      const length = Math.hypot(across, up, 1);
      corners.set(
        [
          (2 * column) / (columns - 1) - 1,
          (2 * row) / (rows - 1) - 1,
          Number.isFinite(here) ? here : 0,
          -across / length,
          -up / length,
          1 / length,
        ],
        CORNER * (row * columns + column),
      );
    }
  }
  const triangles: number[] = [];
  for (let row = 0; row + 1 < rows; row++) {
    for (let column = 0; column + 1 < columns; column++) {
      const corner = row * columns + column;
      const cell = [corner, corner + 1, corner + columns, corner + columns + 1] as const;
      if (!cell.every((place) => Number.isFinite(values[place]))) continue;
      const [a, b, c, d] = cell;
      triangles.push(a, b, d, a, d, c);
    }
  }
  return { corners, triangles: Uint32Array.from(triangles) };
}

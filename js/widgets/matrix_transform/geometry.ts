/** Where the picture stands: matrices as pairs of columns, and the frames of a morph. */
import type { NDArray } from "../../lib/array";
import type { Basis, Point } from "../../lib/geometry";

/** The columns of the `index`-th 2 by 2 matrix of an array. */
export function columnsOf(array: NDArray, index = 0): Basis {
  const [a = 0, b = 0, c = 0, d = 0] = array.data.subarray(4 * index, 4 * index + 4);
  return [
    [a, c],
    [b, d],
  ];
}

/** The rows of an array with two columns, as points. */
export function rowsOf(array: NDArray): Point[] {
  const points: Point[] = [];
  for (let i = 0; i + 1 < array.data.length; i += 2) {
    points.push([array.data[i] as number, array.data[i + 1] as number]);
  }
  return points;
}

/** The columns of a matrix with two rows, as points. */
export function columnVectors(array: NDArray): Point[] {
  const width = array.shape[1] ?? 0;
  return Array.from(
    { length: width },
    (_, i): Point => [array.data[i] as number, array.data[width + i] as number],
  );
}

/** The image of a point under the affine map with these columns. */
export function image([[a, c], [b, d]]: Basis, [x, y]: Point): Point {
  return [a * x + b * y, c * x + d * y];
}

/** The matrix at a fraction of the way through frames, between the two nearest. */
export function between(frames: NDArray, fraction: number): Basis {
  const last = (frames.shape[0] ?? 1) - 1;
  const place = Math.min(Math.max(fraction, 0), 1) * last;
  const index = Math.min(Math.floor(place), Math.max(last - 1, 0));
  const [from, to] = [columnsOf(frames, index), columnsOf(frames, Math.min(index + 1, last))];
  const mix = (p: Point, q: Point): Point => [
    p[0] + (q[0] - p[0]) * (place - index),
    p[1] + (q[1] - p[1]) * (place - index),
  ];
  return [mix(from[0], to[0]), mix(from[1], to[1])];
}

/** Whether two matrices have the same entries. */
export function sameColumns(first: Basis, second: Basis): boolean {
  return String(first) === String(second);
}

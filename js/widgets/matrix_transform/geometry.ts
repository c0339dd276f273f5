/** Where the picture stands: matrices as pairs of columns, the frames of a morph, and what they are called. */
import { array, type NDArray } from "../../lib/array";
import type { Basis, Point } from "../../lib/geometry";
import { superscript } from "../../lib/number";

/** The columns of the `index`-th 2 by 2 matrix of an array. */
export function columnsOf(array: NDArray, index = 0): Basis {
  const [a = 0, b = 0, c = 0, d = 0] = array.data.subarray(4 * index, 4 * index + 4);
  return [
    [a, c],
    [b, d],
  ];
}

/** The entries of a matrix, row by row. */
export function entriesOf([[a, c], [b, d]]: Basis): number[] {
  return [a, b, c, d];
}

/** Matrices as one array; none as null. */
export function stacked(matrices: readonly Basis[]): NDArray | null {
  return matrices.length ? array(matrices.flatMap(entriesOf), [matrices.length, 2, 2]) : null;
}

/** The matrix with another entry in one place. */
export function withEntry(matrix: Basis, i: number, j: number, value: number): Basis {
  const entries = entriesOf(matrix);
  entries[2 * i + j] = value;
  return columnsOf(array(entries, [2, 2]));
}

/** The list with one element moved to another place. */
export function moved<T>(list: readonly T[], from: number, to: number): T[] {
  const rest = list.filter((_, index) => index !== from);
  return [...rest.slice(0, to), list[from] as T, ...rest.slice(to)];
}

/** At most `most` rows of an array with two columns, evenly spaced, as points. */
export function rowsOf(array: NDArray, most = Infinity): Point[] {
  const length = array.data.length / 2;
  const count = Math.min(length, most);
  return Array.from({ length: count }, (_, index): Point => {
    const row = count < length ? Math.floor((index * length) / count) : index;
    return [array.data[2 * row] as number, array.data[2 * row + 1] as number];
  });
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

/** The letter of a matrix by its place in the row: A, B, C ... and M₂₇ after Z. */
export function letterOf(index: number): string {
  const subscript = [...String(index + 1)].map((digit) => "₀₁₂₃₄₅₆₇₈₉"[Number(digit)]);
  return index < 26 ? String.fromCharCode(65 + index) : `M${subscript.join("")}`;
}

/** What acts: A, A³, A B, (A B)⁻¹, A B ⋯ F. */
export function productName(count: number, power = 1, reversed = false): string {
  const letters = Array.from({ length: count }, (_, index) => letterOf(index));
  if (reversed) letters.reverse();
  if (count > 4) letters.splice(2, count - 3, "⋯");
  const product = letters.join(" ");
  if (power === 1) return product;
  return (count > 1 ? `(${product})` : product) + superscript(power);
}

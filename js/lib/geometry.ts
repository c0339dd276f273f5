/** A point or vector of the plane, in data coordinates or in pixels as the name of the variable says. */
export type Point = readonly [x: number, y: number];

/** The images of the two unit vectors: all that drawing needs to know of a 2x2 matrix. */
export type Basis = readonly [first: Point, second: Point];

export interface Extent {
  readonly x: readonly [low: number, high: number];
  readonly y: readonly [low: number, high: number];
}

/** The basis whose vectors are the columns of a matrix given by its rows. */
export function basisOf(rows: readonly (readonly number[])[]): Basis {
  const [[a = 0, b = 0] = [], [c = 0, d = 0] = []] = rows;
  return [
    [a, c],
    [b, d],
  ];
}

/** The image of `point` under the affine map that sends the unit vectors to `basis` and the origin to `origin`. */
export function apply([first, second]: Basis, [x, y]: Point, origin: Point = [0, 0]): Point {
  return [origin[0] + first[0] * x + second[0] * y, origin[1] + first[1] * x + second[1] * y];
}

/** The smallest extent that holds all finite points, or null where there are none. */
export function extentOf(points: Iterable<Point>): Extent | null {
  let [left, right, low, high] = [Infinity, -Infinity, Infinity, -Infinity];
  for (const [x, y] of points) {
    if (!Number.isFinite(x) || !Number.isFinite(y)) continue;
    left = Math.min(left, x);
    right = Math.max(right, x);
    low = Math.min(low, y);
    high = Math.max(high, y);
  }
  return left <= right ? { x: [left, right], y: [low, high] } : null;
}

export function clamp(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), high);
}

interface Size {
  readonly width: number;
  readonly height: number;
}

/** Where the pointer is, in pixels of a picture of this size, however a host has stretched its element. */
export function pixelOf(
  event: { clientX: number; clientY: number },
  element: Element | null,
  { width, height }: Size,
): Point {
  const box = element?.getBoundingClientRect();
  if (!box || box.width === 0 || box.height === 0) return [0, 0];
  return [
    ((event.clientX - box.left) * width) / box.width,
    ((event.clientY - box.top) * height) / box.height,
  ];
}

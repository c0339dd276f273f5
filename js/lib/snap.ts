import type { Point } from "./geometry";

export type Snap = (point: Point) => Point;

const toMultiplesOf =
  (step: number): Snap =>
  ([x, y]) => [Math.round(x / step) * step || 0, Math.round(y / step) * step || 0];

/** Cosine and sine, exact where they are 0, a half or 1. */
function direction(degrees: number): Point {
  const angle = (degrees * Math.PI) / 180;
  const exact = (value: number) => {
    const half = Math.round(2 * value) / 2;
    return Math.abs(value - half) < 1e-15 ? half : value;
  };
  return [exact(Math.cos(angle)), exact(Math.sin(angle))];
}

function toFifteenDegrees([x, y]: Point): Point {
  const length = Math.hypot(x, y);
  const degrees = Math.round((Math.atan2(y, x) * 12) / Math.PI) * 15;
  const [cosine, sine] = direction(degrees);
  return [length * cosine || 0, length * sine || 0];
}

function toUnitCircle([x, y]: Point): Point {
  const length = Math.hypot(x, y);
  return length === 0 ? [1, 0] : [x / length, y / length];
}

/** Where a dragged point may come to rest, by the name a reader chooses. */
export const snaps = {
  off: (point: Point) => point,
  lattice: toMultiplesOf(1),
  "half lattice": toMultiplesOf(0.5),
  "15 degrees": toFifteenDegrees,
  "unit circle": toUnitCircle,
} satisfies Record<string, Snap>;

export type SnapName = keyof typeof snaps;

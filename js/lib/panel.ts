import { clamp, type Point } from "./geometry";
import { fixed, scientific } from "./number";
import { decimalsOf, multiples, niceStep } from "./ticks";

export type Span = readonly [low: number, high: number];

export interface Tick {
  readonly at: number;
  readonly text: string;
}

/** Steps beyond these have labels with powers of ten. */
const LARGE = 1e5;
const SMALL = 1e-4;

/** Beyond this a pixel is far outside any picture. */
const FARTHEST = 1e6;

/** A rectangle of the picture with axes of its own, each with its own scale. */
export class Panel {
  constructor(
    readonly left: number,
    readonly top: number,
    readonly width: number,
    readonly height: number,
    readonly x: Span,
    readonly y: Span,
  ) {}

  get right(): number {
    return this.left + this.width;
  }

  get bottom(): number {
    return this.top + this.height;
  }

  toPixels([x, y]: Point): Point {
    const across = (x - this.x[0]) / (this.x[1] - this.x[0]);
    const up = (y - this.y[0]) / (this.y[1] - this.y[0]);
    return [
      clamp(this.left + across * this.width, -FARTHEST, FARTHEST),
      clamp(this.bottom - up * this.height, -FARTHEST, FARTHEST),
    ];
  }

  toData([across, down]: Point): Point {
    return [
      this.x[0] + ((across - this.left) / this.width) * (this.x[1] - this.x[0]),
      this.y[0] + ((this.bottom - down) / this.height) * (this.y[1] - this.y[0]),
    ];
  }

  /** A line through points given in data coordinates, broken where one of them is not finite. */
  path(points: Iterable<Point>): string {
    let [path, pen] = ["", "M"];
    for (const point of points) {
      if (!Number.isFinite(point[0]) || !Number.isFinite(point[1])) {
        pen = "M";
        continue;
      }
      const [x, y] = this.toPixels(point);
      path += `${pen}${x.toFixed(1)} ${y.toFixed(1)}`;
      pen = "L";
    }
    return path;
  }

  /** Round numbers along an axis, at least `spacing` pixels apart. */
  ticks(axis: "x" | "y", spacing: number): Tick[] {
    const [low, high] = this[axis];
    const length = axis === "x" ? this.width : this.height;
    return ticksOf([low, high], length / spacing).map(({ value, text }) => ({
      at:
        axis === "x" ? this.toPixels([value, this.y[0]])[0] : this.toPixels([this.x[0], value])[1],
      text,
    }));
  }
}

/** At most `count` round numbers between two, as they are written. */
export function ticksOf([low, high]: Span, count: number): { value: number; text: string }[] {
  if (!(low < high) || !Number.isFinite(high - low)) return [];
  const step = niceStep((high - low) / Math.max(count, 1));
  const plain = step < LARGE && step > SMALL;
  return multiples(low, high, step).map((value) => ({
    value,
    text: plain || value === 0 ? fixed(value, plain ? decimalsOf(step) : 0) : scientific(value, 1),
  }));
}

import { clamp, type Point } from "./geometry";
import type { Lattice } from "./lattice";
import { valueAt } from "./lattice";

/** A place above the square from −1 to 1; its height is a share of the surface's. */
export type Place = readonly [x: number, y: number, height: number];

/** How high the surface is, where its square is two wide. */
const TALL = 1.2;

/** Room under the lowest point. */
const BASE = 0.16;

export const FLOOR = -BASE / TALL;

const LOWEST = 0.12;
const HIGHEST = Math.PI / 2;
const DIAGONAL = 2 * Math.SQRT2;
/** Places that a search along the line of sight looks at, and halvings of the step that it ends with. */
const LOOKS = 240;
const HIGHEST_LOOK = 1.02;
const HALVINGS = 12;

/** Where the eye is, in radians: how far it has gone round the surface, and how far up. */
export interface Stand {
  readonly round: number;
  readonly up: number;
}

/** Turn a stand, without going under the floor or over the top. */
export function turned({ round, up }: Stand, by: Stand): Stand {
  const whole = 2 * Math.PI;
  return {
    round: (((round + by.round) % whole) + whole) % whole,
    up: clamp(up + by.up, LOWEST, HIGHEST),
  };
}

/** A surface seen from afar: parallel lines stay parallel, and equal lengths equal. */
export class Camera {
  readonly #right: Place;
  readonly #above: Place;
  readonly #near: Place;
  readonly #scale: number;
  readonly #middle: Point;

  constructor(
    readonly stand: Stand,
    readonly width: number,
    readonly height: number,
    /** Pixels to keep free at the sides, and above and below. */
    margin: Point = [30, 26],
  ) {
    const { round, up } = stand;
    const [cosine, sine, low, high] = [
      Math.cos(round),
      Math.sin(round),
      Math.cos(up),
      Math.sin(up),
    ];
    this.#right = [cosine, sine, 0];
    this.#above = [-sine * high, cosine * high, low];
    this.#near = [sine * low, -cosine * low, high];
    const across = (width - 2 * margin[0]) / DIAGONAL;
    const upward = (height - 2 * margin[1]) / (DIAGONAL * high + (TALL + BASE) * low);
    this.#scale = Math.max(Math.min(across, upward), 1);
    this.#middle = [width / 2, height / 2 + (this.#scale * low * (TALL - BASE)) / 2];
  }

  /** The pixel where a place is seen. */
  toPixels([x, y, height]: Place): Point {
    const z = height * TALL;
    const [right, above] = [this.#right, this.#above];
    return [
      this.#middle[0] + this.#scale * (right[0] * x + right[1] * y),
      this.#middle[1] - this.#scale * (above[0] * x + above[1] * y + above[2] * z),
    ];
  }

  /** How near a place is: more is nearer. */
  nearness([x, y, height]: Place): number {
    const near = this.#near;
    return near[0] * x + near[1] * y + near[2] * height * TALL;
  }

  /** Where the line of sight through a pixel meets a height. */
  toPlane([px, py]: Point, height: number): Point {
    const { round, up } = this.stand;
    const across = (px - this.#middle[0]) / this.#scale;
    const over = (this.#middle[1] - py) / this.#scale;
    const away = (over - height * TALL * Math.cos(up)) / Math.sin(up);
    return [
      across * Math.cos(round) - away * Math.sin(round),
      across * Math.sin(round) + away * Math.cos(round),
    ];
  }

  /** The point of the square over which the line of sight through a pixel first meets the surface, from above or below. */
  toSurface(pixel: Point, shares: Lattice): Point {
    /** How far the line of sight is over the surface where it is at a height; none beside the surface. */
    const over = (height: number): number => {
      const [x, y] = this.toPlane(pixel, height);
      const inside = Math.abs(x) <= 1 && Math.abs(y) <= 1;
      return inside ? height - valueAt(shares, (x + 1) / 2, (y + 1) / 2) : Number.NaN;
    };
    const step = (HIGHEST_LOOK - FLOOR) / LOOKS;
    for (let look = 1; look <= LOOKS; look++) {
      let [before, after] = [HIGHEST_LOOK - (look - 1) * step, HIGHEST_LOOK - look * step];
      const side = over(before);
      if (!(side * over(after) <= 0)) continue;
      for (let halving = 0; halving < HALVINGS; halving++) {
        const middle = (before + after) / 2;
        if (over(middle) * side > 0) before = middle;
        else after = middle;
      }
      return this.toPlane(pixel, after);
    }
    const [x, y] = this.toPlane(pixel, 0);
    return [clamp(x, -1, 1), clamp(y, -1, 1)];
  }

  /** The matrix that takes places to what a graphics card draws, column after column. */
  get matrix(): Float32Array {
    const [right, above, near] = [this.#right, this.#above, this.#near];
    const [across, upward] = [(2 * this.#scale) / this.width, (2 * this.#scale) / this.height];
    const [x, y] = [
      (2 * this.#middle[0]) / this.width - 1,
      1 - (2 * this.#middle[1]) / this.height,
    ];
    const column = (axis: 0 | 1 | 2, unit: number) => [
      right[axis] * across * unit,
      above[axis] * upward * unit,
      (-near[axis] * unit) / 4,
      0,
    ];
    return Float32Array.from([
      ...column(0, 1),
      ...column(1, 1),
      ...column(2, TALL),
      ...[x, y, 0, 1],
    ]);
  }

  /** The direction of the light, over the left shoulder of the viewer. */
  get light(): Place {
    const [right, above, near] = [this.#right, this.#above, this.#near];
    const mixed = ([0, 1, 2] as const).map(
      (axis) => -0.45 * right[axis] + 0.5 * above[axis] + 0.74 * near[axis],
    ) as [number, number, number];
    const length = Math.hypot(...mixed);
    return [mixed[0] / length, mixed[1] / length, mixed[2] / length];
  }
}

/** How steep the surface is where its square is two wide: z over x for a share over a cell. */
export const STEEPNESS = TALL;

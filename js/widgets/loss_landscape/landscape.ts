/** The loss over the plane, as it was sent and as it is drawn. */
import type { NDArray } from "../../lib/array";
import { toned } from "../../lib/field";
import type { Point } from "../../lib/geometry";
import { isolines } from "../../lib/isolines";
import { evened, finer, type Lattice, latticeOf, rangeOf } from "../../lib/lattice";
import type { Link } from "../../lib/link";
import { type Mesh, meshOf } from "../../lib/mesh";
import type { Span } from "../../lib/panel";
import { Tone } from "../../lib/tone";

/** Cells along a side that a picture should have, so that no corner shows. */
const CELLS = 128;

/** A picture that is coarser than this many places a side waits for a finer one where there is an older picture. */
const COARSE = 9;
/** It does not wait longer than this, in milliseconds. */
const PATIENCE = 400;

/** A line on which the loss has one value, in places of the square from −1 to 1. */
export interface Isoline {
  readonly level: number;
  /** Where the level stands between the lowest and the highest colour. */
  readonly share: number;
  readonly lines: readonly (readonly Point[])[];
}

export class Landscape {
  readonly shares: Lattice;
  #isolines: readonly Isoline[] | null = null;
  #mesh: Mesh | null = null;

  constructor(
    readonly x: Span,
    readonly y: Span,
    /** What was sent. */
    readonly losses: Lattice,
    readonly tone: Tone,
    readonly levels: readonly number[],
  ) {
    const longest = Math.max(losses.columns, losses.rows) - 1;
    this.shares = finer(toned(losses, tone), Math.max(1, Math.round(CELLS / longest)));
  }

  get isolines(): readonly Isoline[] {
    const { shares, tone, levels } = this;
    this.#isolines ??= levels.map((level) => {
      const share = tone.shareOf(level);
      const lines = isolines(shares, share).map((line) =>
        line.map(
          ([column, row]): Point => [
            (2 * column) / (shares.columns - 1) - 1,
            (2 * row) / (shares.rows - 1) - 1,
          ],
        ),
      );
      return { level, share, lines };
    });
    return this.#isolines;
  }

  get mesh(): Mesh {
    this.#mesh ??= meshOf(this.shares);
    return this.#mesh;
  }

  /** A place of the square from −1 to 1 for a point of the plane. */
  toSquare([x, y]: Point): Point {
    return [
      (2 * (x - this.x[0])) / (this.x[1] - this.x[0]) - 1,
      (2 * (y - this.y[0])) / (this.y[1] - this.y[0]) - 1,
    ];
  }

  toPlane([u, v]: Point): Point {
    return [
      this.x[0] + ((u + 1) / 2) * (this.x[1] - this.x[0]),
      this.y[0] + ((v + 1) / 2) * (this.y[1] - this.y[0]),
    ];
  }
}

/** Keeps the newest landscape, and lets a coarse one wait for a finer one. */
export class Newest {
  #seen: readonly unknown[] = [];
  #shown: Landscape | null = null;
  #since = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly link: Link,
    private readonly redraw: () => void,
    signal: AbortSignal,
  ) {
    signal.addEventListener("abort", () => clearTimeout(this.#timer), { once: true });
  }

  get(): Landscape | null {
    const get = <T>(name: string) => this.link.get<T>(name);
    const losses = get<NDArray | null>("losses");
    if (!losses) return this.#shown;
    const seen = [
      losses,
      ...["x", "y", "extent", "value_range", "levels"].map((name) => get(name)),
      ...["log_scale", "log_offset", "clamp"].map((name) => get(name)),
    ];
    if (seen.every((one, at) => one === this.#seen[at])) return this.#shown;
    if (this.#shown && this.#waits(losses)) return this.#shown;
    this.#since = 0;
    this.#seen = seen;
    this.#shown = this.#read(losses);
    return this.#shown;
  }

  /** Whether a coarse picture should not yet take the place of the one on screen. */
  #waits(losses: NDArray): boolean {
    if (Math.min(...losses.shape) >= COARSE || !this.link.get("busy")) return false;
    const now = performance.now();
    this.#since ||= now;
    if (now - this.#since > PATIENCE) return false;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(this.redraw, PATIENCE);
    return true;
  }

  #read({ shape, data }: NDArray): Landscape {
    const get = <T>(name: string) => this.link.get<T>(name);
    const extent = get<NDArray | null>("extent")?.data ?? [1, 1];
    const [x, y] = [get<NDArray | null>("x")?.data ?? [], get<NDArray | null>("y")?.data ?? []];
    const lattice = evened(latticeOf(shape, data), x, y);
    const bounds = get<NDArray | null>("value_range")?.data;
    const [low, high] = (bounds?.length === 2 ? [...bounds] : rangeOf(data)) ?? [0, 1];
    const offset = get<number | null>("log_offset") ?? 0;
    return new Landscape(
      spanOf(x, extent[0] ?? 1),
      spanOf(y, extent[1] ?? extent[0] ?? 1),
      lattice,
      new Tone(low as number, high as number, Boolean(get("log_scale")), offset),
      [...(get<NDArray | null>("levels")?.data ?? [])],
    );
  }
}

function spanOf(places: ArrayLike<number>, half: number): Span {
  const [first, last] = [places[0], places[places.length - 1]];
  if (first !== undefined && last !== undefined && first < last) return [first, last];
  const middle = first ?? 0;
  return [middle - half, middle + half];
}

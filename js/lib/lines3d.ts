import type { Place } from "./camera";

/** Red, green, blue and how opaque, each from 0 to 1. */
export type Paint = readonly [number, number, number, number];

/** Numbers of a piece of line: both ends, colour, width. */
export const PIECE = 11;

/** Lines over a surface, gathered for one drawing; `base` are pieces that were gathered before. */
export class Lines3d {
  readonly #numbers: number[] = [];

  constructor(private readonly base: Float32Array = new Float32Array(0)) {}

  /** A line through places, `width` pixels wide; where it is broken, a place is null. */
  add(
    places: readonly (Place | null)[],
    paint: Paint | ((piece: number) => Paint),
    width: number,
  ): void {
    for (let piece = 0; piece + 1 < places.length; piece++) {
      const [from, to] = [places[piece], places[piece + 1]];
      if (!from || !to) continue;
      const colour = typeof paint === "function" ? paint(piece) : paint;
      this.#numbers.push(...from, ...to, ...colour, width);
    }
  }

  get pieces(): Float32Array {
    const { base } = this;
    const all = new Float32Array(base.length + this.#numbers.length);
    all.set(base);
    all.set(this.#numbers, base.length);
    return all;
  }
}

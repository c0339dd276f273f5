import { brief } from "./brief";

/** How the values of a field become shares from 0 to 1: evenly, or by the logarithm of their height above `offset`. */
export class Tone {
  readonly #from: number;
  readonly #length: number;

  constructor(
    low: number,
    high: number,
    readonly log = false,
    readonly offset = 0,
  ) {
    this.#from = this.#place(low);
    this.#length = this.#place(high) - this.#from;
  }

  /** The share of a value, which is a half where both bounds are the same. What lies outside the bounds takes the nearer one. */
  shareOf(value: number): number {
    if (Number.isNaN(value)) return value;
    if (!(this.#length > 0)) return 0.5;
    return Math.min(Math.max((this.#place(value) - this.#from) / this.#length, 0), 1);
  }

  valueOf(share: number): number {
    const place = this.#from + share * this.#length;
    return this.log ? Math.exp(place) + this.offset : place;
  }

  /** The value of a share, in no more digits than tell it from its neighbours in a picture. */
  say(share: number): string {
    const value = this.valueOf(share);
    if (this.log) return brief(value, 1);
    const decimals = Math.ceil(-Math.log10(this.#length / 50));
    const step = 10 ** -decimals;
    return brief(this.#length > 0 ? Math.round(value / step) * step : value);
  }

  #place(value: number): number {
    return this.log ? Math.log(Math.max(value - this.offset, Number.MIN_VALUE)) : value;
  }
}

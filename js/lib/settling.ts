import type { Gestures } from "./gesture";
import { animate } from "./motion";

const SETTLING = 250;

export interface SettlingOptions {
  readonly signal: AbortSignal;
  readonly gestures: Gestures;
  readonly redraw: () => void;
}

/** Numbers of a picture, such as what its axis spans: they go to new values calmly, and not while a hand is on something. */
export class Settling {
  readonly #options: SettlingOptions;
  #now: readonly number[] = [];
  #target: readonly number[] = [];
  #going: AbortController | null = null;

  constructor(options: SettlingOptions) {
    this.#options = options;
  }

  /** Where the numbers are on their way to these. */
  to(target: readonly number[]): readonly number[] {
    const { gestures } = this.#options;
    if (this.#now.length !== target.length) {
      this.#going?.abort();
      this.#now = this.#target = [...target];
    }
    const same = target.every((value, index) => value === this.#target[index]);
    if (!same && !gestures.active) this.#go([...target]);
    return this.#now;
  }

  #go(target: readonly number[]): void {
    const { signal, redraw } = this.#options;
    this.#going?.abort();
    this.#going = new AbortController();
    this.#target = target;
    const from = this.#now;
    animate(SETTLING, AbortSignal.any([signal, this.#going.signal]), (share) => {
      this.#now = target.map((to, index) => (from[index] as number) * (1 - share) + to * share);
      redraw();
    });
  }
}

/** Bars that a hand drags, and that stay shares of one whole. */
import { html, nothing, type TemplateResult } from "lit-html";
import { attached } from "./attached";
import { button } from "./bar";
import type { Gestures } from "./gesture";
import { number } from "./number";
import { Scrub } from "./scrub";
import { canMove, roomFor, withShare } from "./simplex";
import { Slider } from "./slider";

/** Where a dragged bar comes to rest; what is typed need not. */
const STEP = 0.005;

/** So many bars are shown at once; the sum of the others is said. */
const MOST = 40;

/** Where the locked ones leave less than this, nothing is left to move. */
const LEAST = 1e-9;

/** From so many on the list scrolls. */
const MANY = 9;

export interface SimplexBarsOptions {
  readonly signal: AbortSignal;
  readonly gestures: Gestures;
  readonly redraw: () => void;
  /** What `held` begins with while a bar is under the finger; its index follows. */
  readonly name: string;
  /** What the bars are, for a screen reader: "Probabilities". */
  readonly title: string;
  readonly labels: () => readonly string[];
  /** The shares as the kernel has them. */
  readonly shares: () => readonly number[];
  /** Whether the kernel has not yet answered to what the hand did last. */
  readonly pending: () => boolean;
  readonly locked: () => ReadonlySet<number>;
  readonly digits: () => number;
  /** The value of a bar as a text to edit, where it says more than the number does; else empty. */
  readonly text?: (index: number) => string;
  /** A bar was moved to a value; `shares` are all of them, once the others have made room. */
  readonly move: (index: number, value: number, shares: readonly number[]) => void;
  /** Text was typed for one bar; `done` hears why it was refused, or null. */
  readonly enter: (index: number, text: string, done: (refusal: string | null) => void) => void;
  /** The lock of a bar was pressed; without it there are no locks. */
  readonly lock?: (index: number) => void;
  readonly end?: (index: number) => void;
  readonly disabled: () => boolean;
}

interface Controls {
  /** Another source may have other names. */
  readonly label: string;
  readonly slider: Slider;
  readonly scrub: Scrub;
}

export class SimplexBars {
  readonly #options: SimplexBarsOptions;
  readonly #controls: Controls[] = [];
  /** The shares when a bar was taken: the way back is the way out. */
  #first: readonly number[] = [];
  #live: readonly number[] | null = null;
  #element: Element | null = null;

  constructor(options: SimplexBarsOptions) {
    this.#options = options;
  }

  /** The shares as the hand has them, until the kernel has answered. */
  get shares(): readonly number[] {
    if (!this.#options.pending()) this.#live = null;
    return this.#live ?? this.#options.shares();
  }

  /** The shares when the bar under the finger was taken. */
  get first(): readonly number[] {
    return this.#first.length ? this.#first : this.shares;
  }

  /** Begin to move a bar, whatever handle it has. */
  take(): void {
    this.#first = [...this.shares];
  }

  /** Move a bar from where it was taken. */
  drag(index: number, value: number): void {
    const { locked, move } = this.#options;
    this.#live = withShare(this.first, index, value, locked());
    move(index, this.#live[index] as number, this.#live);
    queueMicrotask(() => this.#settle(index));
  }

  drop(): void {
    this.#first = [];
  }

  /** Whether a bar cannot be moved now. */
  fixed(index: number): boolean {
    const { locked, disabled } = this.#options;
    const [shares, closed] = [this.shares, locked()];
    return disabled() || !canMove(shares, index, closed) || roomFor(shares, index, closed) < LEAST;
  }

  template(): TemplateResult {
    const { labels, title, digits } = this.#options;
    const all = this.shares;
    const rest = all.slice(MOST);
    const left = rest.reduce((sum, one) => sum + one, 0);
    const longest = Math.max(...labels().map((label) => label.length));
    return html`<div class="mathml-simplex" role="group" aria-label=${title} data-many=${all.length >= MANY || nothing}
      style="--mathml-label: ${Math.min(longest, 16) + 1}ch" ${attached(this.#attach)}>
      ${all.slice(0, MOST).map((_, index) => this.#row(index, labels()[index] ?? String(index)))}
      ${
        rest.length
          ? html`<p class="mathml-simplex-rest">${rest.length} more, together ${number(left, digits())}</p>`
          : nothing
      }
    </div>`;
  }

  #row(index: number, label: string): TemplateResult {
    const { signal, locked, lock, disabled } = this.#options;
    let controls = this.#controls[index];
    if (controls?.label !== label) controls = this.#controls[index] = this.#make(index, label);
    const { slider, scrub } = controls;
    const closed = locked().has(index);
    return html`<div class="mathml-simplex-row" data-locked=${closed || nothing}>
      <span class="mathml-simplex-label" title=${label} aria-hidden="true">${label}</span>
      ${slider.template()} ${scrub.template()}
      ${
        lock
          ? html`<span class="mathml-lock" data-closed=${closed || nothing}>${button(
              padlock(closed),
              {
                signal,
                label: `${closed ? "Unlock" : "Lock"} ${label}`,
                disabled: disabled(),
                press: () => lock(index),
              },
            )}</span>`
          : nothing
      }
    </div>`;
  }

  #make(index: number, label: string): Controls {
    const { signal, gestures, redraw, name, digits, enter, end, text } = this.#options;
    const value = () => this.shares[index] ?? 0;
    const shared = {
      signal,
      gestures,
      name: `${name} ${index}`,
      label,
      low: 0,
      high: 1,
      value,
      locked: () => this.fixed(index),
      start: () => this.take(),
      move: (share: number) => this.drag(index, share),
      end: () => {
        this.drop();
        end?.(index);
      },
    };
    const slider = new Slider({
      ...shared,
      labelHidden: true,
      step: STEP,
      text: (share) => number(share, digits()),
    });
    const scrub: Scrub = new Scrub({
      ...shared,
      redraw,
      step: 0.01,
      digits,
      text: () => text?.(index) || String(value()),
      enter: (typed) =>
        enter(index, typed, (refusal) => {
          if (refusal) scrub.refuse(refusal);
          else scrub.accept();
        }),
    });
    return { label, slider, scrub };
  }

  /** A thumb that the pointer has pulled beyond what the locked ones leave goes back there. */
  #settle(index: number): void {
    const [share, room] = [
      this.shares[index] ?? 0,
      roomFor(this.shares, index, this.#options.locked()),
    ];
    if (share < room) return;
    const rows = this.#element?.querySelectorAll<HTMLInputElement>("input[type=range]");
    const input = rows?.[index];
    if (input) input.value = String(Math.round(share * Number(input.max)));
  }

  readonly #attach = (element: Element): void => {
    this.#element = element;
  };
}

function padlock(closed: boolean): TemplateResult {
  const shackle = closed ? "M4 6V4a2.5 2.5 0 0 1 5 0v2" : "M4 6V3.5a2.5 2.5 0 0 1 4.9-.7";
  return html`<svg class="mathml-sign" viewBox="0 0 13 13" aria-hidden="true">
    <path d="M2.5 6h8v6h-8z"></path>
    <path d=${shackle} fill="none" stroke="currentColor" stroke-width="1.4"></path>
  </svg>`;
}

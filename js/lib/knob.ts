import { nothing, svg, type TemplateResult } from "lit-html";
import { hears, KEYS, POINTER } from "./attached";
import { clamp, type Point } from "./geometry";
import { type GestureCallbacks, type Gestures, Hold } from "./gesture";
import type { Grip } from "./grip";
import { claim } from "./listen";
import { carrying, RING } from "./ring";
import { firstMove, signOf, stepOf } from "./steps";

export interface KnobOptions extends GestureCallbacks<number> {
  readonly signal: AbortSignal;
  readonly gestures: Gestures;
  /** What `held` says while this knob is under the finger. */
  readonly name: string;
  readonly label: string;
  /** The picture that it is drawn in. */
  readonly pointer: (event: PointerEvent) => Point;
  readonly value: () => number;
  readonly low: number;
  readonly high: number;
  /** Where a value is, in pixels. */
  readonly place: (value: number) => Point;
  /** The value whose place is nearest to a pixel. */
  readonly at: (pixel: Point) => number;
  /** The value as the knob says it. */
  readonly text: (value: number) => string;
  readonly vertical?: boolean;
  /** Values are multiples of this, where a hand moves it. */
  readonly step?: number;
  readonly home?: () => number;
  readonly locked?: () => boolean;
}

/** A ring in a picture that moves along a line and means one number, by mouse, finger, pen and keys. */
export class Knob {
  readonly #options: KnobOptions;
  readonly signal: AbortSignal;
  readonly passive = false;
  readonly #hold: Hold<number>;
  readonly #grip: Grip;

  constructor(options: KnobOptions) {
    this.#options = options;
    this.signal = options.signal;
    this.#hold = new Hold(options.gestures, options.name, options);
    this.#grip = carrying(this.#hold, {
      pointer: options.pointer,
      value: options.value,
      place: options.place,
      move: (pixel) => this.#moveTo(this.#rest(options.at(pixel))),
    });
  }

  get held(): boolean {
    return this.#hold.active;
  }

  template(): TemplateResult | typeof nothing {
    const { name, label, value, low, high, place, text, vertical, locked } = this.#options;
    if (locked?.()) return nothing;
    const now = value();
    const [x, y] = place(now);
    return svg`<g
      class="mathml-handle mathml-knob"
      role="slider"
      tabindex="0"
      aria-label=${label}
      aria-orientation=${vertical ? "vertical" : "horizontal"}
      aria-valuemin=${low}
      aria-valuemax=${high}
      aria-valuenow=${now}
      aria-valuetext=${text(now)}
      data-name=${name}
      data-held=${this.held || nothing}
      transform="translate(${x.toFixed(2)} ${y.toFixed(2)})"
      ${hears(this, POINTER, KEYS, "touchmove dblclick")}
    >${RING}</g>`;
  }

  handleEvent(event: Event): void {
    if (this.#grip.handle(event)) return;
    // By type: an event of a picture-in-picture window is no instance of this window's classes.
    if (event.type === "keydown") this.#press(event as KeyboardEvent);
    else if (event.type === "dblclick") this.#goHome(event);
    else if (!this.#grip.held) this.#hold.end();
  }

  #press(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey) return;
    const { low, high, home } = this.#options;
    const direction = signOf(event);
    if (direction) this.#step(event, direction);
    else if (event.key === "Home") this.#jump(event, home?.() ?? low);
    else if (event.key === "End") this.#jump(event, high);
    else if (event.key === "Escape" && this.#hold.active) {
      claim(event);
      this.#hold.cancel();
    }
  }

  #step(event: KeyboardEvent, direction: number): void {
    claim(event);
    if (this.#grip.held) return;
    const { low, high, value } = this.#options;
    const from = value();
    const next = firstMove(stepOf(event, high - low), (distance) => {
      const place = this.#rest(from + direction * distance);
      return { place, progress: direction * (place - from) };
    });
    if (next === null) return;
    this.#hold.begin(from, event.currentTarget as Element);
    this.#moveTo(next);
  }

  #goHome(event: Event): void {
    const { home } = this.#options;
    if (home) this.#jump(event, home());
  }

  #jump(event: Event, value: number): void {
    claim(event);
    this.#hold.set(this.#options.value(), value);
  }

  #moveTo(value: number): void {
    if (value !== this.#options.value()) this.#hold.move(value);
  }

  #rest(value: number): number {
    const { low, high, step } = this.#options;
    const stepped = step ? Math.round(value / step) * step : value;
    return Number(clamp(stepped, low, high).toPrecision(12));
  }
}

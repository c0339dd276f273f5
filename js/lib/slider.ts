import { html, nothing, type TemplateResult } from "lit-html";
import { hears, KEYS } from "./attached";
import { clamp } from "./geometry";
import { type GestureCallbacks, type Gestures, Hold } from "./gesture";
import { claim } from "./listen";
import { firstMove, signOf, stepOf } from "./steps";
import "./slider.css";

/** The native control moves in this many places; finer than any screen. */
const PLACES = 10_000;

/** How a slider's places, 0 to 1, and its values belong together. */
export interface Scale {
  toPlace(value: number): number;
  toValue(place: number): number;
}

export function linearScale(low: number, high: number): Scale {
  return {
    toPlace: (value) => (value - low) / (high - low),
    toValue: (place) => low + place * (high - low),
  };
}

/** Equal distances are equal factors; both bounds are positive. */
export function logScale(low: number, high: number): Scale {
  const factor = Math.log(high / low);
  return {
    toPlace: (value) => Math.log(value / low) / factor,
    toValue: (place) => (place === 1 ? high : low * Math.exp(place * factor)),
  };
}

export interface Mark {
  readonly value: number;
  /** Whether it is where the slider is. */
  readonly now?: boolean;
  readonly label: string;
}

export interface SliderOptions extends GestureCallbacks<number> {
  readonly signal: AbortSignal;
  readonly gestures: Gestures;
  /** What `held` says while this slider is under the finger. */
  readonly name: string;
  readonly label: string;
  /** Whether the label is only for screen readers, because marks or text beside the slider say it already. */
  readonly labelHidden?: boolean;
  readonly low: number;
  readonly high: number;
  readonly log?: boolean;
  /** Values are multiples of this, counted from `low`; none on a log scale. */
  readonly step?: number;
  /** What stands under the track. */
  readonly marks?: () => readonly Mark[];
  readonly value: () => number;
  /** The value as the slider says it. */
  readonly text: (value: number) => string;
  /** Where Home and a double click put it; without it Home is the low end. */
  readonly home?: () => number;
  readonly locked?: () => boolean;
}

/** A labelled slider, linear or logarithmic, on the browser's own range control. */
export class Slider {
  readonly #options: SliderOptions;
  readonly signal: AbortSignal;
  readonly #hold: Hold<number>;
  readonly #scale: Scale;

  constructor(options: SliderOptions) {
    this.#options = options;
    const { signal, gestures, name, log, low, high } = options;
    this.signal = signal;
    this.#hold = new Hold(gestures, name, options);
    this.#scale = log ? logScale(low, high) : linearScale(low, high);
  }

  /** The value in words, as it is read out. */
  get text(): string {
    return this.#options.text(this.#options.value());
  }

  template(): TemplateResult {
    const { name, label, labelHidden, marks, value, locked } = this.#options;
    const place = clamp(this.#scale.toPlace(value()), 0, 1) || 0;
    return html`<label class="mathml-slider" data-name=${name}
      ><span class=${labelHidden ? "mathml-visually-hidden" : "mathml-slider-label"}>${label}</span
      ><span class="mathml-slider-track"
        ><input
          type="range"
          min="0"
          max=${PLACES}
          step="1"
          .value=${String(Math.round(place * PLACES))}
          style="--mathml-place: ${(100 * place).toFixed(2)}%"
          aria-valuetext=${this.text}
          aria-disabled=${locked?.() ? "true" : nothing}
          ${hears(this, KEYS, "pointerdown input change pointercancel dblclick")} />${marks?.().map(
            (mark) => html`<span
              class="mathml-slider-mark"
              aria-hidden="true"
              data-now=${mark.now || nothing}
              style="--mathml-share: ${this.#scale.toPlace(mark.value)}"
              >${mark.label}</span
            >`,
          )}</span
      ></label
    >`;
  }

  handleEvent(event: Event): void {
    if (this.#options.locked?.()) {
      this.#refuse(event);
      return;
    }
    switch (event.type) {
      case "pointerdown":
        event.stopPropagation();
        break;
      case "input":
        this.#slide(event);
        break;
      case "change":
      case "pointercancel":
      case "keyup":
      case "blur":
        this.#hold.end();
        break;
      case "dblclick":
        this.#goHome(event);
        break;
      case "keydown":
        this.#press(event as KeyboardEvent);
    }
  }

  /** A locked slider keeps its place; it can still be focused and read, and left with Tab. */
  #refuse(event: Event): void {
    if (event.type === "input") {
      const place = clamp(this.#scale.toPlace(this.#options.value()), 0, 1);
      (event.target as HTMLInputElement).value = String(Math.round(place * PLACES));
    } else if (event.type === "pointerdown") event.preventDefault();
    else if (event.type === "keydown" && (event as KeyboardEvent).key !== "Tab") claim(event);
  }

  #slide(event: Event): void {
    event.stopPropagation();
    const place = Number((event.target as HTMLInputElement).value) / PLACES;
    this.#hold.begin(this.#options.value(), event.target as Element);
    this.#moveTo(this.#nearest(place));
  }

  #press(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey) return;
    const direction = signOf(event) || ({ PageUp: 1, PageDown: -1 }[event.key] ?? 0);
    if (direction) this.#step(event, direction);
    else if (event.key === "Home") this.#goHome(event);
    else if (event.key === "End") this.#jump(event, this.#options.high);
    else if (event.key === "Escape" && this.#hold.active) {
      claim(event);
      this.#hold.cancel();
    }
  }

  #step(event: KeyboardEvent, direction: number): void {
    claim(event);
    const coarse = event.shiftKey || event.key.startsWith("Page");
    const from = this.#scale.toPlace(this.#options.value());
    const next = firstMove(stepOf({ shiftKey: coarse, altKey: event.altKey }, 1), (distance) => {
      const place = this.#nearest(clamp(from + direction * distance, 0, 1));
      return { place, progress: direction * (this.#scale.toPlace(place) - from) };
    });
    if (next === null) return;
    this.#hold.begin(this.#options.value(), event.target as Element);
    this.#moveTo(next);
  }

  #goHome(event: Event): void {
    if (event.type === "dblclick" && !this.#options.home) return;
    this.#jump(event, this.#options.home?.() ?? this.#options.low);
  }

  #jump(event: Event, value: number): void {
    claim(event);
    this.#hold.set(this.#options.value(), value);
  }

  #moveTo(value: number): void {
    if (value !== this.#options.value()) this.#hold.move(value);
  }

  /** The value at a place, on the steps where there are any, without the noise of binary fractions. */
  #nearest(place: number): number {
    const { low, high, step, log } = this.#options;
    const value = this.#scale.toValue(place);
    const stepped = step && !log ? low + Math.round((value - low) / step) * step : value;
    return clamp(Number(stepped.toPrecision(log ? 4 : 12)), low, high);
  }
}

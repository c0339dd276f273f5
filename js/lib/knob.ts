import { nothing, svg, type TemplateResult } from "lit-html";
import { hears, KEYS, POINTER } from "./attached";
import { clamp, type Point } from "./geometry";
import { type GestureCallbacks, type Gestures, Hold } from "./gesture";
import { claim } from "./listen";
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
  #pointer: { id: number; on: Element; grip: Point; at: Point } | null = null;

  constructor(options: KnobOptions) {
    this.#options = options;
    this.signal = options.signal;
    this.#hold = new Hold(options.gestures, options.name, options);
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
    ><circle class="mathml-handle-target" r="15"></circle
    ><circle class="mathml-halo" r="12"></circle
    ><circle class="mathml-ring" r="6.5"></circle></g>`;
  }

  handleEvent(event: Event): void {
    // By type: an event of a picture-in-picture window is no instance of this window's classes.
    switch (event.type) {
      case "pointerdown":
        this.#take(event as PointerEvent);
        break;
      case "pointermove":
        this.#drag(event as PointerEvent);
        break;
      case "pointerup":
      case "pointercancel":
      case "lostpointercapture":
        this.#letGo(event as PointerEvent);
        break;
      case "keydown":
        this.#press(event as KeyboardEvent);
        break;
      case "keyup":
      case "blur":
        if (!this.#pointer) this.#hold.end();
        break;
      case "dblclick":
        this.#goHome(event);
        break;
      case "touchmove":
        // Chromium heeds `touch-action` on an svg element but not within one; without this the page would scroll away.
        event.preventDefault();
    }
  }

  #take(event: PointerEvent): void {
    event.stopPropagation();
    if (event.button !== 0 || this.#pointer?.on.isConnected) return;
    event.preventDefault();
    const { pointer, place, value } = this.#options;
    const target = event.currentTarget as SVGGElement;
    target.setPointerCapture(event.pointerId);
    target.focus({ preventScroll: true });
    const [x, y] = pointer(event);
    const [ringX, ringY] = place(value());
    this.#pointer = {
      id: event.pointerId,
      on: target,
      grip: [x - ringX, y - ringY],
      at: [x, y],
    };
    this.#hold.begin(value(), target);
  }

  #drag(event: PointerEvent): void {
    if (event.pointerId !== this.#pointer?.id) return;
    event.stopPropagation();
    const [x, y] = this.#options.pointer(event);
    const { grip, at } = this.#pointer;
    if (x === at[0] && y === at[1]) return;
    this.#pointer.at = [x, y];
    this.#moveTo(this.#rest(this.#options.at([x - grip[0], y - grip[1]])));
  }

  #letGo(event: PointerEvent): void {
    if (event.pointerId !== this.#pointer?.id) return;
    event.stopPropagation();
    if (event.type === "pointerup") this.#drag(event);
    const target = event.currentTarget as SVGGElement;
    if (target.hasPointerCapture(event.pointerId)) target.releasePointerCapture(event.pointerId);
    this.#pointer = null;
    this.#hold.end();
  }

  #press(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey) return;
    const { low, high, home } = this.#options;
    const direction = signOf(event) || ({ PageUp: 1, PageDown: -1 }[event.key] ?? 0);
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
    if (this.#pointer?.on.isConnected) return;
    const { low, high, value } = this.#options;
    const from = value();
    const coarse = event.shiftKey || event.key.startsWith("Page");
    const step = stepOf({ shiftKey: coarse, altKey: event.altKey }, high - low);
    const next = firstMove(step, (distance) => {
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

/**
 * Hands on a chart that another library draws: rings at the ends of an interval, rings on heights, and strokes that
 * brush the one and draw the others. They lie in a layer of our own over the chart, and speak through our own link.
 */
import { html, nothing, render, svg, type TemplateResult } from "lit-html";
import { array, type NDArray } from "../../lib/array";
import { hears, POINTER } from "../../lib/attached";
import { clamp, type Point } from "../../lib/geometry";
import { Hold } from "../../lib/gesture";
import { Knob } from "../../lib/knob";
import type { Link } from "../../lib/link";
import { number } from "../../lib/number";
import type { Stage } from "../../lib/view";
import type { Workbench } from "../../lib/workbench";

export interface Hand {
  readonly kind: "span" | "heights";
  readonly name: string;
  readonly label: string;
  readonly places?: readonly number[];
  /** Which column of the rows is the height. */
  readonly column?: number;
  readonly step?: number;
}

/** The part of the page, in pixels, that shows the window. */
interface Frame {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

type Window = readonly [number, number, number, number];

/** A stroke shorter than this many pixels brushes nothing. */
const SHORTEST = 4;

/** Where a value is in the frame, and back. */
export class Mapping {
  constructor(
    readonly window: Window,
    readonly frame: Frame,
  ) {}

  toPixels([x, y]: Point): Point {
    const [left, right, bottom, top] = this.window;
    const { width, height } = this.frame;
    return [
      this.frame.left + ((x - left) / (right - left)) * width,
      this.frame.top + ((top - y) / (top - bottom)) * height,
    ];
  }

  toData([x, y]: Point): Point {
    const [left, right, bottom, top] = this.window;
    const { width, height } = this.frame;
    return [
      left + ((x - this.frame.left) / width) * (right - left),
      top - ((y - this.frame.top) / height) * (top - bottom),
    ];
  }

  /** A value with no more digits than a tenth of a pixel deserves. */
  tidy(value: number, axis: 0 | 1): number {
    const [left, right, bottom, top] = this.window;
    const pixel = axis ? (top - bottom) / this.frame.height : (right - left) / this.frame.width;
    return Number(value.toFixed(clamp(Math.ceil(-Math.log10(pixel / 10)), 0, 20)));
  }
}

/** The heights after a stroke from one place to another: those that it passes take its height. */
export function stroked(
  places: readonly number[],
  heights: readonly number[],
  from: Point,
  to: Point,
): number[] {
  const gap =
    Math.abs((places.at(-1) ?? 0) - (places[0] ?? 0)) / Math.max(places.length - 1, 1) / 2;
  const [low, high] = from[0] < to[0] ? [from, to] : [to, from];
  return heights.map((height, i) => {
    const x = places[i] as number;
    if (x < low[0] - gap || x > high[0] + gap) return height;
    const share = high[0] > low[0] ? clamp((x - low[0]) / (high[0] - low[0]), 0, 1) : 1;
    return low[1] + share * (high[1] - low[1]);
  });
}

/** Where an element lies in another one; null while it has no room. */
function measured(element: Element, within: Element): Frame | null {
  const [inner, outer] = [element.getBoundingClientRect(), within.getBoundingClientRect()];
  const { width, height } = inner;
  if (width === 0) return null;
  return { left: inner.left - outer.left, top: inner.top - outer.top, width, height };
}

export class Hands {
  readonly #link: Link;
  readonly #bench: Workbench;
  readonly #stage: Stage;
  readonly #layer: HTMLElement;
  #mapping: Mapping | null = null;
  /** Where the chart's ground was when it was measured; measuring makes the browser lay the page out. */
  #frame: Frame | null = null;
  #knobs = new Map<string, Knob>();
  #stroke: { pointer: number; from: Point; last: Point; moved: boolean } | null = null;
  readonly #hold: Hold<unknown>;
  readonly signal: AbortSignal;
  /** The chart lays itself out some time after it was resized, and then says so by the size of its ground. */
  readonly #laidOut: MutationObserver;

  constructor(stage: Stage, bench: Workbench) {
    this.#stage = stage;
    this.#bench = bench;
    this.#link = stage.link;
    this.signal = stage.signal;
    this.#layer = document.createElement("div");
    this.#layer.className = "mathml-hands mathml-theme";
    this.#layer.dataset["lmSuppressShortcuts"] = "true";
    this.#hold = new Hold<unknown>(bench.gestures, "brush", {
      move: (value) => this.#link.set({ [this.#stroked?.name ?? ""]: value }),
    });
    this.#laidOut = new MutationObserver(() => {
      this.#frame = null;
      stage.redraw();
    });
    stage.signal.addEventListener("abort", () => {
      this.#laidOut.disconnect();
      render(nothing, this.#layer);
      this.#layer.remove();
    });
    this.#layer.addEventListener(
      "keydown",
      (event) => {
        if (!event.ctrlKey && !event.metaKey) event.stopPropagation();
      },
      { signal: stage.signal },
    );
  }

  /** Draw the hands over the chart, once that is on the page. */
  draw(): void {
    const hands = this.#hands;
    const figure = this.#stage.root
      .closest(".mathml-figure-widget")
      ?.querySelector<HTMLElement>(".bqplot");
    const ground = figure?.querySelector(".plotarea_background");
    if (!figure || !ground) {
      if (hands.length) requestAnimationFrame(() => this.signal.aborted || this.#stage.redraw());
      return;
    }
    if (this.#layer.parentElement !== figure) {
      figure.append(this.#layer);
      this.#frame = null;
      this.#laidOut.disconnect();
      this.#laidOut.observe(ground, { attributes: true });
    }
    const window = this.#link.get<NDArray | null>("window");
    this.#frame ??= measured(ground, this.#layer);
    const frame = this.#frame;
    const shown = window && frame && !this.#bench.hides("hands");
    if (shown) this.#mapping = new Mapping([...window.data] as unknown as Window, frame);
    this.#layer.classList.toggle("mathml-present", Boolean(this.#link.get("present")));
    render(shown && hands.length ? this.#picture(hands, frame) : nothing, this.#layer);
  }

  get #hands(): readonly Hand[] {
    const hands = this.#link.get<readonly Hand[] | undefined>("hands") ?? [];
    return hands.filter(({ name }) => !this.#bench.hides(name));
  }

  /** What a stroke changes: the first hand. */
  get #stroked(): Hand | undefined {
    return this.#hands.find(({ name }) => !this.#bench.locks(name));
  }

  #picture(hands: readonly Hand[], { left, top, width, height }: Frame): TemplateResult {
    return html`<svg class="mathml-hands-picture" width="100%" height="100%">
      <rect
        class="mathml-hands-ground"
        x=${left}
        y=${top}
        width=${width}
        height=${height}
        ${hears(this, POINTER)}
      ></rect>
      ${hands.map((hand) => svg`<g role="group" aria-label=${hand.label}>${this.#rings(hand)}</g>`)}
    </svg>`;
  }

  #rings(hand: Hand): unknown {
    const count = hand.kind === "span" ? 2 : (hand.places?.length ?? 0);
    return Array.from({ length: count }, (_, index) => this.#knob(hand, index).template());
  }

  /** The ring of an end, or of a height; it reads the window as it is now. */
  #knob(hand: Hand, index: number): Knob {
    const held = `${hand.name} ring ${index + 1}`;
    const [left, right, bottom, top] = this.#map.window;
    const span = hand.kind === "span";
    const key = JSON.stringify([held, left, right, bottom, top, hand.places?.[index]]);
    const known = this.#knobs.get(key) ?? (this.#bench.gestures.held === held && this.#held(held));
    if (known) return known;
    for (const old of this.#knobs.keys()) if (old.startsWith(`["${held}"`)) this.#knobs.delete(old);
    const knob = new Knob({
      signal: this.signal,
      gestures: this.#bench.gestures,
      name: held,
      label: span
        ? `${hand.label}: ${"ab"[index]}`
        : `${hand.label} at ${number(hand.places?.[index] ?? 0, 2)}`,
      pointer: (event) => this.#pointer(event),
      value: () => (span ? this.#ends(hand)[index] : this.#heights(hand)[index]) ?? 0,
      low: span ? left : bottom,
      high: span ? right : top,
      place: (value) =>
        span
          ? this.#map.toPixels([clamp(value, left, right), bottom])
          : this.#map.toPixels([hand.places?.[index] ?? 0, value]),
      at: (pixel) => {
        const [x, y] = this.#map.toData(pixel);
        return span ? this.#map.tidy(x, 0) : this.#map.tidy(y, 1);
      },
      text: (value) => number(value, 2),
      vertical: !span,
      ...(hand.step ? { step: hand.step } : {}),
      locked: () => this.#bench.locks(hand.name),
      move: (value) => {
        if (span) this.#setEnd(hand, index, value);
        else
          this.#setHeights(
            hand,
            this.#heights(hand).map((h, i) => (i === index ? value : h)),
          );
      },
    });
    this.#knobs.set(key, knob);
    return knob;
  }

  #held(held: string): Knob | undefined {
    for (const [key, knob] of this.#knobs) if (key.startsWith(`["${held}"`)) return knob;
    return undefined;
  }

  get #map(): Mapping {
    return this.#mapping as Mapping;
  }

  #pointer(event: PointerEvent): Point {
    const box = this.#layer.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  }

  #ends(hand: Hand): number[] {
    return [...this.#link.get<NDArray>(hand.name).data];
  }

  #setEnd(hand: Hand, index: number, value: number): void {
    const ends = this.#ends(hand);
    ends[index] = value;
    ends[1 - index] = index
      ? Math.min(ends[0] as number, value)
      : Math.max(ends[1] as number, value);
    this.#link.set({ [hand.name]: array(ends, [2]) });
  }

  #heights({ name, column }: Hand): number[] {
    const { data, shape } = this.#link.get<NDArray>(name);
    if (column === undefined) return [...data];
    const width = shape[1] as number;
    return Array.from({ length: shape[0] as number }, (_, i) => data[i * width + column] as number);
  }

  #withHeights({ name, column, step }: Hand, heights: readonly number[]): NDArray {
    const { data, shape } = this.#link.get<NDArray>(name);
    const next = [...data];
    for (const [i, height] of heights.entries()) {
      const stepped = step ? Math.round(height / step) * step : this.#map.tidy(height, 1);
      next[column === undefined ? i : i * (shape[1] as number) + column] = Math.max(stepped, 0);
    }
    return array(next, shape);
  }

  #setHeights(hand: Hand, heights: readonly number[]): void {
    this.#link.set({ [hand.name]: this.#withHeights(hand, heights) });
  }

  handleEvent(event: Event): void {
    const pointer = event as PointerEvent;
    if (event.type === "pointerdown") this.#begin(pointer);
    else if (pointer.pointerId !== this.#stroke?.pointer) return;
    else if (event.type === "pointermove") this.#go(pointer);
    else this.#finish();
  }

  #begin(event: PointerEvent): void {
    if (event.button !== 0 || this.#stroke || !this.#stroked) return;
    event.preventDefault();
    event.stopPropagation();
    const target = event.currentTarget as Element;
    target.setPointerCapture(event.pointerId);
    const at = this.#pointer(event);
    this.#stroke = { pointer: event.pointerId, from: at, last: at, moved: false };
    if (this.#stroked.kind === "heights") this.#go(event);
  }

  #go(event: PointerEvent): void {
    const [stroke, hand] = [this.#stroke, this.#stroked];
    if (!stroke || !hand) return;
    event.stopPropagation();
    const at = this.#pointer(event);
    const long = Math.hypot(at[0] - stroke.from[0], at[1] - stroke.from[1]) >= SHORTEST;
    if (hand.kind === "span" && !stroke.moved && !long) return;
    const before = this.#link.get<NDArray>(hand.name);
    if (!this.#hold.active) this.#hold.begin(before, event.currentTarget as Element);
    stroke.moved = true;
    const [from, last, now] = [stroke.from, stroke.last, at].map((p) => this.#map.toData(p)) as [
      Point,
      Point,
      Point,
    ];
    stroke.last = at;
    if (hand.kind === "span") {
      const [left, right] = this.#map.window;
      const ends = [from[0], now[0]]
        .map((x) => this.#map.tidy(clamp(x, left, right), 0))
        .sort((one, other) => one - other);
      this.#hold.move(array(ends, [2]));
    } else {
      const top = this.#map.window[3];
      const limited = (p: Point): Point => [p[0], clamp(p[1], 0, top)];
      const heights = stroked(hand.places ?? [], this.#heights(hand), limited(last), limited(now));
      this.#hold.move(this.#withHeights(hand, heights));
    }
  }

  #finish(): void {
    this.#stroke = null;
    this.#hold.end();
  }
}

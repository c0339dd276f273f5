import { html, nothing, type TemplateResult } from "lit-html";
import { attached, hears, POINTER } from "./attached";
import { type Extent, type Point, pixelOf } from "./geometry";
import type { Gestures } from "./gesture";
import { animate } from "./motion";
import { Plane } from "./plane";
import { Zoom } from "./zoom";

/** How long the picture takes to settle on another span. */
const SETTLING = 250;

export interface SceneOptions {
  readonly signal: AbortSignal;
  readonly gestures: Gestures;
  /** Ask the view for a frame. */
  readonly redraw: () => void;
  readonly plane?: Plane;
  /** Whether wheel and pinch zoom the picture. */
  readonly zoomable?: boolean;
}

export interface SceneText {
  /** What the picture is, in a few words. */
  readonly label: string;
  /** The id of the element that describes it. */
  readonly describedBy?: string;
}

/** The live picture: its SVG element as measured on the page, and the plane that it shows. */
export class Scene {
  readonly #options: SceneOptions;
  plane: Plane;
  #element: SVGSVGElement | null = null;
  #target: Plane | null = null;
  #settling: AbortController | null = null;
  #taken = false;
  readonly #zoom: Zoom | null;
  readonly #observer: ResizeObserver;

  constructor(options: SceneOptions) {
    this.#options = options;
    this.plane = options.plane ?? new Plane();
    this.#zoom = options.zoomable ? new Zoom(this, options.signal) : null;
    this.#observer = new ResizeObserver(([entry]) => {
      if (entry) this.#measure(entry.contentRect.width, entry.contentRect.height);
    });
    options.signal.addEventListener("abort", () => this.#observer.disconnect(), { once: true });
  }

  /** The SVG element on the page, once it is there. */
  get element(): SVGSVGElement | null {
    return this.#element;
  }

  /** What the shorter side spans once the picture has settled. */
  get span(): number {
    return (this.#target ?? this.plane).span;
  }

  /** Where the pointer is, in pixels of the picture, however a host has stretched it. */
  pointer(event: { clientX: number; clientY: number }): Point {
    return pixelOf(event, this.#element, this.plane);
  }

  /** Show all of `extent` about `centre`: calmly, never while a hand is on something or has zoomed the picture itself. */
  fit(extent: Extent | null, centre?: Point): void {
    if (!extent || this.#taken || this.#options.gestures.active) return;
    const from = this.plane;
    if (!this.#element) {
      this.plane = from.showing(extent, centre);
      return;
    }
    const target = (this.#target ?? from).fitted(extent, centre);
    if (target === (this.#target ?? from)) return;
    this.#stop();
    this.#target = target;
    this.#settling = new AbortController();
    const signal = AbortSignal.any([this.#options.signal, this.#settling.signal]);
    animate(SETTLING, signal, (share) => {
      if (this.#options.gestures.active) {
        this.#stop();
        return;
      }
      const between = (a: number, b: number) => a + (b - a) * share;
      const [x, y] = target.centre;
      this.plane = this.plane.moved(
        [between(from.centre[0], x), between(from.centre[1], y)],
        share === 1 ? target.span : from.span * (target.span / from.span) ** share,
      );
      if (share === 1) this.#target = null;
      this.#options.redraw();
    });
  }

  /** Show another window by hand; from now on the picture does not fit itself until `release`. */
  take(plane: Plane): void {
    this.#stop();
    this.#taken = true;
    this.plane = plane;
    this.#options.redraw();
  }

  /** Zoom about the middle of the picture, as keys do. */
  zoom(factor: number): void {
    this.take(this.plane.zoomed(factor, [this.plane.width / 2, this.plane.height / 2]));
  }

  /** Give the window back to `fit`. */
  release(): void {
    this.#taken = false;
    this.#options.redraw();
  }

  /** The SVG element round `content`. */
  template(content: unknown, text: SceneText): TemplateResult {
    const { width, height } = this.plane;
    const zoom = this.#zoom ?? undefined;
    return html`<div class="mathml-frame"
      ><svg
        class="mathml-picture"
        role="figure"
        aria-label=${text.label}
        aria-describedby=${text.describedBy ?? nothing}
        viewBox="0 0 ${width} ${height}"
        preserveAspectRatio="none"
        data-zoomable=${zoom ? "true" : nothing}
        ${zoom ? hears(zoom, POINTER, "wheel pointerenter pointerleave") : nothing}
        ${attached(this.#attach)}
        >${content}</svg
      ></div
    >`;
  }

  readonly #attach = (element: Element): void => {
    this.#element = element as SVGSVGElement;
    this.#observer.disconnect();
    if (!this.#options.signal.aborted) this.#observer.observe(this.#element);
  };

  /** Stop settling, wherever the picture has got to. */
  #stop(): void {
    this.#settling?.abort();
    this.#settling = null;
    this.#target = null;
  }

  #measure(width: number, height: number): void {
    if (width === 0 || height === 0) return;
    if (width === this.plane.width && height === this.plane.height) return;
    this.plane = this.plane.resized(width, height);
    this.#target = this.#target?.resized(width, height) ?? null;
    this.#options.redraw();
  }
}

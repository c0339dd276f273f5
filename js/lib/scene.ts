import type { TemplateResult } from "lit-html";
import { Frame, type FrameText } from "./frame";
import type { Extent, Point } from "./geometry";
import type { Gestures } from "./gesture";
import { animate } from "./motion";
import { Plane } from "./plane";
import type { Zoom, Zoomable } from "./zoom";

/** How long the picture takes to settle on another span. */
const SETTLING = 250;

export interface SceneOptions {
  readonly signal: AbortSignal;
  readonly gestures: Gestures;
  /** Ask the view for a frame. */
  readonly redraw: () => void;
  readonly plane?: Plane;
  /** By what wheel and pinch zoom the picture; without it they do not. */
  readonly zoom?: new (
    scene: Zoomable,
    signal: AbortSignal,
  ) => Zoom;
}

/** The live picture: its SVG element as measured on the page, and the plane that it shows. */
export class Scene {
  readonly #options: SceneOptions;
  plane: Plane;
  #target: Plane | null = null;
  #settling: AbortController | null = null;
  #taken = false;
  readonly #zoom: Zoom | null;
  readonly #frame: Frame;

  constructor(options: SceneOptions) {
    this.#options = options;
    this.plane = options.plane ?? new Plane();
    this.#zoom = options.zoom ? new options.zoom(this, options.signal) : null;
    this.#frame = new Frame(options.signal, ({ width, height }) => this.#measure(width, height));
  }

  /** The SVG element on the page, once it is there. */
  get element(): SVGSVGElement | null {
    return this.#frame.element;
  }

  /** What the shorter side spans once the picture has settled. */
  get span(): number {
    return (this.#target ?? this.plane).span;
  }

  /** Where the pointer is, in pixels of the picture, however a host has stretched it. */
  pointer(event: { clientX: number; clientY: number }): Point {
    return this.#frame.pointer(event, this.plane);
  }

  /** Show all of `extent` about `centre`: calmly, never while a hand is on something or has zoomed the picture itself. */
  fit(extent: Extent | null, centre?: Point): void {
    if (!extent || this.#taken || this.#options.gestures.active) return;
    const from = this.plane;
    if (!this.element) {
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
  template(content: unknown, text: FrameText): TemplateResult {
    return this.#frame.template(content, text, this.plane, { zoom: this.#zoom });
  }

  /** Stop settling, wherever the picture has got to. */
  #stop(): void {
    this.#settling?.abort();
    this.#settling = null;
    this.#target = null;
  }

  #measure(width: number, height: number): void {
    if (width === this.plane.width && height === this.plane.height) return;
    this.plane = this.plane.resized(width, height);
    this.#target = this.#target?.resized(width, height) ?? null;
    this.#options.redraw();
  }
}

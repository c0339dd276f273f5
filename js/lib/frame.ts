import { html, nothing, type TemplateResult } from "lit-html";
import { attached, hears, POINTER } from "./attached";
import { type Point, pixelOf } from "./geometry";
import type { Zoom } from "./zoom";
import "./picture.css";

interface Size {
  readonly width: number;
  readonly height: number;
}

export interface FrameText {
  /** What the picture is, in a few words. */
  readonly label: string;
  /** The id of the element that describes it. */
  readonly describedBy?: string;
}

/** The frame of a live picture, and the SVG element in it as it is measured on the page. */
export class Frame {
  #element: SVGSVGElement | null = null;
  readonly #observer: ResizeObserver;

  /** `measured` hears how large the picture is on the page, whenever that has changed and it is to be seen. */
  constructor(
    private readonly signal: AbortSignal,
    measured: (size: Size) => void,
  ) {
    this.#observer = new ResizeObserver(([entry]) => {
      if (entry?.contentRect.width && entry.contentRect.height) measured(entry.contentRect);
    });
    signal.addEventListener("abort", () => this.#observer.disconnect(), { once: true });
  }

  /** The SVG element on the page, once it is there. */
  get element(): SVGSVGElement | null {
    return this.#element;
  }

  /** Where the pointer is, in pixels of a picture of this size, however a host has stretched it. */
  pointer(event: { clientX: number; clientY: number }, size: Size): Point {
    return pixelOf(event, this.#element, size);
  }

  /** The frame and the SVG element round `content`, which is drawn in pixels of a picture of this size. */
  template(
    content: unknown,
    { label, describedBy }: FrameText,
    { width, height }: Size,
    { style, zoom }: { style?: string; zoom?: Zoom | null } = {},
  ): TemplateResult {
    return html`<div class="mathml-frame" style=${style ?? nothing}
      ><svg
        class="mathml-picture"
        role="figure"
        aria-label=${label}
        aria-describedby=${describedBy ?? nothing}
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
    if (!this.signal.aborted) this.#observer.observe(element);
  };
}

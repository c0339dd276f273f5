import { html, nothing, type TemplateResult } from "lit-html";
import { attached } from "./attached";
import { type Point, pixelOf } from "./geometry";
import type { SceneText } from "./scene";

export interface SheetOptions {
  readonly signal: AbortSignal;
  readonly redraw: () => void;
}

/** A live picture in pixels: as wide as its place on the page, as high as what is drawn needs. */
export class Sheet {
  width = 480;
  height = 360;
  #element: SVGSVGElement | null = null;
  readonly #observer: ResizeObserver;

  constructor({ signal, redraw }: SheetOptions) {
    this.#observer = new ResizeObserver(([entry]) => {
      const width = entry?.contentRect.width ?? 0;
      if (width === 0 || width === this.width) return;
      this.width = width;
      redraw();
    });
    signal.addEventListener("abort", () => this.#observer.disconnect(), { once: true });
  }

  /** Where the pointer is, in pixels of the picture, however a host has stretched it. */
  pointer(event: { clientX: number; clientY: number }): Point {
    return pixelOf(event, this.#element, this);
  }

  /** The SVG element round `content`; set `height` first. */
  template(content: unknown, { label, describedBy }: SceneText): TemplateResult {
    const { width, height } = this;
    return html`<div class="mathml-frame" style="aspect-ratio: auto; max-width: none; height: ${height + 2}px"
      ><svg
        class="mathml-picture"
        role="figure"
        aria-label=${label}
        aria-describedby=${describedBy ?? nothing}
        viewBox="0 0 ${width} ${height}"
        preserveAspectRatio="none"
        ${attached(this.#attach)}
        >${content}</svg
      ></div
    >`;
  }

  readonly #attach = (element: Element): void => {
    this.#element = element as SVGSVGElement;
    this.#observer.disconnect();
    this.#observer.observe(element);
  };
}

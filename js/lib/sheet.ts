import type { TemplateResult } from "lit-html";
import { Frame, type FrameText } from "./frame";
import type { Point } from "./geometry";

export interface SheetOptions {
  readonly signal: AbortSignal;
  readonly redraw: () => void;
}

/** A live picture in pixels: as wide as its place on the page, as high as what is drawn needs. */
export class Sheet {
  width = 480;
  height = 360;
  readonly #frame: Frame;

  constructor({ signal, redraw }: SheetOptions) {
    this.#frame = new Frame(signal, ({ width }) => {
      if (width === this.width) return;
      this.width = width;
      redraw();
    });
  }

  /** Where the pointer is, in pixels of the picture, however a host has stretched it. */
  pointer(event: { clientX: number; clientY: number }): Point {
    return this.#frame.pointer(event, this);
  }

  /** The SVG element round `content`; set `height` first. */
  template(content: unknown, text: FrameText): TemplateResult {
    const style = `aspect-ratio: auto; max-width: none; height: ${this.height + 2}px`;
    return this.#frame.template(content, text, this, { style });
  }
}

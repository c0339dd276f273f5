/** The theme's colours as numbers, for what style sheets do not reach. */

import type { Paint } from "../../lib/lines3d";
import { colourOf } from "../../lib/theme";
import type { Paints } from "./surface";
import { CLASSES, type Inks } from "./thumbnail";

const TOKENS = ["text", "grid", "ground", "answer", "hand", "second"] as const;

export class Palette {
  readonly #context: CanvasRenderingContext2D | null;
  #theme = "";
  #paints: Paints | null = null;
  #classes: Inks = [];

  constructor(private readonly root: HTMLElement) {
    const canvas = document.createElement("canvas");
    canvas.width = canvas.height = 1;
    this.#context = canvas.getContext("2d", { willReadFrequently: true });
  }

  paints(): Paints {
    this.#look();
    return this.#paints as Paints;
  }

  /** The colours of the classes, from 0 to 255. */
  classes(): Inks {
    this.#look();
    return this.#classes;
  }

  /** Read the theme anew if it has changed. */
  #look(): void {
    const now = [
      colourOf(this.root, "ground"),
      colourOf(this.root, "hand"),
      colourOf(this.root, "text"),
    ].join();
    if (now === this.#theme) return;
    this.#theme = now;
    const [text, rule, ground, answer, hand, second] = TOKENS.map((token): Paint => {
      const [red, green, blue] = this.#bytes(token);
      return [red / 255, green / 255, blue / 255, 1];
    }) as [Paint, Paint, Paint, Paint, Paint, Paint];
    this.#paints = { text, rule, ground, answer, hand, second };
    this.#classes = CLASSES.map((role) => this.#bytes(role));
  }

  #bytes(token: string): [number, number, number] {
    const context = this.#context;
    if (!context) return [128, 128, 128];
    context.fillStyle = colourOf(this.root, token);
    context.fillRect(0, 0, 1, 1);
    const [red = 0, green = 0, blue = 0] = context.getImageData(0, 0, 1, 1).data;
    return [red, green, blue];
  }
}

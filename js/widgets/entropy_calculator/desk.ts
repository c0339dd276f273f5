/** What all the pictures of this view work with: the link, the tools, the source, and the words for units. */
import { html, type TemplateResult } from "lit-html";
import type { NDArray } from "../../lib/array";
import { button } from "../../lib/bar";
import { Chart } from "../../lib/chart";
import type { Gestures } from "../../lib/gesture";
import type { Link } from "../../lib/link";
import { number } from "../../lib/number";
import { Scrub, type ScrubOptions } from "../../lib/scrub";
import type { Settling } from "../../lib/settling";
import type { Sheet } from "../../lib/sheet";
import type { Workbench } from "../../lib/workbench";
import type { Source } from "./source";

/** One of the pictures that may stand large. */
export interface Pane {
  /** What is drawn in the sheet, after its height is set. */
  picture(): unknown;
  /** What it is, in a few words. */
  readonly title: string;
  /** Controls under the picture. */
  foot?(): unknown;
  /** What stands beside it, above the numbers. */
  side?(): unknown;
  readonly keys?: { play?(): void; step?(direction: 1 | -1): void };
}

/** How much higher than nearly all of a curve its highest point may be and still be in the picture. */
const SPIKE = 3;

export class Desk {
  /** Begins the ids of elements of this view. */
  readonly id = `mathml-${Math.random().toString(36).slice(2)}`;

  /** Arrays as lists, made once each: a list of ten thousand is asked for many times a frame. */
  readonly #lists = new WeakMap<NDArray, readonly number[]>();

  constructor(
    readonly link: Link,
    readonly bench: Workbench,
    readonly sheet: Sheet,
    readonly signal: AbortSignal,
    readonly redraw: () => void,
    readonly source: () => Source,
  ) {}

  get gestures(): Gestures {
    return this.bench.gestures;
  }

  /** The size of the type, in pixels. */
  get em(): number {
    return this.link.get<boolean>("present") ? 20.8 : 13;
  }

  get<T>(name: string): T {
    return this.link.get<T>(name);
  }

  /** The numbers of a derived array; none where it is null. */
  numbers(name: string): readonly number[] {
    const found = this.link.get<NDArray | null>(name);
    if (!found) return [];
    let known = this.#lists.get(found);
    if (!known) {
      known = Array.from(found.data);
      this.#lists.set(found, known);
    }
    return known;
  }

  /** The rows of a derived array. */
  rows(name: string): readonly (readonly number[])[] {
    const found = this.link.get<NDArray | null>(name);
    const width = found?.shape[1] ?? 1;
    const data = Array.from(found?.data ?? []);
    return Array.from({ length: data.length / width }, (_, row) =>
      data.slice(row * width, (row + 1) * width),
    );
  }

  get unit(): string {
    return this.link.get<string>("unit");
  }

  /** What a bit is worth in the unit of the base. */
  get bit(): number {
    return { nats: Math.LN2, hartleys: Math.log10(2) }[this.unit] ?? 1;
  }

  /** A number for a given trait, or for a part of it, to scrub and to type. */
  scrub(
    name: string,
    label: string,
    options: Partial<ScrubOptions> & { trait?: string; index?: number } = {},
  ): Scrub {
    const { link, bench, signal, redraw, gestures } = this;
    const { trait = name, index } = options;
    const scrub: Scrub = new Scrub({
      signal,
      gestures,
      redraw,
      name,
      label,
      step: 1,
      value: () => link.get<number>(trait),
      digits: () => 0,
      locked: () => bench.locks(trait),
      move: (value) => link.set({ [trait]: Math.round(value) }),
      enter: (typed) =>
        link.enter(trait, index === undefined ? null : [index], typed, (refusal) =>
          refusal ? scrub.refuse(refusal) : scrub.accept(),
        ),
      ...options,
    });
    return scrub;
  }

  /** Another sample: the next seed, which is in sight. */
  again(face = "Draw again", values: Record<string, unknown> = {}): TemplateResult {
    const { link, bench, signal } = this;
    const seed = link.get<number>("seed");
    return html`${button(face, {
      signal,
      disabled: bench.locks("seed"),
      press: () => link.set({ ...values, seed: seed + 1 }),
    })} <span class="mathml-menu-label">seed ${seed}</span>`;
  }

  /** A chart of curves: all of them in it, zero too, as high as is pleasant. */
  chart(
    settling: Settling,
    points: readonly (readonly [number, number])[],
    across: readonly [number, number],
  ): Chart {
    const { sheet, em } = this;
    sheet.height = Math.round(Math.min(Math.max(sheet.width * 0.7, 240), 420));
    const ys = points.map(([, y]) => y);
    const sizes = ys.map(Math.abs).sort((a, b) => a - b);
    // A spike may leave the picture at the top, so that all the rest can be seen.
    const most = SPIKE * (sizes[Math.floor(0.97 * (sizes.length - 1))] ?? 0) || Infinity;
    const low = Math.max(Math.min(...ys, 0), -most);
    const high = Math.min(Math.max(...ys, 1e-9), most);
    const room = (high - low) * 0.08;
    const [bottom = 0, top = 1] = settling.to([low < 0 ? low - room : 0, high + room]);
    const box = {
      left: Math.round(3.4 * em),
      top: Math.round(2.4 * em),
      right: sheet.width - 16,
      bottom: Math.round(sheet.height - 3.6 * em),
    };
    return new Chart(box, across, [bottom, top]);
  }

  /** A value with its unit. */
  measured(value: number, unit = this.unit): string {
    return `${number(value, this.bench.digits)} ${unit}`;
  }

  /** Whether a question hides this now, or a teacher for good. */
  masks(name: string): boolean {
    return this.bench.asking.masked.has(name) || this.bench.hides(name);
  }
}

import { nothing, svg, type TemplateResult } from "lit-html";
import { hears, POINTER } from "./attached";
import type { Point } from "./geometry";
import { type Gestures, Hold } from "./gesture";
import { Grip } from "./grip";
import { claim } from "./listen";
import { RING } from "./ring";

/** How near the pointer must come to a ring to let go on it. */
const NEAR = 32;

/** A press that moves less than this many pixels is a tap. */
const TAP = 4;

export interface Knot {
  readonly place: Point;
  readonly label: string;
  /** Whether it can be taken apart again. */
  readonly pair: boolean;
}

export interface JoinerOptions {
  readonly signal: AbortSignal;
  readonly gestures: Gestures;
  readonly redraw: () => void;
  /** What `held` says while a ring is under the finger. */
  readonly name: string;
  readonly pointer: (event: PointerEvent) => Point;
  readonly knots: () => readonly Knot[];
  readonly join: (one: number, other: number) => void;
  readonly split: (index: number) => void;
  readonly say: (sentence: string) => void;
}

/** Rings that are joined two by two: drag one onto another, tap one and then another, or Enter on both; Delete takes one apart. */
export class Joiner {
  readonly #options: JoinerOptions;
  readonly signal: AbortSignal;
  readonly passive = false;
  readonly #hold: Hold<null>;
  #chosen: number | null = null;
  readonly #grip: Grip;
  /** The ring under the pointer, where that is, and whether it has gone far enough to be no tap. */
  #drag: { from: number; at: Point; moved: boolean } | null = null;

  constructor(options: JoinerOptions) {
    this.#options = options;
    this.signal = options.signal;
    this.#hold = new Hold(options.gestures, options.name, { move: () => {} });
    this.#grip = new Grip({
      pointer: options.pointer,
      take: (at, on) => {
        this.#drag = { from: indexOf(on), at, moved: false };
        this.#hold.begin(null, on);
      },
      move: (at, far) => {
        if (!this.#drag) return;
        this.#drag.at = at;
        this.#drag.moved ||= far >= TAP;
        options.redraw();
      },
      drop: (meant) => this.#letGo(meant),
    });
  }

  /** The ring that waits for its partner. */
  get chosen(): number | null {
    return this.#chosen;
  }

  /** Forget what was chosen: the rings are others now. */
  clear(): void {
    this.#chosen = null;
  }

  template(): TemplateResult {
    const knots = this.#options.knots();
    const drag = this.#drag?.moved ? this.#drag : null;
    const target = drag && this.#nearest(drag.at, drag.from);
    const from = drag && knots[drag.from];
    return svg`${
      from && drag
        ? svg`<path class="mathml-line mathml-ghost" d="M${from.place.join(" ")}L${(
            target === null ? drag.at : (knots[target as number] as Knot).place
          ).join(" ")}"></path>`
        : nothing
    }${knots.map(
      ({ place: [x, y], label }, index) => svg`<g
        class="mathml-handle mathml-knot"
        role="button"
        tabindex="0"
        aria-label=${label}
        aria-pressed=${index === this.#chosen ? "true" : "false"}
        data-index=${index}
        data-name="${this.#options.name} ${index}"
        data-held=${index === drag?.from || index === target || nothing}
        data-chosen=${index === this.#chosen || nothing}
        transform="translate(${x.toFixed(2)} ${y.toFixed(2)})"
        ${hears(this, POINTER, "keydown touchmove")}
      >${RING}</g>`,
    )}`;
  }

  handleEvent(event: Event): void {
    if (this.#grip.handle(event)) return;
    this.#press(event as KeyboardEvent, indexOf(event.currentTarget as Element));
  }

  #letGo(meant: boolean): void {
    const drag = this.#drag;
    this.#drag = null;
    if (drag && meant) {
      const other = drag.moved ? this.#nearest(drag.at, drag.from) : null;
      if (other !== null) this.#join(drag.from, other);
      else if (!drag.moved) this.#choose(drag.from);
    }
    this.#hold.end();
    this.#options.redraw();
  }

  #press(event: KeyboardEvent, index: number): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const { knots, split, redraw } = this.#options;
    if (event.key === "Enter" || event.key === " ") {
      claim(event);
      this.#choose(index);
    } else if ((event.key === "Delete" || event.key === "Backspace") && knots()[index]?.pair) {
      claim(event);
      this.clear();
      split(index);
    } else if (event.key === "Escape" && (this.#chosen !== null || this.#drag)) {
      claim(event);
      this.clear();
      this.#drag = null;
      this.#hold.end();
      redraw();
    }
  }

  /** The first ring waits, the second is joined with it; the same one again is let go. */
  #choose(index: number): void {
    const { knots, say, redraw } = this.#options;
    const waiting = this.#chosen;
    if (waiting !== null && waiting !== index && knots()[waiting]) this.#join(waiting, index);
    else {
      this.#chosen = waiting === index ? null : index;
      say(
        this.#chosen === null
          ? "Nothing is chosen."
          : `${knots()[index]?.label} is chosen: now choose what to join it with.`,
      );
    }
    redraw();
  }

  #join(one: number, other: number): void {
    this.clear();
    this.#options.join(one, other);
  }

  #nearest([x, y]: Point, from: number): number | null {
    let [best, least]: [number | null, number] = [null, NEAR];
    for (const [index, { place }] of this.#options.knots().entries()) {
      const distance = Math.hypot(place[0] - x, place[1] - y);
      if (index === from || distance >= least) continue;
      [best, least] = [index, distance];
    }
    return best;
  }
}

function indexOf(ring: Element): number {
  return Number((ring as SVGElement).dataset["index"]);
}

import { nothing, svg, type TemplateResult } from "lit-html";
import { hears, KEYS, POINTER } from "./attached";
import { type Stand, turned } from "./camera";
import type { Point } from "./geometry";
import { type Gestures, Hold } from "./gesture";
import { CLICK, Grip } from "./grip";
import { claim } from "./listen";
import { fixed } from "./number";
import type { Scene } from "./scene";
import { arrowOf } from "./steps";

const DEGREE = Math.PI / 180;
/** What a drag across a pixel turns, and what an arrow key does: plain, with Shift, with Alt. */
const PER_PIXEL = 0.5 * DEGREE;
const STEP = 5 * DEGREE;
const COARSE = 15 * DEGREE;
const FINE = DEGREE;
export interface TurnOptions {
  readonly signal: AbortSignal;
  readonly scene: Scene;
  readonly gestures: Gestures;
  readonly stand: () => Stand;
  readonly move: (stand: Stand) => void;
  /** Where Home puts the eye. */
  readonly home: Stand;
  /** The pixel of a press that did not turn anything. */
  readonly click?: (pixel: Point) => void;
  /** The pixel under a pointer that holds nothing, or null when it has gone. */
  readonly hover?: (pixel: Point | null) => void;
}

/** Turns what is seen in a picture: by mouse, by a finger that sets out sideways, and by arrow keys. */
export class Turn {
  readonly #options: TurnOptions;
  readonly signal: AbortSignal;
  readonly #hold: Hold<Stand>;
  readonly #grip: Grip;
  /** Where a pointer took hold, unless it only scrolls the page. */
  #taken: { at: Point; on: Element; stand: Stand } | null = null;
  /** Whether it has gone far enough to be no click. */
  #turning = false;

  constructor(options: TurnOptions) {
    this.#options = options;
    this.signal = options.signal;
    this.#hold = new Hold(options.gestures, "turn", { move: options.move });
    this.#grip = new Grip({
      pointer: (event) => options.scene.pointer(event),
      take: (at, on) => {
        this.#taken = { at, on, stand: options.stand() };
        this.#turning = false;
      },
      move: (at, far, event) => this.#drag(at, far, event),
      drop: (meant, at) => {
        this.#hold.end();
        if (meant && this.#taken && !this.#turning) options.click?.(at);
      },
    });
  }

  /** The ground of a picture, which takes the hand wherever no handle does. */
  template(): TemplateResult {
    const { scene, stand } = this.#options;
    const { width, height } = scene.plane;
    const { round, up } = stand();
    const label = `Seen from ${fixed(round / DEGREE, 0)} degrees round and ${fixed(up / DEGREE, 0)} degrees up`;
    return svg`<rect class="mathml-turn" role="application" aria-roledescription="view to turn"
      aria-label=${label} tabindex="0" data-name="turn" data-held=${this.#hold.active || nothing}
      x="1" y="1" width=${Math.max(width - 2, 0)} height=${Math.max(height - 2, 0)}
      ${hears(this, POINTER, KEYS, "dblclick pointerleave")}></rect>`;
  }

  handleEvent(event: Event): void {
    const { scene, hover } = this.#options;
    if (event.type === "pointermove" && !this.#grip.held) {
      const pointer = event as PointerEvent;
      if (pointer.pointerType !== "touch") hover?.(scene.pointer(pointer));
    } else if (this.#grip.handle(event)) return;
    else if (event.type === "pointerleave") hover?.(null);
    else if (event.type === "keydown") this.#press(event as KeyboardEvent);
    else if (event.type === "dblclick") this.#goHome(event);
    else if (!this.#grip.held) this.#hold.end();
  }

  #drag([x, y]: Point, far: number, { pointerType }: PointerEvent): void {
    const taken = this.#taken;
    if (!taken || (!this.#turning && far < CLICK)) return;
    const [dx, dy] = [x - taken.at[0], y - taken.at[1]];
    if (!this.#turning) {
      // A finger that sets out upwards or downwards scrolls the page.
      if (pointerType === "touch" && Math.abs(dy) > Math.abs(dx)) {
        this.#taken = null;
        return;
      }
      this.#turning = true;
      this.#hold.begin(taken.stand, taken.on);
    }
    this.#hold.move(turned(taken.stand, { round: -dx * PER_PIXEL, up: dy * PER_PIXEL }));
  }

  #press(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey) return;
    const arrow = arrowOf(event);
    if (event.key === "Home") this.#goHome(event);
    else if (event.key === "Escape" && this.#hold.active) {
      claim(event);
      this.#taken = null;
      this.#hold.cancel();
    } else if (arrow) {
      claim(event);
      const { stand } = this.#options;
      const step = event.shiftKey ? COARSE : event.altKey ? FINE : STEP;
      this.#hold.begin(stand(), event.currentTarget as Element);
      this.#hold.move(turned(stand(), { round: -arrow[0] * step, up: -arrow[1] * step }));
    }
  }

  #goHome(event: Event): void {
    claim(event);
    this.#hold.set(this.#options.stand(), this.#options.home);
  }
}

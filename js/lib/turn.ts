import { nothing, svg, type TemplateResult } from "lit-html";
import { hears, KEYS, POINTER } from "./attached";
import { type Stand, turned } from "./camera";
import type { Point } from "./geometry";
import { type Gestures, Hold } from "./gesture";
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
/** A press that moves less than this many pixels is a click. */
const CLICK = 3;

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
  #pointer: { id: number; from: Point; at: Point; stand: Stand; moved: boolean } | null = null;

  constructor(options: TurnOptions) {
    this.#options = options;
    this.signal = options.signal;
    this.#hold = new Hold(options.gestures, "turn", { move: options.move });
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
    switch (event.type) {
      case "pointerdown":
        this.#take(event as PointerEvent);
        break;
      case "pointermove":
        this.#drag(event as PointerEvent);
        break;
      case "pointerup":
      case "pointercancel":
      case "lostpointercapture":
        this.#letGo(event as PointerEvent);
        break;
      case "pointerleave":
        this.#options.hover?.(null);
        break;
      case "keydown":
        this.#press(event as KeyboardEvent);
        break;
      case "keyup":
      case "blur":
        if (!this.#pointer) this.#hold.end();
        break;
      case "dblclick":
        this.#goHome(event);
    }
  }

  #take(event: PointerEvent): void {
    event.stopPropagation();
    if (event.button !== 0 || this.#pointer) return;
    const { scene, stand } = this.#options;
    const target = event.currentTarget as SVGElement;
    target.setPointerCapture(event.pointerId);
    if (event.pointerType !== "touch") {
      event.preventDefault();
      target.focus({ preventScroll: true });
    }
    const at = scene.pointer(event);
    this.#pointer = { id: event.pointerId, from: at, at, stand: stand(), moved: false };
  }

  #drag(event: PointerEvent): void {
    const { scene, hover } = this.#options;
    const held = this.#pointer;
    if (!held) {
      if (event.pointerType !== "touch") hover?.(scene.pointer(event));
      return;
    }
    if (event.pointerId !== held.id) return;
    event.stopPropagation();
    held.at = scene.pointer(event);
    const [dx, dy] = [held.at[0] - held.from[0], held.at[1] - held.from[1]];
    if (!held.moved) {
      if (Math.hypot(dx, dy) < CLICK) return;
      // A finger that sets out upwards or downwards scrolls the page.
      if (event.pointerType === "touch" && Math.abs(dy) > Math.abs(dx)) {
        this.#pointer = null;
        return;
      }
      this.#hold.begin(held.stand, event.currentTarget as Element);
    }
    held.moved = true;
    this.#hold.move(turned(held.stand, { round: -dx * PER_PIXEL, up: dy * PER_PIXEL }));
  }

  #letGo(event: PointerEvent): void {
    const held = this.#pointer;
    if (event.pointerId !== held?.id) return;
    event.stopPropagation();
    this.#pointer = null;
    this.#hold.end();
    if (event.type === "pointerup" && !held.moved) this.#options.click?.(held.at);
  }

  #press(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey) return;
    const arrow = arrowOf(event);
    if (event.key === "Home") this.#goHome(event);
    else if (event.key === "Escape" && this.#hold.active) {
      claim(event);
      this.#pointer = null;
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

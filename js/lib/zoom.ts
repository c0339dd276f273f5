import type { Point } from "./geometry";
import { claim } from "./listen";
import type { Plane } from "./plane";

/** What zooming needs of a scene. */
export interface Zoomable {
  readonly plane: Plane;
  pointer(event: { clientX: number; clientY: number }): Point;
  take(plane: Plane): void;
}

/** How long the page must have stood still before a wheel over the picture means the picture. */
const PATIENCE = 500;

/** Zoom for one notch of a wheel, which browsers report as about 100 px. */
const PER_PIXEL = 1.0015;

/**
 * Wheel and pinch.
 *
 * A page that scrolls under a resting pointer must go on scrolling. So a wheel zooms only once the pointer has really moved
 * over the picture, or half a second after the picture, or the last refused turn of the wheel, came under it.
 */
export class Zoom {
  readonly passive = false;
  readonly #fingers = new Map<number, Point>();
  #last: { x: number; y: number } | null = null;
  #armed = false;
  #arrived = 0;

  constructor(
    private readonly scene: Zoomable,
    readonly signal: AbortSignal,
  ) {}

  handleEvent(event: WheelEvent | PointerEvent): void {
    // By type: an event of a picture-in-picture window is no instance of this window's classes.
    if (event.type === "wheel") this.#wheel(event as WheelEvent);
    else if (event.type === "pointerenter") this.#enter(event as PointerEvent);
    else if (event.type === "pointerdown") this.#down(event as PointerEvent);
    else if (event.type === "pointermove") this.#move(event as PointerEvent);
    else this.#leave(event as PointerEvent);
  }

  #wheel(event: WheelEvent): void {
    const patient = event.timeStamp - this.#arrived > PATIENCE;
    if (!this.#armed && !patient) {
      this.#arrived = event.timeStamp;
      return;
    }
    this.#armed = true;
    claim(event);
    // A pinch on a trackpad arrives as a wheel with Ctrl and small steps; some mice count lines, not pixels.
    const pixels = event.deltaY * (event.deltaMode === 1 ? 33 : event.ctrlKey ? 8 : 1);
    this.scene.take(this.scene.plane.zoomed(PER_PIXEL ** -pixels, this.scene.pointer(event)));
  }

  #enter(event: PointerEvent): void {
    this.#arrived = event.timeStamp;
    this.#last = { x: event.screenX, y: event.screenY };
  }

  #down(event: PointerEvent): void {
    if (event.pointerType === "touch")
      this.#fingers.set(event.pointerId, this.scene.pointer(event));
  }

  #move(event: PointerEvent): void {
    // Browsers also report a move when the page scrolls under a pointer that rests on the screen.
    if (event.screenX !== this.#last?.x || event.screenY !== this.#last.y) this.#armed = true;
    if (!this.#fingers.has(event.pointerId)) return;
    const before = this.#pinch();
    this.#fingers.set(event.pointerId, this.scene.pointer(event));
    const after = this.#pinch();
    if (!before || !after) return;
    const by: Point = [after.middle[0] - before.middle[0], after.middle[1] - before.middle[1]];
    this.scene.take(this.scene.plane.zoomed(after.spread / before.spread, before.middle, by));
  }

  #leave(event: PointerEvent): void {
    this.#fingers.delete(event.pointerId);
    if (event.type === "pointerleave") this.#armed = false;
  }

  #pinch(): { middle: Point; spread: number } | null {
    const [first, second] = [...this.#fingers.values()];
    if (!first || !second || this.#fingers.size > 2) return null;
    const [dx, dy] = [second[0] - first[0], second[1] - first[1]];
    return {
      middle: [first[0] + dx / 2, first[1] + dy / 2],
      spread: Math.max(Math.hypot(dx, dy), 1),
    };
  }
}

import { POINTER } from "./attached";
import type { Point } from "./geometry";

export interface GripCallbacks {
  /** Where a pointer is, in pixels of a picture or of the page. */
  pointer(event: PointerEvent): Point;
  take(at: Point, on: Element): void;
  /** The pointer has moved; `far` says how far it is from where it took hold. */
  move(at: Point, far: number, event: PointerEvent): void;
  /** It has let go, or was taken away: then nothing was meant. */
  drop(meant: boolean, at: Point): void;
}

/** A press that moves less than this many pixels is a click. */
export const CLICK = 3;

/** One pointer held down on an element, by mouse, finger or pen. */
export class Grip {
  #now: { id: number; on: Element; from: Point; at: Point } | null = null;

  constructor(private readonly callbacks: GripCallbacks) {}

  /** Whether a pointer is down on an element that is still there. */
  get held(): boolean {
    return Boolean(this.#now?.on.isConnected);
  }

  /** Deal with an event, and tell whether it was one of a pointer. */
  handle(event: Event): boolean {
    if (event.type === "pointerdown") this.#take(event as PointerEvent);
    else if (event.type === "pointermove") this.#move(event as PointerEvent);
    // Chromium heeds `touch-action` on an svg element but not within one; without this the page would scroll away.
    else if (event.type === "touchmove") event.preventDefault();
    else if (POINTER.includes(event.type)) this.#drop(event as PointerEvent);
    else return false;
    return true;
  }

  #take(event: PointerEvent): void {
    event.stopPropagation();
    if (event.button !== 0 || this.held) return;
    event.preventDefault();
    const on = event.currentTarget as SVGElement | HTMLElement;
    on.setPointerCapture(event.pointerId);
    on.focus({ preventScroll: true });
    const at = this.callbacks.pointer(event);
    this.#now = { id: event.pointerId, on, from: at, at };
    this.callbacks.take(at, on);
  }

  #move(event: PointerEvent): void {
    const now = this.#now;
    if (event.pointerId !== now?.id) return;
    event.stopPropagation();
    const at = this.callbacks.pointer(event);
    // A finger that presses harder, or lets go, reports where it already was.
    if (at[0] === now.at[0] && at[1] === now.at[1]) return;
    now.at = at;
    this.callbacks.move(at, Math.hypot(at[0] - now.from[0], at[1] - now.from[1]), event);
  }

  #drop(event: PointerEvent): void {
    const now = this.#now;
    if (event.pointerId !== now?.id) return;
    const meant = event.type === "pointerup";
    if (meant) this.#move(event);
    event.stopPropagation();
    this.#now = null;
    const on = event.currentTarget as Element;
    if (on.hasPointerCapture(event.pointerId)) on.releasePointerCapture(event.pointerId);
    this.callbacks.drop(meant, now.at);
  }
}

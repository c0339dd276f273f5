import { nothing, svg, type TemplateResult } from "lit-html";
import { hears, KEYS, POINTER } from "./attached";
import { clamp, type Point } from "./geometry";
import { type GestureCallbacks, type Gestures, Hold } from "./gesture";
import type { Grip } from "./grip";
import { claim } from "./listen";
import { carrying, RING } from "./ring";
import type { Scene } from "./scene";
import type { Snap } from "./snap";
import { arrowOf, firstMove, stepOf } from "./steps";

/** The ring's middle stays this far inside the picture, so that it can always be taken again. */
const INSET = 8;

export interface HandleOptions extends GestureCallbacks<Point> {
  readonly signal: AbortSignal;
  readonly scene: Scene;
  readonly gestures: Gestures;
  /** What `held` says while this handle is under the finger. */
  readonly name: string;
  /** Where the handle is, in data coordinates. */
  readonly value: () => Point;
  /** What a screen reader says: the object and where it is, such as "A e1 at 1.50, −0.30". */
  readonly label: () => string;
  /** Where a dragged point may come to rest. */
  readonly snap?: Snap;
  /** Where Home and a double click put the handle. */
  readonly home?: () => Point;
  readonly locked?: () => boolean;
  /** Whether it places a guess, which nothing in the picture follows yet. */
  readonly ghost?: boolean;
}

/** A ring that can be dragged by mouse, finger and pen, and moved by keys. */
export class Handle {
  readonly #options: HandleOptions;
  readonly signal: AbortSignal;
  readonly passive = false;
  readonly #hold: Hold<Point>;
  readonly #grip: Grip;

  constructor(options: HandleOptions) {
    this.#options = options;
    this.signal = options.signal;
    this.#hold = new Hold(options.gestures, options.name, options);
    const { scene, value } = options;
    this.#grip = carrying(this.#hold, {
      pointer: (event) => scene.pointer(event),
      value,
      place: (point) => scene.plane.toPixels(point),
      move: (pixel) => this.#moveTo(this.#rest(scene.plane.toData(pixel))),
    });
  }

  get held(): boolean {
    return this.#hold.active;
  }

  template(): TemplateResult {
    const { scene, value, label, locked } = this.#options;
    const [x, y] = scene.plane.toPixels(value());
    const place = `translate(${x.toFixed(2)} ${y.toFixed(2)})`;
    if (locked?.()) {
      return svg`<g class="mathml-locked-handle" role="img" aria-label=${label()} transform=${place}>
        <circle class="mathml-dot" r="4"></circle>
      </g>`;
    }
    return svg`<g
      class="mathml-handle ${this.#options.ghost ? "mathml-ghost" : ""}"
      role="application"
      aria-roledescription="movable point"
      aria-label=${label()}
      tabindex="0"
      data-name=${this.#options.name}
      data-held=${this.held || nothing}
      transform=${place}
      ${hears(this, POINTER, KEYS, "touchmove dblclick")}
    >${RING}</g>`;
  }

  handleEvent(event: Event): void {
    if (this.#grip.handle(event)) return;
    // By type: an event of a picture-in-picture window is no instance of this window's classes.
    if (event.type === "keydown") this.#press(event as KeyboardEvent);
    else if (event.type === "dblclick") this.#goHome(event);
    else if (!this.#grip.held) this.#hold.end();
  }

  #press(event: KeyboardEvent): void {
    const arrow = arrowOf(event);
    if (event.ctrlKey || event.metaKey) return;
    if (arrow) this.#step(event, arrow);
    else if (event.key === "Home") this.#goHome(event);
    else if (event.key === "Escape" && this.#hold.active) {
      claim(event);
      this.#hold.cancel();
    }
  }

  #step(event: KeyboardEvent, [right, up]: Point): void {
    claim(event);
    if (this.#grip.held) return;
    const { scene, value } = this.#options;
    const [x, y] = value();
    const next = firstMove(stepOf(event, scene.span), (distance) => {
      const place = this.#rest([x + right * distance, y + up * distance]);
      return { place, progress: (place[0] - x) * right + (place[1] - y) * up };
    });
    if (!next) return;
    this.#hold.begin([x, y], event.currentTarget as Element);
    this.#moveTo(next);
  }

  #goHome(event: Event): void {
    const { home, value } = this.#options;
    if (!home) return;
    claim(event);
    this.#hold.set(value(), home());
  }

  #moveTo(point: Point): void {
    const [x, y] = this.#options.value();
    if (point[0] !== x || point[1] !== y) this.#hold.move(point);
  }

  /** Where a point asked for comes to rest: inside the picture, or no farther out than it started, and snapped. */
  #rest([x, y]: Point): Point {
    const { extent, unit } = this.#options.scene.plane;
    const [startX, startY] = this.#hold.first ?? this.#options.value();
    const inset = INSET / unit;
    const inside: Point = [
      clamp(x, Math.min(extent.x[0] + inset, startX), Math.max(extent.x[1] - inset, startX)),
      clamp(y, Math.min(extent.y[0] + inset, startY), Math.max(extent.y[1] - inset, startY)),
    ];
    return this.#options.snap?.(inside) ?? inside;
  }
}

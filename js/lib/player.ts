import { html, type TemplateResult } from "lit-html";
import { attached } from "./attached";
import { button, menu } from "./bar";
import { clamp } from "./geometry";
import { reducedMotion } from "./motion";
import "./player.css";

/** Steps from one end to the other, unless others are asked for. */
const STEPS = 12;
const SPEEDS = ["0.25", "0.5", "1", "2"];

export interface PlayerOptions {
  readonly signal: AbortSignal;
  readonly redraw: () => void;
  /** Milliseconds from 0 to 1. */
  readonly duration?: number;
  /** Into how many steps the buttons divide the way. */
  readonly steps?: number;
  /** What is played, for the button's label: "path". */
  readonly what?: string;
  /** Where the path stands, from 0 to 1. */
  readonly position: () => number;
  /** Called once a frame while playing. */
  readonly move: (position: number) => void;
  /** Called when it has stopped, by itself or by hand. */
  readonly end?: (position: number) => void;
}

/**
 * Walks from 0 to 1 along a path that the view already has.
 *
 * Off screen it waits. Under reduced motion it jumps to the end, or from the end back to the start.
 */
export class Player {
  readonly #options: PlayerOptions;
  #playing = false;
  #visible = true;
  #frame = 0;
  #last: number | null = null;
  readonly #observer: IntersectionObserver;
  /** How many times faster than it was made for. */
  #speed = "1";

  constructor(options: PlayerOptions) {
    this.#options = options;
    this.#observer = new IntersectionObserver(([entry]) => {
      this.#visible = entry?.isIntersecting ?? true;
      if (this.#visible && this.#playing) this.#next();
    });
    options.signal.addEventListener(
      "abort",
      () => {
        this.#observer.disconnect();
        cancelAnimationFrame(this.#frame);
        this.#playing = false;
      },
      { once: true },
    );
  }

  get playing(): boolean {
    return this.#playing;
  }

  toggle(): void {
    if (this.#playing) this.stop();
    else this.play();
  }

  /** Play on from where the path stands; from the end, start again. */
  play(): void {
    if (this.#playing || this.#options.signal.aborted) return;
    const again = this.#options.position() >= 1;
    if (reducedMotion()) {
      this.#options.move(again ? 0 : 1);
      this.#options.end?.(this.#options.position());
      return;
    }
    if (again) this.#options.move(0);
    this.#playing = true;
    this.#next();
    this.#options.redraw();
  }

  stop(): void {
    if (!this.#playing) return;
    this.#playing = false;
    cancelAnimationFrame(this.#frame);
    this.#options.end?.(this.#options.position());
    this.#options.redraw();
  }

  /** One step on, or back, to a whole number of steps. */
  step(direction: 1 | -1): void {
    this.stop();
    const { steps = STEPS } = this.#options;
    const place = direction * this.#options.position() * steps;
    const next = clamp((direction * (Math.floor(place + 1e-9) + 1)) / steps, 0, 1);
    this.#options.move(next);
    this.#options.end?.(next);
  }

  /** One step back, play or pause, one step on. */
  template(): TemplateResult {
    const { what = "animation", signal } = this.#options;
    const face = (path: string) =>
      html`<svg class="mathml-sign" viewBox="0 0 12 12" aria-hidden="true"><path d=${path}></path></svg>`;
    return html`<span class="mathml-player" role="group" ${attached(this.#attach)}
      >${button(face("M9 1v10L3 6zM2 1h1v10H2z"), { signal, label: "One step back", press: () => this.step(-1) })}
      ${button(face(this.#playing ? "M2 1h3v10H2zM7 1h3v10H7z" : "M2 1l9 5-9 5z"), {
        signal,
        label: `${this.#playing ? "Pause" : "Play"} ${what}`,
        press: () => this.toggle(),
      })}
      ${button(face("M3 1v10l6-5zM9 1h1v10H9z"), { signal, label: "One step on", press: () => this.step(1) })}</span
    >`;
  }

  /** How fast it plays. */
  speed(): TemplateResult {
    return menu("Speed", {
      signal: this.#options.signal,
      value: this.#speed,
      choices: SPEEDS.map((value) => ({ value, label: `${value}×` })),
      choose: (value) => {
        this.#speed = value;
        this.#options.redraw();
      },
    });
  }

  readonly #attach = (element: Element): void => {
    this.#observer.disconnect();
    if (!this.#options.signal.aborted) this.#observer.observe(element);
  };

  #next(): void {
    this.#last = null;
    cancelAnimationFrame(this.#frame);
    this.#frame = requestAnimationFrame((now) => this.#tick(now));
  }

  #tick(now: number): void {
    if (!this.#playing || !this.#visible) return;
    const { duration = 2500, position, move } = this.#options;
    const elapsed = this.#last === null ? 0 : now - this.#last;
    this.#last = now;
    const next = Math.min(position() + (elapsed * Number(this.#speed)) / duration, 1);
    if (elapsed > 0) move(next);
    if (next >= 1) this.stop();
    else this.#frame = requestAnimationFrame((later) => this.#tick(later));
  }
}

import { html, type TemplateResult } from "lit-html";
import { ref } from "lit-html/directives/ref.js";
import { on } from "./listen";
import { reducedMotion } from "./motion";

export interface PlayerOptions {
  readonly signal: AbortSignal;
  readonly redraw: () => void;
  /** Milliseconds from 0 to 1. */
  readonly duration?: number;
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
  #playing = false;
  #visible = true;
  #frame = 0;
  #last: number | null = null;
  readonly #observer: IntersectionObserver;

  constructor(private readonly options: PlayerOptions) {
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
    if (this.#playing || this.options.signal.aborted) return;
    const again = this.options.position() >= 1;
    if (reducedMotion()) {
      this.options.move(again ? 0 : 1);
      this.options.end?.(this.options.position());
      return;
    }
    if (again) this.options.move(0);
    this.#playing = true;
    this.#next();
    this.options.redraw();
  }

  stop(): void {
    if (!this.#playing) return;
    this.#playing = false;
    cancelAnimationFrame(this.#frame);
    this.options.end?.(this.options.position());
    this.options.redraw();
  }

  template(): TemplateResult {
    const { what = "animation", signal } = this.options;
    const label = `${this.#playing ? "Pause" : "Play"} ${what}`;
    return html`<button
      type="button"
      class="mathml-button mathml-play"
      aria-label=${label}
      title=${label}
      @click=${on<Event>(signal, () => this.toggle())}
      ${ref(this.#attach)}
    >
      <svg viewBox="0 0 12 12" aria-hidden="true">
        <path d=${this.#playing ? "M2 1h3v10H2zM7 1h3v10H7z" : "M2 1l9 5-9 5z"}></path>
      </svg>
    </button>`;
  }

  readonly #attach = (element?: Element): void => {
    this.#observer.disconnect();
    if (element && !this.options.signal.aborted) this.#observer.observe(element);
  };

  #next(): void {
    this.#last = null;
    cancelAnimationFrame(this.#frame);
    this.#frame = requestAnimationFrame((now) => this.#tick(now));
  }

  #tick(now: number): void {
    if (!this.#playing || !this.#visible) return;
    const { duration = 2500, position, move } = this.options;
    const elapsed = this.#last === null ? 0 : now - this.#last;
    this.#last = now;
    const next = Math.min(position() + elapsed / duration, 1);
    if (elapsed > 0) move(next);
    if (next >= 1) this.stop();
    else this.#frame = requestAnimationFrame((later) => this.#tick(later));
  }
}

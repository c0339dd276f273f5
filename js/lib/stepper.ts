import { html, type TemplateResult } from "lit-html";
import { attached } from "./attached";
import { button } from "./bar";
import { clamp } from "./geometry";
import { reducedMotion } from "./motion";
import "./player.css";

/** Milliseconds that a step is looked at. */
const PAUSE = 700;

export interface StepperOptions {
  readonly signal: AbortSignal;
  readonly redraw: () => void;
  /** What is walked through, for the buttons: "the joins". */
  readonly what: string;
  readonly steps: () => number;
}

/** Walks step by step, on, back and by itself, through what the view already has. */
export class Stepper {
  readonly #options: StepperOptions;
  /** The step that was gone to; at the end until then. */
  #at = Infinity;
  #timer: ReturnType<typeof setInterval> | undefined;
  readonly #observer: IntersectionObserver;

  constructor(options: StepperOptions) {
    this.#options = options;
    this.#observer = new IntersectionObserver(([entry]) => {
      if (entry && !entry.isIntersecting) this.stop();
    });
    options.signal.addEventListener("abort", () => {
      clearInterval(this.#timer);
      this.#observer.disconnect();
    });
  }

  /** How many steps have been gone. */
  get at(): number {
    return Math.min(this.#at, this.#options.steps());
  }

  go(step: number): void {
    this.#at = clamp(step, 0, this.#options.steps());
    this.#options.redraw();
  }

  /** One step on or back, by hand. */
  step(direction: 1 | -1): void {
    this.stop();
    this.go(this.at + direction);
  }

  /** Go to the end, wherever it will be. */
  finish(): void {
    this.stop();
    this.#at = Infinity;
    this.#options.redraw();
  }

  toggle(): void {
    if (this.#timer) this.stop();
    else this.play();
  }

  play(): void {
    if (this.#options.signal.aborted) return;
    const { steps } = this.#options;
    if (reducedMotion()) {
      this.go(this.at >= steps() ? 0 : steps());
      return;
    }
    if (this.at >= steps()) this.go(0);
    this.#timer = setInterval(() => {
      this.go(this.at + 1);
      if (this.at >= steps()) this.stop();
    }, PAUSE);
    this.#options.redraw();
  }

  stop(): void {
    if (!this.#timer) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
    this.#options.redraw();
  }

  template(): TemplateResult {
    const { signal, what, steps } = this.#options;
    const playing = this.#timer ? "Pause" : "Play";
    return html`<span class="mathml-player" role="group" aria-label="Steps through ${what}" ${attached(this.#attach)}
      >${button("‹", { signal, label: "One step back", disabled: this.at <= 0, press: () => this.step(-1) })}
      ${button(playing, { signal, label: `${playing} ${what}`, press: () => this.toggle() })}
      ${button("›", { signal, label: "One step on", disabled: this.at >= steps(), press: () => this.step(1) })}
      <span class="mathml-step-count">${this.at} of ${steps()}</span></span
    >`;
  }

  readonly #attach = (element: Element): void => {
    this.#observer.disconnect();
    if (!this.#options.signal.aborted) this.#observer.observe(element);
  };
}

import { html, type TemplateResult } from "lit-html";
import { attached } from "./attached";

/** Several sentences within this time are one: the last. */
const PAUSE = 150;

/** The one polite live region of a view. Say a value when a gesture ends, not on the way. */
export class Announcer {
  #region: HTMLElement | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly signal: AbortSignal) {
    signal.addEventListener("abort", () => clearTimeout(this.#timer), { once: true });
  }

  say(sentence: string): void {
    clearTimeout(this.#timer);
    if (this.signal.aborted) return;
    this.#timer = setTimeout(() => {
      if (!this.#region) return;
      // A screen reader passes over text that has not changed; a space that cannot be heard makes it new.
      const same = this.#region.textContent === sentence;
      this.#region.textContent = same ? `${sentence}\u00a0` : sentence;
    }, PAUSE);
  }

  template(): TemplateResult {
    return html`<div class="mathml-visually-hidden" role="status" aria-live="polite" ${attached(this.#attach)}></div>`;
  }

  readonly #attach = (element: Element): void => {
    this.#region = element as HTMLElement;
  };
}

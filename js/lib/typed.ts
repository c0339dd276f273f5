import { html, nothing, type TemplateResult } from "lit-html";
import { hears } from "./attached";
import { claim } from "./listen";
import "./input.css";
import "./field.css";

export interface TypedOptions {
  readonly signal: AbortSignal;
  readonly redraw: () => void;
  readonly name: string;
  /** What a screen reader calls it. */
  readonly label: string;
  readonly value: () => string;
  /** A text was committed; `done` hears why it was refused, or null. */
  readonly enter: (text: string, done: (refusal: string | null) => void) => void;
  readonly locked?: () => boolean;
}

/** A line of text that Python reads, such as an expression. Enter commits it, Escape returns to what was there. */
export class Typed {
  readonly #options: TypedOptions;
  readonly signal: AbortSignal;
  #draft: string | null = null;
  #error = "";

  constructor(options: TypedOptions) {
    this.#options = options;
    this.signal = options.signal;
  }

  template(): TemplateResult {
    const { name, label, value, locked } = this.#options;
    const error = `${name}-error`;
    return html`<span class="mathml-field mathml-typed" data-name=${name}
      ><input
        type="text"
        spellcheck="false"
        autocomplete="off"
        aria-label=${label}
        aria-invalid=${this.#error ? "true" : nothing}
        aria-errormessage=${this.#error ? error : nothing}
        ?readonly=${locked?.() ?? false}
        .value=${this.#draft ?? value()}
        ${hears(this, "input keydown change")} />${
          this.#error
            ? html`<span class="mathml-field-error" id=${error} role="alert">${this.#error}</span>`
            : nothing
        }</span
    >`;
  }

  handleEvent(event: Event): void {
    const input = event.target as HTMLInputElement;
    if (event.type === "input") this.#draft = input.value;
    else if (event.type === "change") this.#commit();
    else this.#press(event as KeyboardEvent);
  }

  #press(event: KeyboardEvent): void {
    event.stopPropagation();
    if (event.key === "Enter") {
      claim(event);
      this.#commit();
    } else if (event.key === "Escape") {
      claim(event);
      this.#settle("");
    }
  }

  #commit(): void {
    const text = this.#draft;
    if (text === null || text === this.#options.value()) {
      this.#settle("");
      return;
    }
    this.#options.enter(text, (refusal) => {
      if (refusal) this.#error = refusal;
      else this.#settle("");
      this.#options.redraw();
    });
  }

  #settle(error: string): void {
    this.#draft = null;
    this.#error = error;
    this.#options.redraw();
  }
}

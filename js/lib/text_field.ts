import { html, nothing, type TemplateResult } from "lit-html";
import { hears } from "./attached";
import { type Gestures, Hold } from "./gesture";

export interface TextFieldOptions {
  readonly signal: AbortSignal;
  readonly gestures: Gestures;
  readonly redraw: () => void;
  /** What `held` says while the reader types. */
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  /** So many characters are taken. */
  readonly longest: number;
  readonly value: () => string;
  /** Called with every change; all of them until the field is left are one step of undo. */
  readonly set: (text: string) => void;
  readonly rows?: number;
  readonly disabled?: () => boolean;
}

/** A field for text that the picture follows while it is typed. */
export class TextField {
  readonly #options: TextFieldOptions;
  readonly signal: AbortSignal;
  readonly #hold: Hold<null>;
  readonly #id = `mathml-field-${Math.random().toString(36).slice(2)}`;
  /** What stands in the field until it is left. */
  #draft: string | null = null;
  /** Why that cannot be taken. */
  #why = "";

  constructor(options: TextFieldOptions) {
    this.#options = options;
    this.signal = options.signal;
    this.#hold = new Hold(options.gestures, options.name, { move: () => {} });
  }

  template(): TemplateResult {
    const { label, hint, value, rows = 2, disabled } = this.#options;
    const why = this.#why;
    return html`<label class="mathml-text-field"
      ><span class="mathml-menu-label">${label}</span
      ><textarea
        rows=${rows}
        spellcheck="false"
        autocomplete="off"
        placeholder=${hint ?? nothing}
        ?readonly=${Boolean(disabled?.())}
        aria-invalid=${why ? "true" : nothing}
        aria-describedby=${why ? this.#id : nothing}
        .value=${this.#draft ?? value()}
        ${hears(this, "beforeinput input change blur keydown keyup pointerdown")}
      ></textarea>${why ? html`<span class="mathml-field-refusal" role="alert" id=${this.#id}>${why}</span>` : nothing}</label
    >`;
  }

  handleEvent(event: Event): void {
    event.stopPropagation();
    if (event.type === "beforeinput") this.#weigh(event as InputEvent);
    else if (event.type === "input") this.#type(event.currentTarget as HTMLTextAreaElement);
    else if (event.type === "change" || event.type === "blur") this.#leave();
  }

  /** Turn away what is too long before the browser lays it out: ten megabytes of it would cost gigabytes. */
  #weigh(event: InputEvent): void {
    const field = event.currentTarget as HTMLTextAreaElement;
    const added = event.data ?? event.dataTransfer?.getData("text/plain") ?? "";
    const replaced = field.selectionEnd - field.selectionStart;
    if (!this.#refuses(field.value.length + added.length - replaced)) return;
    event.preventDefault();
    this.#draft = field.value;
    this.#options.redraw();
  }

  #refuses(length: number): boolean {
    const { longest, label } = this.#options;
    if (length <= longest) return false;
    const [most, got] = [longest, length].map((one) => one.toLocaleString("en"));
    this.#why = `${label} takes at most ${most} characters, this would have ${got}.`;
    return true;
  }

  #type(field: HTMLTextAreaElement): void {
    const { longest, set, redraw, disabled } = this.#options;
    if (disabled?.()) return;
    const { value } = field;
    this.#draft = value.slice(0, longest);
    if (this.#refuses(value.length)) {
      redraw();
      return;
    }
    this.#why = "";
    this.#hold.begin(null, field);
    set(value);
  }

  #leave(): void {
    this.#hold.end();
    this.#draft = null;
    this.#why = "";
    this.#options.redraw();
  }
}

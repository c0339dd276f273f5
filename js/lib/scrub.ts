import { html, nothing, type TemplateResult } from "lit-html";
import { attached, hears, KEYS, POINTER } from "./attached";
import { clamp } from "./geometry";
import { type GestureCallbacks, type Gestures, Hold } from "./gesture";
import { CLICK, Grip } from "./grip";
import { claim, on } from "./listen";
import { number } from "./number";
import { signOf } from "./steps";
import "./input.css";
import "./field.css";
import "./scrub.css";

/** An arrow key is worth this many pixels of dragging. */
const PIXELS_PER_STEP = 10;

/** What Shift multiplies by, and Alt divides by. */
const MODIFIED = 10;

export interface ScrubOptions extends GestureCallbacks<number> {
  readonly signal: AbortSignal;
  readonly gestures: Gestures;
  readonly redraw: () => void;
  /** What `held` says while this number is under the finger. */
  readonly name: string;
  /** What a screen reader calls it. */
  readonly label: string;
  readonly value: () => number;
  readonly digits: () => number;
  /** What an arrow key adds; ten pixels of dragging add as much. */
  readonly step?: number;
  readonly low?: number;
  readonly high?: number;
  /** The text to edit, where it says more than the number does, such as `1/3`. */
  readonly text?: () => string;
  /** Typed text was committed. Answer with `accept` or `refuse`. */
  readonly enter: (text: string) => void;
  readonly locked?: () => boolean;
}

interface Editing {
  readonly first: string;
  error: string;
  /** Committed, and not answered yet. */
  pending: boolean;
}

/** A number in the page that can be scrubbed sideways, stepped by keys, and typed. */
export class Scrub {
  readonly #options: ScrubOptions;
  readonly signal: AbortSignal;
  readonly #hold: Hold<number>;
  readonly #errorId = `mathml-error-${Math.random().toString(36).slice(2)}`;
  readonly #grip: Grip;
  /** How far sideways the pointer has been turned into steps. */
  #counted = 0;
  /** Whether it has moved enough to be no click. */
  #moved = false;
  /** Where dragging has got to, beyond the bounds too, so that the way back is as long as the way out. */
  #reached = 0;
  #editing: Editing | null = null;
  #input: HTMLInputElement | null = null;
  #focusNext = false;

  constructor(options: ScrubOptions) {
    this.#options = options;
    this.signal = options.signal;
    this.#hold = new Hold(options.gestures, options.name, options);
    this.#grip = new Grip({
      pointer: ({ clientX }) => [clientX, 0],
      take: ([x]) => {
        this.#counted = x;
        this.#moved = false;
      },
      move: ([x], far, event) => this.#drag(x, far, event),
      drop: (meant) => {
        if (meant && !this.#moved) this.#open(this.#wording());
        else this.#hold.end();
      },
    });
  }

  get editing(): boolean {
    return this.#editing !== null;
  }

  /** The typed text was understood: close the field. */
  accept(): void {
    this.#close();
  }

  /** The typed text was not understood: keep the field open and say why. */
  refuse(reason: string): void {
    if (!this.#editing) return;
    this.#editing.error = reason;
    this.#editing.pending = false;
    this.#options.redraw();
  }

  template(): TemplateResult {
    return this.#editing ? this.#field(this.#editing) : this.#number();
  }

  #number(): TemplateResult {
    const { value, digits, label, low, high, name, locked } = this.#options;
    const text = number(value(), digits());
    if (locked?.())
      return html`<span class="mathml-locked-number" data-name=${name}>${text}</span>`;
    return html`<span
      class="mathml-scrub"
      role="spinbutton"
      tabindex="0"
      aria-label=${label}
      aria-valuenow=${Number.isFinite(value()) ? value() : nothing}
      aria-valuetext=${text}
      aria-valuemin=${low ?? nothing}
      aria-valuemax=${high ?? nothing}
      data-name=${name}
      data-held=${this.#hold.active || nothing}
      ${hears(this, POINTER, KEYS, "contextmenu")}
      ${attached(this.#shown)}
      >${text}</span
    >`;
  }

  #field(editing: Editing): TemplateResult {
    const { label, name } = this.#options;
    return html`<span class="mathml-field"
      ><input
        type="text"
        autocomplete="off"
        spellcheck="false"
        aria-label=${label}
        aria-invalid=${editing.error ? "true" : nothing}
        aria-describedby=${editing.error ? this.#errorId : nothing}
        aria-busy=${editing.pending ? "true" : nothing}
        data-name=${name}
        value=${editing.first}
        @pointerdown=${on<Event>(this.signal, (event) => event.stopPropagation())}
        @keydown=${on<KeyboardEvent>(this.signal, (event) => this.#type(event))}
        @blur=${on<Event>(this.signal, () => this.#leave())}
        ${attached(this.#opened)} />${
          editing.error
            ? html`<span class="mathml-field-error" role="alert" id=${this.#errorId}>${editing.error}</span>`
            : nothing
        }</span
    >`;
  }

  handleEvent(event: Event): void {
    if (this.#grip.handle(event)) return;
    // By type: an event of a picture-in-picture window is no instance of this window's classes.
    if (event.type === "keydown") this.#press(event as KeyboardEvent);
    else if (!this.#grip.held) this.#hold.end();
    // A long press of a finger is a hold, not a wish for a menu.
    else if (event.type === "contextmenu") event.preventDefault();
  }

  #drag(x: number, far: number, event: PointerEvent): void {
    if (!this.#moved) {
      if (far < CLICK) return;
      this.#moved = true;
      this.#begin(event);
    }
    // Whole pixels only: each adds the same decimal amount, at the rate of the moment, so nothing jumps when a key changes it.
    const pixels = Math.trunc(x - this.#counted);
    this.#counted += pixels;
    if (pixels) this.#add((pixels * this.#stepFor(event)) / PIXELS_PER_STEP);
  }

  #press(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey) return;
    const direction = signOf(event);
    const page = { PageUp: MODIFIED, PageDown: -MODIFIED }[event.key];
    if (direction) this.#step(event, direction * this.#stepFor(event));
    else if (page) this.#step(event, page * (this.#options.step ?? 0.1));
    else if (event.key === "Enter" || event.key === "F2") {
      claim(event);
      this.#open(this.#wording());
    } else if (/^[-0-9]$/.test(event.key)) {
      claim(event);
      this.#open(event.key);
    } else if (event.key === "Escape" && this.#hold.active) {
      claim(event);
      this.#hold.cancel();
    }
  }

  #step(event: Event, amount: number): void {
    claim(event);
    if (this.#grip.held) return;
    if (!this.#hold.active) this.#begin(event);
    this.#add(amount);
    this.#reached = this.#bounded(this.#reached);
  }

  #begin(event: Event): void {
    this.#reached = this.#options.value();
    this.#hold.begin(this.#reached, event.currentTarget as Element);
  }

  #stepFor(event: { shiftKey: boolean; altKey: boolean }): number {
    const { step = 0.1 } = this.#options;
    return event.shiftKey ? step * MODIFIED : event.altKey ? step / MODIFIED : step;
  }

  #add(amount: number): void {
    // Twelve digits keep what was asked for and drop what binary fractions add to it.
    this.#reached = Number((this.#reached + amount).toPrecision(12));
    const next = this.#bounded(this.#reached);
    if (next !== this.#options.value()) this.#hold.move(next);
  }

  #bounded(value: number): number {
    return clamp(value, this.#options.low ?? -Infinity, this.#options.high ?? Infinity);
  }

  #wording(): string {
    return this.#options.text?.() ?? String(this.#options.value());
  }

  #open(first: string): void {
    this.#hold.end();
    this.#editing = { first, error: "", pending: false };
    this.#options.redraw();
  }

  #close(): void {
    if (!this.#editing) return;
    this.#focusNext = this.#input?.matches(":focus") ?? false;
    this.#editing = null;
    this.#options.redraw();
  }

  #commit(text: string): void {
    if (!this.#editing || this.#editing.pending) return;
    this.#editing.pending = true;
    this.#editing.error = "";
    this.#options.redraw();
    this.#options.enter(text);
  }

  #type(event: KeyboardEvent): void {
    event.stopPropagation();
    if (event.key === "Enter") this.#commit((event.currentTarget as HTMLInputElement).value);
    else if (event.key === "Escape") this.#close();
    else return;
    event.preventDefault();
  }

  /** The field lost the focus: what was typed counts, unless it has already been refused. */
  #leave(): void {
    if (!this.#editing || !this.#input || this.#editing.pending) return;
    const { error, first } = this.#editing;
    if (error || this.#input.value === first) this.#close();
    else this.#commit(this.#input.value);
  }

  // Lit calls these while the element is not yet on the page, where it cannot take the focus.
  readonly #opened = (element: Element): void => {
    const input = element as HTMLInputElement;
    this.#input = input;
    const whole = this.#editing?.first === this.#wording();
    queueMicrotask(() => {
      input.focus({ preventScroll: true });
      input.setSelectionRange(whole ? 0 : input.value.length, input.value.length);
    });
  };

  readonly #shown = (element: Element): void => {
    if (!this.#focusNext) return;
    this.#focusNext = false;
    queueMicrotask(() => (element as HTMLElement).focus({ preventScroll: true }));
  };
}

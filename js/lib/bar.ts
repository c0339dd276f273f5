import { html, nothing, type TemplateResult } from "lit-html";
import { on } from "./listen";
import "./bar.css";

export interface ButtonOptions {
  readonly signal: AbortSignal;
  readonly press: () => void;
  /** What it does, where the face is only a sign. */
  readonly label?: string;
  /** Why or that it cannot be pressed now. It can still be focused and read. */
  readonly disabled?: boolean;
}

/** A push button with `face` on it. */
export function button(face: unknown, options: ButtonOptions): TemplateResult {
  return push("mathml-button", face, options);
}

export interface ChipOptions extends ButtonOptions {
  readonly pressed: boolean;
}

/** A chip that shows or hides a layer of the picture. */
export function chip(face: unknown, options: ChipOptions): TemplateResult {
  return push("mathml-chip", face, options, String(options.pressed));
}

function push(kind: string, face: unknown, options: ButtonOptions, pressed?: string) {
  const { signal, press, label, disabled } = options;
  return html`<button
    type="button"
    class=${kind}
    aria-pressed=${pressed ?? nothing}
    aria-label=${label ?? nothing}
    title=${label ?? nothing}
    aria-disabled=${disabled ? "true" : nothing}
    @click=${on<Event>(signal, () => disabled || press())}
    >${face}</button
  >`;
}

export interface Choice<T extends string> {
  readonly value: T;
  readonly label: string;
}

export interface MenuOptions<T extends string> {
  readonly signal: AbortSignal;
  readonly value: T;
  readonly choices: readonly Choice<T>[];
  readonly choose: (value: T) => void;
  readonly disabled?: boolean;
}

/** A menu on the browser's own list box: its keys, its screen reader support, its touch wheel. */
export function menu<T extends string>(label: string, options: MenuOptions<T>): TemplateResult {
  const { signal, value, choices, choose, disabled } = options;
  const keep = on<Event>(signal, (event) => {
    // A disabled list box could not be focused; this one can, and does not open.
    const leaves = event.type === "keydown" && (event as KeyboardEvent).key === "Tab";
    if (disabled && !leaves) event.preventDefault();
    event.stopPropagation();
  });
  return html`<label class="mathml-menu"
    ><span class="mathml-menu-label">${label}:</span
    ><select
      aria-disabled=${disabled ? "true" : nothing}
      @change=${on<Event>(signal, (event) => choose((event.target as HTMLSelectElement).value as T))}
      @keydown=${keep}
      @mousedown=${keep}
      >${choices.map(
        (choice) =>
          html`<option value=${choice.value} .selected=${choice.value === value}>${choice.label}</option>`,
      )}</select
    ></label
  >`;
}

export interface HistoryOptions {
  readonly signal: AbortSignal;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  readonly canReset: boolean;
  readonly undo: () => void;
  readonly redo: () => void;
  readonly reset: () => void;
}

/** Undo, redo and Reset. */
export function historyButtons(options: HistoryOptions): TemplateResult {
  const { signal, canUndo, canRedo, canReset, undo, redo, reset } = options;
  return html`${button("↶", { signal, press: undo, label: "Undo", disabled: !canUndo })}
  ${button("↷", { signal, press: redo, label: "Redo", disabled: !canRedo })}
  ${button("Reset", { signal, press: reset, disabled: !canReset })}`;
}

/** The thin bar above the picture: what one chooses on the left, what one does on the right. */
export function bar(left: unknown, right: unknown): TemplateResult {
  return html`<div class="mathml-bar" role="group" aria-label="Controls">
    <div class="mathml-bar-side">${left}</div>
    <div class="mathml-bar-side">${right}</div>
  </div>`;
}

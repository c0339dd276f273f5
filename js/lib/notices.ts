import { html, nothing, type TemplateResult } from "lit-html";
import "./notices.css";

export interface Notice {
  /** What it speaks of: the colour of its edge. */
  readonly about: "answer" | "second" | "third" | "ghost";
  readonly text: unknown;
}

/** The one place under the readouts where the view speaks in sentences; the error comes first and is read out. */
export function notices(list: readonly Notice[], error?: string): TemplateResult {
  return html`<div class="mathml-notices">
    <div role="alert" class="mathml-error">${error ? html`<p class="mathml-notice">${error}</p>` : nothing}</div>
    ${list.map(({ about, text }) => html`<p class="mathml-notice mathml-${about}">${text}</p>`)}
  </div>`;
}

/** Whether the numbers are those of the kernel, and since when not: "kernel busy, numbers from 1.2 s ago". */
export function badge(text: string | null): TemplateResult {
  return html`<p class="mathml-badge" role="status" ?hidden=${!text}>${text ?? ""}</p>`;
}

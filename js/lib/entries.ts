import { html, type TemplateResult } from "lit-html";
import "./formula.css";

/**
 * A formula with controls in it, in a line.
 *
 * A `math` element may hold no controls: assistive technology takes its content as one thing. So formulas and controls stand
 * side by side here, in the type of a formula.
 */
export function equation(...parts: readonly unknown[]): TemplateResult {
  return html`<div class="mathml-equation">${parts}</div>`;
}

/** A matrix whose entries are controls, such as scrubbable numbers, between the brackets of a formula's matrix. */
export function entries(
  rows: readonly (readonly unknown[])[],
  { label }: { readonly label: string },
): TemplateResult {
  return html`<span
    class="mathml-matrix mathml-entries"
    role="group"
    aria-label=${label}
    style="--mathml-columns: ${rows[0]?.length ?? 1}"
    >${rows.map((cells) => cells.map((cell) => html`<span>${cell}</span>`))}</span
  >`;
}

import { html, nothing, type TemplateResult } from "lit-html";
import "./layout.css";

export interface Layout {
  /** The thin bar above; see `bar`. */
  readonly bar?: unknown;
  readonly picture: unknown;
  /** What the eye needs next to the picture. */
  readonly side?: unknown;
  /** Controls below. */
  readonly foot?: unknown;
}

/** The parts of a view in their places: picture left, side right, stacked where the view is narrow. */
export function layout({ bar, picture, side, foot }: Layout): TemplateResult {
  return html`<div class="mathml-layout">
    ${bar ?? nothing}
    <div class="mathml-body">
      ${picture}
      <div class="mathml-side">${side ?? nothing}</div>
    </div>
    ${foot ? html`<div class="mathml-foot">${foot}</div>` : nothing}
  </div>`;
}

import { html, nothing, type TemplateResult } from "lit-html";

interface Row {
  readonly name?: string;
  /** The first cell names the row. */
  readonly cells: readonly string[];
  readonly now?: boolean;
}

/** A table of what is said in small: its first column names the rows. */
export function listing(heads: readonly string[], rows: readonly Row[]): TemplateResult {
  return html`<table class="mathml-readouts mathml-list">
    <thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead>
    <tbody>${rows.map(
      ({ name, cells: [title, ...cells], now }) =>
        html`<tr data-name=${name ?? nothing} data-now=${now || nothing}><th scope="row">${title}</th>${cells.map((cell) => html`<td>${cell}</td>`)}</tr>`,
    )}</tbody>
  </table>`;
}

import { html, nothing, type TemplateResult } from "lit-html";
import "./readouts.css";

export interface Readout {
  /** Tells the row from others over time. */
  readonly id: string;
  readonly name: unknown;
  readonly exact?: string;
  /** What NumPy says. */
  readonly numeric?: string;
  /** An estimate with its error, "0.51 ± 0.02". */
  readonly simulated?: string;
  /** What to say where there is no number at all: why. */
  readonly reason?: string;
  readonly unit?: string;
  /** The class that gives the colour of the object that it measures. */
  readonly colour?: string;
  /** One of the few that stay in present mode. */
  readonly main?: boolean;
  /** One of those that are folded away until the reader asks for them. */
  readonly detail?: boolean;
}

const COLUMNS = ["exact", "numeric", "simulated"] as const;
type Column = (typeof COLUMNS)[number];
const HEADS: Readonly<Record<Column, string>> = {
  exact: "exact",
  numeric: "NumPy",
  simulated: "simulated",
};

interface Seen {
  readonly text: string;
  /** How often this number has changed: an animation starts anew when it becomes odd or even. */
  readonly changes: number;
}

/** The table of numbers. It remembers them, so that those that changed glow once when the hand lets go. */
export class Readouts {
  #seen = new Map<string, Seen>();

  /** `holding` says whether a hand is on something: then nothing glows. */
  template(rows: readonly Readout[], holding: boolean): TemplateResult {
    if (!holding) this.#look(rows);
    const folded = rows.filter((row) => row.detail);
    return html`${this.#table(rows.filter((row) => !row.detail))}
    ${
      folded.length
        ? html`<details class="mathml-more"><summary>More numbers</summary>${this.#table(folded)}</details>`
        : nothing
    }`;
  }

  #table(rows: readonly Readout[]): TemplateResult {
    const columns = COLUMNS.filter((column) => rows.some((row) => row[column] !== undefined));
    return html`<table class="mathml-readouts">
      <thead>
        <tr>
          <td></td>
          ${columns.map((column) => html`<th scope="col">${HEADS[column]}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          (row) => html`<tr ?data-main=${row.main ?? false} data-name=${row.id}>
            <th scope="row" class=${row.colour ?? nothing}>
              ${row.name}${row.unit ? html` <span class="mathml-unit">${row.unit}</span>` : nothing}
            </th>
            ${
              row.reason === undefined
                ? columns.map((column) => this.#cell(row, column))
                : html`<td class="mathml-reason" colspan=${columns.length}>${row.reason}</td>`
            }
          </tr>`,
        )}
      </tbody>
    </table>`;
  }

  #cell(row: Readout, column: Column): TemplateResult {
    const text = row[column] ?? "";
    const changes = text === "" ? 0 : (this.#seen.get(`${row.id} ${column}`)?.changes ?? 0);
    return html`<td
      class="mathml-${column}"
      data-glow=${changes === 0 ? nothing : changes % 2 ? "odd" : "even"}
      >${text}</td
    >`;
  }

  #look(rows: readonly Readout[]): void {
    const seen = new Map<string, Seen>();
    for (const row of rows) {
      for (const column of COLUMNS) {
        const [key, text] = [`${row.id} ${column}`, row[column] ?? ""];
        const before = this.#seen.get(key);
        const changed = before !== undefined && before.text !== text && text !== "";
        seen.set(key, { text, changes: (before?.changes ?? 0) + (changed ? 1 : 0) });
      }
    }
    this.#seen = seen;
  }
}

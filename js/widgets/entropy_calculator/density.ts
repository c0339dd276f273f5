/** The entropy of a density, which may be negative. */
import { html, nothing, svg, type TemplateResult } from "lit-html";
import { array, type NDArray } from "../../lib/array";
import { level, upright, within } from "../../lib/chart";
import { line, text, through } from "../../lib/marks";
import { number } from "../../lib/number";
import type { Scrub } from "../../lib/scrub";
import { Settling } from "../../lib/settling";
import type { Desk, Pane } from "./desk";

export class Density implements Pane {
  readonly title = "A density, and what each place adds to its entropy";
  readonly #range: Settling;
  readonly #parameters: readonly Scrub[];
  readonly #neighbors: Scrub;
  readonly #size: Scrub;

  constructor(private readonly desk: Desk) {
    const { link } = desk;
    this.#range = new Settling(desk);
    const parameters = () => Array.from(link.get<NDArray>("family_parameters").data);
    this.#parameters = [0, 1].map((index) =>
      desk.scrub(`parameter ${index}`, `Parameter ${index + 1}`, {
        trait: "family_parameters",
        index,
        step: 0.1,
        value: () => parameters()[index] ?? 0,
        digits: () => 2,
        move: (value) =>
          link.set({ family_parameters: array(parameters().with(index, value), [2]) }),
      }),
    );
    this.#neighbors = desk.scrub("neighbors", "Neighbours", { low: 1, high: 100 });
    this.#size = desk.scrub("n_samples", "Sample size", { low: 1, high: 1e9, step: 100 });
  }

  picture(): TemplateResult {
    const { desk } = this;
    const { em } = desk;
    const rows = desk.rows("density_curve").filter((row) => row.every(Number.isFinite));
    const curve = (column: number) =>
      rows.map((row) => [row[0] as number, row[column] as number] as const);
    const [density, parts] = [curve(1), curve(2)];
    const [first = 0, last = 1] = [rows[0]?.[0], rows.at(-1)?.[0]];
    const chart = desk.chart(this.#range, [...density, ...parts], [first, last]);
    const { left, right } = chart.box;
    const entropy = desk.masks("differential_entropy")
      ? "?"
      : desk.measured(desk.get<number>("differential_entropy"));
    const filled = through(chart.pixels([[first, 0], ...parts, [last, 0]]));
    return svg`${upright(chart, em)}${level(chart, "x", em)}
      ${text(8, em, "– – density f", "mathml-label mathml-second", "start")}
      ${text(right, em, `f log 1/f: ${entropy}`, "mathml-label mathml-answer", "end")}
      <path class="mathml-zero" d="M${left} ${chart.toY(0)}H${right}"></path>
      ${within(
        chart,
        `${desk.id}-clip`,
        svg`<path class="mathml-area mathml-answer" data-name="contribution" d=${filled}></path>
          ${line(through(chart.pixels(parts)), "mathml-answer")}
          ${line(through(chart.pixels(density)), "mathml-second", "density", true)}`,
      )}`;
  }

  foot(): TemplateResult {
    const { desk } = this;
    const label = (said: string) => html`<span class="mathml-menu-label">${said}</span>`;
    const names = desk.get<string[]>("parameter_names");
    return html`${desk.bench.pick("Family", "family")}
      ${names.map((name, index) =>
        this.#parameters[index]
          ? html`${label(name.replaceAll("_", " "))}${this.#parameters[index].template()}`
          : nothing,
      )}
      ${label("neighbours")}${this.#neighbors.template()}
      ${
        desk.get("measurements") === null
          ? html`${label("sample")}${this.#size.template()} ${desk.again()}`
          : label(`${number(desk.get<number>("n_measured"), 0)} measurements of yours`)
      }`;
  }
}

/** What a sample says of the entropy: four estimates with their intervals, and the truth where it is known. */
import { html, nothing, svg, type TemplateResult } from "lit-html";
import { Chart, level } from "../../lib/chart";
import { dot, line, text } from "../../lib/marks";
import { number } from "../../lib/number";
import type { Scrub } from "../../lib/scrub";
import { Settling } from "../../lib/settling";
import type { Slider } from "../../lib/slider";
import type { Desk, Pane } from "./desk";

const NAMES = ["plug_in", "miller_madow", "jackknife", "laplace"] as const;
const TITLES = ["Plug-in", "Miller-Madow", "Jackknife", "Laplace"] as const;

export class Estimates implements Pane {
  readonly title = "Estimates of the entropy with 95 % intervals";
  readonly #size: Slider;
  readonly #pseudocount: Scrub;
  readonly #range: Settling;

  constructor(private readonly desk: Desk) {
    const { link, bench } = desk;
    this.#range = new Settling(desk);
    this.#size = bench.slider("n_samples", "Sample size", {
      low: 1,
      high: 1_000_000,
      log: true,
      text: (value) => `${number(Math.round(value), 0)} draws`,
      move: (value) =>
        link.set({ n_samples: Math.max(1, Math.round(Number(value.toPrecision(2)))) }),
    });
    this.#pseudocount = desk.scrub("pseudocount", "Laplace’s pseudocount", {
      low: 0,
      step: 0.1,
      digits: () => 2,
      move: (pseudocount) => link.set({ pseudocount }),
    });
  }

  picture(): TemplateResult {
    const { desk } = this;
    const { sheet, em } = desk;
    const estimates = desk.numbers("estimates");
    const intervals = desk.rows("estimate_intervals");
    const truth = desk.get<number | null>("true_entropy");
    const row = 3 * em;
    const narrow = sheet.width < 26 * em;
    const frame = {
      left: narrow ? 16 : 8.2 * em,
      top: 2.4 * em,
      right: sheet.width - 16,
      bottom: 2.4 * em + NAMES.length * row,
    };
    sheet.height = Math.round(frame.bottom + 3.4 * em);
    const seen = [...estimates, ...intervals.flat(), truth ?? Number.NaN].filter(Number.isFinite);
    const [low, high] = seen.length ? [Math.min(...seen), Math.max(...seen)] : [0, 1];
    const margin = (high - low) * 0.1 || 0.1;
    const [from = 0, to = 1] = this.#range.to([low - margin, high + margin]);
    const chart = new Chart(frame, [from, to]);
    const main = NAMES.indexOf(desk.get<(typeof NAMES)[number]>("estimator"));
    return svg`${level(chart, `entropy (${desk.unit})`, em)}
      ${truth === null ? nothing : this.#truth(chart, truth)}
      ${NAMES.map((name, index) => {
        const y = frame.top + (index + 0.5) * row;
        const [start = Number.NaN, end = Number.NaN] = intervals[index] ?? [];
        const at = estimates[index] ?? Number.NaN;
        const [a, b] = [chart.toX(start), chart.toX(end)];
        const label = narrow
          ? ([16, y - 0.95 * em, "start"] as const)
          : ([frame.left - 12, y, "end"] as const);
        const whisker = `M${a} ${y}H${b}M${a} ${y - 5}v10M${b} ${y - 5}v10`;
        return svg`<g class="mathml-estimate" data-name=${name} data-main=${index === main || nothing}>
          ${text(label[0], label[1], TITLES[index] ?? name, "mathml-label mathml-on", label[2])}
          ${Number.isFinite(a + b) ? line(whisker, "mathml-answer") : nothing}
          ${Number.isFinite(at) ? dot(chart.toX(at), y, "mathml-answer", index === main ? 6 : 4.5) : nothing}</g>`;
      })}`;
  }

  #truth(chart: Chart, truth: number): TemplateResult {
    const { em, sheet } = this.desk;
    const said = `– – truth ${this.desk.measured(truth)}`;
    const half = (said.length * 0.62 * em) / 2 + 4;
    const x = chart.toX(truth);
    const { top, bottom } = chart.box;
    return svg`${line(`M${x} ${top - 4}V${bottom}`, "mathml-third", "truth", true)}
      ${text(Math.min(Math.max(x, half), sheet.width - half), 1.1 * em, said, "mathml-label mathml-third")}`;
  }

  foot(): TemplateResult {
    const { desk } = this;
    const observed = desk.get<number | null>("observations");
    return html`${desk.bench.pick("Main", "estimator")}
      ${
        observed === null
          ? html`${this.#size.template()}
            <span class="mathml-step-count">${number(desk.get<number>("n_samples"), 0)}</span> ${desk.again()}`
          : html`<span class="mathml-menu-label">${number(observed, 0)} observations of yours: nobody knows the truth</span>`
      }
      <span class="mathml-menu-label">Pseudocount</span>${this.#pseudocount.template()}`;
  }
}

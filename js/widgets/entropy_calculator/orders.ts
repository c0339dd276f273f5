/** Entropies of other orders: from counting outcomes to seeing the likeliest alone. */
import { html, svg, type TemplateResult } from "lit-html";
import { Chart, level, upright } from "../../lib/chart";
import { Knob } from "../../lib/knob";
import { dot, line, text, through } from "../../lib/marks";
import { number } from "../../lib/number";
import type { Scrub } from "../../lib/scrub";
import { Settling } from "../../lib/settling";
import type { Desk, Pane } from "./desk";

const HIGHEST = 5;

export class Orders implements Pane {
  readonly title = "Rényi and Tsallis entropy by their order";
  readonly #knob: Knob;
  readonly #scrub: Scrub;
  readonly #range: Settling;
  #chart = new Chart({ left: 0, top: 0, right: 1, bottom: 1 });

  constructor(private readonly desk: Desk) {
    const { link, bench, sheet } = desk;
    this.#range = new Settling(desk);
    const order = {
      low: 0,
      step: 0.05,
      locked: () => bench.locks("order"),
      move: (next: number) => link.set({ order: next }),
      end: () => bench.announcer.say(`Order ${number(link.get<number>("order"), 2)}`),
    };
    const value = () => link.get<number>("order");
    this.#scrub = desk.scrub("order", "Order", { ...order, value, high: 100, digits: () => 2 });
    this.#knob = new Knob({
      ...order,
      signal: desk.signal,
      gestures: desk.gestures,
      name: "order",
      label: "Order",
      high: HIGHEST,
      // Higher orders stand at the end.
      value: () => Math.min(value(), HIGHEST),
      home: () => 1,
      pointer: (event) => sheet.pointer(event),
      text: () => `${number(value(), 2)}, Rényi ${desk.measured(link.get("renyi_entropy"))}`,
      place: (at) => [this.#chart.toX(at), this.#chart.toY(this.#renyiAt(at))],
      at: ([x]) => this.#chart.fromX(x),
    });
  }

  /** The curve at an order as it is drawn, so that the ring stays on it while Python computes. */
  #renyiAt(order: number): number {
    const rows = this.desk.rows("order_curves");
    const next = rows.findIndex(([at = 0]) => at >= order);
    const [[to = 0, high = 0] = [], [from = 0, low = 0] = []] = [
      rows.at(next),
      rows[Math.max(next - 1, 0)],
    ];
    return low + (high - low) * (to > from ? (order - from) / (to - from) : 0);
  }

  picture(): TemplateResult {
    const { desk } = this;
    const { em, bench } = desk;
    const rows = desk.rows("order_curves");
    const curve = (column: number) =>
      rows.map((row) => [row[0] as number, row[column] as number] as const);
    const [renyi, tsallis] = [curve(1), curve(2)];
    const chart = desk.chart(this.#range, [...renyi, ...tsallis], [0, HIGHEST]);
    this.#chart = chart;
    const { left, right } = chart.box;
    const limits = desk.numbers("limits");
    const least = chart.toY(limits[3] ?? 0);
    return svg`${upright(chart, em)}${level(chart, "order", em)}
      ${text(8, em, `Rényi (${desk.unit})`, "mathml-label mathml-answer", "start")}
      ${text(right, em, "– – Tsallis (no unit)", "mathml-label mathml-second", "end")}
      ${line(`M${left} ${least}H${right}`, "mathml-ghost", "limit")}
      ${line(through(chart.pixels(tsallis)), "mathml-second", "tsallis", true)}
      ${line(through(chart.pixels(renyi)), "mathml-answer", "renyi")}
      ${limits.slice(0, 3).map((value, order) => dot(chart.toX(order), chart.toY(value), "mathml-answer"))}
      ${text(right, least + 0.9 * em, `order ∞: ${number(limits[3] ?? 0, bench.digits)}`, "mathml-small", "end")}
      ${this.#knob.template()}`;
  }

  foot(): TemplateResult {
    return html`<span class="mathml-menu-label">Order</span>${this.#scrub.template()}`;
  }
}

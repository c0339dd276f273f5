/** Two variables at once: their table as areas, and their entropies drawn to scale. */
import { nothing, svg, type TemplateResult } from "lit-html";
import { Chart } from "../../lib/chart";
import { fitted, widthOf } from "../../lib/fit";
import { box, text } from "../../lib/marks";
import { type Cell, mosaic } from "../../lib/mosaic";
import { number } from "../../lib/number";
import { Settling } from "../../lib/settling";
import type { Desk, Pane } from "./desk";
import { words } from "./words";

const ALONE = "This source has one variable; a table needs two. Choose a preset that has.";

export class Table implements Pane {
  readonly title =
    "Two variables: each cell as large as its probability, and the entropies to scale";
  readonly #range: Settling;

  constructor(private readonly desk: Desk) {
    this.#range = new Settling(desk);
  }

  picture(): TemplateResult {
    const { desk } = this;
    const { sheet, em } = desk;
    if (!desk.get("joint")) return words(desk, ALONE);
    const rows = desk.get<string[]>("row_labels");
    const columns = desk.get<string[]>("column_labels");
    const [first = "X", second = "Y"] = desk.get<string[]>("variables");
    const cells = mosaic(desk.source().shares, rows.length, columns.length);
    const longest = Math.max(...columns.map((one) => one.length));
    const [left, top, right] = [Math.min(longest * 0.62 + 1, 6) * em, 2 * em, sheet.width - 10];
    const bottom = top + Math.min(Math.max((right - left) * 0.5, 150), 300);
    sheet.height = Math.round(bottom + 12.6 * em);
    const chart = new Chart({ left, top, right, bottom });
    const start = cells[0]?.row;
    return svg`${text(4, 0.9 * em, fitted(`${second} within each ${first}`, right, em), "mathml-small", "start")}
      ${cells.map((cell) => this.#cell(chart, cell, columns.length))}
      ${cells.map((cell) => {
        const [from, to] = [chart.toX(cell.left), chart.toX(cell.right)];
        const y = chart.toY((cell.low + cell.high) / 2);
        const beside = cell.row === start && (cell.high - cell.low) * (bottom - top) > 1.1 * em;
        return svg`${
          beside
            ? text(
                left - 6,
                y,
                fitted(columns[cell.column] ?? "", left - 8, em),
                "mathml-label mathml-on",
                "end",
              )
            : nothing
        }${
          cell.low === 0
            ? text(
                (from + to) / 2,
                bottom + 0.9 * em,
                fitted(rows[cell.row] ?? "", to - from - 4, em),
                "mathml-label mathml-on",
              )
            : nothing
        }`;
      })}
      ${text((left + right) / 2, bottom + 2.2 * em, fitted(first, right - left, em), "mathml-small")}
      ${desk.masks("mutual_information") || desk.masks("joint_entropy") ? nothing : this.#diagram(bottom + 3.8 * em)}`;
  }

  #cell(chart: Chart, { row, column, share, left, right, low, high }: Cell, columns: number) {
    const { em, bench } = this.desk;
    const [x, y] = [chart.toX(left), chart.toY(high)];
    const [end, floor] = [chart.toX(right), chart.toY(low)];
    const said = number(share, bench.digits);
    const fits = end - x > said.length * 0.62 * em + 6 && floor - y > 1.4 * em;
    const strength = 0.1 + (0.45 * column) / Math.max(columns - 1, 1);
    return svg`${box([x, y, end, floor], "mathml-answer mathml-column", `outcome ${row * columns + column}`, strength)}
      ${text((x + end) / 2, (y + floor) / 2, fits ? said : "", "mathml-on")}`;
  }

  /** H(X, Y) over H(X) and H(Y): what they share lies under both. */
  #diagram(top: number): TemplateResult {
    const { desk } = this;
    const { sheet, em } = desk;
    const [x = 0, y = 0] = desk.numbers("marginal_entropies");
    const [xGivenY = 0, yGivenX = 0] = desk.numbers("conditional_entropy");
    const joint = desk.get<number>("joint_entropy");
    const shared = desk.get<number>("mutual_information");
    const [whole = 1] = this.#range.to([Math.max(joint, 1e-9)]);
    const place = (value: number) => 10 + (value / whole) * (sheet.width - 20);
    const bar = (row: number, from: number, length: number, name: string, colour: string) => {
      const [a, b, at] = [place(from), place(from + length), top + row * 2.1 * em];
      const full = `${name} ${desk.measured(length)}`;
      const room = b - a - 6;
      const said = fitted(widthOf(full, em) <= room ? full : name, room, em);
      return svg`${box([a, at, b, at + 1.75 * em], `mathml-strong ${colour}`, name)}
        ${text((a + b) / 2, at + 0.87 * em, said, "mathml-label mathml-on")}`;
    };
    return svg`${bar(0, 0, joint, "H(X, Y)", "mathml-answer")}
      ${bar(1, 0, x, "H(X)", "mathml-second")}
      ${bar(2, joint - y, y, "H(Y)", "mathml-third")}
      ${bar(3, 0, xGivenY, "H(X | Y)", "mathml-second")}
      ${bar(3, xGivenY, shared, "I", "mathml-answer")}
      ${bar(3, joint - yGivenX, yGivenX, "H(Y | X)", "mathml-third")}`;
  }
}

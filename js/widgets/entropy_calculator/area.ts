/** Entropy as an area: each outcome as wide as its probability, as high as its surprise. */
import { nothing, svg, type TemplateResult } from "lit-html";
import { Chart, upright, within } from "../../lib/chart";
import { fitted } from "../../lib/fit";
import { Knob } from "../../lib/knob";
import { box, dot, line, text, through } from "../../lib/marks";
import { partsOf } from "../../lib/nested";
import { number } from "../../lib/number";
import { Settling } from "../../lib/settling";
import { type Edge, edgeOf, shareBefore } from "../../lib/stacked";
import type { Desk, Pane } from "./desk";
import { words } from "./words";

/** A ring lies this far inside its bar, so that neighbours keep apart. */
const INSET = 9;
/** A bar narrower than this has its handle in the list alone. */
const NARROW = 2 * INSET + 4;
/** Bars of fewer pixels do not stretch the axis: what is that rare is cut at the top. */
const VISIBLE = 1.5;
/** The edge that is dragged changes only when the other one is clearly better. */
const CLEARLY = 0.1;
/** More bars than this have no ring of their own. */
const MOST = 40;
/** A narrower bar has no room for a name. */
const NAMED = 6;
/** From here on bars are drawn as one shape. */
const MANY = 400;

export class Area implements Pane {
  readonly title = "Entropy as an area: width probability, height surprise";
  readonly #knobs: Knob[] = [];
  /** Whether a bar is taken by its right edge. */
  readonly #right: boolean[] = [];
  readonly #range: Settling;
  #chart = new Chart({ left: 0, top: 0, right: 1, bottom: 1 });

  constructor(private readonly desk: Desk) {
    this.#range = new Settling(desk);
  }

  picture(): TemplateResult {
    const { desk } = this;
    const { sheet, em, bench } = desk;
    if (desk.masks("surprisals")) return words(desk, "Your prediction first, then the areas.");
    sheet.height = Math.round(Math.min(Math.max(sheet.width * 0.72, 230), 460));
    const shares = desk.source().shares;
    const chart = this.#laidOut(shares);
    const { box: frame } = chart;
    const columns = columnsOf(shares, desk.numbers("surprisals"), chart);
    const labels = desk.source().labels;
    const named = columns.filter(({ left, right }) => right - left > NAMED);
    const clip = `${desk.id}-clip`;
    return svg`${upright(chart, em)}${text(4, 0.9 * em, `surprise (${desk.unit})`, "mathml-small", "start")}
      ${within(
        chart,
        clip,
        columns.length > MANY
          ? this.#outline(chart, columns)
          : columns.map((one) => this.#column(chart, one)),
      )}
      ${this.#codeSteps(chart, columns)}
      ${named.map(({ index, left, right }) =>
        text(
          (left + right) / 2,
          frame.bottom + 0.95 * em,
          fitted(labels[index] ?? "", right - left - 2, em),
          "mathml-label mathml-on",
        ),
      )}
      ${text((frame.left + frame.right) / 2, frame.bottom + 2.4 * em, "probability (all together 1)", "mathml-small")}
      ${this.#levels(chart)} ${this.#preview(chart)} ${bench.hides("source") ? nothing : this.#rings(chart, shares)}`;
  }

  /** Very many bars as one shape, the highest of those that share half a pixel. */
  #outline(chart: Chart, columns: readonly Column[]): TemplateResult {
    const floor = chart.box.bottom;
    let [path, x, top] = [`M${chart.box.left} ${floor}`, chart.box.left, floor];
    for (const column of columns) {
      top = Math.min(top, column.top);
      if (column.right - x < 0.5) continue;
      path += `V${top.toFixed(1)}H${column.right.toFixed(1)}`;
      [x, top] = [column.right, floor];
    }
    return svg`<path class="mathml-area mathml-answer" data-name="outline" d="${path}V${floor}Z"></path>`;
  }

  #laidOut(shares: readonly number[]): Chart {
    const { desk } = this;
    const { sheet, em } = desk;
    const box = {
      left: Math.round(2.6 * em),
      top: Math.round(2.2 * em),
      right: sheet.width - 10,
      bottom: sheet.height - Math.round(3.3 * em),
    };
    const across = box.right - box.left;
    const seen = desk
      .numbers("surprisals")
      .filter((one, index) => Number.isFinite(one) && (shares[index] ?? 0) * across >= VISIBLE);
    const most = Math.max(desk.get<number>("maximum_entropy"), ...seen, 0.5);
    const [top = most] = this.#range.to([most * 1.08]);
    this.#chart = new Chart(box, [0, 1], [0, top]);
    return this.#chart;
  }

  #column(chart: Chart, { index, left, right, top }: Column): TemplateResult {
    const { desk } = this;
    const { em, bench } = desk;
    const floor = chart.box.bottom;
    const said = number(desk.numbers("contributions")[index] ?? 0, bench.digits);
    const fits = right - left > said.length * 0.62 * em + 6 && floor - top > 2.9 * em;
    const [x, y] = [(left + right) / 2, (Math.max(top, chart.box.top) + floor) / 2];
    return svg`${box([left, top, right, floor], "mathml-answer mathml-column", `outcome ${index}`)}
      ${
        fits && !desk.masks("contributions")
          ? svg`${text(x, y - 0.55 * em, said, "mathml-on mathml-answer")}
              ${text(x, y + 0.6 * em, fitted(desk.unit, right - left - 6, 0.85 * em), "mathml-on mathml-small")}`
          : nothing
      }`;
  }

  /** The length of each codeword, where a code is there to compare. */
  #codeSteps(chart: Chart, columns: readonly Column[]): unknown {
    const { desk } = this;
    const spelt = desk.get<{ codewords: (string | null)[] }>("code").codewords;
    const one = spelt.length === desk.source().shares.length;
    if (
      !one ||
      columns.length > MANY ||
      desk.masks("mean_code_length") ||
      desk.get("mean_code_length") === null
    )
      return nothing;
    const { box: frame } = chart;
    const { em } = desk;
    const steps = columns.map(({ index, left, right }) => {
      const y = chart.toY((spelt[index]?.length ?? 0) * desk.bit).toFixed(1);
      return `M${left.toFixed(1)} ${y}H${right.toFixed(1)}`;
    });
    const room = frame.right > 34 * em;
    return svg`${line(steps.join(""), "mathml-second", "code lengths", true)}
      ${room ? text(0.45 * frame.right, 0.9 * em, "– – codewords", "mathml-label mathml-second") : nothing}`;
  }

  /** The mean height, which is the whole area; and what a task asks for. */
  #levels(chart: Chart): TemplateResult {
    const { desk } = this;
    const { left, right } = chart.box;
    const across = (value: number, colour: string, name: string) =>
      line(`M${left} ${chart.toY(value)}H${right}`, colour, name, true);
    const entropy = desk.get<number>("entropy");
    const masked = desk.masks("entropy");
    const target = desk.get<number | null>("target_entropy");
    const task = desk.bench.asking.task?.name === "reach_entropy";
    return svg`${masked ? nothing : across(entropy, "mathml-answer", "entropy")}
      ${task && target !== null ? across(target * desk.bit, "mathml-ghost", "target") : nothing}
      ${text(right, 0.9 * desk.em, masked ? "" : `– – mean ${desk.measured(entropy)}`, "mathml-label mathml-answer", "end")}`;
  }

  /** While a bar is held: the entropy for each value that its probability could have. */
  #preview(chart: Chart): unknown {
    const { desk } = this;
    const { held } = desk.gestures;
    const curve = desk.rows("entropy_curve") as [number, number][];
    if (!held.startsWith("bar") || !curve.length || desk.masks("entropy")) return nothing;
    const share = desk.source().shares[Number(held.slice(4))] ?? 0;
    return svg`${line(through(chart.pixels(curve)), "mathml-answer mathml-preview-curve", "entropy curve")}
      ${dot(chart.toX(share), chart.toY(desk.get("entropy")), "mathml-answer", 4)}`;
  }

  #rings(chart: Chart, shares: readonly number[]): unknown {
    const { held, active } = this.desk.gestures;
    return shares.slice(0, MOST).map((share, index) => {
      const wide = share * (chart.box.right - chart.box.left) >= NARROW;
      if (!wide && held !== `bar ${index}`) return nothing;
      if (!active) this.#chooseEdge(shares, index);
      this.#knobs[index] ??= this.#knob(index);
      return this.#knobs[index].template();
    });
  }

  #chooseEdge(shares: readonly number[], index: number): void {
    const early = shareBefore(shares, index, this.desk.source().locked);
    const right = this.#right[index];
    this.#right[index] = early < 0.5 + (right === undefined ? 0 : right ? CLEARLY : -CLEARLY);
  }

  #knob(index: number): Knob {
    const { desk } = this;
    const source = desk.source();
    const edge = (): Edge => {
      // Under the hand the bar starts from where it was taken; the others are where they are.
      const mine = desk.gestures.held === `bar ${index}`;
      const shares = mine ? source.bars.first : source.shares;
      return edgeOf(shares, index, source.locked, this.#right[index] ?? true);
    };
    const inset = () => (this.#right[index] ? -INSET : INSET);
    return new Knob({
      signal: desk.signal,
      gestures: desk.gestures,
      name: `bar ${index}`,
      get label() {
        return `Probability of ${source.labels[index]}`;
      },
      pointer: (event) => desk.sheet.pointer(event),
      low: 0,
      high: 1,
      value: () => source.shares[index] ?? 0,
      text: (share) => number(share, desk.bench.digits),
      place: (share) => {
        const { box } = this.#chart;
        const height = desk.numbers("surprisals")[index] ?? 0;
        const y = this.#chart.toY(Math.min(height, 10 * this.#chart.y[1]));
        return [
          this.#chart.toX(edge().at(share)) + inset(),
          Math.min(Math.max(y, box.top + 8), box.bottom - 8),
        ];
      },
      at: ([x]) => edge().shareAt(this.#chart.fromX(x - inset())),
      locked: () => source.bars.fixed(index),
      start: () => source.bars.take(),
      move: (share) => source.bars.drag(index, share),
      end: () => {
        source.bars.drop();
        source.say(index);
      },
    });
  }
}

/** A bar in pixels. */
interface Column {
  readonly index: number;
  readonly left: number;
  readonly right: number;
  readonly top: number;
}

/** Where each outcome with any probability stands; one that is out of sight at the top goes on for a while. */
function columnsOf(
  shares: readonly number[],
  surprisals: readonly number[],
  chart: Chart,
): Column[] {
  return partsOf(shares).map(({ index, low, high }) => ({
    index,
    left: chart.toX(low),
    right: chart.toX(high),
    top: chart.toY(Math.min(surprisals[index] ?? 0, 10 * chart.y[1])),
  }));
}

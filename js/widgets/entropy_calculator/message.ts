/** The reader's message: how much each symbol surprises, its bits, and the whole as one number. */
import { html, nothing, svg, type TemplateResult } from "lit-html";
import { fitted, widthOf } from "../../lib/fit";
import { box, line, text } from "../../lib/marks";
import { partsOf } from "../../lib/nested";
import { number } from "../../lib/number";
import { Stepper } from "../../lib/stepper";
import { TextField } from "../../lib/text_field";
import type { Desk, Pane } from "./desk";
import { words } from "./words";

interface Step {
  readonly low: string;
  readonly high: string;
  readonly bits: string;
}

const LONGEST = 20_000;
/** Lines of symbols that are drawn. */
const MOST_LINES = 6;
/** Levels of the zoom that are seen at once. */
const LEVELS = 3;
/** Symbols that are shown as they were read back. */
const MOST_READ = 60;

export class Message implements Pane {
  readonly title = "The message, its surprises, its bits, and its interval";
  readonly #field: TextField;
  readonly #stepper: Stepper;

  constructor(private readonly desk: Desk) {
    const { link, bench, signal, gestures, redraw } = desk;
    this.#field = new TextField({
      signal,
      gestures,
      redraw,
      name: "message",
      label: "Your message",
      longest: LONGEST,
      value: () => link.get<string>("message"),
      set: (message) => link.set({ message }),
      disabled: () => bench.locks("message"),
    });
    this.#stepper = new Stepper({
      signal,
      redraw,
      what: "the narrowing interval",
      steps: () => Math.max(this.#steps.length - 1, 0),
    });
  }

  get keys() {
    return {
      play: () => this.#stepper.toggle(),
      step: (direction: 1 | -1) => this.#stepper.step(direction),
    };
  }

  get #steps(): readonly Step[] {
    return this.desk.get<Step[]>("arithmetic_steps");
  }

  picture(): unknown {
    const { desk } = this;
    const { sheet, em } = desk;
    const symbols = desk.get<string[]>("message_symbols");
    if (!symbols.length) return words(desk, "Type a message under the picture.");
    const grid = this.#grid(symbols);
    const top = 0.6 * em;
    const zoomTop = top + grid.lines * grid.height + (grid.left ? 1.6 : 0.2) * em;
    const levels = this.#levels();
    const height = 2.1 * em;
    const gap = 1.7 * em;
    sheet.height = Math.round(
      levels.length ? zoomTop + 2 * em + levels.length * (height + gap) + 0.3 * em : zoomTop + em,
    );
    return svg`${this.#symbols(symbols, grid, top)}
      ${grid.left ? text(10, top + grid.lines * grid.height + 0.6 * em, `and ${grid.left.toLocaleString("en")} more`, "mathml-small", "start") : nothing}
      ${levels.length ? this.#zoom(levels, zoomTop, height, gap) : nothing}`;
  }

  /** Cells as wide as the widest name or codeword needs. */
  #grid(symbols: readonly string[]) {
    const { desk } = this;
    const { sheet, em } = desk;
    const block = this.#block;
    const codes = this.#words;
    const code = Math.max(...codes.map((word) => word.length), 0) * 0.62 * 0.82 * em + 8;
    const name = Math.max(...symbols.slice(0, 400).map((one) => widthOf(one, em)), 0) + 10;
    const most = sheet.width - 20;
    const width = Math.min(Math.max(name, code / block, 1.8 * em), most / block);
    const across = Math.max(Math.floor(most / width / block) * block, block);
    const all = Math.ceil(symbols.length / across);
    const lines = Math.min(all, MOST_LINES);
    const length = desk.get<number>("message_length");
    const left = Math.max(length - lines * across, 0);
    return { width, across, lines, left, height: (codes.length ? 3.1 : 2) * em };
  }

  get #block(): number {
    return this.desk.get<number>("block_length");
  }

  get #words(): readonly string[] {
    const { desk } = this;
    return desk.masks("encoded_message") || desk.masks("encoded_length")
      ? []
      : desk.get<string[]>("message_words");
  }

  #symbols(
    symbols: readonly string[],
    grid: { width: number; across: number; lines: number; height: number },
    top: number,
  ): TemplateResult {
    const { desk } = this;
    const { em } = desk;
    const outcomes = desk.numbers("message_outcomes");
    const surprisals = desk.numbers("surprisals");
    const finite = surprisals.filter(Number.isFinite);
    const most = Math.max(...finite, 1e-9);
    const block = this.#block;
    const codes = this.#words;
    const shown = symbols.slice(0, grid.across * grid.lines);
    const x = (index: number) => 10 + (index % grid.across) * grid.width;
    const y = (index: number) => top + Math.floor(index / grid.across) * grid.height;
    return svg`${shown.map((symbol, index) => {
      const place = outcomes[index] ?? -1;
      const surprise = surprisals[place] ?? Infinity;
      const known = Number.isFinite(surprise);
      const [left, above] = [x(index), y(index)];
      const colour = known ? "mathml-answer" : "mathml-ghost mathml-gone mathml-part";
      return svg`<g data-index=${index}><title>${`${symbol}: ${known ? desk.measured(surprise) : "cannot come"}`}</title>
        ${box([left, above, left + grid.width - 1, above + 1.7 * em], colour, `outcome ${place}`, known ? 0.08 + 0.6 * (surprise / most) : 0)}
        ${text(left + (grid.width - 1) / 2, above + 0.87 * em, fitted(symbol, grid.width - 2, em), "mathml-on")}</g>`;
    })}${codes.slice(0, Math.ceil(shown.length / block)).map((word, index) => {
      const first = index * block;
      const width = grid.width * Math.min(block, shown.length - first) - 1;
      return text(
        x(first) + width / 2,
        y(first) + 2.25 * em,
        fitted(word, width, 0.82 * em),
        "mathml-bits mathml-second",
      );
    })}`;
  }

  /** The steps of the zoom that are on screen: the last ones that have been gone. */
  #levels(): number[] {
    const steps = this.#steps;
    if (steps.length < 2 || this.desk.masks("arithmetic_bits")) return [];
    const last = this.#stepper.at;
    const first = Math.max(0, Math.min(last - LEVELS + 1, last));
    return Array.from({ length: last - first + 1 }, (_, index) => first + index);
  }

  /** Each level is the interval so far, drawn as wide as the whole and cut like it. */
  #zoom(levels: readonly number[], top: number, height: number, gap: number): TemplateResult {
    const { desk } = this;
    const { sheet, em } = desk;
    const [left, right] = [10, sheet.width - 10];
    const shares = desk.source().shares;
    const labels = desk.source().labels;
    const outcomes = desk.numbers("message_outcomes");
    const all = partsOf(shares);
    const parts = all.filter(({ low, high }) => high - low >= 1 / sheet.width);
    const x = (place: number) => left + place * (right - left);
    const y = (index: number) => top + 2 * em + index * (height + gap);
    const last = levels.at(-1) ?? 0;
    const now = this.#steps[last];
    return svg`${text(left, top + 0.8 * em, fitted("Each symbol narrows the interval", right - left, 0.85 * em), "mathml-small", "start")}
      ${levels.map((step, index) => {
        const taken = step < last ? (outcomes[step] ?? -1) : -1;
        const [above, under] = [y(index), y(index) + height];
        const part = all.find((one) => one.index === taken);
        const lens =
          part &&
          `M${x(part.low).toFixed(1)} ${under}L${left} ${y(index + 1)}M${x(part.high).toFixed(1)} ${under}L${right} ${y(index + 1)}`;
        return svg`${box([left, above, right, under], "mathml-ghost", undefined, 0.06)}${parts.map(
          ({ index: place, low, high }) => {
            const [from, to] = [x(low), x(high)];
            return svg`${box([from, above, to, under], "mathml-third mathml-part", undefined, place === taken ? 0.5 : 0.14)}
            ${text((from + to) / 2, above + height / 2, fitted(labels[place] ?? "", to - from - 3, em), "mathml-label mathml-on")}`;
          },
        )}${lens ? line(lens, "mathml-third mathml-lens") : nothing}`;
      })}
      ${
        now
          ? svg`${text(left, y(levels.length - 1) + height + 0.9 * em, fitted(now.low, (right - left) / 2 - 8, 0.9 * em), "mathml-small mathml-low", "start")}
            ${text(right, y(levels.length - 1) + height + 0.9 * em, fitted(now.high, (right - left) / 2 - 8, 0.9 * em), "mathml-small mathml-high", "end")}`
          : nothing
      }`;
  }

  foot(): TemplateResult {
    const { desk } = this;
    return html`<div class="mathml-wide">${this.#field.template()}</div>
      ${this.#steps.length > 1 && !desk.masks("arithmetic_bits") ? this.#stepper.template() : nothing}`;
  }

  side(): TemplateResult {
    const { desk } = this;
    const step = this.#steps[this.#stepper.at];
    const end = this.#stepper.at >= this.#steps.length - 1;
    const whole = desk.get<string>("arithmetic_bits");
    const back = desk.get<string[]>("arithmetic_decoded");
    const read = back.slice(0, MOST_READ).join(back.some((one) => one.length > 2) ? " " : "");
    const encoded = desk.get<string>("encoded_message");
    return html`${
      encoded && !desk.masks("encoded_message")
        ? bits("Code", encoded, desk.get("encoded_length"), desk.get("decoded"))
        : nothing
    }${
      step && whole && !desk.masks("arithmetic_bits")
        ? end
          ? html`${bits("One number", whole, whole.length, desk.get("arithmetic_matches"))}
              <p class="mathml-decoded"><span class="mathml-menu-label">Read back:</span> ${read}${back.length > MOST_READ ? "…" : ""}</p>`
          : bits("Settled so far", step.bits, step.bits.length, false)
        : nothing
    }`;
  }
}

/** Bits as they go down the line, in a box that scrolls. */
function bits(name: string, text: string, length: number, back: boolean): TemplateResult {
  return html`<div class="mathml-bit-box"><p><span class="mathml-menu-label">${name}</span>
    ${number(length, 0)} bits${back ? html`, <span class="mathml-second-ink">decoded back exactly</span>` : nothing}</p>
    <p class="mathml-code" tabindex="0" role="region" aria-label="${name}: the bits">${text || "none yet"}</p></div>`;
}

/** Twenty questions: each asks whether the outcome is one of a set, and cuts what is still possible. */
import { html, nothing, svg, type TemplateResult } from "lit-html";
import { button, chip } from "../../lib/bar";
import { fitted } from "../../lib/fit";
import { box, text } from "../../lib/marks";
import { type Part, partsOf } from "../../lib/nested";
import { number } from "../../lib/number";
import type { Desk, Pane } from "./desk";

interface Game {
  readonly answers: readonly boolean[];
  readonly remaining: readonly number[];
  readonly expected: readonly number[];
  readonly gained: readonly number[];
  readonly left: number;
  readonly best: readonly number[];
  readonly found: number | null;
}

/** Outcomes that can be chosen one by one. */
const MOST = 40;

export class Questions implements Pane {
  readonly title = "Questions and what is still possible after each";
  #chosen = new Set<number>();

  constructor(private readonly desk: Desk) {}

  get #game(): Game {
    return this.desk.get<Game>("twenty_questions");
  }

  get #asked(): readonly (readonly number[])[] {
    return this.desk.get<number[][]>("asked_about");
  }

  picture(): unknown {
    const { desk } = this;
    const { sheet, em } = desk;
    const game = this.#game;
    const shares = desk.source().shares;
    const parts = partsOf(shares);
    const seen = parts.filter(({ low, high }) => high - low >= 1 / sheet.width);
    const rows = game.answers.length + 1;
    const height = 2.2 * em;
    const pitch = height + 2.1 * em;
    sheet.height = Math.round(1.2 * em + rows * pitch + 0.4 * em);
    let possible = new Set(parts.map(({ index }) => index));
    return svg`${Array.from({ length: rows }, (_, row) => {
      const asked = this.#asked[row];
      const answer = game.answers[row];
      const over = answer === undefined;
      const set = new Set(over ? [...this.#chosen] : (asked ?? []));
      const now = possible;
      if (!over) {
        possible = new Set([...possible].filter((index) => set.has(index) === answer));
      }
      return this.#row(seen, row, now, set, answer, 1.2 * em + row * pitch, height);
    })}`;
  }

  #row(
    parts: readonly Part[],
    row: number,
    possible: ReadonlySet<number>,
    set: ReadonlySet<number>,
    answer: boolean | undefined,
    top: number,
    height: number,
  ): TemplateResult {
    const { desk } = this;
    const { sheet, em, bench } = desk;
    const [left, right] = [10, sheet.width - 10];
    const x = (place: number) => left + place * (right - left);
    const labels = desk.source().labels;
    const game = this.#game;
    const said =
      answer === undefined
        ? game.found === null
          ? `still open: ${number(game.left, bench.digits)} bits`
          : `found: ${labels[game.found] ?? ""}`
        : `${row + 1}. ${answer ? "yes" : "no"}: ${number(game.gained[row] ?? 0, bench.digits)} bits, ` +
          `${number(game.expected[row] ?? 0, bench.digits)} expected`;
    return svg`${text(left, top + 0.2 * em, fitted(said, right - left, 0.9 * em), "mathml-small", "start")}
      ${box([left, top + em, right, top + em + height], "mathml-ghost", undefined, 0.06)}
      ${parts.map(({ index, low, high }) => {
        const open = possible.has(index);
        const taken = open && set.has(index);
        const [from, to] = [x(low), x(high)];
        const y = top + em;
        return svg`${box(
          [from, y, to, y + height],
          `mathml-part ${open ? "mathml-answer" : "mathml-ghost mathml-gone"}`,
          `outcome ${index}`,
          taken ? 0.5 : open ? 0.14 : 0.04,
        )}${text((from + to) / 2, y + height / 2, open ? fitted(labels[index] ?? "", to - from - 4, em) : "", "mathml-label mathml-on")}`;
      })}`;
  }

  foot(): TemplateResult {
    const { desk } = this;
    const { signal, bench, redraw } = desk;
    const game = this.#game;
    const labels = desk.source().labels;
    const open = new Set(game.remaining);
    const disabled = bench.locks("asked_about");
    const shown = game.remaining.slice(0, MOST);
    const chosen = [...this.#chosen].filter((index) => open.has(index));
    const whole = chosen.length === 0 || chosen.length === open.size;
    const toggle = (index: number) => {
      if (!this.#chosen.delete(index)) this.#chosen.add(index);
      redraw();
    };
    return html`${
      game.found === null
        ? html`<div class="mathml-chips" role="group" aria-label="Is it one of these?">
            <span class="mathml-menu-label">Is it one of</span>
            ${shown.map((index) =>
              chip(labels[index] ?? String(index), {
                signal,
                disabled,
                pressed: this.#chosen.has(index),
                press: () => toggle(index),
              }),
            )}${game.remaining.length > MOST ? html`<span>and ${game.remaining.length - MOST} more</span>` : nothing}</div>
          ${button("Ask", { signal, disabled: disabled || whole, press: () => this.#ask(chosen) })}
          ${button("Best question", {
            signal,
            disabled: disabled || !game.best.length,
            press: () => {
              this.#chosen = new Set(game.best);
              redraw();
            },
          })}`
        : nothing
    }
    ${button("Take back", { signal, label: "Take the last question back", disabled: disabled || !this.#asked.length, press: () => this.#set(this.#asked.slice(0, -1)) })}
    ${desk.again("New secret", { asked_about: [] })}`;
  }

  #ask(chosen: readonly number[]): void {
    this.#chosen = new Set();
    this.#set([...this.#asked, [...chosen].sort((a, b) => a - b)]);
  }

  #set(asked: readonly (readonly number[])[]): void {
    this.desk.link.set({ asked_about: asked });
  }
}

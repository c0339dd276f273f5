/** What is measured: bars to drag, and the reader's own text. */
import { html, nothing, type TemplateResult } from "lit-html";
import { number } from "../../lib/number";
import type { Scrub } from "../../lib/scrub";
import { SimplexBars } from "../../lib/simplex_bars";
import { TextField } from "../../lib/text_field";
import type { Desk } from "./desk";

/** Characters that Python takes as a text to edit; longer ones come from Python alone. */
const LONGEST = 20_000;

/** So many counts are shown at once. */
const MOST = 40;

/** The reader's data as the view sees them where they are no short text. */
interface Told {
  readonly kind: "text" | "bytes" | "column" | "columns";
  readonly length: number;
  readonly names: readonly string[];
}

export class Source {
  readonly bars: SimplexBars;
  readonly #field: TextField;
  /** By the outcome's place and name. */
  readonly #counts = new Map<string, Scrub>();

  constructor(private readonly desk: Desk) {
    const { link, bench, signal, redraw, gestures } = desk;
    this.bars = new SimplexBars({
      signal,
      gestures,
      redraw,
      name: "bar",
      title: "Probabilities",
      labels: () => this.labels,
      shares: () => desk.numbers("distribution"),
      pending: () => {
        const now = link.get<unknown>("probabilities");
        return typeof now === "object" && now !== null && "index" in now;
      },
      locked: () => this.locked,
      digits: () => bench.digits,
      text: (index) => link.get<string[]>("fractions")[index] ?? "",
      move: (index, value) => link.set({ probabilities: { index, value } }),
      enter: (index, text, done) => link.enter("probabilities", [index], text, done),
      lock: (index) => this.#lock(index),
      end: (index) => this.say(index),
      disabled: () => bench.locks("probabilities"),
    });
    this.#field = new TextField({
      signal,
      gestures,
      redraw,
      name: "data",
      label: "Your text",
      hint: "Type or paste: its characters become the outcomes",
      longest: LONGEST,
      value: () => {
        const data = link.get<unknown>("data");
        return typeof data === "string" ? data : "";
      },
      set: (data) => data && link.set({ data }),
      disabled: () => bench.locks("data"),
    });
  }

  get labels(): readonly string[] {
    return this.desk.get<string[]>("labels");
  }

  get shares(): readonly number[] {
    return this.bars.shares;
  }

  get locked(): ReadonlySet<number> {
    return new Set(this.desk.get<number[]>("locked_outcomes"));
  }

  /** Say where a bar has come to rest. */
  say(index: number): void {
    const { bench } = this.desk;
    const share = number(this.shares[index] ?? 0, bench.digits);
    bench.announcer.say(`${this.labels[index]} ${share}`);
  }

  template(): TemplateResult | typeof nothing {
    const { desk } = this;
    if (desk.bench.hides("source")) return nothing;
    const data = desk.get<string | Told | null>("data");
    return html`<section class="mathml-source" aria-label="Source">
      ${this.bars.template()}
      ${typeof data === "object" && data ? told(data) : nothing} ${this.#counted()}
      <details class="mathml-more" ?open=${typeof data === "string"}>
        <summary>Measure your own text</summary>${this.#field.template()}
      </details>
    </section>`;
  }

  /** How often each outcome was seen, to scrub and to type; of bars, how often in a sample. */
  #counted(): TemplateResult | typeof nothing {
    const { desk, labels } = this;
    if (desk.bench.hides("counts")) return nothing;
    const seen = desk.get<number | null>("observations");
    const rest = labels.length - MOST;
    return html`<details class="mathml-more" ?open=${desk.get("source") === "counts"}>
      <summary>Count by hand</summary>
      ${seen === null ? html`<p class="mathml-quiet-line">A sample of ${desk.get("n_samples")}: change a count, and they are yours.</p>` : nothing}
      <div class="mathml-tally">
        ${labels.slice(0, MOST).map((label, index) => html`<span>${label} ${this.#count(label, index).template()}</span>`)}
        ${rest > 0 ? `${rest} more` : nothing}
      </div>
    </details>`;
  }

  #count(label: string, index: number): Scrub {
    const { desk } = this;
    const key = `${index} ${label}`;
    const known = this.#counts.get(key);
    if (known) return known;
    const scrub = desk.scrub(`count ${index}`, `Count of ${label}`, {
      trait: "counts",
      index,
      low: 0,
      value: () => desk.numbers("sample_counts")[index] ?? 0,
      move: (value) => desk.link.set({ counts: { index, value: Math.max(Math.round(value), 0) } }),
    });
    this.#counts.set(key, scrub);
    return scrub;
  }

  #lock(index: number): void {
    const { locked } = this;
    const kept = [...locked].filter((one) => one !== index);
    const next = locked.has(index) ? kept : [...kept, index].sort((a, b) => a - b);
    this.desk.link.set({ locked_outcomes: next });
  }
}

/** What came from Python and is no short text. */
function told({ kind, length, names }: Told): TemplateResult {
  const many = length.toLocaleString("en");
  const what = {
    text: `text of ${many} characters`,
    bytes: `${many} bytes`,
    column: `column of ${many} values`,
    columns: `${names.length} columns of ${many} values`,
  }[kind];
  const named = kind.startsWith("column") ? names.filter(Boolean).join(", ") : "";
  return html`<p class="mathml-told">From Python: ${what}${named && ` (${named})`}</p>`;
}

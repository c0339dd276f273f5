/** The controls that depend on the state, as `shell/figure.py` describes them: sliders, menus, buttons. */
import { html, nothing, type TemplateResult } from "lit-html";
import { array, inRows, type NDArray } from "../../lib/array";
import { button } from "../../lib/bar";
import type { Link } from "../../lib/link";
import { digitsOf, number } from "../../lib/number";
import { type Curve, preview } from "../../lib/preview";
import { withShare } from "../../lib/simplex";
import { linearScale, logScale, type Scale, Slider } from "../../lib/slider";
import type { Workbench } from "../../lib/workbench";
import type { Film } from "./film";

export interface Dial {
  readonly name: string;
  readonly label: string;
  readonly unit?: string;
  readonly low?: number;
  readonly high?: number;
  readonly step?: number;
  readonly log?: boolean;
  /** Which entry of an array it moves, counted along all its rows. */
  readonly index?: number;
  /** Entries of the array that sum to 1, of which this is one. */
  readonly shares?: readonly number[];
  /** Whether the entries increase. */
  readonly ordered?: boolean;
  /** The heading under which it is folded away. */
  readonly fold?: string;
  readonly menu?: boolean;
  /** What a button says, the method that it calls, and with what. */
  readonly face?: string;
  readonly call?: string;
  readonly args?: Record<string, unknown>;
  readonly row?: string;
}

/** The array after one entry was moved: shares make room, entries in order push their neighbours along. */
export function moved(before: NDArray, dial: Dial, value: number): NDArray {
  const { index = 0, shares, ordered } = dial;
  const data = [...before.data];
  if (shares) {
    const parts = withShare(
      shares.map((place) => data[place] as number),
      shares.indexOf(index),
      value,
    );
    for (const [at, place] of shares.entries()) data[place] = parts[at] as number;
  } else data[index] = value;
  if (ordered) {
    for (const place of data.keys()) {
      const now = data[place] as number;
      data[place] =
        place < index ? Math.min(now, value) : place > index ? Math.max(now, value) : now;
    }
  }
  return array(data, before.shape);
}

export class Dials {
  readonly #sliders = new Map<string, { key: string; slider: Slider }>();

  constructor(
    private readonly link: Link,
    private readonly bench: Workbench,
    private readonly film: Film,
    private readonly signal: AbortSignal,
  ) {}

  get #all(): readonly Dial[] {
    const { link, bench } = this;
    const dials = link.get<readonly Dial[] | undefined>("dials") ?? [];
    return dials.filter(({ name }) => !name || !bench.hides(name));
  }

  /** The menus, for the bar. */
  menus(): unknown {
    return this.#all
      .filter(({ menu }) => menu)
      .map(({ name, label }) => this.bench.pick(label, name));
  }

  /** Sliders, what plays, rows of buttons, and what is folded away. */
  template(): TemplateResult {
    const dials = this.#all;
    const sliders = dials.filter(({ menu, call }) => !menu && !call);
    const ringed = this.bench.gestures.held.includes(" ring ");
    const raised = sliders.filter((one) => ringed && one.fold && this.#curve(one));
    const rows = groups(
      dials.filter(({ call }) => call),
      ({ row }) => row ?? "",
    );
    const folds = groups(
      sliders.filter(({ fold }) => fold),
      ({ fold }) => fold ?? "",
    );
    return html`<div class="mathml-sliders">
        ${[...sliders.filter(({ fold }) => !fold), ...raised].map((one) => this.row(one))}
      </div>
      ${this.film.template() ?? nothing} ${rows.map(([row, buttons]) => this.#row(row, buttons))}
      ${folds.map(
        ([fold, folded]) => html`<details class="mathml-more mathml-fold">
          <summary>${fold}</summary>
          <div class="mathml-sliders">${folded.map((one) => this.row(one))}</div>
        </details>`,
      )}`;
  }

  /** A slider with its value behind it and, while it is held, what its values would come to above it. */
  row(dial: Dial): TemplateResult {
    const slider = this.slider(dial);
    const curve = this.#curve(dial);
    return html`<div class="mathml-dial">
      ${slider.template()}<span class="mathml-dial-value" aria-hidden="true">${slider.text}</span>
      ${curve ? preview(curve, this.#scale(dial), this.#value(dial)) : nothing}
    </div>`;
  }

  /** What the values of a slider would come to, where it, or its ring in the chart, is under the finger. */
  #curve(dial: Dial): Curve | null {
    const { link, bench } = this;
    const rows = link.get<NDArray | null | undefined>("preview");
    const told = link.get<{ slider?: string; name?: string } | undefined>("previewed");
    const shown = rows && told?.slider === heldAs(dial) && bench.gestures.active;
    if (!shown || bench.asking.masked.has("preview")) return null;
    return { name: told.name ?? "", points: inRows(rows.data, 2) as [number, number][] };
  }

  #scale({ low = 0, high = 1, log }: Dial): Scale {
    return log ? logScale(low, high) : linearScale(low, high);
  }

  #value({ name, low = 0, index = 0 }: Dial): number {
    const now = this.film.picture(name) ?? this.link.get<number | NDArray>(name);
    return typeof now === "number" ? now : (now.data[index] ?? low);
  }

  /** The slider of a dial: the same one as long as its ends are the same, or a hand is on it. */
  slider(dial: Dial): Slider {
    const { name, label, unit, low = 0, high = 1, step, log } = dial;
    const { link, bench, signal } = this;
    const held = heldAs(dial);
    const key = JSON.stringify([label, low, high, step, log, dial.shares]);
    const known = this.#sliders.get(held);
    if (known && (known.key === key || bench.gestures.held === held)) return known.slider;
    const slider = new Slider({
      signal,
      gestures: bench.gestures,
      name: held,
      label,
      low,
      high,
      ...(log ? { log } : {}),
      ...(step && !log ? { step } : {}),
      value: () => this.#value(dial),
      text: (now) =>
        `${number(now, digitsOf(now, step === 1 ? 0 : 2, 4))}${unit ? ` ${unit}` : ""}`,
      locked: () => bench.locks(name),
      move: (asked) => {
        const next = log && step ? Math.round(asked / step) * step : asked;
        const now = link.get<number | NDArray>(name);
        link.set({ [name]: typeof now === "number" ? next : moved(now, dial, next) });
      },
    });
    this.#sliders.set(held, { key, slider });
    return slider;
  }

  #row(row: string, buttons: readonly Dial[]): TemplateResult {
    const { link, signal } = this;
    const absent = this.bench.locks("");
    return html`<div class="mathml-bar-side" role="group" aria-label=${row}>
      ${row === "Draw" ? html`<span class="mathml-row-name">${row}</span>` : nothing}
      ${buttons.map(({ face, label, call, args }) =>
        button(face, {
          signal,
          ...(label ? { label } : {}),
          disabled: absent,
          press: () => link.call(call as string, args),
        }),
      )}
    </div>`;
  }
}

/** What `held` says while a slider is under the finger. */
function heldAs({ name, index }: Dial): string {
  return index === undefined ? name : `${name} ${index + 1}`;
}

/** The items by what they belong to, in the order in which that first occurs. */
function groups<T>(items: readonly T[], of: (item: T) => string): [string, T[]][] {
  const found = new Map<string, T[]>();
  for (const item of items) found.set(of(item), [...(found.get(of(item)) ?? []), item]);
  return [...found];
}

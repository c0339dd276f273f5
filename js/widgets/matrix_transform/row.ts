/** The row of matrices A, B, C ... whose product acts: add to it, take from it, put it in another order. */
import { html, nothing, type TemplateResult } from "lit-html";
import { array } from "../../lib/array";
import { hears, POINTER } from "../../lib/attached";
import { button } from "../../lib/bar";
import { entries } from "../../lib/entries";
import type { Basis, Point } from "../../lib/geometry";
import { Hold } from "../../lib/gesture";
import { Grip } from "../../lib/grip";
import type { Link, NDArray } from "../../lib/link";
import { claim } from "../../lib/listen";
import { arrowOf } from "../../lib/steps";
import type { Workbench } from "../../lib/workbench";
import { columnsOf, entriesOf, letterOf, moved, stacked } from "./geometry";

const LONGEST = 51;

/** What a new matrix does: it turns by a quarter, so that the order matters at once. */
const QUARTER_TURN: Basis = [
  [0, 1],
  [-1, 0],
];

export class Row {
  /** The place of the matrix under the finger. */
  #carried: number | null = null;
  readonly #hold: Hold<readonly Basis[]>;
  readonly #grip: Grip;

  constructor(
    private readonly link: Link,
    private readonly bench: Workbench,
    readonly signal: AbortSignal,
  ) {
    this.#hold = new Hold(bench.gestures, "composition", { move: (row) => this.#set(row) });
    this.#grip = new Grip({
      pointer: ({ clientX, clientY }) => [clientX, clientY],
      take: (_, on) => {
        this.#carried = Number((on as HTMLElement).dataset["index"]);
        this.#hold.begin(this.matrices, on);
      },
      move: (at, _, { currentTarget }) => this.#drag(at, currentTarget as Element),
      drop: () => {
        this.#carried = null;
        this.#hold.end();
      },
    });
  }

  get matrices(): Basis[] {
    const further = this.link.get<NDArray | null>("composition");
    const count = further?.shape[0] ?? 0;
    return [
      columnsOf(this.link.get<NDArray>("matrix")),
      ...Array.from({ length: count }, (_, index) => columnsOf(further as NDArray, index)),
    ];
  }

  get locked(): boolean {
    return this.bench.locks("composition");
  }

  /** The matrices side by side; `cells` are the entries of the one at a place, as controls. */
  template(cells: (index: number) => readonly (readonly unknown[])[]): TemplateResult {
    const { matrices, locked, signal } = this;
    return html`<div class="mathml-factors" role="group" aria-label="Row of matrices">
      ${matrices.map((_, index) => {
        const letter = letterOf(index);
        return html`<div class="mathml-factor" data-held=${this.#carried === index || nothing}>
          <button
            type="button"
            class="mathml-grip"
            aria-label="Move ${letter}, place ${index + 1} of ${matrices.length}"
            title="Drag, or use the arrow keys"
            aria-disabled=${locked ? "true" : nothing}
            data-index=${index}
            ${hears(this, POINTER, "keydown")}
            >${letter}</button
          >${button("×", { signal, label: `Remove ${letter}`, disabled: locked, press: () => this.#remove(index) })}
          ${entries(cells(index), { label: `matrix ${letter}` })}
        </div>`;
      })}
    </div>`;
  }

  /** A button that adds a matrix at the end. */
  adder(): TemplateResult {
    const { matrices, signal } = this;
    const next = letterOf(matrices.length);
    const disabled = this.locked || matrices.length >= LONGEST;
    const press = () => this.#set([...matrices, QUARTER_TURN]);
    return button(`+ ${next}`, { signal, label: `Add a matrix ${next}`, disabled, press });
  }

  handleEvent(event: Event): void {
    if (this.locked || this.#grip.handle(event)) return;
    const grip = event.currentTarget as HTMLElement;
    this.#press(event as KeyboardEvent, grip, Number(grip.dataset["index"]));
  }

  /** The matrix goes to the place whose middle is nearest to the pointer. */
  #drag([x, y]: Point, on: Element): void {
    if (this.#carried === null || !this.#hold.active) return;
    const places = [...(on.closest(".mathml-factors")?.children ?? [])].map((card) => {
      const { left, top, width, height } = card.getBoundingClientRect();
      return Math.hypot(x - left - width / 2, y - top - height / 2);
    });
    const to = places.indexOf(Math.min(...places));
    if (to === this.#carried) return;
    const order = moved(this.matrices, this.#carried, to);
    this.#carried = to;
    this.#hold.move(order);
  }

  #press(event: KeyboardEvent, grip: HTMLElement, index: number): void {
    if (event.key === "Escape" && this.#hold.active) {
      claim(event);
      this.#carried = null;
      this.#hold.cancel();
    }
    const [right, up] = arrowOf(event) ?? [0, 0];
    const way = right - up;
    if (!way || event.ctrlKey || event.metaKey) return;
    claim(event);
    const to = index + way;
    const { matrices } = this;
    if (to < 0 || to >= matrices.length) return;
    this.#hold.set(matrices, moved(matrices, index, to));
    const grips = grip.closest(".mathml-factors")?.querySelectorAll<HTMLElement>(".mathml-grip");
    grips?.[to]?.focus({ preventScroll: true });
    this.bench.announcer.say(`Place ${to + 1} of ${matrices.length}`);
  }

  #remove(index: number): void {
    this.#set(this.matrices.filter((_, other) => other !== index));
  }

  #set([first, ...further]: readonly Basis[]): void {
    if (!first) return;
    this.link.set({ matrix: array(entriesOf(first), [2, 2]), composition: stacked(further) });
  }
}

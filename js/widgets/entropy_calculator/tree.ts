/** The tree of a code: built by Huffman's rule step by step, or by hand. */
import { html, nothing, svg, type TemplateResult } from "lit-html";
import { button } from "../../lib/bar";
import { fitted } from "../../lib/fit";
import { arranged, type Join, type Node, nodesOf, without } from "../../lib/forest";
import type { Point } from "../../lib/geometry";
import { Joiner } from "../../lib/joiner";
import { dot, line, text } from "../../lib/marks";
import { number } from "../../lib/number";
import type { Scrub } from "../../lib/scrub";
import { Settling } from "../../lib/settling";
import { Stepper } from "../../lib/stepper";
import type { Desk, Pane } from "./desk";
import { listing } from "./listing";
import { words } from "./words";

interface Code {
  readonly by: "machine" | "hand";
  readonly codewords: readonly (string | null)[];
  readonly joins: readonly Join[];
  readonly names: readonly string[];
  readonly complete: boolean;
}

interface Judgement {
  readonly roots?: readonly number[];
  readonly mean_length?: string;
  readonly least_mean_length?: string;
  readonly costs?: readonly number[];
  readonly optimal?: boolean;
  readonly complete?: boolean;
}

/** More leaves than this cannot be told apart in a picture. */
const MOST = 128;
const LONGEST_BLOCK = 12;

export class CodeTree implements Pane {
  readonly title = "The tree of the code";
  readonly #joiner: Joiner;
  readonly #stepper: Stepper;
  readonly #rows: Settling;
  readonly #block: Scrub;
  /** Where the rings are: roots of the forest with their pixels. */
  #knots: { id: number; place: Point; label: string; pair: boolean }[] = [];
  #seen = "";

  constructor(private readonly desk: Desk) {
    const { bench, signal, gestures, redraw, sheet } = desk;
    this.#rows = new Settling(desk);
    this.#stepper = new Stepper({
      signal,
      redraw,
      what: "the joins",
      steps: () => this.#code.joins.length,
    });
    this.#joiner = new Joiner({
      signal,
      gestures,
      redraw,
      name: "node",
      pointer: (event) => sheet.pointer(event),
      knots: () => this.#knots,
      join: (one, other) => this.#join(one, other),
      split: (index) => this.#split(index),
      say: (sentence) => bench.announcer.say(sentence),
    });
    this.#block = desk.scrub("block_length", "Block length", { low: 1, high: LONGEST_BLOCK });
  }

  get keys() {
    return {
      play: () => this.#stepper.toggle(),
      step: (direction: 1 | -1) => this.#stepper.step(direction),
    };
  }

  get #code(): Code {
    return this.desk.get<Code>("code");
  }

  /** The joins by hand that the view has just made, or those of the code. */
  get #joins(): readonly Join[] {
    const own = this.desk.get<readonly Join[] | null>("code_tree");
    return own ?? this.#code.joins;
  }

  get #byHand(): boolean {
    return this.desk.get<readonly Join[] | null>("code_tree") !== null;
  }

  /** Whether the best tree is asked for, so that it must not be seen yet. */
  get #asked(): boolean {
    const { task } = this.desk.bench.asking;
    return task?.name === "build_best_tree" && !task.attempt;
  }

  picture(): unknown {
    const { desk } = this;
    const { sheet, em } = desk;
    if (this.#asked && !this.#byHand) return words(desk, "Your tree first: build it by hand.");
    const code = this.#code;
    const count = code.names.length;
    const weights = desk.numbers("node_weights");
    const leaves = [...code.names.keys()].filter((leaf) => (weights[leaf] ?? 1) > 0);
    const reason = desk.get<string>("code_reason");
    if (leaves.length > MOST || (count > 0 && !code.joins.length && reason && !this.#byHand)) {
      this.#knots = [];
      return words(
        desk,
        leaves.length > MOST
          ? `${leaves.length.toLocaleString("en")} leaves are too many to draw.`
          : reason,
      );
    }
    const joins = this.#byHand ? this.#joins : code.joins.slice(0, this.#stepper.at);
    const row = Math.min(Math.max(620 / leaves.length, 1.1 * em), 2.5 * em);
    const top = 1.7 * em;
    sheet.height = Math.round(Math.max(top + row * leaves.length + 8, 120));
    const geometry = this.#geometry(leaves, count, joins, row, top);
    this.#takeKnots(geometry);
    return svg`${this.#head(geometry)}
      ${geometry.roots.map((root) => this.#branches(root, geometry, weights, true))}
      ${leaves.map((leaf) => this.#leaf(leaf, geometry, joins, weights))}
      ${this.#byHand && !desk.bench.locks("code_tree") ? this.#joiner.template() : nothing}`;
  }

  #geometry(
    leaves: readonly number[],
    count: number,
    joins: readonly Join[],
    row: number,
    top: number,
  ): Geometry {
    const { sheet, em } = this.desk;
    const names = this.#code.names;
    const longest = Math.max(...leaves.map((leaf) => (names[leaf] ?? "").length), 1);
    const nameWidth = Math.min(Math.max(longest * 0.62, 2) * em + 8, sheet.width * 0.22);
    const numberWidth = (this.desk.bench.digits + 2) * 0.62 * em + 10;
    const wordWidth = Math.min(
      (Math.max(...this.#code.codewords.map((word) => word?.length ?? 0), 3) + 1) * 0.62 * em,
      sheet.width * 0.3,
    );
    const right = sheet.width - nameWidth - numberWidth - wordWidth - 14;
    const left = 24 + (this.desk.bench.digits + 2) * 0.5 * em;
    const roots = arranged(leaves, count, joins);
    const deepest = Math.max(...roots.map((root) => root.height), 1);
    const places = new Map<number, number>();
    for (const node of roots.flatMap(nodesOf)) {
      if (!node.branches.length) places.set(node.id, node.row);
    }
    // Leaves go to their new rows calmly; what is above them follows.
    const settled = this.#rows.to(leaves.map((leaf) => places.get(leaf) ?? 0));
    const rowOf = new Map(leaves.map((leaf, index) => [leaf, settled[index] as number]));
    const y = (node: Node): number => {
      if (!node.branches.length) return top + ((rowOf.get(node.id) ?? 0) + 0.5) * row;
      const [first, second] = node.branches as [Node, Node];
      return (y(first) + y(second)) / 2;
    };
    const step = Math.min((right - left) / deepest, 7 * em);
    const x = (node: Node): number => right - node.height * step;
    return { roots, x, y, right, nameWidth, numberWidth, wordWidth, row, step };
  }

  /** What the columns are. */
  #head({ right, nameWidth, numberWidth }: Geometry): TemplateResult {
    const { em } = this.desk;
    const at = right + 14;
    return svg`${text(at + nameWidth + numberWidth - 12, 0.7 * em, "p", "mathml-small", "end")}
      ${text(at + nameWidth + numberWidth, 0.7 * em, "code", "mathml-small", "start")}`;
  }

  #branches(node: Node, geometry: Geometry, weights: readonly number[], root = false): unknown {
    const { desk } = this;
    const { em } = desk;
    if (!node.branches.length) return nothing;
    const [x, y] = [geometry.x(node), geometry.y(node)];
    const cost = this.#costOf(node.id);
    const weight = weights[node.id];
    // In close rows a bit stands in its line, where no neighbour is.
    const aside = geometry.row > 2 * em ? 0.62 * em : 0;
    const said = weight !== undefined && (root || geometry.step > 4 * em);
    return svg`${node.branches.map((branch, bit) => {
      const [toX, toY] = [geometry.x(branch), geometry.y(branch)];
      return svg`${line(`M${x.toFixed(1)} ${y.toFixed(1)}V${toY.toFixed(1)}H${toX.toFixed(1)}`, "mathml-second mathml-branch")}
        ${aside || geometry.step > 1.8 * em ? text(x + 9, toY + (bit ? aside : -aside), String(bit), "mathml-bit") : nothing}
        ${this.#branches(branch, geometry, weights)}`;
    })}${dot(x, y, "mathml-second")}
    ${said ? text(x - (root ? 12 : 8), root ? y : y - 0.62 * em, number(weight, desk.bench.digits), "mathml-small", "end") : nothing}
    ${
      cost
        ? svg`<circle class="mathml-line mathml-third" r="9" cx=${x} cy=${y} fill="none"><title>${`This join costs ${number(cost, 3)} bits a symbol`}</title></circle>`
        : nothing
    }`;
  }

  /** What a join by hand has added to the best code that was still possible. */
  #costOf(id: number): number {
    const { desk } = this;
    if (!this.#byHand || desk.masks("code_judgement")) return 0;
    const costs = desk.get<Judgement>("code_judgement").costs ?? [];
    const cost = costs[id - this.#code.names.length] ?? 0;
    return cost > 1e-12 ? cost : 0;
  }

  #leaf(
    leaf: number,
    { right, roots, y, nameWidth, numberWidth, wordWidth }: Geometry,
    joins: readonly Join[],
    weights: readonly number[],
  ): unknown {
    const { desk } = this;
    const { em, bench } = desk;
    const node = roots.flatMap(nodesOf).find(({ id }) => id === leaf);
    if (!node) return nothing;
    const code = this.#code;
    const at = right + 14;
    const height = y(node);
    const whole = joins.length === code.joins.length && roots.length === 1;
    const word = whole ? (code.codewords[leaf] ?? "") : "";
    return svg`<g data-name="outcome ${leaf}">
      ${text(at, height, fitted(code.names[leaf] ?? "", nameWidth - 4, em), "mathml-label mathml-on", "start")}
      ${text(at + nameWidth + numberWidth - 12, height, number(weights[leaf] ?? 0, bench.digits), "", "end")}
      ${text(at + nameWidth + numberWidth, height, fitted(word, wordWidth, em), "mathml-second mathml-code", "start")}
      ${this.#byHand ? nothing : dot(right, height, "mathml-second")}
    </g>`;
  }

  #takeKnots({ roots, x, y }: Geometry): void {
    const names = this.#code.names;
    this.#knots = roots.map((root) => {
      const leaves = nodesOf(root).filter(({ branches }) => !branches.length);
      const shown = leaves.slice(0, 8).map(({ id }) => names[id]);
      const label = `${shown.join(", ")}${leaves.length > 8 ? " and others" : ""}`;
      return { id: root.id, place: [x(root), y(root)], label, pair: root.branches.length > 0 };
    });
    const now = this.#knots.map(({ id }) => id).join();
    if (now !== this.#seen) this.#joiner.clear();
    this.#seen = now;
  }

  #join(one: number, other: number): void {
    const [a, b] = [this.#knots[one], this.#knots[other]];
    if (!a || !b) return;
    const [first, second] = a.place[1] <= b.place[1] ? [a, b] : [b, a];
    this.#set([...this.#joins, [first.id, second.id]]);
    this.desk.bench.announcer.say(`${first.label} and ${second.label} are joined.`);
  }

  #split(index: number): void {
    const id = this.#knots[index]?.id;
    if (id === undefined) return;
    this.#set(without(this.#joins, this.#code.names.length, id));
    this.desk.bench.announcer.say(`${this.#knots[index]?.label} are apart again.`);
  }

  #set(joins: readonly Join[] | null): void {
    this.desk.link.set({ code_tree: joins });
  }

  foot(): TemplateResult {
    const { desk } = this;
    const { signal, bench } = desk;
    const disabled = bench.locks("code_tree");
    const joins = this.#joins;
    const chosen = this.#joiner.chosen;
    const pair = chosen !== null && this.#knots[chosen]?.pair;
    const block = html`<span class="mathml-menu-label">Block length</span>${this.#block.template()}`;
    if (!this.#byHand) {
      return html`${this.#asked || this.#code.names.length > MOST ? nothing : this.#stepper.template()}
        ${button("Build by hand", { signal, disabled, press: () => this.#set([]) })} ${block}`;
    }
    return html`${button("Undo join", { signal, disabled: disabled || !joins.length, press: () => this.#set(joins.slice(0, -1)) })}
      ${button("Take apart", { signal, label: "Take the chosen pair apart", disabled: disabled || !pair, press: () => this.#split(chosen ?? 0) })}
      ${button("Start again", { signal, disabled: disabled || !joins.length, press: () => this.#set([]) })}
      ${
        this.#asked
          ? nothing
          : button("Huffman’s tree", {
              signal,
              disabled,
              press: () => {
                this.#stepper.finish();
                this.#set(null);
              },
            })
      } ${block}`;
  }

  side(): unknown {
    const { desk } = this;
    const rows = desk.rows("block_lengths");
    if (rows.length < 2 || desk.masks("block_lengths") || desk.masks("redundancy")) return nothing;
    const now = desk.get<number>("block_length");
    return listing(
      ["block length", "bits a symbol", "above entropy"],
      rows.map(([length = 0, mean = 0, above = 0]) => ({
        cells: [String(length), number(mean, 3), number(above, 3)],
        now: length === now,
      })),
    );
  }
}

interface Geometry {
  readonly roots: readonly Node[];
  readonly x: (node: Node) => number;
  readonly y: (node: Node) => number;
  readonly right: number;
  readonly nameWidth: number;
  readonly numberWidth: number;
  readonly wordWidth: number;
  readonly row: number;
  readonly step: number;
}

/** The view of `EntropyCalculator`: how many bits is this, per symbol and in all? */
import { html, nothing, type TemplateResult } from "lit-html";
import { bar } from "../../lib/bar";
import { layout } from "../../lib/layout";
import { number } from "../../lib/number";
import { pace } from "../../lib/pace";
import { Sheet } from "../../lib/sheet";
import { type Draw, type Stage, view } from "../../lib/view";
import { Workbench } from "../../lib/workbench";
import { Area } from "./area";
import { Density } from "./density";
import { Desk, type Pane } from "./desk";
import { Estimates } from "./estimates";
import { listing } from "./listing";
import { Message } from "./message";
import { Orders } from "./orders";
import { Questions } from "./questions";
import { Source } from "./source";
import { Table } from "./table";
import { CodeTree } from "./tree";
import "./style.css";

/** The bases as a menu offers them. */
const BASES = new Map([
  ["2", "2, bits"],
  [String(Math.E), "e, nats"],
  ["10", "10, hartleys"],
]);

/** Outcomes that are listed one by one. */
const LISTED = 40;

const PANES: Readonly<Record<string, new (desk: Desk) => Pane>> = {
  area: Area,
  "code tree": CodeTree,
  message: Message,
  estimates: Estimates,
  table: Table,
  orders: Orders,
  density: Density,
  questions: Questions,
};

function setUp(stage: Stage): Draw {
  const { link, signal, redraw } = stage;
  const inLesson = () => (link.get<unknown[]>("lesson_steps") ?? []).length > 0;
  const walk = (direction: 1 | -1) => {
    if (inLesson()) link.call(direction > 0 ? "next_step" : "previous_step");
    else pane().keys?.step?.(direction);
  };
  const bench = new Workbench(stage, {
    play: () => pane().keys?.play?.(),
    back: () => walk(-1),
    forward: () => walk(1),
  });
  const sheet = new Sheet({ signal, redraw });
  const desk: Desk = new Desk(link, bench, sheet, signal, redraw, () => source);
  const source = new Source(desk);
  const panes = new Map<string, Pane>();
  const pane = (): Pane => {
    const name = link.get<string>("picture");
    const known = panes.get(name);
    if (known) return known;
    const made = new (PANES[name] ?? Area)(desk);
    panes.set(name, made);
    return made;
  };

  /** Everything that is known of each outcome, folded away. */
  const list = (): TemplateResult | typeof nothing => {
    if (bench.hides("contributions") || desk.masks("surprisals")) return nothing;
    const surprisals = desk.numbers("surprisals");
    const contributions = desk.numbers("contributions");
    const fractions = link.get<string[]>("fractions");
    const words = link.get<{ codewords: (string | null)[] }>("code").codewords ?? [];
    const counts = desk.numbers("sample_counts");
    const counted = link.get("observations") !== null || link.get("picture") === "estimates";
    const own =
      words.length === source.labels.length &&
      !desk.masks("encoded_message") &&
      !desk.masks("mean_code_length");
    const said = (value = Number.NaN) => number(value, bench.digits);
    const rows = source.labels.slice(0, LISTED).map((label, index) => ({
      name: `outcome ${index}`,
      cells: [
        label,
        fractions[index] || said(source.shares[index]),
        said(surprisals[index]),
        desk.masks("contributions") ? "?" : said(contributions[index]),
        ...(own ? [words[index] ?? "none"] : []),
        ...(counted ? [number(counts[index] ?? 0, 0)] : []),
      ],
    }));
    const rest = source.labels.length - rows.length;
    return html`<details class="mathml-more"><summary>Each outcome</summary>
      ${listing(["outcome", "p", `surprise (${desk.unit})`, "adds", ...(own ? ["code"] : []), ...(counted ? ["count"] : [])], rows)}
      ${rest > 0 ? html`<p class="mathml-quiet-line">${rest.toLocaleString("en")} more are not listed.</p>` : nothing}
    </details>`;
  };

  const paced = pace(() => desk.gestures.active, redraw);

  return () => {
    const shown = pane();
    const content = shown.picture();
    const foot = shown.foot?.();
    const withBars = !["density", "estimates", "questions"].includes(link.get<string>("picture"));
    const toolbar = bar(
      html`${bench.hides("pictures") ? nothing : bench.pick("Picture", "picture")}
      ${bench.pick("Preset", "preset")} ${bench.pick("Base", "base", [...BASES.keys()], (base) => BASES.get(base) ?? base)}`,
      bench.tools(),
    );
    const main = html`<div class="mathml-entropy">
      ${sheet.template(content, { label: shown.title, describedBy: `${desk.id}-help` })}
      ${foot ? html`<div class="mathml-foot">${foot}</div>` : nothing}
      ${withBars ? source.template() : nothing}
    </div>`;
    const side = html`<p id="${desk.id}-help" class="mathml-visually-hidden">
        Drag a ring, or focus one and use the arrow keys: Shift for larger steps, Alt for finer ones.
        ${bench.asking.masked.has("notices") ? "" : link.get<string>("description")}
      </p>
      ${bench.lesson()} ${bench.asking.template()}
      ${paced(() => html`${bench.readouts()} ${bench.said()} ${shown.side?.() ?? nothing} ${list()}`)}`;
    return html`${layout({
      bar: bench.hides("toolbar") ? nothing : toolbar,
      picture: main,
      side,
    })}${bench.announcer.template()}`;
  };
}

export default view(setUp);

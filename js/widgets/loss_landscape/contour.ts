/** The plane from above: field, isolines, axes, and the slices through the probe beside it. */
import { nothing, svg, type TemplateResult } from "lit-html";
import { brief } from "../../lib/brief";
import { fitting } from "../../lib/fitting";
import { clamp, type Extent, type Point } from "../../lib/geometry";
import { gapsOf, sliceOf } from "../../lib/lattice";
import { Panel, type Span } from "../../lib/panel";
import { Plane } from "../../lib/plane";
import { hatching } from "../../lib/polygon";
import { inkOn, viridis } from "../../lib/viridis";
import type { Isoline, Landscape } from "./landscape";
import { direction, numbers, word } from "./scale";

const SQUARE: Span = [-1, 1];
const SHARES: Span = [0, 1];

/** The parts of the picture, in pixels. */
export interface Parts {
  /** Places of the square from −1 to 1. */
  readonly field: Panel;
  /** The loss along the first direction, below, and along the second, at the right; shares of the colours. */
  readonly below: Panel | null;
  readonly beside: Panel | null;
}

/** Divide a picture of this size between the field and the slices, if they are shown; `line` is the height of its type. */
export function partsOf(width: number, height: number, line: number, sliced = true): Parts {
  const [left, top, gap] = [3.1 * line, 1.5 * line, 0.7 * line];
  const strip = Math.max(0.15 * width, 3 * line);
  const taken = sliced ? gap + strip : 0.6 * line;
  const side = Math.max(
    Math.min(width - left - taken - 0.3 * line, height - top - 3.1 * line - taken),
    10,
  );
  const field = new Panel(left, top, side, side, SQUARE, SQUARE);
  const under = field.bottom + 2.6 * line + gap;
  return {
    field,
    below: sliced ? new Panel(left, under, side, strip, SQUARE, SHARES) : null,
    beside: sliced ? new Panel(field.right + gap, top, strip, side, SHARES, SQUARE) : null,
  };
}

/** The field as handles know it: its data are places of the square. */
export class FieldPlane extends Plane {
  constructor(
    private readonly panel: Panel,
    width: number,
    height: number,
  ) {
    super([0, 0], 2, width, height);
  }

  /** A handle may come to rest on the very edge of the field. */
  override get unit(): number {
    return Number.POSITIVE_INFINITY;
  }

  override get extent(): Extent {
    return { x: SQUARE, y: SQUARE };
  }

  override toPixels(point: Point): Point {
    return this.panel.toPixels(point);
  }

  override toData(pixel: Point): Point {
    return this.panel.toData(pixel);
  }
}

export interface IsolineLabel {
  readonly text: string;
  readonly at: Point;
  readonly degrees: number;
  readonly share: number;
}

/** What of a landscape is drawn from paths, made once for a size of the field. */
export interface Drawn {
  readonly isolines: readonly { readonly path: string; readonly share: number }[];
  readonly labels: readonly IsolineLabel[];
  readonly gaps: string;
  /** Where the name of what has no value stands. */
  readonly gapAt: Point | null;
  readonly gapText: string;
}

/** `avoid` are pixels that no name should cover. */
export function drawnOf(
  landscape: Landscape,
  field: Panel,
  line: number,
  avoid: readonly Point[],
): Drawn {
  const inPixels = landscape.isolines.map(({ level, share, lines }) => ({
    level,
    share,
    lines: lines.map((one) => one.map((point) => field.toPixels(point))),
  }));
  const isolines = landscape.isolines.map(({ share, lines }) => ({
    share,
    path: lines.map((one) => field.path(one)).join(""),
  }));
  return {
    isolines,
    labels: labelled(inPixels, field, line, avoid),
    ...gaps(landscape, field, line),
  };
}

/** One name for each level: on a stretch of its longest lines, clear of the other names and of the edges. */
function labelled(
  isolines: readonly Isoline[],
  field: Panel,
  line: number,
  avoid: readonly Point[],
): IsolineLabel[] {
  const placed: (IsolineLabel & { half: number })[] = [];
  for (const { level, share, lines } of isolines) {
    const text = brief(level);
    const half = 0.27 * line * (text.length + 1);
    let best: { at: Point; degrees: number; clear: number } | null = null;
    for (const one of lines) {
      const along = lengths(one);
      const whole = along.at(-1) ?? 0;
      if (whole < 5 * half) continue;
      for (let share = 0.1; share < 0.95; share += 0.08) {
        const [from, at, to] = [-half, 0, half].map((by) =>
          pointAt(one, along, share * whole + by),
        );
        if (!from || !at || !to) continue;
        const chord = Math.hypot(to[0] - from[0], to[1] - from[1]);
        const edge = Math.min(
          at[0] - field.left,
          field.right - at[0],
          at[1] - field.top,
          field.bottom - at[1],
        );
        const apart = (other: Point) => Math.hypot(other[0] - at[0], other[1] - at[1]) - half;
        const others = [
          ...placed.map((other) => apart(other.at) - other.half),
          ...avoid.map((one) => apart(one) - 0.5 * line),
        ];
        const straight = chord / (2 * half);
        if (edge < half + 0.4 * line || straight < 0.85 || Math.min(...others) < 0.4 * line)
          continue;
        const clear = Math.min(edge, 6 * line, ...others) + 3 * line * straight;
        if (best && best.clear >= clear) continue;
        const angle = (Math.atan2(to[1] - from[1], to[0] - from[0]) * 180) / Math.PI;
        best = { at, degrees: angle > 90 ? angle - 180 : angle < -90 ? angle + 180 : angle, clear };
      }
    }
    if (best) placed.push({ text, share, half, at: best.at, degrees: best.degrees });
  }
  return placed;
}

function lengths(line: readonly Point[]): number[] {
  const along = [0];
  for (let at = 1; at < line.length; at++) {
    const [from, to] = [line[at - 1] as Point, line[at] as Point];
    along.push((along[at - 1] as number) + Math.hypot(to[0] - from[0], to[1] - from[1]));
  }
  return along;
}

function pointAt(line: readonly Point[], along: readonly number[], length: number): Point | null {
  if (length < 0 || length > (along.at(-1) ?? 0)) return null;
  const next = Math.max(
    1,
    along.findIndex((one) => one >= length),
  );
  const [from, to] = [line[next - 1] as Point, line[next] as Point];
  const piece = (along[next] as number) - (along[next - 1] as number);
  const share = piece > 0 ? (length - (along[next - 1] as number)) / piece : 0;
  return [from[0] + share * (to[0] - from[0]), from[1] + share * (to[1] - from[1])];
}

function gaps(
  landscape: Landscape,
  field: Panel,
  line: number,
): Pick<Drawn, "gaps" | "gapAt" | "gapText"> {
  const { losses } = landscape;
  const place = (column: number, row: number) =>
    field.toPixels([(2 * column) / (losses.columns - 1) - 1, (2 * row) / (losses.rows - 1) - 1]);
  const boxes = gapsOf(losses).map(([row, first, past]) => {
    const [[left, bottom], [right, top]] = [place(first, row), place(past, row + 1)];
    return { left, right, top, bottom };
  });
  const path = boxes.map(
    ({ left, right, top, bottom }) =>
      `M${left.toFixed(1)} ${bottom.toFixed(1)}H${right.toFixed(1)}V${top.toFixed(1)}H${left.toFixed(1)}Z`,
  );
  const missing = losses.values.filter((value) => !Number.isFinite(value));
  const gapText = missing.every((value) => value === Number.POSITIVE_INFINITY)
    ? "infinite"
    : missing.every((value) => Number.isNaN(value))
      ? "not a number"
      : "not finite";
  return { gaps: path.join(""), gapAt: roomiest(boxes, field, line, gapText), gapText };
}

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Where there is most room for a name among rows of boxes. */
function roomiest(boxes: readonly Box[], field: Panel, line: number, text: string): Point | null {
  const half = 0.3 * line * text.length;
  let [found, most]: [Point | null, number] = [null, Number.NEGATIVE_INFINITY];
  for (const { left, right, top, bottom } of boxes) {
    const [x, y] = [(left + right) / 2, (top + bottom) / 2];
    const column = boxes.filter((other) => other.left <= x && x <= other.right);
    const above = y - Math.min(...column.map((other) => other.top));
    const below = Math.max(...column.map((other) => other.bottom)) - y;
    const deep = Math.min(above, below);
    const room = Math.min((right - left) / 2 - half, 3 * (deep - line)) + 0.01 * deep;
    if (room <= most) continue;
    most = room;
    found = [
      clamp(x, field.left + half, Math.max(field.right - half, field.left + half)),
      clamp(y, field.top + line, Math.max(field.bottom - line, field.top + line)),
    ];
  }
  return found;
}

export interface Seen {
  readonly id: string;
  readonly landscape: Landscape;
  readonly parts: Parts;
  readonly drawn: Drawn;
  readonly line: number;
  readonly names: readonly string[];
  /** The probe, on the square; null where it is not shown. */
  readonly probe: Point | null;
  /** The losses along both directions through the probe, where Python has sent them. */
  readonly slices: readonly [readonly Point[] | null, readonly Point[] | null];
}

/** All that lies under the path and the handles. */
export function ground(seen: Seen): TemplateResult {
  const { id, parts, drawn } = seen;
  const { field } = parts;
  return svg`<defs>
      <clipPath id="${id}-field"><rect x=${field.left} y=${field.top} width=${field.width} height=${field.height}></rect></clipPath>
      <g class="mathml-ghost">${hatching(`${id}-gap`)}</g>
    </defs>
    <image class="mathml-field-image" x=${field.left} y=${field.top} width=${field.width} height=${field.height}
      preserveAspectRatio="none"></image>
    <path d=${drawn.gaps} style="fill:url(#${id}-gap)" data-name="gap"></path>
    <g class="mathml-isolines" aria-hidden="true">${drawn.isolines.map(
      ({ path, share }) => svg`<path d=${path} style="stroke:${inkOn(share)}"></path>`,
    )}${drawn.labels.map(
      ({ text, at, degrees, share }) => svg`<text
        transform="translate(${at[0].toFixed(1)} ${at[1].toFixed(1)}) rotate(${degrees.toFixed(1)})"
        text-anchor="middle" dominant-baseline="central"
        style="--mathml-ink:${inkOn(share)};--mathml-ground:${viridis(share)}"
      >${text}</text>`,
    )}</g>
    ${
      drawn.gapAt
        ? svg`<g dominant-baseline="central">${word(...drawn.gapAt, drawn.gapText, "middle", "mathml-gap-name")}</g>`
        : nothing
    }
    <rect class="mathml-edge" x=${field.left} y=${field.top} width=${field.width} height=${field.height}></rect>
    ${axes(seen)} ${slices(seen)}`;
}

function axes({ landscape, parts: { field }, names, line }: Seen): TemplateResult {
  const panel = new Panel(
    field.left,
    field.top,
    field.width,
    field.height,
    landscape.x,
    landscape.y,
  );
  const half = 0.5 * line;
  const alongX = panel.ticks("x", 4.4 * line).filter(({ at }) => at < field.right - half);
  const alongY = panel.ticks("y", 3.4 * line).filter(({ at }) => at > field.top + half);
  return svg`<g class="mathml-axes" aria-hidden="true">
    <path class="mathml-tick" d="${alongX.map(({ at }) => `M${at.toFixed(1)} ${field.bottom}v4`).join("")}${alongY
      .map(({ at }) => `M${field.left} ${at.toFixed(1)}h-4`)
      .join("")}"></path>
    ${numbers(alongX, field.bottom + 1.15 * line, alongY, field.left - half)}
    ${direction(field.right, field.bottom + 2.4 * line, `${fitting(names[0] ?? "", field.width - 2 * line, line)} →`, "end")}
    ${direction(field.left - 2 * line, field.top - half, `↑ ${fitting(names[1] ?? "", field.width, line)}`)}
  </g>`;
}

/** The cross-hair through the probe, and the two curves that it cuts. */
function slices(seen: Seen): unknown {
  const { parts, probe } = seen;
  if (!probe) return nothing;
  const { field, below, beside } = parts;
  const [x, y] = field.toPixels(probe);
  const lines = `M${x} ${field.top}V${field.bottom}M${field.left} ${y}H${field.right}`;
  return svg`<path class="mathml-crosshair-casing" d=${lines}></path>
    <path class="mathml-crosshair" d=${lines}></path>
    ${below && beside ? curves(seen, probe, below, beside) : nothing}`;
}

function curves(
  { landscape, parts: { field }, slices: sent, line }: Seen,
  probe: Point,
  below: Panel,
  beside: Panel,
): TemplateResult {
  const { shares, tone } = landscape;
  const [u, v] = [(probe[0] + 1) / 2, (probe[1] + 1) / 2];
  const own = (axis: 0 | 1, at: number) =>
    sliceOf(shares, axis, at).map(([along, share]): Point => [2 * along - 1, share]);
  const curve = (axis: 0 | 1, at: number) =>
    sent[axis]?.map(([along, loss]): Point => [along, tone.shareOf(loss)]) ?? own(axis, at);
  const swap = ([along, share]: Point): Point => [share, along];
  const [x, y] = field.toPixels(probe);
  const [low, high] = [tone.say(0), tone.say(1)];
  const [left, under] = [below.left - 0.4 * line, beside.bottom + 0.9 * line];
  return svg`<g class="mathml-slices" aria-hidden="true">
    <path class="mathml-slice-axis" d="M${below.left} ${below.bottom}H${below.right}M${below.left} ${below.top}H${below.right}
      M${beside.left} ${beside.top}V${beside.bottom}M${beside.right} ${beside.top}V${beside.bottom}"></path>
    <path class="mathml-crosshair-thread" d="M${x} ${below.top}V${below.bottom}M${beside.left} ${y}H${beside.right}"></path>
    <path class="mathml-slice" data-name="slice x" d=${below.path(curve(0, v))}></path>
    <path class="mathml-slice" data-name="slice y" d=${beside.path(curve(1, u).map(swap))}></path>
    <g class="mathml-axes" dominant-baseline="central">
      ${word(left, below.top + 0.35 * line, high, "end")}
      ${word(left, below.bottom - 0.35 * line, low, "end")}
      ${word(beside.right, under, high, "end")} ${word(beside.left, under, low, "start")}
      <g class="mathml-direction">${word(beside.left, under + 1.2 * line, "loss →", "start")}</g>
    </g>
  </g>`;
}

/** The loss along a line, and how high it rises between its ends. */
import { nothing, svg, type TemplateResult } from "lit-html";
import { brief } from "../../lib/brief";
import type { Point } from "../../lib/geometry";
import type { Label } from "../../lib/labels";
import { rangeOf } from "../../lib/lattice";
import { fixed } from "../../lib/number";
import { Panel, type Span } from "../../lib/panel";
import { hatching } from "../../lib/polygon";
import { direction, numbers, word } from "./scale";

export interface Line {
  readonly positions: readonly number[];
  readonly losses: readonly number[];
  readonly accuracies: readonly number[] | null;
  readonly barrier: number | null;
  readonly barrierAt: number | null;
  /** The names of the two ends; none where the line has no ends. */
  readonly names: readonly string[];
  readonly log: boolean;
  readonly offset: number;
  readonly clamp: number | null;
}

/** The chart of a line in a picture of this size. */
export function panelOf(line: Line, width: number, height: number, type: number): Panel {
  const bounds = rangeOf(line.losses.map((loss) => heightOf(line, loss))) ?? [0, 1];
  const room = 0.12 * (bounds[1] - bounds[0]) || Math.abs(bounds[0]) * 0.1 || 0.5;
  const ends: Span = [line.positions[0] ?? 0, line.positions.at(-1) ?? 1];
  const [left, top] = [3.8 * type, 1.8 * type];
  const right = (line.accuracies ? 3.4 : 0.8) * type;
  return new Panel(
    left,
    top,
    Math.max(width - left - right, 10),
    Math.max(height - top - 3 * type, 10),
    ends,
    [bounds[0] - room, bounds[1] + room],
  );
}

/** How high a loss is drawn. */
export function heightOf({ log, offset, clamp }: Line, loss: number): number {
  const shown = clamp !== null && loss > clamp ? clamp : loss;
  return log ? Math.log10(Math.max(shown - offset, Number.MIN_VALUE)) : shown;
}

function at(line: Line, position: number): Point | null {
  const after = line.positions.findIndex((one) => one >= position - 1e-12);
  if (after < 0) return null;
  const [x1, y1] = [line.positions[after] as number, line.losses[after] as number];
  if (after === 0 || x1 === position) return [x1, heightOf(line, y1)];
  const [x0, y0] = [line.positions[after - 1] as number, line.losses[after - 1] as number];
  return [position, heightOf(line, y0 + ((position - x0) / (x1 - x0)) * (y1 - y0))];
}

/** Whether the line joins two points. */
function joins({ names, positions }: Line): boolean {
  return names.length === 2 && (positions[0] ?? 1) <= 0 && (positions.at(-1) ?? 0) >= 1;
}

export function chart(
  line: Line,
  panel: Panel,
  type: number,
  name: string,
  id: string,
): TemplateResult {
  const { positions, losses, accuracies } = line;
  const curve = positions.map((x, index): Point => [x, heightOf(line, losses[index] as number)]);
  const ticksX = panel.ticks("x", 5 * type);
  const ticksY = panel.ticks("y", 3 * type);
  const share = (accuracy: number) => panel.y[0] + accuracy * (panel.y[1] - panel.y[0]);
  return svg`<defs><g class="mathml-ghost">${hatching(`${id}-gap`)}</g></defs>
    <g class="mathml-axes" aria-hidden="true">
      <path class="mathml-slice-axis" d="${ticksY.map(({ at: y }) => `M${panel.left} ${y.toFixed(1)}H${panel.right}`).join("")}"></path>
      <path class="mathml-edge" d="M${panel.left} ${panel.top}V${panel.bottom}H${panel.right}"></path>
      ${numbers(ticksX, panel.bottom + 1.2 * type, ticksY, panel.left - 0.5 * type)}
      ${direction(panel.left - 2.5 * type, panel.top - 0.7 * type, line.log ? "↑ log₁₀ loss" : "↑ loss")}
      ${direction(panel.right, panel.bottom + 2.5 * type, `${name} →`, "end")}
      ${
        accuracies
          ? svg`<g class="mathml-second"><g dominant-baseline="central">${[0, 0.5, 1].map((one) =>
              word(
                panel.right + 0.5 * type,
                panel.toPixels([0, share(one)])[1],
                `${fixed(100 * one, 0)} %`,
              ),
            )}</g>
            ${direction(panel.right + 3.2 * type, panel.top - 0.7 * type, "accuracy", "end")}</g>`
          : nothing
      }
    </g>
    <path d=${gaps(line, panel)} style="fill:url(#${id}-gap)" data-name="gap"></path>
    ${
      accuracies
        ? svg`<path class="mathml-line mathml-second" data-dashed="true" data-name="accuracy"
            d=${panel.path(positions.map((x, index): Point => [x, share(accuracies[index] as number)]))}></path>`
        : nothing
    }
    ${joined(line, panel)}
    <path class="mathml-line mathml-answer" data-name="loss" d=${panel.path(curve)}></path>
    ${ends(line).map((point) => {
      const [x, y] = panel.toPixels(point);
      return svg`<circle class="mathml-trail-dot mathml-answer" cx=${x.toFixed(1)} cy=${y.toFixed(1)} r="4.5"></circle>`;
    })}`;
}

function ends(line: Line): Point[] {
  if (!joins(line)) return [];
  return [at(line, 0), at(line, 1)].filter(
    (point): point is Point => point !== null && Number.isFinite(point[1]),
  );
}

/** The straight line between the ends, and the barrier above it. */
function joined(line: Line, panel: Panel): unknown {
  const [from, to] = [at(line, 0), at(line, 1)];
  if (!joins(line) || !from || !to) return nothing;
  const bridge = Array.from(
    { length: 41 },
    (_, step): Point => [step / 40, bridgeAt(line, step / 40)],
  );
  return svg`<path class="mathml-line mathml-ghost" data-name="straight line" d=${panel.path(bridge)}></path>${barrier(line, panel)}`;
}

function bridgeAt(line: Line, position: number): number {
  const [from, to] = [0, 1].map((end) => {
    const index = line.positions.findIndex((one) => Math.abs(one - end) < 1e-9);
    return line.losses[index] ?? Number.NaN;
  }) as [number, number];
  return heightOf(line, from + position * (to - from));
}

function barrier(line: Line, panel: Panel): unknown {
  const { barrier: height, barrierAt } = line;
  if (height === null || barrierAt === null || !(height > 0)) return nothing;
  const top = at(line, barrierAt);
  const low = bridgeAt(line, barrierAt);
  if (!top || !Number.isFinite(top[1]) || !Number.isFinite(low)) return nothing;
  const [x, y] = panel.toPixels(top);
  const under = panel.toPixels([barrierAt, low])[1];
  return svg`<path class="mathml-line mathml-third" data-name="barrier"
    d="M${x.toFixed(1)} ${y.toFixed(1)}V${under.toFixed(1)}M${(x - 5).toFixed(1)} ${y.toFixed(1)}h10M${(x - 5).toFixed(1)} ${under.toFixed(1)}h10"></path>`;
}

/** Where there is no loss. */
function gaps({ positions, losses }: Line, panel: Panel): string {
  let path = "";
  for (let index = 1; index < positions.length; index++) {
    if (Number.isFinite(losses[index - 1]) && Number.isFinite(losses[index])) continue;
    const [from, to] = [positions[index - 1], positions[index]].map(
      (x) => panel.toPixels([x as number, 0])[0],
    ) as [number, number];
    path += `M${from.toFixed(1)} ${panel.top}H${to.toFixed(1)}V${panel.bottom}H${from.toFixed(1)}Z`;
  }
  return path;
}

/** The names of the ends and of the barrier. */
export function names(line: Line, panel: Panel): Label[] {
  const list = ends(line).map(
    (point, index): Label => ({
      id: `end ${index}`,
      text: line.names[index] ?? "",
      at: panel.toPixels(point),
      away: [index ? 1 : -1, 1],
      gap: 8,
      colour: "mathml-answer",
    }),
  );
  const { barrier: height, barrierAt } = line;
  const top = barrierAt === null ? null : at(line, barrierAt);
  if (height !== null && height > 0 && top && Number.isFinite(top[1]))
    list.push({
      id: "barrier",
      text: `barrier ${brief(height)}`,
      at: panel.toPixels(top),
      away: [0, -1],
      gap: 6,
      colour: "mathml-third",
    });
  return list.filter(({ text }) => text);
}

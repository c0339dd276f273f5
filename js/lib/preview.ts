/** A faint curve above a slider: what each of its values would come to. */
import { html, svg, type TemplateResult } from "lit-html";
import { clamp } from "./geometry";
import { number } from "./number";
import type { Scale } from "./slider";
import "./preview.css";

/** Less than this share of the most is said as 0. */
const NOTHING = 1e-3;

export interface Curve {
  /** Values and what they would come to; not a number where that is nothing. */
  readonly points: readonly (readonly [value: number, height: number])[];
  readonly name: string;
}

/** A curve in a box from (0, 0) to (100, 100), zero in it, with the height at one value. */
export interface Drawn {
  readonly path: string;
  readonly zero: number;
  readonly here: readonly [x: number, y: number];
  readonly least: number;
  readonly most: number;
}

export function drawn(curve: Curve, scale: Scale, value: number): Drawn {
  const points = curve.points
    .filter(([, height]) => Number.isFinite(height))
    .map(([at, height]) => ({ x: 100 * scale.toPlace(at), height }));
  const heights = points.map(({ height }) => height);
  const [low, high] = [Math.min(0, ...heights), Math.max(0, ...heights)];
  const y = (height: number) => 100 - (100 * (height - low)) / (high - low || 1);
  const x = clamp(100 * scale.toPlace(value), points[0]?.x ?? 0, points.at(-1)?.x ?? 100);
  const after = Math.max(
    points.findIndex((point) => point.x >= x),
    1,
  );
  const [from, to] = [points[after - 1] ?? points[0], points[after] ?? points[0]];
  const share = from && to && to.x > from.x ? (x - from.x) / (to.x - from.x) : 0;
  const height = from && to ? from.height + share * (to.height - from.height) : 0;
  return {
    path: `M${points.map((point) => `${point.x.toFixed(1)} ${y(point.height).toFixed(1)}`).join("L")}`,
    zero: y(0),
    here: [x, y(height)],
    least: Math.min(...heights),
    most: Math.max(...heights),
  };
}

export function preview(curve: Curve, scale: Scale, value: number): TemplateResult {
  const { path, zero, here, least, most } = drawn(curve, scale, value);
  const nothing = NOTHING * Math.max(Math.abs(least), Math.abs(most));
  const [from, to] = [least, most].map((one) => number(Math.abs(one) < nothing ? 0 : one, 3));
  return html`<div class="mathml-preview" aria-hidden="true">
    <svg viewBox="0 0 100 100" preserveAspectRatio="none">${svg`<path d="M0 ${zero}H100"></path>
      <path class="mathml-answer" d=${path}></path>
      <path class="mathml-answer mathml-here" d="M${here[0]} ${here[1]}h0"></path>`}</svg>
    <span>${curve.name}: ${from} to ${to}</span>
  </div>`;
}

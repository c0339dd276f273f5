/** A rectangle of a picture with a scale along each side: data to pixels and back, and its axes. */
import { svg, type TemplateResult } from "lit-html";
import { text } from "./marks";
import { fixed } from "./number";
import { decimalsOf, multiples, niceStep } from "./ticks";
import "./axes.css";

type Range = readonly [low: number, high: number];

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export class Chart {
  constructor(
    readonly box: Box,
    readonly x: Range = [0, 1],
    readonly y: Range = [0, 1],
  ) {}

  toX(value: number): number {
    const { left, right } = this.box;
    return left + ((value - this.x[0]) / (this.x[1] - this.x[0])) * (right - left);
  }

  toY(value: number): number {
    const { top, bottom } = this.box;
    return bottom - ((value - this.y[0]) / (this.y[1] - this.y[0])) * (bottom - top);
  }

  fromX(pixel: number): number {
    const { left, right } = this.box;
    return this.x[0] + ((pixel - left) / (right - left)) * (this.x[1] - this.x[0]);
  }

  /** Points in data coordinates, in pixels. */
  pixels(points: Iterable<readonly [number, number]>): [number, number][] {
    return Array.from(points, ([x, y]) => [this.toX(x), this.toY(y)]);
  }
}

/** Round numbers along a range, and how they are written; about one every `apart` pixels. */
export function ticksOf([low, high]: Range, pixels: number, apart: number) {
  const step = niceStep((Math.max(high - low, 1e-300) * apart) / Math.max(pixels, 1));
  const decimals = Math.min(decimalsOf(step), 12);
  return multiples(low, high, step, 30).map((value) => ({ value, said: fixed(value, decimals) }));
}

/** Numbers up the left side with hairlines across, and the line at the bottom. */
export function upright(chart: Chart, em: number): TemplateResult {
  const { left, right, top, bottom } = chart.box;
  return svg`<g class="mathml-axes mathml-input-grid" aria-hidden="true">
    ${ticksOf(chart.y, bottom - top, 3.4 * em).map(({ value, said }) => {
      const y = chart.toY(value);
      return svg`<path d="M${left} ${y}H${right}"></path>${text(left - 6, y, said, "", "end")}`;
    })}
    <path class="mathml-grid-axis" d="M${left} ${bottom}H${right}"></path>
  </g>`;
}

/** Numbers along the bottom with hairlines up, and the name under them. */
export function level(chart: Chart, name: string, em: number): TemplateResult {
  const { left, right, top, bottom } = chart.box;
  return svg`<g class="mathml-axes mathml-input-grid" aria-hidden="true">
    ${ticksOf(chart.x, right - left, 5 * em).map(({ value, said }) => {
      const x = chart.toX(value);
      return svg`<path d="M${x} ${top}V${bottom + 4}"></path>${text(x, bottom + 6 + 0.5 * em, said)}`;
    })}
    <path class="mathml-grid-axis" d="M${left} ${bottom}H${right}"></path>
    ${text((left + right) / 2, bottom + 6 + 1.8 * em, name)}
  </g>`;
}

/** What is drawn, as far as it lies between the axes. `id` is one of a kind in the page. */
export function within({ box }: Chart, id: string, content: unknown): TemplateResult {
  const { left, top, right, bottom } = box;
  return svg`<clipPath id=${id}><path d="M${left} ${top}H${right}V${bottom}H${left}Z"></path></clipPath>
    <g clip-path="url(#${id})">${content}</g>`;
}

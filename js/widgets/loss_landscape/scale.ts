/** Numbers and names along the axes of a picture. */
import { nothing, svg, type TemplateResult } from "lit-html";
import type { Tick } from "../../lib/panel";
import "../../lib/axes.css";

/** A text at a pixel of the picture; its anchor may be that of what is round it. */
export function word(
  x: number,
  y: number,
  said: unknown,
  anchor?: string,
  kind?: string,
): TemplateResult {
  return svg`<text class=${kind ?? nothing} text-anchor=${anchor ?? nothing} x=${x.toFixed(1)} y=${y.toFixed(1)}>${said}</text>`;
}

/** The name of an axis. */
export function direction(x: number, y: number, said: string, anchor?: string): TemplateResult {
  return word(x, y, said, anchor, "mathml-direction");
}

/** The numbers along both axes: in a row at a height, and in a column that ends at a place. */
export function numbers(
  across: readonly Tick[],
  height: number,
  up: readonly Tick[],
  end: number,
): TemplateResult {
  return svg`<g text-anchor="middle">${across.map(({ at, text }) => word(at, height, text))}</g>
    <g text-anchor="end" dominant-baseline="central">${up.map(({ at, text }) => word(end, at, text))}</g>`;
}

/** The plain marks that charts and diagrams are made of, in pixels. */
import { nothing, svg, type TemplateResult } from "lit-html";

type Anchor = "start" | "middle" | "end";

/** A text whose middle is at `y`; `x` is its start, middle or end. Empty texts are not drawn. */
export function text(
  x: number,
  y: number,
  content: string,
  kind = "",
  anchor: Anchor = "middle",
): TemplateResult | typeof nothing {
  if (!content) return nothing;
  return svg`<text class=${kind} x=${x.toFixed(1)} y=${y.toFixed(1)} text-anchor=${anchor} dominant-baseline="central">${content}</text>`;
}

/** A rectangle narrower than this would be all outline. */
const THIN = 4;

/** A rectangle between two corners. */
export function box(
  [left, top, right, bottom]: readonly [number, number, number, number],
  kind: string,
  name?: string,
  opacity?: number,
): TemplateResult {
  return svg`<rect class="mathml-box ${kind}" data-name=${name ?? nothing} data-thin=${right - left < THIN || nothing}
    style=${opacity === undefined ? nothing : `fill-opacity: ${opacity.toFixed(3)}`}
    x=${left.toFixed(2)} y=${top.toFixed(2)} width=${Math.max(right - left, 0).toFixed(2)} height=${Math.max(bottom - top, 0).toFixed(2)}></rect>`;
}

/** A line along a path. */
export function line(d: string, kind: string, name?: string, dashed = false): TemplateResult {
  return svg`<path class="mathml-line ${kind}" data-name=${name ?? nothing} data-dashed=${dashed || nothing} d=${d}></path>`;
}

export function dot(x: number, y: number, kind: string, radius = 3): TemplateResult {
  return svg`<circle class="mathml-dot-mark ${kind}" r=${radius} cx=${x.toFixed(1)} cy=${y.toFixed(1)}></circle>`;
}

/** A path through points. */
export function through(points: Iterable<readonly [number, number]>): string {
  return `M${Array.from(points, ([x, y]) => `${x.toFixed(1)} ${y.toFixed(1)}`).join("L")}`;
}

import { svg, type TemplateResult } from "lit-html";
import { clamp } from "./geometry";
import { fixed, scientific } from "./number";
import type { Plane } from "./plane";
import { decimalsOf, multiples } from "./ticks";

/** Tick labels stand this far inside the edge of the picture, away from what is in its middle. */
const INSET = 6;

/** The type's height; a label nearer than this to a corner would meet those of the other axis. */
const LINE = 14;

/** Labels along an axis are at least this many pixels apart. */
const SPACING = 60;

/** Steps beyond these have labels with powers of ten. */
const LARGE = 1e5;
const SMALL = 1e-4;

export interface AxisNames {
  readonly x: string;
  readonly y: string;
}

/** Tick labels along the lower and the left edge, and the names of the axes at the ends of their lines. */
export function axes(plane: Plane, names: AxisNames): TemplateResult {
  const { width, height, extent } = plane;
  const step = plane.step * (plane.step * plane.unit < SPACING ? 2 : 1);
  const decimals = decimalsOf(step);
  const plain = step < LARGE && step > SMALL;
  const say = (value: number) =>
    plain || value === 0 ? fixed(value, plain ? decimals : 0) : scientific(value, 1);
  const [originX, originY] = plane.toPixels([0, 0]);
  const below = height - INSET - LINE / 2;
  const alongX = multiples(...extent.x, step)
    .map((value) => ({ value, at: plane.toPixels([value, 0])[0] }))
    .filter(({ at }) => at > 3 * LINE && at < width - LINE);
  const alongY = multiples(...extent.y, step)
    .map((value) => ({ value, at: plane.toPixels([0, value])[1] }))
    .filter(({ at }) => at > LINE && at < height - 3 * LINE);
  const besideX = clamp(originY - LINE, LINE, height - 3 * LINE);
  const besideY = clamp(originX + INSET, 4 * LINE, width - LINE);
  return svg`<g class="mathml-axes" aria-hidden="true" dominant-baseline="central">
    <g text-anchor="middle">${alongX.map(
      ({ value, at }) => svg`<text x=${at.toFixed(1)} y=${below}>${say(value)}</text>`,
    )}</g>
    ${alongY.map(({ value, at }) => svg`<text x=${INSET} y=${at.toFixed(1)}>${say(value)}</text>`)}
    <text class="mathml-axis-name" text-anchor="end" x=${width - INSET} y=${besideX}>${names.x}</text>
    <text class="mathml-axis-name" x=${besideY} y=${LINE}>${names.y}</text>
  </g>`;
}

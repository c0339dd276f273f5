import { svg, type TemplateResult } from "lit-html";
import { clamp, type Point } from "./geometry";
import type { Segment } from "./labels";
import { fixed, scientific } from "./number";
import type { Plane } from "./plane";
import { decimalsOf, multiples } from "./ticks";
import "./axes.css";

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

/** Where the names of the axes stand. */
function ends(plane: Plane): readonly [x: Point, y: Point] {
  const { width, height } = plane;
  const [x, y] = plane.toPixels([0, 0]);
  return [
    [width - INSET, clamp(y - LINE, LINE, height - 3 * LINE)],
    [clamp(x + INSET, 4 * LINE, width - LINE), LINE],
  ];
}

/** What other labels keep off: the names of the axes, and the edges where the numbers are. */
export function axisTexts(plane: Plane): { points: Point[]; segments: Segment[] } {
  const { width, height } = plane;
  const [[right, beside], [above, top]] = ends(plane);
  const [left, below] = [INSET + LINE / 2, height - INSET - LINE / 2];
  return {
    points: [
      [right - LINE / 2, beside],
      [above + LINE / 2, top],
    ],
    segments: [
      [
        [left, 0],
        [left, height],
      ],
      [
        [0, below],
        [width, below],
      ],
    ],
  };
}

/** Tick labels along the lower and the left edge, and the names of the axes at the ends of their lines. */
export function axes(plane: Plane, names: AxisNames): TemplateResult {
  const { width, height, extent } = plane;
  const step = plane.step * (plane.step * plane.unit < SPACING ? 2 : 1);
  const decimals = decimalsOf(step);
  const plain = step < LARGE && step > SMALL;
  const say = (value: number) =>
    plain || value === 0 ? fixed(value, plain ? decimals : 0) : scientific(value, 1);
  const [endOfX, endOfY] = ends(plane);
  const below = height - INSET - LINE / 2;
  const alongX = multiples(...extent.x, step)
    .map((value) => ({ value, at: plane.toPixels([value, 0])[0] }))
    .filter(({ at }) => at > 3 * LINE && at < width - LINE);
  const alongY = multiples(...extent.y, step)
    .map((value) => ({ value, at: plane.toPixels([0, value])[1] }))
    .filter(({ at }) => at > LINE && at < height - 3 * LINE);
  return svg`<g class="mathml-axes" aria-hidden="true" dominant-baseline="central">
    <g text-anchor="middle">${alongX.map(
      ({ value, at }) => svg`<text x=${at.toFixed(1)} y=${below}>${say(value)}</text>`,
    )}</g>
    ${alongY.map(({ value, at }) => svg`<text x=${INSET} y=${at.toFixed(1)}>${say(value)}</text>`)}
    <text class="mathml-axis-name" text-anchor="end" x=${endOfX[0]} y=${endOfX[1]}>${names.x}</text>
    <text class="mathml-axis-name" x=${endOfY[0]} y=${endOfY[1]}>${names.y}</text>
  </g>`;
}

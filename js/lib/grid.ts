import { svg, type TemplateResult } from "lit-html";
import type { Basis, Point } from "./geometry";
import type { Plane } from "./plane";
import "./axes.css";
import "./grid.css";

/** Lines closer than this many pixels are thinned out; those a thinning leaves out fade on the way there. */
const CLOSEST = 22;

/** A picture cannot show more lines of one family than this; with the spacing above it never needs to. */
const MOST_LINES = 400;

/** Below this a family of lines has collapsed: its lines lie on one another. */
const COLLAPSED = 1e-12;

/** So it has below this many pixels, where the products above have no digits left. */
const NOTHING = 1e-290;

/** SVG paths of one family of parallel grid lines. */
export interface GridLines {
  /** The line through the origin. */
  readonly axis: string;
  readonly lines: string;
  /** Lines on their way out, to be drawn at `opacity`. */
  readonly fading: string;
  readonly opacity: number;
}

const NO_LINES: GridLines = { axis: "", lines: "", fading: "", opacity: 0 };

/** The part of the line through `point` along `direction` that crosses the picture, as a path; pixels. */
export function clippedLine(plane: Plane, point: Point, direction: Point): string {
  let [from, to] = [-Infinity, Infinity];
  const sides: [start: number, speed: number, length: number][] = [
    [point[0], direction[0], plane.width],
    [point[1], direction[1], plane.height],
  ];
  for (const [start, speed, length] of sides) {
    if (speed === 0) {
      if (start < 0 || start > length) return "";
      continue;
    }
    const [one, other] = [-start / speed, (length - start) / speed];
    from = Math.max(from, Math.min(one, other));
    to = Math.min(to, Math.max(one, other));
  }
  if (!(from < to && Number.isFinite(from) && Number.isFinite(to))) return "";
  const at = (t: number) =>
    `${(point[0] + t * direction[0]).toFixed(1)} ${(point[1] + t * direction[1]).toFixed(1)}`;
  return `M${at(from)}L${at(to)}`;
}

/** The images of the lines along `along`, one every `across`, seen in the picture. */
function family(plane: Plane, along: Point, across: Point): GridLines {
  const length = Math.hypot(along[0], along[1]);
  if (!(length > 0 && Number.isFinite(length))) return NO_LINES;
  const direction: Point = [along[0] / length, along[1] / length];
  const normal: Point = [-direction[1], direction[0]];
  const origin = plane.toPixels([0, 0]);
  const axis = clippedLine(plane, origin, direction);
  const spacing = across[0] * normal[0] + across[1] * normal[1];
  const collapsed = Math.abs(spacing) <= COLLAPSED * Math.hypot(across[0], across[1]);
  if (collapsed || Math.abs(spacing) < NOTHING || !Number.isFinite(spacing))
    return { ...NO_LINES, axis };

  const corners: Point[] = [
    [0, 0],
    [plane.width, 0],
    [0, plane.height],
    [plane.width, plane.height],
  ];
  const indices = corners.map(
    ([x, y]) => ((x - origin[0]) * normal[0] + (y - origin[1]) * normal[1]) / spacing,
  );
  const [low, high] = [Math.min(...indices), Math.max(...indices)];
  // Every `stride`-th line keeps its distance; halfway between them the others fade as they crowd.
  const level = Math.max(0, Math.log2(CLOSEST / Math.abs(spacing)));
  const stride = 2 ** Math.ceil(level);
  const every = (step: number, offset: number): string => {
    const first = Math.ceil((low - offset) / step);
    const count = Math.min(Math.floor((high - offset) / step) - first + 1, MOST_LINES);
    let path = "";
    for (let index = 0; index < count; index++) {
      const line = (first + index) * step + offset;
      if (line === 0) continue;
      const shift = line * spacing;
      const through: Point = [origin[0] + shift * normal[0], origin[1] + shift * normal[1]];
      path += clippedLine(plane, through, direction);
    }
    return path;
  };
  return {
    axis,
    lines: every(stride, 0),
    fading: stride > 1 ? every(stride, stride / 2) : "",
    opacity: Math.ceil(level) - level,
  };
}

/** The image of the grid of this step under the linear map with this basis: two families of lines. */
export function gridLines(
  plane: Plane,
  basis: Basis,
  step = plane.step,
): readonly [GridLines, GridLines] {
  const [first, second] = plane.toPixelBasis(basis);
  const scaled = ([x, y]: Point): Point => [x * step, y * step];
  return [family(plane, first, scaled(second)), family(plane, second, scaled(first))];
}

function template(families: readonly GridLines[], name: string): TemplateResult {
  return svg`<g class=${name} aria-hidden="true">${families.map(
    ({ axis, lines, fading, opacity }) => svg`<path d=${lines}></path
      ><path d=${fading} opacity=${opacity.toFixed(2)}></path
      ><path class="mathml-grid-axis" d=${axis}></path>`,
  )}</g>`;
}

/** The faint grid of the input plane. */
export function inputGrid(plane: Plane): TemplateResult {
  const identity: Basis = [
    [1, 0],
    [0, 1],
  ];
  return template(gridLines(plane, identity), "mathml-input-grid");
}

/** What a plane spans that shows a matrix of ordinary size. */
const ORDINARY = 6;

/** The image of a grid under a linear map: of that one, but for a matrix that is some powers of ten larger or smaller. */
export function imageGrid(plane: Plane, basis: Basis): TemplateResult {
  const size = 10 ** Math.round(Math.log10(plane.span / ORDINARY));
  return template(gridLines(plane, basis, plane.step / size), "mathml-image-grid");
}

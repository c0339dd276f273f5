import { nothing, svg, type TemplateResult } from "lit-html";
import type { Point } from "./geometry";
import type { Plane } from "./plane";
import "./arrow.css";

/** Length and half width of a full arrow head, in pixels. */
const HEAD = 14;
const HALF_WIDTH = 5;

/** A head never takes more than this share of its arrow. */
const LARGEST_SHARE = 0.5;

/** Below this many pixels there is no direction to see. */
const SHORTEST = 1.5;

export interface ArrowOptions {
  /** A class that gives the colour: `mathml-hand`, `mathml-answer`, `mathml-second`, `mathml-third`, `mathml-ghost`. */
  readonly colour: string;
  readonly dashed?: boolean;
  /** Pixels to leave free before the tip, for a handle's ring. */
  readonly gap?: number;
  /** What the arrow stands for, so that a formula can make it flash. */
  readonly name?: string;
}

/** Shaft and head of an arrow between two pixels, or null where it is too short to see. */
export function arrowPaths(
  from: Point,
  to: Point,
  gap = 0,
): { shaft: string; head: string } | null {
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
  const whole = Math.hypot(dx, dy);
  const length = whole - Math.min(gap, whole / 2);
  if (!(length >= SHORTEST) || !Number.isFinite(length)) return null;
  const [ux, uy] = [dx / whole, dy / whole];
  const head = Math.min(HEAD, length * LARGEST_SHARE);
  const half = (head * HALF_WIDTH) / HEAD;
  const at = (along: number, aside: number) =>
    `${(from[0] + ux * along - uy * aside).toFixed(2)} ${(from[1] + uy * along + ux * aside).toFixed(2)}`;
  const base = length - head;
  return {
    shaft: `M${at(0, 0)}L${at(base + head * 0.25, 0)}`,
    head: `M${at(length, 0)}L${at(base, half)}L${at(base + head * 0.2, 0)}L${at(base, -half)}Z`,
  };
}

/** An arrow between two points given in data coordinates. */
export function arrow(plane: Plane, from: Point, to: Point, options: ArrowOptions): TemplateResult {
  const paths = arrowPaths(plane.toPixels(from), plane.toPixels(to), options.gap);
  if (!paths) return svg``;
  return svg`<g class="mathml-arrow ${options.colour}" data-name=${options.name ?? nothing} aria-hidden="true"
    ><path class="mathml-shaft" d=${paths.shaft} data-dashed=${options.dashed || nothing}></path
    ><path class="mathml-head" d=${paths.head}></path></g>`;
}

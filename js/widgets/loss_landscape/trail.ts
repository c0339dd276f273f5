/** The path in the plane: fainter where it is farther from it. */
import { nothing, svg, type TemplateResult } from "lit-html";
import type { NDArray } from "../../lib/array";
import { clamp, type Point } from "../../lib/geometry";
import { type Label, type Segment, segmentsOf } from "../../lib/labels";
import type { Link } from "../../lib/link";
import type { Panel } from "../../lib/panel";
import type { Landscape } from "./landscape";

/** Shades of fading that are told apart. */
const SHADES = 6;
/** How opaque the faintest is. */
const FAINTEST = 0.25;
/** A path of no more points than this has a dot at each. */
const MOST_DOTS = 40;

/** The points of the path, in places of the square. */
export interface Trail {
  readonly points: readonly Point[];
  /** 1 in the plane, 0 far from it. */
  readonly fades: readonly number[];
  readonly losses: readonly number[];
  readonly distances: readonly number[];
  /** The number of each point's step. */
  readonly steps: readonly number[];
  readonly names: readonly string[];
}

export function trailOf(link: Link, landscape: Landscape): Trail | null {
  const coordinates = link.get<NDArray | null>("path_coordinates");
  const count = coordinates?.shape[0] ?? 0;
  if (!coordinates || count === 0) return null;
  const list = (name: string, rest: number) => {
    const data = link.get<NDArray | null>(name)?.data;
    return Array.from({ length: count }, (_, at) => data?.[at] ?? rest);
  };
  return {
    points: Array.from({ length: count }, (_, at) =>
      landscape.toSquare([
        coordinates.data[2 * at] as number,
        coordinates.data[2 * at + 1] as number,
      ]),
    ),
    fades: list("path_fade", 1),
    losses: list("path_losses", Number.NaN),
    distances: list("path_distances", 0),
    steps: link.get<NDArray | null>("path_indices")
      ? list("path_indices", 0)
      : Array.from({ length: count }, (_, at) => at),
    names: link.get<string[] | null>("path_names") ?? [],
  };
}

/** The index of the point of a step; the last for −1. */
export function indexOf({ steps }: Trail, step: number): number {
  if (step < 0) return steps.length - 1;
  const after = steps.findIndex((one) => one >= step);
  return after < 0 ? steps.length - 1 : after;
}

/** A point between two of the path, for a player's position from 0 to 1. */
export function between({ points }: Trail, position: number): Point {
  const place = clamp(position, 0, 1) * (points.length - 1);
  const below = Math.min(Math.floor(place), Math.max(points.length - 2, 0));
  const [from, to] = [
    points[below] as Point,
    points[Math.min(below + 1, points.length - 1)] as Point,
  ];
  const share = place - below;
  return [from[0] + share * (to[0] - from[0]), from[1] + share * (to[1] - from[1])];
}

export function opacityOf(fade: number): number {
  const share = Number.isFinite(fade) ? clamp(fade, 0, 1) : 0;
  return FAINTEST + (1 - FAINTEST) * (Math.round(share * SHADES) / SHADES);
}

/** Pieces of the path that are equally faint, joined. */
function strokes(trail: Trail, field: Panel): { path: string; opacity: number }[] {
  const paths = new Map<number, string>();
  let [last, lastAt] = [-1, -1];
  for (let at = 1; at < trail.points.length; at++) {
    const [from, to] = [trail.points[at - 1] as Point, trail.points[at] as Point];
    if (![...from, ...to].every(Number.isFinite)) continue;
    const opacity = opacityOf(Math.min(trail.fades[at - 1] as number, trail.fades[at] as number));
    const on = (point: Point) =>
      field
        .toPixels(point)
        .map((value) => value.toFixed(1))
        .join(" ");
    const goesOn = last === opacity && lastAt === at - 1;
    paths.set(opacity, `${paths.get(opacity) ?? ""}${goesOn ? "" : `M${on(from)}`}L${on(to)}`);
    [last, lastAt] = [opacity, at];
  }
  return [...paths].map(([opacity, path]) => ({ opacity, path }));
}

/** The path on the field, with the point where it stands. */
export function path(trail: Trail, field: Panel, position: number, id: string): TemplateResult {
  const { points, fades } = trail;
  const all = field.path(points);
  const dots = points.length > 1 && points.length <= MOST_DOTS ? points : [];
  const here = field.toPixels(between(trail, position));
  const first = field.toPixels(points[0] as Point);
  return svg`<g clip-path="url(#${id}-field)">
    <g class="mathml-trail mathml-answer" data-name="path">
      <path class="mathml-trail-casing" d=${all}></path>
      ${strokes(trail, field).map(
        ({ path: d, opacity }) =>
          svg`<path class="mathml-trail-line" d=${d} opacity=${opacity.toFixed(2)}></path>`,
      )}
      ${dots.map((point, at) => {
        const [x, y] = field.toPixels(point);
        return svg`<circle class="mathml-trail-dot" cx=${x.toFixed(1)} cy=${y.toFixed(1)} r="2.6"
          opacity=${opacityOf(fades[at] as number).toFixed(2)}></circle>`;
      })}
      ${
        points.length > 1
          ? svg`<circle class="mathml-trail-start" cx=${first[0].toFixed(1)} cy=${first[1].toFixed(1)} r="4"></circle>
            <circle class="mathml-trail-here" data-name="step" cx=${here[0].toFixed(1)} cy=${here[1].toFixed(1)} r="5.5"></circle>`
          : nothing
      }
    </g></g>`;
}

/** Pieces of the path that names keep off; no more than a few dozen. */
export function pieces(trail: Trail, toPixels: (point: Point) => Point): Segment[] {
  const every = Math.ceil(trail.points.length / MOST_DOTS);
  return segmentsOf(trail.points.filter((_, at) => at % every === 0).map(toPixels));
}

/** The names of points, where they lie in the field. */
export function names(trail: Trail, toPixels: (point: Point) => Point): Label[] {
  return trail.names.flatMap((text, at): Label[] => {
    const point = trail.points[at];
    if (!text || !point || Math.max(Math.abs(point[0]), Math.abs(point[1])) > 1) return [];
    return [
      {
        id: `point ${at}`,
        text,
        at: toPixels(point),
        away: [1, -1],
        gap: 9,
        colour: "mathml-answer",
      },
    ];
  });
}

/** The point of the path nearest to a pixel, if one is near. */
export function nearest(
  trail: Trail,
  toPixels: (point: Point) => Point,
  pixel: Point,
  reach = 12,
): number {
  let [found, least] = [-1, reach];
  for (const [at, point] of trail.points.entries()) {
    const [x, y] = toPixels(point);
    const apart = Math.hypot(x - pixel[0], y - pixel[1]);
    if (apart >= least) continue;
    [found, least] = [at, apart];
  }
  return found;
}

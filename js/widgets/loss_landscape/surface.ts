/** The plane as a surface: its frame, its lines, its names, and the plane that handles move on. */
import { nothing, svg, type TemplateResult } from "lit-html";
import { type Camera, FLOOR, type Place } from "../../lib/camera";
import { fitting, inside, widthOf } from "../../lib/fitting";
import type { Extent, Point } from "../../lib/geometry";
import { valueAt } from "../../lib/lattice";
import { Lines3d, type Paint } from "../../lib/lines3d";
import { ticksOf } from "../../lib/panel";
import { Plane } from "../../lib/plane";
import { inkOn, shadeOf, VIRIDIS } from "../../lib/viridis";
import type { Landscape } from "./landscape";
import { direction, word } from "./scale";
import { between, opacityOf, type Trail } from "./trail";

/** The colours that the card needs, each from 0 to 1. */
export interface Paints {
  readonly text: Paint;
  readonly rule: Paint;
  readonly ground: Paint;
  readonly answer: Paint;
  readonly hand: Paint;
  readonly second: Paint;
}

export interface Looked {
  readonly landscape: Landscape;
  readonly camera: Camera;
  readonly trail: Trail | null;
  readonly position: number;
  readonly probe: Point | null;
  readonly minima: readonly Point[];
  readonly paints: Paints;
  /** How much thicker lines are than usual. */
  readonly stroke: number;
}

/** The square as handles know it when the surface is turned: a pixel is the point that is seen there. */
export class SurfacePlane extends Plane {
  constructor(
    private readonly camera: Camera,
    private readonly landscape: Landscape,
  ) {
    super([0, 0], 2, camera.width, camera.height);
  }

  override get unit(): number {
    return Number.POSITIVE_INFINITY;
  }

  override get extent(): Extent {
    return { x: [-1, 1], y: [-1, 1] };
  }

  override toPixels(point: Point): Point {
    return this.camera.toPixels(onSurface(this.landscape, point) ?? [...point, 0]);
  }

  override toData(pixel: Point): Point {
    return this.camera.toSurface(pixel, this.landscape.shares);
  }
}

/** The place on the surface over a point of the square, if there is one. */
export function onSurface({ shares }: Landscape, [x, y]: Point): Place | null {
  if (!(Math.abs(x) <= 1 && Math.abs(y) <= 1)) return null;
  const height = valueAt(shares, (x + 1) / 2, (y + 1) / 2);
  return Number.isFinite(height) ? [x, y, height] : null;
}

/** Pieces a line over the surface is cut into for each unit of the square, so that it follows the surface. */
const FINE = 48;

/** A line between two points, laid on the surface. */
function draped(landscape: Landscape, from: Point, to: Point): (Place | null)[] {
  const far = Math.max(Math.abs(to[0] - from[0]), Math.abs(to[1] - from[1]));
  const count = Number.isFinite(far) ? Math.max(1, Math.min(2 * FINE, Math.ceil(far * FINE))) : 0;
  return Array.from({ length: count + 1 }, (_, at) => {
    const share = count ? at / count : 0;
    return onSurface(landscape, [
      from[0] + share * (to[0] - from[0]),
      from[1] + share * (to[1] - from[1]),
    ]);
  });
}

const CORNERS: readonly Point[] = [
  [-1, -1],
  [1, -1],
  [1, 1],
  [-1, 1],
];

/** The corner of the floor nearest to the eye, as an index of `CORNERS`. */
function nearestCorner(camera: Camera): number {
  const nearness = CORNERS.map((corner) => camera.nearness([...corner, FLOOR]));
  return nearness.indexOf(Math.max(...nearness));
}

/** The corner farthest to the left: where the upright axis stands clear of the surface. */
function leftmostCorner(camera: Camera): Point {
  const places = CORNERS.map((corner) => camera.toPixels([...corner, FLOOR])[0]);
  return CORNERS[places.indexOf(Math.min(...places))] as Point;
}

/** A colour on its way to another. Lines are opaque: where the pieces of a line meet, what shines through would add up. */
function mixed(from: Paint, to: Paint, share: number): Paint {
  const part = (at: 0 | 1 | 2) => from[at] + share * (to[at] - from[at]);
  return [part(0), part(1), part(2), 1];
}

/** How an isoline stands out from the colour of its level. */
const INKED = 0.62;

function inkOf(share: number): Paint {
  const at = 3 * shadeOf(share);
  const [red, green, blue] = [0, 1, 2].map((part) => (VIRIDIS[at + part] as number) / 255);
  const ink = inkOn(share) === "white" ? 1 : 0;
  return mixed([red as number, green as number, blue as number, 1], [ink, ink, ink, 1], INKED);
}

/** The floor with its grid, and the upright axis. */
export function frameOf({ landscape, camera, paints, stroke }: Looked): Float32Array {
  const lines = new Lines3d();
  for (const { x, y } of gridOf(landscape)) {
    for (const at of x)
      lines.add(
        [
          [at, -1, FLOOR],
          [at, 1, FLOOR],
        ],
        paints.rule,
        stroke,
      );
    for (const at of y)
      lines.add(
        [
          [-1, at, FLOOR],
          [1, at, FLOOR],
        ],
        paints.rule,
        stroke,
      );
  }
  const frame = mixed(paints.ground, paints.text, 0.45);
  const floor = [...CORNERS, CORNERS[0] as Point].map((corner): Place => [...corner, FLOOR]);
  lines.add(floor, frame, stroke);
  const upright = leftmostCorner(camera);
  lines.add(
    [
      [...upright, FLOOR],
      [...upright, 1],
    ],
    frame,
    stroke,
  );

  return lines.pieces;
}

/** The lines that stay while a hand moves the probe: the isolines and the path. */
export function stillLinesOf({ landscape, trail, paints, stroke }: Looked): Float32Array {
  const lines = new Lines3d();
  for (const { share, lines: levels } of landscape.isolines) {
    const ink = inkOf(share);
    for (const line of levels)
      lines.add(
        line.map(([x, y]): Place => [x, y, share]),
        ink,
        stroke,
      );
  }
  if (trail) {
    for (const [width, casing] of [
      [5, true],
      [2.4, false],
    ] as const) {
      for (let at = 1; at < trail.points.length; at++) {
        const fade = Math.min(trail.fades[at - 1] as number, trail.fades[at] as number);
        const paint = casing ? paints.ground : mixed(paints.ground, paints.answer, opacityOf(fade));
        const piece = draped(landscape, trail.points[at - 1] as Point, trail.points[at] as Point);
        lines.add(piece, paint, width * stroke);
      }
    }
  }
  return lines.pieces;
}

/** All lines on the surface: those that stay, and the cross-hair through the probe. */
export function linesOf(looked: Looked, still: Float32Array): Float32Array {
  const { landscape, trail, position, probe, paints, stroke } = looked;
  const lines = new Lines3d(still);
  if (trail) {
    const here = onSurface(landscape, between(trail, position));
    if (here) lines.add([here, [here[0], here[1], FLOOR]], paints.answer, stroke);
  }
  if (probe) {
    const here = onSurface(landscape, probe);
    lines.add(draped(landscape, [-1, probe[1]], [1, probe[1]]), paints.hand, 1.5 * stroke);
    lines.add(draped(landscape, [probe[0], -1], [probe[0], 1]), paints.hand, 1.5 * stroke);
    if (here) lines.add([here, [here[0], here[1], FLOOR]], paints.hand, stroke);
  }
  return lines.pieces;
}

/** Round numbers along both sides of the floor, in places of the square. */
function* gridOf(landscape: Landscape): Generator<{ x: number[]; y: number[] }> {
  const along = (span: readonly [number, number]) =>
    ticksOf(span, 5).map(({ value }) => (2 * (value - span[0])) / (span[1] - span[0]) - 1);
  yield { x: along(landscape.x), y: along(landscape.y) };
}

/** Numbers and names of the three axes, outside the floor. */
export function axes(
  { landscape, camera, minima }: Looked,
  names: readonly string[],
  line: number,
): TemplateResult {
  const nearest = nearestCorner(camera);
  const corner = CORNERS[nearest] as Point;
  const texts: TemplateResult[] = [];
  for (const axis of [0, 1] as const) {
    const span = axis === 0 ? landscape.x : landscape.y;
    const fixed = axis === 0 ? corner[1] : corner[0];
    const at = (along: number, out: number): Point => {
      const side: Place = axis === 0 ? [along, fixed, FLOOR] : [fixed, along, FLOOR];
      const [x, y] = camera.toPixels(side);
      const [u, v] = outward(camera, axis, fixed);
      return [x + u * out, y + v * out];
    };
    const [dx] = outward(camera, axis, fixed);
    const anchor = dx < -0.35 ? "end" : dx > 0.35 ? "start" : "middle";
    const ticks = ticksOf(span, 5).map(({ value, text }) => ({
      along: (2 * (value - span[0])) / (span[1] - span[0]) - 1,
      text,
    }));
    const apart = Math.hypot(...([0, 1] as const).map((part) => at(1, 0)[part] - at(-1, 0)[part]));
    const every = Math.max(1, Math.ceil((2.6 * line * (ticks.length + 1)) / Math.max(apart, 1)));
    for (const [index, { along, text }] of ticks.entries()) {
      if (index % every || Math.abs(along) > 0.93) continue;
      const [x, y] = at(along, 0.9 * line);
      texts.push(word(x, y, text, anchor));
    }
    const [x, y] = at(0, 2.4 * line);
    const name = fitting(names[axis] ?? "", 0.62 * camera.width, line);
    const start = inside(x, anchor, widthOf(name, line), camera.width);
    texts.push(direction(start, y, name, anchor));
  }
  return svg`<g class="mathml-axes" aria-hidden="true" dominant-baseline="central">${texts}
    ${uprightTexts(landscape, camera, line)}</g>
    ${minima.map((point) => {
      const place = onSurface(landscape, point);
      return place ? cross(camera.toPixels(place)) : nothing;
    })}`;
}

function uprightTexts({ tone }: Landscape, camera: Camera, line: number): unknown {
  const corner = leftmostCorner(camera);
  const [x, top] = camera.toPixels([...corner, 1]);
  const bottom = camera.toPixels([...corner, 0])[1];
  const count = Math.floor((bottom - top) / (2.2 * line));
  if (count < 1) return nothing;
  const end = x - 0.4 * line;
  const texts = Array.from({ length: Math.min(count, 4) + 1 }, (_, at) => {
    const share = at / Math.min(count, 4);
    return word(end, bottom + share * (top - bottom), tone.say(share), "end");
  });
  return [...texts, direction(end, top - 1.3 * line, "loss", "end")];
}

/** The direction in pixels that leads away from the floor, square to one of its sides. */
function outward(camera: Camera, axis: 0 | 1, fixed: number): Point {
  const middle = camera.toPixels([0, 0, FLOOR]);
  const side = camera.toPixels(axis === 0 ? [0, fixed, FLOOR] : [fixed, 0, FLOOR]);
  const [dx, dy] = [side[0] - middle[0], side[1] - middle[1]];
  const length = Math.hypot(dx, dy) || 1;
  return [dx / length, dy / length];
}

/** A small cross, the sign of a minimum. */
export function cross([x, y]: Point): TemplateResult {
  const path = `M${(x - 4).toFixed(1)} ${(y - 4).toFixed(1)}l8 8m0 -8l-8 8`;
  return svg`<path class="mathml-minimum-casing" d=${path}></path
    ><path class="mathml-minimum" data-name="minimum" d=${path}></path>`;
}

import { svg, type TemplateResult } from "lit-html";
import type { Point } from "./geometry";

export interface Label {
  readonly id: string;
  readonly text: string;
  /** The pixel that it names. */
  readonly at: Point;
  /** The direction in pixels that leads out of the shape it belongs to. */
  readonly away: Point;
  /** Pixels to keep from `at`. */
  readonly gap?: number;
  /** The class that gives the colour of its object. */
  readonly colour: string;
}

export interface PlacedLabel extends Label {
  /** The middle of the text. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** Which of its possible places it has taken. */
  readonly slot: number;
}

export type Segment = readonly [from: Point, to: Point];

export interface Surroundings {
  readonly width: number;
  readonly height: number;
  /** Lines that a label should not lie on. */
  readonly segments?: readonly Segment[];
  /** Rings and dots that it must not cover. */
  readonly points?: readonly Point[];
  readonly fontSize?: number;
  /** Where the labels were in the last frame: they stay there unless another place is clearly better. */
  readonly previous?: readonly PlacedLabel[];
}

/** A place that a label might take, and what it costs whatever the other labels do. */
interface Place extends Box {
  readonly slot: number;
  readonly cost: number;
}

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const DIRECTIONS = 16;
const DISTANCES = [0, 10, 22];
const SWEEPS = 2;

/** A ring, as far as a label must stay away from it. */
const RING = 9;

/** What a place costs. A cut or covered label is worse than one on a line, and that is worse than one out of its direction. */
const COST = { outside: 100, covered: 1000, onLine: 30, turned: 20, farther: 1, moved: 12 };

function overlap(a: Box, b: Box): number {
  const x = (a.width + b.width) / 2 - Math.abs(a.x - b.x);
  const y = (a.height + b.height) / 2 - Math.abs(a.y - b.y);
  return x > 0 && y > 0 ? x * y : 0;
}

/** How much of a segment lies in a box, in pixels. */
function lengthInside([from, to]: Segment, box: Box): number {
  // Most segments are nowhere near; this is asked ten thousand times a frame.
  if (Math.min(from[0], to[0]) > box.x + box.width / 2) return 0;
  if (Math.max(from[0], to[0]) < box.x - box.width / 2) return 0;
  if (Math.min(from[1], to[1]) > box.y + box.height / 2) return 0;
  if (Math.max(from[1], to[1]) < box.y - box.height / 2) return 0;
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
  let [enter, leave] = [0, 1];
  const sides: [start: number, speed: number, half: number][] = [
    [from[0] - box.x, dx, box.width / 2],
    [from[1] - box.y, dy, box.height / 2],
  ];
  for (const [start, speed, half] of sides) {
    if (speed === 0) {
      if (Math.abs(start) >= half) return 0;
      continue;
    }
    const [one, other] = [(-half - start) / speed, (half - start) / speed];
    enter = Math.max(enter, Math.min(one, other));
    leave = Math.min(leave, Math.max(one, other));
  }
  return leave > enter ? (leave - enter) * Math.hypot(dx, dy) : 0;
}

function outside(box: Box, around: Surroundings): number {
  return (
    Math.max(0, box.width / 2 - box.x) +
    Math.max(0, box.x + box.width / 2 - around.width) +
    Math.max(0, box.height / 2 - box.y) +
    Math.max(0, box.y + box.height / 2 - around.height)
  );
}

/** The places open to a label: round its point, first where it wants to be, nearer ones first. */
function placesOf(label: Label, around: Surroundings): Place[] {
  const fontSize = around.fontSize ?? 13;
  const width = [...label.text].length * fontSize * 0.62 + 4;
  const height = fontSize * 1.35;
  const wanted = Math.atan2(label.away[1], label.away[0]);
  const stood = around.previous?.find(({ id }) => id === label.id)?.slot;
  const places: Place[] = [];
  for (const farther of DISTANCES) {
    for (let turn = 0; turn < DIRECTIONS; turn++) {
      const angle = (turn * 2 * Math.PI) / DIRECTIONS;
      const [ux, uy] = [Math.cos(wanted + angle), Math.sin(wanted + angle)];
      const clear = (label.gap ?? 6) + farther;
      const reach = clear + (Math.abs(ux) * width) / 2 + (Math.abs(uy) * height) / 2;
      const box = { x: label.at[0] + ux * reach, y: label.at[1] + uy * reach, width, height };
      const slot = places.length;
      const moved = stood !== undefined && stood !== slot ? COST.moved : 0;
      const turned = COST.turned * (1 - Math.cos(angle));
      const cost = costOf(box, around) + moved + turned + COST.farther * farther;
      places.push({ ...box, slot, cost });
    }
  }
  return places;
}

/** What it costs to cover what is in the picture, or to leave it. */
function costOf(box: Box, around: Surroundings): number {
  let sum = COST.outside * outside(box, around);
  for (const [x, y] of around.points ?? []) {
    if (overlap(box, { x, y, width: 2 * RING, height: 2 * RING }) > 0) sum += COST.covered;
  }
  for (const segment of around.segments ?? []) {
    const covered = lengthInside(segment, box);
    if (covered > 0) sum += COST.onLine + covered;
  }
  return sum;
}

/**
 * Places for labels: outside their shapes, off the lines, clear of one another, inside the picture.
 *
 * Each takes the cheapest of its places in turn, then each thinks again twice, knowing the others. The same input always
 * gives the same places.
 */
export function placeLabels(labels: readonly Label[], around: Surroundings): PlacedLabel[] {
  const choices = labels.map((label) => placesOf(label, around));
  const chosen: Place[] = [];
  for (let sweep = 0; sweep <= SWEEPS; sweep++) {
    for (const [index, places] of choices.entries()) {
      let least = Infinity;
      for (const place of places) {
        let cost = place.cost;
        for (const [other, taken] of chosen.entries()) {
          const covered = other === index ? 0 : overlap(place, taken);
          if (covered > 0) cost += COST.covered + covered;
        }
        if (cost >= least) continue;
        least = cost;
        chosen[index] = place;
      }
    }
  }
  return labels.flatMap((label, index) => {
    const place = chosen[index];
    return place ? [{ ...label, ...place }] : [];
  });
}

/** The segments between neighbouring points, given in pixels. */
export function segmentsOf(points: readonly Point[], closed = false): Segment[] {
  const segments: Segment[] = [];
  for (const [index, to] of points.entries()) {
    const from = points[index - 1] ?? (closed ? points.at(-1) : undefined);
    if (from) segments.push([from, to]);
  }
  return segments;
}

export function labels(placed: readonly PlacedLabel[]): TemplateResult {
  return svg`<g class="mathml-labels" aria-hidden="true">${placed.map(
    ({ id, text, colour, x, y }) => svg`<text
      class="mathml-label ${colour}"
      data-name=${id}
      x=${x.toFixed(1)}
      y=${y.toFixed(1)}
      text-anchor="middle"
      dominant-baseline="central"
    >${text}</text>`,
  )}</g>`;
}

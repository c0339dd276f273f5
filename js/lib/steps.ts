import type { Point } from "./geometry";

/** Where an arrow key points; nowhere for other keys. */
export function arrowOf({ key }: { key: string }): Point | undefined {
  return {
    ArrowLeft: [-1, 0] as Point,
    ArrowRight: [1, 0] as Point,
    ArrowUp: [0, 1] as Point,
    ArrowDown: [0, -1] as Point,
  }[key];
}

/** What an arrow key does to a number: up and right are more. */
export function signOf(event: { key: string }): number {
  const [x, y] = arrowOf(event) ?? [0, 0];
  return x + y;
}

/** Steps of the keyboard, as shares of what the reader sees: arrows, with Shift, with Alt. */
const PLAIN = 1 / 50;
const COARSE = 1 / 10;
const FINE = 1 / 200;

/** How far a search for a snapped neighbour goes before it gives up, in steps. */
const LONGEST_SEARCH = 200;

/** The step that a key asks for in a picture or on a scale of this span. */
export function stepOf(event: { shiftKey: boolean; altKey: boolean }, span: number): number {
  return span * (event.shiftKey ? COARSE : event.altKey ? FINE : PLAIN);
}

/**
 * The first multiple of a step at which `land` really moves on, or null where none does.
 *
 * `land(distance)` answers where a move by that distance comes to rest, and how far that is along the way.
 * Without the search a step below half a snapping distance would never leave its place.
 */
export function firstMove<T>(
  step: number,
  land: (distance: number) => { place: T; progress: number },
): T | null {
  for (let count = 1; count <= LONGEST_SEARCH; count++) {
    const { place, progress } = land(count * step);
    if (progress > step * 1e-6) return place;
  }
  return null;
}

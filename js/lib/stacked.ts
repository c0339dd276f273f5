/** Shares laid side by side from 0 to 1: where the edge of one lies while a hand moves it and the others make room. */
import { roomFor } from "./simplex";

export interface Edge {
  /** Whether it is the right edge of the share; else the left one. */
  readonly right: boolean;
  /** Where the edge lies when the share is this. */
  at(share: number): number;
  /** The share whose edge lies here. */
  shareAt(place: number): number;
}

/** How much of what makes room for a share lies before it, from 0 to 1. */
export function shareBefore(
  shares: readonly number[],
  index: number,
  locked: ReadonlySet<number>,
): number {
  const free = [...shares.keys()].filter((other) => other !== index && !locked.has(other));
  const early = free.filter((other) => other < index);
  const sum = (places: readonly number[]) =>
    places.reduce((total, other) => total + (shares[other] as number), 0);
  const all = sum(free);
  return all > 0 ? sum(early) / all : early.length / Math.max(free.length, 1);
}

/** The edge of a share: its left one stays where nothing before it makes room, its right one where nothing after it does. */
export function edgeOf(
  shares: readonly number[],
  index: number,
  locked: ReadonlySet<number>,
  right: boolean,
): Edge {
  const room = roomFor(shares, index, locked);
  const early = shareBefore(shares, index, locked);
  const fixed = shares.reduce(
    (sum, share, other) => sum + (other < index && locked.has(other) ? share : 0),
    0,
  );
  const speed = right ? 1 - early : -early;
  const start = fixed + early * room;
  return {
    right,
    at: (share) => start + speed * share,
    shareAt: (place) => (place - start) / speed,
  };
}

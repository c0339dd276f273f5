/** Intervals that lie in one another, each drawn as wide as the whole: a zoom in steps. */

export interface Part {
  readonly index: number;
  readonly low: number;
  readonly high: number;
}

/** The parts of the whole that these shares cut, in their order; those of no width are left out. */
export function partsOf(shares: readonly number[]): Part[] {
  const parts: Part[] = [];
  let low = 0;
  for (const [index, share] of shares.entries()) {
    if (share > 0) parts.push({ index, low, high: low + share });
    low += share;
  }
  return parts;
}

/** Where a number between 0 and 1 comes to lie when the interval from `low` to `high` is drawn as the whole. */
export function zoomed(value: number, low: number, high: number): number {
  return (value - low) / (high - low);
}

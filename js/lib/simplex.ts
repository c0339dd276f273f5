/** Shares of a whole, as a hand moves them: they sum to 1 at every moment. */

const NONE: ReadonlySet<number> = new Set();

/** The most that one share can be: what the locked ones leave. */
export function roomFor(
  shares: readonly number[],
  index: number,
  locked: ReadonlySet<number> = NONE,
): number {
  const taken = shares.filter((_, other) => other !== index && locked.has(other));
  return Math.max(1 - taken.reduce((sum, share) => sum + share, 0), 0);
}

/** Whether a share can be moved: it is not locked, and another can make room. */
export function canMove(
  shares: readonly number[],
  index: number,
  locked: ReadonlySet<number> = NONE,
): boolean {
  return !locked.has(index) && shares.some((_, other) => other !== index && !locked.has(other));
}

/**
 * The shares after one is given another value: the others make room in their old ratio, those that are locked stay.
 *
 * Where all that could make room are 0 they share it equally.
 */
export function withShare(
  shares: readonly number[],
  index: number,
  value: number,
  locked: ReadonlySet<number> = NONE,
): number[] {
  if (!canMove(shares, index, locked)) return [...shares];
  const room = roomFor(shares, index, locked);
  const share = Math.min(Math.max(value, 0), room);
  const free = shares.map((_, other) => other !== index && !locked.has(other));
  const held = shares.reduce((sum, one, other) => sum + (free[other] ? one : 0), 0);
  const count = free.filter(Boolean).length;
  return shares.map((one, other) => {
    if (other === index) return share;
    if (!free[other]) return one;
    return held > 0 ? one * ((room - share) / held) : (room - share) / count;
  });
}

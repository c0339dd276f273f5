/** What stands beside the picture, renewed less often than the picture while a hand is on something. */
import { noChange } from "lit-html";

/** Milliseconds from one drawing to the next under a hand: numbers that change faster cannot be read. */
const READABLE = 60;

/** Return what draws a part of a view: always at rest, and now and then while `holding`. */
export function pace(holding: () => boolean, redraw: () => void) {
  let drawn = 0;
  let again: ReturnType<typeof setTimeout> | undefined;
  return <T>(part: () => T): T | typeof noChange => {
    const now = performance.now();
    clearTimeout(again);
    if (holding() && now - drawn < READABLE) {
      again = setTimeout(redraw, READABLE);
      return noChange;
    }
    drawn = now;
    return part();
  };
}

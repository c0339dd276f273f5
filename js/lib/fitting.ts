import { clamp } from "./geometry";

/** How wide a letter is, as a share of the type's size: most are narrower. */
const LETTER = 0.58;

export type Anchor = "start" | "middle" | "end";

/** About how many pixels a text takes. */
export function widthOf(text: string, size: number): number {
  return [...text].length * LETTER * size;
}

/** As much of a text as there is room for. */
export function fitting(text: string, room: number, size: number): string {
  const letters = [...text];
  const most = Math.max(1, Math.floor(room / (LETTER * size)));
  return letters.length <= most
    ? text
    : `${letters
        .slice(0, most - 1)
        .join("")
        .trimEnd()}…`;
}

/** Where a text of this width must be anchored to stay between 0 and `room`. */
export function inside(at: number, anchor: Anchor, width: number, room: number): number {
  const before = { start: 0, middle: 0.5, end: 1 }[anchor] * width;
  return clamp(at, before, Math.max(room - width + before, before));
}

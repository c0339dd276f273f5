/** How much room a text takes, and what of it fits. */

const WIDE =
  /[\p{Extended_Pictographic}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;
const segmenter = () => new Intl.Segmenter(undefined, { granularity: "grapheme" });

/** The characters as a reader counts them: an emoji or a letter with its accents is one. */
export function graphemes(text: string): string[] {
  return Array.from(segmenter().segment(text), ({ segment }) => segment);
}

/** About how many pixels a text is wide. */
export function widthOf(text: string, fontSize: number): number {
  return graphemes(text).reduce((sum, one) => sum + (WIDE.test(one) ? 1.3 : 0.62), 0) * fontSize;
}

/** The text, or as much of it as fits with an ellipsis; nothing where not even that does. */
export function fitted(text: string, width: number, fontSize: number): string {
  if (text.length * 0.62 * fontSize <= width && !WIDE.test(text)) return text;
  if (widthOf(text.slice(0, 200), fontSize) <= width && text.length <= 200) return text;
  const kept: string[] = [];
  let room = width - 0.8 * fontSize;
  for (const one of graphemes(text.slice(0, 200))) {
    room -= widthOf(one, fontSize);
    if (room < 0) break;
    kept.push(one);
  }
  return kept.length ? `${kept.join("")}…` : "";
}

/** The text in lines that are about `width` pixels wide at most; a word longer than that is cut. */
export function linesOf(text: string, width: number, fontSize: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/).filter(Boolean)) {
    const line = lines.at(-1);
    const longer = `${line} ${word}`;
    if (line !== undefined && widthOf(longer, fontSize) <= width) lines[lines.length - 1] = longer;
    else lines.push(fitted(word, width, fontSize));
  }
  return lines;
}

import { svg, type TemplateResult } from "lit-html";
import { linesOf } from "../../lib/fit";
import { text } from "../../lib/marks";
import type { Desk } from "./desk";

/** A picture that only says why there is nothing to draw. */
export function words({ sheet, em }: Desk, said: string): TemplateResult {
  const lines = linesOf(said, sheet.width - 48, em);
  sheet.height = Math.round((lines.length * 1.5 + 5) * em);
  return svg`${lines.map((one, index) => text(sheet.width / 2, (index * 1.5 + 3.2) * em, one))}`;
}

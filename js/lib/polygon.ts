import { svg, type TemplateResult } from "lit-html";
import type { Point } from "./geometry";
import type { Plane } from "./plane";
import "./polygon.css";

/** A closed or open path through points given in data coordinates; empty where one of them is not finite. */
export function polygonPath(plane: Plane, points: readonly Point[], closed = true): string {
  if (!points.every(([x, y]) => Number.isFinite(x) && Number.isFinite(y))) return "";
  const pixels = points.map((point) =>
    plane
      .toPixels(point)
      .map((value) => value.toFixed(2))
      .join(" "),
  );
  return pixels.length === 0 ? "" : `M${pixels.join("L")}${closed ? "Z" : ""}`;
}

/** Hatching in the current colour, to fill with by `fill="url(#id)"`; the id must be the only one of its page. */
export function hatching(id: string): TemplateResult {
  return svg`<pattern id=${id} width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"
    ><path class="mathml-hatching" d="M0 0V7"></path></pattern>`;
}

import { apply, type Basis, type Point } from "./geometry";
import type { Plane } from "./plane";

/** Eight cubic arcs stay within four millionths of a radius of the circle. */
const ARCS = 8;
const CONTROL = (4 / 3) * Math.tan(Math.PI / (2 * ARCS));

/**
 * The image of the unit circle under an affine map, as an SVG path.
 *
 * Bézier curves go where their control points go, so the map is applied to those of a circle; no axes are needed.
 */
export function ellipsePath(plane: Plane, basis: Basis, centre: Point = [0, 0]): string {
  const at = (x: number, y: number): string => {
    const pixels = plane.toPixels(apply(basis, [x, y], centre));
    return pixels.map((value) => value.toFixed(2)).join(" ");
  };
  if (basis.flat().some(Number.isNaN)) return "";
  let path = `M${at(1, 0)}`;
  for (let arc = 0; arc < ARCS; arc++) {
    const [c0, s0] = onCircle(arc);
    const [c1, s1] = onCircle(arc + 1);
    path += `C${at(c0 - CONTROL * s0, s0 + CONTROL * c0)} ${at(c1 + CONTROL * s1, s1 - CONTROL * c1)} ${at(c1, s1)}`;
  }
  return `${path}Z`;
}

function onCircle(arc: number): Point {
  const angle = (2 * Math.PI * arc) / ARCS;
  return [Math.cos(angle), Math.sin(angle)];
}

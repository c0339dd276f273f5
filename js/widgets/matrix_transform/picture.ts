/** The layers of the picture, from the ground up. */
import { nothing, svg, type TemplateResult } from "lit-html";
import { arrow } from "../../lib/arrow";
import { axes } from "../../lib/axes";
import { ellipsePath } from "../../lib/ellipse";
import type { Basis, Point } from "../../lib/geometry";
import { clippedLine, imageGrid, inputGrid } from "../../lib/grid";
import { type Label, type Segment, segmentsOf } from "../../lib/labels";
import { number } from "../../lib/number";
import type { Plane } from "../../lib/plane";
import { hatching, polygonPath } from "../../lib/polygon";
import { image } from "./geometry";

const IDENTITY: Basis = [
  [1, 0],
  [0, 1],
];

/** An F: it has no symmetry, so that a flip shows. */
const LETTER: readonly Point[] = [
  [0.2, 0],
  [0.2, 1],
  [0.8, 1],
  [0.8, 0.84],
  [0.38, 0.84],
  [0.38, 0.6],
  [0.7, 0.6],
  [0.7, 0.44],
  [0.38, 0.44],
  [0.38, 0],
];

const UNIT_SQUARE: readonly Point[] = [
  [0, 0],
  [1, 0],
  [1, 1],
  [0, 1],
];

export interface Level {
  readonly determinant: number;
  readonly point: Point;
  readonly direction: Point;
}

/** What the picture shows; all of it is in data coordinates. */
export interface Shown {
  /** The map that is drawn: the matrix, or a place on the way to it. */
  readonly map: Basis;
  /** The columns that a hand can take, if it can. */
  readonly columns: Basis | null;
  /** Whether a question hides where the columns are. */
  readonly hidden: boolean;
  /** What the map is called: A, A³, A B. */
  readonly name: string;
  /** Where the hand asks a column to be, where a constraint forbids it. */
  readonly asked: Point | null;
  readonly layers: ReadonlySet<string>;
  /** Directions in, whose images are the axes of the ellipse, with the stretches. */
  readonly singular: readonly { readonly from: Point; readonly stretch: number }[];
  readonly eigen: readonly { readonly direction: Point; readonly value: number }[];
  readonly probe: Point | null;
  readonly points: readonly Point[];
  /** The other order of a product, as a ghost. */
  readonly other: Basis | null;
  readonly target: Basis | null;
  /** Lines along which the determinant stays while a column moves. */
  readonly levels: readonly Level[];
  /** The guess that has been judged. */
  readonly guess: Point | null;
  readonly id: string;
}

export function drawing(plane: Plane, shown: Shown): TemplateResult {
  const { map, layers } = shown;
  const path = (points: readonly Point[], by = map, closed = true) =>
    polygonPath(
      plane,
      points.map((p) => image(by, p)),
      closed,
    );
  const layer = (name: string, content: () => unknown) => (layers.has(name) ? content() : nothing);
  const flipped = map[0][0] * map[1][1] - map[1][0] * map[0][1] < 0;
  return svg`<defs class="mathml-answer">${hatching(shown.id)}</defs>
    ${inputGrid(plane)}
    ${layer("grid", () => imageGrid(plane, map))}
    ${shown.levels.map(
      ({ determinant, point, direction }) => svg`<path class="mathml-line mathml-ghost mathml-level"
        data-name="determinant ${determinant}" d=${line(plane, point, direction)}></path>`,
    )}
    ${axes(plane, { x: "x₁", y: "x₂" })}
    ${layer("points", () => cloud(plane, map, shown.points))}
    ${layer(
      "outline",
      () =>
        svg`<path class="mathml-area mathml-answer mathml-outline" d=${path(shown.points)}></path>`,
    )}
    ${
      shown.other
        ? svg`<path class="mathml-line mathml-ghost" data-name="other order" d=${path(UNIT_SQUARE, shown.other)}></path>`
        : nothing
    }
    ${layer(
      "unit square",
      () => svg`<path class="mathml-area mathml-answer" d=${path(UNIT_SQUARE)}></path>
        ${flipped ? svg`<path d=${path(UNIT_SQUARE)} style="fill:url(#${shown.id})"></path>` : nothing}`,
    )}
    ${
      shown.target
        ? svg`<path class="mathml-line mathml-ghost" data-name="target" d=${path(LETTER, shown.target)}></path>`
        : nothing
    }
    ${layer("letter", () => svg`<path class="mathml-area mathml-answer mathml-letterform" d=${path(LETTER)}></path>`)}
    ${layer("eigen", () => shown.eigen.map((one) => eigenLine(plane, one.direction)))}
    ${layer(
      "circle",
      () => svg`<path class="mathml-line mathml-ghost" d=${unitCircle(plane)}></path>
        <path class="mathml-line mathml-second" data-name="ellipse" d=${ellipsePath(plane, map)}></path>`,
    )}
    ${layer("singular", () =>
      shown.singular.map(
        ({ from }) => svg`<path class="mathml-line mathml-second" data-dashed="true"
          d=${path([[0, 0], from], map, false)}></path>`,
      ),
    )}
    ${shown.probe ? probe(plane, map, shown.probe) : nothing}
    ${
      shown.columns
        ? svg`${productArrows(plane, shown)}${arrow(plane, [0, 0], shown.columns[0], { colour: "mathml-hand", gap: 8, name: "first" })}
          ${arrow(plane, [0, 0], shown.columns[1], { colour: "mathml-hand", gap: 8, dashed: true, name: "second" })}`
        : productArrows(plane, shown)
    }
    ${shown.asked ? ring(plane, shown.asked, "asked") : nothing}
    ${shown.guess ? ring(plane, shown.guess, "guess") : nothing}`;
}

/** The unit circle, unless all of the picture lies inside it: the dashes of a huge one take a browser seconds. */
export function unitCircle(plane: Plane): string {
  const { x, y } = plane.extent;
  const farthest = [x, y].map(([low, high]) => Math.max(-low, high)) as [number, number];
  return Math.hypot(...farthest) < 1 ? "" : ellipsePath(plane, IDENTITY);
}

/** A place that was asked for or guessed. */
function ring(plane: Plane, point: Point, name: string): TemplateResult {
  const [x, y] = plane.toPixels(point);
  return svg`<circle class="mathml-line mathml-ghost" data-name=${name} fill="none" cx=${x} cy=${y} r="6.5"></circle>`;
}

/** The columns of the map, where they are not the ones that the hand holds. */
function productArrows(plane: Plane, { map, name, columns, hidden }: Shown): unknown {
  if (hidden || (columns && name === "A")) return nothing;
  return svg`${arrow(plane, [0, 0], map[0], { colour: "mathml-answer" })}
    ${arrow(plane, [0, 0], map[1], { colour: "mathml-answer", dashed: true })}`;
}

/** The line through a point along a direction, both in data coordinates, as far as the picture shows it. */
function line(plane: Plane, point: Point, [x, y]: Point): string {
  return clippedLine(plane, plane.toPixels(point), [x, -y]);
}

function eigenLine(plane: Plane, direction: Point): TemplateResult {
  return svg`<path class="mathml-line mathml-third" data-dashed="true" data-name="eigenvector"
    d=${line(plane, [0, 0], direction)}></path>`;
}

function probe(plane: Plane, map: Basis, vector: Point): TemplateResult {
  return svg`${arrow(plane, [0, 0], image(map, vector), { colour: "mathml-answer", name: "image" })}
    ${arrow(plane, [0, 0], vector, { colour: "mathml-hand", gap: 8, name: "vector" })}`;
}

/** The reader's points as one path of dots: fifty thousand circles would not move. */
function cloud(plane: Plane, map: Basis, points: readonly Point[]): TemplateResult {
  const dots = points.map((point) => {
    const [x, y] = plane.toPixels(image(map, point));
    return `M${x.toFixed(1)} ${y.toFixed(1)}h0`;
  });
  return svg`<path class="mathml-cloud mathml-answer" data-name="points" d=${dots.join("")}></path>`;
}

/** Labels of lines that lie closer than this many pixels would be a heap. */
const CLOSEST = 18;

/** The names of things, with the places that they name. */
export function names(plane: Plane, shown: Shown, digits: number): Label[] {
  const { map, columns, layers, name } = shown;
  const origin = plane.toPixels([0, 0]);
  const label = (id: string, text: string, tip: Point, colour: string, gap = 8): Label => {
    const at = plane.toPixels(tip);
    return { id, text, at, away: [at[0] - origin[0], at[1] - origin[1]], gap, colour };
  };
  const list: Label[] = [];
  if (columns) {
    const [first, second] = columns;
    list.push(label("first", "A e₁", first, "mathml-hand", 11));
    list.push(label("second", "A e₂", second, "mathml-hand", 11));
  }
  if (!shown.hidden && (!columns || name !== "A")) {
    list.push(label("first image", `${name} e₁`, map[0], "mathml-answer"));
    list.push(label("second image", `${name} e₂`, map[1], "mathml-answer"));
  }
  if (layers.has("singular")) {
    shown.singular.forEach(({ from, stretch }, i) => {
      const text = `σ${"₁₂"[i]} ${number(stretch, digits)}`;
      list.push(label(`sigma ${i}`, text, image(map, from), "mathml-second"));
    });
  }
  if (layers.has("eigen")) {
    shown.eigen.forEach(({ direction: [x, y], value }, i) => {
      const reach = 0.4 * plane.span;
      const text = `λ${shown.eigen.length > 1 ? "₁₂"[i] : ""} ${number(value, digits)}`;
      list.push(label(`lambda ${i}`, text, [x * reach, y * reach], "mathml-third"));
    });
  }
  if (shown.probe) {
    list.push(label("vector", "v", shown.probe, "mathml-hand", 11));
    list.push(label("image", `${name} v`, image(map, shown.probe), "mathml-answer"));
  }
  if (shown.guess) list.push(label("guess", "your guess", shown.guess, "mathml-ghost", 11));
  return [...list, ...levelNames(plane, shown.levels, digits)];
}

/** What the determinant is on each line, at its end near the edge of the picture. */
function levelNames(plane: Plane, levels: readonly Level[], digits: number): Label[] {
  const { extent } = plane;
  const [one, other] = levels;
  if (!one || !other) return [];
  const apart = Math.hypot(one.point[0] - other.point[0], one.point[1] - other.point[1]);
  if (apart * plane.unit < CLOSEST) return [];
  return levels
    .map(({ determinant, point, direction: [x, y] }) => {
      // Where the line leaves the picture above or at the right, away from the numbers of the axes.
      const [u, v] = y < 0 || (y === 0 && x < 0) ? [-x, -y] : [x, y];
      const across = (extent.x[u < 0 ? 0 : 1] - point[0]) / u;
      const up = (extent.y[1] - point[1]) / v;
      const reach =
        Math.min(across > 0 ? across : Infinity, up > 0 ? up : Infinity) - 24 / plane.unit;
      const at = plane.toPixels([point[0] + reach * u, point[1] + reach * v]);
      const value = number(determinant, Number.isInteger(determinant) ? 0 : digits);
      const id = `determinant ${determinant}`;
      return {
        id,
        text: `det ${value}`,
        at,
        away: [y, x] as Point,
        gap: 2,
        colour: "mathml-ghost",
      };
    })
    .filter(({ at: [x, y] }) => x > 0 && y > 0 && x < plane.width && y < plane.height);
}

const CORNERS = 32;

/** The lines that labels keep off. */
export function linesOf(plane: Plane, shown: Shown): Segment[] {
  const { map, layers } = shown;
  const far = 2 * plane.span;
  const pixels = (points: readonly Point[]) => points.map((point) => plane.toPixels(point));
  const through = ([x, y]: Point): Segment => {
    const length = Math.hypot(x, y) || 1;
    const end: Point = [(x * far) / length, (y * far) / length];
    return [plane.toPixels(end), plane.toPixels([-end[0], -end[1]])];
  };
  const lines = [...segmentsOf(pixels(UNIT_SQUARE.map((corner) => image(map, corner))), true)];
  if (layers.has("grid")) lines.push(...map.map(through));
  if (layers.has("eigen")) lines.push(...shown.eigen.map(({ direction }) => through(direction)));
  if (layers.has("circle")) {
    const round = Array.from({ length: CORNERS }, (_, index): Point => {
      const angle = (2 * Math.PI * index) / CORNERS;
      return [Math.cos(angle), Math.sin(angle)];
    });
    lines.push(...segmentsOf(pixels(round.map((point) => image(map, point))), true));
  }
  if (layers.has("singular")) {
    for (const { from } of shown.singular)
      lines.push(...segmentsOf(pixels([[0, 0], image(map, from)])));
  }
  const tips = [
    ...(shown.columns ?? []),
    ...(shown.probe ? [shown.probe, image(map, shown.probe)] : []),
  ];
  for (const tip of tips) lines.push(...segmentsOf(pixels([[0, 0], tip])));
  return lines;
}

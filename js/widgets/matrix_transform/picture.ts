/** The layers of the picture, from the ground up. */
import { nothing, svg, type TemplateResult } from "lit-html";
import { arrow } from "../../lib/arrow";
import { axes } from "../../lib/axes";
import { ellipsePath } from "../../lib/ellipse";
import type { Basis, Point } from "../../lib/geometry";
import { clippedLine, imageGrid, inputGrid } from "../../lib/grid";
import type { Label } from "../../lib/labels";
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

/** What the picture shows; all of it is in data coordinates. */
export interface Shown {
  /** The map that is drawn: the matrix, or a place on the way to it. */
  readonly map: Basis;
  /** The columns that a hand can take, if it can. */
  readonly columns: Basis | null;
  /** Where the hand asks the columns to be, where a constraint forbids it. */
  readonly asked: Basis | null;
  readonly layers: ReadonlySet<string>;
  /** Directions in, whose images are the axes of the ellipse, with the stretches. */
  readonly singular: readonly { readonly from: Point; readonly stretch: number }[];
  readonly eigen: readonly { readonly direction: Point; readonly value: number }[];
  readonly probe: Point | null;
  readonly points: readonly Point[];
  /** The other order of a product, as a ghost. */
  readonly other: Basis | null;
  readonly target: Basis | null;
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
    ${axes(plane, { x: "x₁", y: "x₂" })}
    ${layer("points", () => cloud(plane, map, shown.points))}
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
      () => svg`<path class="mathml-line mathml-ghost" d=${ellipsePath(plane, IDENTITY)}></path>
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
        ? svg`${arrow(plane, [0, 0], shown.columns[0], { colour: "mathml-hand", gap: 8, name: "first" })}
          ${arrow(plane, [0, 0], shown.columns[1], { colour: "mathml-hand", gap: 8, dashed: true, name: "second" })}`
        : svg`${arrow(plane, [0, 0], map[0], { colour: "mathml-answer" })}
          ${arrow(plane, [0, 0], map[1], { colour: "mathml-answer", dashed: true })}`
    }
    ${
      shown.asked
        ? shown.asked.map((tip) => {
            const [x, y] = plane.toPixels(tip);
            return svg`<circle class="mathml-line mathml-ghost" data-name="asked" cx=${x} cy=${y} r="6"></circle>`;
          })
        : nothing
    }`;
}

function eigenLine(plane: Plane, direction: Point): TemplateResult {
  return svg`<path class="mathml-line mathml-third" data-dashed="true" data-name="eigenvector"
    d=${clippedLine(plane, [0, 0], direction)}></path>`;
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

/** The names of things, with the places that they name. */
export function names(plane: Plane, shown: Shown, digits: number): Label[] {
  const { map, columns, layers } = shown;
  const origin = plane.toPixels([0, 0]);
  const label = (id: string, text: string, tip: Point, colour: string, gap = 8): Label => {
    const at = plane.toPixels(tip);
    return { id, text, at, away: [at[0] - origin[0], at[1] - origin[1]], gap, colour };
  };
  const list: Label[] = [];
  const hand = columns ? "mathml-hand" : "mathml-answer";
  const [first, second] = columns ?? map;
  list.push(label("first", "A e₁", first, hand, 11), label("second", "A e₂", second, hand, 11));
  if (layers.has("singular")) {
    shown.singular.forEach(({ from, stretch }, i) => {
      const tip = image(map, from);
      list.push(
        label(`sigma ${i}`, `σ${"₁₂"[i]} ${number(stretch, digits)}`, tip, "mathml-second"),
      );
    });
  }
  if (layers.has("eigen")) {
    shown.eigen.forEach(({ direction: [x, y], value }, i) => {
      const reach = 0.42 * plane.span;
      const tip: Point = [x * reach, y * reach];
      list.push(label(`lambda ${i}`, `λ${"₁₂"[i]} ${number(value, digits)}`, tip, "mathml-third"));
    });
  }
  if (shown.probe) {
    list.push(label("vector", "v", shown.probe, "mathml-hand", 11));
    list.push(label("image", "A v", image(map, shown.probe), "mathml-answer"));
  }
  return list;
}

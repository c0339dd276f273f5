/** The model at a point of the plane: where it decides, or the curve that it fits. */
import { html, nothing, svg, type TemplateResult } from "lit-html";
import type { NDArray } from "../../lib/array";
import { attached } from "../../lib/attached";
import type { Point } from "../../lib/geometry";
import { isolines } from "../../lib/isolines";
import { finer, rangeOf, valueAt } from "../../lib/lattice";
import type { Link } from "../../lib/link";
import { Panel, type Span } from "../../lib/panel";
import { shadeOf, VIRIDIS } from "../../lib/viridis";

/** Pixels of the picture; the page stretches it. */
const SIDE = 120;
/** How strong a class's colour is where the model is sure of it. */
const STRONGEST = 0.55;
/** How many times finer than it is sent the boundary is drawn. */
const SMOOTH = 3;
/** Data that are drawn. */
const MOST_POINTS = 400;

/** The roles whose colours stand for the classes, and their signs: never colour alone. */
export const CLASSES = ["third", "answer", "second", "ghost"] as const;

/** What a thumbnail is painted with: red, green, blue from 0 to 255. */
export type Inks = readonly (readonly [number, number, number])[];

export class Thumbnail {
  #canvas: HTMLCanvasElement | null = null;
  #painted: readonly unknown[] = [];

  constructor(
    private readonly link: Link,
    private readonly trait: string,
    private readonly redraw: () => void,
  ) {}

  /** The picture with a caption, or nothing where there is no prediction. */
  template(caption: string, inks: Inks): TemplateResult | typeof nothing {
    const prediction = this.link.get<NDArray | null>(this.trait);
    const axes = this.link.get<NDArray | null>("prediction_axes");
    if (!prediction || !axes) return nothing;
    const [across = [0, 1], up = across] = spans(axes);
    const flat = axes.shape[0] === 1;
    const values = this.#valueSpan(prediction);
    const panel = new Panel(0, 0, SIDE, SIDE, across, flat ? values : up);
    if (!flat) this.#paint(prediction, values, inks);
    return html`<figure class="mathml-thumbnail">
      <div>${flat ? nothing : html`<canvas width=${SIDE} height=${SIDE} ${attached(this.#attach)}></canvas>`}<svg
        viewBox="0 0 ${SIDE} ${SIDE}" role="img" aria-label=${`The model ${caption}`}
      >${flat ? curve(prediction, panel) : boundary(prediction, this.#isClasses)}${this.#points(panel, flat)}</svg></div>
      <figcaption>${caption}</figcaption>
    </figure>`;
  }

  get #isClasses(): boolean {
    return this.link.get<string>("prediction_kind") === "classes";
  }

  readonly #attach = (element: Element): void => {
    this.#canvas = element as HTMLCanvasElement;
    this.#painted = [];
    this.redraw();
  };

  #valueSpan({ data }: NDArray): Span {
    const bounds = this.link.get<NDArray | null>("prediction_range")?.data;
    if (bounds?.length === 2) return [bounds[0] as number, bounds[1] as number];
    return rangeOf(data) ?? [0, 1];
  }

  #paint(prediction: NDArray, values: Span, inks: Inks): void {
    const key = [prediction, values[0], values[1], ...inks];
    const context = this.#canvas?.getContext("2d");
    if (!context || key.every((one, at) => one === this.#painted[at])) return;
    this.#painted = key;
    const image = context.createImageData(SIDE, SIDE);
    const [rows = 1, columns = 1, kinds = 1] = prediction.shape;
    const layers = Array.from({ length: kinds }, (_, kind) => ({
      rows,
      columns,
      values: Float64Array.from(
        { length: rows * columns },
        (_, at) => prediction.data[at * kinds + kind] as number,
      ),
    }));
    for (let y = 0; y < SIDE; y++) {
      for (let x = 0; x < SIDE; x++) {
        const outputs = layers.map((layer) => valueAt(layer, x / (SIDE - 1), 1 - y / (SIDE - 1)));
        const colour = this.#isClasses ? classColour(outputs, inks) : valueColour(outputs, values);
        image.data.set(colour, 4 * (y * SIDE + x));
      }
    }
    context.putImageData(image, 0, 0);
  }

  #points(panel: Panel, flat: boolean): unknown {
    const points = this.link.get<NDArray | null>("sample_points");
    const targets = this.link.get<NDArray | null>("sample_targets");
    const [count = 0, dimensions = 1] = points?.shape ?? [];
    if (!points || !targets) return nothing;
    const every = Math.ceil(count / MOST_POINTS);
    const paths = new Map<number, string>();
    for (let at = 0; at < count; at += every) {
      const target = targets.data[at] as number;
      const point: Point = [
        points.data[at * dimensions] as number,
        flat ? target : (points.data[at * dimensions + 1] as number),
      ];
      const kind = this.#isClasses ? Math.max(0, Math.round(target)) : -1;
      paths.set(kind, (paths.get(kind) ?? "") + sign(kind, panel.toPixels(point)));
    }
    return [...paths].map(([kind, path]) => {
      const role = kind < 0 ? "text" : CLASSES[kind % CLASSES.length];
      return svg`<path class="mathml-sample mathml-${role}" d=${path}></path>`;
    });
  }
}

function spans({ data }: NDArray): Span[] {
  return Array.from(
    { length: data.length / 2 },
    (_, at): Span => [data[2 * at] as number, data[2 * at + 1] as number],
  );
}

/** A round, a square, a triangle and a cross, one for each class. */
function sign(kind: number, [x, y]: Point): string {
  const at = (dx: number, dy: number) => `${(x + dx).toFixed(1)} ${(y + dy).toFixed(1)}`;
  if (kind % 4 === 1) return `M${at(-1.6, -1.6)}h3.2v3.2h-3.2z`;
  if (kind % 4 === 2) return `M${at(0, -2.2)}l2.1 3.7h-4.2z`;
  if (kind % 4 === 3) return `M${at(0, -2.3)}l2.3 2.3l-2.3 2.3l-2.3 -2.3z`;
  return `M${at(-1.8, 0)}a1.8 1.8 0 1 0 3.6 0a1.8 1.8 0 1 0 -3.6 0z`;
}

/** The colour of the likeliest class, stronger where the model is surer. */
function classColour(outputs: readonly number[], inks: Inks): readonly number[] {
  const [first = Number.NaN] = outputs;
  const probabilities = outputs.length === 1 ? [1 - first, first] : outputs;
  const most = Math.max(...probabilities);
  if (!Number.isFinite(most)) return [0, 0, 0, 0];
  const chance = 1 / probabilities.length;
  const sure = Math.max(0, (most - chance) / (1 - chance));
  const ink = inks[probabilities.indexOf(most) % inks.length] ?? [0, 0, 0];
  return [...ink, 255 * STRONGEST * Math.min(sure, 1)];
}

function valueColour(
  [value = Number.NaN]: readonly number[],
  [low, high]: Span,
): readonly number[] {
  if (!Number.isFinite(value)) return [0, 0, 0, 0];
  const at = 3 * shadeOf(high > low ? (value - low) / (high - low) : 0.5);
  return [...VIRIDIS.subarray(at, at + 3), 255];
}

/** Where the model changes its mind between two classes. */
function boundary({ shape, data }: NDArray, isClasses: boolean): unknown {
  const [rows = 0, columns = 0, kinds = 1] = shape;
  if (!isClasses || rows < 2 || columns < 2) return nothing;
  const margins = Float64Array.from({ length: rows * columns }, (_, at) => {
    if (kinds === 1) return (data[at] as number) - 0.5;
    return (
      (data[at * kinds + kinds - 1] as number) -
      Math.max(...data.subarray(at * kinds, at * kinds + kinds - 1))
    );
  });
  if (kinds > 2) return nothing;
  const smooth = finer({ rows, columns, values: margins }, SMOOTH);
  const panel = new Panel(0, 0, SIDE, SIDE, [0, smooth.columns - 1], [0, smooth.rows - 1]);
  const lines = isolines(smooth, 0);
  return svg`<path class="mathml-boundary" d=${lines.map((line) => panel.path(line)).join("")}></path>`;
}

/** What the model says for one input: a curve for each of its outputs. */
function curve({ shape, data }: NDArray, panel: Panel): unknown {
  const [count = 0, kinds = 1] = shape;
  const [low, high] = panel.x;
  return Array.from({ length: kinds }, (_, kind) => {
    const points = Array.from(
      { length: count },
      (_, at): Point => [
        low + (at / (count - 1)) * (high - low),
        data[at * kinds + kind] as number,
      ],
    );
    return svg`<path class="mathml-fit" d=${panel.path(points)}></path>`;
  });
}

import { type Basis, clamp, type Extent, type Point } from "./geometry";
import { niceStep } from "./ticks";

/** Spans a picture settles on: close enough to fill it, round enough that a fiftieth is a short decimal. */
const SPANS = [1, 1.5, 2, 3, 4, 5, 6, 8, 10];

/** Room left round what is shown, for rings and labels. */
const MARGIN = 1.25;

/** What is smaller than this share of the picture is worth coming closer for. */
const SMALL = 0.4;

/** Spans beyond these would leave the range of a double on the way to pixels. */
const NARROWEST = 1e-300;
const WIDEST = 1e300;

/** Beyond this a pixel is far outside any picture, and a renderer's floats give out. */
const FARTHEST = 1e9;

/** A pixel that a renderer can take, whatever the data are. */
function within(pixel: number): number {
  return clamp(pixel, -FARTHEST, FARTHEST) || 0;
}

function niceSpan(needed: number): number {
  const power = 10 ** Math.floor(Math.log10(needed));
  const factor = SPANS.find((candidate) => candidate * power >= needed * (1 - 1e-9)) ?? 10;
  return Number((factor * power).toPrecision(2));
}

/**
 * A window on the plane: which data the picture shows, at the same scale on both axes.
 *
 * `span` is what the shorter side of the picture spans, in data units. A plane never changes; what moves makes a new one.
 */
export class Plane {
  constructor(
    readonly centre: Point = [0, 0],
    readonly span: number = 4,
    readonly width: number = 480,
    readonly height: number = 480,
  ) {}

  /** Pixels in one data unit. */
  get unit(): number {
    return Math.min(this.width, this.height) / this.span;
  }

  /** The step of the grid: at least 45 px, so that a square picture has five to ten cells. */
  get step(): number {
    return niceStep(45 / this.unit);
  }

  get extent(): Extent {
    const [x, y] = this.centre;
    const [halfWidth, halfHeight] = [this.width / 2 / this.unit, this.height / 2 / this.unit];
    return { x: [x - halfWidth, x + halfWidth], y: [y - halfHeight, y + halfHeight] };
  }

  toPixels([x, y]: Point): Point {
    return [
      within(this.width / 2 + (x - this.centre[0]) * this.unit),
      within(this.height / 2 - (y - this.centre[1]) * this.unit),
    ];
  }

  toData([x, y]: Point): Point {
    return [
      this.centre[0] + (x - this.width / 2) / this.unit,
      this.centre[1] - (y - this.height / 2) / this.unit,
    ];
  }

  /** The basis in pixels, its second axis pointing down as a screen's does. */
  toPixelBasis([first, second]: Basis): Basis {
    const { unit } = this;
    return [
      [first[0] * unit, -first[1] * unit],
      [second[0] * unit, -second[1] * unit],
    ];
  }

  /** The point with no more decimals than a tenth of a pixel deserves: a hand is not more exact than that. */
  tidy([x, y]: Point): Point {
    const decimals = clamp(Math.ceil(Math.log10(this.unit * 10)), 0, 100);
    return [Number(x.toFixed(decimals)), Number(y.toFixed(decimals))];
  }

  /** The same window in a picture of another size. */
  resized(width: number, height: number): Plane {
    return new Plane(this.centre, this.span, width, height);
  }

  moved(centre: Point, span: number): Plane {
    return new Plane(centre, clamp(span, NARROWEST, WIDEST), this.width, this.height);
  }

  /** Zoom by `factor` about a pixel, which keeps its data point, and move by some pixels. */
  zoomed(factor: number, about: Point, by: Point = [0, 0]): Plane {
    const held = this.toData(about);
    const next = this.moved(this.centre, this.span / factor);
    const [x, y] = next.toData([about[0] + by[0], about[1] + by[1]]);
    return next.moved([next.centre[0] + held[0] - x, next.centre[1] + held[1] - y], next.span);
  }

  /** The plane that shows all of `extent` about `centre` with room round it, at one of a short list of round spans. */
  showing(extent: Extent, centre: Point = [0, 0]): Plane {
    const needed = this.#needed(extent, centre);
    if (!Number.isFinite(needed)) return this;
    return this.moved(centre, niceSpan(clamp(needed * MARGIN, NARROWEST, WIDEST)));
  }

  /**
   * The plane that shows all of `extent` and keeps calm.
   *
   * It is this very plane while its span is a round one and the extent fits and is not small in it.
   */
  fitted(extent: Extent, centre: Point = [0, 0]): Plane {
    const needed = this.#needed(extent, centre);
    const still = centre[0] === this.centre[0] && centre[1] === this.centre[1];
    const comfortable = needed * 1.05 <= this.span && needed >= this.span * SMALL;
    if (still && comfortable && niceSpan(this.span) === this.span) return this;
    const next = this.showing(extent, centre);
    return still && next.span === this.span ? this : next;
  }

  /** What the shorter side must span at least. */
  #needed(extent: Extent, centre: Point): number {
    const reach = (axis: 0 | 1, [low, high]: Extent["x"]) =>
      2 * Math.max(high - centre[axis], centre[axis] - low);
    const shorter = Math.min(this.width, this.height);
    return Math.max(
      (reach(0, extent.x) * shorter) / this.width,
      (reach(1, extent.y) * shorter) / this.height,
    );
  }
}

/** The view of `MatrixTransform`: a matrix to take hold of. */
import { html, nothing, svg, type TemplateResult } from "lit-html";
import { array, type NDArray } from "../../lib/array";
import { axisTexts } from "../../lib/axes";
import { bar, chip } from "../../lib/bar";
import { entries, equation } from "../../lib/entries";
import { formula, matrix, numeral, operator, row, symbol, words } from "../../lib/formula";
import { type Basis, extentOf, type Point } from "../../lib/geometry";
import { Handle } from "../../lib/handle";
import { labels, type PlacedLabel, placeLabels } from "../../lib/labels";
import { layout } from "../../lib/layout";
import { coordinates, digitsOf, number } from "../../lib/number";
import { pace } from "../../lib/pace";
import { Player } from "../../lib/player";
import { preview } from "../../lib/preview";
import { Scene } from "../../lib/scene";
import { Scrub } from "../../lib/scrub";
import { linearScale } from "../../lib/slider";
import { type SnapName, snaps } from "../../lib/snap";
import { type Draw, type Stage, view } from "../../lib/view";
import { Workbench } from "../../lib/workbench";
import { Zoom } from "../../lib/zoom";
import {
  between,
  columnsOf,
  columnVectors,
  entriesOf,
  image,
  productName,
  rowsOf,
  stacked,
  withEntry,
} from "./geometry";
import { drawing, type Level, linesOf, names, type Shown } from "./picture";
import { Row } from "./row";
import "./style.css";

/** Points that are drawn; the numbers are from all. */
const MOST_POINTS = 2000;

/** Digits of an entry that needs them: 1.0001 is not 1. */
const MOST_DIGITS = 5;

/** An image smaller than this share of the unit square fills the picture by itself. */
const TINY = 0.08;

function setUp(stage: Stage): Draw {
  const { link, signal, redraw } = stage;
  const id = `mathml-${Math.random().toString(36).slice(2)}`;
  const bench = new Workbench(stage, {
    resetView: () => scene.release(),
    play: () => player.toggle(),
    back: () => (inLesson() ? link.call("previous_step") : player.step(-1)),
    forward: () => (inLesson() ? link.call("next_step") : player.step(1)),
    zoom: (factor) => scene.zoom(factor),
  });
  const { gestures, asking } = bench;
  const twoDigits = () => Math.min(bench.digits, 2);
  const rings = ["first", "second", "vector"];
  const beside = pace(() => rings.includes(gestures.held), redraw);
  const inLesson = () => (link.get<unknown[]>("lesson_steps") ?? []).length > 0;
  const factors = new Row(link, bench, signal);
  const scene = new Scene({ signal, gestures, redraw, zoom: Zoom });
  const tools = { signal, gestures, redraw, scene };
  let placed: PlacedLabel[] = [];
  let playing: number | null = null;

  // --- what there is to read ----------------------------------------------------------

  const asked = (): Basis => columnsOf(link.get<NDArray>("matrix"));
  const constrained = () => link.get<string>("constraint") !== "none";
  /** The matrix whose columns the hand holds: what it asks for, or the nearest allowed one. */
  const held = (): Basis =>
    constrained() ? columnsOf(link.get<NDArray>("nearest_matrix")) : asked();
  const power = () => link.get<number>("power");
  const count = () => 1 + (link.get<NDArray | null>("composition")?.shape[0] ?? 0);
  const plain = () => power() === 1 && count() === 1;
  const fraction = () => playing ?? link.get<number>("fraction");
  const atEnd = () => fraction() >= 1;
  const map = (): Basis => {
    if (!atEnd()) return between(link.get<NDArray>("frames"), fraction());
    return plain() ? held() : columnsOf(link.get<NDArray>("result"));
  };
  const vector = (): Point => {
    const { data } = link.get<NDArray>("vector");
    return [data[0] as number, data[1] as number];
  };
  const layers = () => new Set(link.get<string[]>("layers"));

  // --- what a hand can do -------------------------------------------------------------

  const setColumns = (basis: Basis) => link.set({ matrix: array(entriesOf(basis), [2, 2]) });
  const snap = (point: Point): Point => {
    const name = link.get<SnapName>("snap");
    return name === "off" ? scene.plane.tidy(point) : snaps[name](point);
  };
  const columnHandle = (which: 0 | 1, name: string, title: string) =>
    new Handle({
      ...tools,
      name,
      value: () => held()[which],
      label: () => `${title} at ${coordinates(held()[which], 2)}`,
      snap,
      home: () => (which === 0 ? [1, 0] : [0, 1]),
      locked: () => bench.locks("matrix"),
      move: (tip) => {
        const [first, second] = held();
        setColumns(which === 0 ? [tip, second] : [first, tip]);
      },
      end: () => bench.announcer.say(`${title} at ${coordinates(held()[which], 2)}`),
    });
  const columns = [columnHandle(0, "first", "A e1"), columnHandle(1, "second", "A e2")];
  const probe = new Handle({
    ...tools,
    name: "vector",
    value: vector,
    label: () => `v at ${coordinates(vector(), 2)}`,
    snap,
    home: () => [1, 0.5],
    locked: () => bench.locks("vector"),
    move: (tip) => link.set({ vector: array(tip, [2]) }),
    end: () => bench.announcer.say(`v at ${coordinates(vector(), 2)}`),
  });
  const guess = new Handle({
    ...tools,
    name: "guess",
    ghost: true,
    value: () => asking.point,
    label: () => `Your guess at ${coordinates(asking.point, 2)}`,
    move: (tip) => {
      asking.point = tip;
      redraw();
    },
  });
  const entry = (place: number, i: number, j: number): Scrub => {
    const trait = place ? "composition" : "matrix";
    const now = () => (place ? (factors.matrices[place] as Basis) : held());
    const value = () => entriesOf(now())[2 * i + j] as number;
    const scrub: Scrub = new Scrub({
      ...tools,
      name: place ? "composition" : `entry ${i + 1}${j + 1}`,
      label: `row ${i + 1}, column ${j + 1}`,
      value,
      // Under the hand the digits stay as many, so that nothing jumps.
      digits: () => (gestures.active ? twoDigits() : digitsOf(value(), twoDigits(), MOST_DIGITS)),
      locked: () => bench.locks(trait),
      move: (value) => {
        const changed = withEntry(now(), i, j, value);
        if (!place) setColumns(changed);
        else link.set({ composition: stacked(factors.matrices.with(place, changed).slice(1)) });
      },
      enter: (text) => {
        link.enter(
          trait,
          place ? [place - 1, i, j] : [i, j],
          text,
          answerTo(() => scrub),
        );
      },
    });
    return scrub;
  };
  const answerTo = (scrub: () => Scrub) => (refusal: string | null) => {
    if (refusal) scrub().refuse(refusal);
    else scrub().accept();
  };
  const scrubs: Scrub[][][] = [];
  const cells = (place: number) => {
    scrubs[place] ??= [0, 1].map((i) => [0, 1].map((j) => entry(place, i, j)));
    return scrubs[place].map((line) => line.map((scrub) => scrub.template()));
  };
  const exponent: Scrub = new Scrub({
    ...tools,
    name: "power",
    label: "Power",
    step: 1,
    value: power,
    low: -1e6,
    high: 1e6,
    digits: () => 0,
    locked: () => bench.locks("power"),
    move: (value) => link.set({ power: Math.round(value) }),
    enter: (text) =>
      link.enter(
        "power",
        null,
        text,
        answerTo(() => exponent),
      ),
  });
  /** The parts of the path, each named in its middle. */
  const stagesNow = () => {
    const stages = link.get<string[]>("stages") ?? [];
    const at = Math.min(Math.floor(fraction() * stages.length), stages.length - 1);
    return stages.map((label, i) => ({
      label,
      value: (i + 0.5) / stages.length,
      now: i === at && !atEnd(),
    }));
  };
  const slider = bench.slider("fraction", "Position along the path", {
    labelHidden: true,
    low: 0,
    high: 1,
    value: fraction,
    text: (value) =>
      [
        number(value, 2),
        ...stagesNow()
          .filter(({ now }) => now)
          .map(({ label }) => label),
      ].join(", "),
    marks: () => stagesNow(),
    move: (value) => {
      playing = null;
      link.set({ fraction: value });
    },
  });
  const player = new Player({
    ...tools,
    what: "the path from the identity",
    position: fraction,
    move: (position) => {
      playing = position;
      redraw();
    },
    end: (position) => {
      playing = null;
      link.set({ fraction: position });
    },
  });

  // --- what is drawn ------------------------------------------------------------------

  const level = (lines: NDArray | null): Level[] => {
    if (!lines || !gestures.active) return [];
    const rows = Array.from({ length: lines.data.length / 5 }, (_, i) => [
      ...lines.data.subarray(5 * i, 5 * i + 5),
    ]) as [number, number, number, number, number][];
    return rows.map(([determinant, x, y, along, up]) => ({
      determinant,
      point: [x, y],
      direction: [along, up],
    }));
  };

  /** Directions in whose images point away from the parallelogram, where there is room for a name. */
  const singular = (acting: Basis) => {
    const [[a, c], [b, d]] = acting;
    const directions = columnVectors(half(link.get<NDArray>("singular_vectors"), 1));
    const stretches = link.get<NDArray>("singular_values").data;
    return directions.map(([x, y], i) => {
      const [u, v] = image(acting, [x, y]);
      const from: Point = u * (a + b) + v * (c + d) > 0 ? [-x, -y] : [x, y];
      return { from, stretch: stretches[i] as number };
    });
  };

  const eigen = () => {
    const vectors = link.get<NDArray | null>("eigenvectors");
    const values = rowsOf(link.get<NDArray>("eigenvalues"));
    const directions = vectors ? columnVectors(vectors) : [];
    const everyDirection = directions.length === 2 && values[0]?.[0] === values[1]?.[0];
    if (everyDirection) return [];
    return directions.map((direction, i) => ({ direction, value: values[i]?.[0] as number }));
  };

  const shown = (): Shown => {
    const masked = asking.masked;
    const task = asking.task;
    const visible = new Set(
      [...layers()].filter((name) => !masked.has(name) && !bench.hides(name)),
    );
    if (task?.name === "match_target") visible.add("letter");
    const acting = map();
    const held_ = held();
    const taken = constrained() ? ["first", "second"].indexOf(gestures.held) : -1;
    const points = link.get<NDArray | null>("points");
    const products = link.get<NDArray | null>("products");
    const name = productName(count(), power());
    return {
      id,
      map: acting,
      name: atEnd() ? name : `${name}(t)`,
      columns: atEnd() && !masked.has("columns") ? held_ : null,
      hidden: masked.has("columns"),
      asked: asked()[taken] ?? null,
      layers: visible,
      singular: atEnd() ? singular(acting) : [],
      eigen: atEnd() ? eigen() : [],
      probe: visible.has("probe") || task?.handle === "vector" ? vector() : null,
      points: points ? rowsOf(points, MOST_POINTS) : [],
      other: products && atEnd() && power() === 1 ? columnsOf(products, 1) : null,
      target: task?.name === "match_target" ? columnsOf(link.get<NDArray>("target")) : null,
      levels: level(link.get<NDArray | null>("level_lines")),
      guess: task?.kind === "point" && task.attempt ? (task.attempt.guess as Point) : null,
    };
  };

  /** What must be in the picture. */
  const tipsOf = (now: Shown): Point[] => {
    const [first, second] = now.map;
    const corner: Point = [first[0] + second[0], first[1] + second[1]];
    const own = [first, second, corner, ...(now.columns ?? [])];
    const reach = Math.max(...own.flat().map(Math.abs));
    const unit: Point[] = [
      [1, 1],
      [-1, -1],
    ];
    const cloud = now.layers.has("points") || now.layers.has("outline") ? now.points : [];
    const across = now.layers.has("circle") ? now.singular.map(({ from }) => from) : [];
    const ends = [...across, ...across.map(([x, y]): Point => [-x, -y]), ...cloud];
    return [
      ...(atEnd() && reach > 0 && reach < TINY ? [] : unit),
      ...own,
      ...(now.other ?? []),
      ...(now.probe ? [now.probe, image(now.map, now.probe)] : []),
      ...ends.map((point) => image(now.map, point)),
    ];
  };

  const picture = (now: Shown): TemplateResult => {
    scene.fit(extentOf(tipsOf(now)), [0, 0]);
    const { plane } = scene;
    const rings = [...(now.columns ?? []), ...(now.probe ? [now.probe] : [])];
    const texts = axisTexts(plane);
    placed = placeLabels(names(plane, now, twoDigits()), {
      width: plane.width,
      height: plane.height,
      fontSize: link.get<boolean>("present") ? 20.8 : 13,
      previous: placed,
      points: [...rings.map((point) => plane.toPixels(point)), ...texts.points],
      segments: [...linesOf(plane, now), ...texts.segments],
    });
    const hands = [
      ...(now.columns ? columns : []),
      ...(now.probe ? [probe] : []),
      ...(asking.task?.kind === "point" && !asking.task.attempt ? [guess] : []),
    ];
    return scene.template(
      svg`${drawing(plane, now)}${labels(placed)}${hands.map((hand) => hand.template())}`,
      { label: "The plane and its image under the matrix A", describedBy: `${id}-help` },
    );
  };

  // --- what stands beside it ------------------------------------------------------------

  const numbers = (name: string, basis: Basis, colour: string) => {
    const texts = entriesOf(basis).map((value) => numeral(number(value, twoDigits()), { colour }));
    return formula(
      row(symbol(name, { colour }), operator("="), matrix([texts.slice(0, 2), texts.slice(2)])),
    );
  };

  /** The matrix, or the row of them, with what acts. */
  const formulas = (): TemplateResult => {
    const products = link.get<NDArray | null>("products");
    const alone = count() === 1;
    return html`<div class="mathml-acting">${
      alone
        ? equation(
            formula(row(constrained() ? words("nearest\u00a0") : "", symbol("A"), operator("="))),
            entries(cells(0), { label: "matrix A" }),
          )
        : factors.template(cells)
    }
    <div class="mathml-bar-side">
      <span class="mathml-menu-label">Power</span>${exponent.template()}
      ${bench.hides("composition") ? nothing : factors.adder()}
    </div></div>
    ${
      plain()
        ? nothing
        : equation(
            numbers(
              productName(count(), power()),
              columnsOf(link.get<NDArray>("result")),
              "mathml-answer",
            ),
            products && power() === 1
              ? numbers(productName(count(), 1, true), columnsOf(products, 1), "mathml-ghost")
              : nothing,
          )
    }`;
  };

  const sample = () => {
    const points = link.get<NDArray | null>("points");
    const here = points?.data.length ? points.data.length / 2 : 0;
    const all = link.sampledFrom("points") ?? here;
    const drawn = Math.min(here, MOST_POINTS);
    if (drawn === all || !(layers().has("points") || layers().has("outline"))) return nothing;
    const [few, many] = [drawn, all].map((n) => n.toLocaleString("en"));
    return html`<p class="mathml-notice mathml-ghost">${few} of ${many} points drawn, numbers from all.</p>`;
  };

  const chips = () => {
    const here = layers();
    const all = (link.get<Record<string, string[]>>("choices")?.["layers"] ?? []).filter(
      (name) => (name !== "points" && name !== "outline") || link.get("points"),
    );
    return html`<div class="mathml-chips" role="group" aria-label="Layers">
      ${all.map((name) =>
        chip(name, {
          signal,
          pressed: here.has(name),
          disabled: bench.locks("layers"),
          press: () => link.set({ layers: all.filter((one) => here.has(one) !== (one === name)) }),
        }),
      )}
    </div>`;
  };

  const foot = (): TemplateResult => {
    const determinants = link.get<NDArray | null>("path_determinants");
    const heights = gestures.held === "fraction" ? [...(determinants?.data ?? [])] : [];
    const points = heights.map((height, frame) => [frame / (heights.length - 1), height] as const);
    return html`${player.template()}
      <span>I</span>
      <div class="mathml-path">
        ${points.length ? preview({ name: "det", points }, linearScale(0, 1), fraction()) : nothing}
        ${slider.template()}
      </div>
      <span>${productName(count(), power())}</span>
      ${bench.pick("Path", "interpolation")} ${player.speed()}`;
  };

  return () => {
    const now = shown();
    const toolbar = bar(
      html`${bench.pick("Preset", "preset")} ${bench.pick("Snap", "snap")}
      ${bench.pick("Constraint", "constraint")}`,
      bench.tools(),
    );
    const side = () => html`<p id="${id}-help" class="mathml-visually-hidden">
        Drag the rings, or focus one and use the arrow keys: Shift for larger steps, Alt for finer ones.
        ${asking.masked.has("notices") ? "" : link.get<string>("description")}
      </p>
      ${bench.lesson()}
      ${asking.masked.has("matrix") || bench.hides("formula") ? nothing : formulas()}
      ${asking.template()} ${bench.readouts()} ${bench.said()} ${sample()} ${chips()}`;
    return html`${layout({
      bar: bench.hides("toolbar") ? nothing : toolbar,
      picture: picture(now),
      side: beside(side),
      foot: bench.hides("paths") ? nothing : foot(),
    })}${bench.announcer.template()}`;
  };
}

/** One of the two matrices of a (2, 2, 2) array. */
function half(both: NDArray, index: number): NDArray {
  return { shape: [2, 2], data: both.data.slice(4 * index, 4 * index + 4) };
}

export default view(setUp);

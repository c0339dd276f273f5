/** The view of `MatrixTransform`: a matrix to take hold of. */
import { html, nothing, svg, type TemplateResult } from "lit-html";
import { array, type NDArray } from "../../lib/array";
import { bar, chip, menu } from "../../lib/bar";
import { entries, equation } from "../../lib/entries";
import { formula, operator, row, symbol } from "../../lib/formula";
import { type Basis, extentOf, type Point } from "../../lib/geometry";
import { Handle } from "../../lib/handle";
import { labels, type PlacedLabel, placeLabels, segmentsOf } from "../../lib/labels";
import { layout } from "../../lib/layout";
import { coordinates, number } from "../../lib/number";
import { Player } from "../../lib/player";
import { Scene } from "../../lib/scene";
import { Scrub } from "../../lib/scrub";
import { Slider } from "../../lib/slider";
import { type SnapName, snapLabels, snaps } from "../../lib/snap";
import { type Draw, type Stage, view } from "../../lib/view";
import { Workbench } from "../../lib/workbench";
import { between, columnsOf, columnVectors, image, rowsOf, sameColumns } from "./geometry";
import { drawing, names, type Shown } from "./picture";
import style from "./style.css";

const LAYERS = ["grid", "unit square", "circle", "letter", "singular", "eigen", "probe", "points"];
const CONSTRAINTS = [
  "none",
  "rotation",
  "symmetric",
  "orthogonal",
  "unit determinant",
  "projection",
  "column stochastic",
];
const PATHS = ["linear", "polar", "svd", "power"];
const QUESTIONS = {
  image_of_e1: "where e₁ lands",
  change_of_area: "what happens to areas",
  sign_of_determinant: "flip or not",
  eigenvector: "hunt an eigenvector",
  match_target: "match the letter",
};

const asChoices = (values: readonly string[]) => values.map((value) => ({ value, label: value }));

function setUp(stage: Stage): Draw {
  const { link, signal, redraw } = stage;
  const id = `mathml-${Math.random().toString(36).slice(2)}`;
  const bench = new Workbench(stage, {
    resetView: () => scene.release(),
    play: () => player.toggle(),
    zoom: (factor) => scene.zoom(factor),
  });
  const { gestures, asking } = bench;
  const scene = new Scene({ signal, gestures, redraw, zoomable: true });
  let placed: PlacedLabel[] = [];
  let playing: number | null = null;

  // --- what there is to read ----------------------------------------------------------

  const asked = (): Basis => columnsOf(link.get<NDArray>("matrix"));
  const constrained = () => link.get<string>("constraint") !== "none";
  /** The matrix whose columns the hand holds: what it asks for, or the nearest allowed one. */
  const held = (): Basis =>
    constrained() ? columnsOf(link.get<NDArray>("nearest_matrix")) : asked();
  const plain = () => link.get<number>("power") === 1 && !link.get<NDArray | null>("composition");
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

  const setColumns = ([[a, c], [b, d]]: Basis) => link.set({ matrix: array([a, b, c, d], [2, 2]) });
  const snap = (point: Point): Point => {
    const name = snapOf(link.get<string>("snap"));
    return name === "off" ? scene.plane.tidy(point) : snaps[name](point);
  };
  const columnHandle = (which: 0 | 1, name: string, title: string) =>
    new Handle({
      signal,
      scene,
      gestures,
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
    signal,
    scene,
    gestures,
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
    signal,
    scene,
    gestures,
    name: "guess",
    value: () => asking.point,
    label: () => `Your guess at ${coordinates(asking.point, 2)}`,
    move: (tip) => {
      asking.point = tip;
      redraw();
    },
  });
  const entry = (i: number, j: number): Scrub => {
    const scrub: Scrub = new Scrub({
      signal,
      gestures,
      redraw,
      name: `entry ${i + 1}${j + 1}`,
      label: `row ${i + 1}, column ${j + 1}`,
      value: () => held()[j as 0 | 1][i as 0 | 1],
      digits: () => Math.min(bench.digits, 2),
      locked: () => bench.locks("matrix"),
      move: (value) => {
        const now = held().map((column) => [...column]) as [[number, number], [number, number]];
        (now[j] as [number, number])[i] = value;
        setColumns(now);
      },
      enter: (text) => {
        link.enter("matrix", [i, j], text, (refusal) => {
          if (refusal) scrub.refuse(refusal);
          else scrub.accept();
        });
      },
    });
    return scrub;
  };
  const scrubs = [0, 1].map((i) => [0, 1].map((j) => entry(i, j)));
  const slider = new Slider({
    signal,
    gestures,
    name: "fraction",
    label: "Position along the path",
    labelHidden: true,
    low: 0,
    high: 1,
    value: fraction,
    text: (value) => number(value, 2),
    locked: () => bench.locks("fraction"),
    move: (value) => {
      playing = null;
      link.set({ fraction: value });
    },
  });
  const player = new Player({
    signal,
    redraw,
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

  const shown = (): Shown => {
    const masked = asking.masked;
    const task = asking.task;
    const visible = new Set(
      [...layers()].filter((name) => !masked.has(name) && !bench.hides(name)),
    );
    if (task?.name === "match_target") visible.add("letter");
    const acting = map();
    const held_ = held();
    const wanted = asked();
    const eigenvectors = link.get<NDArray | null>("eigenvectors");
    const values = rowsOf(link.get<NDArray>("eigenvalues"));
    const [, v] = [0, 1].map((k) => half(link.get<NDArray>("singular_vectors"), k));
    const stretches = link.get<NDArray>("singular_values").data;
    const points = link.get<NDArray | null>("points");
    const products = link.get<NDArray | null>("products");
    return {
      id,
      map: acting,
      columns: atEnd() && !masked.has("columns") ? held_ : null,
      asked: gestures.active && constrained() && !sameColumns(wanted, held_) ? wanted : null,
      layers: visible,
      singular: atEnd()
        ? columnVectors(v as NDArray).map((from, i) => ({ from, stretch: stretches[i] as number }))
        : [],
      eigen:
        eigenvectors && atEnd()
          ? columnVectors(eigenvectors).map((direction, i) => ({
              direction,
              value: values[i]?.[0] as number,
            }))
          : [],
      probe: visible.has("probe") || task?.handle === "vector" ? vector() : null,
      points: points ? rowsOf(points) : [],
      other: products && atEnd() ? columnsOf(products, 1) : null,
      target: task?.name === "match_target" ? columnsOf(link.get<NDArray>("target")) : null,
    };
  };

  const picture = (now: Shown): TemplateResult => {
    const [first, second] = now.map;
    const corner: Point = [first[0] + second[0], first[1] + second[1]];
    const far = now.probe ? [now.probe, image(now.map, now.probe)] : [];
    const cloud = now.layers.has("points") ? now.points.map((point) => image(now.map, point)) : [];
    const tips: Point[] = [
      [1, 1],
      [-1, -1],
      first,
      second,
      corner,
      ...(now.columns ?? []),
      ...far,
      ...cloud,
    ];
    const axesOfEllipse = now.layers.has("circle")
      ? now.singular.map(({ from }) => image(now.map, from))
      : [];
    const opposite = axesOfEllipse.map(([x, y]): Point => [-x, -y]);
    scene.fit(extentOf([...tips, ...axesOfEllipse, ...opposite]), [0, 0]);
    const { plane } = scene;
    const pixels = (point: Point) => plane.toPixels(point);
    const origin = pixels([0, 0]);
    placed = placeLabels(names(plane, now, Math.min(bench.digits, 2)), {
      width: plane.width,
      height: plane.height,
      fontSize: link.get<boolean>("present") ? 20.8 : 13,
      previous: placed,
      points: [first, second].map(pixels),
      segments: [
        ...[first, second, ...far].map((tip): [Point, Point] => [origin, pixels(tip)]),
        ...segmentsOf([first, corner, second].map(pixels)),
      ],
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

  return () => {
    const now = shown();
    const masked = asking.masked;
    const here = layers();
    const preset = link.get<string>("preset");
    const presets = link.get<string[]>("preset_names") ?? [];
    const choose = (name: string) => (value: string) => link.set({ [name]: value });
    const toolbar = bar(
      html`${menu("Preset", {
        signal,
        value: preset,
        choices: [{ value: "", label: "custom" }, ...asChoices(presets)],
        choose: choose("preset"),
        disabled: bench.locks("preset"),
      })}
      ${menu("Snap", {
        signal,
        value: link.get<string>("snap"),
        choices: asChoices(["off", "lattice", "half lattice", "15 degrees", "unit circle"]),
        choose: choose("snap"),
        disabled: bench.locks("snap"),
      })}
      ${menu("Constraint", {
        signal,
        value: link.get<string>("constraint"),
        choices: asChoices(CONSTRAINTS),
        choose: choose("constraint"),
        disabled: bench.locks("constraint"),
      })}`,
      bench.tools(QUESTIONS),
    );
    const side = html`<p id="${id}-help" class="mathml-visually-hidden">
        Drag the rings, or focus one and use the arrow keys: Shift for larger steps, Alt for finer ones.
        ${link.get<string>("description")}
      </p>
      ${bench.lesson()}
      ${
        masked.has("matrix") || bench.hides("formula")
          ? nothing
          : equation(
              formula(row(symbol("A"), operator("="))),
              entries(
                scrubs.map((line) => line.map((scrub) => scrub.template())),
                { label: "matrix A" },
              ),
            )
      }
      ${asking.template()} ${bench.readouts()} ${bench.said()}
      <div class="mathml-chips" role="group" aria-label="Layers">
        ${LAYERS.filter((name) => name !== "points" || link.get("points")).map((name) =>
          chip(name, {
            signal,
            pressed: here.has(name),
            disabled: bench.locks("layers"),
            press: () =>
              link.set({ layers: LAYERS.filter((one) => here.has(one) !== (one === name)) }),
          }),
        )}
      </div>`;
    const foot = html`${player.template()}<span>I</span>${slider.template()}<span>A</span>
      ${menu("Path", {
        signal,
        value: link.get<string>("interpolation"),
        choices: asChoices(PATHS),
        choose: choose("interpolation"),
        disabled: bench.locks("interpolation"),
      })}`;
    return html`${layout({
      bar: bench.hides("toolbar") ? nothing : toolbar,
      picture: picture(now),
      side,
      foot: bench.hides("paths") ? nothing : foot,
    })}${bench.announcer.template()}`;
  };
}

/** The snap of the library that a trait's value means. */
function snapOf(value: string): SnapName {
  const found = (Object.keys(snapLabels) as SnapName[]).find((name) => snapLabels[name] === value);
  return found ?? "off";
}

/** One of the two matrices of a (2, 2, 2) array. */
function half(both: NDArray, index: number): NDArray {
  return { shape: [2, 2], data: both.data.slice(4 * index, 4 * index + 4) };
}

export default view(setUp, { style });

/** The view of `LossLandscape`: a slice of a loss, and beside it what the slice hides. */
import { html, nothing, svg, type TemplateResult } from "lit-html";
import { array, type NDArray } from "../../lib/array";
import { attached, hears } from "../../lib/attached";
import { bar, chip } from "../../lib/bar";
import { brief } from "../../lib/brief";
import { Camera, type Stand } from "../../lib/camera";
import { paint } from "../../lib/field";
import { clamp, type Point } from "../../lib/geometry";
import { Handle } from "../../lib/handle";
import { type Label, labels, type PlacedLabel, placeLabels, type Segment } from "../../lib/labels";
import { layout } from "../../lib/layout";
import { pace } from "../../lib/pace";
import { Panel } from "../../lib/panel";
import { Player } from "../../lib/player";
import { Scene } from "../../lib/scene";
import { Surfaces } from "../../lib/surfaces";
import { onThemeChange } from "../../lib/theme";
import { Turn } from "../../lib/turn";
import { Typed } from "../../lib/typed";
import { type Draw, type Stage, view } from "../../lib/view";
import { Workbench } from "../../lib/workbench";
import { Canvas } from "./canvas";
import { drawnOf, FieldPlane, ground, type Parts, partsOf } from "./contour";
import { captured, spectrum } from "./honesty";
import { type Landscape, Newest } from "./landscape";
import * as chart from "./line";
import { Palette } from "./paints";
import { word } from "./scale";
import { Settings } from "./settings";
import {
  axes,
  cross,
  frameOf,
  type Looked,
  linesOf,
  onSurface,
  SurfacePlane,
  stillLinesOf,
} from "./surface";
import { Thumbnail } from "./thumbnail";
import * as trails from "./trail";
import "./style.css";

const DEGREE = Math.PI / 180;
const HOME: Stand = { round: 30 * DEGREE, up: 35 * DEGREE };
const MODES = ["contour", "surface", "line"] as const;
type Mode = (typeof MODES)[number];

function setUp(stage: Stage): Draw {
  const { link, root, signal, redraw } = stage;
  const id = `mathml-${Math.random().toString(36).slice(2)}`;
  const bench = new Workbench(stage, {
    resetView: () => link.set({ azimuth: -60, elevation: 35 }),
    play: () => player.toggle(),
    back: () => (inLesson() ? link.call("previous_step") : player.step(-1)),
    forward: () => (inLesson() ? link.call("next_step") : player.step(1)),
    zoom: (factor) => settings.zoom(factor),
  });
  const { gestures, asking } = bench;
  const inLesson = () => (link.get<unknown[]>("lesson_steps") ?? []).length > 0;
  const quick = () => ["probe", "turn"].includes(gestures.held);
  const [beside, below] = [pace(quick, redraw), pace(quick, redraw)];
  const scene = new Scene({ signal, gestures, redraw });
  const tools = { signal, gestures, redraw, scene };
  const settings = new Settings(stage, bench);
  const newest = new Newest(link, redraw, signal);
  const palette = new Palette(root);
  const canvas = new Canvas(redraw);
  const surfaces = Surfaces.ofPage();
  onThemeChange(redraw, signal);
  surfaces?.onRestored(() => {
    canvas.forget();
    redraw();
  }, signal);
  let placed: PlacedLabel[] = [];
  let playing: number | null = null;
  /** The point of the path that the pointer is over. */
  let pointed = -1;

  // --- what there is to read ----------------------------------------------------------

  const mode = (): Mode => link.get<Mode>("mode") ?? "contour";
  const type = () => (link.get<boolean>("present") ? 20.8 : 13);
  const dataProbe = (): Point => {
    const { data } = link.get<NDArray>("probe");
    return [data[0] as number, data[1] as number];
  };
  const place = (landscape: Landscape): Point => {
    const [x, y] = landscape.toSquare(dataProbe());
    return [clamp(x, -1, 1), clamp(y, -1, 1)];
  };
  const stand = (): Stand => ({
    round: (link.get<number>("azimuth") + 90) * DEGREE,
    up: link.get<number>("elevation") * DEGREE,
  });
  /** The last landscape that was drawn, for handles that act between two drawings. */
  let landscape: Landscape | null = null;
  let trail: trails.Trail | null = null;
  const position = () => {
    if (playing !== null || !trail) return playing ?? 1;
    return trails.indexOf(trail, link.get<number>("step")) / Math.max(trail.points.length - 1, 1);
  };

  // --- what a hand can do -------------------------------------------------------------

  /** A point of the plane with no more decimals than a tenth of a pixel deserves. */
  const tidy = (point: Point, { x, y }: Landscape): Point => {
    const decimals = ([low, high]: readonly [number, number]) =>
      clamp(Math.ceil(-Math.log10((high - low) / 4000)), 0, 100);
    return [Number(point[0].toFixed(decimals(x))), Number(point[1].toFixed(decimals(y)))];
  };
  const setProbe = (on: Point) => {
    if (!landscape || bench.locks("probe")) return;
    const point = tidy(landscape.toPlane([clamp(on[0], -1, 1), clamp(on[1], -1, 1)]), landscape);
    link.set({ probe: array(point, [2]) });
  };
  const probeText = () =>
    `Probe at ${dataProbe()
      .map((one) => brief(one))
      .join(", ")}`;
  const probe = new Handle({
    ...tools,
    name: "probe",
    value: () => (landscape ? place(landscape) : [0, 0]),
    label: probeText,
    home: () => landscape?.toSquare([0, 0]) ?? [0, 0],
    locked: () => bench.locks("probe"),
    move: setProbe,
    end: () => bench.announcer.say(probeText()),
  });
  const jump = (pixel: Point) => {
    if (!landscape || bench.locks("probe")) return;
    const near = trail ? trails.nearest(trail, toPixels(), pixel) : -1;
    if (trail && near >= 0) {
      link.set({ step: trail.steps[near] });
      return;
    }
    const on = scene.plane.toData(pixel);
    if (Math.max(Math.abs(on[0]), Math.abs(on[1])) > 1) return;
    const gesture = gestures.begin("probe");
    setProbe(on);
    gestures.end(gesture);
  };
  const toPixels = () => (point: Point) => scene.plane.toPixels(point);
  const point = (pixel: Point | null) => {
    const now = pixel && trail ? trails.nearest(trail, toPixels(), pixel) : -1;
    if (now === pointed) return;
    pointed = now;
    link.set({ pointed: trail?.steps[now] ?? -1 });
    redraw();
  };
  const turn = new Turn({
    ...tools,
    stand,
    home: HOME,
    move: ({ round, up }) =>
      link.set({
        azimuth: Number((((round / DEGREE + 90) % 360) - 180).toFixed(2)),
        elevation: Number((up / DEGREE).toFixed(2)),
      }),
    click: jump,
    hover: point,
  });
  const catcher = {
    signal,
    handleEvent(event: Event) {
      if (event.type === "click") jump(scene.pointer(event as PointerEvent));
      else point(event.type === "pointermove" ? scene.pointer(event as PointerEvent) : null);
    },
  };
  const expression = new Typed({
    ...tools,
    name: "function",
    label: "The function of x and y",
    value: () => link.get<string | null>("function") ?? "",
    enter: (text, done) => link.enter("function", null, text, done),
    locked: () => bench.locks("function"),
  });
  const stepAt = (share: number) =>
    trail ? (trail.steps[Math.round(share * (trail.steps.length - 1))] as number) : 0;
  /** The name of a checkpoint, or the number of a step. */
  const where = (share: number) => {
    const name = trail?.names[Math.round(share * (trail.points.length - 1))] ?? "";
    return ["", "start", "end"].includes(name) ? `step ${stepAt(share)} of ${stepAt(1)}` : name;
  };
  /** Where on the path the model is that is shown: under the pointer, else where the path stands. */
  const shown = (on: trails.Trail) => {
    const under = link.get<number | null>("pointed") ?? -1;
    return under < 0 ? position() : trails.indexOf(on, under) / Math.max(on.points.length - 1, 1);
  };
  const step = bench.slider("step", "Step of the path", {
    labelHidden: true,
    low: 0,
    high: 1,
    value: position,
    text: (share) => where(share),
    home: () => 1,
    move: (share) => {
      playing = null;
      link.set({ step: share === 1 ? -1 : stepAt(share) });
    },
  });
  const player = new Player({
    ...tools,
    what: "the path",
    position,
    move: (next) => {
      playing = next;
      redraw();
    },
    end: (next) => {
      playing = null;
      if (!bench.locks("step")) link.set({ step: next >= 1 ? -1 : stepAt(next) });
    },
  });
  const atProbe = new Thumbnail(link, "probe_prediction", redraw);
  const atStep = new Thumbnail(link, "step_prediction", redraw);

  // --- what is drawn ------------------------------------------------------------------

  const minima = (): Point[] => {
    const known = link.get<NDArray | null>("minima");
    if (!known || !landscape) return [];
    return Array.from({ length: known.shape[0] ?? 0 }, (_, at) =>
      (landscape as Landscape).toSquare([
        known.data[2 * at] as number,
        known.data[2 * at + 1] as number,
      ]),
    ).filter(([x, y]) => Math.max(Math.abs(x), Math.abs(y)) <= 1);
  };

  /** What the pointer's place on the path says. */
  const pointedLabel = (): Label[] => {
    const on = trail?.points[pointed];
    if (!trail || !on) return [];
    const [loss, distance] = [trail.losses[pointed] as number, trail.distances[pointed] as number];
    const parts = [
      `step ${trail.steps[pointed]}`,
      ...(Number.isFinite(loss) ? [`loss ${brief(loss)}`] : []),
      ...(distance > 0 ? [`${brief(distance)} from the plane`] : []),
    ];
    return [
      {
        id: "pointed",
        text: parts.join(", "),
        at: scene.plane.toPixels(on),
        away: [1, 1],
        gap: 9,
        colour: "mathml-answer",
      },
    ];
  };

  /** Labels in their places. Those that stand inside the field keep off the numbers of the isolines. */
  const named = (
    list: readonly Label[],
    points: readonly Point[],
    frame: Panel,
    lines: readonly Segment[] = [],
  ) => {
    const shift = ([x, y]: Point): Point => [x - frame.left, y - frame.top];
    placed = placeLabels(
      list.map((label) => ({ ...label, at: shift(label.at) })),
      {
        width: frame.width,
        height: frame.height,
        fontSize: type(),
        previous: placed,
        points: points.map(shift),
        segments: lines.map(([from, to]): Segment => [shift(from), shift(to)]),
      },
    );
    return labels(
      placed.map((label) => ({ ...label, x: label.x + frame.left, y: label.y + frame.top })),
    );
  };

  /** Drawn paths of the landscape, made anew for another landscape or size. */
  let made: { landscape: Landscape; key: string; drawn: ReturnType<typeof drawnOf> } | null = null;
  const drawnFor = (on: Landscape, parts: Parts) => {
    const { field } = parts;
    const avoid = [...minima(), ...(trail ? [trail.points[0], trail.points.at(-1)] : [])].map(
      (one) => field.toPixels(one as Point),
    );
    const key = [field.left, field.top, field.width, type(), ...avoid].join();
    if (made?.landscape !== on || made.key !== key)
      made = { landscape: on, key, drawn: drawnOf(on, field, type(), avoid) };
    return made.drawn;
  };

  const crosshair = (which: 0 | 1, on: Landscape): readonly Point[] | null => {
    if (gestures.held) return null;
    const losses = link.get<NDArray | null>(which === 0 ? "crosshair_x" : "crosshair_y");
    const all = link.get<NDArray | null>("crosshair_at");
    const count = losses?.data.length ?? 0;
    if (!losses || !all || all.data.length < 2 * count) return null;
    return Array.from({ length: count }, (_, at): Point => {
      const along = all.data[which * count + at] as number;
      const square = on.toSquare(which === 0 ? [along, 0] : [0, along]);
      return [square[which], losses.data[at] as number];
    });
  };

  const contour = (on: Landscape): TemplateResult => {
    const { width, height } = scene.plane;
    const present = link.get<boolean>("present");
    const parts = partsOf(width, height, type(), !present && !bench.hides("crosshair"));
    const { field } = parts;
    scene.plane = new FieldPlane(field, width, height);
    const drawn = drawnFor(on, parts);
    canvas.place(field.left, field.top, field.width, field.height);
    canvas.draw([on, "field"], (target) => {
      target.getContext("2d")?.putImageData(paint(on.shares, target.width, target.height), 0, 0);
    });
    const here = place(on);
    const crosses = minima().map((one) => field.toPixels(one));
    const list = [...(trail ? trails.names(trail, toPixels()) : []), ...pointedLabel()];
    const lines = trail ? trails.pieces(trail, toPixels()) : [];
    const rings = [field.toPixels(here), ...crosses, ...drawn.labels.map(({ at }) => at)];
    return svg`${ground({
      id,
      landscape: on,
      parts,
      drawn,
      line: type(),
      names: link.get<string[] | null>("direction_names") ?? [],
      probe: bench.hides("crosshair") ? null : here,
      slices: [crosshair(0, on), crosshair(1, on)],
    })}${trail ? trails.path(trail, field, position(), id) : nothing}${crosses.map(cross)}
      <rect class="mathml-catch" x=${field.left} y=${field.top} width=${field.width} height=${field.height}
        ${hears(catcher, "click pointermove pointerleave")}></rect>
      ${named(list, rings, field, lines)}${probe.template()}`;
  };

  let still: { key: readonly unknown[]; lines: Float32Array } | null = null;
  const stillLines = (looked: Looked): Float32Array => {
    const key = [
      looked.landscape,
      link.get("path_coordinates"),
      link.get("path_fade"),
      looked.paints,
      looked.stroke,
    ];
    if (!still || !key.every((one, at) => one === still?.key[at]))
      still = { key, lines: stillLinesOf(looked) };
    return still.lines;
  };

  const surface = (on: Landscape): TemplateResult => {
    const { width, height } = scene.plane;
    const line = type();
    const camera = new Camera(stand(), width, height, [3.4 * line, 2.6 * line]);
    scene.plane = new SurfacePlane(camera, on);
    const here = place(on);
    const looked = {
      landscape: on,
      camera,
      trail,
      position: position(),
      probe: here,
      minima: minima(),
      paints: palette.paints(),
      stroke: link.get<boolean>("present") ? 1.5 : 1,
    };
    canvas.place(0, 0, width, height);
    const key = [
      on,
      trail && link.get("path_coordinates"),
      looked.position,
      ...here,
      ...Object.values(stand()),
      looked.paints,
      looked.stroke,
    ];
    canvas.draw(key, (target) =>
      surfaces?.draw(target, {
        mesh: on.mesh,
        frame: frameOf(looked),
        lines: linesOf(looked, stillLines(looked)),
        camera,
      }),
    );
    const list = [...(trail ? trails.names(trail, toPixels()) : []), ...pointedLabel()];
    const onIt = onSurface(
      on,
      trail && trail.points.length > 1 ? trails.between(trail, position()) : [2, 2],
    );
    const [x, y] = onIt ? camera.toPixels(onIt) : [0, 0];
    return svg`<image class="mathml-field-image" x="0" y="0" width=${width} height=${height} preserveAspectRatio="none"></image>
      ${turn.template()}${axes(looked, link.get<string[] | null>("direction_names") ?? [], line)}
      ${onIt ? svg`<circle class="mathml-trail-here mathml-answer" data-name="step" cx=${x.toFixed(1)} cy=${y.toFixed(1)} r="5.5"></circle>` : nothing}
      ${surfaces ? nothing : word(width / 2, height / 2, "This browser has no WebGL 2, which draws the surface.", "middle")}
      ${named(list, [camera.toPixels(onSurface(on, here) ?? [0, 0, 0])], new Panel(0, 0, width, height, [0, 1], [0, 1]), trail ? trails.pieces(trail, toPixels()) : [])}${probe.template()}`;
  };

  const line = (): TemplateResult => {
    const { width, height } = scene.plane;
    const read = (name: string) => link.get<NDArray | null>(name)?.data;
    canvas.place(0, 0, 0, 0);
    const [positions, losses] = [read("line_positions"), read("line_losses")];
    const name =
      (link.get<string[] | null>("line_names") ?? []).length === 2
        ? "share of the way"
        : (link.get<string[] | null>("direction_names")?.[0] ?? "step");
    if (!positions || !losses || asking.masked.has("line"))
      return word(
        width / 2,
        height / 2,
        asking.masked.has("line") ? "Your prediction first." : "",
        "middle",
      );
    const accuracies = read("line_accuracies");
    const shown: chart.Line = {
      positions: [...positions],
      losses: [...losses],
      accuracies: accuracies ? [...accuracies] : null,
      barrier: link.get<number | null>("barrier"),
      barrierAt: link.get<number | null>("barrier_at"),
      names: link.get<string[] | null>("line_names") ?? [],
      log: link.get<boolean>("log_scale"),
      offset: link.get<number | null>("log_offset") ?? 0,
      clamp: link.get<number | null>("clamp"),
    };
    const panel = chart.panelOf(shown, width, height, type());
    return svg`${chart.chart(shown, panel, type(), name, id)}${named(chart.names(shown, panel), [], panel)}`;
  };

  const picture = (): TemplateResult => {
    const now = mode();
    const label = {
      contour: "The loss over the plane, as a field with isolines and two slices",
      surface: "The loss over the plane, as a surface",
      line: "The loss along a line",
    }[now];
    const content =
      now === "line"
        ? line()
        : landscape
          ? (now === "surface" ? surface : contour)(landscape)
          : nothing;
    return html`<div class="mathml-landscape" data-mode=${now}>
      <canvas class="mathml-canvas" aria-hidden="true" ${attached(canvas.attach)}></canvas>
      ${scene.template(content, { label, describedBy: `${id}-help` })}
    </div>`;
  };

  // --- what stands beside it ------------------------------------------------------------

  const verdict = () => {
    const sentence = link.get<string | null>("verdict");
    if (!sentence || bench.hides("honesty") || asking.masked.has("verdict")) return nothing;
    return html`<p class="mathml-claim">${sentence}</p>`;
  };

  const thumbnails = () => {
    if (bench.hides("thumbnail")) return nothing;
    const inks = palette.classes();
    const probed = atProbe.template("at the probe", inks);
    const walked =
      trail && trail.points.length > 1
        ? atStep.template(`at ${where(shown(trail)).replace(/ of .*/, "")}`, inks)
        : nothing;
    if (probed === nothing && walked === nothing) return nothing;
    return html`<div class="mathml-thumbnails">${probed} ${walked}</div>`;
  };

  const foot = () => {
    if (!trail || trail.points.length < 2 || bench.hides("paths")) return nothing;
    return html`<div class="mathml-foot">${player.template()}
      <div class="mathml-path">${step.template()}</div>
      <span class="mathml-value">${where(position())}</span>
      ${player.speed()}</div>`;
  };

  const modes = () =>
    html`<div class="mathml-bar-side" role="group" aria-label="Picture">${MODES.filter(
      (one) =>
        one !== "line" ||
        link.get("line_losses") ||
        mode() === "line" ||
        link.get("source") !== "grid",
    ).map((one) =>
      chip(one, {
        signal,
        pressed: mode() === one,
        disabled: bench.locks("mode"),
        press: () => link.set({ mode: one }),
      }),
    )}</div>`;

  return () => {
    landscape = newest.get();
    trail = landscape && trails.trailOf(link, landscape);
    const toolbar = bar(html`${bench.pick("Preset", "preset")} ${modes()}`, bench.tools());
    const curvatures = asking.masked.has("curvature") || bench.hides("honesty");
    const side = () => html`<p id="${id}-help" class="mathml-visually-hidden">
        Drag the ring, or focus it and use the arrow keys: Shift for larger steps, Alt for finer ones. Plus and minus change the radius.
        ${mode() === "surface" ? "Drag the surface, or focus it and use the arrow keys, to turn it." : ""}
        ${asking.masked.has("notices") ? "" : link.get<string>("description")}
      </p>
      ${bench.lesson()} ${asking.template()}
      ${link.get<string>("source") === "function" && !bench.hides("function") ? html`<div class="mathml-bar-side mathml-expression"><span class="mathml-menu-label">${link.get<number>("n_parameters") === 2 ? "f(x, y)" : "loss"} =</span>${expression.template()}</div>` : nothing}
      ${verdict()} ${bench.readouts()}
      ${curvatures ? nothing : spectrum(link)} ${bench.hides("honesty") || asking.masked.has("captured_variance") ? nothing : captured(link)}
      ${bench.said()} ${link.get("present") ? thumbnails() : nothing}`;
    return html`${layout({
      bar: bench.hides("toolbar") ? nothing : toolbar,
      picture: html`<div class="mathml-main">${picture()} ${foot()} ${link.get("present") ? nothing : below(thumbnails)}</div>`,
      side: beside(side),
    })}
    ${bench.hides("controls") ? nothing : settings.template()}${bench.announcer.template()}`;
  };
}

/** The picture's layers, with what the canvas shows put into them for the file. */
function picture(root: HTMLElement): NodeListOf<SVGSVGElement> {
  const canvas = root.querySelector<HTMLCanvasElement>(".mathml-canvas");
  const image = root.querySelector(".mathml-field-image");
  if (canvas?.width && image) {
    image.setAttribute("href", canvas.toDataURL());
    queueMicrotask(() => image.removeAttribute("href"));
  }
  return root.querySelectorAll<SVGSVGElement>("svg.mathml-picture");
}

export default view(setUp, { picture });

import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { Point } from "../../js/lib/geometry";
import { Link } from "../../js/lib/link";
import { Panel } from "../../js/lib/panel";
import { drawnOf, FieldPlane, type Parts, partsOf } from "../../js/widgets/loss_landscape/contour";
import { type Landscape, Newest } from "../../js/widgets/loss_landscape/landscape";
import * as chart from "../../js/widgets/loss_landscape/line";
import * as trails from "../../js/widgets/loss_landscape/trail";
import landscapeView from "../../js/widgets/loss_landscape/view";
import { find, page, place, pointer, tap } from "./hands";
import { bowl, traits, wire } from "./landscape";
import { FakeModel, type Sent, settle } from "./model";

let end: AbortController;

beforeEach(() => {
  end = new AbortController();
});
afterEach(() => end.abort());

const linked = (more: Record<string, unknown> = {}) => {
  const model = new FakeModel(traits(more));
  return { model, link: Link.of(model.asModel(), end.signal) };
};

describe("the newest landscape", () => {
  const newest = (more: Record<string, unknown> = {}) => {
    const { model, link } = linked(more);
    const reader = new Newest(link, () => {}, end.signal);
    return { model, get: () => reader.get() as Landscape };
  };

  test("maps its plane to the square and back", () => {
    const landscape = newest().get();
    expect(landscape.toSquare([2, -2])).toEqual([1, -1]);
    expect(landscape.toPlane([0.5, 0])).toEqual([1, 0]);
  });

  test("is drawn finer than it is sent, with isolines where Python says", () => {
    const landscape = newest().get();
    expect(landscape.shares.columns).toBe(129);
    expect(landscape.isolines.map(({ level }) => level)).toEqual([2, 4, 6, 8]);
    for (const [u, v] of landscape.isolines[0]?.lines.flat() ?? []) {
      const [x, y] = landscape.toPlane([u, v] as Point);
      expect(x * x + 2 * y * y).toBeCloseTo(2, 1);
    }
  });

  test("is the same object until something in it changes", () => {
    const { model, get } = newest();
    const first = get();
    expect(get()).toBe(first);
    model.update({ levels: wire([1]) });
    expect(get()).not.toBe(first);
  });

  test("stays while a coarse one is being made, but not for long, nor where there is nothing to stay", () => {
    const now = vi.spyOn(performance, "now").mockReturnValue(1000);
    const { model, get } = newest();
    const first = get();
    model.update({ busy: true, ...bowl(3) });
    expect(get()).toBe(first);
    model.update(bowl(5));
    expect(get()).toBe(first);
    now.mockReturnValue(2000);
    expect(get().losses.columns).toBe(5);
    model.update(bowl(9));
    expect(get().losses.columns).toBe(9);
    expect(newest({ busy: true, ...bowl(3) }).get().losses.columns).toBe(3);
  });

  test("of a single place is the same all over, as wide as it will be", () => {
    const one = { x: wire([0]), y: wire([0]), losses: wire([3], [1, 1]) };
    const landscape = newest(one).get();
    expect([landscape.x, landscape.y]).toEqual([
      [-2, 2],
      [-2, 2],
    ]);
    expect(new Set(landscape.shares.values)).toEqual(new Set([0.25]));
  });
});

describe("the picture from above", () => {
  test.each([300, 480, 700])("has room for all its parts at %d px", (side) => {
    const { field, below, beside } = partsOf(side, side, 13) as Required<{
      [part in keyof Parts]: Panel;
    }>;
    const alone = partsOf(side, side, 13, false);
    expect(alone.below).toBeNull();
    expect(alone.field.width).toBeGreaterThan(1.1 * field.width);
    expect(alone.field.right).toBeLessThan(side);
    expect(field.width).toBe(field.height);
    expect(field.width).toBeGreaterThan(0.6 * side);
    expect(beside.right).toBeLessThanOrEqual(side);
    expect(below.bottom).toBeLessThanOrEqual(side);
    expect([below.left, below.width]).toEqual([field.left, field.width]);
    expect([beside.top, beside.height]).toEqual([field.top, field.height]);
  });

  test("lets a handle come to rest on the edge of the field", () => {
    const plane = new FieldPlane(new Panel(30, 20, 200, 200, [-1, 1], [-1, 1]), 300, 300);
    expect(plane.toPixels([1, -1])).toEqual([230, 220]);
    expect(plane.toData([30, 20])).toEqual([-1, 1]);
    expect(plane.extent).toEqual({ x: [-1, 1], y: [-1, 1] });
  });

  test("names each isoline once, inside the field and clear of the other names", () => {
    const { link } = linked();
    const landscape = new Newest(link, () => {}, end.signal).get() as Landscape;
    const { field } = partsOf(480, 480, 13);
    const { labels } = drawnOf(landscape, field, 13, []);
    expect(labels.map(({ text }) => text)).toEqual(["2", "4", "6", "8"]);
    for (const [index, { at }] of labels.entries()) {
      expect(at[0]).toBeGreaterThan(field.left + 5);
      expect(at[0]).toBeLessThan(field.right - 5);
      for (const other of labels.slice(index + 1))
        expect(Math.hypot(other.at[0] - at[0], other.at[1] - at[1])).toBeGreaterThan(13);
    }
  });

  test.each([
    [Number.NaN, "not a number"],
    [Number.POSITIVE_INFINITY, "infinite"],
  ])("hatches where the loss is %d and says so there", (bad, text) => {
    const { link } = linked(bowl(17, (x, y) => (x > 0.6 ? bad : y)));
    const landscape = new Newest(link, () => {}, end.signal).get() as Landscape;
    const { field } = partsOf(480, 480, 13);
    const drawn = drawnOf(landscape, field, 13, []);
    expect(drawn.gapText).toBe(text);
    expect(drawn.gaps.match(/M/g)).toHaveLength(16);
    const [x, y] = drawn.gapAt as Point;
    expect(x).toBeGreaterThan(field.left + field.width / 2);
    expect(x).toBeLessThan(field.right);
    expect(Math.abs(y - field.top - field.height / 2)).toBeLessThan(field.height / 4);
  });
});

describe("the path", () => {
  const trail = () => {
    const { link } = linked();
    const landscape = new Newest(link, () => {}, end.signal).get() as Landscape;
    return trails.trailOf(link, landscape) as trails.Trail;
  };

  test("lies in the square, and a player finds the places between its points", () => {
    const found = trail();
    expect(found.points[2]).toEqual([0.5, 0.5]);
    expect(trails.between(found, 0.25)).toEqual([-0.5, -0.375]);
    expect(trails.between(found, 1)).toEqual([0.5, 0.5]);
  });

  test("knows the point of a step, and the last one by minus one", () => {
    const found = trail();
    expect([-1, 0, 10, 15, 99].map((step) => trails.indexOf(found, step))).toEqual([2, 0, 1, 2, 2]);
  });

  test("is fainter the farther it is from the plane, and never out of sight", () => {
    const fades = [0, 0.5, 1, Number.NaN].map(trails.opacityOf);
    expect(fades[0]).toBeGreaterThanOrEqual(0.2);
    expect(fades[2]).toBe(1);
    expect(fades[1]).toBeGreaterThan(fades[0] as number);
    expect(fades[3]).toBe(fades[0]);
  });

  test("names its points where they lie in the field, and finds the one under a pointer", () => {
    const found = trail();
    const toPixels = ([x, y]: Point): Point => [100 * x, -100 * y];
    expect(trails.names(found, toPixels).map(({ text }) => text)).toEqual(["start", "end"]);
    expect(trails.nearest(found, toPixels, [-24, 3])).toBe(1);
    expect(trails.nearest(found, toPixels, [-24, 33])).toBe(-1);
  });
});

describe("the line", () => {
  const positions = Array.from({ length: 57 }, (_, at) => -0.2 + at / 40);
  const line: chart.Line = {
    positions,
    losses: positions.map((t) => 1 + t + 4 * Math.max(0, t * (1 - t))),
    accuracies: null,
    barrier: 1,
    barrierAt: 0.5,
    names: ["seed 0", "seed 1"],
    log: false,
    offset: 0,
    clamp: null,
  };

  test("has room for the whole curve and names its ends and its barrier", () => {
    const panel = chart.panelOf(line, 480, 480, 13);
    for (const loss of line.losses) {
      const [, y] = panel.toPixels([0, loss]);
      expect(y).toBeGreaterThan(panel.top);
      expect(y).toBeLessThan(panel.bottom);
    }
    expect(chart.names(line, panel).map(({ text }) => text)).toEqual([
      "seed 0",
      "seed 1",
      "barrier 1",
    ]);
  });

  test("is drawn at its clamp above it, and by its logarithm above the offset", () => {
    expect(chart.heightOf({ ...line, clamp: 2 }, 7)).toBe(2);
    expect(chart.heightOf({ ...line, log: true, offset: 1 }, 101)).toBe(2);
  });

  test("with no ends names none", () => {
    const along = { ...line, names: [], barrier: null, barrierAt: null };
    expect(chart.names(along, chart.panelOf(along, 480, 480, 13))).toEqual([]);
  });
});

describe("the view", () => {
  async function show(more: Record<string, unknown> = {}) {
    const root = page();
    const model = new FakeModel(traits(more));
    const props = { model: model.asModel(), el: root, signal: end.signal };
    const gone = await landscapeView.render(props as never);
    await settle();
    const picture = find<SVGSVGElement>(root, "svg.mathml-picture");
    place(picture, 0, 0, 480, 480);
    return { root, model, picture, gone };
  }

  test("draws the field's lines, the slices and the path, and says what it is", async () => {
    const { root, picture } = await show();
    expect(picture.getAttribute("aria-label")).toContain("over the plane");
    expect(root.querySelectorAll(".mathml-isolines path")).toHaveLength(4);
    expect(find(root, '[data-name="slice x"]').getAttribute("d")).toContain("L");
    expect(root.querySelectorAll(".mathml-trail-line").length).toBeGreaterThan(0);
    expect(find(root, ".mathml-claim").textContent).toBe("Looks convex here, and is.");
  });

  test("moves the probe by keys in shares of the plane, and to a place that is clicked", async () => {
    const { root, model } = await show();
    tap(find(root, '.mathml-handle[data-name="probe"]'), "ArrowRight");
    expect(model.sets.at(-2)?.values?.["probe"] ?? model.sets.at(-1)?.values?.["probe"]).toEqual([
      0.58, -1,
    ]);
    const { field } = partsOf(480, 480, 13);
    const [x, y] = field.toPixels([0.5, 0.25]);
    find(root, ".mathml-catch").dispatchEvent(
      new MouseEvent("click", { bubbles: true, clientX: x, clientY: y }),
    );
    // Each answer makes room for what waits, which is then answered too.
    for (let at = 0; at < model.sent.length; at++) model.answer(model.sent[at] as Sent);
    await settle();
    const probes = model.sets.map(({ values }) => values?.["probe"]).filter(Boolean);
    expect(probes.at(-1)).toEqual([1, 0.5]);
  });

  test("turns the surface by keys, within the degrees that Python knows", async () => {
    const { root, model } = await show({ mode: "surface", azimuth: -178 });
    tap(find(root, ".mathml-turn"), "ArrowRight");
    const values = Object.assign({}, ...model.sets.map((one) => one.values));
    expect([values.azimuth, values.elevation]).toEqual([177, 35]);
  });

  test("hides behind a question what the question asks for", async () => {
    const task = {
      name: "a",
      prompt: "?",
      kind: "choice",
      handle: "",
      choices: ["yes"],
      unit: "wrong",
      masks: ["verdict", "curvature", "line"],
      hints: [],
      more_hints: false,
      attempt: null,
    };
    const { root, model } = await show({
      slice_eigenvalues: wire([1, 2]),
      full_eigenvalues: wire([-1, 4]),
    });
    expect(root.querySelector('[data-name="spectrum"]')).not.toBeNull();
    const asked = await show({
      ...model.values,
      _mathml: "asked",
      task,
      mode: "line",
      line_positions: wire([0, 1]),
      line_losses: wire([1, 2]),
    });
    expect(asked.root.querySelector(".mathml-claim")).toBeNull();
    expect(asked.root.querySelector('[data-name="spectrum"]')).toBeNull();
    expect(asked.root.querySelector('[data-name="loss"]')).toBeNull();
  });

  test("shows the label and asks for the model of the point of the path under the pointer", async () => {
    const { root, model } = await show();
    const { field } = partsOf(480, 480, 13);
    const [x, y] = field.toPixels([-0.25, 0]);
    pointer(find(root, ".mathml-catch"), "pointermove", { x, y });
    await new Promise(requestAnimationFrame);
    expect(find(root, '[data-name="pointed"]').textContent).toBe(
      "step 10, loss 0.3, 0.2 from the plane",
    );
    expect((model.sent.at(-1) as Sent).values).toEqual({ pointed: 10 });
    pointer(find(root, ".mathml-catch"), "pointerleave", { x: 0, y: 0 });
    await settle();
    expect((model.sent.at(-1) as Sent).values).toEqual({ pointed: -1 });
  });

  test("leaves no listener behind", async () => {
    const { root, model, gone } = await show({ mode: "surface" });
    expect(model.listening).toBeGreaterThan(0);
    gone();
    expect(model.listening).toBe(0);
    expect(root.querySelector(".mathml-root")).toBeNull();
  });
});

/** Films of charts: a panel that shows the pictures it has, and tells Python where it stopped. */
import { render } from "lit-html";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { WireArray } from "../../js/lib/array";
import { Link } from "../../js/lib/link";
import type { Stage } from "../../js/lib/view";
import { Workbench } from "../../js/lib/workbench";
import { Film, Strip, type Wire } from "../../js/widgets/figure_panel/film";
import { page } from "./hands";
import { FakeModel } from "./model";

function wire(data: Float32Array | Int32Array | Float64Array, dtype: string, width: number) {
  const shape = [data.length / width, width];
  return { dtype, shape, data: new DataView(data.buffer) } as WireArray;
}

/** A trail of three places, a dot that goes along, a window that grows, and a name that changes. */
const WIRE: Wire = {
  trait: "step",
  what: "the walk",
  count: 3,
  marks: [4, 7],
  named: 8,
  points: wire(Float32Array.from([0, 0, 0.5, 1, 1, 0.5, 0, 0, 0.5, 1, 1, 0.5]), "<f4", 2),
  // layer, first, last, count: the trail grows, the dot jumps
  runs: wire(
    Int32Array.from([0, 1, 3, 1, 0, 2, 3, 1, 0, 3, 3, 1, 1, 1, 1, 1, 1, 2, 2, 1, 1, 3, 3, 1]),
    "<i4",
    4,
  ),
  windows: wire(Float64Array.from([1, 0, 10, 0, 2, 3, 0, 20, 0, 4]), "<f8", 5),
  names: [
    [1, [[0, 0, "first", "ghost"]]],
    [3, [[1, 2, "third", "answer"]]],
  ],
  words: ["Step 1: begun.", "Step 2: gone on.", "Step 3: ended."],
};

describe("a strip", () => {
  const strip = new Strip(WIRE);
  const plain = (picture: number) =>
    Object.fromEntries(
      [...strip.marks(picture)].map(([mark, { x, y }]) => [mark, [[...x], [...y]]]),
    );

  test("holds the points of each picture in the scale of the first window", () => {
    expect(plain(1)).toEqual({ 4: [[0], [0]], 7: [[0], [0]] });
    expect(plain(2)).toEqual({
      4: [
        [0, 5],
        [0, 2],
      ],
      7: [[5], [2]],
    });
    expect(plain(3)).toEqual({
      4: [
        [0, 5, 10],
        [0, 2, 1],
      ],
      7: [[10], [1]],
    });
  });

  test("says when the window and the names are others", () => {
    expect(strip.window(2)).toEqual([0, 10, 0, 2]);
    expect(strip.window(3)).toEqual([0, 20, 0, 4]);
    expect(strip.names(2)?.[0]?.[2]).toBe("first");
    expect(strip.names(3)?.[0]?.[2]).toBe("third");
  });

  test("leaves alone what never changes", () => {
    const windows = wire(Float64Array.from([1, 0, 10, 0, 2]), "<f8", 5);
    const still = new Strip({ ...WIRE, windows, names: [] });
    expect([still.window(2), still.names(2)]).toEqual([null, null]);
  });
});

describe("the panel of a chart", () => {
  /** Models of the chart as the host has them. */
  class Host {
    readonly state: Record<string, unknown>;
    constructor(state: Record<string, unknown> = {}) {
      this.state = state;
    }
    get(name: string): unknown {
      return this.state[name];
    }
    set_state(state: Record<string, unknown>): void {
      Object.assign(this.state, state);
    }
  }

  let root: HTMLElement;
  let end: AbortController;
  let model: FakeModel;
  let marks: Host[];
  let axes: Host[];
  let film: Film;
  let frames: FrameRequestCallback[];
  let draw: () => void;

  const shown = (mark: number) => [...((marks[mark] as Host).state["x"] as Float64Array)];
  const sent = () => model.sets.flatMap(({ values }) => (values?.["step"] ? [values["step"]] : []));
  const press = (label: string) =>
    root.querySelector<HTMLElement>(`[aria-label="${label}"]`)?.click();
  function pass(milliseconds: number): void {
    const due = frames.splice(0);
    clock += milliseconds;
    for (const callback of due) callback(clock);
  }
  let clock = 0;

  beforeEach(() => {
    clock = 0;
    frames = [];
    vi.spyOn(globalThis, "requestAnimationFrame").mockImplementation((one) => frames.push(one));
    vi.spyOn(globalThis, "cancelAnimationFrame").mockImplementation(() => frames.splice(0));
    vi.spyOn(globalThis, "matchMedia").mockImplementation(
      () => ({ matches: false }) as MediaQueryList,
    );
    vi.stubGlobal(
      "IntersectionObserver",
      class {
        observe() {}
        disconnect() {}
      },
    );
    root = page();
    end = new AbortController();
    marks = Array.from({ length: 9 }, () => new Host());
    axes = [new Host({ scale: new Host() }), new Host({ scale: new Host() })];
    const figure = new Host({ marks, axes });
    model = new FakeModel({
      _mathml: crypto.randomUUID(),
      film: WIRE,
      step: 2,
      locked: [],
      hidden: [],
      children: [new Host(), figure],
    });
    const link = Link.of(model.asModel(), end.signal);
    const stage: Stage = {
      link,
      model: model.asModel(),
      root,
      signal: end.signal,
      redraw: () => draw(),
      drawn: () => {},
    };
    film = new Film(stage, new Workbench(stage));
    draw = () => {
      render(film.template() ?? "", root);
      film.draw();
    };
    link.onChange(draw, end.signal);
    draw();
  });

  afterEach(() => {
    end.abort();
    vi.unstubAllGlobals();
    vi.restoreAllMocks();
  });

  test("shows the picture of the trait, in marks, names, scales and ticks", () => {
    expect(shown(4)).toEqual([0, 5]);
    press("One step on");
    expect(shown(4)).toEqual([0, 5, 10]);
    expect((marks[8] as Host).state["text"]).toEqual(["third"]);
    expect((marks[8] as Host).state["colors"]).toEqual(["var(--mathml-answer)"]);
    expect(((axes[0] as Host).state["scale"] as Host).state).toEqual({ min: 0, max: 20 });
    expect((axes[0] as Host).state["tick_values"]).toEqual([0, 5, 10, 15, 20]);
    expect(sent()).toEqual([3]);
  });

  test("steps back, and not beyond the ends", () => {
    for (const _ of [1, 2, 3]) press("One step back");
    expect(shown(4)).toEqual([0]);
    expect(new Set(sent())).toEqual(new Set([1]));
  });

  test("plays without telling Python, and tells it where it stopped", () => {
    model.set("step", 1);
    press("Play the walk");
    pass(0);
    pass(130);
    expect(film.picture("step")).toBe(2);
    expect(shown(7)).toEqual([5]);
    expect(sent()).toEqual([]);
    press("Pause the walk");
    expect(sent()).toEqual([2]);
  });

  test("says of the picture that stands what Python says of the one it knows", () => {
    const said = (text: string) => film.told([{ about: "answer", text }])[0]?.text;
    expect(said("Step 2: gone on.")).toBe("Step 2: gone on.");
    model.set("step", 1);
    press("Play the walk");
    pass(0);
    pass(130);
    expect(said("Step 1: begun.")).toBe("Step 2: gone on.");
    expect(said("Another sentence.")).toBe("Another sentence.");
  });

  test("plays what it has where there is no kernel, and stays where it stopped", async () => {
    model.raw.comm_live = false;
    model.emit("comm_live_update");
    await vi.waitFor(() => expect(Link.of(model.asModel(), end.signal).status.kind).toBe("absent"));
    press("One step on");
    expect(shown(4)).toEqual([0, 5, 10]);
    expect(film.picture("step")).toBe(3);
    expect(sent()).toEqual([]);
  });

  test("stops when the film is taken away, and offers none", () => {
    press("Play the walk");
    model.set("film", {});
    draw();
    expect(root.querySelector("button")).toBeNull();
    expect(sent()).toEqual([]);
  });

  test("keeps its place in the panel while a hand is on something, as long as its slider is there", () => {
    model.set("dials", [{ name: "step" }]);
    model.set("film", {});
    draw();
    expect(root.querySelector('[aria-label^="Play"]')).not.toBeNull();
    model.set("dials", []);
    draw();
    expect(root.querySelector("button")).toBeNull();
  });

  test("offers nothing to play where a teacher hides the steps", () => {
    model.set("hidden", ["step"]);
    draw();
    expect(root.querySelector("button")).toBeNull();
    film.step(1);
    expect(shown(4)).toEqual([0, 5]);
  });

  test("goes where Python puts the trait", () => {
    model.set("step", 3);
    expect(shown(4)).toEqual([0, 5, 10]);
    expect(film.picture("step")).toBe(3);
  });
});

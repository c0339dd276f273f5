import { describe, expect, test } from "vitest";
import { holdsOurs, modelsToKeep } from "../../../js/labextension/state";

const ours = (state = {}) => ({ state: { _mathml: "matrix_transform", ...state } });
const theirs = (state = {}) => ({ state });
const reference = (id: string) => `IPY_MODEL_${id}`;

describe("holdsOurs", () => {
  test("is true for a widget of ours and for no other", () => {
    expect(holdsOurs({ a: theirs(), b: ours() })).toBe(true);
    expect(holdsOurs({ a: theirs(), b: theirs() })).toBe(false);
    expect(holdsOurs({})).toBe(false);
  });
});

describe("modelsToKeep", () => {
  const ids = (...arguments_: Parameters<typeof modelsToKeep>) =>
    Object.keys(modelsToKeep(...arguments_)).sort();

  test("keeps a widget of ours that an output shows, and all that it refers to", () => {
    const live = {
      w: ours({ layout: reference("layout"), figure: reference("figure") }),
      layout: theirs(),
      figure: theirs({ marks: [reference("line")], more: { scale: reference("scale") } }),
      line: theirs({ figure: reference("figure") }),
      scale: theirs(),
      unrelated: theirs(),
    };
    expect(ids({}, live, ["w"])).toEqual(["figure", "layout", "line", "scale", "w"]);
  });

  test("keeps the box that shows a widget of ours, and an Output that holds it", () => {
    const view = { "application/vnd.jupyter.widget-view+json": { model_id: "w" } };
    const live = {
      w: ours(),
      box: theirs({ children: [reference("w"), reference("slider")] }),
      slider: theirs(),
      output: theirs({ outputs: [{ output_type: "display_data", data: view }] }),
    };
    expect(ids({}, live, ["box"])).toEqual(["box", "slider", "w"]);
    expect(ids({}, live, ["output"])).toEqual(["output", "w"]);
  });

  test("keeps no widget that no output shows, nor one that shows none of ours", () => {
    expect(ids({}, { w: ours(), slider: theirs() }, ["slider"])).toEqual([]);
  });

  test("lets what lives win over what is stored", () => {
    const kept = modelsToKeep({ w: ours({ value: 1 }) }, { w: ours({ value: 2 }) }, ["w"]);
    expect(kept).toEqual({ w: ours({ value: 2 }) });
  });

  test("keeps the stored picture of a widget whose kernel is gone", () => {
    const stored = { w: ours({ layout: reference("layout") }), layout: theirs() };
    expect(ids(stored, {}, ["w"])).toEqual(["layout", "w"]);
  });

  test("drops a stored widget of ours, and its own, once no output shows it", () => {
    const stored = {
      old: ours({ layout: reference("layout") }),
      layout: theirs(),
      box: theirs({ children: [reference("old")] }),
    };
    expect(ids(stored, { w: ours() }, ["w"])).toEqual(["w"]);
  });

  test("leaves what a reader had kept of other widgets", () => {
    const stored = { slider: theirs({ layout: reference("shared") }), shared: theirs() };
    const old = ours({ layout: reference("shared") });
    expect(ids({ ...stored, old }, {}, [])).toEqual(["shared", "slider"]);
  });
});

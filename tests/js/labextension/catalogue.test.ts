import { describe, expect, test } from "vitest";
import { bySubject, find, headingOf, type WidgetEntry } from "../../../js/labextension/catalogue";

const entry = (name: string, subject: string, presets: string[] = []): WidgetEntry => ({
  name,
  stem: name.toLowerCase(),
  subject,
  question: `What does ${name} show?`,
  summary: "A picture.",
  presets,
  version: 1,
  bases: [],
  picture: "",
});

const widgets = [
  entry("Matrix", "linear_algebra", ["shear", "rank 1", "half turn", "quarter turn"]),
  entry("Entropy", "information", ["fair coin"]),
  entry("Sketch", ""),
];
const names = (text: string) => find(widgets, text).map(({ widget }) => widget.name);

describe("find", () => {
  test("gives all widgets in their order for an empty text", () => {
    expect(names("  ")).toEqual(["Matrix", "Entropy", "Sketch"]);
  });

  test("wants every word somewhere in the name, the subject or the sentences", () => {
    expect(names("linear show")).toEqual(["Matrix"]);
    expect(names("ENTROPY what")).toEqual(["Entropy"]);
    expect(names("entropy matrix")).toEqual([]);
  });

  test("finds a widget by its presets, and tells which", () => {
    expect(find(widgets, "turn")).toEqual([
      { widget: widgets[0], presets: ["half turn", "quarter turn"] },
    ]);
    expect(find(widgets, "matrix shear")[0]?.presets).toEqual(["shear"]);
    expect(find(widgets, "matrix")[0]?.presets).toEqual([]);
  });
});

test("what is found stands under its subject, in the order of the list", () => {
  const groups = bySubject(find(widgets, ""));
  expect([...groups.keys()]).toEqual(["linear_algebra", "information", ""]);
});

test("a subject's name becomes a heading", () => {
  expect(headingOf("linear_algebra")).toBe("Linear algebra");
  expect(headingOf("")).toBe("");
});

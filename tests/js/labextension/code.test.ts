import { describe, expect, test } from "vitest";
import type { WidgetEntry } from "../../../js/labextension/catalogue";
import { cellFor, cellOf, freeName, literal } from "../../../js/labextension/code";

const widget = {
  name: "Entropy",
  stem: "entropy",
  bases: [2, Math.E, 10],
} as unknown as WidgetEntry;
const names = { variable: "entropy", short: true };
const usual = { digits: -1, base: "widget" } as const;

describe("the cell of a widget", () => {
  test("imports, makes and shows it", () => {
    expect(cellFor(widget, names, usual)).toBe(
      "import mathml_widgets as mw\n\nentropy = mw.Entropy()\nentropy",
    );
  });

  test("says what the reader likes, in the type that the widget takes", () => {
    const made = (base: "2" | "e" | "10") => cellFor(widget, names, { digits: 5, base });
    expect(made("2")).toContain("mw.Entropy(base=2, digits=5)");
    expect(made("e")).toContain("mw.Entropy(base=2.718281828459045, digits=5)");
    expect(cellFor({ ...widget, bases: [] }, names, { digits: 0, base: "2" })).toContain(
      "mw.Entropy(digits=0)",
    );
  });

  test("names the preset", () => {
    expect(cellFor(widget, names, usual, 'a "fair" coin')).toContain(
      'mw.Entropy(preset="a \\"fair\\" coin")',
    );
  });

  test("does not take mw from the reader", () => {
    expect(cellFor(widget, { ...names, short: false }, usual)).toBe(
      "import mathml_widgets\n\nentropy = mathml_widgets.Entropy()\nentropy",
    );
  });
});

test("a name that is taken gets a number", () => {
  expect(freeName("w", () => false)).toBe("w");
  expect(freeName("w", (name) => ["w", "w_2"].includes(name))).toBe("w_3");
});

describe("a literal", () => {
  test("is what Python writes", () => {
    expect(literal({ a: [1, -0.5, null], b: true, c: false, d: {} })).toBe(
      '{"a": [1, -0.5, None], "b": True, "c": False, "d": {}}',
    );
  });

  test("cannot be left by what is in it", () => {
    const hostile = '"\n__import__("os").system("x")\n"\\';
    const text = literal({ [hostile]: hostile });
    expect(text).not.toContain("\n");
    expect(JSON.parse(text)).toEqual({ [hostile]: hostile });
  });
});

test("the cell of a state holds it as a literal, a line for each value", () => {
  const state = { widget: "Entropy", version: 2, given: { base: 2, data: null }, interface: {} };
  expect(cellOf(state, names)).toBe(
    [
      "import mathml_widgets as mw",
      "",
      "entropy = mw.Entropy.from_state(",
      "    {",
      '        "widget": "Entropy",',
      '        "version": 2,',
      '        "given": {',
      '            "base": 2,',
      '            "data": None,',
      "        },",
      '        "interface": {},',
      "    }",
      ")",
      "entropy",
    ].join("\n"),
  );
});

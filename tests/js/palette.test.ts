import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import {
  dark,
  light,
  type Palette,
  type Role,
  strongDark,
  strongLight,
} from "../../js/lib/palette";

const css = readFileSync("js/lib/theme.css", "utf8");

/** What JupyterLab's themes put behind an output, a side bar and a selected cell. */
const GROUNDS = {
  light: ["#ffffff"],
  dark: ["#111111", "#212121"],
  highContrast: ["#000000", "#111111"],
};

function luminance(colour: string): number {
  const [r, g, b] = [1, 3, 5].map((start) => {
    const part = Number.parseInt(colour.slice(start, start + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(one: string, other: string): number {
  const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

const cases: [string, Palette, readonly string[], number, number][] = [
  ["light", light, GROUNDS.light, 3, 4.5],
  ["dark", dark, GROUNDS.dark, 3, 4.5],
  ["strong light", strongLight, GROUNDS.light, 4.5, 7],
  ["strong dark", strongDark, [...GROUNDS.dark, ...GROUNDS.highContrast], 4.5, 7],
];

describe.each(cases)("the %s palette", (_name, palette, grounds, forMarks, forText) => {
  test.each(Object.entries(palette))("keeps %s readable on every ground", (_role, colour) => {
    for (const ground of grounds) {
      expect(contrast(colour.mark, ground)).toBeGreaterThanOrEqual(forMarks);
      expect(contrast(colour.text, ground)).toBeGreaterThanOrEqual(forText);
    }
  });
});

test("contrast is that of WCAG: black on white is 21", () => {
  expect(contrast("#000000", "#ffffff")).toBeCloseTo(21, 9);
  expect(contrast("#777777", "#ffffff")).toBeCloseTo(4.48, 2);
});

describe("the style sheet", () => {
  const strongBlock = css.slice(css.indexOf("prefers-contrast: more"));

  /** What a token is in light and in dark; one token may stand for another. */
  function declared(text: string, token: string): [string, string] | undefined {
    const value = new RegExp(`${token}: ([^;]+);`).exec(text)?.[1] ?? "";
    const other = /^var\((--[\w-]+)\)$/.exec(value)?.[1];
    if (other) return declared(text, other);
    const pair = /^light-dark\((#\w+), (#\w+)\)$/.exec(value);
    return pair ? [pair[1] as string, pair[2] as string] : undefined;
  }

  /** Which tokens the class of a role gives to marks and to text. */
  function tokensOf(role: Role): [mark: string, ink: string] {
    const rule = new RegExp(`\\.mathml-${role} {([^}]*)}`).exec(css)?.[1] ?? "";
    const token = (name: string) => new RegExp(`${name}: var\\(([^)]+)\\)`).exec(rule)?.[1] ?? "";
    return [token("--mathml-mark"), token("--mathml-ink")];
  }

  test.each(Object.keys(light) as Role[])("says the same of %s as the palette does", (role) => {
    const [mark, ink] = tokensOf(role);
    expect(mark).toBe(`--mathml-${role}`);
    expect(declared(css, mark)).toEqual([light[role].mark, dark[role].mark]);
    expect(declared(css, ink)).toEqual([light[role].text, dark[role].text]);
    expect(declared(strongBlock, mark)).toEqual([strongLight[role].mark, strongDark[role].mark]);
    expect(declared(strongBlock, ink)).toEqual([strongLight[role].text, strongDark[role].text]);
  });
});

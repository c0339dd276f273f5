import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";

const SOURCES = "js/labextension";
const LOCALES = "mathml_widgets/locale";
const STRING = String.raw`("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')`;
const SUBJECTS = [
  ...["Linear algebra", "Calculus", "Probability", "Optimization"],
  ...["Statistics", "Geometry", "Information"],
];

const said = new Set(SUBJECTS);
for (const file of readdirSync(SOURCES).filter((name) => name.endsWith(".ts"))) {
  const text = readFileSync(`${SOURCES}/${file}`, "utf8");
  for (const [, literal] of text.matchAll(new RegExp(String.raw`\.(?:__|_n)\(\s*${STRING}`, "g")))
    said.add((literal as string).slice(1, -1));
}
const blanks = (text: string) => (text.match(/%\d/g) ?? []).sort();

describe.each(readdirSync(LOCALES))("the translation %s", (locale) => {
  const file = `${LOCALES}/${locale}/LC_MESSAGES/mathml_widgets.json`;
  const { "": head, ...translated } = JSON.parse(readFileSync(file, "utf8"));

  test("has every sentence of the extension and no other", () => {
    expect(said.size).toBeGreaterThan(60);
    expect(Object.keys(translated).sort()).toEqual([...said].sort());
  });

  test("keeps what is put into a sentence", () => {
    for (const [original, forms] of Object.entries(translated))
      for (const form of forms as string[]) expect(blanks(form)).toEqual(blanks(original));
  });

  test("says which language it is", () => {
    expect(head.domain).toBe("mathml_widgets");
    expect(head.language.replace("-", "_")).toBe(locale);
  });
});

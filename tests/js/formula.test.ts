import { html, render } from "lit-html";
import { beforeEach, expect, test } from "vitest";
import { entries, equation } from "../../js/lib/entries";
import { flashTogether } from "../../js/lib/flash";
import {
  column,
  formula,
  fraction,
  matrix,
  numeral,
  operator,
  row,
  root as squareRoot,
  subscript,
  superscript,
  symbol,
  words,
} from "../../js/lib/formula";
import { find, page, pointer } from "./hands";

let root: HTMLElement;

beforeEach(() => {
  root = page();
});

test("a formula is MathML of the parts it is built from", () => {
  const parts = row(
    superscript(symbol("A"), numeral("2")),
    subscript(symbol("e"), numeral("1")),
    operator("="),
    fraction(numeral("1"), squareRoot(numeral("2"))),
    column([numeral("1"), numeral("0")]),
    words("if"),
  );
  render(formula(parts), root);
  const names = ["math", "msup", "msub", "mo", "mfrac", "msqrt", "mtable", "mtr", "mtd", "mtext"];
  for (const name of names) expect(root.querySelector(name), name).not.toBeNull();
  expect(find(root, "math").textContent?.replaceAll(/\s/g, "")).toBe("A2e1=1210if");
});

test("a matrix has a row for each row and a cell for each entry", () => {
  const rows = [
    ["1", "2", "3"],
    ["4", "5", "6"],
  ];
  render(formula(matrix(rows.map((cells) => cells.map((cell) => numeral(cell))))), root);
  expect(root.querySelectorAll("mtr")).toHaveLength(2);
  expect(root.querySelectorAll("mtd")).toHaveLength(6);
});

test("one letter is a letter, several are a word", () => {
  render(formula(row(symbol("σ"), symbol("det", { colour: "mathml-answer" }))), root);
  const [letter, word] = [...root.querySelectorAll("mi")];
  expect(letter?.classList.contains("mathml-letter")).toBe(true);
  expect(word?.classList.contains("mathml-word")).toBe(true);
  expect(word?.classList.contains("mathml-answer")).toBe(true);
});

test("editable entries stand outside MathML, in a group with a name", () => {
  const cells = [["1", "2"]].map((line) => line.map((text) => html`<button>${text}</button>`));
  render(equation(formula(symbol("A")), entries(cells, { label: "matrix A" })), root);
  const group = find(root, "[role=group]");
  expect(group.getAttribute("aria-label")).toBe("matrix A");
  expect(group.querySelectorAll("button")).toHaveLength(2);
  expect(root.querySelector("math button")).toBeNull();
});

test("a symbol and its object light up together, until the view ends", () => {
  const end = new AbortController();
  root.innerHTML = `<i data-name="a&quot;]"></i><b data-name="a&quot;]"><u></u></b><s data-name="b"></s>`;
  flashTogether(root, end.signal);
  const lit = () => [...root.querySelectorAll("[data-flash]")].map((element) => element.localName);
  pointer(find(root, "u"), "pointerover");
  expect(lit()).toEqual(["i", "b"]);
  pointer(find(root, "u"), "pointerout");
  expect(lit()).toEqual([]);
  end.abort();
  pointer(find(root, "i"), "pointerover");
  expect(lit()).toEqual([]);
});

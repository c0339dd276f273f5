import { render } from "lit-html";
import { beforeEach, expect, test } from "vitest";
import { type Readout, Readouts } from "../../js/lib/readouts";
import { find, page } from "./hands";

let root: HTMLElement;
let readouts: Readouts;

beforeEach(() => {
  root = page();
  readouts = new Readouts();
});

const show = (rows: Readout[], holding = false) => render(readouts.template(rows, holding), root);
const row = (numeric: string): Readout => ({ id: "det", name: "Determinant", numeric });
const glow = () => find(root, ".mathml-numeric").getAttribute("data-glow");

test("only the columns that are used are shown", () => {
  const heads = () => [...root.querySelectorAll("th[scope=col]")].map((head) => head.textContent);
  show([row("2.145")]);
  expect(heads()).toEqual(["NumPy"]);
  show([
    { ...row("2.145"), exact: "429/200" },
    { id: "p", name: "p", simulated: "0.51 ± 0.02" },
  ]);
  expect(heads()).toEqual(["exact", "NumPy", "simulated"]);
});

test("a number that changes glows once, each time anew, and never at first sight", () => {
  show([row("2.145")]);
  expect(glow()).toBeNull();
  show([row("2.146")]);
  expect(glow()).toBe("odd");
  show([row("2.146")]);
  expect(glow()).toBe("odd");
  show([row("2.150")]);
  expect(glow()).toBe("even");
});

test("nothing glows while the hand moves; what differs in the end does so once", () => {
  show([row("1")]);
  for (const text of ["2", "3", "4"]) show([row(text)], true);
  expect(glow()).toBeNull();
  show([row("4")]);
  expect(glow()).toBe("odd");
  show([row("5")], true);
  show([row("4")]);
  expect(glow()).toBe("odd");
});

test("a missing number gives its reason instead", () => {
  show([row("1"), { id: "inv", name: "Inverse", reason: "none: the columns are parallel" }]);
  expect(find(root, ".mathml-reason").textContent).toBe("none: the columns are parallel");
});

test("the rows that matter most are marked for present mode", () => {
  show([
    { ...row("1"), main: true },
    { id: "trace", name: "Trace", numeric: "2" },
  ]);
  expect(root.querySelectorAll("tr[data-main]")).toHaveLength(1);
});

test("details are folded away until the reader asks for them, and keep glowing by the same rule", () => {
  const detail = (numeric: string): Readout => ({
    id: "norm",
    name: "Norm",
    numeric,
    detail: true,
  });
  show([row("1"), detail("3")]);
  const more = find<HTMLDetailsElement>(root, "details");
  expect(more.open).toBe(false);
  expect(more.querySelectorAll("tbody tr")).toHaveLength(1);
  more.open = true;
  show([row("1"), detail("4")]);
  expect(find<HTMLDetailsElement>(root, "details").open).toBe(true);
  expect(find(more, ".mathml-numeric").getAttribute("data-glow")).toBe("odd");
  show([row("1")]);
  expect(root.querySelector("details")).toBeNull();
});

test("a unit stands in small type beside the name", () => {
  show([{ ...row("2"), unit: "area" }]);
  expect(find(root, "th .mathml-unit").textContent).toBe("area");
});

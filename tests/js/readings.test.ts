import { expect, test } from "vitest";
import { type Reading, rowsOf } from "../../js/lib/readings";

const none = new Set<string>();

function reading(given: Partial<Reading>): Reading {
  const plain = {
    name: "n",
    label: "N",
    values: [1],
    form: "number",
    unit: "",
    about: "",
    main: false,
  };
  return { ...plain, ...given } as Reading;
}

const shown = (given: Partial<Reading>, digits = 2) =>
  rowsOf([reading(given)], digits, none, none)[0];

test("numbers have the digits asked for and a true minus sign", () => {
  expect(shown({ values: [-1.5, 2] })?.numeric).toBe("−1.50\u20022.00");
});

test("a count has no decimals", () => {
  expect(shown({ values: [2], form: "count" })?.numeric).toBe("2");
});

test("a conjugate pair shares one line", () => {
  const pair = [
    [2, 30],
    [2, -30],
  ];
  expect(shown({ values: pair, form: "polar" })?.numeric).toBe("2.00\u00a0∠\u00a0±30.0°");
});

test("two different complex numbers have one each", () => {
  const two = [
    [2, 30],
    [1, 0],
  ];
  expect(shown({ values: two, form: "polar" })?.numeric).toBe(
    "2.00\u00a0∠\u00a030.0°\u20021.00\u00a0∠\u00a00.0°",
  );
});

test("vectors are written as tuples", () => {
  expect(shown({ values: [[1, 0.5]], form: "vectors" })?.numeric).toBe("(1.00, 0.50)");
});

test("a missing number gives its reason", () => {
  expect(shown({ values: null, reason: "singular" })).toMatchObject({ reason: "singular" });
});

test("an estimate comes with its error", () => {
  expect(shown({ simulated: [0.5, 0.02] })?.simulated).toBe("0.50 ± 0.02");
});

test("the exact value is written with a true minus sign", () => {
  expect(shown({ exact: "(-13 + √3601)/40" })?.exact).toBe("(−13\u00a0+\u00a0√3601)/40");
});

test("a short exact value stays on one line, a long one may break", () => {
  const long = "(12345678 + √123456789012345)/2000000";
  expect(shown({ exact: "(5 ± √5)/2" })?.exact).not.toContain(" ");
  expect(shown({ exact: long })?.exact).toBe(long);
});

test("a masked number is not on the page", () => {
  const [row] = rowsOf([reading({ exact: "7" })], 2, new Set(["n"]), none);
  expect(JSON.stringify(row)).not.toContain("7");
  expect(row?.reason).toBe("your prediction first");
});

test("a hidden row is left out", () => {
  expect(rowsOf([reading({})], 2, none, new Set(["n"]))).toEqual([]);
});

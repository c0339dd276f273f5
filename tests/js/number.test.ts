import { describe, expect, test } from "vitest";
import {
  coordinates,
  degrees,
  digitsOf,
  fixed,
  number,
  polar,
  scientific,
} from "../../js/lib/number";

describe("a number on screen", () => {
  test("has fixed digits and a true minus sign", () => {
    expect(fixed(-1.5, 3)).toBe("\u22121.500");
    expect(number(2, 2)).toBe("2.00");
  });

  test("that rounds to zero has no sign", () => {
    expect(fixed(-0.0004, 2)).toBe("0.00");
    expect(fixed(-0, 1)).toBe("0.0");
  });

  test("that fixed digits would hide has a power of ten", () => {
    expect(number(1.234e-7, 2)).toBe("1.23×10⁻⁷");
    expect(number(-6.02e23, 2)).toBe("\u22126.02×10²³");
    expect(number(1e6, 1)).toBe("1.0×10⁶");
    expect(number(999_999, 0)).toBe("999999");
    expect(number(0.005, 2)).toBe("0.01");
    expect(number(0.0049, 2)).toBe("4.90×10⁻³");
    expect(number(0, 2)).toBe("0.00");
    expect(scientific(5e-324, 1)).toBe("4.9×10⁻³²⁴");
  });

  test("without a bound is infinite, and no number at all gives its reason", () => {
    expect(number(-Infinity, 2)).toBe("\u2212∞");
    expect(number(Number.NaN, 2, "the matrix is singular")).toBe("the matrix is singular");
    for (const text of [number(Number.NaN, 2), degrees(Number.NaN), polar(Number.NaN, 1, 2)]) {
      expect(text).not.toContain("NaN");
    }
  });

  test("ignores the reader's locale", () => {
    expect(number(123456.5, 1)).toBe("123456.5");
  });
});

test("angles are in degrees and complex numbers show modulus and angle", () => {
  expect(degrees(-Math.PI / 6)).toBe("\u221230.0°");
  expect(polar(1.4645, 0.3508, 3)).toBe("1.464\u00a0∠\u00a020.1°");
  expect(polar(1.4645, -0.3508, 3, { paired: true })).toBe("1.464\u00a0∠\u00a0±20.1°");
});

test("coordinates stand side by side", () => {
  expect(coordinates([1.5, -0.3], 2)).toBe("1.50, \u22120.30");
});

test("an entry has the digits that it needs, within bounds", () => {
  expect([1.5, 1.0001, 0.3, -2.125, 0.1 + 0.2].map((x) => digitsOf(x, 2, 5))).toEqual([
    2, 4, 2, 3, 2,
  ]);
  expect([1 / 3, Math.SQRT1_2, 1e-7, 1e300, Number.NaN].map((x) => digitsOf(x, 2, 5))).toEqual([
    2, 2, 2, 2, 2,
  ]);
});

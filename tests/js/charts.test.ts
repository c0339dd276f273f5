import { describe, expect, test } from "vitest";
import { Chart, ticksOf } from "../../js/lib/chart";
import { fitted, graphemes, linesOf, widthOf } from "../../js/lib/fit";
import { mosaic } from "../../js/lib/mosaic";
import { partsOf } from "../../js/lib/nested";

describe("a chart", () => {
  const chart = new Chart({ left: 10, top: 20, right: 110, bottom: 220 }, [0, 5], [-1, 1]);

  test("has its low ends at the left and at the bottom", () => {
    expect([chart.toX(0), chart.toY(-1)]).toEqual([10, 220]);
    expect(chart.pixels([[5, 1]])).toEqual([[110, 20]]);
  });

  test("goes from pixels back to where they came from", () => {
    for (const value of [0, 1.25, 5]) expect(chart.fromX(chart.toX(value))).toBeCloseTo(value, 12);
  });

  test("has round ticks in any range, and at most thirty", () => {
    expect(ticksOf([0, 2], 200, 50).map(({ said }) => said)).toEqual([
      "0.0",
      "0.5",
      "1.0",
      "1.5",
      "2.0",
    ]);
    expect(ticksOf([0, 0], 200, 50).length).toBeLessThanOrEqual(30);
    expect(ticksOf([-1e-9, 1e9], 1e6, 1).length).toBeLessThanOrEqual(30);
  });
});

describe("a text in little room", () => {
  test("stands whole where it fits", () => {
    expect(fitted("rain", 100, 13)).toBe("rain");
  });

  test("ends in an ellipsis where it does not, and is nothing where not even that fits", () => {
    expect(fitted("umbrella at home", 60, 13)).toMatch(/^umbr.*…$/);
    expect(fitted("umbrella", 3, 13)).toBe("");
  });

  test("never cuts an emoji or an accented letter in two", () => {
    const family = "👨‍👩‍👧";
    expect(graphemes(`${family}e\u0301`)).toEqual([family, "e\u0301"]);
    for (let width = 0; width < 80; width += 3)
      expect(["", `${family}…`, `${family}${family}…`, family.repeat(3)]).toContain(
        fitted(family.repeat(3), width, 13),
      );
  });

  test("takes no time however long it is", () => {
    expect(fitted("a".repeat(1e6), 60, 13).length).toBeLessThan(12);
  });

  test("breaks at its spaces", () => {
    const lines = linesOf("one two three four", 60, 13);
    expect(lines.join(" ")).toBe("one two three four");
    for (const line of lines) expect(widthOf(line, 13)).toBeLessThanOrEqual(60);
  });
});

test("the parts of a whole lie side by side, and what has no share is left out", () => {
  expect(partsOf([0.5, 0, 0.25, 0.25])).toEqual([
    { index: 0, low: 0, high: 0.5 },
    { index: 2, low: 0.5, high: 0.75 },
    { index: 3, low: 0.75, high: 1 },
  ]);
});

describe("a mosaic", () => {
  const joint = [0.45, 0.05, 0.1, 0.4];

  test("has areas like the shares of its cells", () => {
    for (const { share, left, right, low, high } of mosaic(joint, 2, 2))
      expect((right - left) * (high - low)).toBeCloseTo(share, 12);
  });

  test("fills its square", () => {
    const cells = mosaic(joint, 2, 2);
    expect(cells.at(-1)?.right).toBeCloseTo(1, 12);
    expect(cells.at(-1)?.high).toBeCloseTo(1, 12);
  });

  test("leaves out rows and cells without a share", () => {
    expect(mosaic([0.5, 0, 0, 0, 0, 0.5], 3, 2).map(({ row, column }) => [row, column])).toEqual([
      [0, 0],
      [2, 1],
    ]);
  });
});

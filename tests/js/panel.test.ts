import { describe, expect, test } from "vitest";
import { brief } from "../../js/lib/brief";
import { Panel, ticksOf } from "../../js/lib/panel";

describe("a panel", () => {
  const panel = new Panel(40, 10, 200, 100, [-1, 1], [0, 50]);

  test("has scales of its own, and y rises", () => {
    expect(panel.toPixels([-1, 0])).toEqual([40, 110]);
    expect(panel.toPixels([1, 50])).toEqual([240, 10]);
    expect(panel.toData(panel.toPixels([0.3, 7]))[0]).toBeCloseTo(0.3, 12);
    expect(panel.toData(panel.toPixels([0.3, 7]))[1]).toBeCloseTo(7, 12);
  });

  test("breaks a line where a point is not finite", () => {
    const path = panel.path([
      [-1, 0],
      [0, 25],
      [0.5, Number.NaN],
      [0.5, 50],
      [1, 50],
    ]);
    expect(path).toBe("M40.0 110.0L140.0 60.0M190.0 10.0L240.0 10.0");
  });

  test("keeps what is far outside in reach of a renderer", () => {
    expect(panel.path([[1e300, 0]])).toBe("M1000000.0 110.0");
  });

  test("has round numbers along both sides, as far apart as they are asked to be", () => {
    expect(panel.ticks("x", 50)).toEqual([
      { at: 40, text: "−1.0" },
      { at: 90, text: "−0.5" },
      { at: 140, text: "0.0" },
      { at: 190, text: "0.5" },
      { at: 240, text: "1.0" },
    ]);
    expect(panel.ticks("y", 60).map(({ text }) => text)).toEqual(["0", "50"]);
  });
});

test("numbers beside an axis have powers of ten where they must, and none where there is no axis", () => {
  expect(ticksOf([0, 3e6], 3).map(({ text }) => text)).toEqual([
    "0",
    "1.0×10⁶",
    "2.0×10⁶",
    "3.0×10⁶",
  ]);
  expect(ticksOf([1, 1], 3)).toEqual([]);
  expect(ticksOf([0, Number.POSITIVE_INFINITY], 3)).toEqual([]);
});

test("a brief number has three digits and no more than it needs", () => {
  const said = [0, 2, 0.25, 1234.5, -0.0123456, 890.4, 3e-7, 123456, 1.5e9].map((one) =>
    brief(one),
  );
  expect(said).toEqual([
    "0",
    "2",
    "0.25",
    "1230",
    "−0.0123",
    "890",
    "3×10⁻⁷",
    "1.23×10⁵",
    "1.5×10⁹",
  ]);
  expect(brief(Number.POSITIVE_INFINITY)).toBe("∞");
});

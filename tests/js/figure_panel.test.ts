import { describe, expect, test } from "vitest";
import { array } from "../../js/lib/array";
import { moved } from "../../js/widgets/figure_panel/dials";
import { Mapping, stroked } from "../../js/widgets/figure_panel/hands";

describe("an entry of an array under a slider", () => {
  test("moves alone where nothing else is asked for", () => {
    const next = moved(array([1, 2, 3, 4], [2, 2]), { name: "m", label: "", index: 2 }, 9);
    expect([...next.data]).toEqual([1, 2, 9, 4]);
    expect(next.shape).toEqual([2, 2]);
  });

  test("makes the other shares of a whole give way", () => {
    const shares = [0, 3];
    const dial = { name: "mixture", label: "", index: 0, shares };
    const next = moved(array([0.4, -1, 1, 0.6, 2, 1], [6]), dial, 0.9);
    expect(next.data[0]).toBe(0.9);
    expect(next.data[3]).toBeCloseTo(0.1, 15);
    expect([...next.data.slice(1, 3)]).toEqual([-1, 1]);
    expect([...next.data.slice(4)]).toEqual([2, 1]);
  });

  test("keeps the sum of shares at one at every end", () => {
    const dial = { name: "p", label: "", index: 1, shares: [0, 1, 2] };
    for (const value of [0, 0.3, 1]) {
      const next = moved(array([0.2, 0.5, 0.3], [3]), dial, value);
      expect(next.data.reduce((sum, one) => sum + one, 0)).toBeCloseTo(1, 14);
      expect(Math.min(...next.data)).toBeGreaterThanOrEqual(0);
    }
  });

  test("pushes its neighbour along where entries are in order", () => {
    const ends = array([-1, 1], [2]);
    const dial = { name: "interval", label: "", ordered: true };
    expect([...moved(ends, { ...dial, index: 0 }, 2).data]).toEqual([2, 2]);
    expect([...moved(ends, { ...dial, index: 1 }, -3).data]).toEqual([-3, -3]);
    expect([...moved(ends, { ...dial, index: 1 }, 4).data]).toEqual([-1, 4]);
  });
});

describe("the mapping between a chart and its data", () => {
  const mapping = new Mapping([-4, 4, 0, 0.5], { left: 50, top: 10, width: 400, height: 300 });

  test("puts the corners of the window on those of the frame", () => {
    expect(mapping.toPixels([-4, 0])).toEqual([50, 310]);
    expect(mapping.toPixels([4, 0.5])).toEqual([450, 10]);
  });

  test("is undone by its inverse", () => {
    const [x, y] = mapping.toData(mapping.toPixels([1.25, 0.2]));
    expect(x).toBeCloseTo(1.25, 12);
    expect(y).toBeCloseTo(0.2, 12);
  });

  test("keeps as many digits as a tenth of a pixel deserves", () => {
    expect(mapping.tidy(1.23456789, 0)).toBe(1.235);
    expect(mapping.tidy(0.123456789, 1)).toBe(0.1235);
  });
});

describe("a stroke across heights", () => {
  const places = [0, 1, 2, 3, 4];
  const flat = [0, 0, 0, 0, 0];

  test("sets the height under it", () => {
    expect(stroked(places, flat, [2.2, 5], [2.2, 5])).toEqual([0, 0, 5, 0, 0]);
  });

  test("skips none of the places that it passes, whichever way it goes", () => {
    expect(stroked(places, flat, [1, 1], [3, 3])).toEqual([0, 1, 2, 3, 0]);
    expect(stroked(places, flat, [3, 3], [1, 1])).toEqual([0, 1, 2, 3, 0]);
  });
});

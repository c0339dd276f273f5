import { describe, expect, test } from "vitest";
import type { Extent } from "../../js/lib/geometry";
import { Plane } from "../../js/lib/plane";

const square = (reach: number): Extent => ({ x: [-reach, reach], y: [-reach, reach] });

describe("a plane", () => {
  const plane = new Plane([1, -2], 5, 600, 400);

  test("has the same scale on both axes and its span on the shorter side", () => {
    expect(plane.unit).toBe(80);
    const [x, y] = plane.toPixels([2, -1]);
    const [x0, y0] = plane.toPixels([1, -2]);
    expect([x - x0, y - y0]).toEqual([80, -80]);
    expect(plane.extent).toEqual({ x: [-2.75, 4.75], y: [-4.5, 0.5] });
  });

  test("maps data to pixels and back", () => {
    const [x, y] = plane.toData(plane.toPixels([0.3, 7.1]));
    expect(x).toBeCloseTo(0.3, 12);
    expect(y).toBeCloseTo(7.1, 12);
  });

  test("keeps the point under the pointer when it zooms, and takes it along when it pans", () => {
    const held = plane.toData([100, 50]);
    const [x, y] = plane.zoomed(1.7, [100, 50], [12, -9]).toPixels(held);
    expect(x).toBeCloseTo(112, 9);
    expect(y).toBeCloseTo(41, 9);
  });

  test("rounds a dragged point by less than a tenth of a pixel", () => {
    const dragged = [1.234567891, -0.000049] as const;
    const [x, y] = plane.tidy(dragged);
    expect(x).toBe(1.235);
    expect(y).toBe(-0);
    expect(Math.abs(x - dragged[0]) * plane.unit).toBeLessThan(0.1);
  });
});

describe("fitting", () => {
  test("shows the whole extent with room round it", () => {
    for (const reach of [1e-5, 0.3, 1, 1.9, 4.2, 77, 3e6]) {
      const { extent } = new Plane().showing(square(reach));
      expect(extent.x[1]).toBeGreaterThanOrEqual(reach * 1.2);
      expect(extent.y[0]).toBeLessThanOrEqual(-reach * 1.2);
    }
  });

  test("takes spans of which a fiftieth is a short decimal", () => {
    for (let reach = 0.011; reach < 900; reach *= 1.37) {
      const { span } = new Plane().showing(square(reach));
      expect((span / 50).toPrecision(12)).toMatch(/^0?\.?0*\d{1,2}\.?\d?0*$|^\d\.\d{1,2}0*$/);
    }
  });

  test("leaves the picture alone while the content fits and is not small in it", () => {
    const plane = new Plane().showing(square(1));
    expect(plane.span).toBe(3);
    expect(plane.fitted(square(1.15))).toBe(plane);
    expect(plane.fitted(square(0.7))).toBe(plane);
    expect(plane.fitted(square(2))).not.toBe(plane);
    expect(plane.fitted(square(0.5))).not.toBe(plane);
  });

  test("is settled after one step: what has been fitted stays", () => {
    for (let reach = 0.01; reach < 100; reach *= 1.13) {
      const plane = new Plane().showing(square(reach));
      expect(plane.fitted(square(reach))).toBe(plane);
    }
  });

  test("gives up a span that only a hand or an interrupted motion leaves behind", () => {
    expect(new Plane([0, 0], 7.13).fitted(square(2)).span).toBe(5);
  });

  test("ignores an extent that has no bound", () => {
    const plane = new Plane();
    expect(plane.fitted({ x: [0, Infinity], y: [0, 1] })).toBe(plane);
    expect(plane.showing({ x: [0, Infinity], y: [0, 1] })).toBe(plane);
  });

  test("a wide picture uses its width", () => {
    const wide: Extent = { x: [-4, 4], y: [-1, 1] };
    expect(new Plane([0, 0], 4, 400, 400).showing(wide).span).toBe(10);
    expect(new Plane([0, 0], 4, 1600, 400).showing(wide).span).toBe(3);
  });
});

test("whatever the data are, a pixel is one that a renderer can take", () => {
  const plane = new Plane([0, 0], 4, 480, 480);
  for (const value of [1e308, -1e308, Infinity, Number.NaN, 5e-324]) {
    for (const pixel of plane.toPixels([value, value])) expect(Math.abs(pixel)).toBeLessThan(1e10);
  }
});

test("a picture comes to fit matrices as small and as large as doubles allow", () => {
  for (const size of [1e-290, 1e-13, 1e13, 1e290]) {
    const extent = { x: [-size, size], y: [-size, size] } as const;
    const [x] = new Plane().showing(extent).toPixels([size, 0]);
    expect(x).toBeGreaterThan(360);
    expect(x).toBeLessThan(480);
  }
});

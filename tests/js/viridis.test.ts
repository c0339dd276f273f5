import { expect, test } from "vitest";
import { inkOn, shadeOf, VIRIDIS, viridis } from "../../js/lib/viridis";

function luminance(at: number): number {
  const [r, g, b] = [0, 1, 2].map((channel) => {
    const part = (VIRIDIS[3 * at + channel] as number) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

test("the field's colours grow lighter all the way", () => {
  for (let at = 1; at < 256; at++) expect(luminance(at)).toBeGreaterThan(luminance(at - 1) - 1e-4);
  expect(luminance(255)).toBeGreaterThan(30 * luminance(0));
});

test("they are those of viridis, to what an eye can tell", () => {
  // Matplotlib's own table at five of its places between the stops.
  const known: Record<number, readonly number[]> = {
    0: [68, 1, 84],
    64: [59, 82, 139],
    128: [33, 145, 140],
    191: [94, 201, 98],
    255: [253, 231, 37],
  };
  for (const [at, colour] of Object.entries(known)) {
    for (const channel of [0, 1, 2]) {
      const off = Math.abs(
        (VIRIDIS[3 * Number(at) + channel] as number) - (colour[channel] as number),
      );
      expect(off).toBeLessThanOrEqual(3);
    }
  }
});

test("ink on the field has at least the contrast of text everywhere", () => {
  for (let at = 0; at < 256; at++) {
    const field = luminance(at) + 0.05;
    const contrast = inkOn(at / 255) === "white" ? 1.05 / field : field / 0.05;
    expect(contrast, `at ${at}`).toBeGreaterThanOrEqual(4.5);
  }
});

test("shares outside the field take its ends", () => {
  expect([shadeOf(-1), shadeOf(0.5), shadeOf(2)]).toEqual([0, 128, 255]);
  expect(viridis(0)).toBe("rgb(68,1,84)");
});

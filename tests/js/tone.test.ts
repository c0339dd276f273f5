import { expect, test } from "vitest";
import { paint, toned } from "../../js/lib/field";
import { Tone } from "../../js/lib/tone";
import { VIRIDIS } from "../../js/lib/viridis";

test("an even tone divides its range evenly and keeps what lies outside at the ends", () => {
  const tone = new Tone(-2, 6);
  expect([-2, 0, 6, 100, -100].map((value) => tone.shareOf(value))).toEqual([0, 0.25, 1, 1, 0]);
  expect(tone.valueOf(0.25)).toBe(0);
  expect(tone.shareOf(Number.NaN)).toBeNaN();
});

test("a logarithmic tone gives equal factors above its offset equal shares", () => {
  const tone = new Tone(1.01, 101, true, 1);
  expect(tone.shareOf(1.01)).toBe(0);
  expect(tone.shareOf(2)).toBeCloseTo(0.5, 12);
  expect(tone.valueOf(0.5)).toBeCloseTo(2, 12);
  expect(tone.shareOf(0.5)).toBe(0);
});

test("a range of one value is painted in the middle of the field", () => {
  expect(new Tone(3, 3).shareOf(3)).toBe(0.5);
});

test("a field is painted from its lowest row at the bottom, clear where it has no value", () => {
  const tone = new Tone(0, 1);
  const shares = toned(
    { columns: 2, rows: 2, values: Float64Array.from([0, 0, 1, Number.POSITIVE_INFINITY]) },
    tone,
  );
  expect([...shares.values]).toEqual([0, 0, 1, Number.NaN]);
  const { data, width } = paint(shares, 3, 3);
  const pixel = (x: number, y: number) => [
    ...data.slice(4 * (y * width + x), 4 * (y * width + x) + 4),
  ];
  expect(pixel(0, 2)).toEqual([...VIRIDIS.slice(0, 3), 255]);
  expect(pixel(0, 0)).toEqual([...VIRIDIS.slice(-3), 255]);
  expect(pixel(2, 0)).toEqual([0, 0, 0, 0]);
});

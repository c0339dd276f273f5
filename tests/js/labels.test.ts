import { describe, expect, test } from "vitest";
import type { Point } from "../../js/lib/geometry";
import { type Label, type PlacedLabel, placeLabels, segmentsOf } from "../../js/lib/labels";

const size = { width: 480, height: 480 };
const label = (id: string, text: string, at: Point, away: Point): Label => ({
  id,
  text,
  at,
  away,
  colour: "mathml-hand",
});

function covers(a: PlacedLabel, b: PlacedLabel): boolean {
  return (
    Math.abs(a.x - b.x) < (a.width + b.width) / 2 && Math.abs(a.y - b.y) < (a.height + b.height) / 2
  );
}

function expectGood(placed: readonly PlacedLabel[]): void {
  for (const [index, one] of placed.entries()) {
    expect(one.x - one.width / 2).toBeGreaterThanOrEqual(0);
    expect(one.x + one.width / 2).toBeLessThanOrEqual(size.width);
    expect(one.y - one.height / 2).toBeGreaterThanOrEqual(0);
    expect(one.y + one.height / 2).toBeLessThanOrEqual(size.height);
    for (const other of placed.slice(index + 1)) expect(covers(one, other)).toBe(false);
  }
}

/** The labels of a transformed plane, its columns at these angles and lengths in pixels. */
function transform(angles: readonly [number, number], lengths: readonly [number, number]): Label[] {
  const at = (angle: number, length: number): Point => [
    240 + length * Math.cos(angle),
    240 - length * Math.sin(angle),
  ];
  const [a, b] = angles;
  const named: [string, string, number, number][] = [
    ["column_1", "A e₁", a, lengths[0]],
    ["column_2", "A e₂", b, lengths[1]],
    ["sigma_1", "σ₁ 1.83", a + 3, lengths[0]],
    ["sigma_2", "σ₂ 1.18", a + 1.4, lengths[1]],
    ["probe", "A v", (a + b) / 2, 80],
  ];
  return named.map(([id, text, angle, length]) =>
    label(id, text, at(angle, length), [Math.cos(angle), -Math.sin(angle)]),
  );
}

describe("labels", () => {
  test("neither cover each other nor leave the picture, wherever the columns point", () => {
    for (let turn = 0; turn < 24; turn++) {
      for (const apart of [0, 0.05, 0.4, 1.5, 3.1]) {
        for (const length of [10, 120, 225]) {
          const angle = (turn * Math.PI) / 12;
          const set = transform([angle, angle + apart], [length, length * 0.9]);
          const placed = placeLabels(set, { ...size, points: set.map(({ at }) => at) });
          expect(placed).toHaveLength(5);
          expectGood(placed);
        }
      }
    }
  });

  test("lie outside their shape, in the direction that leads out of it", () => {
    const [placed] = placeLabels([label("a", "A e₁", [300, 240], [1, 0])], size) as [PlacedLabel];
    expect(placed.x).toBeGreaterThan(300);
    expect(placed.y).toBeCloseTo(240, 9);
    expect(placed.x - placed.width / 2).toBeGreaterThanOrEqual(305);
  });

  test("get off a line", () => {
    const line = segmentsOf([
      [0, 240],
      [480, 240],
    ]);
    const [placed] = placeLabels([label("a", "A e₁", [300, 240], [1, 0])], {
      ...size,
      segments: line,
    }) as [PlacedLabel];
    expect(Math.abs(placed.y - 240)).toBeGreaterThanOrEqual(placed.height / 2);
  });

  test("stay where they were while another place is only a little better", () => {
    const before = placeLabels([label("a", "A e₁", [300, 240], [1, 0.15])], size);
    const turned = label("a", "A e₁", [300, 240], [1, -0.15]);
    const [calm] = placeLabels([turned], { ...size, previous: before }) as [PlacedLabel];
    expect(calm.slot).toBe(before[0]?.slot);
  });

  test("have the same places every time", () => {
    const set = transform([0.3, 0.5], [120, 100]);
    expect(placeLabels(set, size)).toEqual(placeLabels(set, size));
  });
});

test("segments join neighbours, and the last to the first where the line is closed", () => {
  const points: Point[] = [
    [0, 0],
    [1, 0],
    [1, 1],
  ];
  expect(segmentsOf(points)).toHaveLength(2);
  expect(segmentsOf(points, true)).toContainEqual([
    [1, 1],
    [0, 0],
  ]);
});

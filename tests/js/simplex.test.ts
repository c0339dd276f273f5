import { describe, expect, test } from "vitest";
import { canMove, roomFor, withShare } from "../../js/lib/simplex";
import { edgeOf, shareBefore } from "../../js/lib/stacked";

const total = (shares: readonly number[]) => shares.reduce((sum, share) => sum + share, 0);
const none = new Set<number>();

describe("shares of a whole", () => {
  test("make room in their old ratio", () => {
    expect(withShare([0.5, 0.25, 0.25], 0, 0.8)).toEqual([
      0.8,
      expect.closeTo(0.1, 14),
      expect.closeTo(0.1, 14),
    ]);
  });

  test("stay where they are locked, and take no more than is left", () => {
    expect(withShare([0.5, 0.25, 0.25], 0, 0.8, new Set([1]))).toEqual([0.75, 0.25, 0]);
    expect(roomFor([0.5, 0.25, 0.25], 0, new Set([1, 2]))).toBe(0.5);
  });

  test("sum to one wherever a hand takes them", () => {
    const shares = [0.1, 0.2, 0.3, 0.4];
    for (const value of [-3, 0, 1e-9, 0.5, 0.999, 1, 7])
      for (const locked of [none, new Set([1]), new Set([0, 3])]) {
        const moved = withShare(shares, 2, value, locked);
        expect(total(moved)).toBeCloseTo(1, 12);
        expect(Math.min(...moved)).toBeGreaterThanOrEqual(0);
      }
  });

  test("share equally what they are given where all of them were 0", () => {
    expect(withShare([1, 0, 0], 0, 0.5)).toEqual([0.5, 0.25, 0.25]);
  });

  test("do not move where nothing can make room", () => {
    expect(canMove([0.5, 0.5], 0, new Set([1]))).toBe(false);
    expect(canMove([0.5, 0.5], 0, new Set([0]))).toBe(false);
    expect(canMove([1], 0)).toBe(false);
    expect(withShare([0.3, 0.7], 0, 0.9, new Set([1]))).toEqual([0.3, 0.7]);
  });
});

describe("the edge of a share between others", () => {
  const shares = [0.4, 0.1, 0.2, 0.3];
  const edges = (now: readonly number[], index: number) => [
    total(now.slice(0, index)),
    total(now.slice(0, index + 1)),
  ];

  test("lies where the shares themselves put it, while it is moved", () => {
    for (const locked of [none, new Set([0]), new Set([3]), new Set([1])])
      for (const [index, right] of [
        [0, true],
        [2, true],
        [2, false],
      ] as const)
        for (const share of [0.05, 0.2, 0.45]) {
          const early = shareBefore(shares, index, locked);
          // An edge on whose side nothing makes room does not move.
          if (locked.has(index) || early === (right ? 1 : 0)) continue;
          const edge = edgeOf(shares, index, locked, right);
          const moved = withShare(shares, index, share, locked);
          const at = edges(moved, index)[right ? 1 : 0] as number;
          expect(edge.at(moved[index] as number)).toBeCloseTo(at, 12);
          expect(edge.shareAt(at)).toBeCloseTo(moved[index] as number, 12);
        }
  });

  test("moves as much as what makes room stands on its side", () => {
    expect(shareBefore(shares, 0, none)).toBe(0);
    expect(shareBefore(shares, 3, none)).toBe(1);
    expect(shareBefore(shares, 2, none)).toBeCloseTo(0.625, 12);
    expect(shareBefore([0, 1, 0], 1, none)).toBe(0.5);
  });
});

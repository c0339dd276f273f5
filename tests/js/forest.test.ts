import { describe, expect, test } from "vitest";
import { arranged, type Join, nodesOf, rootsOf, without } from "../../js/lib/forest";

const leaves = [0, 1, 2, 3];
const joins: Join[] = [
  [2, 3],
  [1, 4],
  [0, 5],
];

describe("a forest", () => {
  test("begins with every leaf a root of its own", () => {
    expect(rootsOf(leaves, 4, [])).toEqual(leaves);
  });

  test("puts a pair where its upper half stood", () => {
    expect(rootsOf(leaves, 4, [[3, 0]])).toEqual([4, 1, 2]);
    expect(rootsOf(leaves, 4, joins)).toEqual([6]);
  });

  test("leaves out joins of what is not there", () => {
    expect(rootsOf(leaves, 4, [[0, 9]])).toEqual(leaves);
    expect(rootsOf([0, 2], 3, [[0, 2]])).toEqual([3]);
  });

  test("gives each leaf a row and each pair the middle between its branches", () => {
    const [root] = arranged(leaves, 4, joins);
    const rows = Object.fromEntries(nodesOf(root as never).map(({ id, row }) => [id, row]));
    expect(rows).toEqual({ 0: 0, 1: 1, 2: 2, 3: 3, 4: 2.5, 5: 1.75, 6: 0.875 });
    expect(root?.height).toBe(3);
  });

  test("never lets trees cross: the leaves of a tree stand in neighbouring rows", () => {
    for (const root of arranged(leaves, 4, [
      [0, 3],
      [1, 2],
    ])) {
      const rows = nodesOf(root)
        .filter(({ branches }) => !branches.length)
        .map(({ row }) => row);
      expect(Math.max(...rows) - Math.min(...rows)).toBe(rows.length - 1);
    }
  });

  test("takes a root apart and renumbers what was joined later", () => {
    expect(
      without(
        [
          [0, 1],
          [2, 3],
        ],
        4,
        4,
      ),
    ).toEqual([[2, 3]]);
    expect(
      without(
        [
          [0, 1],
          [2, 3],
          [5, 6],
        ],
        5,
        5,
      ),
    ).toEqual([
      [2, 3],
      [5, 5],
    ]);
    expect(without(joins, 4, 6)).toEqual([
      [2, 3],
      [1, 4],
    ]);
  });
});

/** Binary trees grown from their leaves: nodes are numbered, first the leaves, then what each join made. */

/** Two nodes that become one; the first is drawn above the second. */
export type Join = readonly [first: number, second: number];

export interface Node {
  readonly id: number;
  /** Leaves from the top; a pair stands halfway between its branches. */
  readonly row: number;
  /** The longest way down to a leaf. */
  readonly height: number;
  /** The two nodes below; none at a leaf. */
  readonly branches: readonly Node[];
}

/** The nodes that no join has used, in the order in which they are drawn from the top. */
export function rootsOf(
  leaves: readonly number[],
  count: number,
  joins: readonly Join[],
): number[] {
  const roots = [...leaves];
  for (const [index, [first, second]] of joins.entries()) {
    const places = [roots.indexOf(first), roots.indexOf(second)].filter((place) => place >= 0);
    if (places.length < 2) continue;
    const [upper, lower] = [Math.min(...places), Math.max(...places)];
    roots.splice(lower, 1);
    roots[upper] = count + index;
  }
  return roots;
}

/** Give every node its place: one tree below another, each leaf in a row of its own. */
export function arranged(
  leaves: readonly number[],
  count: number,
  joins: readonly Join[],
): readonly Node[] {
  let rows = 0;
  const nodeOf = (id: number): Node => {
    const join = joins[id - count];
    if (!join) return { id, row: rows++, height: 0, branches: [] };
    const [first, second] = [nodeOf(join[0]), nodeOf(join[1])];
    return {
      id,
      row: (first.row + second.row) / 2,
      height: 1 + Math.max(first.height, second.height),
      branches: [first, second],
    };
  };
  return rootsOf(leaves, count, joins).map(nodeOf);
}

/** A node and all below it. */
export function nodesOf(node: Node): Node[] {
  return [node, ...node.branches.flatMap(nodesOf)];
}

/** The joins without the one that made `id`, a root: later ones move up. */
export function without(joins: readonly Join[], count: number, id: number): Join[] {
  const renamed = (node: number) => (node > id ? node - 1 : node);
  return joins.toSpliced(id - count, 1).map(([a, b]) => [renamed(a), renamed(b)] as const);
}

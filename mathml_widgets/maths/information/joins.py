"""A code tree built by hand, one join after another.

Outcomes are the nodes 0 to n - 1, and each join of two loose nodes makes the next one: n, n + 1, ... So a tree that
is not finished yet has a form, too, and each join has a price. The mean length of a code is the sum of the
probabilities of all joins; the best that can still be reached is Huffman's tree over what is loose. A join costs what
it adds to that, and nothing where it was as good as any.
"""

from __future__ import annotations

import heapq
import operator
from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise
from reprlib import repr as short
from typing import Any, NamedTuple, TypeAlias

from .exact_shares import exact_probabilities, whole_weights
from .huffman import Merge, Tree

Joins: TypeAlias = Sequence[Sequence[int]]


class JoinJudgement(NamedTuple):
    """What joins made by hand are worth.

    Attributes
    ----------
    roots : tuple of int
        The nodes that are still loose.
    weights : tuple of Fraction
        The probability at each node, outcomes first.
    costs : tuple of Fraction
        Bits a symbol that each join added to the best mean length that was still possible.
    reachable : Fraction
        The best mean length that is still possible, in bits a symbol.
    least : Fraction
        Huffman's.
    complete : bool
        Whether all possible outcomes hang together.
    next_join : tuple of int, or None
        The two loose nodes that Huffman would join next.
    """

    roots: tuple[int, ...]
    weights: tuple[Fraction, ...]
    costs: tuple[Fraction, ...]
    reachable: Fraction
    least: Fraction
    complete: bool
    next_join: tuple[int, int] | None


def joined_trees(joins: Joins, n_outcomes: int) -> dict[int, Tree]:
    """Return the trees that joins make, by their roots.

    Parameters
    ----------
    joins : sequence of pairs of int
    n_outcomes : int

    Returns
    -------
    dict
        From each loose node to its tree, a place or nested pairs of places.

    Raises
    ------
    ValueError
        If a join is no pair, or one of its nodes does not exist yet or hangs in another tree already.

    Examples
    --------
    >>> joined_trees([(1, 2), (0, 4)], 4)
    {3: 3, 5: (0, (1, 2))}
    """
    trees: dict[int, Tree] = {place: place for place in range(n_outcomes)}
    for index, join in enumerate(joins):
        one, other = _as_pair(join, index)
        for node in (one, other):
            if node not in trees:
                why = "is joined already" if 0 <= node < n_outcomes + index else "does not exist yet"
                raise ValueError(f"joins must join loose nodes, got {node} at index {index}, which {why}")
        if one == other:
            raise ValueError(f"joins must join two different nodes, got {one} twice at index {index}")
        trees[n_outcomes + index] = (trees.pop(one), trees.pop(other))
    return trees


def joins_of_tree(tree: Tree, n_outcomes: int) -> tuple[tuple[int, int], ...]:
    """Return joins that build a tree, the deepest first.

    Parameters
    ----------
    tree : nested pairs of places
    n_outcomes : int

    Returns
    -------
    tuple of pairs of int

    Raises
    ------
    ValueError
        If a branch is neither a pair nor a place, or a place comes twice.

    Examples
    --------
    >>> joins_of_tree((0, (1, 2)), 3)
    ((1, 2), (0, 3))
    """
    order: list[tuple[int, Any]] = []
    waiting = [(0, tree)]
    while waiting:
        depth, branch = waiting.pop()
        if isinstance(branch, (tuple, list)):
            if len(branch) != 2:
                raise ValueError(f"tree must branch in two everywhere, got {short(branch)}")
            order.append((depth, branch))
            waiting += [(depth + 1, branch[0]), (depth + 1, branch[1])]
        elif isinstance(branch, bool) or not isinstance(branch, int) or not 0 <= branch < n_outcomes:
            raise ValueError(f"tree must end in places from 0 to {n_outcomes - 1}, got {short(branch)}")
    nodes: dict[int, int] = {}
    joins: list[tuple[int, int]] = []
    for _, branch in sorted(order, key=lambda found: -found[0]):
        first, second = (one if isinstance(one, int) else nodes[id(one)] for one in branch)
        nodes[id(branch)] = n_outcomes + len(joins)
        joins.append((first, second))
    joined_trees(joins, n_outcomes)
    return tuple(joins)


def joins_of_merges(merges: Sequence[Merge], n_outcomes: int) -> tuple[tuple[int, int], ...]:
    """Return the steps of Huffman's method as joins, in the order in which he takes them.

    Examples
    --------
    >>> from mathml_widgets.maths.information import huffman_code
    >>> joins_of_merges(huffman_code([0.5, 0.25, 0.25]).merges, 3)
    ((1, 2), (0, 3))
    """
    nodes = {place: place for place in range(n_outcomes)}  # by the first leaf of the tree that stands there
    joins = []
    for merge in merges:
        first, second = _first_leaf(merge.first), _first_leaf(merge.second)
        joins.append((nodes[first], nodes[second]))
        nodes[first] = n_outcomes + len(joins) - 1
    return tuple(joins)


def judge_joins(joins: Joins, probabilities: Sequence[Any]) -> JoinJudgement:
    """Return what each join by hand cost, and what is still possible.

    Parameters
    ----------
    joins : sequence of pairs of int
    probabilities : sequence (n_outcomes,)
        Fractions, floats or text; `exact_probabilities` says how they are read.

    Returns
    -------
    JoinJudgement

    Raises
    ------
    ValueError
        If `joined_trees` refuses the joins, or the probabilities are not a distribution.

    Examples
    --------
    >>> found = judge_joins([(0, 1)], ["1/2", "1/4", "1/4"])
    >>> found.costs, found.reachable, found.next_join
    ((Fraction(1, 4),), Fraction(7, 4), (2, 3))
    """
    shares = exact_probabilities(probabilities)
    joined_trees(joins, len(shares))
    weights, total = whole_weights(shares)
    loose = {place: weight for place, weight in enumerate(weights) if weight > 0}
    reached = [_least_cost(list(loose.values()))]
    spent = 0
    for one, other in joins:
        together = weights[one] + weights[other]
        loose.pop(one, None)
        loose.pop(other, None)
        if together > 0:
            loose[len(weights)] = together
        weights.append(together)
        spent += together
        reached.append(spent + _least_cost(list(loose.values())))
    lightest = sorted((weight, node) for node, weight in loose.items())
    kept = {node for pair in joins for node in pair}
    return JoinJudgement(
        tuple(node for node in range(len(weights)) if node not in kept),
        tuple(Fraction(weight, total) for weight in weights),
        tuple(Fraction(after - before, total) for before, after in pairwise(reached)),
        Fraction(reached[-1], total),
        Fraction(reached[0], total),
        len(loose) == 1,
        (lightest[0][1], lightest[1][1]) if len(lightest) > 1 else None,
    )


def _first_leaf(tree: Tree) -> int:
    while isinstance(tree, tuple):
        tree = tree[0]
    return int(tree)


def _least_cost(weights: list[int]) -> int:
    """Return the sum of all joins of Huffman's tree over these weights."""
    heapq.heapify(weights)
    cost = 0
    while len(weights) > 1:
        together = heapq.heappop(weights) + weights[0]
        heapq.heapreplace(weights, together)
        cost += together
    return cost


def _as_pair(join: Any, index: int) -> tuple[int, int]:
    try:
        one, other = join
        return operator.index(one), operator.index(other)
    except (TypeError, ValueError):
        raise ValueError(f"joins must be pairs of nodes, got {short(join)} at index {index}") from None

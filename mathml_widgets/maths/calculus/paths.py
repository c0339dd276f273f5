"""The chain rule as a sum over paths.

A change of one value reaches the result along every path of the graph, multiplied on each edge by
the local derivative there; what arrives along different paths adds up.
So where a value is read twice its derivatives add, they are not shared out, and one edge of slope
zero silences the paths through it and no other.
There can be very many paths: a chain of n doublings has 2^n, which is why nobody computes
derivatives this way.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np

from ..linear_algebra.arguments import plain


class Path(NamedTuple):
    """One way from a node to a later one.

    Attributes
    ----------
    nodes : tuple of int
        From the first to the last, both included.
    operands : tuple of int
        As which operand each node but the first reads the one before it.
    local_derivatives : tuple of floats or arrays
        One for each edge.
    product : float or array (*end_shape, *start_shape)
        Their product, the last edge leftmost.
    """

    nodes: tuple[int, ...]
    operands: tuple[int, ...]
    local_derivatives: tuple[Any, ...]
    product: Any


Parents = Sequence[tuple[int, ...]]


def leading_to(parents: Parents, end: int) -> set[int]:
    """Return the nodes from which a path leads to `end`, with itself."""
    reached = {end}
    for node in range(end, -1, -1):
        if node in reached:
            reached.update(parents[node])
    return reached


def reached_from(parents: Parents, start: int) -> set[int]:
    """Return the nodes to which a path leads from `start`, with itself."""
    reached = {start}
    for node in range(start + 1, len(parents)):
        if not reached.isdisjoint(parents[node]):
            reached.add(node)
    return reached


def count_paths(parents: Parents, start: int, end: int) -> int:
    """Return the number of paths between two nodes, by adding up counts instead of walking.

    Examples
    --------
    >>> count_paths([(), (0, 0), (1, 1), (2, 2)], 0, 3)
    8
    """
    counts = [0] * len(parents)
    counts[start] = 1
    for node in range(start + 1, end + 1):
        counts[node] = sum(counts[parent] for parent in parents[node])
    return counts[end]


def walk(
    parents: Parents,
    shapes: Sequence[tuple[int, ...]],
    start: int,
    end: int,
    local_derivative: Callable[[int, int], Any],
) -> Iterator[Path]:
    """Yield every path between two nodes.

    Parameters
    ----------
    parents, shapes : sequences
        The parents of each node and the shape of its value.
    start, end : int
    local_derivative : callable
        Of a node and the number of an operand.
    """
    useful = leading_to(parents, end) & reached_from(parents, start)
    if end not in useful:
        return
    children: dict[int, list[tuple[int, int]]] = {node: [] for node in useful}
    for child in sorted(useful - {start}):
        for operand, parent in enumerate(parents[child]):
            if parent in useful:
                children[parent].append((child, operand))
    stack: list[tuple[tuple[int, ...], tuple[int, ...]]] = [((start,), ())]
    while stack:
        nodes, operands = stack.pop()
        if nodes[-1] == end:
            factors = tuple(local_derivative(n, j) for n, j in zip(nodes[1:], operands, strict=True))
            yield Path(nodes, operands, factors, _product(factors, [shapes[n] for n in nodes]))
        for child, operand in reversed(children[nodes[-1]]):
            stack.append(((*nodes, child), (*operands, operand)))


def _product(factors: Sequence[Any], shapes: Sequence[tuple[int, ...]]) -> Any:
    """Return the matrix product of local derivatives between values of the given shapes."""
    sizes = [math.prod(shape) for shape in shapes]
    matrix = np.eye(sizes[0])
    for factor, old, new in zip(factors, sizes[:-1], sizes[1:], strict=True):
        matrix = np.reshape(factor, (new, old)) @ matrix
    return plain(matrix.reshape(shapes[-1] + shapes[0]))

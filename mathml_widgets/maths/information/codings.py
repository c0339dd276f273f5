"""A code with its tree, for blocks of symbols or from joins made by hand.

A tree is worth looking at node by node: which two were joined, and how likely the pair is. The probabilities of all
joins sum to the mean code length, for each join puts one more bit before everything below it.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import product
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from .arguments import FloatArray, IntArray, as_distribution, check_count
from .exact_shares import block_probabilities, exact_probabilities
from .huffman import Code, code_of_tree, huffman_code
from .joins import Joins, joined_trees, joins_of_merges, judge_joins


class Coding(NamedTuple):
    """A code of blocks of symbols, and its tree as joins.

    Attributes
    ----------
    code : Code or None
        Whose symbols are the places of the blocks, the last symbol running fastest; None while a tree is unfinished.
    block_length : int
    joins : tuple of pairs of int
        Outcomes are the nodes 0 to n - 1, and join k makes node n + k.
    weights : array (n_leaves + n_joins,)
        The probability at each node.
    mean_length : Fraction or None
        Bits a symbol.
    redundancy : float or None
        Bits a symbol above the entropy.
    """

    code: Code | None
    block_length: int
    joins: tuple[tuple[int, int], ...]
    weights: FloatArray
    mean_length: Fraction | None
    redundancy: float | None


def coding_of_blocks(probabilities: Sequence[Any], block_length: int) -> Coding:
    """Return Huffman's code of blocks of so many independent symbols.

    Parameters
    ----------
    probabilities : sequence (n_outcomes,)
    block_length : int
        There may be at most 65,536 blocks.

    Returns
    -------
    Coding

    Examples
    --------
    >>> found = coding_of_blocks([0.5, 0.25, 0.25], 1)
    >>> found.joins, found.weights, found.mean_length
    (((1, 2), (0, 3)), array([0.5 , 0.25, 0.25, 0.5 , 1.  ]), Fraction(3, 2))
    """
    block_length = check_count(block_length, "block_length")
    shares = exact_probabilities(probabilities)
    blocks = block_probabilities(shares, block_length) if block_length > 1 else shares
    code = huffman_code(blocks)
    weights = [*map(float, blocks), *(float(merge.probability) for merge in code.merges)]
    joins = joins_of_merges(code.merges, len(blocks))
    mean, above = code.mean_length / block_length, code.redundancy / block_length
    return Coding(code, block_length, joins, np.array(weights), mean, above)


def coding_of_joins(joins: Joins, probabilities: Sequence[Any]) -> Coding:
    """Return the code of a tree that was joined by hand, finished or not.

    Parameters
    ----------
    joins : sequence of pairs of int
    probabilities : sequence (n_outcomes,)

    Returns
    -------
    Coding
        With a code once all possible outcomes hang together.

    Raises
    ------
    ValueError
        If a join is not one of two loose nodes.

    Examples
    --------
    >>> coding_of_joins([(0, 1), (2, 3)], [0.5, 0.25, 0.25]).mean_length
    Fraction(7, 4)
    """
    shares = exact_probabilities(probabilities)
    found = judge_joins(joins, shares)
    pairs = tuple((int(one), int(other)) for one, other in joins)
    weights = np.array([float(weight) for weight in found.weights])
    if not found.complete:
        return Coding(None, 1, pairs, weights, None, None)
    root = next(node for node in found.roots if found.weights[node] > 0)
    code = code_of_tree(joined_trees(joins, len(shares))[root], shares, tuple(range(len(shares))))
    return Coding(code, 1, pairs, weights, code.mean_length, code.redundancy)


def blocks_of(outcomes: IntArray, block_length: int, probabilities: ArrayLike) -> IntArray:
    """Return a row of outcomes as a row of blocks; the last block is filled up with the likeliest outcome.

    Parameters
    ----------
    outcomes : int array (n_symbols,)
    block_length : int
    probabilities : array_like (n_outcomes,)

    Returns
    -------
    int array (ceil(n_symbols / block_length),)
        Places among all blocks, the last symbol running fastest.

    Examples
    --------
    >>> blocks_of(np.array([1, 0, 1]), 2, [0.9, 0.1])
    array([2, 2])
    """
    p = as_distribution(probabilities)
    row = np.asarray(outcomes, np.int64)
    filled = np.concatenate([row, np.full(-len(row) % block_length, int(p.argmax()), np.int64)])
    found: IntArray = filled.reshape(-1, block_length) @ len(p) ** np.arange(block_length - 1, -1, -1)
    return found


def block_names(names: Sequence[str], block_length: int, between: str = "") -> list[str]:
    """Return the names of all blocks in their order.

    Examples
    --------
    >>> block_names("ab", 2)
    ['aa', 'ab', 'ba', 'bb']
    """
    return [between.join(block) for block in product(names, repeat=block_length)]

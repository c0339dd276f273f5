r"""Sentences as a tree: each token is a fork, and a sentence is as likely as the product along its way.

To take the likeliest token at every fork, greedily, need not lead to the likeliest sentence: a good beginning may have
only poor continuations.
The likeliest ones are found for certain by always going on with the likeliest beginning known, for no continuation
makes a beginning likelier.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from heapq import heappop, heappush
from typing import Any, NamedTuple

import numpy as np

from ...linear_algebra.arguments import FloatArray, as_array
from ..counts import as_count
from .filters import falling

Step = Callable[[tuple[int, ...]], Any]
MOST_NODES = 100_000


class Branch(NamedTuple):
    """A continuation, and how likely it is."""

    tokens: tuple[int, ...]
    """Without the context."""
    surprisals: tuple[float, ...]
    """(n_tokens,), of each token after those before it, in bits."""

    @property
    def total_bits(self) -> float:
        """Surprise of the whole, in bits; two to the minus this is its probability."""
        return float(sum(self.surprisals))


class Likeliest(NamedTuple):
    """The likeliest continuations that were found."""

    branches: tuple[Branch, ...]
    """From the likeliest on."""
    is_proven: bool
    """Whether no other can be likelier: not if the search was cut short."""
    n_expanded: int
    """How often the model was asked."""


def greedy_continuation(step: Step, n_steps: int, context: Sequence[int] = ()) -> Branch:
    """Return the continuation that takes the likeliest token every time, the earlier among equals.

    Parameters
    ----------
    step : callable
        Of a tuple of tokens: the probability of each token of the vocabulary to come next.
    n_steps : int
    context : sequence of int

    Returns
    -------
    Branch

    Raises
    ------
    ValueError
        If the model returns what are no probabilities.

    Examples
    --------
    >>> greedy_continuation(lambda tokens: [0.6, 0.4], 3).tokens
    (0, 0, 0)
    """
    return branches(step, n_steps, 1, context)[-1]


def branches(step: Step, n_steps: int, n_branches: int, context: Sequence[int] = ()) -> tuple[Branch, ...]:
    """Return the tree of the likeliest tokens at every fork.

    Parameters
    ----------
    step, n_steps, context
        As in `greedy_continuation`.
    n_branches : int
        At every fork.

    Returns
    -------
    tuple of Branch
        All nodes but the root, shorter ones first; impossible ones are left out.

    Raises
    ------
    ValueError
        If the model returns what are no probabilities, or the tree has more than 100,000 nodes.

    Examples
    --------
    >>> [branch.tokens for branch in branches(lambda tokens: [0.6, 0.4], 2, 2)]
    [(0,), (1,), (0, 0), (0, 1), (1, 0), (1, 1)]
    """
    n_steps, n_branches = as_count(n_steps, "n_steps"), as_count(n_branches, "n_branches")
    if (n_branches**n_steps if n_branches > 1 else n_steps) > MOST_NODES:
        raise ValueError(f"n_branches ** n_steps must be at most {MOST_NODES:,}, got {n_branches} ** {n_steps}")
    before = tuple(int(token) for token in context)
    found: list[Branch] = []
    level = [Branch((), ())]
    for _ in range(n_steps):
        following = []
        for branch in level:
            bits = surprisals_after(step, before + branch.tokens)
            for token in falling(-bits)[:n_branches].tolist():
                if bits[token] < np.inf:
                    following.append(Branch((*branch.tokens, token), (*branch.surprisals, float(bits[token]))))
        found.extend(following)
        level = following
    return tuple(found)


def likeliest_continuations(
    step: Step, n_steps: int, n_best: int = 1, context: Sequence[int] = (), *, n_expansions: int = 10_000
) -> Likeliest:
    """Return the likeliest continuations of a length, for certain if the search is not cut short.

    Parameters
    ----------
    step, n_steps, context
        As in `greedy_continuation`.
    n_best : int
        How many.
    n_expansions : int
        How often the model may be asked.

    Returns
    -------
    Likeliest

    Raises
    ------
    ValueError
        If the model returns what are no probabilities.

    Examples
    --------
    Greedily one gets "a" and then either with 0.3; "b" and its only continuation have 0.4:

    >>> model = {(): [0.6, 0.4], (0,): [0.5, 0.5], (1,): [0.0, 1.0]}
    >>> likeliest_continuations(lambda tokens: model[tokens], 2).branches[0].tokens
    (1, 1)
    """
    n_steps, n_best = as_count(n_steps, "n_steps"), as_count(n_best, "n_best")
    most = as_count(n_expansions, "n_expansions")
    before = tuple(int(token) for token in context)
    waiting: list[tuple[float, tuple[int, ...], tuple[float, ...]]] = [(0.0, (), ())]
    found: list[Branch] = []
    n_expanded = 0
    while waiting and len(found) < n_best:
        total, tokens, bits = heappop(waiting)
        if len(tokens) == n_steps:
            found.append(Branch(tokens, bits))
            continue
        if n_expanded == most:
            return Likeliest(tuple(found), False, n_expanded)
        n_expanded += 1
        following = surprisals_after(step, before + tokens)
        for token in np.flatnonzero(following < np.inf).tolist():
            one = float(following[token])
            heappush(waiting, (total + one, (*tokens, token), (*bits, one)))
    return Likeliest(tuple(found), True, n_expanded)


def surprisals_after(step: Step, tokens: tuple[int, ...]) -> FloatArray:
    """Return the surprise at each token that could come next, in bits."""
    p = as_array(step(tokens), "step")
    if p.ndim != 1 or len(p) == 0 or (p < 0).any() or abs(p.sum() - 1) > 1e-6:
        raise ValueError(f"step must return numbers from 0 on that sum to 1, got a sum of {p.sum()} after {tokens}")
    with np.errstate(divide="ignore"):
        return np.asarray(-np.log2(p) + 0.0)

r"""One step of a language model: scores, operations in an order of one's own, and a draw.

Programs differ in the order in which they apply temperature and filters, and so in what they say; here the order is
that in which the operations are written down.
After each operation stands how many tokens are left and how much probability it cut off, among those that were still
possible just before it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.random import Generator
from numpy.typing import ArrayLike, NDArray

from ...linear_algebra.arguments import FloatArray
from ..counts import as_count
from .filters import (
    as_share,
    as_vocabulary,
    falling,
    largest,
    near_the_top,
    nucleus,
    repetition_penalty,
)
from .scores import as_temperature, relative_weights, tempered

OPERATIONS = ("temperature", "top_k", "top_p", "min_p", "repetition_penalty")


class Stage(NamedTuple):
    """What one operation did."""

    operation: str
    value: float
    n_kept: int
    """Tokens that can still be drawn after it."""
    kept_mass: float
    """Their share of the probability just before the cut; 1 for operations that cut nothing."""
    tail_mass: float
    """The share that was cut off, summed on its own."""


class NextToken(NamedTuple):
    """The tokens that can be drawn, and how that came about."""

    tokens: NDArray[np.intp]
    """(n_kept,), from the likeliest on."""
    probabilities: FloatArray
    """(n_kept,), adding up to 1."""
    stages: tuple[Stage, ...]
    n_vocabulary: int

    def over_vocabulary(self) -> FloatArray:
        """Return the probabilities of all tokens, shape (n_vocabulary,); 0 for those cut off."""
        full = np.zeros(self.n_vocabulary)
        full[self.tokens] = self.probabilities
        return full

    def draw(self, generator: Generator, size: int | tuple[int, ...] | None = None) -> Any:
        """Return one token, or an array of tokens, drawn with these probabilities."""
        sums = np.cumsum(self.probabilities)
        # Divided by the last sum, which rounding may leave below 1.
        place = np.searchsorted(sums / sums[-1], generator.random(size), side="right")
        chosen = self.tokens[np.minimum(place, len(sums) - 1)]
        return int(chosen) if size is None else chosen


def next_token(
    logits: ArrayLike,
    operations: Sequence[tuple[str, float]] = (),
    previous: Sequence[int] | NDArray[np.integer] = (),
) -> NextToken:
    """Apply operations to the scores of a vocabulary, in the order given.

    Parameters
    ----------
    logits : array_like (n,)
        Scores of the whole vocabulary, in nats.
    operations : sequence of (name, value)
        Names are temperature, top_k, top_p, min_p, repetition_penalty; each as in the function of that name, and as
        often as one likes.
    previous : sequence of int
        Tokens for the repetition penalty.

    Returns
    -------
    NextToken

    Raises
    ------
    ValueError
        If an operation is unknown, or its value outside of its range.

    Notes
    -----
    Exponentials of the vocabulary are taken once for as long as no token is cut off, and only what may be kept is
    sorted.

    Examples
    --------
    >>> scores = np.log([0.5, 0.1, 0.25, 0.15])
    >>> step = next_token(scores, [("temperature", 0.5), ("top_p", 0.9)])
    >>> step.tokens, step.probabilities
    (array([0, 2]), array([0.8, 0.2]))
    >>> next_token(scores, [("top_p", 0.9), ("temperature", 0.5)]).tokens
    array([0, 2, 3])
    """
    given = as_vocabulary(logits)
    n = len(given)
    scores, tokens, weights = given, None, None
    stages = []
    for operation, value in operations:
        kept, mass, tail = None, 1.0, 0.0
        if operation == "temperature":
            scores, weights = tempered(scores, as_temperature(value)), None
        elif operation == "repetition_penalty":
            full = scores
            if tokens is not None:
                full = np.full(n, -np.inf)
                full[tokens] = scores
            full = repetition_penalty(full, previous, value)
            scores, weights = full if tokens is None else full[tokens], None
        elif operation in ("top_k", "top_p", "min_p"):
            count = as_count(value, "top_k") if operation == "top_k" else 0  # type: ignore[arg-type]
            share = 0.0 if count else as_share(value, operation, zero=operation == "min_p")
            if operation == "top_p":
                weights = relative_weights(scores) if weights is None else weights
                kept = nucleus(weights, share)
            else:
                kept = largest(scores, count) if count else near_the_top(scores, share)
            left = scores[kept]
            # The memory of scores that nobody else holds is taken for their exponentials: fresh memory is slow.
            if weights is None:
                weights = relative_weights(scores, out=None if scores is given else scores)
            inside = float(weights[kept].sum())
            weights[kept], rest = 0.0, weights[kept]
            outside = float(weights.sum())
            mass, tail = inside / (inside + outside), outside / (inside + outside)
            weights = rest
        else:
            raise ValueError(f"operations must be some of {', '.join(OPERATIONS)}, got {operation!r}")
        if kept is not None:
            scores = left
            tokens = kept if tokens is None else tokens[kept]
        n_kept = len(scores) if kept is not None else int(np.count_nonzero(scores > -np.inf))
        stages.append(Stage(operation, float(value), n_kept, mass, tail))
    weights = relative_weights(scores) if weights is None else weights
    possible = np.flatnonzero(scores > -np.inf)
    order = possible[falling(scores[possible])]
    probabilities = weights[order] / weights[order].sum()
    return NextToken(order if tokens is None else tokens[order], probabilities, tuple(stages), n)

r"""Filters: which tokens may be drawn at all.

Top-k keeps a number of tokens, top-p (nucleus sampling) a share of the probability, min-p all that come near enough to
the likeliest; a repetition penalty keeps all, but lowers the scores of those that were used.
Each takes scores over the whole vocabulary and returns scores, with -inf for the tokens that were cut off, so that
filters can be chained in any order: and the order matters, for top-p after a temperature looks at other shares than
before it.
Each says the mass that it cut off, the tail, which is often greater than one thinks.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ...linear_algebra.arguments import FloatArray
from ..counts import as_count
from .scores import as_logits, relative_weights

BLOCK = 64
FINENESS = 49


class Filtered(NamedTuple):
    """What a filter left of a vocabulary."""

    logits: FloatArray
    """(n,), the scores that were kept; -inf for the others."""
    kept: NDArray[np.intp]
    """(n_kept,), tokens by falling score, the earlier first among equals."""
    kept_mass: float
    """Their probability before the filter."""
    tail_mass: float
    """The probability of all others, summed on its own, so that a small tail is told exactly."""


def top_k(logits: ArrayLike, k: int) -> Filtered:
    """Keep the `k` tokens with the greatest scores.

    Parameters
    ----------
    logits : array_like (n,)
        Scores of the whole vocabulary; -inf for tokens that are already out.
    k : int
        At least 1.  Where fewer tokens are possible, all are kept; of equal scores at the edge the earlier are kept.

    Returns
    -------
    Filtered

    Raises
    ------
    ValueError
        If `k` is not a whole number from 1 on, or the scores are none.

    References
    ----------
    Fan, Lewis and Dauphin, "Hierarchical neural story generation", ACL (2018), section 5.2.

    Examples
    --------
    >>> top_k(np.log([0.5, 0.1, 0.25, 0.15]), 2).kept
    array([0, 2])
    """
    scores = as_vocabulary(logits)
    return filtered(scores, largest(scores, as_count(k, "k")))


def top_p(logits: ArrayLike, p: float) -> Filtered:
    r"""Keep the fewest likeliest tokens whose probabilities add up to at least `p`.

    Parameters
    ----------
    logits : array_like (n,)
        Scores of the whole vocabulary; -inf for tokens that are already out.
    p : float
        Above 0, at most 1.  At least one token is always kept, and at 1 every possible one.

    Returns
    -------
    Filtered

    Raises
    ------
    ValueError
        If `p` is not above 0 and at most 1, or the scores are none.

    Notes
    -----
    Tokens are first counted into bins of about equal probability, so that only those are sorted that may be kept.

    References
    ----------
    Holtzman, Buys, Du, Forbes and Choi, "The curious case of neural text degeneration", ICLR (2020), section 3.1.

    Examples
    --------
    >>> top_p(np.log([0.5, 0.1, 0.25, 0.15]), 0.8).kept
    array([0, 2, 3])
    """
    scores = as_vocabulary(logits)
    weights = relative_weights(scores)
    return filtered(scores, nucleus(weights, as_share(p, "p")), weights)


def min_p(logits: ArrayLike, p: float) -> Filtered:
    r"""Keep the tokens whose probability is at least `p` times that of the likeliest.

    Parameters
    ----------
    logits : array_like (n,)
        Scores of the whole vocabulary; -inf for tokens that are already out.
    p : float
        Between 0 and 1.  At 0 every possible token is kept, at 1 only the likeliest and its equals.

    Returns
    -------
    Filtered

    Raises
    ------
    ValueError
        If `p` is not between 0 and 1, or the scores are none.

    References
    ----------
    Nguyen et al., "Turning up the heat: min-p sampling for creative and coherent LLM outputs", ICLR (2025).

    Examples
    --------
    >>> min_p(np.log([0.5, 0.1, 0.25, 0.15]), 0.4).kept
    array([0, 2])
    """
    scores = as_vocabulary(logits)
    return filtered(scores, near_the_top(scores, as_share(p, "p", zero=True)))


def repetition_penalty(logits: ArrayLike, previous: Sequence[int] | NDArray[np.integer], penalty: float) -> FloatArray:
    """Return scores with those of tokens that were used made smaller.

    Parameters
    ----------
    logits : array_like (n,)
    previous : sequence of int
        The tokens that were used; how often makes no difference.
    penalty : float
        Positive and finite: a positive score is divided by it, a negative one multiplied.  1 changes nothing; below 1
        repetition is rewarded.

    Returns
    -------
    array (n,)

    Raises
    ------
    ValueError
        If the penalty is not positive, or a token is not in the vocabulary.

    Notes
    -----
    The rule depends on where the scores have their zero, though the softmax does not: adding a number to all scores
    changes what the penalty does.

    References
    ----------
    Keskar et al., "CTRL: a conditional transformer language model for controllable generation" (2019), section 4.1.

    Examples
    --------
    >>> repetition_penalty([2.0, -1.0, 3.0], [0, 1], 2.0)
    array([ 1., -2.,  3.])
    """
    scores = as_vocabulary(logits)
    number = float(penalty)
    if not 0 < number < np.inf:
        raise ValueError(f"penalty must be positive and finite, got {penalty}")
    used = as_tokens(previous, len(scores), "previous")
    with np.errstate(over="ignore"):
        lowered = np.where(scores[used] > 0, scores[used] / number, scores[used] * number)
    if (lowered == np.inf).any():
        raise ValueError(f"penalty must keep the scores finite, got {penalty}")
    answer = scores.copy()
    answer[used] = lowered
    if answer.max() == -np.inf:
        raise ValueError(f"penalty must keep the scores finite, got {penalty}")
    return answer


def largest(scores: FloatArray, k: int) -> NDArray[np.intp]:
    """Return where the k greatest of the scores above -inf are, by falling score, the earlier first among equals.

    The k-th greatest of the maxima of blocks is exceeded by no fewer than k scores: only those that reach it are
    sorted.
    """
    edge = -np.inf
    n_blocks = len(scores) // BLOCK
    if n_blocks > k:
        maxima = scores[: n_blocks * BLOCK].reshape(n_blocks, BLOCK).max(axis=1)
        edge = np.partition(maxima, n_blocks - k)[n_blocks - k]
    elif k < len(scores):
        edge = np.partition(scores, len(scores) - k)[len(scores) - k]
    candidates = np.flatnonzero(scores >= edge if edge > -np.inf else scores > -np.inf)
    return np.asarray(candidates[falling(scores[candidates])[:k]])


def nucleus(weights: FloatArray, p: float) -> NDArray[np.intp]:
    """Return where the fewest greatest weights are that hold the share `p` of all."""
    total = weights.sum()
    edge = 0.0 if p == 1 else edge_of_nucleus(weights, p * total)
    candidates = np.flatnonzero(weights >= edge if edge > 0 else weights > 0)
    candidates = candidates[falling(weights[candidates])]
    if p == 1:
        return np.asarray(candidates)
    reached = np.cumsum(weights[candidates]) >= p * total * (1 - 4e-16)
    n_kept = int(np.argmax(reached)) + 1 if reached.any() else len(candidates)
    return np.asarray(candidates[:n_kept])


def edge_of_nucleus(weights: FloatArray, mass: float) -> float:
    """Return a weight such that those from it on hold the mass, and hardly more of them than it takes.

    The leading bits of floats above 0 are in the order of the floats: they put weights into bins, eight an octave.
    """
    bins = np.ascontiguousarray(weights).view(np.int64) >> FINENESS
    top = bins.max()
    sums = np.cumsum(np.bincount(top - bins, weights=weights))
    # A little more than needed, for these sums are rounded otherwise than those that decide.
    enough = sums >= mass * (1 + 1e-12)
    if not enough.any():
        return 0.0
    edge = np.array([(int(top) - int(np.argmax(enough))) << FINENESS])
    return float(edge.view(np.float64)[0])


def near_the_top(scores: FloatArray, p: float) -> NDArray[np.intp]:
    """Return where the scores are that lie within log(1 / p) of the greatest, by falling score."""
    if p == 0:
        candidates = np.flatnonzero(scores > -np.inf)
    else:
        edge = scores.max() + np.log(p)
        candidates = np.flatnonzero(scores >= edge - 4e-16 * abs(edge))
    return np.asarray(candidates[falling(scores[candidates])])


def falling(values: FloatArray) -> NDArray[np.intp]:
    """Return the order from the greatest to the least, the earlier first among equals."""
    return np.asarray(np.argsort(-values, kind="stable"))


def filtered(scores: FloatArray, kept: NDArray[np.intp], weights: FloatArray | None = None) -> Filtered:
    """Return scores with -inf for what is not kept, and the masses of both."""
    weights = relative_weights(scores) if weights is None else weights
    answer = np.full(len(scores), -np.inf)
    answer[kept] = scores[kept]
    rest = weights.copy()
    rest[kept] = 0.0
    inside, outside = float(weights[kept].sum()), float(rest.sum())
    return Filtered(answer, kept, inside / (inside + outside), outside / (inside + outside))


def as_vocabulary(logits: ArrayLike) -> FloatArray:
    """Return scores of one vocabulary, shape (n,)."""
    scores = as_logits(logits)
    if scores.ndim != 1:
        raise ValueError(f"logits must be one row of scores, got shape {scores.shape}")
    return scores


def as_share(number: float, name: str, *, zero: bool = False) -> float:
    """Return a number above 0, or from 0 on, and at most 1."""
    share = float(number)
    if not (0 <= share <= 1 if zero else 0 < share <= 1):
        raise ValueError(f"{name} must lie {'between 0 and 1' if zero else 'above 0 and at most at 1'}, got {number}")
    return share


def as_tokens(tokens: Sequence[int] | NDArray[np.integer], n: int, name: str) -> NDArray[np.intp]:
    """Return the different tokens among those given, each in the vocabulary."""
    array = np.asarray(tokens)
    if array.size == 0:
        return np.zeros(0, dtype=np.intp)
    if array.dtype.kind not in "iu" or array.ndim != 1:
        raise ValueError(f"{name} must be a row of whole numbers, got {array.dtype} of shape {array.shape}")
    different = np.unique(array)
    if different[0] < 0 or different[-1] >= n:
        culprit = different[0] if different[0] < 0 else different[-1]
        raise ValueError(f"{name} must hold tokens from 0 to {n - 1}, got {culprit}")
    return np.asarray(different, dtype=np.intp)

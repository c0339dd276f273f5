"""Logarithms that know what to do at zero and near one.

An impossible outcome adds nothing to an entropy, because x log x goes to 0 with x; so 0 log 0 is 0 here by
construction, and no small number is ever added to keep a logarithm finite.
A divergence between two nearly equal distributions is a small sum of larger terms of both signs. Written as a sum
of p log(p/q) - p + q, whose terms are never negative, it loses no digits, and cannot come out below zero.
"""

from __future__ import annotations

import math

import numpy as np

from .arguments import FloatArray

_CHUNK = 1 << 14  # as many float64 as stay in the second-level cache
_SMALL = 0.03125
_TERMS = 11


def logarithm(x: FloatArray, base: float) -> FloatArray:
    """Return the logarithm of positive numbers; powers of 2 and 10 are exact in their base."""
    if base == 2.0:
        return np.log2(x)
    if base == 10.0:
        return np.log10(x)
    return np.log(x) if base == math.e else np.log(x) / math.log(base)


def x_log_x(x: FloatArray, base: float) -> FloatArray:
    """Return x log x of non-negative numbers, which is 0 at 0.

    Examples
    --------
    >>> x_log_x(np.array([0.0, 0.25, 1.0, 2.0]), 2.0)
    array([ 0. , -0.5,  0. ,  2. ])
    """
    found: FloatArray = x * logarithm(np.where(x > 0.0, x, 1.0), base)
    return found


def sum_of_x_log_x(x: FloatArray) -> float:
    """Return the sum of x log x of all entries in nats, going through a large array in pieces that fit the cache."""
    flat = x.reshape(-1)
    if flat.size <= _CHUNK:
        return float(flat @ np.log(np.where(flat > 0.0, flat, 1.0)))
    logs, total = np.empty(_CHUNK), []
    for begin in range(0, flat.size, _CHUNK):
        piece = flat[begin : begin + _CHUNK]
        out = logs[: piece.size]
        if piece.min() > 0.0:
            np.log(piece, out=out)
        else:
            np.log(np.where(piece > 0.0, piece, 1.0), out=out)
        total.append(float(piece @ out))
    return math.fsum(total)


def excess(delta: FloatArray) -> FloatArray:
    """Return delta - log(1 + delta) for delta > -1, to full precision also near zero, where it is delta²/2.

    Examples
    --------
    >>> excess(np.array([0.0, 1e-9]))
    array([0.e+00, 5.e-19])
    """
    small = np.abs(delta) < _SMALL
    found: FloatArray = delta - np.log1p(np.where(small, 0.0, delta))
    if small.any():
        d = delta[small]
        series = np.full_like(d, (-1.0) ** _TERMS / _TERMS)
        for power in range(_TERMS - 1, 1, -1):
            series = series * d + (-1.0) ** power / power
        found[small] = series * d * d
    return found


def relative_terms(p: FloatArray, q: FloatArray) -> FloatArray:
    """Return p log(p/q) - p + q in nats, entry by entry: never negative, q where p is 0, infinite where only q is 0."""
    p, q = np.broadcast_arrays(p, q)
    both = (p > 0.0) & (q > 0.0)
    p_safe, q_safe = np.where(both, p, 1.0), np.where(both, q, 1.0)
    near = (q_safe < 2.0 * p_safe) & (p_safe < 2.0 * q_safe)
    far = p_safe * (np.log(p_safe) - np.log(q_safe)) - p_safe + q_safe
    ratio = (q_safe - p_safe) / np.where(near, p_safe, 1.0)
    terms = np.where(near, p_safe * excess(np.where(near, ratio, 0.0)), far)
    return np.where(both, terms, np.where(p > 0.0, np.inf, q))


def relative_contributions(p: FloatArray, q: FloatArray) -> FloatArray:
    """Return p log(p/q) in nats, entry by entry: of either sign, 0 where p is 0, infinite where only q is 0."""
    p, q = np.broadcast_arrays(p, q)
    both = (p > 0.0) & (q > 0.0)
    p_safe, q_safe = np.where(both, p, 1.0), np.where(both, q, 1.0)
    near = (q_safe < 2.0 * p_safe) & (p_safe < 2.0 * q_safe)
    ratio = (q_safe - p_safe) / np.where(near, p_safe, 1.0)
    logs = np.where(near, -np.log1p(np.where(near, ratio, 0.0)), np.log(p_safe) - np.log(q_safe))
    return np.where(both, p_safe * logs, np.where(p > 0.0, np.inf, 0.0))


def relative_sum(p: FloatArray, q: FloatArray, base: float, axis: int | None = -1) -> FloatArray:
    """Return the sum of p log(p/q): by its terms where it is large, and by terms that cannot cancel where it is small.

    Examples
    --------
    >>> float(relative_sum(np.array([0.5, 0.5, 0.0]), np.array([0.25, 0.25, 0.5]), 2.0))
    1.0
    """
    p, q = np.broadcast_arrays(p, q)
    careful = relative_terms(p, q).sum(axis=axis) / math.log(base)
    both = (p > 0.0) & (q > 0.0)
    p_safe, q_safe = np.where(both, p, 1.0), np.where(both, q, 1.0)
    plain = (p_safe * (logarithm(p_safe, base) - logarithm(q_safe, base))).sum(axis=axis)
    found: FloatArray = np.where((careful > 0.1) & (careful < np.inf), plain, careful)
    return found

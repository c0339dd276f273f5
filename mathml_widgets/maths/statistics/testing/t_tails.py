r"""Tail areas of Student's t for very many statistics at once.

One tail area takes a continued fraction, a hundred thousand take a hundred thousand of them.
But the tail is the density's own power :math:`(1 + t^2/\nu)^{-(\nu+1)/2}` times a factor that hardly changes, and
over the range that a batch fills this factor is a polynomial in two variables: a table of some two hundred exact
values at Chebyshev points holds all of it.
The last coefficients of the table say whether it is fine enough; where none is, and far out, each tail is computed
by itself.
"""

from __future__ import annotations

from functools import lru_cache
from math import ceil, floor, log2

import numpy as np

from ...probability.special_functions import student_t_cdf, student_t_quantile
from ..arguments import FloatArray

WORTHWHILE = 5000
"""So many statistics are worth a table."""
SIZES = ((20, 10), (26, 14), (34, 20))
"""Of the tables that are tried, for t and for the degrees of freedom."""
FARTHEST = 5.0
"""Beyond it a tail is computed by itself."""
SCALE = 6.0
FINE_ENOUGH = 1e-14
NOTHING = 2e-15
BLOCK = 2048


def upper_tail(t: FloatArray, degrees_of_freedom: FloatArray) -> FloatArray:
    """Return P(T > t) for t of any sign.

    Parameters
    ----------
    t : array (...)
        Infinite ones have their limits; NaN stays NaN.
    degrees_of_freedom : array, broadcast with t
        Positive, or NaN.

    Examples
    --------
    >>> upper_tail(np.array([0.0, 2.0, np.inf]), np.array(10.0)).round(6)
    array([0.5 , 0.036694, 0. ])
    """
    t, nu = np.broadcast_arrays(t, degrees_of_freedom)
    known = ~(np.isnan(t) | np.isnan(nu))
    if known.all():
        return _tail(t.ravel(), nu.ravel()).reshape(t.shape)
    result = np.full(t.shape, np.nan)
    result[known] = _tail(t[known], nu[known])
    return result


def critical_value(chance: float, degrees_of_freedom: FloatArray) -> FloatArray:
    """Return the t that is exceeded with a chance, for each of many degrees of freedom.

    A curve through a few exact values serves a large batch.

    Examples
    --------
    >>> critical_value(0.025, np.array([10.0, 20.0])).round(4)
    array([2.2281, 2.086 ])
    """
    nu = degrees_of_freedom
    if nu.size and (nu == nu.flat[0]).all():
        return np.full(nu.shape, one_critical_value(chance, float(nu.flat[0])))
    if nu.size >= WORTHWHILE:
        slow, quick = _octaves(nu)
        curve = _critical_curve(chance, slow, quick)
        if curve is not None:
            y = (2.0 / nu - (quick + slow)) / (slow - quick)
            return _horner(curve, y)
    return -np.asarray(student_t_quantile(chance, nu))


def _tail(t: FloatArray, nu: FloatArray) -> FloatArray:
    if t.size >= WORTHWHILE:
        slow, quick = _octaves(nu)
        for sizes in SIZES:
            table = _table(sizes, slow, quick)
            if table is not None:
                return _read(table, slow, quick, t, nu)
    return np.asarray(student_t_cdf(-t, nu))


def _octaves(nu: FloatArray) -> tuple[float, float]:
    """Return bounds of 1 / nu: whole octaves, so that the next batch finds its table made."""
    low = floor(log2(float(nu.min())))
    return 0.5**low, 0.5 ** max(low + 1, ceil(log2(float(nu.max()))))


def _read(table: FloatArray, slow: float, quick: float, t: FloatArray, nu: FloatArray) -> FloatArray:
    result = np.empty(t.size)
    nearest = 1.0 / (1.0 + FARTHEST / SCALE)
    # Made once: fresh memory for each block would take longer than the arithmetic.
    rows, powers = np.empty((len(table), BLOCK)), np.ones((table.shape[1], BLOCK))
    for start in range(0, t.size, BLOCK):
        part = slice(start, start + BLOCK)
        size, own = np.minimum(np.abs(t[part]), FARTHEST), nu[part]
        n = len(own)
        x = (1.0 / (1.0 + size / SCALE) - nearest) * (2.0 / (1.0 - nearest)) - 1.0
        y = (2.0 / own - (quick + slow)) / (slow - quick)
        for k in range(1, len(powers)):
            np.multiply(powers[k - 1, :n], y, out=powers[k, :n])
        np.matmul(table, powers[:, :n], out=rows[:, :n])
        factor = _horner(rows[:, :n], x)
        factor *= np.exp(-0.5 * (own + 1.0) * np.log1p(size * size / own))
        result[part] = factor
    far = np.abs(t) > FARTHEST
    if (t < 0.0).any():
        result = np.where(t < 0.0, 1.0 - result, result)
    if far.any():
        result[far] = student_t_cdf(-t[far], nu[far])
    return result


def _horner(coefficients: FloatArray, x: FloatArray) -> FloatArray:
    """Return the sum of coefficients[k] x^k."""
    total = np.empty_like(x)
    total[...] = coefficients[-1]
    for coefficient in coefficients[-2::-1]:
        total *= x
        total += coefficient
    return total


@lru_cache(maxsize=64)
def _table(sizes: tuple[int, int], slow: float, quick: float) -> FloatArray | None:
    """Return coefficients of powers of the factor, for t up to the farthest and quick <= 1 / nu <= slow."""
    nodes = [np.cos(np.pi * (np.arange(m) + 0.5) / m) for m in sizes]
    nearest = 1.0 / (1.0 + FARTHEST / SCALE)
    t = SCALE * (1.0 / (nearest + 0.5 * (1.0 - nearest) * (nodes[0] + 1.0)) - 1.0)
    nu = 1.0 / (quick + 0.5 * (slow - quick) * (nodes[1] + 1.0))
    t = t[:, np.newaxis]
    factor = np.asarray(student_t_cdf(-t, nu)) * np.exp(0.5 * (nu + 1.0) * np.log1p(t * t / nu))
    table = _chebyshev(_chebyshev(factor).T).T
    if max(np.abs(table[-2:]).max(), np.abs(table[:, -2:]).max()) > FINE_ENOUGH:
        return None
    return _powers(_powers(table).T).T


@lru_cache(maxsize=64)
def _critical_curve(chance: float, slow: float, quick: float) -> FloatArray | None:
    """Return coefficients of powers of the critical value, for quick <= 1 / nu <= slow."""
    nodes = np.cos(np.pi * (np.arange(24) + 0.5) / 24)
    values = -np.asarray(student_t_quantile(chance, 1.0 / (quick + 0.5 * (slow - quick) * (nodes + 1.0))))
    curve = _chebyshev(values[:, np.newaxis])
    if np.abs(curve[-3:]).max() > FINE_ENOUGH * np.abs(curve[0]).max():
        return None
    return _powers(curve).ravel()


@lru_cache(maxsize=256)
def one_critical_value(chance: float, nu: float) -> float:
    """Return the t that is exceeded with a chance; asked again, it is remembered.

    Examples
    --------
    >>> round(one_critical_value(0.025, 10.0), 4)
    2.2281
    """
    return -float(student_t_quantile(chance, nu))


def _chebyshev(values: FloatArray) -> FloatArray:
    """Return Chebyshev coefficients of columns of values at the Chebyshev points."""
    m = len(values)
    nodes = np.cos(np.pi * (np.arange(m) + 0.5) / m)
    coefficients = 2.0 / m * np.polynomial.chebyshev.chebvander(nodes, m - 1).T @ values
    coefficients[0] *= 0.5
    return np.asarray(coefficients)


def _powers(coefficients: FloatArray) -> FloatArray:
    """Return coefficients of powers, without the last that are nothing.

    They fall so fast that this basis is as good here, and it takes half the arithmetic.
    """
    large = np.flatnonzero(np.abs(coefficients).max(axis=1) > NOTHING * np.abs(coefficients).max())
    kept = coefficients[: large[-1] + 1]
    change = np.array([np.pad(np.polynomial.chebyshev.cheb2poly(row), (0, k)) for row, k in _units(len(kept))])
    return np.asarray(change.T @ kept)


def _units(n: int) -> list[tuple[FloatArray, int]]:
    return [(np.eye(n)[k, : k + 1], n - 1 - k) for k in range(n)]

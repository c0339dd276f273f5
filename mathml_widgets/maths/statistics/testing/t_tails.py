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

from ...probability.special_functions import student_t_cdf
from ..arguments import FloatArray

WORTHWHILE = 5000
"""So many statistics are worth a table."""
SIZES = ((20, 10), (26, 14), (34, 20))
"""Of the tables that are tried, for t and for the degrees of freedom."""
FARTHEST = 5.0
"""Beyond it a tail is computed by itself."""
SCALE = 6.0
FINE_ENOUGH = 1e-14
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


def chebyshev_rows(x: FloatArray, rows: FloatArray) -> FloatArray:
    """Return the first Chebyshev polynomials at x (n,), written into rows (n_rows, n).

    Examples
    --------
    >>> chebyshev_rows(np.array([0.5]), np.empty((5, 1))).ravel()
    array([ 1. ,  0.5, -0.5, -1. , -0.5])
    """
    twice = 2.0 * x
    rows[0], rows[1] = 1.0, x
    for k in range(2, len(rows)):
        np.multiply(twice, rows[k - 1], out=rows[k])
        rows[k] -= rows[k - 2]
    return rows


def _tail(t: FloatArray, nu: FloatArray) -> FloatArray:
    if t.size >= WORTHWHILE:
        # Whole octaves, so that the next batch finds the table made.
        slow = 0.5 ** floor(log2(float(nu.min())))
        quick = 0.5 ** ceil(log2(float(nu.max())))
        for sizes in SIZES:
            table = _table(sizes, slow, quick)
            if table is not None:
                return _read(table, slow, quick, t, nu)
    return np.asarray(student_t_cdf(-t, nu))


def _read(table: FloatArray, slow: float, quick: float, t: FloatArray, nu: FloatArray) -> FloatArray:
    result = np.empty(t.size)
    nearest = 1.0 / (1.0 + FARTHEST / SCALE)
    x_scale, y_scale = 2.0 / (1.0 - nearest), 2.0 / (slow - quick) if slow > quick else 0.0
    # Made once: fresh memory for each block would take longer than the arithmetic.
    of_x, products, of_y = (np.empty((rows, BLOCK)) for rows in (len(table), len(table), table.shape[1]))
    for start in range(0, t.size, BLOCK):
        part = slice(start, start + BLOCK)
        size, own = np.minimum(np.abs(t[part]), FARTHEST), nu[part]
        x = (1.0 / (1.0 + size / SCALE) - nearest) * x_scale - 1.0
        y = (1.0 / own - quick) * y_scale - 1.0
        n = len(own)
        np.matmul(table, chebyshev_rows(y, of_y[:, :n]), out=products[:, :n])
        factor = np.einsum("ij,ij->j", products[:, :n], chebyshev_rows(x, of_x[:, :n]))
        factor *= np.exp(-0.5 * (own + 1.0) * np.log1p(size * size / own))
        result[part] = factor
    far = np.abs(t) > FARTHEST
    result = np.where(t < 0.0, 1.0 - result, result)
    if far.any():
        result[far] = student_t_cdf(-t[far], nu[far])
    return result


@lru_cache(maxsize=64)
def _table(sizes: tuple[int, int], slow: float, quick: float) -> FloatArray | None:
    """Return Chebyshev coefficients of the factor, for t up to the farthest and quick <= 1 / nu <= slow."""
    nodes = [np.cos(np.pi * (np.arange(m) + 0.5) / m) for m in sizes]
    nearest = 1.0 / (1.0 + FARTHEST / SCALE)
    t = SCALE * (1.0 / (nearest + 0.5 * (1.0 - nearest) * (nodes[0] + 1.0)) - 1.0)
    nu = 1.0 / (quick + 0.5 * (slow - quick) * (nodes[1] + 1.0))
    t = t[:, np.newaxis]
    factor = np.asarray(student_t_cdf(-t, nu)) * np.exp(0.5 * (nu + 1.0) * np.log1p(t * t / nu))
    transforms = [2.0 / m * chebyshev_rows(x, np.empty((m, m))) for m, x in zip(sizes, nodes, strict=True)]
    for transform in transforms:
        transform[0] *= 0.5
    table = transforms[0] @ factor @ transforms[1].T
    return table if max(np.abs(table[-2:]).max(), np.abs(table[:, -2:]).max()) < FINE_ENOUGH else None

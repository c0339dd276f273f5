r"""Continued fractions, evaluated from the front until they settle.

Where a power series crawls, a continued fraction often settles after a dozen terms.
Lentz's method keeps the ratios of successive numerators and of successive denominators, so that nothing overflows
and one can stop when the product no longer changes.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from ...linear_algebra.arguments import FloatArray

MOST_TERMS = 20_000
LEAST = 1e-300


def continued_fraction(
    first: FloatArray, term: Callable[..., tuple[FloatArray, FloatArray]], *parameters: FloatArray
) -> FloatArray:
    r"""Return :math:`b_0 + \frac{a_1}{b_1 + \frac{a_2}{b_2 + \dots}}` for many fractions at once.

    Parameters
    ----------
    first : array (n,)
        The :math:`b_0`, not 0.
    term : callable
        ``term(k, *parameters)`` gives :math:`a_k, b_k` for k = 1, 2, ...
    *parameters : arrays (n,)
        Cut down, as fractions settle, to those that have not.

    Returns
    -------
    array (n,)

    References
    ----------
    Press et al., Numerical Recipes, 3rd ed. (2007), section 5.2.

    Examples
    --------
    >>> ones = np.array([1.0])
    >>> continued_fraction(ones, lambda k: (ones, ones))  # the golden ratio
    array([1.61803399])
    """
    result = first.copy()
    open_ones = np.arange(len(first))
    value, c, d = first.copy(), first.copy(), np.zeros_like(first)
    for k in range(1, MOST_TERMS):
        a, b = term(k, *parameters)
        d = b + a * d
        c = b + a / c
        d = 1 / np.where(np.abs(d) < LEAST, LEAST, d)
        c = np.where(np.abs(c) < LEAST, LEAST, c)
        change = c * d
        value = value * change
        moving = np.abs(change - 1) > 3e-16
        if k % 8 == 0 or not moving.any():
            result[open_ones] = value
            if not moving.any():
                break
            if moving.mean() < 0.7 and parameters:
                open_ones, value, c, d = open_ones[moving], value[moving], c[moving], d[moving]
                parameters = tuple(parameter[moving] for parameter in parameters)
    return result

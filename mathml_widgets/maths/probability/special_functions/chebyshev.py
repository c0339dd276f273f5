r"""Sums of Chebyshev polynomials: how a smooth function fits into a short list of numbers.

A function that is analytic near an interval has Chebyshev coefficients that shrink geometrically, so two or
three dozen of them hold it to the last bit, where its Taylor series would need hundreds or diverge.
The lists in this package were computed with 50 digits; the tests compute them again.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

import numpy as np

from ...linear_algebra.arguments import FloatArray

Number = TypeVar("Number", float, FloatArray)


def chebyshev_sum(coefficients: Sequence[float], x: FloatArray, lowest: float, highest: float) -> FloatArray:
    r"""Return the sum of :math:`c_k T_k(t)`, with `t` from -1 to 1 as `x` goes from `lowest` to `highest`.

    Clenshaw's recurrence: :math:`b_k = c_k + 2 t b_{k+1} - b_{k+2}`, and the sum is
    :math:`c_0 + t b_1 - b_2`.

    Parameters
    ----------
    coefficients : sequence of float
        The first one whole, not doubled.
    x : array
    lowest, highest : float

    Returns
    -------
    array of the shape of `x`

    References
    ----------
    Clenshaw, "A note on the summation of Chebyshev series", Math. Tables Aids Comput. 9 (1955).

    Examples
    --------
    >>> import numpy as np
    >>> float(chebyshev_sum([1, 0, 1], np.array(0.5), -1, 1))  # 1 + (2 t² - 1)
    0.5
    """
    t = (2 * x - (lowest + highest)) / (highest - lowest)
    # A single number is summed twenty times as fast by Python itself, with the same roundings.
    return np.full(t.shape, _clenshaw(coefficients, t.item())) if t.size == 1 else _clenshaw(coefficients, t)


def _clenshaw(coefficients: Sequence[float], t: Number) -> Number:
    twice = 2 * t
    last, before = 0 * t, 0 * t
    for coefficient in coefficients[:0:-1]:
        last, before = coefficient + twice * last - before, last
    return coefficients[0] + t * last - before

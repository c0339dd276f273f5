"""The same step again and again.

A^k applies a matrix k times; squaring repeatedly needs only about log2(k) products, twenty for a
million. Along an eigenvector the k-th power multiplies by lambda^k, so the largest eigenvalue soon
decides everything, and entries leave the range of floats quickly. Each entry therefore carries an
exponent of its own until the end: what is infinite in the answer is truly too large, and nothing
becomes NaN on the way.
"""

from __future__ import annotations

import operator
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from .arguments import FloatArray, as_matrix
from .extended_range import WideArray, join, product, split
from .inverses import inverse

LARGEST_POWER = 10**6


class Power(NamedTuple):
    """A power, whether entries exceed float64, and the reason where there is no power."""

    value: FloatArray | None
    overflow: bool
    reason: str


def matrix_power(a: ArrayLike, power: int) -> Power:
    """Return A^k for a whole k from -1,000,000 to 1,000,000.

    Parameters
    ----------
    a : array_like (n, n)
    power : int
        Negative powers are those of the inverse; power 0 is the identity, for the zero matrix too.

    Returns
    -------
    Power
        value (n, n), with signed infinities where an entry exceeds 1.8e308 (then overflow is True) and zeros where
        one is below 5e-324; or None and the reason, where the power is negative and there is no inverse.

    Raises
    ------
    ValueError
        If `power` is not whole or too large.

    Notes
    -----
    The relative error grows with about ``power`` times 1e-16 times the condition of the eigenvectors.

    Examples
    --------
    >>> matrix_power([[1, 1], [1, 0]], 10).value
    array([[89., 55.],
           [55., 34.]])
    >>> matrix_power([[2, 0], [0, 1]], 2000)
    Power(value=array([[inf,  0.],
           [ 0.,  1.]]), overflow=True, reason='')
    >>> matrix_power([[0, 1], [0, 0]], -1).value is None
    True
    """
    a = as_matrix(a, square=True)
    try:
        power = operator.index(power)
    except TypeError:
        raise ValueError(f"power must be a whole number, got {power!r}") from None
    if abs(power) > LARGEST_POWER:
        raise ValueError(f"power must be between -{LARGEST_POWER:,} and {LARGEST_POWER:,}, got {power:,}")
    if power < 0:
        undone, reason = inverse(a)
        if undone is None:
            return Power(None, False, reason)
        a = undone
    value = join(*_repeated(split(a), abs(power))) if power else np.eye(len(a))
    return Power(value, bool(np.isinf(value).any()), "")


def _repeated(base: WideArray, power: int) -> WideArray:
    """Go through the binary digits of a positive power: square for each, and multiply once more where it is 1."""
    result = base
    for digit in f"{power:b}"[1:]:
        result = product(result, result)
        if digit == "1":
            result = product(result, base)
    return result

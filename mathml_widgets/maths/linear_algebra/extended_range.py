"""Numbers with an exponent of their own.

A float64 ends at 1.8e308 and fades below 2e-308, and intermediate results leave this range long
before the answer does: the determinant of diag(1e200, 1e-200) is 1, but its largest singular value
squared is infinite. Splitting ``x = mantissa * 2**exponent`` and calculating with the exponents
apart costs nothing in accuracy, because scaling by a power of two is exact. Only the last step,
`join`, may overflow to infinity or underflow to zero, and then the true value does too.
"""

from __future__ import annotations

import math
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from .arguments import FloatArray

_ABSENT = -(2**40)  # exponent of an exact zero: below that of any number
_SPLITTER = 2.0**27 + 1.0  # cuts 53 bits into two halves (Veltkamp)

Four = tuple[float, float, float, float]


class Wide(NamedTuple):
    """The number ``mantissa * 2**exponent``."""

    mantissa: float
    exponent: int

    def __float__(self) -> float:
        try:
            return math.ldexp(self.mantissa, self.exponent) + 0.0
        except OverflowError:
            return math.copysign(math.inf, self.mantissa)


class WideArray(NamedTuple):
    """The numbers ``mantissa * 2**exponent``, element by element."""

    mantissa: FloatArray
    exponent: NDArray[np.int64]


def difference_of_products(a: float, b: float, c: float, d: float) -> Wide:
    """Return ``a b - c d`` with its sign right and a relative error of about two roundings.

    References
    ----------
    Jeannerod, Louvet and Muller, "Further analysis of Kahan's algorithm for the accurate computation of
    2 x 2 determinants", Mathematics of Computation 82 (2013); the fused multiply-add is replaced by Dekker's
    product.

    Examples
    --------
    >>> float(difference_of_products(1e200, 1e-200, 0.0, 0.0))
    1.0
    """
    (a, i), (b, j) = math.frexp(a), math.frexp(b)
    (c, k), (d, n) = math.frexp(c), math.frexp(d)
    first = i + j if a and b else _ABSENT
    second = k + n if c and d else _ABSENT
    top = max(first, second)
    if top == _ABSENT:
        return Wide(0.0, 0)
    left, left_error = _two_product(a, b)
    right, right_error = _two_product(c, d)
    left, left_error = math.ldexp(left, first - top), math.ldexp(left_error, first - top)
    right, right_error = math.ldexp(right, second - top), math.ldexp(right_error, second - top)
    return Wide((left - right) + (left_error - right_error), top)


def _two_product(x: float, y: float) -> tuple[float, float]:
    """Return the rounded product and its rounding error (Dekker)."""
    product = x * y
    t = _SPLITTER * x
    x_high = t - (t - x)
    t = _SPLITTER * y
    y_high = t - (t - y)
    x_low, y_low = x - x_high, y - y_high
    return product, x_low * y_low - (((product - x_high * y_high) - x_low * y_high) - x_high * y_low)


def scaled_four(p: float, q: float, r: float, s: float) -> tuple[Four, int]:
    """Return four numbers over ``2**exponent``, the largest of them in [1/2, 1), and the exponent."""
    exponent = math.frexp(max(abs(p), abs(q), abs(r), abs(s)))[1]
    ldexp = math.ldexp
    return (ldexp(p, -exponent), ldexp(q, -exponent), ldexp(r, -exponent), ldexp(s, -exponent)), exponent


def join(mantissa: NDArray[Any], exponent: NDArray[np.int64] | int) -> FloatArray:
    """Return ``mantissa * 2**exponent``: infinite where it exceeds float64, zero where it fades.

    >>> import numpy as np
    >>> join(np.array([0.75, -0.5]), np.array([2, 5000]))
    array([  3., -inf])
    """
    with np.errstate(over="ignore", under="ignore"):
        return np.asarray(np.ldexp(mantissa, np.maximum(np.minimum(exponent, 2200), -2200)))


def scaled(a: FloatArray) -> tuple[FloatArray, NDArray[np.int64]]:
    """Return ``a / 2**exponent`` with its largest entry in [1/2, 1), and the exponent, a matrix at a time.

    Entries more than 2**1022 times smaller than the largest may fade to zero.
    """
    exponent = np.frexp(np.abs(a).max(axis=(-2, -1), initial=0.0))[1].astype(np.int64)
    return join(a, -exponent[..., None, None]), exponent


def split(a: FloatArray) -> WideArray:
    """Return `a` as mantissas in ±[1/2, 1) and exponents."""
    mantissa, exponent = np.frexp(a)
    return WideArray(mantissa, exponent.astype(np.int64))


def product(left: WideArray, right: WideArray) -> WideArray:
    """Return the matrix product of two matrices, shapes (l, m) and (m, n), with an exponent for each entry."""
    mantissa = left.mantissa[:, :, None] * right.mantissa[None, :, :]
    exponent = left.exponent[:, :, None] + right.exponent[None, :, :]
    exponent = np.where(mantissa == 0.0, _ABSENT, exponent)
    top = exponent.max(axis=1)
    total, shift = split(join(mantissa, exponent - top[:, None, :]).sum(axis=1))
    return WideArray(total, np.where(total == 0.0, 0, top + shift))

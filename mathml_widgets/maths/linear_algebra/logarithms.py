"""The matrix that grows into another: A = e^L.

If L is a real logarithm of A then e^(tL) = A^t, t from 0 to 1, leads from the identity to A the way
compound interest grows: each instant applies the same small change. Not every matrix has one: no
power of e is singular, none in the plane turns it over, and a negative eigenvalue must come in
equal pairs, because only a plane can be turned by 180 degrees, never a single line. Where there is
no real logarithm the reason is told in a sentence.
"""

from __future__ import annotations

import math
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from ..numerals import numeral
from .arguments import FloatArray, as_matrix
from .extended_range import Wide, join, scaled
from .spectrum import COMPLEX_PAIR, DEFECTIVE, DIAGONALIZABLE, eigen
from .subspaces import rank

_PAIRED = 1e-7  # relative difference below which two negative eigenvalues count as equal


class Logarithm(NamedTuple):
    """A real logarithm, or None and the reason."""

    value: FloatArray | None
    reason: str


class FractionalPower(NamedTuple):
    """A real power, or None and the reason."""

    value: FloatArray | None
    reason: str


def real_logarithm(a: ArrayLike) -> Logarithm:
    """Return a real L with e^L = A, or the reason why there is none.

    In the plane, with m half the trace, d = √(m² - det) and N = A - m,
    L = ln(det) / 2 + (artanh(d / m) / d) N; where d is imaginary, the angle of m + d over |d| takes the place of
    artanh(d / m) / d.

    Parameters
    ----------
    a : array_like (n, n)

    Returns
    -------
    Logarithm
        value (n, n), the one with the smallest turns, and an empty reason; or None and a sentence.  Minus the
        identity of the plane has infinitely many logarithms, one of which turns counter-clockwise.

    Notes
    -----
    A real logarithm exists exactly if A is not singular and every Jordan block of a negative eigenvalue occurs an even
    number of times (Culver 1966).  Of matrices larger than 2 by 2 with negative eigenvalues only diagonalizable ones
    are treated, and the reason says so.  Larger matrices without them go by inverse scaling and squaring.

    References
    ----------
    Culver, "On the existence and uniqueness of the real logarithm of a matrix", Proceedings of the AMS 17 (1966).
    Higham, "Functions of Matrices", SIAM (2008), chapter 11.

    Examples
    --------
    >>> real_logarithm([[1, 1], [0, 1]]).value
    array([[0., 1.],
           [0., 0.]])
    >>> real_logarithm([[2, 0], [0, -1]]).reason
    'The eigenvalue −1 is negative and has no equal partner: a line cannot be reversed step by step.'
    """
    a = as_matrix(a, square=True)
    counted = int(rank(a).rank)
    if counted < len(a):
        return Logarithm(
            None,
            f"The matrix is singular (rank {counted} of {len(a)}), and e^L never is, because e^(-L) undoes it.",
        )
    return _two_by_two(a) if len(a) == 2 else _any_size(a)


def fractional_power(a: ArrayLike, exponent: float) -> FractionalPower:
    """Return A^t = e^(t L) for a real t, or the reason why there is none.

    Parameters
    ----------
    a : array_like (n, n)
    exponent : float

    Returns
    -------
    FractionalPower
        value (n, n), with infinite entries where they exceed 1.8e308; or None and the reason from `real_logarithm`.

    Raises
    ------
    ValueError
        If `exponent` is not finite.

    Examples
    --------
    >>> fractional_power([[1, 1], [0, 1]], 0.5).value
    array([[1. , 0.5],
           [0. , 1. ]])
    """
    if not math.isfinite(exponent):
        raise ValueError(f"exponent must be finite, got {exponent}")
    value, reason = real_logarithm(a)
    return FractionalPower(None if value is None else exponential(exponent * value), reason)


def exponential(a: FloatArray) -> FloatArray:
    """Return e^A for matrices of shape (..., n, n).

    >>> import numpy as np
    >>> exponential(np.array([[0.0, 1.0], [0.0, 0.0]]))
    array([[1., 1.],
           [0., 1.]])
    """
    if a.shape[-1] == 2:
        return _exponential_two_by_two(a)
    halvings = max(0, math.frexp(float(np.abs(a).sum(axis=-2).max()))[1] + 1)
    small = np.ldexp(a, -halvings)
    result = term = np.broadcast_to(np.eye(a.shape[-1]), a.shape)
    for k in range(1, 15):  # 1-norm at most 1/2: the 15th term is below 1e-16
        term = term @ small / k
        result = result + term
    exponent = np.zeros(a.shape[:-2], dtype=np.int64)
    for _ in range(halvings):
        result, shift = scaled(result @ result)
        exponent = 2 * exponent + shift
    return join(result, exponent[..., None, None])


def _two_by_two(a: FloatArray) -> Logarithm:
    small, exponent = scaled(a)
    values, _, kind = eigen(small)
    eye, scale = np.eye(2), int(exponent) * math.log(2.0)
    if kind == COMPLEX_PAIR:
        value = complex(values[0])
        average, slope = math.log(abs(value)), math.atan2(value.imag, value.real) / value.imag
        return Logarithm(eye * (average + scale) + (small - eye * value.real) * slope, "")
    first, second = values.tolist()
    if kind == DIAGONALIZABLE and first < 0.0:
        half_turn = np.array([[0.0, -math.pi], [math.pi, 0.0]])
        return Logarithm(half_turn + eye * (math.log(-first) + scale), "")
    if kind == DEFECTIVE and first < 0.0:
        return Logarithm(
            None,
            f"The eigenvalue {_told(first, exponent)} is negative and has a single line of eigenvectors: a line "
            "cannot be reversed step by step.",
        )
    if second < 0.0:
        return Logarithm(None, _unpaired([x for x in (first, second) if x < 0.0], exponent))
    average, gap = (math.log(first) + math.log(second)) / 2, first - second
    slope = math.log1p(gap / second) / gap if gap else 1.0 / first
    return Logarithm(eye * (average + scale) + (small - eye * (first + second) / 2) * slope, "")


def _unpaired(negative: list[float], exponent: Any) -> str:
    told = ", ".join(_told(x, exponent) for x in negative)
    if len(negative) == 1:
        return f"The eigenvalue {told} is negative and has no equal partner: a line cannot be reversed step by step."
    return (
        f"The eigenvalues {told} are negative and do not come in equal pairs: a line cannot be reversed step by step."
    )


def _told(x: float, exponent: Any) -> str:
    return numeral(float(Wide(x, int(exponent))), 4)


def _any_size(a: FloatArray) -> Logarithm:
    small, exponent = scaled(a)
    scale = np.eye(len(a)) * (int(exponent) * math.log(2.0))
    values, vectors, kind = eigen(small)
    near_cut = (values.real < 0.0) & (np.abs(values.imag) <= _PAIRED * np.abs(values.real))
    if not near_cut.any():
        return Logarithm(_principal_logarithm(small) + scale, "")
    negative = sorted(float(x) for x in values.real[near_cut])
    pairs = list(zip(negative[0::2], negative[1::2], strict=False))
    if len(negative) % 2 or any(y - x > _PAIRED * -x for x, y in pairs):
        return Logarithm(None, _unpaired(negative, exponent))
    if kind == DEFECTIVE:
        return Logarithm(
            None,
            "A negative eigenvalue is repeated and the matrix is defective; a logarithm of such a matrix, if "
            "there is one, is not looked for here.",
        )
    order = np.argsort(np.where(near_cut, values.real, np.inf), kind="stable")
    values, vectors = values[order].astype(np.complex128), vectors[:, order].astype(np.complex128)
    generator = np.diag(np.log(np.where(near_cut[order], 1.0, values)))
    for i in range(0, len(negative), 2):
        # A real basis of the plane that is reversed: its two vectors, or real and imaginary part of a pair.
        if values[i].imag != 0.0:
            vectors[:, i : i + 2] = np.stack([vectors[:, i].real, vectors[:, i].imag], axis=1)
        block = math.log(-values[i].real) * np.eye(2) + np.array([[0.0, -math.pi], [math.pi, 0.0]])
        generator[i : i + 2, i : i + 2] = block
    logarithm = np.linalg.solve(vectors.T, (vectors @ generator).T).T.real
    return Logarithm(logarithm + scale, "")


def _principal_logarithm(a: FloatArray) -> FloatArray:
    """Take square roots until A is near the identity, then integrate (A - 1) / (1 + x (A - 1)) over [0, 1]."""
    eye = np.eye(len(a))
    doublings = 0
    while np.linalg.norm(a - eye, 1) > 0.25 and doublings < 100:
        a = _square_root(a)
        doublings += 1
    difference = a - eye
    nodes, weights = np.polynomial.legendre.leggauss(9)  # on [-1, 1]
    terms = (
        w / 2.0 * np.linalg.solve(eye + (x + 1.0) / 2.0 * difference, difference)
        for x, w in zip(nodes, weights, strict=True)
    )
    return np.asarray(sum(terms)) * 2.0**doublings


def _square_root(a: FloatArray) -> FloatArray:
    """Return the principal square root by the product form of the Denman-Beavers iteration with scaling."""
    n = len(a)
    eye = np.eye(n)
    product, root = a, a
    for _ in range(60):
        if np.linalg.norm(product - eye, 1) <= 1e-15 * n:
            break
        scale = abs(np.linalg.det(product)) ** (-0.5 / n)
        if not 0.5 < scale < 2.0:
            product, root = product * scale**2, root * scale
        undone = np.linalg.inv(product)
        root = root @ (eye + undone) / 2
        product = (eye + (product + undone) / 2) / 2
    return root


def _exponential_two_by_two(a: FloatArray) -> FloatArray:
    """Return e^m (cosh d + (sinh d / d) N) with N = A - m, N² = d²; where d is imaginary, cos and sin.

    The largest factor, e^(m + d), goes into an exponent of its own.
    """
    mean = (a[..., 0, 0] + a[..., 1, 1]) / 2
    half = (a[..., 0, 0] - a[..., 1, 1]) / 2
    square = half * half + a[..., 0, 1] * a[..., 1, 0]
    root = np.sqrt(np.abs(square))
    safe = np.where(root == 0.0, 1.0, root)
    turns = square < 0.0
    cosine = np.where(turns, np.cos(root), (1.0 + np.exp(-2.0 * root)) / 2.0)
    slope = np.where(turns, np.sin(root), -np.expm1(-2.0 * root) / 2.0) / safe
    slope = np.where(root == 0.0, 1.0, slope)
    total = mean + np.where(turns, 0.0, root)
    power = np.rint(total / math.log(2.0))
    cosine, slope = (x * np.exp(total - power * math.log(2.0)) for x in (cosine, slope))
    nilpotent = a - mean[..., None, None] * np.eye(2)
    result = cosine[..., None, None] * np.eye(2) + slope[..., None, None] * nilpotent
    return join(result, power.astype(np.int64)[..., None, None])

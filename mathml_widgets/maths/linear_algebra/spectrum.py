"""Eigenvectors: the directions that a matrix does not turn.

Along an eigenvector v the matrix only multiplies, ``A v = lambda v``. A real matrix may have no
real one (a rotation), a line of them where two were expected (a shear, which is called defective),
two oblique ones, or, when it is symmetric, perpendicular ones. The eigenvalues solve lambda² -
trace lambda + det = 0 in the plane, so what happens is decided by the sign of one number, the
discriminant.
"""

from __future__ import annotations

from math import frexp, hypot, ldexp
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .arguments import FloatArray, as_matrices, as_matrix
from .extended_range import Wide, difference_of_products, join, scaled, scaled_four
from .signs import column_signs, leading_sign
from .singular import EPSILON

REAL_DISTINCT = "real distinct"
COMPLEX_PAIR = "complex pair"
COMPLEX_PAIRS = "complex pairs"
DIAGONALIZABLE = "repeated, diagonalizable"
DEFECTIVE = "defective"

_DEPENDENT = 1e-8  # unit eigenvectors whose smallest singular value is below this count as dependent


class Eigen(NamedTuple):
    """Eigenvalues, unit eigenvectors as columns, and a name for the case."""

    values: NDArray[Any]
    vectors: NDArray[Any]
    kind: str


def eigen(a: ArrayLike) -> Eigen:
    """Return eigenvalues, eigenvectors and the name of the case.

    Parameters
    ----------
    a : array_like (n, n)

    Returns
    -------
    Eigen
        values (n,): by descending real part, so real ones in descending order; of a complex pair the one with
        positive imaginary part first.  vectors (n, n): column i is a unit eigenvector for value i, its
        entry of largest magnitude real and positive.  Both arrays are real unless an eigenvalue is not.

        kind is "real distinct"; "complex pair" (or "complex pairs"); "repeated, diagonalizable", where a real
        eigenvalue is repeated and there still is a basis of eigenvectors; or "defective", where there is none.
        The vectors of a defective matrix are (nearly) parallel: a 2 by 2 one has the same column twice.

    Raises
    ------
    ValueError
        If `a` is not square, empty or not finite.

    Notes
    -----
    A 2 by 2 matrix is balanced by a power of two and solved in closed form; its eigenvalues count as equal where
    their difference is within the rounding of the four entries.  Larger ones go to LAPACK, count as defective
    where the unit eigenvectors are dependent to 1e-8, and their repeated eigenvalues are equal to about the
    square root of 1e-16.

    Examples
    --------
    >>> values, vectors, kind = eigen([[1, 2], [8, 1]])
    >>> values, kind
    (array([ 5., -3.]), 'real distinct')
    >>> eigen([[1, 1], [0, 1]]).kind
    'defective'
    >>> eigen([[0, -1], [1, 0]]).values
    array([0.+1.j, 0.-1.j])
    """
    a = as_matrix(a, square=True)
    return _eigen_two_by_two(a) if len(a) == 2 else _eigen_any_size(a)


def eigenvalues(a: ArrayLike) -> NDArray[np.complex128]:
    """Return the eigenvalues of one matrix or of a stack, always as complex numbers.

    Parameters
    ----------
    a : array_like (..., n, n)

    Returns
    -------
    array (..., n), complex
        In the order of `eigen`: by descending real part, of a pair the one with positive imaginary part first.

    Examples
    --------
    >>> eigenvalues([[[2, 0], [0, 1]], [[0, -1], [1, 0]]])
    array([[2.+0.j, 1.+0.j],
           [0.+1.j, 0.-1.j]])
    """
    a = as_matrices(a, square=True)
    if a.shape[-1] == 2:
        values = [_values_two_by_two(*row) for row in a.reshape(-1, 4).tolist()]
        return np.array(values, dtype=np.complex128).reshape(a.shape[:-1])
    small, exponent = scaled(a)
    return _sorted(_rescaled(np.linalg.eigvals(small).astype(np.complex128), exponent[..., None]))


class _Quadratic(NamedTuple):
    """What the characteristic polynomial of a balanced, scaled 2 by 2 matrix says."""

    mean: float
    half_difference: float
    upper: float
    lower: float
    discriminant: float  # half_difference² + upper * lower, and exactly 0 where it is rounding
    shift: int
    exponent: int


def _quadratic(p: float, q: float, r: float, s: float) -> _Quadratic:
    """Balance the corners by a power of two, scale, and find the discriminant.

    Corners of 1e308 and 1e-308 are no less a matrix than 1 and 1: diag(t, 1) takes the one to the other.
    """
    upper, lower, diagonal = (frexp(x)[1] for x in (q, r, max(abs(p), abs(s))))
    if q and r:
        shift = (upper - lower) // 2
    elif p or s:  # a lone corner leaves the eigenvalues alone, so it need not be larger than the diagonal
        shift = max(upper - diagonal, 0) if q else -max(lower - diagonal, 0) if r else 0
    else:
        shift = 0
    (a, b, c, d), exponent = scaled_four(p, ldexp(q, -shift), ldexp(r, shift), s)
    half, size = (a - d) / 2, abs(a) + abs(d)
    discriminant = float(difference_of_products(half, half, -b, c))
    rounding = 2 * EPSILON * (abs(half) * size + abs(b * c)) + (EPSILON * size) ** 2
    if abs(discriminant) <= rounding:
        discriminant = 0.0
    return _Quadratic((a + d) / 2, half, b, c, discriminant, shift, exponent)


def _values_two_by_two(p: float, q: float, r: float, s: float) -> tuple[complex, complex]:
    mean, _, _, _, discriminant, _, exponent = _quadratic(p, q, r, s)
    root = abs(discriminant) ** 0.5
    if discriminant < 0.0:
        real, imaginary = float(Wide(mean, exponent)), float(Wide(root, exponent))
        return complex(real, imaginary), complex(real, -imaginary)
    larger = mean + root if mean >= 0.0 else mean - root
    first = float(Wide(larger, exponent))
    if discriminant == 0.0:
        return complex(first), complex(first)
    # The product of both is the determinant: dividing avoids the cancellation in mean - root.
    area = difference_of_products(p, s, q, r)
    second = float(Wide(area.mantissa / larger, area.exponent - exponent))
    return complex(max(first, second)), complex(min(first, second))


def _eigen_two_by_two(a: FloatArray) -> Eigen:
    p, q, r, s = a.ravel().tolist()
    _, half, upper, lower, discriminant, shift, _ = _quadratic(p, q, r, s)
    values = np.array(_values_two_by_two(p, q, r, s))
    root = abs(discriminant) ** 0.5
    if discriminant < 0.0:
        v = _unit(upper, complex(-half, root), shift)
        return Eigen(values, np.array([v, [x.conjugate() for x in v]]).T, COMPLEX_PAIR)
    if discriminant == 0.0:
        if max(abs(p - s), abs(q), abs(r)) <= 2 * EPSILON * max(abs(p), abs(s)):
            return Eigen(values.real, np.eye(2), DIAGONALIZABLE)
        # A - mean is nilpotent to rounding: each of its columns that is not zero is an eigenvector.
        (a11, a12, a21, a22), _ = scaled_four(p, q, r, s)
        half = (a11 - a22) / 2
        column = (half, a21) if max(abs(half), abs(a21)) >= abs(a12) else (a12, -half)
        v = _unit(*column, 0)
        return Eigen(values.real, np.array([v, v]).T, DEFECTIVE)
    if half >= 0.0:
        first, second = _unit(half + root, lower, shift), _unit(upper, -half - root, shift)
    else:
        first, second = _unit(upper, root - half, shift), _unit(half - root, lower, shift)
    return Eigen(values.real, np.array([first, second]).T, REAL_DISTINCT)


def _unit(x: Any, y: Any, shift: int) -> tuple[Any, Any]:
    """Undo the balancing of a vector, whose second entry alone may be complex; give it length 1 and its sign."""
    if shift > 0:
        y = complex(ldexp(y.real, -shift), ldexp(y.imag, -shift)) if isinstance(y, complex) else ldexp(y, -shift)
    else:
        x = ldexp(x, shift)
    length = hypot(abs(x), abs(y))
    if isinstance(y, complex):
        leader = x if abs(x) >= (1.0 - 1e-8) * abs(y) else y
        length = length * leader / abs(leader)
    else:
        length *= leading_sign(x, y)
    return x / length + 0.0, y / length + 0.0


def _eigen_any_size(a: FloatArray) -> Eigen:
    small, exponent = scaled(a)
    if (small == small.T).all():
        real, vectors = np.linalg.eigh(small)
        values: NDArray[Any] = real[::-1].astype(np.complex128)
        vectors = vectors[:, ::-1]
    else:
        values, vectors = np.linalg.eig(small)
        order = _order(values.astype(np.complex128))
        values, vectors = values[order].astype(np.complex128), vectors[:, order]
    vectors = vectors * column_signs(vectors)
    size = max(1.0, float(np.abs(small).max()))
    gaps = np.abs(values[:, None] - values[None, :])[np.triu_indices(len(a), 1)]
    if np.linalg.svd(vectors, compute_uv=False)[-1] <= _DEPENDENT:
        kind = DEFECTIVE
    elif (values.imag != 0.0).any():
        kind = COMPLEX_PAIR if np.count_nonzero(values.imag) == 2 else COMPLEX_PAIRS
    elif gaps.size and gaps.min() <= _DEPENDENT * size:
        kind = DIAGONALIZABLE
    else:
        kind = REAL_DISTINCT
    values = _rescaled(values, exponent)
    if (values.imag == 0.0).all():
        return Eigen(values.real.copy(), vectors.real.copy(), kind)
    return Eigen(values, vectors, kind)


def _order(values: NDArray[np.complex128]) -> NDArray[np.int64]:
    return np.lexsort((-values.imag, np.abs(values.imag), -values.real), axis=-1)


def _sorted(values: NDArray[np.complex128]) -> NDArray[np.complex128]:
    return np.take_along_axis(values, _order(values), axis=-1)


def _rescaled(values: NDArray[Any], exponent: NDArray[np.int64]) -> NDArray[Any]:
    """Multiply real or complex numbers by a power of two."""
    if values.dtype.kind == "f":
        return join(values, exponent)
    result = np.empty(np.broadcast_shapes(values.shape, np.shape(exponent)), dtype=np.complex128)
    result.real, result.imag = join(values.real, exponent), join(values.imag, exponent)
    return result

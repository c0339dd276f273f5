"""The exact answer beside the rounded one.

A float such as 0.3333333333333333 is almost certainly meant to be 1/3: where every entry of a
matrix is a fraction with a small denominator, the matrix of these fractions has an exact
determinant, inverse, eigenvalues and singular values. An exact value is given only where it
reproduces the float to 1e-12; otherwise there is None, and the float stands alone. Eigenvalues of a
rational 2 by 2 matrix are (trace ± √(trace² - 4 det))/2, and its singular values (√(S + 2 |det|) ±
√(S - 2 |det|))/2, where S is the sum of the squared entries.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from .arguments import as_matrix
from .determinants import determinant, trace
from .inverses import inverse
from .singular import singular_values
from .spectrum import eigenvalues
from .surds import Surd, over_common_denominator, surd

LARGEST_DENOMINATOR = 10_000
LARGEST_NUMERATOR = 10**12
RELATIVE_ERROR = 1e-12

Rational = tuple[tuple[Fraction, ...], ...]


class ExactNumbers(NamedTuple):
    """Exact values, each None where there is none that reproduces the float to 1e-12."""

    matrix: Rational | None
    determinant: Fraction | None
    trace: Fraction | None
    inverse: Rational | None
    eigenvalues: tuple[Surd, Surd] | None
    singular_values: tuple[Surd, Surd] | None


def exact_matrix(a: ArrayLike) -> Rational | None:
    """Return the matrix of simple fractions that reproduces the entries, or None where there is none.

    Parameters
    ----------
    a : array_like (m, n)
        Floats; or fractions, as this function returns them, which pass unchanged.

    Returns
    -------
    tuple of rows of Fraction, or None
        The first convergent of each entry's continued fraction within a relative error of 1e-12, if its denominator
        is at most 10,000 and its numerator at most 10^12.  A number drawn at random has such a fraction with a
        probability below 1e-4.

    Examples
    --------
    >>> exact_matrix([[0.1 + 0.2, 1 / 3]])
    ((Fraction(3, 10), Fraction(1, 3)),)
    >>> exact_matrix([[2**0.5]]) is None
    True
    """
    if isinstance(a, tuple) and a and isinstance(a[0], tuple) and a[0] and isinstance(a[0][0], Fraction):
        return a
    rows = []
    for row in as_matrix(a).tolist():
        fractions = [_simple_fraction(entry) for entry in row]
        if None in fractions:
            return None
        rows.append(tuple(fractions))
    return tuple(rows)  # type: ignore[arg-type]


def exact_trace(a: ArrayLike | Rational) -> Fraction | None:
    """Return the sum of the diagonal as a fraction, or None where the entries are not simple fractions.

    Parameters
    ----------
    a : array_like (n, n), or the fractions of `exact_matrix`

    Examples
    --------
    >>> exact_trace([[0.5, 1], [1, 1 / 3]])
    Fraction(5, 6)
    """
    rows = _square(a)
    return None if rows is None else sum((row[i] for i, row in enumerate(rows)), Fraction(0))


def exact_determinant(a: ArrayLike | Rational) -> Fraction | None:
    """Return the determinant as a fraction, or None where the entries are not simple fractions.

    Parameters
    ----------
    a : array_like (n, n), or the fractions of `exact_matrix`

    Examples
    --------
    >>> exact_determinant([[0.5, 1], [1, 1 / 3]])
    Fraction(-5, 6)
    """
    rows = _square(a)
    if rows is None:
        return None
    if len(rows) == 2:
        (p, q), (r, s) = rows
        return p * s - q * r
    return _eliminated(rows)[0]


def exact_inverse(a: ArrayLike | Rational) -> Rational | None:
    """Return the inverse in fractions; None where it is singular or the entries are not simple fractions.

    Parameters
    ----------
    a : array_like (n, n), or the fractions of `exact_matrix`

    Examples
    --------
    >>> exact_inverse([[3, 1], [1, 2]])
    ((Fraction(2, 5), Fraction(-1, 5)), (Fraction(-1, 5), Fraction(3, 5)))
    """
    rows = _square(a)
    if rows is None:
        return None
    if len(rows) == 2:
        (p, q), (r, s) = rows
        area = p * s - q * r
        return ((s / area, -q / area), (-r / area, p / area)) if area else None
    return _eliminated(rows)[1]


def exact_eigenvalues(a: ArrayLike | Rational) -> tuple[Surd, Surd] | None:
    """Return the eigenvalues of a 2 by 2 matrix as surds, in the order of `eigen`.

    Parameters
    ----------
    a : array_like (2, 2), or the fractions of `exact_matrix`

    Returns
    -------
    pair of Surd, or None
        Complex ones with the positive imaginary part first; None where the entries are not simple fractions.

    Raises
    ------
    ValueError
        If `a` is not 2 by 2.

    Examples
    --------
    >>> [str(value) for value in exact_eigenvalues([[3, 1], [1, 2]])]
    ['(5 + √5)/2', '(5 - √5)/2']
    >>> [str(value) for value in exact_eigenvalues([[0, -1], [1, 1]])]
    ['(1 + i√3)/2', '(1 - i√3)/2']
    """
    entries = _whole_entries(a)
    if entries is None:
        return None
    (p, q, r, s), common = entries
    discriminant = (p - s) ** 2 + 4 * q * r
    return _pair((p + s, 1), (1, discriminant), 2 * common)


def exact_singular_values(a: ArrayLike | Rational) -> tuple[Surd, Surd] | None:
    """Return the singular values of a 2 by 2 matrix as surds, the larger first.

    Parameters
    ----------
    a : array_like (2, 2), or the fractions of `exact_matrix`

    Returns
    -------
    pair of Surd, or None
        None where the entries are not simple fractions.

    Raises
    ------
    ValueError
        If `a` is not 2 by 2.

    Examples
    --------
    >>> [str(value) for value in exact_singular_values([[1, 1], [0, 1]])]
    ['(1 + √5)/2', '(-1 + √5)/2']
    >>> str(exact_singular_values([[2, 1], [1, 3]])[0])
    '(5 + √5)/2'
    """
    entries = _whole_entries(a)
    if entries is None:
        return None
    (p, q, r, s), common = entries
    squares, area = p * p + q * q + r * r + s * s, abs(p * s - q * r)
    return _pair((1, squares + 2 * area), (1, squares - 2 * area), 2 * common)


def exact_numbers(a: ArrayLike) -> ExactNumbers:
    """Return all exact values of a 2 by 2 matrix at once, each compared with its float.

    Parameters
    ----------
    a : array_like (2, 2)

    Returns
    -------
    ExactNumbers
        Each None where it differs from the float by more than 1e-12, relative to the size of the matrix (squared
        for the determinant) or of the value itself, whichever is larger.

    Examples
    --------
    >>> exact = exact_numbers([[0.5, 0.25], [0.25, 0.5]])
    >>> exact.determinant, [str(value) for value in exact.eigenvalues]
    (Fraction(3, 16), ['3/4', '1/4'])
    >>> exact_numbers([[3.141592653589793, 0], [0, 1]]).matrix is None
    True
    """
    rational = exact_matrix(a)
    entries = None if rational is None else _whole_entries(rational)
    if rational is None or entries is None:
        return ExactNumbers(None, None, None, None, None, None)
    size = float(np.abs(np.asarray(a, dtype=np.float64)).max())
    values, stretches = exact_eigenvalues(rational), exact_singular_values(rational)
    area, diagonal, undone = exact_determinant(rational), exact_trace(rational), exact_inverse(rational)
    undone_float = inverse(a).value
    inverse_agrees = (
        undone is not None
        and undone_float is not None
        and _agrees([float(x) for row in undone for x in row], undone_float.ravel(), np.abs(undone_float).max())
    )
    return ExactNumbers(
        rational,
        area if _agrees([area], [determinant(a)], size * size) else None,
        diagonal if _agrees([diagonal], [trace(a)], size) else None,
        undone if inverse_agrees else None,
        values if _agrees([complex(x) for x in values or ()], eigenvalues(a), size) else None,
        stretches if _agrees([float(x) for x in stretches or ()], singular_values(a), size) else None,
    )


def _agrees(exact: Any, rounded: Any, size: float) -> bool:
    return all(
        abs(complex(x) - complex(y)) <= RELATIVE_ERROR * max(abs(y), size) for x, y in zip(exact, rounded, strict=True)
    )


def _simple_fraction(x: float) -> Fraction | None:
    """Return the simplest convergent of `x` within the relative error, by Euclid's algorithm."""
    numerator, denominator = x.as_integer_ratio()
    if abs(x) > LARGEST_NUMERATOR or denominator.bit_length() > 120:
        return None
    tolerance = RELATIVE_ERROR * abs(x)
    top, bottom, previous_top, previous_bottom = 1, 0, 0, 1
    while denominator:
        quotient, remainder = divmod(numerator, denominator)
        top, previous_top = quotient * top + previous_top, top
        bottom, previous_bottom = quotient * bottom + previous_bottom, bottom
        if bottom > LARGEST_DENOMINATOR or abs(top) > LARGEST_NUMERATOR:
            return None
        if abs(top / bottom - x) <= tolerance:
            return Fraction(top, bottom)
        numerator, denominator = denominator, remainder
    return None


def _square(a: ArrayLike | Rational) -> Rational | None:
    rows = exact_matrix(a)  # type: ignore[arg-type]
    if rows is not None and len(rows) != len(rows[0]):
        raise ValueError(f"a must be square, got shape {(len(rows), len(rows[0]))}")
    return rows


def _whole_entries(a: ArrayLike | Rational) -> tuple[list[int], int] | None:
    """Return the four whole numerators of a 2 by 2 matrix over their common denominator."""
    rows = exact_matrix(a)  # type: ignore[arg-type]
    if rows is None:
        return None
    if len(rows) != 2 or len(rows[0]) != 2:
        raise ValueError(f"a must be 2 by 2, got shape {(len(rows), len(rows[0]))}")
    return over_common_denominator([(x.numerator, x.denominator) for row in rows for x in row])


def _pair(first: tuple[int, int], second: tuple[int, int], over: int) -> tuple[Surd, Surd]:
    """Return (first + second) / over and (first - second) / over, simplifying each root once."""
    plus = surd(first, second, over=over)
    minus = surd(first, (-second[0], second[1]), over=over)
    return plus, minus


def _eliminated(rows: Rational) -> tuple[Fraction, Rational | None]:
    """Return determinant and inverse by Gauss-Jordan elimination with fractions."""
    n = len(rows)
    work = [[*row, *(Fraction(int(i == j)) for j in range(n))] for i, row in enumerate(rows)]
    product = Fraction(1)
    for column in range(n):
        pivot = next((i for i in range(column, n) if work[i][column]), None)
        if pivot is None:
            return Fraction(0), None
        if pivot != column:
            work[column], work[pivot] = work[pivot], work[column]
            product = -product
        product *= work[column][column]
        work[column] = [x / work[column][column] for x in work[column]]
        for i in range(n):
            if i != column and work[i][column]:
                factor = work[i][column]
                work[i] = [x - factor * y for x, y in zip(work[i], work[column], strict=True)]
    return product, tuple(tuple(row[n:]) for row in work)

"""Minimum, maximum or saddle, and what proves it.

Where the gradient is zero the Hessian decides, by the signs of its eigenvalues, as long as none is zero.
Computed eigenvalues are a little off, by no more than the error of the Hessian and the rounding of the
computation together (Weyl); a sign is certain when the eigenvalue is larger than that bound, or when the Hessian
is made of simple fractions and its signs are counted exactly.
An eigenvalue of zero decides nothing: then the third derivatives along its eigenvectors may, for a cubic
that is not zero goes up on one side and down on the other.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from ..linear_algebra import Surd, exact_eigenvalues, exact_matrix
from ..linear_algebra.arguments import FloatArray, as_array, as_matrix
from ..linear_algebra.signs import column_signs
from .exact_inertia import exact_inertia
from .lengths import length
from .taylor_expansions import EPSILON, Taylor

MINIMUM = "minimum"
MAXIMUM = "maximum"
SADDLE = "saddle"
DEGENERATE = "degenerate"
NOT_CRITICAL = "not critical"
NO_HESSIAN = "no Hessian"

GRADIENT_TOLERANCE = 1e-8
EXACT_TO = 1e-12


class CriticalPoint(NamedTuple):
    """What kind of critical point it is, and how that is known.

    Attributes
    ----------
    kind : str
        "minimum", "maximum" or "saddle" (strict local ones); "degenerate", where these derivatives do not decide;
        "not critical"; "no Hessian", where second derivatives do not exist.
    certificate : str
        The proof in words.
    eigenvalues : array (n,)
        Of the Hessian, rising.
    eigenvectors : array (n, n)
        Unit columns.
    error_bound : float
        How far off each eigenvalue may be; 0 where their signs are known exactly.
    n_negative, n_zero, n_positive : int
        Zero: not told from zero.
    is_degenerate : bool
        Whether an eigenvalue is zero, or cannot be told from zero.
    exact_eigenvalues : tuple of Surd or None
        In the order of `eigenvalues`, for n at most 2 and a Hessian of simple fractions.
    gradient_norm : float
    newton_distance : float
        How far Newton's step says the critical point is; infinite where it does not exist.
    """

    kind: str
    certificate: str
    eigenvalues: FloatArray
    eigenvectors: FloatArray
    error_bound: float
    n_negative: int
    n_zero: int
    n_positive: int
    is_degenerate: bool
    exact_eigenvalues: tuple[Surd, ...] | None
    gradient_norm: float
    newton_distance: float


def classification(expansion: Taylor, *, gradient_tolerance: float = GRADIENT_TOLERANCE) -> CriticalPoint:
    """Return the kind of critical point that a Taylor expansion of order 2 or 3 proves.

    Parameters
    ----------
    expansion : Taylor
        Of order 2 at least; with order 3, degenerate points may be decided.
    gradient_tolerance : float
        The gradient counts as zero up to its error and this times what the second and third derivatives make of it over
        a distance of 1, or the distance of the point from 0 where that is larger.

    Returns
    -------
    CriticalPoint

    Raises
    ------
    ValueError
        If the expansion has no Hessian.

    Examples
    --------
    >>> from mathml_widgets.maths.geometry import taylor
    >>> both_curve_up = taylor(lambda x, y: x**2 + 3 * x * y + y**2, [0.0, 0.0])
    >>> classification(both_curve_up).certificate
    'eigenvalues -1 and 5, exact: 1 negative, 1 positive'
    >>> monkey = classification(taylor(lambda x, y: x**3 - 3 * x * y**2, [0.0, 0.0]))
    >>> monkey.kind, monkey.is_degenerate
    ('saddle', True)
    """
    if expansion.order < 2:
        raise ValueError(f"expansion must be of order 2 at least, got {expansion.order}")
    gradient, hessian, *third = expansion.derivatives
    if not (np.isfinite(hessian).all() and np.isfinite(gradient).all()):
        return _without_hessian(gradient)
    distance = _size(expansion.point)
    cubic = third[0] if third and np.isfinite(third[0]).all() else None
    bend = _size(cubic)
    return critical_point(
        hessian,
        gradient,
        cubic,
        # A point is known to its last digit and no better, which moves the Hessian by the third derivatives.
        hessian_error=_size(expansion.errors[1]) + 8.0 * EPSILON * bend * distance,
        gradient_error=_size(expansion.errors[0]) + gradient_tolerance * bend * max(1.0, distance) ** 2,
        third_error=_size(expansion.errors[2]) if third else 0.0,
        gradient_tolerance=gradient_tolerance * max(1.0, distance),
    )


def critical_point(
    hessian: ArrayLike,
    gradient: ArrayLike | None = None,
    third: ArrayLike | None = None,
    *,
    hessian_error: float = 0.0,
    gradient_error: float = 0.0,
    third_error: float = 0.0,
    gradient_tolerance: float = GRADIENT_TOLERANCE,
) -> CriticalPoint:
    r"""Return the kind of critical point that a Hessian proves.

    .. math:: |\hat\lambda_i - \lambda_i| \le \|E\|_2 \quad \text{for every symmetric error } E \text{ of } H

    Parameters
    ----------
    hessian : array_like (n, n)
        Symmetric.
    gradient : array_like (n,), optional
        By default zero.
    third : array_like (n, n, n), optional
        Third derivatives, to decide where eigenvalues are exactly zero.
    hessian_error, gradient_error, third_error : float
        Bounds on their errors, in the Frobenius norm.
    gradient_tolerance : float
        The gradient counts as zero up to its error and this times the largest curvature: it is about how far away
        Newton's method would say that the critical point is.

    Returns
    -------
    CriticalPoint

    Raises
    ------
    ValueError
        If `hessian` is not symmetric, or a shape does not fit.

    Notes
    -----
    The signs are counted exactly where every entry is a simple fraction and the Hessian is not off by more than
    1e-12 of its size.  A saddle needs one certain eigenvalue of each sign, whatever the others are.

    References
    ----------
    Horn and Johnson, *Matrix Analysis*, 2nd edition, corollary 4.3.15 (Weyl).  Apostol, *Mathematical Analysis*,
    2nd edition, section 13.6.

    Examples
    --------
    >>> critical_point([[2, 0], [0, 1]]).kind, critical_point([[2, 0], [0, 0]]).kind
    ('minimum', 'degenerate')
    >>> critical_point([[1, 0], [0, 1e-9]], hessian_error=1e-8).certificate
    'an eigenvalue of 1e-09 cannot be told from zero: its error may be 1e-08'
    """
    g = None if gradient is None else as_array(gradient, "gradient")
    h = as_matrix(hessian, "hessian", square=True)
    n = len(h)
    if np.abs(h - h.T).max() > 1e-8 * np.abs(h).max():
        raise ValueError(f"hessian must be symmetric, got {h.tolist()}")
    if g is not None and g.shape != (n,):
        raise ValueError(f"gradient must have shape {(n,)}, got shape {g.shape}")
    values, vectors = np.linalg.eigh(0.5 * h + 0.5 * h.T)
    vectors = vectors * column_signs(vectors)
    size = float(np.abs(values).max())
    bound = hessian_error + 4.0 * n * EPSILON * size
    inertia = exact_inertia(h) if hessian_error <= EXACT_TO * size else None
    if inertia is not None:
        n_negative, n_zero, n_positive = inertia
        bound = 0.0
    else:
        n_negative, n_positive = int((values < -bound).sum()), int((values > bound).sum())
        n_zero = n - n_negative - n_positive
    surds = _surds(h) if inertia is not None else None
    slope = 0.0 if g is None else _size(g)
    counted = _counted(values, surds, inertia is not None, (n_negative, n_zero, n_positive))
    if slope > gradient_error + gradient_tolerance * size:
        kind, certificate = NOT_CRITICAL, f"the gradient has length {slope:.3g}"
    elif n_negative and n_positive:
        kind, certificate = SADDLE, counted
    elif not n_zero:
        kind, certificate = (MINIMUM if n_positive else MAXIMUM), counted
    else:
        flat = vectors[:, n_negative : n_negative + n_zero]
        certainly_flat = inertia is not None or not values.any()
        cubic = 0.0 if third is None or not certainly_flat else _cubic(third, flat)
        if cubic > 2.0 * third_error + 1e-12 * _size(third):
            kind = SADDLE
            certificate = f"flat to second order, and along flat directions a third derivative is {cubic:.3g}, not 0"
        else:
            kind = DEGENERATE
            smallest = float(np.abs(values).min())
            certificate = (
                counted
                if inertia is not None or smallest == 0.0
                else f"an eigenvalue of {smallest:.3g} cannot be told from zero: its error may be {bound:.3g}"
            )
    return CriticalPoint(
        kind, certificate, values, vectors, bound, n_negative, n_zero, n_positive, n_zero > 0, surds, slope,
        _newton_distance(values, vectors, g, n_zero),
    )  # fmt: skip


def _without_hessian(gradient: FloatArray) -> CriticalPoint:
    n = len(gradient)
    slope = _size(gradient) if np.isfinite(gradient).all() else np.inf
    nothing = np.full((n, n), np.nan)
    said = "second derivatives do not exist here"
    return CriticalPoint(NO_HESSIAN, said, nothing[0], nothing, np.inf, 0, 0, 0, True, None, slope, np.inf)


def _size(array: ArrayLike | None) -> float:
    return 0.0 if array is None else float(length(array))


def _surds(h: FloatArray) -> tuple[Surd, ...] | None:
    if len(h) == 1:
        (value,), = exact_matrix(h) or ((None,),)  # fmt: skip
        return None if value is None else (Surd(((value.numerator, 1),), value.denominator),)
    pair = exact_eigenvalues(h) if len(h) == 2 else None
    return None if pair is None else pair[::-1]


def _counted(values: FloatArray, surds: tuple[Surd, ...] | None, exact: bool, counts: tuple[int, int, int]) -> str:
    shown = [str(value) for value in surds] if surds else [f"{value:.6g}" for value in values]
    if len(shown) > 4:
        shown = [shown[0], shown[1], "...", shown[-1]]
    listed = shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}"
    what = [f"{n} {name}" for n, name in zip(counts, ("negative", "zero", "positive"), strict=True) if n]
    plural = "eigenvalue" if len(shown) == 1 else "eigenvalues"
    how = ", exact" if surds else ", signs counted exactly" if exact else ""
    return f"{plural} {listed}{how}: {', '.join(what)}"


def _cubic(third: ArrayLike, flat: FloatArray) -> float:
    """Return the largest third derivative within the flat directions; it is zero only where the cubic form is."""
    t = as_array(third, "third")
    if t.shape != (len(flat),) * 3:
        raise ValueError(f"third must have shape {(len(flat),) * 3}, got shape {t.shape}")
    return float(np.abs(np.einsum("ijk,ia,jb,kc->abc", t, flat, flat, flat)).max())


def _newton_distance(values: FloatArray, vectors: FloatArray, g: FloatArray | None, n_zero: int) -> float:
    if g is None or not g.any():
        return 0.0
    if n_zero:
        return np.inf
    with np.errstate(over="ignore"):
        return _size((vectors.T @ g) / values)

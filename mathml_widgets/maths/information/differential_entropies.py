"""Entropies of densities, in closed form.

A density has no surprise per outcome, only surprise per unit of length: its differential entropy may be negative,
and changes with the unit. Differences of such entropies, divergences and mutual informations do not.
Among all densities with a given range the uniform has the largest entropy, with a given mean on the positive line
the exponential, with a given variance the normal, with a given mean distance from a point Laplace's.
"""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike

from ..probability.special_functions import digamma, log_beta, log_gamma
from .arguments import FloatArray, FloatOrArray, as_array, check_base, plain


def differential_entropy(family: str, base: float = 2, **parameters: ArrayLike) -> FloatOrArray:
    r"""Return the differential entropy of a density of a named family.

    .. math:: h = \int f(x) \log \frac{1}{f(x)} \, \mathrm{d}x

    Parameters
    ----------
    family : str
        ``uniform(width)``, ``normal(standard_deviation)``, ``exponential(scale)``, ``laplace(scale)``,
        ``logistic(scale)``, ``cauchy(scale)``, ``gamma(shape, scale)``, ``beta(a, b)``,
        ``weibull(shape, scale)``, ``lognormal(log_mean, log_deviation)``, ``t(degrees_of_freedom, scale)``.
    base : float
        2 for bits, e for nats, 10 for hartleys.
    **parameters : array_like
        Those of the family; they broadcast.  A parameter called scale is 1 by default.

    Returns
    -------
    float, or array of the shape of the parameters
        Of either sign.  Where the parameters lie (the mean, a start) does not matter.

    Raises
    ------
    ValueError
        If the family or a parameter is unknown, one is missing, or one that must be positive is not.

    References
    ----------
    Cover and Thomas, *Elements of Information Theory*, 2nd edition, chapter 8 and table 17.1.

    Examples
    --------
    >>> differential_entropy("uniform", width=[1, 0.5, 8])
    array([ 0., -1.,  3.])
    >>> differential_entropy("normal", standard_deviation=1)
    2.04709558518
    """
    base, names = check_base(base), parameter_names(family)
    formula = _FAMILIES[family][1]
    given = {"scale": 1.0, **parameters} if "scale" in names else dict(parameters)
    if unknown := sorted(set(given) - set(names)):
        raise ValueError(f"{family} must be given {' and '.join(names)}, got {', '.join(unknown)}")
    if missing := [name for name in names if name not in given]:
        raise ValueError(f"{family} must be given {' and '.join(names)}, but {', '.join(missing)} is missing")
    values = {name: as_array(given[name], name) for name in names}
    for name, value in values.items():
        if name != "log_mean" and not (value > 0.0).all():
            raise ValueError(f"{name} must be positive, got {value[~(value > 0.0)][0]:g}")
    return plain(np.asarray(formula(*values.values()), np.float64) / math.log(base))


def parameter_names(family: str) -> tuple[str, ...]:
    """Return the names of the parameters of a family, in their order.

    Examples
    --------
    >>> parameter_names("gamma")
    ('shape', 'scale')
    """
    if family not in _FAMILIES:
        raise ValueError(f"family must be one of {', '.join(sorted(_FAMILIES))}, got {family!r}")
    return _FAMILIES[family][0]


def normal_entropy(covariance: ArrayLike, base: float = 2) -> float:
    r"""Return the differential entropy of a normal distribution in several dimensions.

    .. math:: h = \tfrac12 \log \bigl((2 \pi e)^d \det \Sigma\bigr)

    Parameters
    ----------
    covariance : array_like (n_dimensions, n_dimensions)
        Symmetric and positive definite.
    base : float
        2 for bits, e for nats, 10 for hartleys.

    Returns
    -------
    float
        Minus infinity where the covariance is singular: everything lies in a plane of no volume.

    Raises
    ------
    ValueError
        If the covariance is not symmetric, or has a negative eigenvalue.

    Examples
    --------
    >>> normal_entropy([[1, 0], [0, 1]])
    4.09419117036
    """
    matrix, base = as_array(covariance, "covariance"), check_base(base)
    if matrix.ndim != 2 or matrix.shape[0] != matrix.shape[1] or not matrix.size:
        raise ValueError(f"covariance must be square, got shape {matrix.shape}")
    size = float(np.abs(matrix).max())
    if np.abs(matrix - matrix.T).max() > 1e-9 * size:
        raise ValueError("covariance must be symmetric")
    values = np.linalg.eigvalsh(matrix)
    rounding = len(matrix) * 2.3e-16 * size
    if values[0] < -rounding:
        raise ValueError(f"covariance must have no negative eigenvalue, got {values[0]:g}")
    if values[0] <= rounding:
        return -math.inf
    nats = 0.5 * (len(matrix) * math.log(2.0 * math.pi * math.e) + float(np.log(values).sum()))
    return nats / math.log(base)


def normal_entropy_of(points: ArrayLike, base: float = 2) -> float:
    """Return the differential entropy of the normal distribution with the covariance of these points.

    No density with that covariance has a larger one.

    Parameters
    ----------
    points : array_like (n_points,) or (n_points, n_dimensions)
        At least two.
    base : float
        2 for bits, e for nats, 10 for hartleys.

    Returns
    -------
    float
        Minus infinity where the points lie in a plane of no volume.

    Raises
    ------
    ValueError
        If there is a single point, or a coordinate is not finite.

    Examples
    --------
    >>> round(normal_entropy_of([-1, 1]) - normal_entropy([[2]]), 12)
    0.0
    """
    x, base = as_array(points, "points"), check_base(base)
    x = x[:, None] if x.ndim == 1 else x
    if x.ndim != 2 or len(x) < 2 or x.shape[1] == 0:
        raise ValueError(f"points must have shape (n_points,) or (n_points, n_dimensions), got shape {x.shape}")
    units = np.zeros(x.shape[1])
    for _ in range(2):  # the largest coordinate becomes the unit, and after centring the largest distance
        scale = np.abs(x).max(axis=0)
        if not scale.min() > 0.0:
            return -math.inf
        units += np.log(scale)
        x = x / scale
        x = x - x.mean(axis=0)
    covariance = np.cov(x, rowvar=False).reshape(x.shape[1], x.shape[1])
    return normal_entropy(covariance, base) + float(units.sum()) / math.log(base)


def _gamma(shape: FloatArray, scale: FloatArray) -> FloatArray:
    found: FloatArray = shape + np.log(scale) + log_gamma(shape) + (1.0 - shape) * digamma(shape)
    return found


def _beta(a: FloatArray, b: FloatArray) -> FloatArray:
    both = a + b
    found: FloatArray = log_beta(a, b) - (a - 1.0) * digamma(a) - (b - 1.0) * digamma(b) + (both - 2.0) * digamma(both)
    return found


def _t(freedom: FloatArray, scale: FloatArray) -> FloatArray:
    half = 0.5 * freedom
    slope = (half + 0.5) * (digamma(half + 0.5) - digamma(half))
    found: FloatArray = slope + 0.5 * np.log(freedom) + log_beta(half, np.full_like(half, 0.5)) + np.log(scale)
    return found


_FAMILIES: dict[str, tuple[tuple[str, ...], Callable[..., FloatArray]]] = {
    "uniform": (("width",), np.log),
    "normal": (("standard_deviation",), lambda s: np.log(s) + 0.5 * math.log(2.0 * math.pi * math.e)),
    "exponential": (("scale",), lambda s: 1.0 + np.log(s)),
    "laplace": (("scale",), lambda s: 1.0 + np.log(2.0 * s)),
    "logistic": (("scale",), lambda s: 2.0 + np.log(s)),
    "cauchy": (("scale",), lambda s: np.log(4.0 * math.pi * s)),
    "gamma": (("shape", "scale"), _gamma),
    "beta": (("a", "b"), _beta),
    "weibull": (("shape", "scale"), lambda k, s: np.euler_gamma * (1.0 - 1.0 / k) + np.log(s / k) + 1.0),
    "lognormal": (
        ("log_mean", "log_deviation"),
        lambda m, s: m + np.log(s) + 0.5 * math.log(2.0 * math.pi * math.e),
    ),
    "t": (("degrees_of_freedom", "scale"), _t),
}

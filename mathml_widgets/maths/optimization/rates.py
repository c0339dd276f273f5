"""What the curvatures say about the learning rate.

On a quadratic, gradient descent multiplies the error along each eigenvector of the Hessian by 1 − η λ at each
step: it is stable while η < 2/λ for the largest λ, and the flattest direction decides how long it takes. The
best single rate balances the two ends and is limited by their ratio, the condition number κ; momentum
replaces κ by its square root. Near a minimum every smooth function is a quadratic, so these numbers hold
there for all of them.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from .arguments import FloatArray, as_array, as_symmetric, check_fraction, check_positive, plain


class BestRate(NamedTuple):
    """A learning rate, a momentum, and the factor by which the error shrinks at each step in the long run."""

    learning_rate: float
    momentum: float
    factor: float


def curvature_range(hessian: ArrayLike) -> tuple[float, float]:
    """Return the smallest and the largest eigenvalue of a Hessian.

    Parameters
    ----------
    hessian : array_like (n, n)
        Symmetric.

    Notes
    -----
    An eigenvalue within rounding of zero, n ε times the largest in magnitude with ε = 2.2e-16, counts as zero.

    Raises
    ------
    ValueError
        If `hessian` is not square, symmetric and finite.

    Examples
    --------
    >>> curvature_range([[1, 3], [3, 1]])
    (-2.0, 4.0)
    """
    eigenvalues = np.linalg.eigvalsh(as_symmetric(hessian))
    rounding = len(eigenvalues) * np.finfo(float).eps * float(np.abs(eigenvalues).max())
    low, high = float(eigenvalues[0]), float(eigenvalues[-1])
    return (0.0 if abs(low) <= rounding else low), (0.0 if abs(high) <= rounding else high)


def stability_limit(hessian: ArrayLike, momentum: float = 0.0) -> float:
    r"""Return the learning rate below which gradient descent or the heavy ball does not diverge.

    .. math:: 2 (1 + \beta) / \lambda_{\max}

    Parameters
    ----------
    hessian : array_like (n, n)
        Symmetric.
    momentum : float, default 0
        β, at least 0 and below 1.

    Returns
    -------
    float
        0 where the Hessian has a negative eigenvalue, for along it every rate leads away; infinite for the
        Hessian 0.

    References
    ----------
    Polyak (1964), USSR Computational Mathematics and Mathematical Physics 4(5), 1-17.

    Examples
    --------
    >>> stability_limit([[1, 0], [0, 4]])
    0.5
    """
    low, high = curvature_range(hessian)
    beta = check_fraction(momentum, "momentum")
    if low < 0.0:
        return 0.0
    return 2.0 * (1.0 + beta) / high if high > 0.0 else math.inf


def best_gradient_descent(hessian: ArrayLike) -> BestRate:
    r"""Return the constant rate with which gradient descent converges fastest.

    .. math:: \eta = \frac{2}{\lambda_{\min} + \lambda_{\max}}

    with factor (κ − 1) / (κ + 1).

    Returns
    -------
    BestRate
        With factor 1 where λ_min is 0, for along that eigenvector nothing moves; with rate 0 and factor 1
        where it is negative, and with an infinite rate for the Hessian 0.

    References
    ----------
    Nesterov (2018), Lectures on Convex Optimization, theorem 2.1.15.

    Examples
    --------
    >>> best_gradient_descent([[1, 0], [0, 9]])
    BestRate(learning_rate=0.2, momentum=0.0, factor=0.8)
    """
    low, high = curvature_range(hessian)
    if low < 0.0:
        return BestRate(0.0, 0.0, 1.0)
    if high == 0.0:
        return BestRate(math.inf, 0.0, 1.0)
    # Divided by the largest, so that no sum overflows.
    return BestRate(2.0 / (1.0 + low / high) / high, 0.0, (1.0 - low / high) / (1.0 + low / high))


def best_heavy_ball(hessian: ArrayLike) -> BestRate:
    r"""Return the constant rate and momentum with which the heavy ball converges fastest.

    .. math::
        \eta = \frac{4}{(\sqrt{\lambda_{\min}} + \sqrt{\lambda_{\max}})^2}, \quad
        \beta = \left( \frac{\sqrt\kappa - 1}{\sqrt\kappa + 1} \right)^2

    with factor √β.

    Returns
    -------
    BestRate
        With momentum and factor 1 where λ_min is 0; with rate 0 and factor 1 where it is negative, and with
        an infinite rate for the Hessian 0.

    Notes
    -----
    At this pair the iteration matrices of the flattest and the steepest direction are defective: the error
    falls like k times the factor to the k.  The rates are proven for quadratics alone; see
    `heavy_ball_cycle`.

    References
    ----------
    Polyak (1964), USSR Computational Mathematics and Mathematical Physics 4(5), 1-17.

    Examples
    --------
    >>> best_heavy_ball([[1, 0], [0, 25]])
    BestRate(learning_rate=0.111111111, momentum=0.444444444, factor=0.666666667)
    """
    low, high = curvature_range(hessian)
    if low < 0.0:
        return BestRate(0.0, 0.0, 1.0)
    if high == 0.0:
        return BestRate(math.inf, 0.0, 1.0)
    root = math.sqrt(low / high)
    factor = (1.0 - root) / (1.0 + root)
    return BestRate(4.0 / (1.0 + root) ** 2 / high, factor * factor, factor)


def mode_factors(hessian: ArrayLike, learning_rate: float) -> FloatArray:
    r"""Return by how much gradient descent shrinks the error along each eigenvector at each step.

    .. math:: \lvert 1 - \eta \lambda_i \rvert

    Returns
    -------
    array (n,)
        From the flattest to the steepest eigenvector; above 1 it grows.

    Examples
    --------
    >>> mode_factors([[1, 0], [0, 9]], 0.2)
    array([0.8, 0.8])
    """
    rate = check_positive(learning_rate, "learning_rate", zero=True)
    factors: FloatArray = np.abs(1.0 - rate * np.linalg.eigvalsh(as_symmetric(hessian)))
    return factors


def spectral_radius(
    eigenvalues: ArrayLike, learning_rate: ArrayLike, momentum: ArrayLike = 0.0, *, nesterov: bool = False
) -> float | FloatArray:
    r"""Return by how much the heavy ball or Nesterov's method shrinks the error at each step in the long run.

    .. math:: \max \lvert z \rvert, \quad z^2 - a z + b = 0

    For the heavy ball a = 1 + β − η λ and b = β, from the matrix [[1 + β − η λ, −β], [1, 0]]; for Nesterov
    a = (1 + β)(1 − η λ) and b = β (1 − η λ).

    Parameters
    ----------
    eigenvalues : array_like (..., n)
        λ, along the last axis; the slowest of them decides.
    learning_rate, momentum : array_like (...)
        η and β, which broadcast against each other: the map of the radius over a grid of both is one call.
    nesterov : bool, default False

    Returns
    -------
    float, or array (...)
        Below 1 it converges; for the heavy ball that is 0 < η λ < 2 (1 + β) and β < 1.

    References
    ----------
    Lessard, Recht, Packard (2016), SIAM Journal on Optimization 26, 57-95, proposition 1.

    Examples
    --------
    >>> spectral_radius([1.0, 25.0], 1 / 9, 4 / 9)
    0.6666667
    >>> spectral_radius([1.0, 9.0], [0.1, 0.2, 0.3])
    array([0.9, 0.8, 1.7])
    """
    values = as_array(eigenvalues, "eigenvalues")
    if values.ndim == 0 or values.shape[-1] == 0:
        raise ValueError(f"eigenvalues must have shape (..., n) with n at least 1, got shape {values.shape}")
    rate, beta = as_array(learning_rate, "learning_rate"), as_array(momentum, "momentum")
    kept = 1.0 - rate[..., np.newaxis] * values
    b = beta[..., np.newaxis]
    total = (1.0 + b) * kept if nesterov else b + kept
    product = b * kept if nesterov else b + 0.0 * kept
    discriminant = total * total - 4.0 * product
    real = 0.5 * (np.abs(total) + np.sqrt(np.maximum(discriminant, 0.0)))
    radius = np.where(discriminant < 0.0, np.sqrt(np.maximum(product, 0.0)), real).max(axis=-1)
    result: float | FloatArray = plain(radius)
    return result

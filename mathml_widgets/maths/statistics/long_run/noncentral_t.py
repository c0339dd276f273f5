r"""Student's t when there is an effect.

With an effect the statistic is :math:`T = (Z + \delta) / S`, where Z is normal and S, the estimated spread over the
true one, follows the square root of a chi-squared law over its degrees of freedom.
Given S everything about T is normal, so its law is one integral over S, done here by Gauss's rule on pieces that
follow both the bulk of S and the place where the normal part turns.
The same nodes give the mean of T beyond a threshold, which is what publishing only significant results reports.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from ...probability.special_functions import log_gamma, normal_cdf, normal_pdf
from ..arguments import FloatArray, FloatOrArray, as_array, plain

N_NODES = 20
BULK = np.array([-11, -7, -5, -3.5, -2, -1, 0, 1, 2, 3.5, 5, 7, 9, 12.0])
NEAR_ZERO = np.array([1e-8, 1e-6, 1e-5, 1e-4, 1e-3, 1e-2, 0.1])
TURN = np.array([-9, -5, -2.5, -1, 0, 1, 2.5, 5, 9.0])


class Spread(NamedTuple):
    """Nodes s (..., n_nodes) and weights (..., n_nodes) of integrals over the law of S."""

    nodes: FloatArray
    weights: FloatArray


def noncentral_t_cdf(t: ArrayLike, degrees_of_freedom: ArrayLike, noncentrality: ArrayLike) -> FloatOrArray:
    r"""Return the chance that a noncentral t is at most t.

    .. math:: P(T \le t) = \int_0^\infty \Phi(t s - \delta)\, f_S(s)\, ds, \qquad S = \sqrt{\chi^2_\nu / \nu}

    Parameters
    ----------
    t : array_like (...)
    degrees_of_freedom : array_like (...)
        At least 1.
    noncentrality : array_like (...)
        Delta, the effect over its standard error.

    Returns
    -------
    float or array (...)
        With an absolute error of about 1e-13.

    Raises
    ------
    ValueError
        If there is less than one degree of freedom, or a number is not finite.

    References
    ----------
    Johnson, Kotz and Balakrishnan, *Continuous Univariate Distributions*, vol. 2 (1995), chapter 31.

    Examples
    --------
    >>> round(noncentral_t_cdf(2.0, 10, 1.0), 6)
    0.807612
    """
    x, nu, delta = _as_parameters(t, degrees_of_freedom, noncentrality)
    s, weights = spread_nodes(nu, x, delta)
    return plain((weights * np.asarray(normal_cdf(x[..., np.newaxis] * s - delta[..., np.newaxis]))).sum(axis=-1))


def mean_beyond(t: ArrayLike, degrees_of_freedom: ArrayLike, noncentrality: ArrayLike) -> FloatOrArray:
    r"""Return the part of the mean of a noncentral t that lies beyond t.

    .. math:: E\bigl[T\,[T > t]\bigr]
        = \int_0^\infty \frac{\varphi(t s - \delta) + \delta\,\Phi(\delta - t s)}{s}\, f_S(s)\, ds

    Parameters
    ----------
    t : array_like (...)
    degrees_of_freedom : array_like (...)
        More than 1.
    noncentrality : array_like (...)

    Returns
    -------
    float or array (...)
        Divided by the chance of T > t, the mean of those beyond.

    Examples
    --------
    >>> round(mean_beyond(0.0, 1e6, 0.0), 5)  # of a normal: φ(0)
    0.39894
    """
    x, nu, delta = _as_parameters(t, degrees_of_freedom, noncentrality)
    s, weights = spread_nodes(nu, x, delta)
    turn = x[..., np.newaxis] * s - delta[..., np.newaxis]
    inner = np.asarray(normal_pdf(turn)) + delta[..., np.newaxis] * np.asarray(normal_cdf(-turn))
    return plain((weights * inner / s).sum(axis=-1))


def spread_nodes(nu: FloatArray, t: FloatArray, delta: FloatArray) -> Spread:
    """Return nodes and weights for integrals of functions of t s - delta over the law of S.

    Examples
    --------
    >>> s, weights = spread_nodes(np.array(10.0), np.array(2.0), np.array(1.0))
    >>> round(float(weights.sum()), 12), round(float((weights * s**2).sum()), 12)
    (1.0, 1.0)
    """
    nu, t, delta = (a[..., np.newaxis] for a in np.broadcast_arrays(nu, t, delta))
    deviation = 1.0 / np.sqrt(2.0 * nu)
    low, high = np.maximum(1.0 - 11.0 * deviation, 0.0), 1.0 + 12.0 * deviation
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        turn = np.where(t == 0.0, high, (delta + TURN) / t)
    edges = np.concatenate([low, high, 1.0 + BULK * deviation, NEAR_ZERO * high, turn], axis=-1)
    edges = np.sort(np.clip(edges, low, high), axis=-1)
    half = 0.5 * np.diff(edges, axis=-1)[..., np.newaxis]
    middle = (edges[..., :-1] + edges[..., 1:])[..., np.newaxis] * 0.5
    unit_nodes, unit_weights = np.polynomial.legendre.leggauss(N_NODES)
    s = (middle + half * unit_nodes).reshape(*half.shape[:-2], -1)
    weights = (half * unit_weights).reshape(s.shape)
    s = np.maximum(s, 1e-300)
    log_norm = np.log(2.0) + 0.5 * nu * np.log(0.5 * nu) - np.asarray(log_gamma(0.5 * nu))
    # Of two large terms that cancel, the sum is written so that little is lost: s² - 1 - 2 log s.
    log_s = np.log(s)
    density = np.exp(log_norm - 0.5 * nu - 0.5 * nu * ((s - 1.0) * (s + 1.0) - 2.0 * log_s) - log_s)
    mass = density * weights
    return Spread(s, mass / mass.sum(axis=-1, keepdims=True))


def _as_parameters(
    t: ArrayLike, degrees_of_freedom: ArrayLike, noncentrality: ArrayLike
) -> tuple[FloatArray, FloatArray, FloatArray]:
    x, nu = as_array(t, "t"), as_array(degrees_of_freedom, "degrees_of_freedom")
    if (nu < 1.0).any():
        raise ValueError(f"degrees_of_freedom must be at least 1, got {nu.min():g}")
    first, second, third = np.broadcast_arrays(x, nu, as_array(noncentrality, "noncentrality"))
    return first, second, third

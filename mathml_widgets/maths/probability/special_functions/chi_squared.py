r"""The chi-squared distribution: a sum of squared standard normal numbers.

It is a gamma distribution of shape ν/2, stretched by two; so its areas are :math:`P(\nu/2, x/2)` and
:math:`Q(\nu/2, x/2)`.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from ...linear_algebra.arguments import FloatOrArray, plain
from .arguments import as_not_negative, as_positive, as_probability
from .gamma_quantiles import gamma_quantile
from .incomplete_gamma import log_gamma_tails


def chi_squared_cdf(x: ArrayLike, degrees_of_freedom: ArrayLike) -> FloatOrArray:
    r"""Return the area left of `x` under the chi-squared density, :math:`P(\nu/2, x/2)`.

    Parameters
    ----------
    x : array_like (...)
        Not negative; infinity allowed.
    degrees_of_freedom : array_like (...)
        The ν, positive.

    Returns
    -------
    float or array (...)

    Raises
    ------
    ValueError
        If `x` is negative or NaN, or degrees of freedom are not positive and finite.

    Examples
    --------
    >>> chi_squared_cdf(3.841458820694124, 1)
    0.95
    """
    x, nu = as_not_negative(x, "x"), as_positive(degrees_of_freedom, "degrees_of_freedom")
    return plain(np.exp(log_gamma_tails(nu / 2, x / 2)[0]))


def chi_squared_sf(x: ArrayLike, degrees_of_freedom: ArrayLike) -> FloatOrArray:
    r"""Return the area right of `x` under the chi-squared density, :math:`Q(\nu/2, x/2)`: a p-value.

    Parameters
    ----------
    x : array_like (...)
        Not negative; infinity allowed.
    degrees_of_freedom : array_like (...)
        The ν, positive.

    Returns
    -------
    float or array (...)
        With its relative accuracy where it is small.

    Raises
    ------
    ValueError
        If `x` is negative or NaN, or degrees of freedom are not positive and finite.

    Examples
    --------
    >>> chi_squared_sf([1.3862943611198906, 1000], 2)  # exp(-x/2)
    array([5.00000000e-001, 7.12457641e-218])
    """
    x, nu = as_not_negative(x, "x"), as_positive(degrees_of_freedom, "degrees_of_freedom")
    return plain(np.exp(log_gamma_tails(nu / 2, x / 2)[1]))


def chi_squared_quantile(
    probability: ArrayLike, degrees_of_freedom: ArrayLike, *, upper_tail: bool = False
) -> FloatOrArray:
    r"""Return the `x` with the given area to its left, or right, under the chi-squared density.

    Parameters
    ----------
    probability : array_like (...)
        Between 0 and 1.
    degrees_of_freedom : array_like (...)
        The ν, positive.
    upper_tail : bool
        Whether the probability is that of the area to the right.

    Returns
    -------
    float or array (...)

    Raises
    ------
    ValueError
        If a probability is NaN or outside 0 to 1, or degrees of freedom are not positive and finite.

    Examples
    --------
    >>> chi_squared_quantile(0.05, 1, upper_tail=True)
    3.841458821
    """
    p, nu = as_probability(probability), as_positive(degrees_of_freedom, "degrees_of_freedom")
    return plain(2 * gamma_quantile(nu / 2, *((1 - p, p) if upper_tail else (p, 1 - p))))

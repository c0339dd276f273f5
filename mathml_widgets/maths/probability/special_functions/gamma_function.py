r"""The gamma function by its logarithm: factorials between the whole numbers.

:math:`\Gamma(n) = (n-1)!`, and :math:`\Gamma(x+1) = x\,\Gamma(x)` for every positive x.
It outgrows float64 at 171, its logarithm never does.
Between 1 and 3 that logarithm is :math:`(x-1)(x-2)` times a smooth function, so its two zeros are exact; from 10 on
Stirling's series holds; in between, factors are taken off.
"""

from __future__ import annotations

from math import log, pi

import numpy as np
from numpy.typing import ArrayLike

from ...linear_algebra.arguments import FloatArray, FloatOrArray, plain
from .arguments import as_not_negative, by_region
from .chebyshev import chebyshev_sum

LOG_ROOT_2_PI = 0.5 * log(2 * pi)

# log Γ(x) / ((x - 1) (x - 2)) for x from 1 to 3.
LOG_GAMMA = (
    0.44148902545501423,
    -0.11119580321752523,
    0.01951044826068884,
    -0.003922461463025264,
    0.0008478989895953857,
    -0.00019153855341365593,
    4.454470184975607e-05,
    -1.05728743735943e-05,
    2.5474336873408417e-06,
    -6.208535880776316e-07,
    1.5268677399071546e-07,
    -3.782637660291326e-08,
    9.428100823624284e-09,
    -2.361999702184645e-09,
    5.943541905817546e-10,
    -1.501312977072867e-10,
    3.8050196458110534e-11,
    -9.672485299656325e-12,
    2.465348198355661e-12,
    -6.298868140791711e-13,
    1.6128460030283787e-13,
    -4.137949206814042e-14,
    1.0635701227757898e-14,
    -2.7382420786652826e-15,
    7.060670507214892e-16,
    -1.8232177141662118e-16,
    4.714169006756272e-17,
    -1.2204107319639856e-17,
    3.1630451661790255e-18,
    -8.206746544166728e-19,
)
# B_2k / (2k (2k - 1)), with the Bernoulli numbers B.
STIRLING = (1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188, -691 / 360360, 1 / 156, -3617 / 122400)


def log_gamma(x: ArrayLike) -> FloatOrArray:
    r"""Return the logarithm of the gamma function, :math:`\log \int_0^\infty t^{x-1} e^{-t} dt`.

    Parameters
    ----------
    x : array_like (...)
        Not negative.

    Returns
    -------
    float or array (...)
        Infinite at 0, exactly 0 at 1 and 2.

    Raises
    ------
    ValueError
        If `x` holds NaN or a negative number.

    Examples
    --------
    >>> log_gamma([0.5, 1, 5, 1e10])  # log √π, 0, log 24
    array([5.72364943e-01, 0.00000000e+00, 3.17805383e+00, 2.20258509e+11])
    """
    x = as_not_negative(x, "x")
    with np.errstate(divide="ignore", over="ignore"):
        regions = [
            (x < 1, lambda s: log_gamma_of_one_plus(s) - np.log(s)),
            (x <= 3, lambda s: log_gamma_of_one_plus(s - 1)),
            (x < 10, from_above_3),
            (x < 1e306, lambda s: (s - 0.5) * (np.log(s) - 1) + (LOG_ROOT_2_PI - 0.5) + stirling_series(s)),
            (x >= 1e306, lambda s: np.full_like(s, np.inf)),
        ]
        return plain(by_region(regions, x))


def log_gamma_of_one_plus(x: FloatArray) -> FloatArray:
    """Return log Γ(1 + x) for x from 0 to 2, as accurate for minute x as for others."""
    return x * (x - 1) * chebyshev_sum(LOG_GAMMA, x, 0, 2) + 0.0  # not minus 0 at 0


def from_above_3(x: FloatArray) -> FloatArray:
    """Return log Γ(x) for x from 3 to 10: whole steps down to between 2 and 3."""
    product = np.ones_like(x)
    for _ in range(7):
        down = np.where(x > 3, 1.0, 0.0)
        x = x - down
        product = np.where(down > 0, product * x, product)
    return np.log(product) + log_gamma_of_one_plus(x - 1)


def stirling_series(x: FloatArray) -> FloatArray:
    """Return Stirling's series for x from 10 on: what log Γ(x) is above its leading terms."""
    inverse = 1 / x
    square = inverse * inverse
    total = np.full_like(x, STIRLING[-1])
    for coefficient in STIRLING[-2::-1]:
        total = coefficient + square * total
    return total * inverse


def stirling_error(x: FloatArray) -> FloatArray:
    r"""Return what Stirling's formula lacks: :math:`\log\Gamma(x) - (x-\frac12)\log x + x - \frac12\log 2\pi`.

    Parameters
    ----------
    x : array (...)
        Positive; not checked.

    References
    ----------
    Loader, "Fast and accurate computation of binomial probabilities" (2000).

    Examples
    --------
    >>> stirling_error(np.array([1.0, 100.0]))
    array([0.08106147, 0.00083333])
    """

    def below_10(s: FloatArray) -> FloatArray:
        return np.asarray(log_gamma(s) - ((s - 0.5) * np.log(s) - s + LOG_ROOT_2_PI))

    return by_region([(x < 10, below_10), (x >= 10, stirling_series)], x)


def log_beta(a: ArrayLike, b: ArrayLike) -> FloatOrArray:
    r"""Return the logarithm of the beta function, :math:`\Gamma(a)\Gamma(b)/\Gamma(a+b)`.

    Parameters
    ----------
    a, b : array_like (...)
        Not negative.

    Returns
    -------
    float or array (...)
        Infinite where `a` or `b` is 0. For large arguments the parts of Stirling's formula that cancel are left
        out, so the small difference of large logarithms keeps its digits.

    Raises
    ------
    ValueError
        If an argument is NaN or negative.

    References
    ----------
    Didonato and Morris, "Algorithm 708", ACM Trans. Math. Softw. 18 (1992).

    Examples
    --------
    >>> log_beta(1, 4)  # log 1/4
    -1.386294361
    """
    a, b = np.broadcast_arrays(as_not_negative(a, "a"), as_not_negative(b, "b"))
    small, large = np.minimum(a, b), np.maximum(a, b)

    def sizes_apart(s: FloatArray, t: FloatArray) -> FloatArray:
        rest = stirling_series(t) - stirling_series(s + t)
        return np.asarray(log_gamma(s) + rest - (t - 0.5) * np.log1p(s / t) - s * (np.log(s + t) - 1))

    def both_large(s: FloatArray, t: FloatArray) -> FloatArray:
        rest = stirling_series(s) + stirling_series(t) - stirling_series(s + t)
        return rest + LOG_ROOT_2_PI - 0.5 * np.log(t) - (s - 0.5) * np.log1p(t / s) - t * np.log1p(s / t)

    regions = [
        (small == 0, lambda s, t: np.full_like(s, np.inf)),
        (large < 10, lambda s, t: np.asarray(log_gamma(s) + log_gamma(t) - log_gamma(s + t))),
        (small < 10, sizes_apart),
        (small >= 10, both_large),
    ]
    return plain(by_region(regions, small, large))

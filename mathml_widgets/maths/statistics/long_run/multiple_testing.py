r"""Twenty tests, one of them significant.

With m tests of true null hypotheses the chance of at least one at 5 % is :math:`1 - 0.95^m`.
Bonferroni and Holm hold the chance of any false positive at the level; Benjamini and Hochberg hold the expected share
of false ones among the positives, and find more.
Each is told as adjusted p-values, to be compared with the level as usual.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from ..arguments import FloatArray, FloatOrArray, as_array, as_fractions, as_samples, plain
from .power import as_levels


def bonferroni(p_values: ArrayLike) -> FloatArray:
    r"""Return Bonferroni's adjusted p-values.

    .. math:: \tilde p_i = \min(1, m\, p_i)

    Parameters
    ----------
    p_values : array_like (..., m)

    Returns
    -------
    array (..., m)
        Those at most alpha are rejected, with a chance of any false one of at most alpha.

    Raises
    ------
    ValueError
        If there are none, or one is outside [0, 1].

    Examples
    --------
    >>> bonferroni([0.01, 0.02, 0.5])
    array([0.03, 0.06, 1. ])
    """
    p = _as_p_values(p_values)
    return np.asarray(np.minimum(1.0, p.shape[-1] * p))


def holm(p_values: ArrayLike) -> FloatArray:
    r"""Return Holm's adjusted p-values, never larger than Bonferroni's.

    .. math:: \tilde p_{(i)} = \min\bigl(1,\ \max_{j \le i}\, (m - j + 1)\, p_{(j)}\bigr)

    Parameters
    ----------
    p_values : array_like (..., m)

    Returns
    -------
    array (..., m)
        Those at most alpha are rejected, with a chance of any false one of at most alpha.

    Raises
    ------
    ValueError
        If there are none, or one is outside [0, 1].

    References
    ----------
    Holm, "A simple sequentially rejective multiple test procedure", Scandinavian Journal of Statistics 6 (1979).

    Examples
    --------
    >>> holm([0.01, 0.02, 0.5])
    array([0.03, 0.04, 0.5 ])
    """
    p = _as_p_values(p_values)
    m = p.shape[-1]
    order = np.argsort(p, axis=-1)
    rising = np.maximum.accumulate(np.take_along_axis(p, order, -1) * np.arange(m, 0, -1), axis=-1)
    return _back(np.minimum(1.0, rising), order)


def benjamini_hochberg(p_values: ArrayLike) -> FloatArray:
    r"""Return Benjamini and Hochberg's adjusted p-values.

    .. math:: \tilde p_{(i)} = \min\bigl(1,\ \min_{j \ge i}\, \tfrac mj\, p_{(j)}\bigr)

    Parameters
    ----------
    p_values : array_like (..., m)

    Returns
    -------
    array (..., m)
        Those at most q are rejected, with an expected share of false ones of at most q where the tests are
        independent.

    Raises
    ------
    ValueError
        If there are none, or one is outside [0, 1].

    References
    ----------
    Benjamini and Hochberg, "Controlling the false discovery rate", Journal of the Royal Statistical Society B 57
    (1995).

    Examples
    --------
    >>> benjamini_hochberg([0.01, 0.02, 0.5])
    array([0.03, 0.03, 0.5 ])
    """
    p = _as_p_values(p_values)
    m = p.shape[-1]
    order = np.argsort(p, axis=-1)
    scaled = np.take_along_axis(p, order, -1) * (m / np.arange(1.0, m + 1.0))
    falling = np.minimum.accumulate(scaled[..., ::-1], axis=-1)[..., ::-1]
    return _back(np.minimum(1.0, falling), order)


def family_wise_error_rate(n_tests: ArrayLike, significance_level: ArrayLike = 0.05) -> FloatOrArray:
    r"""Return the chance of at least one false positive among independent tests.

    .. math:: 1 - (1 - \alpha)^m

    Parameters
    ----------
    n_tests : array_like (...)
        m.
    significance_level : array_like (...)
        Alpha of each.

    Examples
    --------
    >>> round(family_wise_error_rate(20), 3)
    0.642
    """
    m = as_array(n_tests, "n_tests")
    if (m < 0.0).any():
        raise ValueError(f"n_tests must not be negative, got {m.min():g}")
    return plain(-np.expm1(m * np.log1p(-as_levels(significance_level))))


def _as_p_values(p_values: ArrayLike) -> FloatArray:
    return as_fractions(as_samples(p_values, "p_values"), "p_values")


def _back(ordered: FloatArray, order: np.ndarray) -> FloatArray:
    result = np.empty_like(ordered)
    np.put_along_axis(result, order, ordered, axis=-1)
    return result

"""How fast a path arrives, promised and measured.

A method that converges linearly multiplies its error by the same factor at each step, in the long run. The factor
says how many steps shrink the error to a millionth, and the errors of a path say what the factor really was. The
two differ where the factor holds in the long run only, as for momentum at its best rate.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import ArrayLike

from .arguments import FloatArray, as_array, check_positive, plain


def predicted_iterations(factor: ArrayLike, reduction: float = 1e-6) -> float | FloatArray:
    r"""Return how many steps shrink the error to a fraction of itself, if each multiplies it by `factor`.

    .. math:: \lceil \log(\text{reduction}) / \log(\text{factor}) \rceil

    Parameters
    ----------
    factor : array_like (...)
        Zero or positive.
    reduction : float, default 1e-6
        Above 0 and below 1.

    Returns
    -------
    float, or array (...)
        A whole number; infinite for a factor of 1 or more, 1 for a factor of 0.

    Examples
    --------
    >>> predicted_iterations(0.1), predicted_iterations([0.5, 1.0])
    (6.0, array([20., inf]))
    """
    shrink = as_array(factor, "factor")
    if (shrink < 0.0).any():
        raise ValueError(f"factor must be zero or positive, got {shrink.min()}")
    if not 0.0 < check_positive(reduction, "reduction") < 1.0:
        raise ValueError(f"reduction must lie between 0 and 1, got {reduction}")
    with np.errstate(divide="ignore"):
        steps = math.log(reduction) / np.log(np.where(shrink < 1.0, shrink, 1.0))
    # A quotient of logarithms that is whole but for rounding is that whole number.
    whole = np.ceil(steps - 1e-12 * np.abs(np.where(np.isfinite(steps), steps, 0.0)))
    result: float | FloatArray = plain(np.where(shrink < 1.0, np.maximum(whole, 1.0), np.inf))
    return result


def measured_factor(distances: ArrayLike) -> float:
    r"""Return the factor by which a sequence of errors shrank at each step, over its later half.

    .. math:: (e_K / e_J)^{1 / (K - J)}, \quad J = \lfloor K / 2 \rfloor

    which is the geometric mean of the ratios.

    Parameters
    ----------
    distances : array_like (n_steps + 1,)
        Non-negative, such as gradient norms or distances to the minimum.  What follows the first zero is left
        out.

    Returns
    -------
    float
        0 where an error of zero is reached at once; NaN where there is no step, or no error to shrink.

    Examples
    --------
    >>> measured_factor([8.0, 4.0, 2.0, 1.0, 0.5])
    0.5
    """
    errors = as_array(distances, "distances")
    if errors.ndim != 1 or (errors < 0.0).any():
        raise ValueError(f"distances must be non-negative with shape (n_steps + 1,), got shape {errors.shape}")
    zero = np.flatnonzero(errors == 0.0)
    positive = errors[: zero[0]] if zero.size else errors
    if len(positive) < 2:
        return 0.0 if len(positive) == 1 and zero.size else math.nan
    last = len(positive) - 1
    middle = last // 2
    return float(math.exp((math.log(positive[last]) - math.log(positive[middle])) / (last - middle)))


def measured_iterations(distances: ArrayLike, reduction: float = 1e-6) -> float:
    """Return the first step from which on a sequence of errors stays below a fraction of the first.

    Parameters
    ----------
    distances : array_like (n_steps + 1,)
    reduction : float, default 1e-6

    Returns
    -------
    float
        Infinite where it does not.

    Examples
    --------
    >>> measured_iterations([1.0, 0.1, 0.01, 0.001], 0.05)
    2.0
    """
    errors = np.asarray(distances, dtype=float)
    if errors.ndim != 1 or errors.size == 0:
        raise ValueError(f"distances must have shape (n_steps + 1,), got shape {errors.shape}")
    above = np.flatnonzero(~(errors <= check_positive(reduction, "reduction") * errors[0]))
    first = int(above[-1]) + 1 if above.size else 0
    return float(first) if first < len(errors) else math.inf

r"""How much a loss jitters: what it differs by from one point to the next for no reason.

Second derivatives from values divide by the square of a small step, and whatever is not smooth in the values is
blown up by it: a loss in float32 seems bent at random, and one with dropout seems all saddle.
The differences of a high order of equally spaced values tell: those of a smooth function vanish with the step, those of
noise grow, by a known factor.
"""

from __future__ import annotations

from collections.abc import Generator
from math import comb

import numpy as np
from numpy.typing import ArrayLike

from ..linear_algebra.arguments import FloatArray, as_array
from .landscapes import Landscape
from .refinements import Refinement

N_VALUES = 9
ORDER = 4


def noise_of(values: ArrayLike) -> float:
    r"""Return the standard deviation of the noise in equally spaced values of a smooth function.

    .. math:: \sigma^2 = \binom{2 k}{k}^{-1} \frac{1}{m - k} \sum_i (\Delta^k f_i)^2

    Parameters
    ----------
    values : array_like (m,)
        So near to each other that a polynomial of degree 3 fits what is smooth in them; m is 5 at least.

    Raises
    ------
    ValueError
        If the values are too few or not finite.

    Notes
    -----
    Here k is 4. The variance of a difference of order k is the sum of the squares of the binomial coefficients.

    References
    ----------
    Moré and Wild, "Estimating computational noise", SIAM Journal on Scientific Computing 33 (2011), pp. 1292-1314.

    Examples
    --------
    >>> noise_of([0.0, 1.0, 8.0, 27.0, 64.0, 125.0])  # a cubic
    0.0
    >>> noisy = np.arange(1000.0) ** 2 + np.random.default_rng(0).normal(scale=0.5, size=1000)
    >>> round(noise_of(noisy), 1)
    0.5
    """
    f = as_array(values, "values")
    if f.ndim != 1 or len(f) <= ORDER:
        raise ValueError(f"values must be a row of at least {ORDER + 1} numbers, got shape {f.shape}")
    return float(np.sqrt((np.diff(f, ORDER) ** 2).mean() / comb(2 * ORDER, ORDER)))


def measured_noise(
    landscape: Landscape, point: FloatArray, direction: FloatArray, step: float
) -> Generator[Refinement, None, float | None]:
    """Return the noise of a loss relative to its size nearby, after a pause for each evaluation.

    Parameters
    ----------
    landscape : Landscape
    point : array (n,)
    direction : array (n,)
        Of length 1.
    step : float
        Between the 9 values.

    Returns
    -------
    generator
        For ``yield from``; what it returns is None where a value is not finite.

    Examples
    --------
    >>> from mathml_widgets.maths.geometry import loss_landscape
    >>> land = loss_landscape(lambda p: float(np.float32(p @ p)), [1.0, 2.0])
    >>> def told():
    ...     print(1e-9 < (yield from measured_noise(land, land.start, np.array([1.0, 0.0]), 1e-4)) < 1e-7)
    >>> pauses = len(list(told()))
    True
    >>> pauses
    9
    """
    values = np.empty(N_VALUES)
    for k in range(N_VALUES):
        values[k] = landscape.at(point + (k - N_VALUES // 2) * step * direction)
        yield Refinement(None, 0.0)
    size = float(np.abs(values).max())
    if not np.isfinite(size):
        return None
    return noise_of(values / size) if size > 0.0 else 0.0

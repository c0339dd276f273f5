r"""Draws by inverting the cdf.

The cdf of a random number is uniform between 0 and 1: so a uniform number, sent backwards through it, is a draw.
One uniform number makes one draw, nothing is refused, and equal steps up the cdf are equal probabilities.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
from numpy.random import Generator

from ...linear_algebra.arguments import FloatArray
from ..counts import as_count
from ..distribution import Distribution


class InverseCdfDraws(NamedTuple):
    """Draws, and the uniform numbers that they were made of."""

    samples: FloatArray
    """(n,)"""
    uniforms: FloatArray
    """(n,)"""


def sample_by_inverse_cdf(
    quantile: Distribution | Callable[[FloatArray], Any], n: int, generator: Generator
) -> InverseCdfDraws:
    r"""Draw :math:`x = F^{-1}(u)` with u uniform.

    Parameters
    ----------
    quantile : Distribution or callable
        A distribution, or the inverse of a cdf as a function of arrays.
    n : int
    generator : Generator

    Returns
    -------
    InverseCdfDraws

    Raises
    ------
    ValueError
        If `n` is not at least 1, or the inverse does not return one number for each.

    References
    ----------
    Devroye, "Non-uniform random variate generation" (1986), section II.2.

    Examples
    --------
    >>> draws = sample_by_inverse_cdf(lambda u: -np.log1p(-u), 3, np.random.default_rng(0))
    >>> draws.uniforms.round(3), draws.samples.round(3)
    (array([0.637, 0.27 , 0.041]), array([1.013, 0.314, 0.042]))
    """
    n = as_count(n, "n")
    uniforms = generator.random(n)
    inverse = quantile.quantile if isinstance(quantile, Distribution) else quantile
    samples = np.asarray(inverse(uniforms), dtype=np.float64)
    if samples.shape != (n,) or np.isnan(samples).any():
        raise ValueError(f"quantile must return one number for each of {n}, got shape {samples.shape} or NaN")
    return InverseCdfDraws(samples, uniforms)

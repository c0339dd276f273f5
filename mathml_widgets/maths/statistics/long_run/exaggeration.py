r"""What is left when only significant results are told.

A weak study reaches significance only when luck makes its estimate large; so the significant ones, taken by
themselves, overstate the effect, and now and then have the wrong sign.
By how much follows from power alone: the mean of the noncentral t beyond the critical value.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from ...probability.special_functions import student_t_quantile
from ..arguments import FloatOrArray, as_array, plain
from .noncentral_t import mean_beyond, noncentral_t_cdf
from .power import as_levels, design_of


class Exaggeration(NamedTuple):
    """What significant studies report; numbers or arrays (...).

    Attributes
    ----------
    power : float
    mean_estimate : float
        Mean estimate of Cohen's d over all studies.
    mean_significant : float
        Over the significant ones, with their signs.
    ratio : float
        Mean size of significant estimates over the true effect; infinite without an effect.
    wrong_sign : float
        Share of the significant estimates that have the wrong sign; NaN without an effect.
    """

    power: FloatOrArray
    mean_estimate: FloatOrArray
    mean_significant: FloatOrArray
    ratio: FloatOrArray
    wrong_sign: FloatOrArray


def exaggeration_ratio(
    effect_size: ArrayLike,
    sample_size: ArrayLike,
    second_size: ArrayLike | None = None,
    *,
    design: str = "two-sample",
    significance_level: ArrayLike = 0.05,
) -> Exaggeration:
    r"""Return by how much significant t-tests overstate an effect.

    .. math:: \text{ratio} = \frac{E\bigl[\,|\hat d|\ \bigm|\ p < \alpha\,\bigr]}{|d|}

    Parameters
    ----------
    effect_size : array_like (...)
        Cohen's d.
    sample_size : array_like (...)
        Of each group, or of the first.
    second_size : array_like (...), optional
    design : {'two-sample', 'one-sample'}
    significance_level : array_like (...)
        Two-sided.

    Returns
    -------
    Exaggeration

    Raises
    ------
    ValueError
        If there are fewer than two degrees of freedom, or the level is outside (0, 1).

    References
    ----------
    Gelman and Carlin, "Beyond power calculations: assessing type S (sign) and type M (magnitude) errors",
    Perspectives on Psychological Science 9 (2014).

    Examples
    --------
    >>> found = exaggeration_ratio(0.5, 20)
    >>> round(found.mean_estimate, 2), round(found.mean_significant, 2), round(found.ratio, 2)
    (0.51, 0.87, 1.74)
    """
    nu, unit = design_of(sample_size, second_size, design)
    if (nu < 2.0).any():
        raise ValueError("sample_size must leave at least 2 degrees of freedom, got 1")
    d = as_array(effect_size, "effect_size")
    delta = d / unit
    critical = -np.asarray(student_t_quantile(0.5 * as_levels(significance_level), nu))
    above = np.asarray(noncentral_t_cdf(-critical, nu, -delta))
    below = np.asarray(noncentral_t_cdf(-critical, nu, delta))
    up, down = np.asarray(mean_beyond(critical, nu, delta)), np.asarray(mean_beyond(critical, nu, -delta))
    power = above + below
    everything = np.asarray(mean_beyond(0.0, nu, delta)) - np.asarray(mean_beyond(0.0, nu, -delta))
    size = unit * (up + down) / power
    none = d == 0.0
    divisor = np.where(none, 1.0, np.abs(d))
    return Exaggeration(
        plain(power),
        plain(unit * everything),
        plain(unit * (up - down) / power),
        plain(np.where(none, np.inf, size / divisor)),
        plain(np.where(none, np.nan, np.where(d > 0.0, below, above) / power)),
    )

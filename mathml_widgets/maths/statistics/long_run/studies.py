"""The same study, ten thousand times.

Each study draws two groups of normal values with a given difference, tests them, and reports an estimate, an interval
and a p-value.
One study shows one of these; the whole shows how much they dance, how many are significant, and what is left if only
those are published.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from ..arguments import BoolArray, FloatArray, as_array, check_count, check_fraction
from ..intervals.proportions import Interval, clopper_pearson
from ..testing.t_tests import t_test


class Studies(NamedTuple):
    """Simulated two-sample studies.

    Attributes
    ----------
    estimates : array (n_studies,)
        Cohen's d: difference of means over the pooled standard deviation.
    differences, low, high : array (n_studies,)
        Difference of means in true standard deviations, with its interval.
    p_values : array (n_studies,)
    significant : array (n_studies,) of bool
    power : float
        Share of the significant ones.
    power_interval : Interval
    mean_estimate, mean_significant : float
        Mean of d over all, and over the significant ones (NaN if there are none).
    exaggeration : float
        Mean size of the significant estimates over the true effect; NaN if there are none.
    """

    estimates: FloatArray
    differences: FloatArray
    low: FloatArray
    high: FloatArray
    p_values: FloatArray
    significant: BoolArray
    power: float
    power_interval: Interval
    mean_estimate: float
    mean_significant: float
    exaggeration: float


def simulate_studies(
    effect_size: float,
    sample_size: int,
    *,
    n_studies: int = 10_000,
    significance_level: float = 0.05,
    level: float = 0.95,
    rng: np.random.Generator | None = None,
) -> Studies:
    """Return many two-sample t-tests of normal data.

    Parameters
    ----------
    effect_size : float
        True difference of means, in standard deviations.
    sample_size : int
        Of each group, at least 2.
    n_studies : int
    significance_level, level : float
        Of the tests, and of the intervals.
    rng : numpy.random.Generator, optional
        By default one with seed 0.

    Returns
    -------
    Studies

    Raises
    ------
    ValueError
        If a group has fewer than two cases.

    Examples
    --------
    >>> found = simulate_studies(0.5, 20)
    >>> bool(found.power_interval.low < 0.338 < found.power_interval.high)
    True
    """
    n, count = check_count(sample_size, "sample_size", at_least=2), check_count(n_studies, "n_studies")
    effect = float(as_array(effect_size, "effect_size"))
    alpha = check_fraction(significance_level, "significance_level")
    rng = np.random.default_rng(0) if rng is None else rng
    first, second = effect + rng.normal(size=(count, n)), rng.normal(size=(count, n))
    test = t_test(first, second, level=level)
    estimates = np.asarray(test.statistic * np.sqrt(2.0 / n))
    significant = np.asarray(test.p_value < alpha)
    chosen = estimates[significant]
    nan = float("nan")
    ratio = nan if not chosen.size else float("inf") if effect == 0.0 else float(np.abs(chosen).mean()) / abs(effect)
    return Studies(
        estimates,
        np.asarray(test.difference),
        np.asarray(test.low),
        np.asarray(test.high),
        np.asarray(test.p_value),
        significant,
        float(significant.mean()),
        clopper_pearson(int(significant.sum()), count),
        float(estimates.mean()),
        float(chosen.mean()) if chosen.size else nan,
        ratio,
    )

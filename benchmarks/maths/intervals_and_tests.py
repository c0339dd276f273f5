"""A hundred thousand t intervals, and as many Welch tests, of samples of thirty, with their coverage.

Everybody gets the samples as rows, and statsmodels, which wants columns, their transpose.  The errors are the largest
relative ones of ends and p-values over two hundred samples, against sums without rounding and SciPy's special
functions.
"""

from math import fsum
from typing import Any

from benchmarks.maths.race import Job, Task, accurate, faster, main

SAMPLES, SIZE, CHECKED = 100_000, 30, 200


def samples(seed: int) -> Any:
    import numpy as np

    return np.random.default_rng(seed).normal(size=(SAMPLES, SIZE))


def our_intervals() -> Task:
    from mathml_widgets.maths import statistics

    x = samples(0)

    def task() -> Any:
        low, high = statistics.t_interval(x)
        return low, high, ((low <= 0) & (high >= 0)).mean()

    return task


def statsmodels_intervals() -> Task:
    from statsmodels.stats.weightstats import DescrStatsW

    x = samples(0)

    def task() -> Any:
        low, high = DescrStatsW(x.T).tconfint_mean()
        return low, high, ((low <= 0) & (high >= 0)).mean()

    return task


def scipy_intervals() -> Task:
    from scipy import stats

    x = samples(0)

    def task() -> Any:
        low, high = stats.ttest_1samp(x, 0, axis=1).confidence_interval()
        return low, high, ((low <= 0) & (high >= 0)).mean()

    return task


def our_tests() -> Task:
    from mathml_widgets.maths import statistics

    x, y = samples(0), samples(1)

    def task() -> Any:
        p = statistics.welch_test(x, y).p_value
        return p, (p > 0.05).mean()

    return task


def statsmodels_tests() -> Task:
    from statsmodels.stats.weightstats import CompareMeans, DescrStatsW

    x, y = samples(0), samples(1)

    def task() -> Any:
        p = CompareMeans(DescrStatsW(x.T), DescrStatsW(y.T)).ttest_ind(usevar="unequal")[1]
        return p, (p > 0.05).mean()

    return task


def scipy_tests() -> Task:
    from scipy import stats

    x, y = samples(0), samples(1)

    def task() -> Any:
        p = stats.ttest_ind(x, y, axis=1, equal_var=False).pvalue
        return p, (p > 0.05).mean()

    return task


def moments(row: Any) -> tuple[float, float]:
    mean = fsum(row) / SIZE
    return mean, fsum((value - mean) ** 2 for value in row) / (SIZE - 1)


def interval_error(answer: Any) -> float:
    from scipy import special

    low, high, coverage = answer
    worst = abs(coverage - 0.95) > 0.01
    for k, row in enumerate(samples(0)[:CHECKED]):
        mean, variance = moments(row)
        half = special.stdtrit(SIZE - 1, 0.975) * (variance / SIZE) ** 0.5
        worst = max(worst, abs(low[k] / (mean - half) - 1), abs(high[k] / (mean + half) - 1))
    return float(worst)


def test_error(answer: Any) -> float:
    from scipy import special

    p, coverage = answer
    worst = abs(coverage - 0.95) > 0.01
    for k, (first, second) in enumerate(zip(samples(0)[:CHECKED], samples(1)[:CHECKED], strict=True)):
        (m1, v1), (m2, v2) = moments(first), moments(second)
        t = (m1 - m2) / ((v1 + v2) / SIZE) ** 0.5
        freedom = (SIZE - 1) * (v1 + v2) ** 2 / (v1**2 + v2**2)
        worst = max(worst, abs(p[k] / (2 * special.stdtr(freedom, -abs(t))) - 1))
    return float(worst)


JOBS = {
    "intervals": Job(
        "100,000 t intervals of 30 values",
        {"ours": our_intervals, "statsmodels": statsmodels_intervals, "scipy": scipy_intervals},
        interval_error,
        (faster("ours", "statsmodels", 3), faster("ours", "scipy", 15), accurate("ours", 1e-11)),
    ),
    "tests": Job(
        "100,000 Welch tests of 30 and 30 values",
        {"ours": our_tests, "statsmodels": statsmodels_tests, "scipy": scipy_tests},
        test_error,
        (faster("ours", "statsmodels", 3), faster("ours", "scipy", 15), accurate("ours", 1e-11)),
    ),
}

if __name__ == "__main__":
    main(__spec__.name, JOBS)

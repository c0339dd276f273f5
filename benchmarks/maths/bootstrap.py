"""Ten thousand bootstrap resamples of a thousand values: percentile intervals for mean and median.

SciPy comes with several batch sizes; its best is what counts.  The error is that of the standard error, relative to
the exact one: of the mean it is the standard deviation over the square root of n, of the median that of the law of
its place.  Ten thousand resamples leave a scatter of 0.7 %.
"""

from collections.abc import Callable, Mapping
from typing import Any

from benchmarks.maths.race import Figures, Goal, Job, Maker, Task, accurate, main

SIZE, RESAMPLES, BATCHES = 1000, 10_000, (10, 100, 1000, 10_000)


def sample() -> Any:
    import numpy as np

    return np.random.default_rng(0).exponential(size=SIZE)


def ours(name: str) -> Maker:
    def make() -> Task:
        import numpy as np

        from mathml_widgets.maths import statistics

        x = sample()

        def task() -> Any:
            found = statistics.bootstrap(x, name, n_resamples=RESAMPLES, rng=np.random.default_rng(1))
            return found.low, found.high, found.standard_error

        return task

    return make


def scipy(name: str, batch: int) -> Maker:
    def make() -> Task:
        import numpy as np
        from scipy import stats

        x, function = sample(), getattr(np, name)

        def task() -> Any:
            found = stats.bootstrap(
                (x,),
                function,
                vectorized=True,
                method="percentile",
                n_resamples=RESAMPLES,
                batch=batch,
                rng=np.random.default_rng(1),
            )
            return *found.confidence_interval, found.standard_error

        return task

    return make


def error_of(name: str) -> Callable[[Any], float]:
    def error(answer: Any) -> float:
        import numpy as np

        x = np.sort(sample())
        if name == "mean":
            return abs(answer[2] / (x.std() / SIZE**0.5) - 1)
        # The median of an even number is the mean of two neighbours, whose law needs both places: at least half of
        # the draws fall on the first i + 1 places, and at least half on those from j on.
        return abs(answer[2] / even_median_deviation(x) - 1)

    return error


def even_median_deviation(x: Any) -> float:
    """Return the exact standard deviation of the median of a resample of an even number of sorted values."""
    import numpy as np
    from scipy import special

    n = len(x)
    half, log_n = n // 2, np.log(n)
    places = np.arange(n)
    # P(the half-th is at i or before, the next at j or after) for i < j: half draws on each side.
    log_choose = special.gammaln(n + 1) - 2 * special.gammaln(half + 1)
    i, j = np.meshgrid(places, places, indexing="ij")
    split = np.exp(log_choose + half * (np.log(i + 1) + np.log(np.maximum(n - j, 1e-300)) - 2 * log_n))
    apart = np.where(i < j, split, 0.0)
    # The chance of exactly (i, j) is a second difference.
    padded = np.zeros((n + 1, n + 1))
    padded[1:, :n] = apart
    both = padded[1:, :n] - padded[:-1, :n] - padded[1:, 1:] + padded[:-1, 1:]
    both = np.where(i < j, both, 0.0)
    at_most = special.betainc(half, n - half + 1, (places + 1) / n)
    first = np.diff(at_most, prepend=0.0)
    same = first - both.sum(axis=1)
    values = 0.5 * (x[:, None] + x)
    law = both + np.diag(same)
    mean = (law * values).sum()
    return float(np.sqrt((law * (values - mean) ** 2).sum()))


def faster_than_best(times: float) -> Goal:
    def judge(found: Mapping[str, Figures]) -> tuple[bool, str]:
        best = min(figures.warm for name, figures in found.items() if name.startswith("scipy"))
        ratio = best / found["ours"].warm
        return ratio >= times, f"{ratio:.3g}x"

    return Goal(f"ours >= {times:.3g}x scipy's best batch (warm)", judge)


def contestants(name: str) -> dict[str, Maker]:
    return {"ours": ours(name)} | {f"scipy, batch {batch}": scipy(name, batch) for batch in BATCHES}


JOBS = {
    "mean": Job(
        "the mean of 1000, 10,000 resamples",
        contestants("mean"),
        error_of("mean"),
        (faster_than_best(1), accurate("ours", 0.03)),
    ),
    "median": Job(
        "the median of 1000, 10,000 resamples",
        contestants("median"),
        error_of("median"),
        (faster_than_best(100), accurate("ours", 0.03)),
    ),
}

if __name__ == "__main__":
    main(__spec__.name, JOBS)

"""Permutation tests of 50 against 50: ranks and whole numbers exactly, other numbers by 100,000 permutations.

The numbers that are not whole are whole ones times pi, so that their exact p-value is known too: it is counted in
whole numbers without rounding.  The errors are relative ones of the p-value; that of 100,000 permutations is about a
hundredth for a p-value of 0.05.
"""

from collections.abc import Callable
from fractions import Fraction
from functools import lru_cache
from math import pi
from typing import Any

from benchmarks.maths.race import Job, Maker, Task, accurate, faster, main, within

SIZE, RESAMPLES = 50, 100_000


def data(kind: str) -> Any:
    import numpy as np

    rng = np.random.default_rng(3)
    if kind == "ranks":
        values = np.concatenate([np.arange(100.0)[0::2], np.arange(100.0)[1::2]])
        values[:SIZE] = np.where(values[:SIZE] > 70, values[:SIZE] + 30, values[:SIZE])
        values = values.argsort().argsort().astype(float)
    else:
        values = np.concatenate([rng.integers(0, 40, SIZE) + 5, rng.integers(0, 40, SIZE)]).astype(float)
    return values[:SIZE], values[SIZE:]


def scale(kind: str) -> float:
    return pi if kind == "numbers" else 1.0


def ours(kind: str) -> Maker:
    def make() -> Task:
        import numpy as np

        from mathml_widgets.maths import statistics

        first, second = (scale(kind) * part for part in data(kind))
        return lambda: (
            statistics.permutation_test(first, second, n_resamples=RESAMPLES, rng=np.random.default_rng(0)).p_value
        )

    return make


def scipy(kind: str) -> Maker:
    def make() -> Task:
        import numpy as np
        from scipy import stats

        first, second = (scale(kind) * part for part in data(kind))

        def difference(x: Any, y: Any, axis: int) -> Any:
            return x.mean(axis=axis) - y.mean(axis=axis)

        return lambda: (
            stats.permutation_test(
                (first, second),
                difference,
                vectorized=True,
                n_resamples=RESAMPLES,
                batch=1000,
                rng=np.random.default_rng(0),
            ).pvalue
        )

    return make


def mlxtend(kind: str) -> Maker:
    def make() -> Task:
        from mlxtend.evaluate import permutation_test

        first, second = (scale(kind) * part for part in data(kind))
        return lambda: permutation_test(first, second, method="approximate", num_rounds=RESAMPLES, seed=0)

    return make


@lru_cache
def exact(kind: str) -> Fraction:
    """Return the two-sided p-value, counted in whole numbers."""
    first, second = data(kind)
    whole = [int(value) for value in [*first, *second]]
    ways: list[dict[int, int]] = [{} for _ in range(SIZE + 1)]
    ways[0][0] = 1
    for value in whole:
        for size in range(SIZE, 0, -1):
            for total, count in ways[size - 1].items():
                ways[size][total + value] = ways[size].get(total + value, 0) + count
    observed, law = int(first.sum()), ways[SIZE]
    everything = sum(law.values())
    above = sum(count for total, count in law.items() if total >= observed)
    below = sum(count for total, count in law.items() if total <= observed)
    return min(Fraction(1), Fraction(2 * min(above, below), everything))


def error_of(kind: str) -> Callable[[Any], float]:
    return lambda p: float(abs(Fraction(float(p)) / exact(kind) - 1))


def contestants(kind: str) -> dict[str, Maker]:
    return {"ours": ours(kind), "scipy": scipy(kind), "mlxtend": mlxtend(kind)}


JOBS = {
    "ranks": Job(
        "100 ranks",
        contestants("ranks"),
        error_of("ranks"),
        (within("ours", 0.010), accurate("ours", 1e-11)),
    ),
    "whole": Job(
        "100 whole numbers below 45",
        contestants("whole"),
        error_of("whole"),
        (within("ours", 0.010), accurate("ours", 1e-11)),
    ),
    "numbers": Job(
        "100 numbers, 100,000 permutations",
        contestants("numbers"),
        error_of("numbers"),
        (faster("ours", "scipy", 3), accurate("ours", 0.05)),
    ),
}

if __name__ == "__main__":
    main(__spec__.name, JOBS)

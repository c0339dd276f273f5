"""Measures of joint tables, information of discrete columns, and of continuous ones, beside their peers.

    python -m benchmarks.maths.information [tables columns neighbours]

Run it with an interpreter that has the peers (`pip install scipy scikit-learn dit pyitlib`); one that is missing is
reported as missing. Errors are relative: for tables against entropies summed exactly, for columns against the table's
own sum, for neighbours against brute force over all pairs.
"""

import math
from functools import cache
from typing import Any

from benchmarks.maths.race import Job, Task, accurate, faster, main

SIZES = (10, 1000)
PAIRS, POINTS, K = 1_000_000, 10_000, 3


@cache
def tables() -> list[Any]:
    import numpy as np

    generator = np.random.default_rng(0)
    found = []
    for size in SIZES:
        table = generator.random((size, size)) ** 3
        found.append(table / table.sum())
    return found


@cache
def columns() -> tuple[Any, Any]:
    import numpy as np

    generator = np.random.default_rng(0)
    x = generator.integers(0, 10, PAIRS)
    return x, (x + generator.integers(0, 3, PAIRS)) % 10


@cache
def cloud() -> tuple[Any, Any]:
    import numpy as np

    generator = np.random.default_rng(0)
    x = generator.normal(size=POINTS)
    return x, 0.6 * x + 0.8 * generator.normal(size=POINTS)


def eight(h_x: float, h_y: float, h_xy: float) -> list[float]:
    """Entropies, conditional entropies, mutual and variation of information, and the shared part, in bits."""
    shared = h_x + h_y - h_xy
    return [h_x, h_y, h_xy, h_xy - h_y, h_xy - h_x, shared, h_xy - shared, shared / h_xy]


def ours_tables() -> Task:
    from mathml_widgets.maths import information

    given = tables()
    return lambda: [list(information.joint_measures(table)) for table in given]


def scipy_tables() -> Task:
    from scipy.stats import entropy

    given = tables()

    def run() -> list[list[float]]:
        return [
            eight(entropy(t.sum(axis=1), base=2), entropy(t.sum(axis=0), base=2), entropy(t.ravel(), base=2))
            for t in given
        ]

    return run


def pyitlib_tables() -> Task:
    import numpy as np
    from pyitlib import discrete_random_variable as drv

    given = tables()

    def run() -> list[list[float]]:
        return [
            eight(*(float(drv.entropy_pmf(np.ravel(part))) for part in (t.sum(axis=1), t.sum(axis=0), t)))
            for t in given
        ]

    return run


def dit_tables() -> Task:
    import dit

    given = tables()

    def run() -> list[list[float]]:
        found = []
        for t in given:
            outcomes = [(i, j) for i in range(len(t)) for j in range(len(t))]
            d = dit.Distribution(outcomes, t.ravel(), validate=False)
            found.append(eight(*(float(dit.shannon.entropy(d, which)) for which in ([0], [1], [0, 1]))))
        return found

    return run


@cache
def exact_tables() -> list[list[float]]:
    def h(values: Any) -> float:
        return math.fsum(-v * math.log2(v) for v in values.tolist() if v > 0)

    return [eight(h(t.sum(axis=1)), h(t.sum(axis=0)), h(t.ravel())) for t in tables()]


def tables_error(answer: list[list[float]]) -> float:
    worst = 0.0
    for found, exact in zip(answer, exact_tables(), strict=True):
        worst = max(worst, *(abs(a - b) / exact[2] for a, b in zip(found, exact, strict=True)))
    return worst


def ours_columns() -> Task:
    from mathml_widgets.maths import information

    x, y = columns()
    return lambda: information.mutual_information(information.joint_counts(x, y).probabilities, math.e)


def sklearn_columns() -> Task:
    from sklearn.metrics import mutual_info_score

    x, y = columns()
    return lambda: mutual_info_score(x, y)


def pyitlib_columns() -> Task:
    from pyitlib import discrete_random_variable as drv

    x, y = columns()
    return lambda: float(drv.information_mutual(x, y, base=math.e))


def columns_error(answer: float) -> float:
    from collections import Counter

    x, y = columns()
    both, one, other = Counter(zip(x.tolist(), y.tolist(), strict=True)), Counter(x.tolist()), Counter(y.tolist())
    exact = math.fsum(c / PAIRS * math.log(c * PAIRS / (one[a] * other[b])) for (a, b), c in both.items())
    return abs(answer - exact) / exact


def ours_neighbours() -> Task:
    from mathml_widgets.maths import information

    x, y = cloud()
    return lambda: information.ksg_mutual_information(x, y, K, math.e)


def sklearn_neighbours() -> Task:
    from sklearn.feature_selection._mutual_info import _compute_mi_cc

    x, y = cloud()
    return lambda: float(_compute_mi_cc(x, y, K))


def neighbours_error(answer: float) -> float:
    import numpy as np
    from scipy.special import digamma

    x, y = cloud()
    total = 0.0
    for i in range(POINTS):
        dx, dy = np.abs(x - x[i]), np.abs(y - y[i])
        reach = np.partition(np.maximum(dx, dy), K)[K]  # the point itself is the nearest
        total += float(digamma((dx < reach).sum()) + digamma((dy < reach).sum()))
    return float(abs(answer - (digamma(K) + digamma(POINTS) - total / POINTS)))


JOBS = {
    "tables": Job(
        "Eight measures of joint tables 10x10 and 1000x1000",
        {"ours": ours_tables, "scipy.stats": scipy_tables, "pyitlib": pyitlib_tables, "dit": dit_tables},
        tables_error,
        (faster("ours", "scipy.stats", 2.5), accurate("ours", 1e-14)),
    ),
    "columns": Job(
        "Mutual information of 1e6 pairs of 10 symbols each",
        {"ours": ours_columns, "scikit-learn": sklearn_columns, "pyitlib": pyitlib_columns},
        columns_error,
        (faster("ours", "scikit-learn", 80), accurate("ours", 1e-13)),
    ),
    "neighbours": Job(
        "Mutual information of 1e4 continuous pairs by 3 neighbours (error absolute, in nats)",
        {"ours": ours_neighbours, "scikit-learn": sklearn_neighbours},
        neighbours_error,
        (faster("ours", "scikit-learn", 2), accurate("ours", 1e-12)),
    ),
}

if __name__ == "__main__":
    main(__spec__.name, JOBS)

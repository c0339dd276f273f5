"""Maximum entropy of a die, of 1000 states with four moments, and near the boundary, beside general solvers.

    python -m benchmarks.maths.maximum_entropy [die moments boundary]

Run it with an interpreter that has the peers (`pip install scipy clarabel mpmath`); one that is missing is reported as
missing. Errors are the largest of any probability against Newton's method in 40 digits on the same floats.
"""

from collections.abc import Callable
from functools import cache
from typing import Any

from benchmarks.maths.race import Job, Task, accurate, faster, main

STATES = 1000
PROBLEMS = ("die", "moments", "boundary")


@cache
def problem(name: str) -> tuple[Any, Any, Any]:
    """Return the support, the features (n_features, n_states) and their averages."""
    import numpy as np

    if name == "moments":
        x = np.linspace(-3, 3, STATES)
        return x, np.array([x**k for k in range(1, 5)]), np.array([0.2, 1.0, 0.3, 2.4])
    x = np.arange(1.0, 7.0)
    return x, x[None], np.array([4.5 if name == "die" else 5.999999])


def ours(name: str) -> Callable[[], Task]:
    def prepare() -> Task:
        from mathml_widgets.maths import information

        given = problem(name)
        return lambda: information.maximum_entropy(*given).probabilities

    return prepare


def brentq(name: str) -> Callable[[], Task]:
    """The one multiplier as the root of the average's miss."""

    def prepare() -> Task:
        import numpy as np
        from scipy import optimize

        x, _, (c,) = problem(name)
        g = x - c

        def miss(slope: float) -> Any:
            return g @ np.exp(slope * g - np.abs(slope * g).max())

        def run() -> Any:
            weights = np.exp((slope := optimize.brentq(miss, -50, 50, xtol=1e-15, rtol=1e-15)) * g - (slope * g).max())
            return weights / weights.sum()

        return run

    return prepare


def bfgs(name: str, *, scaled: bool = False) -> Callable[[], Task]:
    """The dual by a quasi-Newton method with its gradient, on features taken from their targets, and scaled or not."""

    def prepare() -> Task:
        import numpy as np
        from scipy import optimize

        _, f, c = problem(name)
        g = f - c[:, None]
        if scaled:
            g = g / np.abs(f).max(axis=1, keepdims=True)

        def weights(slopes: Any) -> tuple[Any, float]:
            e = slopes @ g
            p = np.exp(e - e.max())
            return p / p.sum(), float(e.max() + np.log(p.sum()))

        def dual(slopes: Any) -> tuple[float, Any]:
            p, value = weights(slopes)
            return value, g @ p

        def run() -> Any:
            found = optimize.minimize(dual, np.zeros(len(g)), jac=True, method="BFGS", options={"gtol": 1e-12})
            return weights(found.x)[0]

        return run

    return prepare


def clarabel(name: str) -> Callable[[], Task]:
    """The primal as a conic program: maximise the sum of t with (t, p, 1) in exponential cones."""

    def prepare() -> Task:
        import clarabel as solver
        import numpy as np
        from scipy import sparse

        _, f, c = problem(name)
        m, n = f.shape
        scale = np.abs(f).max(axis=1)
        equalities = sparse.hstack(
            [sparse.csc_matrix((m + 1, n)), sparse.csc_matrix(np.vstack([f / scale[:, None], np.ones(n)]))]
        )
        rows, columns = np.concatenate([3 * np.arange(n), 3 * np.arange(n) + 1]), np.arange(2 * n)
        cones = sparse.csc_matrix((-np.ones(2 * n), (rows, columns)), (3 * n, 2 * n))
        a = sparse.vstack([equalities, cones], format="csc")
        b = np.concatenate([c / scale, [1.0], np.tile([0.0, 0.0, 1.0], n)])
        q = np.concatenate([-np.ones(n), np.zeros(n)])
        settings = solver.DefaultSettings()
        settings.verbose = False
        kinds = [solver.ZeroConeT(m + 1), *[solver.ExponentialConeT() for _ in range(n)]]

        def run() -> Any:
            found = solver.DefaultSolver(sparse.csc_matrix((2 * n, 2 * n)), q, a, b, kinds, settings).solve()
            return np.array(found.x)[n:]

        return run

    return prepare


@cache
def exact(name: str) -> Any:
    import mpmath
    import numpy as np

    from mathml_widgets.maths import information

    x, f, c = problem(name)
    start = information.maximum_entropy(x, f, c).multipliers
    with mpmath.workdps(40):
        rows = [[mpmath.mpf(float(v)) - mpmath.mpf(float(t)) for v in row] for row, t in zip(f, c, strict=True)]
        m, n = f.shape
        slopes = mpmath.matrix([mpmath.mpf(float(v)) for v in start])
        for _ in range(5):
            e = [mpmath.exp(mpmath.fsum(slopes[j] * rows[j][i] for j in range(m))) for i in range(n)]
            total = mpmath.fsum(e)
            p = [v / total for v in e]
            slope = mpmath.matrix([mpmath.fsum(p[i] * rows[j][i] for i in range(n)) for j in range(m)])
            curvature = mpmath.matrix(m, m)
            for i in range(m):
                for j in range(m):
                    curvature[i, j] = mpmath.fsum(p[k] * rows[i][k] * rows[j][k] for k in range(n))
            slopes -= mpmath.lu_solve(curvature - slope * slope.T, slope)
        return np.array([float(v) for v in p])


def error(name: str) -> Callable[[Any], float]:
    return lambda answer: float(abs(answer - exact(name)).max())


JOBS = {
    "die": Job(
        "Brandeis die, mean 4.5",
        {"ours": ours("die"), "brentq": brentq("die"), "BFGS": bfgs("die"), "Clarabel": clarabel("die")},
        error("die"),
        (accurate("ours", 1e-15),),
    ),
    "moments": Job(
        "1000 states, four moments",
        {
            "ours": ours("moments"),
            "BFGS": bfgs("moments"),
            "BFGS, features scaled": bfgs("moments", scaled=True),
            "Clarabel": clarabel("moments"),
        },
        error("moments"),
        (faster("ours", "BFGS", 15), faster("ours", "Clarabel", 50), accurate("ours", 1e-15)),
    ),
    "boundary": Job(
        "Die, mean 5.999999",
        {
            "ours": ours("boundary"),
            "brentq": brentq("boundary"),
            "BFGS": bfgs("boundary"),
            "Clarabel": clarabel("boundary"),
        },
        error("boundary"),
        (accurate("ours", 1e-13),),
    ),
}

if __name__ == "__main__":
    main(__spec__.name, JOBS)

"""Bias and variance of polynomials of degree 1 to 12 over a thousand training sets.

The loop fits each degree to each set; mlxtend fits each degree to a thousand resamples of one set, which is its way to
get training sets, so that its answer differs and counts for its time only.  The error is the largest absolute one of
mean bias and mean variance, against fits by QR in long double.
"""

from typing import Any

from benchmarks.maths.race import Job, Task, accurate, faster, main

SIZE, SETS, DEGREES = 40, 1000, 12


def data() -> Any:
    import numpy as np

    rng = np.random.default_rng(0)
    x, new = np.sort(rng.uniform(-1, 1, SIZE)), np.linspace(-0.95, 0.95, 50)
    sets = np.sin(3 * x) + 0.3 * rng.normal(size=(SETS, SIZE))
    return x, sets, new, np.sin(3 * new)


def ours() -> Task:
    from mathml_widgets.maths import statistics

    x, sets, new, truth = data()

    def task() -> Any:
        found = statistics.polynomial_errors(x, sets, new, truth, DEGREES)
        return found.bias_squared[1:].mean(axis=1), found.variance[1:].mean(axis=1)

    return task


def polyfit_loop() -> Task:
    import numpy as np

    x, sets, new, truth = data()

    def task() -> Any:
        bias, variance = [], []
        for degree in range(1, DEGREES + 1):
            fits = np.array([np.polyval(np.polyfit(x, y, degree), new) for y in sets])
            bias.append(((fits.mean(axis=0) - truth) ** 2).mean())
            variance.append(fits.var(axis=0).mean())
        return np.array(bias), np.array(variance)

    return task


def mlxtend() -> Task:
    import numpy as np
    from mlxtend.evaluate import bias_variance_decomp
    from sklearn.linear_model import LinearRegression
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import PolynomialFeatures

    x, sets, new, truth = data()

    def task() -> Any:
        found = [
            bias_variance_decomp(
                make_pipeline(PolynomialFeatures(degree), LinearRegression()),
                x[:, None],
                sets[0],
                new[:, None],
                truth,
                loss="mse",
                num_rounds=SETS,
                random_seed=0,
            )[1:]
            for degree in range(1, DEGREES + 1)
        ]
        return np.array(found).T

    return task


def error(answer: Any) -> float:
    import numpy as np

    x, sets, new, truth = data()
    long = np.longdouble
    # Gram and Schmidt twice over Chebyshev polynomials, in long double, orthogonal to the last digit.
    basis = np.polynomial.chebyshev.chebvander(np.concatenate([x, new]).astype(long), DEGREES)
    columns: list[Any] = []
    for column in basis.T:
        for _ in range(2):
            for q in columns:
                column = column - q * (q[:SIZE] @ column[:SIZE])
        columns.append(column / np.sqrt(column[:SIZE] @ column[:SIZE]))
    q = np.array(columns).T
    bias, variance = [], []
    for degree in range(1, DEGREES + 1):
        fits = sets.astype(long) @ q[:SIZE, : degree + 1] @ q[SIZE:, : degree + 1].T
        bias.append(((fits.mean(axis=0) - truth) ** 2).mean())
        variance.append(fits.var(axis=0).mean())
    return float(max(np.abs(answer[0] - bias).max(), np.abs(answer[1] - variance).max()))


JOBS = {
    "polynomials": Job(
        "polynomials of degree 1 to 12, 1000 training sets of 40",
        {"ours": ours, "polyfit loop": polyfit_loop, "mlxtend": mlxtend},
        error,
        (faster("ours", "mlxtend", 1000), faster("ours", "polyfit loop", 30), accurate("ours", 1e-9)),
    ),
}

if __name__ == "__main__":
    main(__spec__.name, JOBS)

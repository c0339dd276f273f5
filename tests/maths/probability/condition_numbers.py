"""How far off an answer may be: its relative error against mpmath, in units of the condition number.

The condition number is what relative errors of the inputs, as large as their rounding, do to the exact answer.  No
algorithm that takes floats can promise less than an error of that size.
"""

import mpmath as mp
import numpy as np

DIGITS = 32


def exact_and_condition(function, inputs):
    """Return the exact value and 1 + the sum of |x f'(x) / f(x)| over the inputs."""
    inputs = [mp.mpf(float(x)) for x in inputs]
    exact = function(*inputs)
    condition = mp.mpf(1)
    for i, x in enumerate(inputs):
        step = abs(x) * mp.mpf(10) ** -12
        if step and exact:
            up, down = list(inputs), list(inputs)
            up[i], down[i] = x + step, x - step
            condition += abs((function(*up) - function(*down)) / (2 * step) * x / exact)
    return exact, condition


def worst_error(ours, exact_function, points, *, least=1e-300):
    """Return the largest relative error in units of the condition number, and where it is.

    `points` has one row of inputs a point; answers below `least` are no normal floats and are left out.
    """
    points = np.asarray(points, dtype=float)
    answers = np.broadcast_to(ours(*points.T), len(points))
    worst, where, counted = 0.0, None, 0
    with mp.workdps(DIGITS):
        for point, answer in zip(points, answers, strict=True):
            exact, condition = exact_and_condition(exact_function, point)
            if abs(exact) < least:
                continue
            counted += 1
            error = float(abs(mp.mpf(float(answer)) - exact) / (abs(exact) * condition))
            if not error <= worst:
                worst, where = error, (point.tolist(), float(answer), mp.nstr(exact, 17))
    assert counted > len(points) // 2, "most points are out of range"
    return worst, where


def assert_accurate(ours, exact_function, points, bound=1e-13, **keywords):
    worst, where = worst_error(ours, exact_function, points, **keywords)
    assert worst <= bound, f"{worst:.2e} at {where}"

import math

import mpmath
import numpy as np
import pytest

from mathml_widgets.maths.calculus.elementwise import RULES

mpmath.mp.dps = 40

ORACLES = {
    np.add: lambda a, b: a + b,
    np.subtract: lambda a, b: a - b,
    np.multiply: lambda a, b: a * b,
    np.divide: lambda a, b: a / b,
    np.negative: lambda a: -a,
    np.positive: lambda a: a,
    np.square: lambda a: a * a,
    np.power: lambda a, b: a**b,
    np.sqrt: mpmath.sqrt,
    np.cbrt: lambda a: mpmath.sign(a) * mpmath.cbrt(abs(a)),
    np.exp: mpmath.exp,
    np.exp2: lambda a: mpmath.mpf(2) ** a,
    np.expm1: mpmath.expm1,
    np.log: mpmath.log,
    np.log2: lambda a: mpmath.log(a, 2),
    np.log10: mpmath.log10,
    np.log1p: mpmath.log1p,
    np.reciprocal: lambda a: 1 / a,
    np.sin: mpmath.sin,
    np.cos: mpmath.cos,
    np.tan: mpmath.tan,
    np.arcsin: mpmath.asin,
    np.arccos: mpmath.acos,
    np.arctan: mpmath.atan,
    np.sinh: mpmath.sinh,
    np.cosh: mpmath.cosh,
    np.tanh: mpmath.tanh,
    np.arcsinh: mpmath.asinh,
    np.arccosh: mpmath.acosh,
    np.arctanh: mpmath.atanh,
    np.arctan2: mpmath.atan2,
    np.hypot: mpmath.hypot,
    np.logaddexp: lambda a, b: mpmath.log(mpmath.exp(a) + mpmath.exp(b)),
    np.radians: mpmath.radians,
    np.degrees: mpmath.degrees,
    np.absolute: abs,
    np.maximum: max,
    np.minimum: min,
    np.remainder: lambda a, b: a - b * mpmath.floor(a / b),
}
FLAT = {
    np.sign, np.heaviside, np.floor, np.ceil, np.trunc, np.rint, np.floor_divide, np.less, np.less_equal, np.greater,
    np.greater_equal, np.equal, np.not_equal, np.logical_and, np.logical_or, np.logical_not, np.isfinite, np.isnan,
    np.isinf,
}  # fmt: skip
SAME_AS = {
    np.float_power: np.power,
    np.fabs: np.absolute,
    np.fmax: np.maximum,
    np.fmin: np.minimum,
    np.rad2deg: np.degrees,
    np.deg2rad: np.radians,
    np.bitwise_and: np.logical_and,
    np.bitwise_or: np.logical_or,
    np.invert: np.logical_not,
}
POINTS = [(0.3, 0.7), (0.9, 0.25), (1e-3, 2.5), (0.5, 0.9)]
ABOVE_ONE = [(1.1, 2.0), (3.0, 0.5), (40.0, 1.5)]


def close(got, wanted, digits=1e-13):
    return abs(float(got) - float(wanted)) <= digits * max(abs(float(wanted)), 1e-300)


def test_every_rule_has_an_oracle_in_this_file():
    assert set(RULES) == set(ORACLES) | FLAT | set(SAME_AS) | {np.where}
    assert all(RULES[alias] is RULES[function] for alias, function in SAME_AS.items())


@pytest.mark.parametrize("function", ORACLES, ids=lambda f: f.__name__)
def test_first_and_second_derivatives_agree_with_mpmath(function):
    rule, oracle = RULES[function], ORACLES[function]
    for point in ABOVE_ONE if function is np.arccosh else POINTS:
        operands = point[: len(rule.first)]
        exact = [mpmath.mpf(x) for x in operands]
        y = rule.compute(*operands)
        assert close(y, oracle(*exact), 1e-15 * 8)
        for j in range(len(operands)):
            orders = [int(i == j) for i in range(len(operands))]
            assert close(rule.slope(j, y, operands), mpmath.diff(oracle, tuple(exact), tuple(orders)))
            for i in range(j + 1):
                twice = [orders[k] + int(k == i) for k in range(len(operands))]
                wanted = mpmath.diff(oracle, tuple(exact), tuple(twice))
                given = rule.second[(i, j)](y, *operands) if (i, j) in rule.second else 0.0
                assert close(given, wanted, 1e-12) or abs(wanted) < 1e-25


@pytest.mark.parametrize("function", sorted(FLAT, key=lambda f: f.__name__), ids=lambda f: f.__name__)
def test_a_step_function_has_slope_zero_between_its_jumps(function):
    rule = RULES[function]
    operands = (0.3, 0.7)[: function.nin]
    y = rule.compute(*operands)
    assert all(rule.slope(j, y, operands) == 0.0 for j in range(function.nin))
    assert not np.any(rule.broken(*operands))


@pytest.mark.parametrize(
    ("function", "operands"),
    [
        (np.absolute, (0.0,)),
        (np.maximum, (2.0, 2.0)),
        (np.minimum, (2.0, 2.0)),
        (np.sign, (0.0,)),
        (np.floor, (3.0,)),
        (np.ceil, (-1.0,)),
        (np.trunc, (2.0,)),
        (np.rint, (2.5,)),
        (np.remainder, (6.0, 3.0)),
        (np.floor_divide, (6.0, 3.0)),
        (np.heaviside, (0.0, 0.5)),
        (np.greater, (1.0, 1.0)),
        (np.hypot, (0.0, 0.0)),
        (np.arctan2, (0.0, -1.0)),
    ],
)
def test_kinks_and_jumps_are_known(function, operands):
    assert np.all(RULES[function].broken(*operands))


def test_at_a_kink_the_mean_of_both_slopes_is_taken():
    assert RULES[np.absolute].slope(0, 0.0, (0.0,)) == 0.0
    assert RULES[np.maximum].slope(0, 2.0, (2.0, 2.0)) == 0.5
    assert RULES[np.minimum].slope(1, 2.0, (2.0, 2.0)) == 0.5


@pytest.mark.parametrize("function", [f for f in ORACLES if RULES[f].scalar], ids=lambda f: f.__name__)
def test_the_function_of_floats_gives_what_numpy_gives(function):
    rule = RULES[function]
    for point in ABOVE_ONE if function is np.arccosh else POINTS:
        operands = point[: len(rule.first)]
        assert math.isclose(rule.scalar(*operands), rule.function(*operands), rel_tol=4e-16)


def test_where_floats_raise_numpy_s_answer_is_taken():
    with np.errstate(all="ignore"):
        assert RULES[np.divide].compute(1.0, 0.0) == np.inf
        assert RULES[np.exp].compute(1000.0) == np.inf
        assert np.isnan(RULES[np.log].compute(-1.0))
        assert RULES[np.log].slope(0, -np.inf, (0.0,)) == np.inf


def test_powers_have_slopes_at_zero():
    rule = RULES[np.power]
    assert rule.slope(0, 1.0, (0.0, 0.0)) == 0.0  # x^0 is 1 everywhere
    assert rule.slope(0, 0.0, (0.0, 1.0)) == 1.0
    assert rule.slope(0, 0.0, (0.0, 3.0)) == 0.0
    assert rule.slope(1, 0.0, (0.0, 3.0)) == 0.0  # 0^b is 0 for every b near 3
    assert rule.slope(0, -8.0, (-2.0, 3.0)) == 12.0


def test_tanh_keeps_its_digits_where_it_is_flat():
    slope = RULES[np.tanh].slope(0, np.tanh(30.0), (30.0,))
    assert close(slope, mpmath.sech(30) ** 2)


def test_the_rules_that_are_called_analytic_obey_cauchy_and_riemann():
    for function, rule in RULES.items():
        if function not in ORACLES or not rule.analytic:
            continue
        for point in ABOVE_ONE if function is np.arccosh else POINTS:
            operands = point[: len(rule.first)]
            y = rule.compute(*operands)
            for j in range(len(operands)):
                moved = [complex(x, 1e-100) if i == j else x for i, x in enumerate(operands)]
                slope = np.imag(rule.function(*moved)) / 1e-100
                assert close(slope, rule.slope(j, y, operands), 1e-12)

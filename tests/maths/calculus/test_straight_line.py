import inspect

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mathml_widgets.maths.calculus import trace
from mathml_widgets.maths.calculus.elementwise import RULES
from mathml_widgets.maths.calculus.straight_line import ADJOINTS, VALUES, straight_line
from mathml_widgets.maths.calculus.tape import REPLAYS


def everything(a, b):
    c = (a + b) * (a - 2.0 * b) / (1.0 + b * b) - np.maximum(a, b) + np.minimum(a, 0.5)
    d = -np.exp(-(c**2)) + np.tanh(a) + np.abs(b) ** 1.5
    return d + c * d


def replayed(function, *inputs):
    run = trace(function, *inputs)
    for _ in range(REPLAYS + 1):
        run.at(*inputs)
    return run


@given(st.floats(-3, 3), st.floats(-3, 3))
def test_a_written_out_computation_gives_the_same_numbers(a, b):
    run = replayed(everything, 1.0, 2.0)
    assert run.tape.habit.written_out is not None
    again, fresh = run.at(a, b), trace(everything, a, b)
    assert again.values == fresh.values
    assert again.gradient() == pytest.approx(fresh.gradient(), rel=1e-14, abs=1e-15)
    adjoints = zip(again.adjoints, fresh.adjoints, strict=True)
    assert all(x == y if x is None else x == pytest.approx(y, rel=1e-14, abs=1e-15) for x, y in adjoints)


@pytest.mark.parametrize("rule", VALUES, ids=lambda rule: rule.name)
def test_the_text_of_a_rule_is_the_rule(rule):
    n = len(rule.first)
    for operands in ([0.7, -1.3], [2.0, 2.0], [-0.4, 3.0]):
        operands = operands[:n]
        tape = [None] * n + [rule], [()] * n + [tuple(range(n))]
        found = straight_line(*tape, [*operands, 0.0], n, n)
        values = found.evaluate(operands)
        assert values == [*operands, rule.compute(*operands)]
        slopes = [float(rule.slope(j, values[-1], operands)) for j in range(n)]
        assert found.differentiate(values) == [*slopes, 1.0]
    assert set(ADJOINTS) == set(VALUES) <= set(RULES.values())


def test_it_reads_like_the_function():
    run = replayed(lambda x: np.sin(x) * x + 2.0, 1.0)
    source = run.tape.habit.written_out.source
    assert "v2 = v1 * v0" in source and "v4 = v2 + v3" in source
    assert "a1 = a2 * v0" in source and "a0 = a2 * v1" in source


def test_a_tape_is_written_out_only_when_it_pays():
    run = trace(lambda x: x * x, 1.0)
    for _ in range(REPLAYS):
        run = run.at(2.0)
        assert run.tape.habit.written_out is None
    assert run.at(3.0).gradient() == 6.0
    assert run.tape.habit.written_out is not None


def test_where_a_function_of_floats_has_no_value_the_arrays_answer():
    run = replayed(lambda x: np.log(x) / x, 1.0)
    assert run.at(0.0).value == -np.inf
    assert np.isnan(run.at(-1.0).value)
    assert replayed(lambda x: np.exp(x), 1.0).at(1000.0).value == np.inf
    assert replayed(lambda x: 1.0 / x, 1.0).at(0.0).gradient() == -np.inf


def test_a_branch_that_changes_is_traced_anew():
    run = replayed(lambda x: x**2 if x > 0.5 else -x, 1.0)
    assert run.at(0.0).gradient() == -1.0
    assert run.at(2.0).gradient() == 4.0


def test_arrays_are_never_written_out():
    run = replayed(lambda x: np.sum(x**2), [1.0, 2.0])
    assert run.tape.habit.written_out is None
    assert run.at([3.0, 4.0]).gradient().tolist() == [6.0, 8.0]


def test_infinite_constants_and_long_computations_are_no_problem():
    assert replayed(lambda x: np.minimum(x, np.inf) + x, 1.0).at(2.0).gradient() == 2.0

    def long(x):
        y = x
        for k in range(3000):
            y = y * 1.0001 + 1e-3 * k * x
        return y

    run = replayed(long, 1.0)
    assert run.at(0.5).value == long(0.5)
    assert run.at(0.5).gradient() == pytest.approx(long(1.0), rel=1e-12)  # it is linear
    assert inspect.isfunction(run.tape.habit.written_out.evaluate)

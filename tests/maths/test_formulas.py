import pickle

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mathml_widgets.maths import calculus
from mathml_widgets.maths.formulas import Formula


@pytest.mark.parametrize(
    ("text", "twin"),
    [
        ("x^2 + y^2", lambda x, y: x**2 + y**2),
        ("(x² + y)³", lambda x, y: (x**2 + y) ** 3),
        ("2x y - 3(x + 1)", lambda x, y: 2 * x * y - 3 * (x + 1)),
        ("exp(-x^2) sin(2π y)", lambda x, y: np.exp(-(x**2)) * np.sin(2 * np.pi * y)),
        ("√(x^2 + 1) − y·x ÷ 2", lambda x, y: np.sqrt(x**2 + 1) - y * x / 2),
        ("-x**2", lambda x, y: -(x**2)),
        ("√x", lambda x, y: np.sqrt(x)),
        ("abs(x - y) + cos(60°)", lambda x, y: np.abs(x - y) + np.cos(np.pi / 3)),
        ("7", lambda x, y: 7.0),
    ],
)
def test_a_formula_is_the_function_it_spells(text, twin):
    x, y = np.random.default_rng(0).uniform(0.1, 2.0, (2, 50))
    np.testing.assert_allclose(np.broadcast_to(Formula(text)(x, y), x.shape), twin(x, y), rtol=1e-14)


def test_where_there_is_no_value_it_is_nan_or_infinite_without_a_warning():
    formula = Formula("log(x) / y + x^0.5")
    assert formula(2.0, 0.0) == np.inf
    assert np.isnan(formula(-1.0, 1.0))
    assert formula(0.0, 1.0) == -np.inf
    assert Formula("exp(x)")(1e4, 0) == np.inf
    assert Formula("x^x")(1e3, 0) == np.inf


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("x +", "complete expression in x and y"),
        ("", "complete expression"),
        ("z", "use no name but x, y, pi"),
        ("__import__('os')", "use no name but"),
        ("sin", "put the argument of sin into parentheses"),
        ("sin x", "argument of sin|complete"),
        ("x[0]", r"not contain '\['"),
        ("sin(x, y)", "not contain ','"),
        ("x.real", "complete expression|not contain"),
        ("x" * 300, "at most 200 characters"),
        ("x 2", "an operator before 2"),
    ],
)
def test_what_cannot_be_read_is_refused_by_name(text, rule):
    with pytest.raises(ValueError, match=rf"^function must .*({rule})"):
        Formula(text)


def test_anything_but_text_is_refused():
    with pytest.raises(TypeError, match="function must be text, got 3"):
        Formula(3)


def test_its_derivatives_are_automatic():
    formula = Formula("(1 - x)^2 + 100(y - x^2)^2")
    found = calculus.Function(lambda p: formula(p[0], p[1]), dimension=2)
    x, y = -1.2, 1.0
    exact = [-2 * (1 - x) - 400 * x * (y - x**2), 200 * (y - x**2)]
    assert found.gradient_source == "automatic"
    np.testing.assert_allclose(found.gradient(np.array([x, y])), exact, rtol=1e-13)


@given(st.floats(-5, 5), st.floats(-5, 5))
def test_numbers_and_arrays_give_the_same(x, y):
    formula = Formula("x^2 y - exp(x) / (y^2 + 1)")
    assert formula(x, y) == formula(np.array([x]), np.array([y]))[0]


def test_it_can_be_sent_to_another_process():
    formula = Formula("x y")
    assert pickle.loads(pickle.dumps(formula))(2.0, 3.0) == 6.0


def test_the_number_of_values_must_fit():
    with pytest.raises(TypeError, match="takes 2 values"):
        Formula("x y")(1.0)

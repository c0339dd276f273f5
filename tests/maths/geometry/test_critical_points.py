from itertools import pairwise

import numpy as np
import pytest
import sympy
from hypothesis import given, settings
from hypothesis import strategies as st

from mathml_widgets.maths.geometry import (
    classification,
    critical_point,
    directional_curvature,
    exact_inertia,
    polar_curvature,
    taylor,
)


def at_origin(function):
    return classification(taylor(function, [0.0, 0.0]))


@pytest.mark.parametrize(
    ("function", "kind", "degenerate"),
    [
        (lambda x, y: x**2 + 2 * y**2, "minimum", False),
        (lambda x, y: -(x**2) - x * y - y**2, "maximum", False),
        (lambda x, y: x**2 + 3 * x * y + y**2, "saddle", False),
        (lambda x, y: x**3 - 3 * x * y**2, "saddle", True),
        (lambda x, y: x**2 + y**3, "saddle", True),
        (lambda x, y: x**2 + y**4, "degenerate", True),
        (lambda x, y: x**2 - y**4, "degenerate", True),
        (lambda x, y: 0.0 * x, "degenerate", True),
        (lambda x, y: np.exp(x) + y, "not critical", True),
        (lambda x, y: np.abs(x) + y**2, "no Hessian", True),
    ],
)
def test_the_kind_of_a_critical_point_is_the_textbooks(function, kind, degenerate):
    found = at_origin(function)
    assert (found.kind, found.is_degenerate) == (kind, degenerate)


def test_both_axes_curve_up_and_yet_it_is_a_saddle():
    found = at_origin(lambda x, y: x**2 + 3 * x * y + y**2)
    assert [str(value) for value in found.exact_eigenvalues] == ["-1", "5"]
    assert found.certificate == "eigenvalues -1 and 5, exact: 1 negative, 1 positive"
    assert found.error_bound == 0.0
    np.testing.assert_allclose(found.eigenvalues, [-1, 5], atol=1e-14)
    np.testing.assert_allclose(np.abs(found.eigenvectors), np.full((2, 2), 0.5**0.5), atol=1e-15)


def test_the_certificate_of_the_monkey_saddle_is_a_third_derivative():
    found = at_origin(lambda x, y: x**3 - 3 * x * y**2)
    assert found.certificate == "flat to second order, and along flat directions a third derivative is 6, not 0"
    second_order = classification(taylor(lambda x, y: x**3 - 3 * x * y**2, [0.0, 0.0], 2))
    assert second_order.kind == "degenerate"
    assert second_order.certificate == "eigenvalues 0 and 0, exact: 2 zero"


def test_an_eigenvalue_within_its_error_is_not_told_from_zero():
    found = critical_point([[1.0, 0.0], [0.0, 1e-9]], third=np.ones((2, 2, 2)), hessian_error=1e-8)
    assert (found.kind, found.n_zero, found.n_positive) == ("degenerate", 1, 1)
    assert found.certificate == "an eigenvalue of 1e-09 cannot be told from zero: its error may be 1e-08"
    assert critical_point([[1.0, 0.0], [0.0, 1e-9]]).kind == "minimum"


def test_an_eigenvalue_that_is_zero_exactly_is_no_rounding():
    tenth = [[0.1, 0.2], [0.2, 0.4]]
    found = critical_point(tenth)
    assert (found.kind, found.n_zero, found.exact_eigenvalues[0].terms) == ("degenerate", 1, ())
    assert critical_point([[0.1, 0.2], [0.2, 0.4001]]).kind == "minimum"


def test_one_certain_sign_each_makes_a_saddle_whatever_the_third():
    found = critical_point(np.diag([np.pi, -np.e, 1e-17]))
    assert (found.kind, found.is_degenerate) == ("saddle", True)
    assert found.error_bound > 0.0


def test_a_gradient_that_is_not_zero_is_no_critical_point_and_newton_says_how_far_one_is():
    near = taylor(lambda x, y: 3 * x**2 + y**2, [1.0, 0.0])
    found = classification(near)
    assert found.kind == "not critical"
    assert found.certificate == "the gradient has length 6"
    assert found.newton_distance == pytest.approx(1.0)


def test_the_minima_of_himmelblau_are_minima_up_to_the_digits_they_are_given_with():
    def himmelblau(x, y):
        return (x**2 + y - 11) ** 2 + (x + y**2 - 7) ** 2

    rounded = classification(taylor(himmelblau, [3.584428, -1.848127]), gradient_tolerance=1e-6)
    assert rounded.kind == "minimum"
    assert rounded.newton_distance < 1e-6
    assert classification(taylor(himmelblau, [3.584428, -1.848127])).kind == "not critical"
    assert classification(taylor(himmelblau, [3.0, 2.0])).kind == "minimum"


def test_what_is_only_rounding_is_not_told_from_zero():
    found = classification(taylor(lambda x: x**3 - 0.3 * x**2 + 0.03 * x + 1, 0.1))  # (x - 0.1)³ + 1.001
    assert (found.kind, found.n_zero) == ("degenerate", 1)
    assert found.gradient_norm < 1e-16


def test_a_function_of_one_number_has_one_eigenvalue():
    found = classification(taylor(np.cosh, 0.0))
    assert (found.kind, str(found.exact_eigenvalues[0])) == ("minimum", "1")
    assert found.certificate == "eigenvalue 1, exact: 1 positive"
    assert classification(taylor(lambda x: x**3, 0.0)).kind == "saddle"
    assert classification(taylor(np.log1p, 0.0)).kind == "not critical"


@settings(max_examples=30)
@given(st.integers(1, 5), st.data())
def test_the_exact_signs_are_those_of_sympy(n, data):
    entries = st.fractions(-3, 3, max_denominator=4)
    a = [[data.draw(entries) for _ in range(n)] for _ in range(n)]
    a = [[a[min(i, j)][max(i, j)] for j in range(n)] for i in range(n)]
    if data.draw(st.booleans()) and n > 1:  # one row a copy of another: an eigenvalue of zero
        for i in range(n):
            a[i][-1] = a[i][0]
        a[-1] = [*a[0][:-1], a[0][0]]
        a[0][-1] = a[-1][0] = a[0][0]
    polynomial = sympy.Matrix(n, n, lambda i, j: sympy.Rational(a[i][j].numerator, a[i][j].denominator)).charpoly()
    coefficients = [c for c in polynomial.all_coeffs()]
    n_zero = next(k for k, c in enumerate(reversed(coefficients)) if c != 0)
    signs = [c > 0 for c in coefficients if c != 0]
    n_positive = sum(p != q for p, q in pairwise(signs))  # Descartes: all roots are real
    found = exact_inertia([[float(x) for x in row] for row in a])
    assert found == (n - n_zero - n_positive, n_zero, n_positive)


@settings(max_examples=40)
@given(st.integers(1, 8), st.integers(0, 2**32 - 1))
def test_the_error_bound_holds_for_every_error_of_the_hessian(n, seed):
    rng = np.random.default_rng(seed)
    h = rng.normal(size=(n, n))
    h = h + h.T
    off = rng.normal(size=(n, n))
    off = off + off.T
    off *= 0.1 * rng.uniform() / np.linalg.norm(off)
    found = critical_point(h + off, hessian_error=float(np.linalg.norm(off)))
    true = np.linalg.eigvalsh(h)
    assert (np.abs(found.eigenvalues - true) <= found.error_bound).all()
    assert found.n_negative <= (true < 0).sum()
    assert found.n_positive <= (true > 0).sum()
    if found.kind in ("minimum", "maximum", "saddle"):
        kind = "minimum" if (true > 0).all() else "maximum" if (true < 0).all() else "saddle"
        assert found.kind == kind


def test_a_matrix_that_is_large_or_no_fraction_has_no_exact_signs():
    assert exact_inertia(np.eye(25)) is None
    assert exact_inertia([[np.pi]]) is None
    assert exact_inertia(np.zeros((3, 3))) == (0, 3, 0)
    assert exact_inertia([[0.0, 1.0], [1.0, 0.0]]) == (1, 0, 1)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: critical_point([[1.0, 2.0], [0.0, 1.0]]), "hessian must be symmetric"),
        (lambda: critical_point([[1.0]], gradient=[1.0, 2.0]), r"gradient must have shape \(1,\), got shape \(2,\)"),
        (lambda: critical_point([[0.0]], third=[1.0]), r"third must have shape \(1, 1, 1\), got shape \(1,\)"),
        (lambda: classification(taylor(np.exp, 0.0, 1)), "expansion must be of order 2 at least, got 1"),
        (lambda: exact_inertia([[1.0, 2.0]]), r"matrix must be square, got shape \(1, 2\)"),
        (lambda: directional_curvature(np.eye(2), [0.0, 0.0]), "direction must not be zero"),
        (lambda: directional_curvature(np.eye(2), [1.0]), r"direction must have 2 coordinates last, got shape \(1,\)"),
        (lambda: polar_curvature(np.eye(3)), r"hessian must be 2 by 2, got shape \(3, 3\)"),
    ],
)
def test_bad_arguments_are_named(call, message):
    with pytest.raises(ValueError, match=message):
        call()


@settings(max_examples=40)
@given(st.integers(1, 6), st.integers(0, 2**32 - 1))
def test_curvature_lies_between_the_extreme_eigenvalues_and_reaches_them(n, seed):
    rng = np.random.default_rng(seed)
    h = rng.normal(size=(n, n))
    h = h + h.T
    values, vectors = np.linalg.eigh(h)
    along = directional_curvature(h, rng.normal(size=(20, n)) * 10.0 ** rng.uniform(-100, 100))
    slack = 1e-12 * np.abs(values).max()
    assert (along >= values[0] - slack).all()
    assert (along <= values[-1] + slack).all()
    np.testing.assert_allclose(directional_curvature(h, vectors.T), values, atol=1e-12 * np.abs(values).max())


@settings(max_examples=40)
@given(*[st.floats(-5, 5)] * 3)
def test_the_polar_curvature_is_the_directional_one_and_flat_where_it_says(a, b, c):
    h = np.array([[a, b], [b, c]])
    found = polar_curvature(h, 37)
    directions = np.stack([np.cos(found.angles), np.sin(found.angles)], axis=-1)
    np.testing.assert_allclose(found.curvatures, directional_curvature(h, directions), atol=1e-13)
    determinant = a * c - b * b
    if determinant < -1e-9:
        flat = np.stack([np.cos(found.flat_angles), np.sin(found.flat_angles)], axis=-1)
        np.testing.assert_allclose(directional_curvature(h, flat), 0.0, atol=1e-13)
    elif determinant > 1e-9:
        assert np.isnan(found.flat_angles).all()


def test_a_second_derivative_along_a_line_is_the_directional_curvature():
    def f(x, y):
        return np.exp(x) * np.sin(y)

    u = np.array([0.6, 0.8])
    along = taylor(lambda t: f(0.5 + 0.6 * t, 1.0 + 0.8 * t), 0.0, 2)
    assert directional_curvature(taylor(f, [0.5, 1.0], 2).hessian, u) == pytest.approx(along.hessian, rel=1e-13)

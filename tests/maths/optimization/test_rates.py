"""Predictions of linear theory, against eigenvalues of the iteration matrices and against what descents do."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from mathml_widgets.maths import optimization as opt

definite = arrays(float, (3, 3), elements=st.floats(-3, 3)).map(lambda a: a @ a.T + 0.1 * np.eye(3))


@given(definite, st.floats(0.0, 0.95))
def test_just_below_the_stability_limit_a_path_shrinks_and_just_above_it_grows(h, momentum):
    limit = opt.stability_limit(h, momentum)
    largest = np.linalg.eigvalsh(h)[-1]
    assert opt.spectral_radius([largest], 0.999 * limit, momentum) < 1.0
    assert opt.spectral_radius([largest], 1.001 * limit, momentum) > 1.0


@pytest.mark.parametrize("share", [0.9, 1.1])
def test_the_limit_is_where_descents_begin_to_diverge(share):
    h = np.array([[3.0, 1.0], [1.0, 2.0]])
    rate = share * opt.stability_limit(h)
    path = opt.descend(opt.quadratic(h), [1.0, -1.0], opt.GradientDescent(rate), 1000)
    assert path.ending == ("converged" if share < 1 else "diverged")


@given(definite)
def test_no_other_rate_has_a_smaller_factor(h):
    best = opt.best_gradient_descent(h)
    assert opt.mode_factors(h, best.learning_rate).max() == pytest.approx(best.factor, rel=1e-9)
    for share in (0.9, 0.99, 1.01, 1.1):
        assert opt.mode_factors(h, share * best.learning_rate).max() >= best.factor


@given(st.floats(1.5, 1e4), st.floats(0.01, 100.0))
def test_no_other_pair_of_the_heavy_ball_has_a_smaller_factor(kappa, scale):
    h = scale * np.diag([1.0, kappa])
    best = opt.best_heavy_ball(h)
    assert best.factor == pytest.approx(math.sqrt(best.momentum))
    assert best.factor == pytest.approx((math.sqrt(kappa) - 1) / (math.sqrt(kappa) + 1), rel=1e-9)
    # at the best pair both matrices are defective, so half the digits of their eigenvalues are lost
    assert opt.spectral_radius([scale, scale * kappa], best.learning_rate, best.momentum) == pytest.approx(
        best.factor, abs=1e-6
    )
    for a, b in [(0.9, 1.0), (1.1, 1.0), (1.0, 0.9), (1.05, 0.95)]:
        radius = opt.spectral_radius([scale, scale * kappa], a * best.learning_rate, b * best.momentum)
        assert radius >= best.factor - 1e-9


@given(st.floats(-2, 10), st.floats(0.0, 2.0), st.floats(0.0, 0.99))
def test_the_spectral_radius_is_that_of_the_iteration_matrix(eigenvalue, rate, momentum):
    a = 1 + momentum - rate * eigenvalue
    heavy = np.array([[a, -momentum], [1, 0]])
    ahead = (1 + momentum) * (1 - rate * eigenvalue)
    nesterov = np.array([[ahead, -momentum * (1 - rate * eigenvalue)], [1, 0]])
    for matrix, name in ((heavy, False), (nesterov, True)):
        expected = np.abs(np.linalg.eigvals(matrix)).max()
        assert opt.spectral_radius([eigenvalue], rate, momentum, nesterov=name) == pytest.approx(expected, abs=1e-6)


def test_without_momentum_the_spectral_radius_is_the_worst_mode_factor():
    h = np.diag([1.0, 4.0, 9.0])
    for rate in (0.05, 0.2, 0.3):
        assert opt.spectral_radius([1.0, 4.0, 9.0], rate) == pytest.approx(opt.mode_factors(h, rate).max())


def test_the_map_of_the_radius_is_one_call():
    rates, momenta = np.linspace(0, 0.5, 6), np.linspace(0, 0.9, 4)
    radii = opt.spectral_radius([1.0, 9.0], rates, momenta[:, None])
    assert radii.shape == (4, 6)
    assert radii[2, 3] == opt.spectral_radius([1.0, 9.0], rates[3], momenta[2])


@pytest.mark.parametrize("kappa", [10.0, 100.0, 1000.0])
def test_predicted_iterations_are_those_that_are_measured(kappa):
    h = np.diag([1.0, kappa])
    best = opt.best_gradient_descent(h)
    path = opt.descend(
        opt.quadratic(h), [1.0, 1.0], opt.GradientDescent(best.learning_rate), int(10 * kappa), tolerance=0
    )
    distances = np.linalg.norm(path.points, axis=1)
    predicted = opt.predicted_iterations(best.factor)
    assert opt.measured_iterations(distances) == pytest.approx(predicted, abs=1)
    assert opt.measured_factor(distances[:500]) == pytest.approx(best.factor, rel=1e-9)


def test_the_heavy_ball_needs_more_steps_than_its_factor_promises_because_its_matrix_is_defective():
    h = np.diag([1.0, 100.0])
    best = opt.best_heavy_ball(h)
    path = opt.descend(opt.quadratic(h), [1.0, 1.0], opt.HeavyBall(best.learning_rate, best.momentum), 500, tolerance=0)
    measured = opt.measured_iterations(np.linalg.norm(path.points, axis=1))
    predicted = opt.predicted_iterations(best.factor)
    assert predicted < measured < 1.5 * predicted
    plain = opt.best_gradient_descent(h)
    assert measured < 0.2 * opt.predicted_iterations(plain.factor)


@given(st.floats(0.01, 0.999), st.floats(1e-12, 0.5))
def test_predicted_iterations_are_the_first_that_suffice(factor, reduction):
    n = opt.predicted_iterations(factor, reduction)
    assert factor**n <= reduction * (1 + 1e-9)
    assert n == 1 or factor ** (n - 1) > reduction * (1 - 1e-9)


def test_a_round_number_of_iterations_is_not_rounded_up():
    assert opt.predicted_iterations(0.1, 1e-6) == 6.0
    assert opt.predicted_iterations(0.001, 1e-6) == 2.0
    assert opt.predicted_iterations([0.0, 1.0, 2.0]).tolist() == [1.0, math.inf, math.inf]


@pytest.mark.parametrize(
    ("hessian", "limit", "descent", "ball"),
    [
        ([[0.0]], math.inf, (math.inf, 0.0, 1.0), (math.inf, 0.0, 1.0)),
        ([[4.0]], 0.5, (0.25, 0.0, 0.0), (0.25, 0.0, 0.0)),
        ([[1.0, 0.0], [0.0, -1.0]], 0.0, (0.0, 0.0, 1.0), (0.0, 0.0, 1.0)),
        ([[-1.0]], 0.0, (0.0, 0.0, 1.0), (0.0, 0.0, 1.0)),
        ([[2.0, 0.0], [0.0, 0.0]], 1.0, (1.0, 0.0, 1.0), (2.0, 1.0, 1.0)),
        ([[1e300, 0.0], [0.0, 1e300]], 2e-300, (1e-300, 0.0, 0.0), (1e-300, 0.0, 0.0)),
        ([[1e-300]], 2e300, (1e300, 0.0, 0.0), (1e300, 0.0, 0.0)),
    ],
)
def test_degenerate_hessians_have_the_answers_that_make_sense(hessian, limit, descent, ball):
    assert opt.stability_limit(hessian) == pytest.approx(limit)
    assert tuple(opt.best_gradient_descent(hessian)) == pytest.approx(descent)
    assert tuple(opt.best_heavy_ball(hessian)) == pytest.approx(ball)


def test_a_rank_deficient_design_counts_as_flat_and_not_as_negative():
    x = np.random.default_rng(0).normal(size=(20, 3))
    x = np.column_stack([x, x[:, 0] + x[:, 1]])
    low, high = opt.curvature_range(x.T @ x / 20)
    assert low == 0.0
    assert high > 0.0


@pytest.mark.parametrize(
    ("distances", "expected"),
    [
        ([1.0, 0.5, 0.25, 0.125], 0.5),
        ([1.0, 0.0], 0.0),
        ([1.0, 0.5, 0.25, 0.125, 0.0, 0.0], 0.5),
        ([1e-300, 1e-301, 1e-302, 1e-303], 0.1),
        ([3.0], math.nan),
        ([0.0, 0.0], math.nan),
    ],
)
def test_the_measured_factor_is_a_geometric_mean(distances, expected):
    assert opt.measured_factor(distances) == pytest.approx(expected, nan_ok=True)


def test_iterations_are_counted_until_the_error_stays_small():
    assert opt.measured_iterations([1.0, 0.01, 1.0, 0.01, 0.001], 0.1) == 3.0
    assert opt.measured_iterations([1.0, 0.9], 0.1) == math.inf
    assert opt.measured_iterations([1.0, math.nan], 0.1) == math.inf
    assert opt.measured_iterations([0.0, 0.0], 0.1) == 0.0


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: opt.stability_limit([[1, 2], [3, 4]]), "hessian must be symmetric"),
        (lambda: opt.stability_limit([[1, np.inf], [np.inf, 1]]), "hessian must be finite"),
        (lambda: opt.stability_limit([[1]], 1.0), "momentum must be at least 0 and below 1, got 1.0"),
        (lambda: opt.spectral_radius(1.0, 0.1), r"eigenvalues must have shape \(..., n\) with n at least 1, got shape"),
        (lambda: opt.spectral_radius([], 0.1), r"eigenvalues must have shape \(..., n\) with n at least 1, got shape"),
        (lambda: opt.predicted_iterations(-0.1), "factor must be zero or positive, got -0.1"),
        (lambda: opt.predicted_iterations(0.5, 1.0), "reduction must lie between 0 and 1, got 1.0"),
        (lambda: opt.measured_factor([1.0, -1.0]), "distances must be non-negative"),
        (lambda: opt.mode_factors([[1]], -1), "learning_rate must be zero or positive and finite, got -1"),
    ],
)
def test_impossible_arguments_are_refused_by_name(call, message):
    with pytest.raises(ValueError, match=message):
        call()

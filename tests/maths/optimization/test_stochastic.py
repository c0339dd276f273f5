"""Regression losses, minibatches and where a constant rate hovers."""

from itertools import combinations, product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.linalg import solve_discrete_lyapunov
from scipy.special import expit
from sklearn.linear_model import LinearRegression, LogisticRegression

from mathml_widgets.maths import optimization as opt

rng = np.random.default_rng(8)
DATA = np.column_stack([np.ones(30), rng.normal(size=(30, 2))])
TARGETS = DATA @ [1.0, -2.0, 0.5] + rng.normal(size=30)
LABELS = (rng.uniform(size=30) < expit(DATA @ [0.5, 1.0, -1.0])).astype(float)
LOSSES = {"linear": opt.linear_regression(DATA, TARGETS), "logistic": opt.logistic_regression(DATA, LABELS)}
each_loss = pytest.mark.parametrize("loss", [pytest.param(loss, id=name) for name, loss in LOSSES.items()])


@each_loss
def test_gradient_and_hessian_agree_with_complex_steps(loss):
    f, w, h = loss.objective, np.random.default_rng(0).normal(size=(5, 3)), 1e-30
    slopes = np.stack([f.value(w + 1j * h * axis).imag / h for axis in np.eye(3)], axis=-1)
    curvatures = np.stack([f.gradient(w + 1j * h * axis).imag / h for axis in np.eye(3)], axis=-1)
    assert np.allclose(f.gradient(w), slopes, rtol=1e-12, atol=1e-14)
    assert np.allclose(f.hessian(w), curvatures, rtol=1e-12, atol=1e-14)


@each_loss
def test_the_mean_of_the_sample_gradients_is_the_gradient(loss):
    w = np.random.default_rng(1).normal(size=(2, 4, 3))
    gradients = loss.sample_gradients(w)
    assert gradients.shape == (2, 4, 30, 3)
    assert np.allclose(gradients.mean(axis=-2), loss.objective.gradient(w), rtol=1e-12, atol=1e-14)
    rows = np.array([3, 3, 7])
    assert np.allclose(loss.sample_gradients(w, rows), gradients[..., rows, :])


def test_the_minimum_of_the_linear_loss_is_that_of_scikit_learn():
    fitted = LinearRegression(fit_intercept=False).fit(DATA, TARGETS)
    loss = LOSSES["linear"].objective
    assert np.allclose(loss.minima[0], fitted.coef_)
    assert np.allclose(opt.descend(loss, np.zeros(3), opt.BFGS(), 100).points[-1], fitted.coef_, atol=1e-6)


def test_the_minimum_of_the_logistic_loss_is_that_of_scikit_learn():
    fitted = LogisticRegression(C=np.inf, fit_intercept=False, tol=1e-10, max_iter=1000).fit(DATA, LABELS)
    path = opt.descend(LOSSES["logistic"].objective, np.zeros(3), opt.Newton(), 30, tolerance=1e-12)
    assert path.ending == "converged"
    assert np.allclose(path.points[-1], fitted.coef_[0], atol=1e-6)


def test_dependent_columns_have_no_single_minimum():
    assert opt.linear_regression([[1, 1], [2, 2]], [1, 2]).objective.minima is None


def test_huge_scores_neither_overflow_nor_lose_the_loss():
    loss = opt.logistic_regression([[1.0], [-1.0]], [0.0, 0.0]).objective
    assert loss.value([1e4]) == 5000.0
    assert loss.value([-1e308]) == pytest.approx(5e307)
    assert loss.gradient([1e4]).tolist() == [0.5]
    assert loss.hessian([1e4]).tolist() == [[0.0]]


def test_separable_labels_send_the_weights_away_for_ever():
    loss = opt.logistic_regression([[-1.0], [1.0]], [0, 1]).objective
    path = opt.descend(loss, [0.0], opt.GradientDescent(1.0), 200)
    assert path.ending == "budget"
    assert (np.diff(path.points[:, 0]) > 0.0).all()


@given(st.integers(1, 20), st.integers(1, 20), st.integers(0, 50), st.booleans())
def test_batches_have_their_size_and_name_existing_rows(n, size, steps, replacement):
    if size > n and not replacement:
        return
    batches = opt.minibatches(n, size, steps, generator=np.random.default_rng(0), replacement=replacement)
    assert batches.shape == (steps, size)
    assert ((batches >= 0) & (batches < n)).all()
    if not replacement:
        assert all(len(set(batch)) == size for batch in batches.tolist())
        per_epoch = n // size
        for first in range(0, steps - per_epoch + 1, per_epoch):
            epoch = batches[first : first + per_epoch].ravel().tolist()
            assert len(set(epoch)) == len(epoch)


def test_the_same_seed_draws_the_same_batches():
    first, second = (opt.minibatches(10, 3, 20, generator=np.random.default_rng(4)) for _ in range(2))
    assert np.array_equal(first, second)
    assert not np.array_equal(first, opt.minibatches(10, 3, 20, generator=np.random.default_rng(5)))


@pytest.mark.parametrize("size", [1, 2, 3, 4])
def test_the_covariance_is_that_of_all_batches_that_could_be_drawn(size):
    gradients = LOSSES["linear"].sample_gradients([0.3, 0.1, -0.2])[:5]
    with_replacement = np.array([gradients[list(rows)].mean(axis=0) for rows in product(range(5), repeat=size)])
    without = np.array([gradients[list(rows)].mean(axis=0) for rows in combinations(range(5), size)])
    for batches, replacement in ((with_replacement, True), (without, False)):
        expected = np.cov(batches.T, bias=True)
        assert np.allclose(opt.gradient_covariance(gradients, size, replacement=replacement), expected, atol=1e-13)
        assert np.allclose(batches.mean(axis=0), gradients.mean(axis=0))


def test_the_whole_data_as_a_batch_has_no_noise():
    gradients = LOSSES["logistic"].sample_gradients(np.zeros(3))
    assert np.array_equal(opt.gradient_covariance(gradients, 30, replacement=False), np.zeros((3, 3)))
    assert opt.gradient_covariance([[1.0, 2.0]], 1, replacement=False).tolist() == [[0.0, 0.0], [0.0, 0.0]]


def test_a_descent_on_minibatches_uses_batch_k_at_step_k():
    loss = LOSSES["linear"]
    batches = opt.minibatches(30, 4, 12, generator=np.random.default_rng(0))
    path = opt.descend(opt.with_minibatches(loss, batches), np.zeros(3), opt.GradientDescent(0.1), 15)
    w = np.zeros(3)
    for k in range(15):
        assert np.allclose(path.points[k], w, atol=1e-14)
        w = w - 0.1 * loss.sample_gradients(w, batches[k % 12]).mean(axis=0)
    assert np.allclose(path.values, loss.objective.value(path.points))


def test_batches_of_all_rows_are_full_gradient_descent():
    loss = LOSSES["logistic"]
    batches = opt.minibatches(30, 30, 5, generator=np.random.default_rng(0))
    noisy = opt.descend(opt.with_minibatches(loss, batches), np.zeros(3), opt.Adam(0.1), 20)
    full = opt.descend(loss.objective, np.zeros(3), opt.Adam(0.1), 20)
    assert np.allclose(noisy.points, full.points, atol=1e-12)


def test_the_stationary_covariance_solves_the_lyapunov_equation_of_scipy():
    h = np.array([[2.0, 0.5, 0.0], [0.5, 1.0, 0.2], [0.0, 0.2, 0.7]])
    c = np.array([[1.0, 0.3, 0.0], [0.3, 2.0, -0.4], [0.0, -0.4, 0.5]])
    for rate in (0.01, 0.3, 0.8):
        law = opt.stationary_law(h, c, rate)
        step = np.eye(3) - rate * h
        assert np.allclose(law.covariance, solve_discrete_lyapunov(step, rate**2 * c), rtol=1e-10)
        assert law.excess == pytest.approx(0.5 * np.trace(h @ law.covariance))
        assert law.exists


def test_a_long_descent_hovers_with_the_stationary_covariance():
    h, rate, sd = np.diag([1.0, 3.0]), 0.2, 0.5
    f = opt.quadratic(h)
    noisy = opt.with_gradient_noise(f, sd, 40_000, generator=np.random.default_rng(0))
    points = opt.descend(noisy, [0.0, 0.0], opt.GradientDescent(rate), 40_000).points[100:]
    law = opt.stationary_law(h, sd**2 * np.eye(2), rate)
    # about 40,000 (2 - 0.2) / 0.2 ... effective draws: the variances are known to 3 %
    assert np.allclose(points.var(axis=0), law.covariance.diagonal(), rtol=0.1)
    assert f.value(points).mean() == pytest.approx(law.excess, rel=0.1)


@pytest.mark.parametrize(("h", "rate"), [([[1.0]], 2.0), ([[1.0]], 3.0), ([[1.0, 0], [0, -1.0]], 0.1), ([[0.0]], 0.1)])
def test_an_unstable_recursion_hovers_nowhere(h, rate):
    law = opt.stationary_law(h, np.eye(len(h)), rate)
    assert not law.exists
    assert np.isinf(law.covariance).all()
    assert np.isinf(law.excess)


@given(st.floats(1e-150, 1e150), st.floats(0.001, 1.999))
def test_in_one_dimension_the_variance_has_its_closed_form_at_any_scale(curvature, share):
    law = opt.stationary_law([[curvature]], [[1.0]], share / curvature)
    assert law.covariance[0, 0] * curvature**2 == pytest.approx(share / (2 - share), rel=1e-9)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (
            lambda: opt.linear_regression([[1], [2]], [1]),
            r"targets must have shape \(2,\) to fit data, got shape \(1,\)",
        ),
        (lambda: opt.logistic_regression([[1], [2]], [0, 2]), "targets must lie between 0 and 1, got 2.0"),
        (lambda: opt.linear_regression([[np.nan]], [1]), "data must be finite"),
        (
            lambda: opt.minibatches(3, 4, 1, generator=np.random.default_rng(0)),
            "batch_size must be at most n_samples = 3 without replacement, got 4",
        ),
        (lambda: opt.with_minibatches(LOSSES["linear"], [[30]]), "batches must name rows from 0 to 29, got 30"),
        (lambda: opt.with_minibatches(LOSSES["linear"], [[-1]]), "batches must name rows from 0 to 29, got -1"),
        (lambda: opt.with_minibatches(LOSSES["linear"], [0.5]), "batches must be integers of shape"),
        (lambda: opt.gradient_covariance([[1.0]], 2, replacement=False), "batch_size must be at most n_samples = 1"),
        (lambda: opt.stationary_law([[1.0]], np.eye(2), 0.1), r"gradient_covariance must have shape \(1, 1\) to fit"),
        (
            lambda: opt.with_gradient_noise(opt.Objective(abs), 1.0, 5, generator=np.random.default_rng(0)),
            r"function must have a domain, got Objective\(abs\) without one",
        ),
    ],
)
def test_impossible_arguments_are_refused_by_name(call, message):
    with pytest.raises(ValueError, match=message):
        call()

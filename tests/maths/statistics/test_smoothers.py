import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import norm
from sklearn.linear_model import Ridge
from sklearn.neighbors import KNeighborsRegressor
from statsmodels.nonparametric.smoothers_lowess import lowess

from mathml_widgets.maths import statistics as stats


def data(seed=0, n=30):
    rng = np.random.default_rng(seed)
    x = np.sort(rng.uniform(-2, 3, n))
    return x, np.sin(2 * x) + 0.2 * rng.normal(size=n)


X, Y = data()
NEW = np.linspace(-1.9, 2.9, 17)


@pytest.mark.parametrize("degree", [0, 1, 3, 8])
def test_a_polynomial_is_that_of_numpy(degree):
    expected = np.polynomial.Polynomial.fit(X, Y, degree)(NEW)
    assert stats.polynomial_smoother(X, NEW, degree) @ Y == pytest.approx(expected, abs=1e-10)
    assert stats.polynomial_learner(degree)(X, Y)(NEW) == pytest.approx(expected, abs=1e-10)


def test_a_polynomial_with_too_many_coefficients_goes_through_all_points():
    s = stats.polynomial_smoother([0, 1, 2], [0, 1, 2], 6)
    assert s == pytest.approx(np.eye(3), abs=1e-12)
    assert stats.polynomial_smoother([2], [2.0], 3) @ [7.0] == pytest.approx(7.0)
    assert stats.polynomial_smoother([1, 1], [1.0], 0) == pytest.approx(np.full((1, 2), 0.5))


@pytest.mark.parametrize("penalty", [0.01, 1.0, 50.0])
def test_ridge_is_that_of_scikit_learn(penalty):
    features, new = np.vander(X, 5), np.vander(NEW, 5)
    expected = Ridge(penalty, fit_intercept=False, solver="svd").fit(features, Y).predict(new)
    assert stats.ridge_smoother(features, new, penalty) @ Y == pytest.approx(expected, abs=1e-10)
    fit = stats.ridge_learner(penalty, lambda x: np.vander(x, 5))
    assert fit(X, Y)(NEW) == pytest.approx(expected, abs=1e-10)
    assert stats.ridge_learner(penalty)(features, Y)(new) == pytest.approx(expected, abs=1e-10)


def test_no_penalty_is_the_shortest_least_squares_solution():
    rng = np.random.default_rng(1)
    for shape in ((10, 4), (4, 10)):
        features, y = rng.normal(size=shape), rng.normal(size=shape[0])
        new = rng.normal(size=(3, shape[1]))
        assert stats.ridge_smoother(features, new) @ y == pytest.approx(new @ np.linalg.lstsq(features, y)[0])
    assert stats.ridge_smoother(np.zeros((2, 2)), np.ones((1, 2))).tolist() == [[0, 0]]


@settings(max_examples=25)
@given(st.integers(1, 30), st.integers(1, 3))
def test_nearest_neighbours_are_those_of_scikit_learn(k, d):
    rng = np.random.default_rng(k)
    x, new, y = rng.normal(size=(30, d)), rng.normal(size=(7, d)), rng.normal(size=30)
    expected = KNeighborsRegressor(k).fit(x, y).predict(new)
    assert stats.nearest_neighbors_smoother(x, new, k) @ y == pytest.approx(expected)
    assert stats.nearest_neighbors_learner(k)(x, y)(new) == pytest.approx(expected)


def test_tied_neighbours_share_the_last_places():
    assert stats.nearest_neighbors_smoother([-1, 1, 1, 3], [0.0], 2) == pytest.approx(np.array([[1, 1, 1, 0]]) / 3)
    assert stats.nearest_neighbors_smoother([0, 0, 0], [0.0], 1) == pytest.approx(np.full((1, 3), 1 / 3))


def test_a_kernel_average_has_the_normal_density_as_weights():
    expected = [np.average(Y, weights=norm.pdf(X, at, 0.3)) for at in NEW]
    assert stats.kernel_smoother(X, NEW, 0.3) @ Y == pytest.approx(expected, abs=1e-12)
    assert stats.kernel_learner(0.3)(X, Y)(NEW) == pytest.approx(expected, abs=1e-12)


@pytest.mark.parametrize(
    ("kernel", "weight"),
    [
        ("epanechnikov", lambda u: 1 - u**2),
        ("uniform", lambda u: 1.0),
        ("tricube", lambda u: (1 - u**3) ** 3),
    ],
)
def test_compact_kernels_are_the_textbook_averages(kernel, weight):
    s = stats.kernel_smoother(X, NEW, 0.8, kernel)
    for row, at in zip(s, NEW, strict=True):
        weights = np.array([weight(abs(x - at) / 0.8) if abs(x - at) <= 0.8 else 0.0 for x in X])
        assert row == pytest.approx(weights / weights.sum(), abs=1e-12)


def test_a_point_out_of_reach_takes_its_nearest():
    assert stats.kernel_smoother([0, 1], [50.0], 0.1, "epanechnikov").tolist() == [[0, 1]]
    assert stats.kernel_smoother([0, 1], [500.0], 0.1).tolist() == [[0, 1]]
    assert stats.kernel_smoother([0, 1], [500.0], 20.0)[0, 0] == pytest.approx(1 / (1 + np.exp(999 / 800)))


@pytest.mark.parametrize("span", [0.2, 0.5, 1.0])
def test_loess_of_lines_is_the_lowess_of_statsmodels(span):
    expected = lowess(Y, X, frac=span, it=0, xvals=NEW)
    assert stats.loess_smoother(X, NEW, span) @ Y == pytest.approx(expected, abs=1e-8)
    assert stats.loess_learner(span)(X, Y)(NEW) == pytest.approx(expected, abs=1e-8)


@pytest.mark.parametrize("degree", [0, 1, 2])
def test_loess_keeps_polynomials_of_its_degree(degree):
    y = np.polynomial.Polynomial([1, -2, 3][: degree + 1])
    assert stats.loess_smoother(X, NEW, 0.4, degree) @ y(X) == pytest.approx(y(NEW), abs=1e-10)
    assert stats.loess_smoother([1, 1, 1], [1.0], 1, degree) == pytest.approx(np.full((1, 3), 1 / 3))


@settings(max_examples=25)
@given(st.integers(0, 1000))
def test_every_smoother_that_averages_keeps_a_constant_and_forgets_the_order(seed):
    x, _ = data(seed, 12)
    order = np.random.default_rng(seed).permutation(12)
    for smoother in (
        lambda a, b: stats.polynomial_smoother(a, b, 3),
        lambda a, b: stats.nearest_neighbors_smoother(a, b, 4),
        lambda a, b: stats.kernel_smoother(a, b, 0.5),
        lambda a, b: stats.loess_smoother(a, b, 0.6),
    ):
        s = smoother(x, NEW)
        assert s.sum(axis=1) == pytest.approx(np.ones(len(NEW)))
        assert smoother(x[order], NEW) == pytest.approx(s[:, order], abs=1e-9)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: stats.polynomial_smoother([], [1.0], 1), "train_inputs must hold at least 1 points, got 0"),
        (lambda: stats.polynomial_smoother([1.0], [1.0], -1), "degree must be an integer of at least 0, got -1"),
        (
            lambda: stats.polynomial_smoother([[1, 2]], [[1, 2]], 1),
            r"train_inputs must be numbers \(n_train,\), got shape \(1, 2\)",
        ),
        (lambda: stats.ridge_smoother([[1.0]], [[1.0]], -1), "penalty must be zero or positive and finite, got -1"),
        (
            lambda: stats.ridge_smoother([[1.0]], [[1.0, 2.0]]),
            "test_features must have 1 columns as train_features has, got 2",
        ),
        (
            lambda: stats.nearest_neighbors_smoother([1, 2], [1.0], 3),
            "n_neighbors must be at most the 2 training points, got 3",
        ),
        (lambda: stats.kernel_smoother([1.0], [1.0], 0), "bandwidth must be positive and finite, got 0"),
        (lambda: stats.kernel_smoother([1.0], [1.0], 1, "box"), "kernel must be one of 'gaussian', .*, got 'box'"),
        (lambda: stats.loess_smoother([1.0], [1.0], 1.5), "span must lie strictly between 0 and 1, got 1.5"),
        (lambda: stats.loess_smoother([1.0], [1.0], 0.5, 3), "degree must be 0, 1 or 2, got 3"),
    ],
)
def test_smoothers_that_cannot_be_made_are_refused(call, message):
    with pytest.raises(ValueError, match=message):
        call()

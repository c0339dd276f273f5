import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mathml_widgets.maths import statistics as stats
from mathml_widgets.maths.statistics.learning.decomposition import measured

X = np.linspace(0, 1, 20)
NEW = np.linspace(0.03, 0.98, 9)


def wave(x):
    return np.sin(2 * np.pi * x)


LEARNERS = {
    "polynomial": (lambda a, b: stats.polynomial_smoother(a, b, 4), stats.polynomial_learner(4)),
    "nearest neighbours": (
        lambda a, b: stats.nearest_neighbors_smoother(a, b, 5),
        stats.nearest_neighbors_learner(5),
    ),
    "kernel": (lambda a, b: stats.kernel_smoother(a, b, 0.1), stats.kernel_learner(0.1)),
    "loess": (lambda a, b: stats.loess_smoother(a, b, 0.4), stats.loess_learner(0.4)),
    "ridge": (
        lambda a, b: stats.ridge_smoother(np.vander(a, 6), np.vander(b, 6), 0.01),
        stats.ridge_learner(0.01, lambda x: np.vander(x, 6)),
    ),
}


@pytest.mark.parametrize("name", LEARNERS)
def test_the_simulated_decomposition_agrees_with_the_exact_one(name):
    smoother, learner = LEARNERS[name]
    exact = stats.exact_bias_variance(smoother(X, NEW), wave(X), wave(NEW), 0.4)
    measured = stats.simulated_bias_variance(learner, wave, X, NEW, 0.4, n_datasets=1000)
    assert (np.abs(measured.bias_squared - exact.bias_squared) < 4 * measured.bias_squared_error).all()
    assert (np.abs(measured.variance - exact.variance) < 4 * measured.variance_error).all()
    assert measured.total == pytest.approx(measured.bias_squared + measured.variance + 0.16)
    # Without noise the exact bias is met to rounding.
    silent = stats.simulated_bias_variance(learner, wave, X, NEW, 0.0, n_datasets=2)
    assert silent.bias_squared == pytest.approx(exact.bias_squared, abs=1e-12)
    assert silent.variance == pytest.approx(np.zeros(9), abs=1e-24)


def test_the_squared_bias_of_few_fits_is_freed_of_their_variance():
    found = measured(np.array([[0.0], [2.0]]), np.array([3.0]), 0.5)
    assert (found.mean_fit[0], found.variance[0], found.bias_squared[0]) == (1.0, 2.0, 4.0 - 2.0 / 2)
    assert found.total[0] == 3.0 + 2.0 + 0.25
    rng = np.random.default_rng(0)
    many = measured(rng.normal(size=(3, 20_000)), np.full(20_000, 0.5), 0.0)
    assert many.bias_squared.mean() == pytest.approx(0.25, abs=4 * many.bias_squared.std() / np.sqrt(20_000))


def test_the_total_is_the_error_of_new_observations():
    rng = np.random.default_rng(0)
    s = stats.kernel_smoother(X, NEW, 0.2)
    exact = stats.exact_bias_variance(s, wave(X), wave(NEW), 0.5)
    fits = (wave(X) + 0.5 * rng.normal(size=(100_000, 20))) @ s.T
    squares = (fits - wave(NEW) - 0.5 * rng.normal(size=(100_000, 9))) ** 2
    assert (np.abs(squares.mean(axis=0) - exact.total) < 4 * squares.std(axis=0) / np.sqrt(100_000)).all()


def test_drawn_inputs_are_drawn_for_each_training_set():
    found = stats.simulated_bias_variance(
        stats.polynomial_learner(1), wave, lambda rng: rng.uniform(0, 1, 12), NEW, 0.1, n_datasets=50
    )
    again = stats.simulated_bias_variance(
        stats.polynomial_learner(1), wave, np.linspace(0, 1, 12), NEW, 0.1, n_datasets=50
    )
    assert found.variance.mean() > 3 * again.variance.mean()  # another line for other inputs


def test_degrees_of_freedom_are_the_number_of_coefficients_and_n_over_k():
    assert stats.degrees_of_freedom(stats.polynomial_smoother(X, X, 4)) == pytest.approx(5)
    assert stats.degrees_of_freedom(stats.nearest_neighbors_smoother(X, X, 5)) == pytest.approx(4, rel=0.05)
    features = np.random.default_rng(0).normal(size=(20, 6))
    s2 = np.linalg.svd(features, compute_uv=False) ** 2
    smoother = stats.ridge_smoother(features, features, 3.0)
    assert stats.degrees_of_freedom(smoother) == pytest.approx((s2 / (s2 + 3)).sum())


@settings(max_examples=25)
@given(st.integers(0, 10_000), st.integers(0, 9))
def test_all_degrees_at_once_are_the_fits_one_by_one(seed, top):
    rng = np.random.default_rng(seed)
    x, sets = np.sort(rng.uniform(-3, 5, 15)), rng.normal(size=(6, 15))
    new = rng.uniform(-3, 5, 4)
    found = stats.polynomial_errors(x, sets, new, np.ones(4), top)
    for degree in range(top + 1):
        fits = np.array([np.polynomial.Polynomial.fit(x, y, degree)(new) for y in sets])
        residuals = np.array([np.polynomial.Polynomial.fit(x, y, degree)(x) - y for y in sets])
        assert found.mean_fit[degree] == pytest.approx(fits.mean(axis=0), abs=1e-9)
        assert found.bias_squared[degree] == pytest.approx((fits.mean(axis=0) - 1) ** 2, abs=1e-9, rel=1e-9)
        assert found.variance[degree] == pytest.approx(fits.var(axis=0), abs=1e-9, rel=1e-9)
        assert found.training_errors[degree] == pytest.approx((residuals**2).mean(), abs=1e-11)


def test_exact_polynomial_errors_are_those_of_the_smoother():
    found = stats.polynomial_bias_variance(X, wave(X), NEW, wave(NEW), 0.3, 8)
    for degree in range(9):
        exact = stats.exact_bias_variance(stats.polynomial_smoother(X, NEW, degree), wave(X), wave(NEW), 0.3)
        assert found.bias_squared[degree] == pytest.approx(exact.bias_squared, abs=1e-12)
        assert found.variance[degree] == pytest.approx(exact.variance, rel=1e-9)
        left = np.eye(20) - stats.polynomial_smoother(X, X, degree)
        training = ((left @ wave(X)) ** 2).mean() + 0.09 * (left**2).sum() / 20
        assert found.training_errors[degree] == pytest.approx(training)


def descent(penalty=0.0, n=40, sizes=(10, 20, 40, 80, 400)):
    rng = np.random.default_rng(0)
    train, test = rng.normal(size=(n, 5)), rng.normal(size=(300, 5))
    return stats.double_descent(lambda x: np.sin(x[:, 0]) + x[:, 1], train, test, sizes, 0.5, penalty=penalty)


def test_the_error_peaks_where_features_equal_samples_and_a_ridge_removes_the_peak():
    found = descent()
    assert found.n_features[found.total.argmax()] == 40
    assert found.total.max() > 7 * found.total[[0, -1]].max()
    assert found.training_error[3:] == pytest.approx(np.zeros(2), abs=1e-20)
    smooth = descent(penalty=1.0)
    assert smooth.n_features[smooth.total.argmin()] == 40  # where the peak was
    assert smooth.total[2] < 0.06 * found.total[2]


def test_double_descent_is_exact():
    rng = np.random.default_rng(3)
    train, test = rng.normal(size=(12, 2)), rng.normal(size=(30, 2))
    found = stats.double_descent(lambda x: x[:, 0], train, test, [6], 0.3, penalty=0.1, rng=np.random.default_rng(8))
    layer = stats.relu_features(6, 2, np.random.default_rng(8))
    simulated = stats.simulated_bias_variance(
        stats.ridge_learner(0.1, layer), lambda x: x[:, 0], train, test, 0.3, n_datasets=2000
    )
    error = np.sqrt((simulated.variance_error**2).sum()) / np.sqrt(30)  # not smaller: points go together
    assert found.variance[0] == pytest.approx(simulated.variance.mean(), abs=4 * error)
    assert found.total[0] == pytest.approx(found.bias_squared[0] + found.variance[0] + 0.09)
    smoother = stats.ridge_smoother(layer(train), layer(train), 0.1)
    left = np.eye(12) - smoother
    expected = ((left @ train[:, 0]) ** 2).mean() + 0.09 * (left**2).sum() / 12
    assert found.training_error[0] == pytest.approx(expected)


def test_relu_features_are_the_positive_parts_of_random_planes():
    layer = stats.relu_features(50, 3, np.random.default_rng(0), bias_scale=0.0)
    x = np.array([[1.0, -2.0, 0.5]])
    assert layer(x) == pytest.approx(np.maximum(0, layer.weights @ x[0])[None])
    assert layer(2 * x) == pytest.approx(2 * layer(x))
    assert stats.relu_features(4, 1, np.random.default_rng(0))([1.0, 2.0]).shape == (2, 4)
    with pytest.raises(ValueError, match="inputs must have 3 dimensions, got 2"):
        layer([[1.0, 2.0]])


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (
            lambda: stats.exact_bias_variance(np.eye(2), [1, 2], [1], 1),
            r"smoother must have shape \(1, 2\) to fit the values, got \(2, 2\)",
        ),
        (
            lambda: stats.exact_bias_variance(np.eye(2), [1, 2], [1, 2], -1),
            "noise must be zero or positive and finite, got -1",
        ),
        (
            lambda: stats.simulated_bias_variance(lambda x, y: lambda new: y, wave, X, NEW, 1),
            r"predict\(inputs\) must have shape \(9,\), got shape \(20,\)",
        ),
        (
            lambda: stats.simulated_bias_variance(stats.polynomial_learner(1), wave, X, NEW, 1, n_datasets=1),
            "n_datasets must be an integer of at least 2, got 1",
        ),
        (
            lambda: stats.simulated_bias_variance(stats.polynomial_learner(1), lambda x: 1.0, X, NEW, 1),
            r"function\(inputs\) must have shape \(9,\), got shape \(\)",
        ),
        (
            lambda: stats.polynomial_errors([1, 1, 2], [[1, 2, 3]], [1.0], [1.0], 2),
            "max_degree must be below the 2 distinct train_inputs, got 2",
        ),
        (
            lambda: stats.polynomial_errors([1, 2], [1, 2], [1.0], [1.0], 1),
            r"training_sets must have shape \(n_datasets, 2\), got shape \(2,\)",
        ),
        (
            lambda: stats.polynomial_errors([1, 2], [[1, 2]], [1.0], [1.0, 2.0], 1),
            "test_values must hold one value for each of 1 test inputs, got 2",
        ),
        (lambda: stats.degrees_of_freedom([[1, 2]]), "smoother must be square, got shape"),
        (lambda: stats.relu_features(0, 1, np.random.default_rng(0)), "n_features must be an integer of at least 1"),
    ],
)
def test_decompositions_that_cannot_be_made_are_refused(call, message):
    with pytest.raises(ValueError, match=message):
        call()

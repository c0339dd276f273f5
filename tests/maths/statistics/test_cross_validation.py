import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.linear_model import LinearRegression
from sklearn.model_selection import KFold, cross_val_predict, cross_val_score

from mathml_widgets.maths import statistics as stats

RNG = np.random.default_rng(0)
X = RNG.uniform(-1, 1, 23)
Y = np.exp(X) + 0.1 * RNG.normal(size=23)


@settings(max_examples=25)
@given(st.integers(2, 40), st.integers(2, 10), st.booleans())
def test_folds_hold_each_case_once_and_differ_by_at_most_one(n, k, shuffle):
    k = min(n, k)
    folds = stats.k_fold(n, k, np.random.default_rng(0) if shuffle else None)
    assert sorted(np.concatenate(folds)) == list(range(n))
    sizes = [len(fold) for fold in folds]
    assert max(sizes) - min(sizes) <= 1
    if not shuffle:
        expected = [test.tolist() for _, test in KFold(k).split(np.zeros(n))]
        assert [fold.tolist() for fold in folds] == expected


@settings(max_examples=25)
@given(st.integers(0, 1000), st.integers(2, 5))
def test_stratified_folds_spread_each_class(seed, k):
    rng = np.random.default_rng(seed)
    labels = rng.permutation(np.repeat(["a", "b", "c"], rng.integers(k, 20, 3)))
    folds = stats.stratified_k_fold(labels, k, rng)
    assert sorted(np.concatenate(folds)) == list(range(len(labels)))
    for counted in [*((labels == name) for name in "abc"), np.ones(len(labels), dtype=bool)]:
        sizes = [int(counted[fold].sum()) for fold in folds]
        assert max(sizes) - min(sizes) <= 1


def test_cross_validation_is_that_of_scikit_learn():
    found = stats.cross_validate(stats.polynomial_learner(1), X, Y, 5)
    theirs = -cross_val_score(LinearRegression(), X[:, None], Y, cv=KFold(5), scoring="neg_mean_squared_error")
    assert found.fold_errors == pytest.approx(theirs)
    assert found.predictions == pytest.approx(cross_val_predict(LinearRegression(), X[:, None], Y, cv=KFold(5)))
    assert found.error == pytest.approx(((found.predictions - Y) ** 2).mean())
    assert found.standard_error == pytest.approx(theirs.std(ddof=1) / np.sqrt(5))
    assert (found.training_errors < found.error * 2).all()


def test_a_loss_and_folds_of_your_own_are_taken():
    folds = stats.stratified_k_fold(Y > 1, 3, np.random.default_rng(1))
    found = stats.cross_validate(
        stats.nearest_neighbors_learner(1), X[:, None], Y, folds, loss=lambda y, p: np.abs(y - p)
    )
    assert found.error == pytest.approx(np.abs(found.predictions - Y).mean())
    assert found.training_errors.tolist() == [0, 0, 0]


@pytest.mark.parametrize(
    "smoother",
    [
        lambda a, b: stats.polynomial_smoother(a, b, 3),
        lambda a, b: stats.ridge_smoother(np.vander(a, 5), np.vander(b, 5), 0.1),
        lambda a, b: stats.kernel_smoother(a, b, 0.2),
    ],
)
def test_leaving_one_out_needs_no_refitting(smoother):
    found = stats.cross_validate(stats.learner(smoother), X, Y, stats.leave_one_out(23))
    assert stats.leave_one_out_residuals(smoother(X, X), Y) == pytest.approx(Y - found.predictions, abs=1e-10)
    twice = stats.leave_one_out_residuals(smoother(X, X), np.stack([Y, 2 * Y]))
    assert twice[1] == pytest.approx(2 * (Y - found.predictions), abs=1e-10)


def test_what_goes_through_every_point_has_no_residual_without_it():
    assert np.isnan(stats.leave_one_out_residuals(np.eye(3), [1, 2, 3])).all()
    assert np.isnan(stats.generalized_cross_validation(np.eye(3), [1, 2, 3]))


def test_generalized_cross_validation_is_leaving_one_out_where_all_cases_weigh_the_same():
    angles = 2 * np.pi * np.arange(12) / 12
    features = np.stack([np.ones(12), np.cos(angles), np.sin(angles)], axis=1)
    s, y = stats.ridge_smoother(features, features, 0.5), np.random.default_rng(3).normal(size=12)
    expected = (stats.leave_one_out_residuals(s, y) ** 2).mean()
    assert stats.generalized_cross_validation(s, y) == pytest.approx(expected)


LINE = stats.polynomial_learner(1)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: stats.k_fold(3, 4), "n_folds must be at most the 3 cases, got 4"),
        (lambda: stats.k_fold(3, 1), "n_folds must be an integer of at least 2, got 1"),
        (lambda: stats.k_fold(0, 2), "n must be an integer of at least 2, got 0"),
        (lambda: stats.leave_one_out(1), "n_folds must be an integer of at least 2, got 1"),
        (
            lambda: stats.stratified_k_fold([0, 0, 0, 1], 2),
            "n_folds must be at most the 1 cases of class 1, got 2",
        ),
        (lambda: stats.stratified_k_fold([[0], [1]], 2), r"labels must have shape \(n,\), got shape \(2, 1\)"),
        (lambda: stats.cross_validate(LINE, X, Y[:3]), "y must hold one value for each of 23 inputs, got 3"),
        (lambda: stats.cross_validate(LINE, [1.0], [1.0]), "y must hold at least 2 values, got 1"),
        (
            lambda: stats.cross_validate(LINE, [1, 2, 3], [1, 2, 3], [[0], [1]]),
            "folds must hold each case once, in at least two folds",
        ),
        (
            lambda: stats.cross_validate(LINE, [1, 2], [1, 2], [[0, 1], np.empty(0, dtype=int)]),
            "folds must each hold a case, got none in fold 1",
        ),
        (
            lambda: stats.cross_validate(lambda x, y: lambda new: 1.0, X, Y, 3),
            r"predict\(inputs\) must have shape \(8,\), got shape \(\)",
        ),
        (
            lambda: stats.leave_one_out_residuals(np.eye(2), [1, 2, 3]),
            r"y must have shape \(..., 2\) to fit the smoother, got shape \(3,\)",
        ),
        (
            lambda: stats.generalized_cross_validation(np.eye(2), [1, 2, 3]),
            "y must hold 2 values to fit the smoother, got 3",
        ),
    ],
)
def test_folds_that_are_no_folds_are_refused(call, message):
    with pytest.raises(ValueError, match=message):
        call()

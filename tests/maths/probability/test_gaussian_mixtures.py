"""Mixtures of Gaussians, EM and labelled clouds beside SciPy and scikit-learn."""

import math
from itertools import islice

import numpy as np
import pytest
import scipy.special as sp
import scipy.stats as ss
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.discriminant_analysis import LinearDiscriminantAnalysis, QuadraticDiscriminantAnalysis
from sklearn.mixture import GaussianMixture as Peer
from sklearn.naive_bayes import GaussianNB

from mathml_widgets.maths import probability as pr

MIXTURE = pr.gaussian_mixture(
    [0.3, 0.5, 0.2],
    [[-3.0, 0.0], [2.0, 1.0], [0.0, -4.0]],
    [[[1.0, 0.3], [0.3, 0.5]], [[0.4, -0.2], [-0.2, 0.8]], [[2.0, 0.0], [0.0, 0.1]]],
)
PEER_NAMES = {"full": "full", "diagonal": "diag", "spherical": "spherical", "shared": "tied"}


def cloud(n=400, seed=0):
    return MIXTURE.sample(n, np.random.default_rng(seed))[0]


def test_densities_and_responsibilities_are_those_of_scipy():
    x = cloud(50)
    logs = np.stack(
        [math.log(w) + ss.multivariate_normal.logpdf(x, m, c) for w, m, c in zip(*MIXTURE, strict=True)],
        axis=-1,
    )
    np.testing.assert_allclose(MIXTURE.log_joint(x), logs, rtol=1e-12)
    np.testing.assert_allclose(MIXTURE.log_density(x), sp.logsumexp(logs, axis=-1), rtol=1e-12)
    np.testing.assert_allclose(MIXTURE.responsibilities(x), sp.softmax(logs, axis=-1), rtol=1e-10)
    assert MIXTURE.log_density(np.zeros((3, 4, 2))).shape == (3, 4)
    assert MIXTURE.log_density([1e200, 0.0]) == -np.inf


def test_draws_have_the_moments_of_the_mixture():
    x, which = MIXTURE.sample(20_000, np.random.default_rng(0))
    assert ss.chisquare(np.bincount(which), 20_000 * MIXTURE.weights).pvalue > 1e-6
    for k in range(3):
        own = x[which == k]
        errors = np.sqrt(np.diagonal(MIXTURE.covariances[k]) / len(own))
        np.testing.assert_array_less(abs(own.mean(axis=0) - MIXTURE.means[k]), 5 * errors)


def test_a_missing_coordinate_is_filled_in_as_bayes_has_it():
    given = MIXTURE.conditional([np.nan, 0.5])
    y = np.linspace(-6, 6, 101)
    joint = MIXTURE.log_density(np.stack([y, np.full(101, 0.5)], axis=-1))
    marginal = pr.gaussian_mixture(MIXTURE.weights, MIXTURE.means[:, 1:], MIXTURE.covariances[:, 1:, 1:])
    np.testing.assert_allclose(given.log_density(y[:, None]), joint - marginal.log_density([0.5]), rtol=1e-10)


@pytest.mark.parametrize("covariance_type", PEER_NAMES)
def test_em_climbs_to_where_scikit_learn_gets(covariance_type):
    x = cloud()
    start = MIXTURE.means + 0.3
    found = pr.fit_gaussian_mixture(
        x, 3, initial_means=start, covariance_type=covariance_type, n_steps=3000, tolerance=1e-13
    )
    precisions = np.linalg.inv(found.mixture.covariances)
    peer = Peer(
        3,
        covariance_type=PEER_NAMES[covariance_type],
        reg_covar=0,
        tol=1e-13,
        max_iter=3000,
        means_init=found.mixture.means,
        weights_init=found.mixture.weights,
        precisions_init={
            "full": precisions,
            "diagonal": np.diagonal(precisions, axis1=1, axis2=2),
            "spherical": precisions[:, 0, 0],
            "shared": precisions[0],
        }[covariance_type],
    ).fit(x)
    assert found.converged
    assert found.log_likelihoods[-1] == pytest.approx(peer.score(x) * len(x), abs=1e-6)
    np.testing.assert_allclose(found.mixture.means, peer.means_, atol=1e-4)
    assert found.bayesian_information_criterion == pytest.approx(peer.bic(x), rel=1e-9)
    assert found.akaike_information_criterion == pytest.approx(peer.aic(x), rel=1e-9)
    assert found.n_parameters == peer._n_parameters()
    assert found.collapsed == ()


def test_one_step_is_that_of_loops():
    x = cloud(30)
    start = pr.gaussian_mixture([0.5, 0.5], [[0.0, 0.0], [1.0, 1.0]], [np.eye(2), 2 * np.eye(2)])
    step = next(pr.em_steps(x, start))
    likelihood = 0.0
    r = np.zeros((30, 2))
    for n, point in enumerate(x):
        joint = [
            start.weights[k] * ss.multivariate_normal.pdf(point, start.means[k], start.covariances[k]) for k in (0, 1)
        ]
        r[n] = np.array(joint) / sum(joint)
        likelihood += math.log(sum(joint))
    np.testing.assert_allclose(step.responsibilities, r, rtol=1e-11)
    assert step.log_likelihood == pytest.approx(likelihood, rel=1e-12)
    for k in (0, 1):
        mean = (r[:, k, None] * x).sum(axis=0) / r[:, k].sum()
        spread = sum(r[n, k] * np.outer(x[n] - mean, x[n] - mean) for n in range(30)) / r[:, k].sum()
        np.testing.assert_allclose(step.following.means[k], mean, rtol=1e-11)
        np.testing.assert_allclose(step.following.covariances[k], spread, rtol=1e-10)
    np.testing.assert_allclose(step.following.weights, r.mean(axis=0), rtol=1e-12)


@given(st.integers(0, 10_000), st.sampled_from(sorted(PEER_NAMES)), st.integers(1, 5))
@settings(max_examples=30)
def test_the_likelihood_never_falls(seed, covariance_type, k):
    generator = np.random.default_rng(seed)
    x = generator.normal(size=(25, 2)) * [1, 5] + generator.integers(-3, 3, (25, 1))
    found = pr.fit_gaussian_mixture(x, k, generator, covariance_type=covariance_type, n_steps=60)
    assert (np.diff(found.log_likelihoods) >= -1e-9 * abs(found.log_likelihoods[0])).all()
    assert np.isfinite(found.log_likelihoods).all()
    assert found.means.shape == (len(found.log_likelihoods), k, 2)
    np.testing.assert_allclose(found.responsibilities.sum(axis=1), 1)


def test_a_component_that_shrinks_onto_one_point_is_reported():
    x = np.append(np.random.default_rng(0).normal(size=40), 30.0)[:, None]
    found = pr.fit_gaussian_mixture(x, 2, initial_means=[[0.0], [30.0]], n_steps=500)
    assert found.collapsed == (1,)
    assert (np.diff(found.log_likelihoods) >= -1e-9).all()
    lower = pr.fit_gaussian_mixture(x, 2, initial_means=[[0.0], [30.0]], n_steps=500, covariance_floor=1e-12)
    # The likelihood grows without end as the floor falls.
    assert lower.log_likelihoods[-1] > found.log_likelihoods[-1] + 5


def test_steps_one_by_one_are_those_of_the_fit():
    x = cloud(60)
    found = pr.fit_gaussian_mixture(x, 3, initial=MIXTURE, n_steps=5, tolerance=0)
    steps = list(islice(pr.em_steps(x, MIXTURE), 6))
    np.testing.assert_array_equal([s.log_likelihood for s in steps], found.log_likelihoods)
    np.testing.assert_array_equal([s.mixture.means for s in steps], found.means)
    np.testing.assert_array_equal(steps[-1].responsibilities, found.responsibilities)


def test_the_right_number_of_clouds_has_the_least_criterion():
    x = cloud(600, 1)
    found = {
        k: min(
            pr.fit_gaussian_mixture(x, k, np.random.default_rng(seed)).bayesian_information_criterion
            for seed in range(3)
        )
        for k in (1, 2, 3, 4)
    }
    assert min(found, key=found.get) == 3


def test_points_that_are_all_the_same_collapse():
    found = pr.fit_gaussian_mixture(np.ones((5, 2)), 2, np.random.default_rng(0))
    assert found.collapsed == (0, 1)
    assert np.isfinite(found.log_likelihoods).all()
    one = pr.fit_gaussian_mixture([[1.0, 2.0]], 1, np.random.default_rng(0))
    np.testing.assert_array_equal(one.mixture.means, [[1, 2]])


def test_labelled_clouds_classify_as_scikit_learn_does():
    x, which = MIXTURE.sample(300, np.random.default_rng(3))
    other = cloud(50, 4)
    shared = pr.fit_labelled_mixture(x, which, covariance_type="shared")
    order = [shared.classes.index(k) for k in range(3)]
    linear = LinearDiscriminantAnalysis(solver="lsqr").fit(x, which)
    np.testing.assert_allclose(
        shared.mixture.responsibilities(other)[:, order], linear.predict_proba(other), rtol=1e-7, atol=1e-12
    )
    naive = pr.fit_labelled_mixture(x, which, covariance_type="diagonal")
    gaussian = GaussianNB(var_smoothing=0).fit(x, which)
    np.testing.assert_allclose(
        naive.mixture.responsibilities(other)[:, order], gaussian.predict_proba(other), rtol=1e-7, atol=1e-12
    )
    full = pr.fit_labelled_mixture(x, which)
    quadratic = QuadraticDiscriminantAnalysis().fit(x, which)
    np.testing.assert_allclose(full.mixture.means[order], quadratic.means_, rtol=1e-10)
    agree = full.mixture.responsibilities(other)[:, order].argmax(axis=1) == quadratic.predict(other)
    assert agree.all()


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: pr.gaussian_mixture([0.5, 0.6], [[0], [1]], [[[1]], [[1]]]), "weights must be numbers from 0 on"),
        (lambda: pr.gaussian_mixture([1], [[0], [1]], [[[1]]]), r"means must have shape \(1, n_dimensions\)"),
        (lambda: pr.gaussian_mixture([1], [[0]], [[1]]), r"covariances must have shape \(1, 1, 1\)"),
        (lambda: pr.gaussian_mixture([1], [[0]], [[[-1]]]), "covariances must be positive definite"),
        (lambda: pr.gaussian_mixture([1], [[0, 0]], [[[1, 2], [0, 1]]]), "covariances must be symmetric"),
        (lambda: MIXTURE.log_density([1.0]), r"points must have shape \(..., 2\)"),
        (lambda: MIXTURE.conditional([1.0, 2.0]), "known must have 2 numbers, some but not all of them NaN"),
        (lambda: MIXTURE.sample(0, np.random.default_rng(0)), "n must be a whole number from 1 on"),
        (lambda: pr.fit_gaussian_mixture([[1.0]], 2), "n_components must be at most the number of points, 1, got 2"),
        (lambda: pr.fit_gaussian_mixture([[1.0]], 1), "generator must be given where no start is"),
        (lambda: pr.fit_gaussian_mixture([[1.0]], 1, initial=MIXTURE), "initial must have means of shape"),
        (lambda: pr.fit_gaussian_mixture([[1.0]], 1, initial_means=[1.0]), "initial_means must have shape"),
        (lambda: pr.fit_gaussian_mixture([[1.0]], 1, covariance_type="round"), "covariance_type must be one of full"),
        (lambda: pr.fit_gaussian_mixture([[1.0]], 1, covariance_floor=0), "covariance_floor must lie between 0 and 1"),
        (lambda: pr.fit_gaussian_mixture([[1.0]], 1, tolerance=-1), "tolerance must be at least 0, got -1"),
        (lambda: next(pr.em_steps([[1.0]], MIXTURE)), "start must have 1 dimensions, got 2"),
        (
            lambda: pr.fit_gaussian_mixture([[0.0], [1e200]], 1, initial_means=[[0.0]]),
            "points must have a variance below",
        ),
        (lambda: pr.fit_gaussian_mixture([[0.0], [1.0]], 1, initial_means=[[1e200]]), "is too far from all means"),
        (lambda: pr.fit_labelled_mixture([[1.0]], []), "labels must be one for each of 1 points, got 0"),
    ],
)
def test_what_is_no_mixture_is_named(call, message):
    with pytest.raises(ValueError, match=message):
        call()

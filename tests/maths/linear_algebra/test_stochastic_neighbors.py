import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.spatial.distance import squareform
from sklearn.datasets import load_iris
from sklearn.manifold import TSNE, trustworthiness
from sklearn.manifold._t_sne import _joint_probabilities, _kl_divergence

from mathml_widgets.maths import linear_algebra as la

IRIS = load_iris().data


def slow_divergence(p, y):
    kernel = {}
    for i in range(len(y)):
        for j in range(len(y)):
            if i != j:
                kernel[i, j] = 1 / (1 + sum((a - b) ** 2 for a, b in zip(y[i], y[j], strict=True)))
    total = math.fsum(kernel.values())
    return math.fsum(p[i, j] * math.log(p[i, j] * total / k) for (i, j), k in kernel.items() if p[i, j] > 0)


def entropy(shares):
    filled = shares[shares > 0]
    return -(filled * np.log(filled)).sum()


def test_every_row_has_the_perplexity_asked_for():
    points = np.random.default_rng(0).normal(size=(60, 3)) * np.linspace(0.01, 50, 60)[:, None]
    for perplexity in (1.5, 5, 30, 58.5):
        shares = la.conditional_affinities(points, perplexity)
        assert np.allclose(shares.sum(axis=1), 1, rtol=1e-13) and not np.diagonal(shares).any()
        assert np.allclose([math.exp(entropy(row)) for row in shares], perplexity, rtol=1e-10)


def test_the_shares_are_those_of_scikit_learn():
    squares = la.squared_distances(IRIS)
    for perplexity in (5, 30):
        theirs = squareform(_joint_probabilities(squares.astype(np.float32), perplexity, 0))
        ours = la.joint_affinities(IRIS, perplexity)
        assert ours.sum() == pytest.approx(1.0, rel=1e-13) and (ours == ours.T).all()
        assert np.abs(ours - theirs).max() < 1e-4 * ours.max()  # theirs stop at a hundred-thousandth of the entropy


def test_a_shape_with_more_nearest_neighbours_than_the_perplexity_shares_among_them():
    corners = np.eye(5)
    shares = la.conditional_affinities(corners, 2)
    assert np.allclose(shares, (1 - np.eye(5)) / 4)
    assert np.allclose(la.conditional_affinities(np.zeros((3, 2)), 1.5), (1 - np.eye(3)) / 2)
    assert np.allclose(la.conditional_affinities([[0], [1]], 1), [[0, 1], [1, 0]])


@pytest.mark.parametrize("unit", [1e-250, 1e-3, 3e307])
def test_units_and_place_do_not_matter(unit):
    points = np.random.default_rng(1).normal(size=(12, 2))
    assert np.allclose(
        la.joint_affinities(unit * points, 4), la.joint_affinities(points + 10, 4), rtol=1e-9, atol=1e-15
    )


@settings(max_examples=20)
@given(st.integers(2, 7), st.integers(1, 3), st.integers(0, 10**6))
def test_divergence_and_slopes_are_those_of_a_slow_twin(n, d, seed):
    rng = np.random.default_rng(seed)
    p = la.joint_affinities(rng.normal(size=(n, 3)), 1 + (n - 2) * rng.random())
    y = rng.normal(size=(n, d))
    found = la.layout_divergence(p, y)
    assert found.divergence == pytest.approx(slow_divergence(p, y), rel=1e-12, abs=1e-14)
    for place in np.ndindex(n, d):
        step = np.zeros((n, d))
        step[place] = 1e-5
        slope = (slow_divergence(p, y + step) - slow_divergence(p, y - step)) / 2e-5
        assert found.gradient[place] == pytest.approx(slope, abs=1e-9)


def test_divergence_and_slopes_are_those_of_scikit_learn():
    y = np.random.default_rng(2).normal(size=(150, 2))
    p = la.joint_affinities(IRIS, 20)
    divergence, slopes = _kl_divergence(y.ravel(), squareform(p), 1, 150, 2)
    found = la.layout_divergence(p, y)
    assert found.divergence == pytest.approx(divergence, rel=1e-10)
    assert np.allclose(found.gradient.ravel(), slopes, rtol=0, atol=1e-12)


def test_the_final_layout_is_as_good_as_scikit_learn_s():
    points = IRIS[::2]
    last = list(la.tsne(points, generator=np.random.default_rng(0), perplexity=20, report_every=1000))[-1]
    theirs = TSNE(method="exact", perplexity=20, init="pca", random_state=0).fit(points)
    assert last.divergence <= 1.02 * theirs.kl_divergence_
    assert trustworthiness(points, last.points, n_neighbors=10) > 0.98


def test_the_layouts_are_a_slow_twin_s():
    points = np.random.default_rng(3).normal(size=(9, 4))
    start = np.random.default_rng(4).normal(size=(9, 2)) * 1e-2
    start -= start.mean(axis=0)
    found = list(
        la.tsne(
            points, generator=np.random.default_rng(0), perplexity=3, start=start, n_iterations=7, early_iterations=4,
            exaggeration=4.0, learning_rate=10.0, report_every=1,
        )
    )  # fmt: skip
    p, y = la.joint_affinities(points, 3), start.copy()
    velocity, gains = np.zeros_like(y), np.ones_like(y)
    for iteration in range(1, 8):
        if iteration == 5:
            velocity, gains = np.zeros_like(y), np.ones_like(y)
        q = la.layout_divergence(p, y).gradient
        if iteration <= 4:  # slopes are linear in p: four times p less q is p less q, and three times p more
            kernel = 1 / (1 + la.squared_distances(y))
            pull = 3 * p * kernel
            q = q + 4 * (pull.sum(axis=1)[:, None] * y - pull @ y)
        for place in np.ndindex(y.shape):
            gains[place] = gains[place] + 0.2 if velocity[place] * q[place] < 0 else max(0.01, gains[place] * 0.8)
        velocity = (0.5 if iteration <= 4 else 0.8) * velocity - 10.0 * gains * q
        y = y + velocity
        y = y - y.mean(axis=0)
        assert np.allclose(found[iteration].points, y, rtol=1e-9, atol=1e-12)
        assert found[iteration].divergence == pytest.approx(la.layout_divergence(p, y).divergence, rel=1e-9)


def test_layouts_come_as_often_as_asked_and_the_same_seed_gives_the_same():
    points = np.random.default_rng(5).normal(size=(20, 3))
    runs = [list(la.tsne(points, generator=np.random.default_rng(6), perplexity=5, n_iterations=25)) for _ in range(2)]
    assert [layout.iteration for layout in runs[0]] == [0, 10, 20, 25]
    assert all((a.points == b.points).all() for a, b in zip(*runs, strict=True))
    assert len({id(layout.points) for layout in runs[0]}) == 4


def test_equal_points_two_points_and_one_dimension_are_no_error():
    rng = np.random.default_rng(7)
    for points, perplexity, d in (
        (np.zeros((6, 2)), 2, 2),
        ([[0, 0], [1, 1]], 1, 2),
        (np.eye(5), 2, 3),
        (np.eye(4), 2, 1),
    ):
        last = list(la.tsne(points, generator=rng, perplexity=perplexity, n_dimensions=d, n_iterations=60))[-1]
        assert np.isfinite(last.points).all() and math.isfinite(last.divergence)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"perplexity": 0.5}, r"perplexity must be from 1 to 4, the number of other points, got 0\.5"),
        ({"perplexity": 5}, "perplexity must be from 1 to 4, the number of other points, got 5"),
        ({"learning_rate": 0}, "learning_rate must be positive, got 0"),
        ({"exaggeration": 0.5}, r"exaggeration must be at least 1, got 0\.5"),
        ({"report_every": 0}, "report_every must be at least 1, got 0"),
        ({"n_iterations": -1}, "n_iterations must be at least 0, got -1"),
        ({"n_dimensions": 0}, "n_dimensions must be at least 1, got 0"),
        ({"start": [[1, 2]]}, r"start must have shape \(5, 2\), got shape \(1, 2\)"),
    ],
)
def test_bad_arguments_are_refused_at_the_call(options, message):
    with pytest.raises(ValueError, match=message):
        la.tsne(np.eye(5), generator=np.random.default_rng(0), **{"perplexity": 2, **options})


def test_too_many_points_are_refused():
    with pytest.raises(ValueError, match="points must be at most 500, got 501: draw a sample of them"):
        la.tsne(np.zeros((501, 1)), generator=np.random.default_rng(0))
    with pytest.raises(ValueError, match=r"affinities must have shape \(2, 2\), got shape \(1, 1\)"):
        la.layout_divergence([[0]], [[1], [2]])

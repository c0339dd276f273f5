import math

import numpy as np
import pytest
from scipy.spatial import cKDTree
from scipy.special import digamma
from sklearn.feature_selection import mutual_info_regression

from mathml_widgets.maths import information as info
from mathml_widgets.maths.information.nearest_neighbors import _counts_within
from mathml_widgets.maths.information.neighbors import kth_neighbor_distances

GENERATOR = np.random.default_rng(0)
CLOUDS = {
    "normal": GENERATOR.normal(size=(900, 2)),
    "heavy tails": GENERATOR.standard_cauchy((1500, 2)),
    "on a line": np.repeat(GENERATOR.normal(size=(700, 1)), 2, axis=1),
    "small grid": GENERATOR.integers(0, 12, (800, 2)).astype(float),
    "one column constant": np.column_stack([np.zeros(500), GENERATOR.normal(size=500)]),
    "two clumps": np.concatenate([GENERATOR.normal(size=(400, 2)) * 1e-9, 5 + GENERATOR.normal(size=(400, 2))]),
    "all equal": np.ones((300, 2)),
    "far from zero": 1e9 + GENERATOR.normal(size=(600, 2)),
    "three dimensions": GENERATOR.normal(size=(700, 3)),
    "one dimension": GENERATOR.normal(size=(500, 1)),
    "one dimension, repeated": GENERATOR.integers(0, 40, (500, 1)).astype(float),
    "both ends of float64": np.array([[1e308, 0], [-1e308, 1], [0, 2], [1, 1e308], [5, 5], [7, -1e308]]),
    "few points": GENERATOR.normal(size=(6, 2)),
}


def brute_distances(points):
    return np.abs(points[:, None] - points).max(axis=2)


def brute_ksg(x, y, k):
    x, y = np.reshape(x, (len(x), -1)), np.reshape(y, (len(y), -1))
    n, dx, dy = len(x), brute_distances(x), brute_distances(y)
    both = np.maximum(dx, dy)
    total = 0.0
    for i in range(n):
        reach = np.sort(np.delete(both[i], i))[k - 1]
        n_x, n_y = ((np.delete(d[i], i) < reach).sum() if reach > 0 else (np.delete(d[i], i) == 0).sum()
                    for d in (dx, dy))  # fmt: skip
        total += digamma(n_x + 1) + digamma(n_y + 1)
    return digamma(k) + digamma(n) - total / n


@pytest.mark.parametrize("name", CLOUDS)
@pytest.mark.parametrize("k", [1, 3, 5])
def test_distances_to_neighbours_are_those_of_looking_at_all_pairs(name, k):
    points = CLOUDS[name]
    with np.errstate(over="ignore"):
        distances = brute_distances(points)
    np.fill_diagonal(distances, np.inf)
    assert (kth_neighbor_distances(points, k) == np.sort(distances, axis=1)[:, k - 1]).all()


@pytest.mark.parametrize("name", [name for name in CLOUDS if CLOUDS[name].shape[1] == 2 and "float64" not in name])
@pytest.mark.parametrize("k", [1, 3])
def test_the_mutual_information_is_that_of_brute_force(name, k):
    x, y = CLOUDS[name].T
    assert info.ksg_mutual_information(x, y, k, math.e) == pytest.approx(brute_ksg(x, y, k), abs=1e-12)


def test_points_at_the_very_limit_are_counted_by_their_rounded_difference():
    generator = np.random.default_rng(4)
    x = generator.normal(size=400) * 10.0 ** generator.integers(-18, 3, 400)
    x[:50] = x[50:100]
    distances = np.abs(x[:, None] - x)
    # Limits that are met exactly by the difference to another point.
    reach = np.nextafter(distances[np.arange(400), generator.permutation(400)], np.inf)
    assert (_counts_within(x[:, None], reach) == (distances < reach[:, None]).sum(axis=1)).all()


def test_a_large_cloud_is_searched_in_pieces_with_the_same_result(monkeypatch):
    points = np.random.default_rng(9).standard_cauchy((3000, 2))
    whole = kth_neighbor_distances(points, 3)
    monkeypatch.setattr("mathml_widgets.maths.information.neighbors._PAIRS_AT_ONCE", 1000)
    assert (kth_neighbor_distances(points, 3) == whole).all()


def test_columns_may_be_points_of_several_dimensions():
    x, y = GENERATOR.normal(size=(300, 2)), GENERATOR.normal(size=300)
    assert info.ksg_mutual_information(x, y, 3, math.e) == pytest.approx(brute_ksg(x, y, 3), abs=1e-12)


def test_the_mutual_information_is_that_of_scikit_learn():
    generator = np.random.default_rng(1)
    x = generator.normal(size=2000)
    y = np.sin(x) + 0.3 * generator.normal(size=2000)
    # It scales both and adds a noise of 1e-10.
    peer = mutual_info_regression(x[:, None], y, n_neighbors=3, random_state=0)[0]
    assert info.ksg_mutual_information(x / x.std(), y / y.std(), 3, math.e) == pytest.approx(peer, abs=1e-9)


def test_estimates_for_normal_columns_come_near_the_truth():
    generator, r = np.random.default_rng(2), 0.8
    found = []
    for _ in range(20):
        x = generator.normal(size=1000)
        found.append(info.ksg_mutual_information(x, r * x + math.sqrt(1 - r * r) * generator.normal(size=1000)))
    assert np.mean(found) == pytest.approx(-0.5 * math.log2(1 - r * r), abs=4 * np.std(found) / math.sqrt(20) + 0.01)


def test_independent_columns_may_come_out_below_zero():
    generator = np.random.default_rng(3)
    found = [info.ksg_mutual_information(*generator.normal(size=(2, 300))) for _ in range(40)]
    assert min(found) < 0 < max(found)
    assert abs(np.mean(found)) < 4 * np.std(found) / math.sqrt(40) + 0.005


def brute_entropy(points, k):
    distances = cKDTree(points).query(points, k + 1, p=math.inf)[0][:, k]
    n, d = points.shape
    return digamma(n) - digamma(k) + d * np.log(2 * distances).mean()


@pytest.mark.parametrize("dimensions", [1, 2, 3, 5])
def test_the_entropy_of_a_cloud_follows_kozachenko_and_leonenko(dimensions):
    points = np.random.default_rng(dimensions).normal(size=(2000, dimensions))
    found = info.nearest_neighbor_entropy(points, 4, math.e)
    assert found == pytest.approx(brute_entropy(points, 4), rel=1e-12)
    true = 0.5 * dimensions * math.log(2 * math.pi * math.e)
    assert found == pytest.approx(true, abs=0.1 * dimensions)
    assert info.nearest_neighbor_entropy(2 * points, 4) == pytest.approx(found / math.log(2) + dimensions, rel=1e-12)


def test_repeated_points_have_no_density():
    assert info.nearest_neighbor_entropy([1.0, 1.0, 2.0, 2.0], k=1) == -math.inf
    assert math.isfinite(info.nearest_neighbor_entropy([1.0, 1.0, 2.0, 2.0], k=2))


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: info.nearest_neighbor_entropy([1.0, 2.0], k=2), "k must be below the number of points, 2, got 2"),
        (lambda: info.nearest_neighbor_entropy([1.0, 2.0], k=0), "k must be at least 1, got 0"),
        (lambda: info.nearest_neighbor_entropy([1.0, 2.0], k=1.5), "k must be a whole number, got 1.5"),
        (lambda: info.nearest_neighbor_entropy([math.nan, 2.0], k=1), "points must be finite"),
        (lambda: info.nearest_neighbor_entropy([], k=1), "k must be below the number of points, 0, got 1"),
        (lambda: info.nearest_neighbor_entropy(np.ones((2, 2, 2))), "points must have shape"),
        (lambda: info.ksg_mutual_information([1, 2], [1, 2, 3]), "x and y must have the same length, got 2 and 3"),
    ],
)
def test_samples_that_are_too_small_are_refused(call, message):
    with pytest.raises(ValueError, match=message):
        call()

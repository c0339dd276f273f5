import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from sklearn.metrics import pairwise
from sklearn.neighbors import NearestNeighbors

from mathml_widgets.maths import linear_algebra as la

CLOUDS = arrays(float, st.tuples(st.integers(1, 8), st.just(3)), elements=st.integers(-4, 4).map(float))
QUERIES = arrays(float, 3, elements=st.integers(-4, 4).map(float))


@settings(max_examples=50)
@given(CLOUDS.filter(lambda a: a.any(axis=1).all()), CLOUDS.filter(lambda a: a.any(axis=1).all()))
def test_cosines_are_those_of_scikit_learn(a, b):
    assert np.allclose(la.cosine_similarity(a, b), pairwise.cosine_similarity(a, b), rtol=0, atol=1e-15)
    assert np.allclose(la.cosine_similarity(a), pairwise.cosine_similarity(a), rtol=0, atol=1e-15)
    assert np.allclose(la.cosine_similarity(a[0], b), pairwise.cosine_similarity(a[:1], b)[0], rtol=0, atol=1e-15)


def test_zero_has_no_cosine_and_size_does_not_matter():
    assert np.isnan(la.cosine_similarity([0, 0], [1, 2]))
    assert la.cosine_similarity([3e300, 4e300], [1e-300, 0]) == pytest.approx(0.6, rel=1e-15)
    assert la.cosine_similarity([1, 1, 1], [1, 1, 1]) <= 1.0


@pytest.mark.parametrize("metric", ["cosine", "euclidean"])
def test_neighbours_are_those_of_scikit_learn(metric):
    rng = np.random.default_rng(0)
    points, queries = rng.normal(size=(200, 10)), rng.normal(size=(15, 10))
    far, theirs = NearestNeighbors(n_neighbors=7, metric=metric, algorithm="brute").fit(points).kneighbors(queries)
    found = la.nearest_neighbors(points, queries, 7, metric=metric)
    assert (found.indices == theirs).all()
    assert np.allclose(found.scores, 1 - far if metric == "cosine" else far, rtol=0, atol=1e-14)
    one = la.nearest_neighbors(la.searchable(points), queries[3], 7, metric=metric)
    assert (one.indices == found.indices[3]).all() and np.allclose(one.scores, found.scores[3], rtol=1e-14)


@settings(max_examples=100)
@given(
    CLOUDS,
    arrays(float, 3, elements=st.integers(-4, 4).map(float)),
    st.integers(1, 9),
    st.sampled_from(["dot", "euclidean"]),
)
def test_of_equal_neighbours_the_first_is_first(points, query, count, metric):
    found = la.nearest_neighbors(points, query, count, metric=metric)
    keys = -points @ query if metric == "dot" else ((points - query) ** 2).sum(axis=1)
    assert found.indices.tolist() == np.argsort(keys, kind="stable")[:count].tolist()
    assert np.allclose(found.scores, points[found.indices] @ query if metric == "dot" else np.sqrt(keys[found.indices]))


def test_excluded_rows_and_vectors_of_zeros_are_passed_over():
    points = [[0, 0], [1, 0], [1, 1], [0, 1]]
    assert la.nearest_neighbors(points, [1, 0]).indices.tolist() == [1, 2, 3]
    assert la.nearest_neighbors(points, [1, 0], excluded=[1]).indices.tolist() == [2, 3]
    assert la.nearest_neighbors(points, [1, 0], metric="dot").indices.tolist() == [1, 2, 0, 3]
    assert la.nearest_neighbors(points, [1, 0], excluded=[0, 1, 2, 3]).indices.shape == (0,)
    assert la.nearest_neighbors(points, [[1, 0], [0, 1]], 1).indices.tolist() == [[1], [3]]


def test_very_long_and_very_short_vectors_have_neighbours_by_direction():
    points = np.array([[1e-200, 1e-200], [1.0, 0.1], [3e200, 4e200], [1e-320, 0]])
    found = la.nearest_neighbors(points, [1, 0])
    assert found.indices.tolist() == [3, 1, 0, 2]
    assert found.scores == pytest.approx(la.cosine_similarity(points, [1, 0])[[3, 1, 0, 2]], rel=1e-14)
    assert la.searchable(points).lengths == pytest.approx([np.sqrt(2) * 1e-200, np.sqrt(1.01), 5e200, 1e-320])


@pytest.mark.parametrize("unit", [1e-300, 1e300])
@pytest.mark.parametrize("metric", ["dot", "euclidean"])
def test_the_unit_changes_no_rank(metric, unit):
    points, query = np.random.default_rng(6).normal(size=(9, 3)), np.array([1.0, 0.5, -1])
    one = la.nearest_neighbors(points, query, 5, metric=metric)
    other = la.nearest_neighbors(unit * points, unit * query, 5, metric=metric)
    assert (one.indices == other.indices).all()
    with np.errstate(over="ignore", under="ignore"):
        expected = one.scores * unit * (unit if metric == "dot" else 1)
    assert other.scores == pytest.approx(expected, rel=1e-14, abs=0)


def test_the_inputs_of_an_analogy_win_unless_they_are_excluded():
    words = np.array([[5.0, 1], [1, 1], [1, 2], [3, 4], [5, 3]])
    everything = la.analogy(words, 0, 1, 2, 5, exclude_inputs=False)
    query = words[0] - words[1] + words[2]
    assert everything.indices.tolist() == np.argsort(-la.cosine_similarity(words, query)).tolist()
    without = la.analogy(words, 0, 1, 2)
    assert without.indices.tolist() == [i for i in everything.indices if i > 2]
    assert la.analogy(la.searchable(words), 0, 1, 2, 1, metric="euclidean").indices.tolist() == [4]


def slow_overlap(true, drawn, k, metric):
    shares = []
    for i in range(len(true)):
        known = set(la.nearest_neighbors(true, true[i], k, metric=metric, excluded=[i]).indices.tolist())
        seen = set(la.nearest_neighbors(drawn, drawn[i], k, metric="euclidean", excluded=[i]).indices.tolist())
        shares.append(len(known & seen) / k)
    return shares


@pytest.mark.parametrize("metric", ["cosine", "dot", "euclidean"])
def test_the_overlap_is_that_of_both_lists_of_neighbours(metric):
    points = np.random.default_rng(1).normal(size=(40, 6))
    drawn = la.principal_components(points, 2).scores
    found = la.neighbor_overlap(points, drawn, 5, metric=metric)
    assert found.tolist() == slow_overlap(points, drawn, 5, metric)
    assert la.neighbor_overlap(points, points, 5, metric="euclidean").tolist() == [1.0] * 40


def test_the_overlap_by_chance_is_the_share_of_neighbours():
    rng = np.random.default_rng(2)
    found = la.neighbor_overlap(rng.normal(size=(300, 20)), rng.normal(size=(300, 2)), 10)
    assert found.mean() == pytest.approx(10 / 299, abs=0.012)  # four standard errors
    assert la.neighbor_overlap([[0, 0], [1, 0], [0, 1]], [[0], [1], [2]], 1).tolist() == [0.0, 0.0, 1.0]


def test_the_baseline_of_random_directions_has_a_spread_of_one_over_the_root_of_the_dimensions():
    rng = np.random.default_rng(3)
    mean, deviation = la.similarity_baseline(rng.normal(size=(1000, 50)), generator=rng, n_pairs=20000)
    assert abs(mean) < 4 / np.sqrt(50 * 20000)
    assert deviation == pytest.approx(1 / np.sqrt(50), rel=0.03)


def test_few_points_give_every_pair_once():
    points = np.random.default_rng(4).normal(size=(20, 3))
    mean, deviation = la.similarity_baseline(points, generator=np.random.default_rng(0))
    cosines = pairwise.cosine_similarity(points)[np.triu_indices(20, 1)]
    assert mean == pytest.approx(cosines.mean()) and deviation == pytest.approx(cosines.std())
    with_zero = np.vstack([points, np.zeros(3)])
    assert la.similarity_baseline(with_zero, generator=np.random.default_rng(0)) == (mean, deviation)


def test_the_z_score_counts_standard_deviations():
    assert la.similarity_z_score([0.5, 0.1], la.Baseline(0.1, 0.2)).tolist() == [2.0, 0.0]
    assert la.similarity_z_score([1, 0.5, 0], la.Baseline(0.5, 0.0)).tolist() == [np.inf, 0.0, -np.inf]


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: la.nearest_neighbors([[1, 2]], [1, 2], 0), "n_neighbors must be at least 1, got 0"),
        (lambda: la.nearest_neighbors([[1, 2]], [1, 2, 3]), "query must have 2 dimensions as vectors has, got 3"),
        (lambda: la.nearest_neighbors([[1, 2]], [0, 0]), "query must not be zero for the cosine"),
        (lambda: la.nearest_neighbors([[1, 2]], [1, 2], metric="angle"), "metric must be one of cosine, dot, eucli"),
        (lambda: la.nearest_neighbors([[1, 2]], [1, 2], excluded=[1]), "rows must be from 0 to 0, got 1"),
        (lambda: la.analogy([[1, 2]], 0, 0, 3), "rows must be from 0 to 0, got 3"),
        (lambda: la.cosine_similarity([[1, 2]], [1]), "b must have 2 dimensions as a has, got 1"),
        (lambda: la.cosine_similarity(1.0), r"a must be a vector or have vectors as rows, got shape \(\)"),
        (lambda: la.neighbor_overlap([[1], [2]], [[1], [2]], 2), "n_neighbors must be from 1 to 1, got 2"),
        (lambda: la.neighbor_overlap([[1], [2]], [[1]], 1), "projected must have 2 points as vectors has, got 1"),
        (
            lambda: la.similarity_baseline([[1, 2], [0, 0]], generator=np.random.default_rng(0)),
            "vectors must hold at least 2 that are not zero, got 1",
        ),
        (
            lambda: la.similarity_baseline([[1, 2], [1, 0]], generator=np.random.default_rng(0), n_pairs=0),
            "n_pairs must be at least 1, got 0",
        ),
    ],
)
def test_bad_arguments_are_refused(call, message):
    with pytest.raises(ValueError, match=message):
        call()


def test_among_many_points_rounding_to_float32_decides_nothing():
    rng = np.random.default_rng(5)
    points = rng.normal(size=(4000, 100))
    points[100:200] = points[7] + 1e-5 * rng.normal(size=(100, 100))  # cosines alike to float32
    points[300] = points[301] = 2 * points[7]
    points[50] = 0
    ready = la.searchable(points)
    assert ready.coarse.dtype == np.float32
    for query in (points[7], points[150] + 1e-4 * points[8]):
        cosines = la.cosine_similarity(points, query)
        for excluded in ([], [7], [300, 150]):
            found = la.nearest_neighbors(ready, query, 30, excluded=excluded)
            left = np.setdiff1d(np.arange(4000), [50, *excluded])
            expected = left[np.argsort(-cosines[left], kind="stable")][:30]
            assert set(found.indices.tolist()) == set(expected.tolist())
            assert np.allclose(found.scores, cosines[expected], rtol=0, atol=2e-15)
    assert la.nearest_neighbors(ready, points[7], excluded=range(4000)).indices.shape == (0,)
    everything = la.nearest_neighbors(ready, points[7], 5000)
    assert sorted(everything.indices.tolist()) == [i for i in range(4000) if i != 50]
    with pytest.raises(ValueError, match="query must not be zero"):
        la.nearest_neighbors(ready, np.zeros(100))

from functools import cache

import numpy as np
import pytest
import scipy.optimize
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from mathml_widgets.maths import linear_algebra as la

thorough = settings(max_examples=60)
planes = arrays(float, (2, 2), elements=st.floats(-10, 10) | st.integers(-3, 3).map(float))


def turn(t):
    return np.array([[np.cos(t), -np.sin(t)], [np.sin(t), np.cos(t)]])


OBEYS = {
    "rotation": lambda m: np.allclose(m.T @ m, np.eye(len(m))) and np.linalg.det(m) > 0,
    "symmetric": lambda m: (m == m.T).all(),
    "orthogonal": lambda m: np.allclose(m.T @ m, np.eye(len(m))),
    "unit determinant": lambda m: np.isclose(np.linalg.det(m), 1.0, rtol=1e-9),
    "projection": lambda m: np.allclose(m, m.T) and np.allclose(m @ m, m),
    "column stochastic": lambda m: (m >= 0).all() and np.allclose(m.sum(axis=0), 1.0),
}


@cache
def allowed(constraint):
    """Many matrices of the plane that obey the constraint, spread all over it."""
    rng = np.random.default_rng(0)
    if constraint == "rotation":
        return [turn(t) for t in np.linspace(0, 2 * np.pi, 400)]
    if constraint == "orthogonal":
        return [r for t in np.linspace(0, 2 * np.pi, 400) for r in (turn(t), turn(t) @ np.diag([1, -1]))]
    if constraint == "symmetric":
        return [m + m.T for m in rng.uniform(-10, 10, size=(500, 2, 2))]
    if constraint == "projection":
        lines = [np.outer(v, v) for v in turn(np.linspace(0, np.pi, 400))[:, 0].T]
        return [np.zeros((2, 2)), np.eye(2), *lines]
    if constraint == "column stochastic":
        p, q = np.meshgrid(np.linspace(0, 1, 30), np.linspace(0, 1, 30))
        return [np.array([[x, y], [1 - x, 1 - y]]) for x, y in zip(p.ravel(), q.ravel(), strict=True)]
    stretches = np.exp(np.linspace(-4, 4, 41))
    turns = [turn(t) for t in range(12)]
    return [u @ np.diag([x, 1 / x]) @ v for x in stretches for u in turns for v in turns[:6]]


@pytest.mark.parametrize("constraint", la.CONSTRAINTS)
@thorough
@given(planes)
def test_the_nearest_matrix_obeys_and_none_of_many_others_is_nearer(constraint, a):
    found = la.nearest(a, constraint)
    assert OBEYS[constraint](found.matrix)
    assert found.distance == pytest.approx(np.linalg.norm(a - found.matrix), rel=1e-12, abs=1e-15)
    others = np.linalg.norm(np.array(allowed(constraint)) - a, axis=(1, 2))
    assert found.distance <= others.min() + 1e-9


@pytest.mark.parametrize("constraint", la.CONSTRAINTS)
@pytest.mark.parametrize("n", [1, 2, 3, 4])
def test_a_matrix_that_obeys_already_stays(constraint, n):
    rng = np.random.default_rng(n)
    once = la.nearest(rng.normal(size=(n, n)), constraint).matrix
    twice = la.nearest(once, constraint)
    assert OBEYS[constraint](once)
    assert twice.matrix == pytest.approx(once, abs=1e-9)
    assert twice.distance < 1e-8


def test_the_nearest_rotation_of_a_stretched_rotation_is_that_rotation():
    for t in np.linspace(-3, 3, 7):
        assert la.nearest_rotation(3 * turn(t)).matrix == pytest.approx(turn(t), abs=1e-15)


@pytest.mark.parametrize(
    ("a", "unique"),
    [
        ([[1, 0], [0, 1]], True),
        ([[1, 0], [0, -1]], False),
        ([[2, 0], [0, -1]], True),
        ([[0, 0], [0, 0]], False),
        ([[1, 1], [1, 1]], True),
        ([[1.7e308, 1.7e308], [1.7e308, 1.7e308]], True),
        (np.diag([3.0, 2, -1]), True),
        (np.diag([3.0, 1, -1]), False),
        (np.diag([3.0, 0, 0]), False),
        ([[-5.0]], True),
    ],
)
def test_the_nearest_rotation_says_whether_it_is_the_only_one(a, unique):
    assert la.nearest_rotation(a).unique is unique


def test_the_nearest_orthogonal_matrix_is_unique_unless_singular():
    assert la.nearest_orthogonal([[1, 0], [0, -1]]).unique
    assert not la.nearest_orthogonal([[1, 1], [1, 1]]).unique


def best_by_search(s):
    """The smallest distance of x from s with positive x of product 1, by a local search from many starts."""
    n = len(s)
    rng = np.random.default_rng(1)
    best = np.inf
    for _ in range(40):
        start = rng.normal(size=n - 1) * 2

        def distance(logarithms):
            x = np.exp(np.append(logarithms, -logarithms.sum()))
            return ((x - s) ** 2).sum()

        best = min(best, scipy.optimize.minimize(distance, start, bounds=[(-9, 9)] * (n - 1), tol=1e-12).fun)
    return best**0.5


@pytest.mark.parametrize(
    "s",
    [
        (3, 1),
        (10, 10),
        (2, 2),
        (0.5, 0.1),
        (5, 0),
        (1, -1),
        (3, -2),
        (4, 3, 2),
        (3, 3, 3),
        (2.2, 2.1, 2),
        (1.7832, 1.78, 1.7622, 1.7542),
        (5, 1, -2),
    ],
)
def test_the_nearest_unit_determinant_is_the_best_of_many_local_searches(s):
    s = np.array(s, dtype=float)
    found = la.nearest_unit_determinant(np.diag(s))
    best = best_by_search(s)
    assert found.distance <= best * (1 + 1e-9)
    assert np.linalg.det(found.matrix) == pytest.approx(1.0, rel=1e-12, abs=0)


@pytest.mark.parametrize(
    ("a", "unique"),
    [
        ([[1, 0], [0, 1]], True),
        ([[2, 0], [0, 2]], True),
        ([[3, 0], [0, 3]], False),
        ([[3, 0], [0, 2.9]], True),
        ([[0, 0], [0, 0]], False),
        ([[1, 0], [0, 0]], True),
        ([[1, 0], [0, -1]], False),
        (3 * np.eye(3), False),
        ([[7.0]], True),
    ],
)
def test_the_nearest_unit_determinant_says_whether_it_is_the_only_one(a, unique):
    assert la.nearest_unit_determinant(a).unique is unique


def test_the_unit_determinant_beyond_float64_is_refused():
    with pytest.raises(ValueError, match=r"a must be near enough to a matrix of determinant 1"):
        la.nearest_unit_determinant(1e300 * np.eye(4))
    with pytest.raises(ValueError, match=r"singular values below 1.8e308"):
        la.nearest_unit_determinant([[1.7e308, 1.7e308], [1.7e308, 1.7e308]])


def test_a_projection_of_given_rank_keeps_the_largest_eigenvalues():
    a = np.diag([0.2, 0.9, 0.7])
    assert la.nearest_projection(a).matrix.tolist() == np.diag([0.0, 1, 1]).tolist()
    assert la.nearest_projection(a, rank=1).matrix.tolist() == np.diag([0.0, 1, 0]).tolist()
    assert la.nearest_projection(a, rank=0).matrix.tolist() == np.zeros((3, 3)).tolist()
    assert la.nearest_projection(a, rank=3).matrix.tolist() == np.eye(3).tolist()
    with pytest.raises(ValueError, match="rank must be between 0 and 3, got 4"):
        la.nearest_projection(a, rank=4)


def test_a_projection_says_whether_it_is_the_only_one():
    assert not la.nearest_projection(0.5 * np.eye(2)).unique
    assert la.nearest_projection(0.6 * np.eye(2)).unique
    assert not la.nearest_projection(0.6 * np.eye(2), rank=1).unique
    assert la.nearest_projection(np.diag([0.6, 0.5]), rank=1).unique


def test_columns_move_to_the_simplex():
    found = la.nearest_column_stochastic([[0.2, 5, -1, 1e17], [0.2, 0, -1, 0], [0.2, 0, -1, 0]])
    third = 1 / 3
    assert found.matrix == pytest.approx(np.array([[third, 1, third, 1], [third, 0, third, 0], [third, 0, third, 0]]))


@pytest.mark.parametrize(
    "a",
    [
        [[-1, -1e308], [1 / 3, 1e-160]],
        [[-1, 1e300], [1e160, 1e308]],
        [[-1e308, -3], [0.5, -1e308]],
        [[1e308, 0], [0, 1]],
    ],
)
def test_the_nearest_unit_determinant_is_found_at_the_edge_of_float64(a):
    found = la.nearest_unit_determinant(a)
    stretches = la.singular_values(found.matrix)
    assert np.isfinite(found.matrix).all()
    assert stretches[0] == pytest.approx(la.singular_values(a)[0], rel=1e-12, abs=0)


def test_a_projection_is_found_beside_an_enormous_entry():
    a = np.eye(4)
    a[0, 3] = 1e300
    assert OBEYS["projection"](la.nearest_projection(a).matrix)


@pytest.mark.parametrize("constraint", la.CONSTRAINTS)
def test_huge_and_tiny_matrices_have_nearest_ones(constraint):
    for a in ([[3e100, 1e99], [0, 2e100]], [[1e-300, 0], [1e-301, 2e-300]]):
        found = la.nearest(a, constraint)
        assert np.isfinite(found.matrix).all()
        assert np.isfinite(found.distance)


def test_an_unknown_constraint_is_refused_with_the_list():
    with pytest.raises(ValueError, match=r"constraint must be one of rotation, symmetric, .*, got 'orthonormal'"):
        la.nearest(np.eye(2), "orthonormal")

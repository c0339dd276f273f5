import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mathml_widgets.maths.calculus.lanes import BYTES, Lanes, NotAnalyticError, side_by_side

from .functions import ANALYTIC, NOT_ANALYTIC, POINT, A

IMAGINARY = POINT + 1e-20j * np.eye(3)


@pytest.mark.parametrize("name", ANALYTIC)
def test_complex_points_go_through_analytic_functions(name):
    found = side_by_side(ANALYTIC[name], IMAGINARY)
    assert found.real == pytest.approx(np.full(3, float(ANALYTIC[name](POINT))), rel=1e-13)


@pytest.mark.parametrize("name", [n for n in NOT_ANALYTIC if n != "cbrt"])
def test_complex_points_are_stopped_by_other_functions(name):
    with pytest.raises((NotAnalyticError, TypeError)):
        side_by_side(NOT_ANALYTIC[name], IMAGINARY)


@given(st.integers(1, 7), st.integers(1, 5))
def test_any_number_of_points_of_any_size_goes_through_at_once(n_points, n):
    points = np.random.default_rng(n).normal(size=(n_points, n))
    found = side_by_side(lambda x: np.sum(x**2) * x, points)
    assert found == pytest.approx(np.sum(points**2, axis=1)[:, None] * points, rel=1e-13)


def test_more_points_than_fit_the_cache_go_through_in_parts():
    calls = []

    def function(x):
        calls.append(len(x.value))
        return np.sum(x)

    points = np.ones((100, BYTES // 320))
    assert side_by_side(function, points) == pytest.approx(np.full(100, BYTES // 320))
    assert len(calls) == 3 and sum(calls) == 100


def test_a_function_sees_the_shape_of_one_point():
    seen = []
    side_by_side(lambda x: seen.append((x.shape, x.ndim, len(x), x.size, x.dtype.kind)) or x[0], np.ones((5, 3)))
    assert seen == [((3,), 1, 3, 3, "f")]


def test_a_constant_is_the_same_in_every_lane():
    assert side_by_side(lambda x: 2.5, np.ones((4, 2))).tolist() == [2.5] * 4
    assert side_by_side(lambda x: [x[0], 1.0], np.ones((2, 2))).tolist() == [[1, 1], [1, 1]]


def test_lanes_that_disagree_on_a_branch_are_an_error():
    def function(x):
        return x[0] if x[0] > 0 else -x[0]

    with pytest.raises(TypeError, match="the points do not take the same branch"):
        side_by_side(function, np.array([[1.0], [-1.0]]))
    assert side_by_side(function, np.array([[1.0], [2.0]])).tolist() == [1.0, 2.0]
    with pytest.raises(NotAnalyticError, match="greater has no complex derivative"):
        side_by_side(function, np.array([[1.0 + 0j]]))


def test_elementwise_functions_without_a_rule_still_work_on_real_points():
    points = np.linspace(0.1, 1, 4)[:, None]
    assert side_by_side(lambda x: np.spacing(x[0]), points) == pytest.approx(np.spacing(points[:, 0]))
    with pytest.raises(TypeError, match="whether spacing has a complex derivative is not known"):
        side_by_side(lambda x: np.spacing(x[0]), points + 0j)


def test_lanes_cannot_become_a_plain_array_or_number():
    lanes = Lanes(np.ones((3, 2)))
    with pytest.raises(TypeError, match="many arrays at once cannot be turned into one"):
        np.asarray(lanes)
    with pytest.raises(TypeError, match="a watched value cannot be turned into a plain number"):
        float(lanes[0])
    with pytest.raises(TypeError, match="a single number has no length"):
        len(lanes[0])


def test_a_product_with_a_matrix_is_the_same_in_every_lane():
    points = np.random.default_rng(0).normal(size=(6, 3))
    assert side_by_side(lambda x: A @ x, points) == pytest.approx(points @ A.T, rel=1e-13)
    assert side_by_side(lambda x: np.outer(x, x) @ x, points) == pytest.approx(
        points * (points**2).sum(axis=1)[:, None], rel=1e-12
    )


def test_an_array_built_of_numbers_is_one_array_in_every_lane():
    points = np.random.default_rng(0).normal(size=(6, 3))
    found = side_by_side(lambda x: x[:2] * np.array([x[0] * x[1], x[2]]), points)
    assert found == pytest.approx(points[:, :2] * np.stack([points[:, 0] * points[:, 1], points[:, 2]], axis=1))
    assert side_by_side(lambda x: np.asarray(x[0]), points).tolist() == points[:, 0].tolist()

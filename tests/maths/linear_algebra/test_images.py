import numpy as np
import pytest

from mathml_widgets.maths import linear_algebra as la


def test_each_point_goes_where_the_matrix_sends_it():
    rng = np.random.default_rng(0)
    a, points = rng.normal(size=(2, 2)), rng.normal(size=(7, 2))
    found = la.image(a, points)
    for point, moved in zip(points, found, strict=True):
        assert moved == pytest.approx(a @ point)
        assert la.image(a, point) == pytest.approx(moved)


def test_points_may_change_their_dimension():
    assert la.image([[1, 0, 0], [0, 1, 0]], [[1, 2, 3]]).tolist() == [[1.0, 2.0]]
    assert la.image([[1], [2]], np.zeros((0, 1))).shape == (0, 2)


def test_an_overflow_on_the_way_does_not_matter():
    big = 2.0**700
    a = [[big, big], [big, -big]]
    assert la.image(a, [big, -big]).tolist() == [0.0, np.inf]
    assert la.image(a, [[big, big], [1.0, 1.0]]).tolist() == [[np.inf, 0.0], [2 * big, 0.0]]


@pytest.mark.parametrize(
    ("points", "message"),
    [
        ([[1, 2, 3]], "points must have 2 coordinates, one for each column of a, got shape"),
        (5, "points must have 2 coordinates"),
        ([[1, np.nan]], r"points must be finite, got nan at index \(0, 1\)"),
        ([["a", "b"]], "points must hold numbers"),
    ],
)
def test_bad_points_are_refused(points, message):
    with pytest.raises(ValueError, match=message):
        la.image(np.eye(2), points)

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.stats import linregress

from mathml_widgets.maths import linear_algebra as la


@settings(max_examples=50)
@given(arrays(float, st.tuples(st.integers(3, 8), st.just(2)), elements=st.integers(-9, 9).map(float)))
def test_both_regressions_are_those_of_scipy_and_the_component_lies_between(points):
    lines = la.fitted_lines(points)
    x, y = points.T
    if np.ptp(x) and np.ptp(y):
        assert lines.y_on_x[1] / lines.y_on_x[0] == pytest.approx(linregress(x, y).slope, abs=1e-12)
        assert lines.x_on_y[0] / lines.x_on_y[1] == pytest.approx(linregress(y, x).slope, abs=1e-12)
        angle = la.angle_between(lines.y_on_x, lines.x_on_y, lines=True)
        parts = [la.angle_between(lines.component, v, lines=True) for v in (lines.y_on_x, lines.x_on_y)]
        assert sum(parts) == pytest.approx(angle, abs=1e-7) or np.isclose(angle, np.pi / 2)
    assert np.allclose(lines.center, points.mean(axis=0))


def test_without_variation_there_is_no_line_to_predict_from():
    lines = la.fitted_lines([[1, 0], [1, 2], [1, 5]])
    assert lines.y_on_x.tolist() == [0, 0] and lines.x_on_y.tolist() == [0, 1] and lines.component.tolist() == [0, 1]
    assert not np.any(la.fitted_lines([[0.1, 1], [0.1, 1], [0.1, 1]])[1:3])


@pytest.mark.parametrize("unit", [1e-300, 1e300])
def test_units_do_not_matter(unit):
    points = np.random.default_rng(0).normal(size=(20, 2)) @ [[1, 1], [0, 1]]
    for one, other in zip(la.fitted_lines(points)[1:], la.fitted_lines(unit * points)[1:], strict=True):
        assert np.allclose(one, other, rtol=1e-12)


def test_points_in_space_are_refused():
    with pytest.raises(ValueError, match="points must be in the plane, got 3 dimensions"):
        la.fitted_lines(np.eye(3))
    with pytest.raises(ValueError, match="points must hold at least 2 points, got 1"):
        la.fitted_lines([[1, 2]])

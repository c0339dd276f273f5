import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from mathml_widgets.maths import linear_algebra as la

CLOUDS = arrays(float, st.tuples(st.integers(2, 6), st.integers(1, 4)), elements=st.integers(-50, 50).map(float))


@settings(max_examples=50)
@given(CLOUDS, st.booleans(), st.booleans())
def test_the_points_come_back(points, center, scale):
    found = la.standardized(points, center=center, scale=scale)
    assert np.allclose(found.points * found.scale + found.mean, points, rtol=0, atol=1e-12)
    if center:
        assert np.allclose(found.points.mean(axis=0), 0, atol=1e-12)
    if scale:
        deviation = points.std(axis=0, ddof=1)
        assert np.allclose(found.scale, np.where(deviation == 0, 1, deviation), rtol=1e-12)
    else:
        assert (found.scale == 1).all()


def test_a_constant_feature_is_exactly_zero_however_it_rounds():
    points = np.column_stack([np.full(7, 0.1), np.arange(7.0)])
    for scale in (False, True):
        found = la.standardized(points, scale=scale)
        assert (found.points[:, 0] == 0).all() and found.scale[0] == 1 and found.mean[0] == 0.1
    assert np.allclose(la.standardized(points, center=False).points[:, 0], 0.1, rtol=1e-15)


@pytest.mark.parametrize("unit", [1e-300, 1e300])
def test_units_do_not_matter(unit):
    points = np.random.default_rng(0).normal(size=(9, 2))
    one, other = la.standardized(points), la.standardized(unit * points)
    assert np.allclose(other.points, one.points, rtol=1e-12) and np.allclose(other.scale / unit, one.scale, rtol=1e-12)
    mixed = la.standardized(points * [1e-200, 1e200])
    assert np.allclose(mixed.points[:, 1], one.points[:, 1], rtol=1e-12)


def test_one_point_has_no_spread():
    with pytest.raises(ValueError, match="points must hold at least 2 points, got 1"):
        la.standardized([[1, 2]])

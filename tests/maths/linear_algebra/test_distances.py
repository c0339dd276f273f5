import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.spatial.distance import cdist

from mathml_widgets.maths import linear_algebra as la


@settings(max_examples=50)
@given(arrays(float, st.tuples(st.integers(0, 6), st.integers(1, 4)), elements=st.floats(-1e3, 1e3)))
def test_squared_distances_are_those_of_scipy(points):
    found = la.squared_distances(points)
    assert np.allclose(found, cdist(points, points, "sqeuclidean"), rtol=1e-14, atol=1e-300)
    assert (found == found.T).all() and not np.diagonal(found).any()


def test_close_points_far_away_keep_their_digits():
    points = np.array([[1e8, 0], [1e8 + 2**-20, 0]])
    assert la.squared_distances(points)[0, 1] == 2.0**-40
    assert np.isinf(la.squared_distances([[1e200], [-1e200]])[0, 1])


def test_what_are_no_points_is_refused():
    with pytest.raises(ValueError, match=r"points must have shape \(n_points, n_dimensions\), got shape \(2,\)"):
        la.squared_distances([1, 2])

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mathml_widgets.maths import optimization as opt


@given(st.floats(0.05, 0.4), st.floats(-3, 3), st.integers(1, 10))
def test_odd_corners_lie_on_the_map_and_even_ones_on_the_diagonal(rate, start, steps):
    f = opt.Objective(lambda x: (x[0] ** 2 - 1) ** 2 / 8, lambda x: x * (x**2 - 1) / 2)
    path = opt.descend(f, [start], opt.GradientDescent(rate), steps).points
    drawing = opt.cobweb(f, rate, path, path[:-1, 0] if len(path) > 1 else [0.0])
    assert len(drawing.staircase) == 2 * len(path) - 1
    assert np.array_equal(drawing.staircase[::2, 0], drawing.staircase[::2, 1])
    assert np.array_equal(drawing.staircase[::2, 0], path[:, 0])
    assert np.allclose(drawing.staircase[1::2, 1], drawing.images[: len(path) - 1])
    assert np.array_equal(drawing.staircase[1::2, 0], path[:-1, 0])


def test_every_stroke_is_level_or_upright():
    path = opt.descend(opt.quadratic([[1.0]]), [4.0], opt.GradientDescent(1.5), 6).points
    strokes = np.diff(opt.cobweb(opt.quadratic([[1.0]]), 1.5, path, [0.0]).staircase, axis=0)
    assert (strokes[::2, 0] == 0.0).all()
    assert (strokes[1::2, 1] == 0.0).all()


def test_a_path_of_plain_numbers_will_do():
    drawing = opt.cobweb(opt.sphere(1), 0.25, [4.0, 2.0], [1.0])
    assert drawing.staircase.tolist() == [[4.0, 4.0], [4.0, 2.0], [2.0, 2.0]]


@pytest.mark.parametrize("path", [[], [[1.0, 2.0]], 3.0])
def test_a_path_in_the_plane_is_refused(path):
    with pytest.raises(ValueError, match=r"path must have shape \(n_steps \+ 1,\) or \(n_steps \+ 1, 1\), got shape"):
        opt.cobweb(opt.sphere(1), 0.1, path, [0.0])

"""Lines along which a determinant stays while one column moves."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mathml_widgets.maths.linear_algebra import level_lines

entries = st.floats(-1e3, 1e3).filter(lambda x: x == 0 or abs(x) > 1e-3)


@given(st.tuples(entries, entries).filter(any), st.sampled_from([0, 1]), st.floats(-100, 100), st.floats(-100, 100))
def test_every_point_of_a_line_gives_its_determinant(column, moving, level, along):
    a = np.empty((2, 2))
    a[:, 1 - moving] = column
    a[:, moving] = 0.0
    lines = level_lines(a, moving, [level])
    a[:, moving] = lines.points[0] + along * lines.direction
    size = np.linalg.norm(a[:, 0]) * np.linalg.norm(a[:, 1])
    assert abs(np.linalg.det(a) - level) <= 1e-12 * (size + abs(level))


def test_a_line_passes_next_to_the_origin_at_the_level_over_the_length():
    lines = level_lines([[0, 3], [0, 4]], 0, [10.0])
    np.testing.assert_allclose(np.linalg.norm(lines.points[0]), 2.0)
    assert lines.points[0] @ lines.direction == pytest.approx(0, abs=1e-15)


def test_beside_a_zero_column_there_is_no_line():
    assert level_lines([[1, 0], [2, 0]], 0) is None
    assert level_lines([[1, 1e-320], [2, 0]], 0) is None


@pytest.mark.parametrize(("a", "column", "culprit"), [(np.eye(3), 0, r"\(3, 3\)"), (np.eye(2), 2, "got 2")])
def test_what_is_not_a_column_of_a_two_by_two_matrix_is_refused(a, column, culprit):
    with pytest.raises(ValueError, match=culprit):
        level_lines(a, column)

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mathml_widgets.maths.geometry import (
    contour_levels,
    finite_range,
    framing,
    log_offset,
    plane,
    suggested_clamp,
    turned_direction,
    turned_directions,
)


def random_plane(seed, n=6):
    generator = np.random.default_rng(seed)
    return plane(generator.standard_normal(n), generator.standard_normal((2, n)))


@given(st.integers(0, 1000))
def test_a_frame_holds_all_shadows_with_a_margin(seed):
    surface = random_plane(seed)
    points = surface.points(np.random.default_rng(seed).standard_normal((9, 2)) * [3.0, 0.5])
    found = framing(surface, points)
    inside = np.abs(surface.coordinates(points) - found.middle) / found.radius
    assert inside.max() <= 1.0 / 1.25 + 1e-9
    lengths = found.radius * np.linalg.norm(surface.directions, axis=1)
    assert lengths.min() >= 0.4 * lengths.max() * (1 - 1e-12)


def test_a_frame_of_one_point_is_a_step_wide():
    found = framing(plane([1, 1, 1], [[1, 0, 0], [0, 1, 0]]), [[5, 6, 7]])
    assert found.middle.tolist() == [4.0, 5.0] and found.radius.tolist() == [1.0, 1.0]


@given(st.integers(0, 1000), st.floats(-3, 3))
def test_turned_directions_keep_their_lengths_and_angles(seed, angle):
    generator = np.random.default_rng(seed)
    rows, towards = generator.standard_normal((2, 5)), generator.standard_normal(5)
    found = turned_directions(rows, towards, angle)
    np.testing.assert_allclose(found @ found.T, rows @ rows.T, rtol=1e-11, atol=1e-12)
    np.testing.assert_allclose(found[0], turned_direction(rows[0], towards, angle), rtol=1e-10, atol=1e-12)


def test_turning_is_the_exponential_of_the_plane_of_both():
    from scipy.linalg import expm

    generator = np.random.default_rng(3)
    rows, towards = generator.standard_normal((2, 5)), generator.standard_normal(5)
    u = rows[0] / np.linalg.norm(rows[0])
    w = towards - (u @ towards) * u
    w /= np.linalg.norm(w)
    rotation = expm(0.7 * (np.outer(w, u) - np.outer(u, w)))
    np.testing.assert_allclose(turned_directions(rows, towards, 0.7), rows @ rotation.T, rtol=1e-12)


def test_turned_by_the_angle_between_them_the_first_points_to_the_other():
    u, v, w = np.random.default_rng(1).standard_normal((3, 7))
    angle = np.arccos(u @ v / np.linalg.norm(u) / np.linalg.norm(v))
    first, _ = turned_directions([u, w], v, angle)
    np.testing.assert_allclose(first / np.linalg.norm(first), v / np.linalg.norm(v), rtol=1e-12)


@pytest.mark.parametrize("towards", [[2.0, 0.0], [0.0, 0.0]])
def test_nothing_turns_towards_itself_or_nowhere(towards):
    with pytest.raises(ValueError, match="directions must not be"):
        turned_directions([[1.0, 0.0], [0.0, 1.0]], towards, 0.1)


@given(st.floats(-1e6, 1e6), st.floats(1e-3, 1e6), st.integers(3, 20))
def test_levels_rise_between_the_ends_and_are_about_as_many_as_asked(low, width, n):
    found = contour_levels(low, low + width, n)
    assert (np.diff(found) > 0).all() and (found > low).all() and (found < low + width).all()
    assert n / 2.6 - 1 <= len(found) <= n + 1


@given(st.floats(1e-12, 1e3), st.floats(1.5, 1e12), st.integers(5, 15))
def test_logarithmic_levels_rise_between_the_ends(low, factor, n):
    found = contour_levels(low, low * factor, n, logarithmic=True)
    assert (np.diff(found) > 0).all() and (found > low).all() and (found < low * factor).all()
    assert 1 <= len(found) <= 2 * n


def test_levels_are_round_numbers():
    assert contour_levels(0.0, 10.0, 10).tolist() == [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0]
    assert contour_levels(0.0, 0.3, 3).tolist() == [0.1, 0.2]
    assert contour_levels(1e-3, 1e3, 5, logarithmic=True).tolist() == [0.01, 0.1, 1.0, 10.0, 100.0]


@pytest.mark.parametrize(("low", "high"), [(1.0, 1.0), (0.0, np.inf), (2.0, 1.0), (5e-324, 1e-322)])
def test_there_are_no_levels_without_a_range(low, high):
    assert contour_levels(low, high).size == 0


def test_levels_at_equal_factors_need_positive_losses():
    with pytest.raises(ValueError, match=r"low must be positive for levels at equal factors, got 0\.0"):
        contour_levels(0.0, 1.0, logarithmic=True)


def test_the_logarithm_of_every_finite_loss_exists_after_the_offset():
    for losses in ([0.0, 1.0], [-5.0, np.nan, 1e9], [3.0, 4.0], [0.0, 0.0], [np.inf]):
        values = np.array(losses)
        values = values[np.isfinite(values)]
        assert (values - log_offset(losses) > 0.0).all()
    assert finite_range([np.inf, np.nan]) is None


def test_a_clamp_is_suggested_only_where_a_few_walls_hide_the_valley():
    valley = np.linspace(0.0, 1.0, 90)
    assert suggested_clamp([*valley, *[2.0] * 10]) is None
    assert suggested_clamp([*valley, *[50.0] * 9, np.inf]) == pytest.approx(2.0, abs=0.1)
    assert suggested_clamp([]) is None and suggested_clamp([1.0, 1.0]) is None

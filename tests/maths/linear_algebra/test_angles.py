import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mathml_widgets.maths import linear_algebra as la


@given(st.complex_numbers(allow_nan=False, allow_infinity=False, max_magnitude=1e300))
def test_polar_form_is_length_and_direction(z):
    modulus, angle = la.polar_form(z)
    assert modulus == pytest.approx(abs(z), rel=1e-15, abs=0)
    assert angle == pytest.approx(math.atan2(z.imag + 0.0, z.real + 0.0), rel=1e-15, abs=0)


def test_polar_form_of_an_array_is_arrays():
    modulus, angle = la.polar_form([1, -2, 3j])
    assert modulus.tolist() == [1.0, 2.0, 3.0]
    assert angle.tolist() == [0.0, math.pi, math.pi / 2]


def test_the_angle_of_zero_is_zero_whatever_its_signs():
    assert la.polar_form(complex(-0.0, -0.0)) == (0.0, 0.0)


@given(st.floats(0, math.pi), st.floats(-10, 10), st.sampled_from([1e-300, 1.0, 1e300]))
def test_the_angle_between_vectors_is_the_one_they_were_turned_by(angle, start, size):
    u = size * np.array([math.cos(start), math.sin(start)])
    v = np.array([math.cos(start + angle), math.sin(start + angle)])
    assert la.angle_between(u, v) == pytest.approx(angle, abs=5e-15)
    assert la.angle_between(u, v, lines=True) == pytest.approx(min(angle, math.pi - angle), abs=5e-15)


def test_small_angles_keep_their_digits():
    assert la.angle_between([1, 0], [1, 1e-12]) == pytest.approx(1e-12, rel=1e-12, abs=0)


def test_zero_has_no_direction():
    assert math.isnan(la.angle_between([0, 0], [1, 0]))
    assert np.isnan(la.angle_between([[0, 0], [1, 0]], [1, 0])).tolist() == [True, False]


def test_vectors_of_different_length_are_refused():
    with pytest.raises(ValueError, match="v must have 2 entries as u has, got 3"):
        la.angle_between([1, 0], [1, 0, 0])
    with pytest.raises(ValueError, match=r"u must be a vector, got shape \(\)"):
        la.angle_between(1, [1])
    with pytest.raises(ValueError, match="z must be finite, got nan"):
        la.polar_form(complex(0, math.nan))

import numpy as np
import pytest

from mathml_widgets.maths.calculus.extrapolation import extrapolate, most_trusted

STEPS = 2.0 ** -np.arange(4.0, 9.0)


def test_the_limit_of_a_polynomial_in_the_step_is_found_exactly():
    terms = 3.0 + 2.0 * STEPS**2 - 5.0 * STEPS**4 + STEPS**6
    limit, error = extrapolate(terms, np.zeros(5))
    assert limit == pytest.approx(3.0, rel=1e-15)
    assert abs(limit - 3.0) <= error + 1e-15
    limit, _ = extrapolate(3.0 + STEPS - STEPS**2, np.zeros(5), order=1)
    assert limit == pytest.approx(3.0, rel=1e-15)


def test_many_limits_are_found_side_by_side():
    terms = np.array([[1.0, -2.0]]) + STEPS[:, None] ** 2 * np.array([[3.0, 7.0]])
    assert extrapolate(terms, np.zeros_like(terms))[0] == pytest.approx(np.array([1.0, -2.0]), rel=1e-14)


def test_rounding_keeps_the_smallest_steps_from_being_trusted():
    noise = 1e-10 / STEPS
    scatter = np.array([1.0, -1.0, 1.0, -1.0, 1.0]) * noise
    limit, error = extrapolate(np.cos(STEPS) + scatter, noise)
    assert abs(limit - 1.0) <= error


def test_without_two_finite_neighbours_there_is_no_limit():
    limit, error = extrapolate(np.array([np.nan, 1.0, np.nan, 2.0, np.nan]), np.zeros(5))
    assert np.isnan(limit) and error == np.inf
    limit, error = extrapolate(np.array([np.nan, np.nan, np.nan, 1.0, 1.0]), np.zeros(5))
    assert (limit, error) == (1.0, 0.0)


def test_an_accidental_agreement_is_not_trusted():
    limits, errors = np.array([7.0, 2.1, 2.01, 2.001]), np.array([1e-12, 0.1, 0.01, 0.001])
    limit, error = most_trusted(limits, errors)
    assert limit == 2.001 and error == pytest.approx(0.004)
    assert most_trusted(np.array([5.0, 5.0]), np.array([1e-9, 1e-3])) == (5.0, 1e-9)

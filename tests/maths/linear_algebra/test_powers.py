import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from mathml_widgets.maths import linear_algebra as la


@settings(max_examples=100)
@given(arrays(float, (3, 3), elements=st.integers(-3, 3).map(float)), st.integers(0, 12))
def test_whole_powers_of_whole_matrices_are_exact(a, power):
    exact = np.linalg.matrix_power(a.astype(int).astype(object), power)
    assert la.matrix_power(a, power).value.tolist() == exact.astype(float).tolist()


def test_powers_of_the_fibonacci_matrix_are_fibonacci_numbers():
    numbers = [0, 1]
    while len(numbers) < 80:
        numbers.append(numbers[-1] + numbers[-2])
    value = la.matrix_power([[1, 1], [1, 0]], 70).value
    assert value.tolist() == [[numbers[71], numbers[70]], [numbers[70], numbers[69]]]


def test_a_negative_power_is_one_of_the_inverse():
    a = [[2, 1], [1, 1]]
    assert la.matrix_power(a, -5).value == pytest.approx(np.linalg.matrix_power(np.linalg.inv(a), 5))
    value, overflow, reason = la.matrix_power([[1, 1], [1, 1]], -1)
    assert value is None
    assert not overflow
    assert reason == la.inverse([[1, 1], [1, 1]]).reason


def test_a_million_steps_neither_lose_themselves_nor_become_nan():
    assert la.matrix_power([[1, 1], [0, 1]], 10**6).value.tolist() == [[1.0, 1e6], [0.0, 1.0]]
    assert la.matrix_power([[0, -1], [1, 0]], 10**6).value.tolist() == [[1.0, 0.0], [0.0, 1.0]]
    angle = 1e-3
    turn = [[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]]
    far = la.matrix_power(turn, 10**6).value
    assert far[:, 0] == pytest.approx([np.cos(1000.0), np.sin(1000.0)], abs=1e-9)
    shares = la.matrix_power([[0.9, 0.2], [0.1, 0.8]], 10**6).value
    assert shares == pytest.approx(np.array([[2, 2], [1, 1]]) / 3, rel=1e-9, abs=0)


def test_overflow_is_told_and_keeps_signs_and_the_entries_that_fit():
    value, overflow, reason = la.matrix_power([[-10, 0], [0, 0.5]], 10**6 - 1)
    assert value.tolist() == [[-np.inf, 0.0], [0.0, 0.0]]
    assert overflow
    assert reason == ""
    value, overflow, _ = la.matrix_power([[1e10, 0], [0, 1]], 100)
    assert value.tolist() == [[np.inf, 0.0], [0.0, 1.0]]
    assert overflow
    assert not la.matrix_power([[1e10, 0], [0, 1]], 30).overflow
    assert np.isposinf(la.matrix_power([[1, 2], [3, 4]], -(10**6)).value).sum() == 2


def test_a_nilpotent_matrix_ends_at_zero():
    assert la.matrix_power([[0, 1e300], [0, 0]], 2).value.tolist() == [[0.0, 0.0], [0.0, 0.0]]


@pytest.mark.parametrize("a", [np.zeros((2, 2)), np.eye(3), [[5.0]], [[1e308, 0], [0, 1]]])
def test_the_power_zero_is_the_identity_and_the_power_one_the_matrix(a):
    assert la.matrix_power(a, 0).value.tolist() == np.eye(len(a)).tolist()
    assert la.matrix_power(a, 1).value.tolist() == np.asarray(a).tolist()


@pytest.mark.parametrize(
    ("power", "message"),
    [
        (1.5, "power must be a whole number, got 1.5"),
        (10**7, "power must be between -1,000,000 and 1,000,000, got 10,000,000"),
    ],
)
def test_a_power_that_is_not_whole_or_too_large_is_refused(power, message):
    with pytest.raises(ValueError, match=message):
        la.matrix_power(np.eye(2), power)

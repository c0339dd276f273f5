"""Arrays come down the wire as buffers, and go up as lists or buffers."""

import numpy as np
import pytest

from mathml_widgets.shell.array import SAMPLE_ROWS, SMALL, from_wire, same, to_wire
from tests.shell.samples import Plane


@pytest.mark.parametrize(
    "array",
    [
        np.array([[1.0, np.nan], [np.inf, -0.0]]),
        np.array(5.0),
        np.zeros((0, 2)),
        np.arange(6).reshape(2, 3),
        np.array([True, False]),
        np.arange(6.0).reshape(2, 3).T,
        np.arange(10.0)[::3],
        np.arange(4, dtype=np.float32),
    ],
)
def test_an_array_comes_back_as_it_was(array):
    wire = to_wire(array)
    back = from_wire(wire)
    assert bytes(wire["data"]) == np.ascontiguousarray(array).tobytes()
    assert same(back, array)


def test_none_travels_as_none():
    assert to_wire(None) is None
    assert from_wire(None) is None


def test_lists_pass_to_validation_untouched():
    assert from_wire([[1, 2], [3]]) == [[1, 2], [3]]


@pytest.mark.parametrize("data", [bytes, bytearray, memoryview])
def test_a_buffer_may_arrive_in_any_form(data):
    raw = np.array([1.0, 2.0]).tobytes()
    assert from_wire({"dtype": "<f8", "shape": [2], "data": data(raw)}).tolist() == [1, 2]


@pytest.mark.parametrize(
    "wire",
    [
        {},
        {"dtype": "<f8", "shape": [2]},
        {"dtype": "<f8", "shape": [3], "data": b"12345678"},
        {"dtype": "<f8", "shape": [1], "data": b"1234567"},
        {"dtype": "O", "shape": [1], "data": b"12345678"},
        {"dtype": "nonsense", "shape": [1], "data": b"12345678"},
        {"dtype": "<f8", "shape": "many", "data": b"12345678"},
        {"dtype": "<f8", "shape": [1], "data": "text"},
        {"dtype": "<f8", "shape": [1], "data": -1},
    ],
)
def test_a_malformed_buffer_is_refused_in_words(wire):
    with pytest.raises(ValueError, match="must have dtype, shape and data that fit"):
        from_wire(wire)


def test_beyond_one_megabyte_a_sample_travels_and_says_of_how_many():
    points = np.arange(200_000.0).reshape(-1, 2)
    wire = to_wire(points)
    assert (wire["sampled_from"], wire["shape"]) == (100_000, [SAMPLE_ROWS, 2])
    sample = from_wire(wire)
    assert same(sample[[0, -1]], points[[0, -1]])
    assert (np.diff(sample[:, 0]) > 0).all()


def test_up_to_one_megabyte_the_whole_travels():
    whole = np.zeros(SMALL // 8)
    assert "sampled_from" not in to_wire(whole)
    assert to_wire(whole)["shape"] == [SMALL // 8]


def test_the_numbers_come_from_all_points_when_a_sample_travels(sent):
    points = np.random.default_rng(0).normal(size=(100_000, 2))
    w = Plane(points=points)
    assert w.points.shape == (100_000, 2)
    assert sent.opened[w.model_id]["points"]["shape"] == [SAMPLE_ROWS, 2]


class Table:
    """What a DataFrame is to `==`."""

    def __eq__(self, other):
        return np.array([True, True])

    __hash__ = None


@pytest.mark.parametrize(
    ("first", "second", "answer"),
    [
        (1, 1, True),
        (1, 1.0, False),
        (True, 1, False),
        (float("nan"), float("nan"), True),
        (np.array([np.nan]), np.array([np.nan]), True),
        (np.array([1, 2]), np.array([1.0, 2.0]), False),
        (np.array([1]), np.array([[1]]), False),
        (np.array([1]), None, False),
        ([1, float("nan")], [1, float("nan")], True),
        ([1], [1, 2], False),
        ([1], (1,), False),
        ({"a": np.array([1, 2])}, {"a": np.array([1, 2])}, True),
        ({"a": 1}, {"b": 1}, False),
        ({"a": [float("inf")]}, {"a": [float("-inf")]}, False),
        (np.array(["a"]), np.array(["a"]), True),
        (Table(), Table(), False),
    ],
)
def test_two_values_are_the_same_or_not(first, second, answer):
    assert same(first, second) is answer

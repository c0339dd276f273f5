"""`Array` takes what NumPy users have, says what is wrong with the rest, and is read-only."""

from fractions import Fraction

import numpy as np
import pytest
from traitlets import HasTraits, TraitError

from mathml_widgets.shell import Array


class Holder(HasTraits):
    matrix = Array([[1.0, 0.0], [0.0, 1.0]], shape=(2, 2))
    points = Array(None, shape=("points", 2), longest=5)
    free = Array(None)
    counts = Array([1, 2], dtype=int)
    flags = Array([True], dtype=bool)
    wide = Array(None, finite=False)
    waves = Array(None, dtype=complex)
    single = Array(None, dtype=np.float32)
    bytes = Array(None, dtype=np.uint8)


class Table:
    """What a DataFrame is to NumPy."""

    def __init__(self, rows):
        self.rows = rows

    def __array__(self, dtype=None, copy=None):
        return np.array(self.rows, dtype=dtype)


@pytest.mark.parametrize(
    "value",
    [
        [[1, 2], [3, 4]],
        ((1, 2), (3, 4)),
        np.array([[1, 2], [3, 4]], dtype=np.int8),
        np.asfortranarray([[1.0, 2.0], [3.0, 4.0]]),
        np.array([[1, 2], [3, 4]], dtype=">f8"),
        np.array([[1, 2], [3, 4]], dtype=object),
        Table([[1, 2], [3, 4]]),
        Table(np.array([[1, 2.0], [3, 4]], dtype=object)),
        [[True, Fraction(2)], [3.0, np.int64(4)]],
        memoryview(np.array([[1.0, 2.0], [3.0, 4.0]])),
    ],
    ids=lambda value: type(value).__name__,
)
def test_numbers_of_every_sort_become_a_plain_read_only_array_of_floats(value):
    found = Holder(matrix=value).matrix
    assert type(found) is np.ndarray
    assert found.dtype == np.dtype(float)
    assert found.tolist() == [[1, 2], [3, 4]]
    with pytest.raises(ValueError, match="read-only"):
        found[0] = 9


REFUSED = {
    "ragged rows": ([[1, 2], [3]], "matrix must have rows of equal length"),
    "text": ("[[1, 0], [0, 1]]", "matrix must be an array of numbers, got the text"),
    "bytes": (b"1234", "matrix must be an array of numbers, got the text"),
    "rows of text": ([["1", "0"], ["0", "1"]], "matrix must be an array of numbers"),
    "objects": ([[object(), 1], [1, 1]], "matrix must be an array of numbers"),
    "an object": (object(), "matrix must be an array of numbers"),
    "a mapping": ({"a": 1}, "matrix must be an array of numbers"),
    "a set": ({1, 2}, "matrix must be an array of numbers"),
    "dates": (np.zeros((2, 2), dtype="M8[s]"), "matrix must be an array of numbers"),
    "none inside": ([[None, 1], [1, 1]], "matrix must be an array of numbers"),
    "complex": ([[1j, 0], [0, 1]], "matrix must be real, got complex entries"),
    "NaN": ([[1, 0], [float("nan"), 1]], r"matrix\[1, 0\] must be finite, got nan"),
    "infinity": ([[1, 0], [0, -np.inf]], r"matrix\[1, 1\] must be finite, got -inf"),
    "huge integers": ([[10**400, 0], [0, 1]], r"matrix must have entries below 1.8e308"),
    "integers too long to write": ([[10**5000, 0], [0, 1]], r"matrix must have entries below 1.8e308"),
    "masked entries": (np.ma.array(np.eye(2), mask=np.eye(2)), "matrix must have no masked entries"),
    "a number": (5, r"matrix must have shape \(2, 2\), got \(\)"),
    "a row": ([1, 2], r"matrix must have shape \(2, 2\), got \(2,\)"),
    "a smaller matrix": ([[1]], r"matrix must have shape \(2, 2\), got \(1, 1\)"),
    "an empty matrix": (np.zeros((0, 0)), r"matrix must have shape \(2, 2\), got \(0, 0\)"),
    "nothing": ([], r"matrix must have shape \(2, 2\), got \(0,\)"),
}  # fmt: skip


@pytest.mark.parametrize(("value", "words"), REFUSED.values(), ids=REFUSED)
def test_what_is_no_such_array_is_refused_by_name_rule_and_culprit(value, words):
    holder = Holder()
    before = holder.matrix
    with pytest.raises(ValueError, match=words) as refusal:
        holder.matrix = value
    assert isinstance(refusal.value, TraitError)
    assert len(str(refusal.value)) < 200
    assert holder.matrix is before


def test_none_is_a_value_only_where_it_is_the_default_or_allowed():
    holder = Holder(free=[1], points=[[1, 1]])
    holder.free = holder.points = None
    assert holder.points is None
    with pytest.raises(ValueError, match="matrix must be an array of numbers"):
        holder.matrix = None


def test_a_named_axis_takes_any_length_but_none():
    holder = Holder()
    holder.points = [[1, 2]]
    holder.points = np.zeros((5, 2))
    with pytest.raises(ValueError, match=r"points must have shape \(points, 2\), got \(0, 2\)"):
        holder.points = np.zeros((0, 2))


def test_there_may_be_a_largest_number_of_rows():
    with pytest.raises(ValueError, match="points must have at most 5 rows, got 6"):
        Holder().points = np.zeros((6, 2))


@pytest.mark.parametrize("value", [[1e308, -1e-308], [2**62, 10**30], [5e-324, -0.0]])
def test_the_whole_range_of_floats_fits(value):
    holder = Holder(free=value)
    assert holder.free.tolist() == [float(x) for x in value]


def test_infinities_fit_where_they_are_allowed():
    holder = Holder(wide=[np.inf, np.nan])
    assert np.isinf(holder.wide[0])


@pytest.mark.parametrize("value", [[1.5, 2], [np.nan, 1], [1e300, 1], [2**70, 1]])
def test_numbers_that_are_no_integers_are_not_rounded_to_some(value):
    holder = Holder()
    with pytest.raises(ValueError, match="counts must fit int64 entries"):
        holder.counts = value
    holder.counts = [3.0, -4]
    assert holder.counts.tolist() == [3, -4]


def test_numbers_that_do_not_fit_a_small_type_are_refused():
    holder = Holder()
    with pytest.raises(ValueError, match="bytes must fit uint8 entries"):
        holder.bytes = [256]
    with pytest.raises(ValueError, match="bytes must fit uint8 entries"):
        holder.bytes = [-1]
    with pytest.raises(ValueError, match="flags must fit bool entries"):
        holder.flags = [2]
    with pytest.raises(ValueError, match=r"single\[0\] must be finite"):
        holder.single = [1e300]


def test_complex_numbers_fit_where_they_are_asked_for():
    assert Holder(waves=[1j, 2]).waves.tolist() == [1j, 2]


def test_the_readers_array_is_copied_and_stays_writable():
    mine = 2 * np.eye(2)
    holder = Holder(matrix=mine)
    mine[0, 0] = 9
    assert holder.matrix[0, 0] == 2


def test_a_read_only_view_of_a_writable_array_is_copied():
    mine = 2 * np.eye(2)
    view = mine[:]
    view.flags.writeable = False
    holder = Holder(matrix=view)
    mine[0, 0] = 9
    assert holder.matrix[0, 0] == 2


def test_an_array_of_one_trait_is_shared_with_another_without_a_copy():
    one, two = Holder(matrix=[[1, 2], [3, 4]]), Holder()
    two.matrix = one.matrix
    assert two.matrix is one.matrix


def test_an_equal_array_is_no_change():
    holder, heard = Holder(wide=[np.nan, 1]), []
    holder.observe(heard.append)
    holder.matrix = np.eye(2, dtype=int)
    holder.wide = [np.nan, 1.0]
    assert heard == []
    holder.matrix = 2 * np.eye(2)
    assert [change.name for change in heard] == ["matrix"]


def test_a_default_is_copied_read_only_and_must_fit():
    mine = np.eye(2)

    class Other(HasTraits):
        good = Array(mine, shape=(2, 2))
        bad = Array([1.0], shape=(2, 2))

    mine[0, 0] = 9
    assert Other().good[0, 0] == 1
    assert not Other().good.flags.writeable
    with pytest.raises(ValueError, match="bad must have shape"):
        _ = Other().bad


class Tensor:
    """What a tensor with a history is to NumPy: no array before it is detached and moved."""

    def __array__(self, *_, **__):
        raise RuntimeError("can't call numpy() on a tensor that requires grad")

    def detach(self):
        return self

    def cpu(self):
        return [1.0, 2.0]


def test_a_tensor_is_detached_from_its_history():
    np.testing.assert_array_equal(Holder(free=Tensor()).free, [1.0, 2.0])

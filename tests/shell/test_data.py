"""`Data` takes what a reader has, says what is wrong with the rest, and lets a state hold it."""

import ctypes
import datetime
import json
import warnings

import numpy as np
import pandas as pd
import pytest
import xarray as xr
from traitlets import HasTraits, Int

from mathml_widgets.shell import Data, MathWidget, computes, derived, given
from mathml_widgets.shell.data import LONGEST_SHOWN
from mathml_widgets.shell.frames import columns_of
from mathml_widgets.shell.literals import from_json, to_json, to_source


class Holder(HasTraits):
    data = Data()


def held(value):
    holder = Holder()
    holder.data = value
    return holder.data


def listed(value):
    return {name: list(column) for name, column in value.items()} if isinstance(value, dict) else list(value)


class Exchanged:
    """A table that speaks the interchange protocol and nothing else."""

    def __init__(self, frame):
        self.frame = frame

    def __dataframe__(self, nan_as_null=False, allow_copy=True):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # pandas would rather speak Arrow
            return self.frame.__dataframe__()


@pytest.mark.parametrize("value", ["abc", "", "a" * 1_000_000, b"\x00\xff", "👩\u200d👧 e\u0301"])
def test_text_and_bytes_stay_as_they_are(value):
    assert held(value) == value
    assert type(held(value)) is type(value)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ([1, 2, 1], [1, 2, 1]),
        (("a", "b"), ["a", "b"]),
        (range(3), [0, 1, 2]),
        ((letter for letter in "ab"), ["a", "b"]),
        ([1, "1", True, 1.5], [1, "1", True, 1.5]),
        (np.array([1, 2], np.int8), [1, 2]),
        (np.array(["a", "bc"]), ["a", "bc"]),
        (np.array([b"a", b"\xff"]), ["a", "\ufffd"]),
        (np.array([True, False]), [True, False]),
        (np.array([[1], [2]]), [1, 2]),
        (np.array(["2020-01-01"], "M8[D]"), ["2020-01-01"]),
        ([datetime.date(2020, 1, 1), None.__class__], ["2020-01-01", "<class 'NoneType'>"]),
        ([2**80, 1], [2**80, 1]),
        (pd.Series(["x", "y", "x"]), ["x", "y", "x"]),
        (pd.Series(pd.Categorical(["u", "v"])), ["u", "v"]),
        (pd.DataFrame({"one": [3, 4]}), [3, 4]),
        (xr.DataArray([1.5, 2.5]), [1.5, 2.5]),
        (bytearray(b"ab"), [97, 98]),
        (memoryview(b"ab"), [97, 98]),
    ],
)
def test_a_column_may_come_as_anything_that_holds_one(value, expected):
    assert listed(held(value)) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ({"a": [1, 2], "b": ["xy"] * 2}, {"a": [1, 2], "b": ["xy", "xy"]}),
        ([(1, "x"), (2, "y")], {"first": [1, 2], "second": ["x", "y"]}),
        (np.array([[1, 2], [3, 4], [5, 6]]), {"first": [1, 3, 5], "second": [2, 4, 6]}),
        (pd.DataFrame({"a": [1, 2], "b": ["x", "y"]}), {"a": [1, 2], "b": ["x", "y"]}),
        (pd.DataFrame({0: [1], 1: [2]}), {"0": [1], "1": [2]}),
    ],
)
def test_two_columns_are_kept_by_their_names(value, expected):
    found = held(value)
    assert listed(found) == expected
    assert list(found) == list(expected)


def test_a_table_that_only_speaks_the_interchange_protocol_is_read():
    frame = pd.DataFrame(
        {
            "text": ["a", "", "née 👩", None],
            "whole": np.array([1, -2, 3, 4], np.int16),
            "real": [0.5, np.nan, 1.0, 2.0],
            "truth": [True, False, True, True],
            "kind": pd.Categorical(["u", "v", None, "u"]),
        }
    )
    assert columns_of(Exchanged(frame)) == {
        "text": ["a", "", "née 👩", None],
        "whole": [1, -2, 3, 4],
        "real": [0.5, None, 1.0, 2.0],
        "truth": [True, False, True, True],
        "kind": ["u", "v", None, "u"],
    }
    assert listed(held(Exchanged(frame[["whole", "truth"]]))) == {"whole": [1, -2, 3, 4], "truth": [1, 0, 1, 1]}
    assert columns_of(Exchanged(frame.iloc[:0])) == {name: [] for name in frame.columns}


class Bits:
    """A column of the protocol with truth values of one bit each, as Arrow has them, from the third on."""

    size, offset, num_missing = 3, 2, 1
    dtype = (20, 1, "b", "=")
    describe_null = (3, 0)

    def __init__(self):
        self.bits, self.valid = ctypes.create_string_buffer(b"\x14", 1), ctypes.create_string_buffer(b"\x17", 1)

    def get_chunks(self):
        return [self]

    def get_buffers(self):
        def buffer(held):
            return type("Buffer", (), {"ptr": ctypes.addressof(held), "bufsize": 1}), (20, 1, "b", "=")

        return {"data": buffer(self.bits), "validity": buffer(self.valid), "offsets": None}


def test_packed_bits_are_read_from_their_offset():
    exchange = type("Exchange", (), {"column_names": lambda self: ["bits"], "get_column_by_name": lambda *_: Bits()})
    table = type("Table", (), {"__dataframe__": lambda self: exchange()})
    assert columns_of(table()) == {"bits": [True, None, True]}


def test_a_table_in_the_manner_of_arrow_is_read_by_its_column_names():
    class Arrow:
        columns = (object(), object())
        column_names = ("a", "b")

        def __getitem__(self, name):
            return {"a": np.array([1, 2]), "b": iter("xy")}[name]

    assert listed(held(Arrow())) == {"a": [1, 2], "b": ["x", "y"]}


@pytest.mark.parametrize(
    ("value", "message"),
    [
        (5, "data must be a text, bytes, a column of values or a table of two columns, got 5"),
        (object(), "data must be a text"),
        ([], "data must hold at least one entry, got none"),
        ({}, "data must have one column or two, got 0"),
        (pd.DataFrame(np.eye(3)), "data must have one column or two, got 3: choose two of them"),
        ({"a": [1, 2], "b": [1]}, "data must have columns of equal length, got 2 and 1"),
        ({"a": "text", "b": [1]}, "data.'a'. must be a column of values, got 'text'"),
        ({"a": 5, "b": [1]}, "data.'a'. must be a column of values, got 5"),
        ([1.0, float("nan")], "data must have no missing entries, got nan at index 1: fill it or leave it out"),
        (["a", None], "data must have no missing entries, got None at index 1"),
        (pd.Series(["a", pd.NA]), "data must have no missing entries, got .* at index 1"),
        (pd.Series([1, pd.NA], dtype="Int64"), "data must have no missing entries, got .* at index 1"),
        ({"a": [1, 2], "b": [0.5, np.nan]}, "data.'b'. must have no missing entries, got nan at index 1"),
        (np.ma.masked_array([1, 2], [False, True]), "data must have no masked entries"),
        (np.zeros((2, 3)), "data must be one column, or rows of two, got shape"),
        (np.array(7), "data must be one column, or rows of two, got shape"),
    ],
)  # fmt: skip
def test_what_is_no_data_is_refused_by_name(value, message):
    with pytest.raises(ValueError, match=message):
        held(value)


def test_what_is_held_cannot_be_changed_by_whoever_gave_it():
    mine = np.array([1, 2, 3])
    found = held(mine)
    mine[0] = 9
    assert found.tolist() == [1, 2, 3]
    assert not found.flags.writeable


@pytest.mark.parametrize("value", ["abc", b"\x00\xff", [1, "b", True], {"a": [1, 2], "b": ["x", "y"]}, None])
def test_json_and_source_bring_data_back(value):
    found = held(value)
    again = held(from_json(json.loads(json.dumps(to_json(found)))))
    assert type(again) is type(found)
    if value is not None and not isinstance(value, (str, bytes)):
        found, again = listed(found), listed(again)
    assert again == found
    made = held(eval(to_source(held(value))))
    assert (made if isinstance(value, (str, bytes, type(None))) else listed(made)) == found


class Counting(MathWidget):
    data = given(Data("ab"))
    length = derived(Int())

    @computes("length")
    def counted(data):
        return len(data)


def test_a_long_text_stays_in_the_kernel_and_the_view_hears_what_it_is():
    w = Counting()
    assert w.get_state("data") == {"data": "ab"}
    for value, kind in (("x" * (LONGEST_SHOWN + 1), "text"), (b"ab", "bytes"), ([1, 2], "column")):
        w.data = value
        assert w.get_state("data")["data"] == {"kind": kind, "length": len(value), "names": []}
    w.data = {"a": [1, 2, 3], "b": [4, 5, 6]}
    assert w.get_state("data")["data"] == {"kind": "columns", "length": 3, "names": ["a", "b"]}


def test_a_view_can_type_text_and_nothing_else():
    w = Counting()
    say = {"kind": "set", "client": "c", "serial": 1, "epoch": 0, "gesture": "g"}
    w._handle_custom_msg({**say, "values": {"data": "<b>abc</b>"}}, [])
    assert (w.data, w.length, w.error) == ("<b>abc</b>", 10, None)
    w._handle_custom_msg({**say, "values": {"data": {"kind": "bytes"}}}, [])
    assert "data must be text where it is typed" in w.error["message"]
    assert w.data == "<b>abc</b>"


def test_what_is_too_large_for_a_state_is_asked_for_again():
    for value in ("x" * 1_000_001, b"x" * 1_000_001, {"a": np.zeros(200_000), "b": [0] * 200_000}):
        w = Counting(data=value)
        state = json.loads(json.dumps(w.state))
        assert len(json.dumps(state)) < 1_000_000
        with pytest.raises(ValueError, match="data was too large for the state: hand it over again"):
            Counting.from_state(state)
        with pytest.raises(ValueError, match=r"too (large|many) for a code cell"):
            w.to_code()

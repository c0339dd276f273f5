"""What `EntropyCalculator` computes and says beyond the contract of every widget."""

import asyncio
import json
import math
from fractions import Fraction
from itertools import pairwise

import numpy as np
import pandas as pd
import pytest
from scipy import special, stats

from mathml_widgets import EntropyCalculator
from mathml_widgets.maths import information as info
from mathml_widgets.widgets.entropy_calculator import BASES, FAMILIES, LONGEST_MESSAGE, PICTURES

HTML = "<img src=x onerror=alert(1)>"
FAMILY = "👩\u200d👩\u200d👧"


def row(widget, name):
    return next(one for one in widget.readouts if one["name"] == name)


def by_hand(widget, gesture="g", **values):
    epoch = widget.answered.get("epoch", 0)
    message = {"kind": "set", "client": "c", "serial": 1, "epoch": epoch, "gesture": gesture, "values": values}
    widget._handle_custom_msg(message, [])


def drag(widget, place, value, gesture="g"):
    by_hand(widget, gesture, probabilities={"index": place, "value": value})


def typed(widget, name, text, index=None):
    widget._handle_custom_msg({"kind": "enter", "trait": name, "index": index, "text": text}, [])


def said(widget):
    return " ".join(one["text"] for one in widget.notices)


# --- entropy ------------------------------------------------------------------------


@pytest.mark.parametrize("base", BASES)
def test_the_numbers_of_the_bars_are_those_of_scipy(base):
    p = np.array([0.4, 0.3, 0.2, 0.1, 0.0])
    w = EntropyCalculator(p, base=base)
    parts = special.entr(p) / math.log(base)
    assert w.entropy == pytest.approx(stats.entropy(p, base=base), rel=1e-14)
    assert w.maximum_entropy == pytest.approx(math.log(5, base), rel=1e-14)
    assert w.efficiency == pytest.approx(w.entropy / w.maximum_entropy, rel=1e-14)
    assert w.perplexity == pytest.approx(math.exp(stats.entropy(p)), rel=1e-13)
    np.testing.assert_allclose(w.contributions, parts, rtol=1e-14)
    np.testing.assert_allclose(w.distribution[:4] * w.surprisals[:4], parts[:4], rtol=1e-14)
    assert w.surprisals[4] == math.inf
    assert w.contributions[4] == 0


def test_the_preset_of_halves_has_equal_entropy_and_mean_length_exactly():
    w = EntropyCalculator(preset="powers of one half")
    assert (w.entropy, w.mean_code_length, w.redundancy) == (1.75, 1.75, 0.0)
    assert (row(w, "entropy")["exact"], row(w, "mean_code_length")["exact"]) == ("7/4", "7/4")
    assert w.fractions == ["1/2", "1/4", "1/8", "1/8"]


def test_nine_to_one_costs_a_bit_alone_and_less_in_blocks():
    w = EntropyCalculator(preset="nine to one", block_length=4)
    assert round(w.entropy, 4) == 0.469
    expected = [float(one.mean_length) for one in info.block_code([0.9, 0.1], 4)]
    np.testing.assert_allclose(w.block_lengths[:, 1], expected, rtol=1e-14)
    assert w.block_lengths[0, 1] == 1
    assert w.mean_code_length == w.block_lengths[-1, 1] < 0.5
    assert w.code["names"][:3] == ["AAAA", "AAAB", "AABA"]


@pytest.mark.parametrize(("base", "unit"), [(2, "bits"), (math.e, "nats"), (10, "hartleys")])
def test_a_unit_stands_at_every_number_that_has_one(base, unit):
    w = EntropyCalculator([[0.5, 0.25], [0.0, 0.25]], base=base, message="")
    assert w.unit == unit
    units = {"bits", "nats", "hartleys"} - {unit}
    for picture in PICTURES:
        w.picture = picture
        for one in w.readouts:
            assert one["unit"] or one["form"] in ("count", "words") or one["name"] == "distribution", one
            if one["name"] in ("entropy", "joint_entropy", "miller_madow", "renyi_entropy", "differential_entropy"):
                assert unit in one["unit"] or "are" in one["label"]
    assert not any(f" {other} " in w.description.split("The code")[0] for other in units)
    assert "bits a symbol" in w.description.split("The code")[1]


@pytest.mark.parametrize("bad", [3, 1, 0, -2, math.nan, math.inf, "2", None, [2]])
def test_another_base_is_refused(bad):
    w = EntropyCalculator()
    with pytest.raises(ValueError, match="base must be"):
        w.base = bad
    assert (w.base, w.unit) == (2, "bits")


# --- bars by hand -------------------------------------------------------------------


def test_a_dragged_bar_makes_the_others_renormalise_in_their_old_ratio():
    w = EntropyCalculator()
    drag(w, 0, 0.8)
    np.testing.assert_allclose(w.probabilities, [0.8, 0.1, 0.05, 0.05], rtol=1e-15)
    drag(w, [2], 0.5, gesture="another")
    np.testing.assert_allclose(w.probabilities, info.with_probability([0.8, 0.1, 0.05, 0.05], 2, 0.5), rtol=1e-15)


def test_a_bar_dragged_to_one_and_back_brings_the_others_back():
    w = EntropyCalculator()
    for value in (0.7, 1.0, 0.9, 0.5):
        drag(w, 0, value)
    np.testing.assert_array_equal(w.probabilities, [0.5, 0.25, 0.125, 0.125])
    drag(w, 0, 1.0)
    drag(w, 0, 0.5, gesture="the others were let go at zero")
    np.testing.assert_allclose(w.probabilities, [0.5, 1 / 6, 1 / 6, 1 / 6], rtol=1e-15)


def test_what_python_writes_during_a_drag_is_where_the_drag_goes_on():
    w = EntropyCalculator()
    drag(w, 0, 0.6)
    w.probabilities = [0.25, 0.25, 0.25, 0.25]
    drag(w, 0, 0.4)
    np.testing.assert_allclose(w.probabilities, [0.4, 0.2, 0.2, 0.2], rtol=1e-15)


def test_a_drag_is_one_step_of_undo():
    w = EntropyCalculator()
    for value in (0.6, 0.7, 0.8):
        drag(w, 0, value)
    w.undo()
    np.testing.assert_array_equal(w.probabilities, [0.5, 0.25, 0.125, 0.125])


def test_locked_bars_stay_and_limit_the_room():
    w = EntropyCalculator(locked_outcomes=[1])
    assert w.room == 0.75
    drag(w, 0, 1.0)
    np.testing.assert_array_equal(w.probabilities, [0.75, 0.25, 0.0, 0.0])
    assert "share 0.75" in said(w)


@pytest.mark.parametrize(
    ("given", "place", "message"),
    [
        ({"locked_outcomes": [0]}, 0, "probabilities[0] cannot move, it is locked: unlock it first"),
        ({"locked_outcomes": [1, 2, 3]}, 0, "probabilities[0] cannot move, the locked outcomes leave nothing"),
        ({"probabilities": [0.0, 1.0, 0.0], "locked_outcomes": [1]}, 0, "probabilities[0] cannot move, the locked"),
        ({"probabilities": [1.0]}, 0, "probabilities[0] cannot move"),
        ({}, 4, "probabilities of 4 outcomes have no entry 4"),
        ({}, -1, "probabilities of 4 outcomes have no entry -1"),
        ({}, True, "have no entry True"),
        ({}, [0, 0], "have no entry [0, 0]"),
        ({}, "0", "have no entry '0'"),
    ],
)
def test_a_bar_that_cannot_move_says_why_and_nothing_changes(given, place, message):
    w = EntropyCalculator(**given)
    before = w.probabilities
    drag(w, place, 0.3)
    assert message in w.error["message"]
    assert w.probabilities is before
    with pytest.raises(ValueError, match="probabilities"):
        w.move(place, 0.3)


@pytest.mark.parametrize("value", [-0.1, 1.1, math.nan, math.inf, "0.3", None, True, [0.3], {}])
def test_a_bar_takes_only_a_probability(value):
    w = EntropyCalculator()
    drag(w, 0, value)
    assert "probabilities[0] must be between 0 and 1" in w.error["message"]
    assert w.entropy == 1.75


def test_a_locked_simplex_with_nothing_left_to_move_says_so_on_screen():
    w = EntropyCalculator(locked_outcomes=[0, 1, 2])
    assert not w.movable
    assert "leave nothing to move" in said(w)
    w.locked_outcomes = [0]
    assert w.movable
    assert "leave nothing" not in said(w)


def test_a_fraction_is_typed_exactly():
    w = EntropyCalculator([0.5, 0.25, 0.25])
    typed(w, "probabilities", "1/3", [0])
    assert w.fractions == ["1/3", "1/3", "1/3"]
    typed(w, "probabilities", "1/0", [0])
    assert "must not divide by zero" in w.error["message"]
    assert w.fractions[0] == "1/3"


def test_while_a_bar_is_held_its_entropy_is_known_everywhere():
    w = EntropyCalculator()
    assert w.entropy_curve is None
    by_hand(w, held="bar 0", probabilities={"index": 0, "value": 0.4})
    assert w.entropy_curve.shape == (51, 2)
    np.testing.assert_allclose(np.interp(0.4, *w.entropy_curve.T), w.entropy, atol=1e-12)
    for held in ("", "bar 9", "bar -1", "bar x", "tip", "bar ²"):
        w.held = held
        assert w.entropy_curve is None


def test_bars_take_the_place_of_data_and_keep_the_names():
    w = EntropyCalculator(data="abracadabra")
    drag(w, 0, 0.5)
    assert (w.source, w.data, w.labels) == ("probabilities", None, ["a", "b", "c", "d", "r"])
    assert w.observations is None
    w.undo()
    assert (w.source, w.data, w.observations) == ("data", "abracadabra", 11)


def test_a_cell_of_a_table_is_dragged_by_its_row_and_column():
    w = EntropyCalculator(preset="sky and umbrella")
    drag(w, [1, 0], 0.2)
    assert w.probabilities.shape == (2, 2)
    assert w.probabilities[1, 0] == pytest.approx(0.2)
    drag(w, 2, 0.3, gesture="h")
    assert w.joint[1, 0] == pytest.approx(0.3)
    assert w.row_labels == ["sun", "rain"]


# --- counts by hand -----------------------------------------------------------------


def count(widget, place, value, gesture="g"):
    by_hand(widget, gesture, counts={"index": place, "value": value})


def test_a_count_is_changed_by_hand_and_the_shares_follow():
    w = EntropyCalculator(counts=[5, 3, 2], symbols=["x", "y", "z"])
    count(w, 1, 8)
    assert (w.source, w.counts.tolist(), w.observations) == ("counts", [5, 8, 2], 15)
    assert w.fractions == ["1/3", "8/15", "2/15"]
    typed(w, "counts", "3^2", [2])
    assert (w.counts.tolist(), w.labels) == ([5, 8, 9], ["x", "y", "z"])
    w.undo()
    w.undo()
    assert w.counts.tolist() == [5, 3, 2]


def test_counts_of_data_and_of_a_sample_become_ones_own_when_a_hand_changes_one():
    w = EntropyCalculator(data="abracadabra")
    count(w, 0, 1)
    assert (w.source, w.data, w.counts.tolist(), w.labels) == ("counts", None, [1, 2, 1, 1, 2], list("abcdr"))
    w.undo()
    assert (w.source, w.data) == ("data", "abracadabra")
    bars = EntropyCalculator(n_samples=50, symbols=list("pqrs"), locked_outcomes=[1])
    before = bars.sample_counts.tolist()
    count(bars, 3, 7)
    assert bars.counts.tolist() == [*before[:3], 7]
    assert (bars.labels, bars.locked_outcomes) == (list("pqrs"), [1])


def test_a_cell_of_a_table_of_counts_is_changed_by_its_row_and_column():
    w = EntropyCalculator(counts=[[3, 1], [2, 4]], symbols=["u", "v", "s", "t"])
    count(w, [1, 0], 5)
    count(w, 1, 0, gesture="h")
    assert w.counts.tolist() == [[3, 0], [5, 4]]
    assert (w.row_labels, w.column_labels) == (["u", "v"], ["s", "t"])
    paired = EntropyCalculator(data={"sky": ["sun", "rain", "rain"], "mood": ["good", "bad", "good"]})
    count(paired, [0, 0], 4)
    assert paired.counts.tolist() == [[4, 1], [0, 1]]
    assert (paired.row_labels, paired.column_labels) == (["rain", "sun"], ["bad", "good"])


@pytest.mark.parametrize("value", [-1, 0.5, math.nan, math.inf, 1e16, "3", None, True, [1], {}])
def test_a_bad_count_by_hand_is_said_and_the_last_good_picture_stays(value):
    w = EntropyCalculator(counts=[1, 1])
    count(w, 0, value)
    assert "counts[0] must be a whole number from 0 to 10¹⁵, got" in w.error["message"]
    assert (w.counts.tolist(), w.entropy) == ([1, 1], 1.0)
    count(w, 0, 3)
    assert w.error is None


@pytest.mark.parametrize(
    ("text", "why"),
    [("-1", "whole number from 0"), ("1/2", "whole number from 0"), ("many", "must use no name but"), ("1/0", "zero")],
)
def test_a_bad_count_that_is_typed_is_said_at_its_field(text, why):
    w = EntropyCalculator(counts=[2, 2])
    typed(w, "counts", text, [1])
    assert why in w.error["message"]
    assert (w.error["trait"], w.error["index"], w.entropy) == ("counts", [1], 1.0)


def test_no_observation_at_all_is_refused_by_hand_too():
    w = EntropyCalculator(counts=[1, 0])
    count(w, 0, 0)
    assert "counts must hold at least one observation" in w.error["message"]
    assert w.counts.tolist() == [1, 0]
    count(w, 5, 1)
    assert "counts of 2 outcomes have no entry 5" in w.error["message"]


# --- equivalent inputs --------------------------------------------------------------


def test_the_last_source_written_wins_and_clears_the_others():
    w = EntropyCalculator()
    w.counts = [2, 1, 1]
    assert (w.source, w.probabilities, w.entropy) == ("counts", None, 1.5)
    w.data = "abab"
    assert (w.source, w.counts, w.entropy) == ("data", None, 1.0)
    w.probabilities = [1.0]
    assert (w.source, w.data, w.entropy) == ("probabilities", None, 0.0)
    w.set(probabilities=[0.5, 0.5], data="abcd")
    assert (w.source, w.entropy) == ("data", 2.0)


def test_without_any_source_the_last_stays():
    w = EntropyCalculator()
    with pytest.raises(ValueError, match="probabilities must be given where there are neither counts nor data"):
        w.probabilities = None
    assert w.entropy == 1.75


def test_what_speaks_of_outcomes_goes_when_they_do():
    w = EntropyCalculator(
        symbols=["p", "q", "r", "s"], locked_outcomes=[3], code_tree=[[2, 3], [1, 4], [0, 5]], asked_about=[[3]]
    )
    w.probabilities = [0.25, 0.25, 0.25, 0.25]
    assert (w.labels[0], w.locked_outcomes, len(w.code_tree), w.asked_about) == ("p", [3], 3, [[3]])
    w.probabilities = [0.5, 0.5]
    assert (w.symbols, w.locked_outcomes, w.code_tree, w.asked_about) == ([], [], None, [])
    w.set(data="aab", locked_outcomes=[1])
    assert w.locked_outcomes == [1]
    w.undo()
    w.undo()
    assert (w.symbols, w.locked_outcomes, len(w.code_tree)) == (["p", "q", "r", "s"], [3], 3)


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"probabilities": [0.5, 0.4]}, r"probabilities must sum to 1 \(within 1e-06\), got the sum 0.9"),
        ({"probabilities": [1.5, -0.5]}, "probabilities must not be negative, got -0.5 at index"),
        ({"probabilities": []}, "probabilities must hold at least one outcome"),
        ({"probabilities": [[[1.0]]]}, "probabilities must be one row or a table of two variables"),
        ({"probabilities": "abc"}, "probabilities must be an array of numbers, got the text 'abc'"),
        ({"probabilities": np.full(10_001, 1 / 10_001)}, "probabilities must have at most 10,000 different outcomes"),
        ({"counts": [1, -1]}, "counts must be whole and not negative, got -1"),
        ({"counts": [0.5]}, "counts must fit int64 entries, got"),
        ({"counts": [0]}, "counts must hold at least one observation, got none"),
        ({"counts": [2**60]}, r"counts must be at most 2\*\*53"),
        ({"data": ""}, "data must hold at least one symbol, got none"),
        ({"data": np.random.default_rng(0).normal(size=20_000)}, "data must have at most 10,000 different outcomes"),
        ({"data": ["a", None]}, "data must have no missing entries, got None at index 1"),
        ({"data": 7}, "data must be a text, bytes, a column"),
        ({"locked_outcomes": [4]}, "locked_outcomes must be places from 0 to 3, got 4"),
        ({"code_tree": [[0, 0]]}, "joins must join two different nodes, got 0 twice at index 0"),
        ({"code_tree": [[0, 1], [1, 2]]}, "joins must join loose nodes, got 1 at index 1, which is joined already"),
        ({"code_tree": [[0, 1, 2]]}, "code_tree"),
        ({"asked_about": [[9]]}, "asked_about must be between 0 and 3, got 9"),
        ({"block_length": 0}, "block_length must be between 1 and 12, got 0"),
        ({"message": "a" * (LONGEST_MESSAGE + 1)}, "message must have at most 20,000 characters, got 20,001"),
        ({"message": 5}, "message must be"),
        ({"order": -1}, "order must be between 0.0 and 100.0, got -1"),
        ({"order": math.inf}, "order must be finite, got inf"),
        ({"n_samples": 0}, "n_samples must be between 1 and 1,000,000,000, got 0"),
        ({"estimator": "bayes"}, "estimator must be one of 'plug_in'"),
        ({"pseudocount": -1}, "pseudocount must be between"),
        ({"family": "pareto"}, "family must be one of 'normal'"),
        ({"family_parameters": [0, 1]}, "standard_deviation must be positive, got 0"),
        ({"family_parameters": [1]}, r"family_parameters must have shape \(2,\), got \(1,\)"),
        ({"measurements": [math.nan]}, r"measurements\[0\] must be finite, got nan"),
        ({"measurements": np.zeros((10_000_000,), np.int8)}, "measurements must have at most 1,000,000 rows"),
        ({"measurements": np.zeros((2, 2, 2))}, "measurements must be one column, or points in rows"),
        ({"neighbors": 0}, "neighbors must be between 1 and 100, got 0"),
        ({"picture": "pie"}, "picture must be one of 'area'"),
    ],
)
def test_bad_input_is_refused_by_name_and_keeps_the_last_good_picture(given, message):
    with pytest.raises(ValueError, match=message):
        EntropyCalculator(**given)
    w = EntropyCalculator()
    state, entropy = w.state, w.entropy
    with pytest.raises(ValueError, match=message):
        w.set(**given)
    assert w.state == state
    assert w.entropy == entropy
    assert w.error["message"]


# --- data ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "labels", "observations"),
    [
        ("abba", ["a", "b"], 4),
        (b"\x00\xff\x00", ["00", "FF"], 3),
        (["sun", "rain", "sun"], ["rain", "sun"], 3),
        ([True, False, True], ["False", "True"], 3),
        (pd.Series(["x", "y", "x"]), ["x", "y"], 3),
        (pd.DataFrame({"one": [3, 4, 3]}), ["3", "4"], 3),
        (np.array([1, 1, 2]), ["1", "2"], 3),
        ("a \n", ["↵", "␣", "a"], 3),
        (f"e\u0301{FAMILY}e", ["e", "e\u0301", FAMILY], 3),
        ([HTML, "b"], [HTML, "b"], 2),
    ],
)
def test_data_of_every_kind_are_counted(data, labels, observations):
    w = EntropyCalculator(data=data)
    assert (w.source, w.labels, w.observations) == ("data", labels, observations)
    expected = info.source_of_data(w.data).distribution
    assert w.entropy == pytest.approx(stats.entropy(expected, base=2), abs=1e-14)
    assert "observation" in said(w)
    json.dumps(w.readouts, allow_nan=False)


def test_two_columns_are_a_table_with_joint_and_conditional_entropies():
    frame = pd.DataFrame({"sky": ["sun", "sun", "rain", "rain"], "mood": ["good", "good", "good", "bad"]})
    w = EntropyCalculator(data=frame, picture="table")
    assert (w.variables, w.row_labels, w.column_labels) == (["sky", "mood"], ["rain", "sun"], ["bad", "good"])
    np.testing.assert_array_equal(w.joint, [[0.25, 0.25], [0, 0.5]])
    assert w.joint_entropy == w.entropy == 1.5
    h_mood = stats.entropy([0.25, 0.75], base=2)
    np.testing.assert_allclose(w.marginal_entropies, [1, h_mood], rtol=1e-14)
    np.testing.assert_allclose(w.conditional_entropy, [1.5 - h_mood, 0.5], rtol=1e-13)
    assert w.mutual_information == pytest.approx(1 + h_mood - 1.5, rel=1e-13)
    assert row(w, "mutual_information")["label"] == "I(sky; mood)"
    w.data = "abc"
    assert w.joint is w.joint_entropy is w.conditional_entropy is None
    assert row(w, "joint_entropy")["reason"] == "needs a table of two variables"


def test_ten_megabytes_of_text_are_data_but_no_message():
    text = "na na " * 1_700_000
    w = EntropyCalculator(data=text)
    assert w.observations == len(text)
    assert w.shares[1] == Fraction(1, 3)
    assert w.get_state("data")["data"] == {"kind": "text", "length": len(text), "names": []}
    with pytest.raises(ValueError, match="message must have at most 20,000 characters, got 10,200,000"):
        w.message = text
    assert w.entropy == pytest.approx(math.log2(3), rel=1e-12)


def test_a_sample_of_ten_million_and_more_is_drawn_and_estimated():
    w = EntropyCalculator(n_samples=10_000_000)
    assert w.sample_counts.sum() == 10_000_000
    np.testing.assert_allclose(w.estimates, 1.75, atol=5e-3)
    w.n_samples = 1_000_000_000
    np.testing.assert_allclose(w.estimates, 1.75, atol=5e-4)


def test_one_bit_is_said_in_the_singular():
    assert "The entropy is 1 bit a symbol, 100 % of the possible 1 bit." in EntropyCalculator([0.5, 0.5]).describe()
    assert "of the possible 2 bits." in EntropyCalculator().describe()


def test_html_in_a_label_stays_text_and_long_labels_are_cut():
    w = EntropyCalculator([0.5, 0.5], symbols=[HTML, "x" * 500])
    assert w.labels == [HTML, "x" * 39 + "…"]
    assert w.code["names"] == w.labels
    assert HTML in w.describe()


@pytest.mark.parametrize(
    "first", ["x" * 10_000_000, b"\x00\xff" * 5_000_000, {"a": 0.5}, [1j], [None], [math.nan], [math.inf],
              [[0.5], [0.5, 0]], 1, np.ma.array([0.5, 0.5], mask=[0, 1])],
)  # fmt: skip
def test_a_bad_first_argument_is_refused_by_name_in_a_short_sentence(first):
    with pytest.raises(ValueError, match="probabilities") as raised:
        EntropyCalculator(first)
    assert len(str(raised.value)) < 300


def test_ten_megabytes_of_binary_data_and_signs_without_a_shape_are_counted():
    noise = np.random.default_rng(0).bytes(10_000_000)
    w = EntropyCalculator(data=noise)
    assert w.observations == len(noise)
    assert w.entropy == pytest.approx(8, abs=1e-4)
    odd = EntropyCalculator(data="\x00\ud800a\u202e", message="\ud800\x00")
    assert odd.labels == ["U+0000", "a", "U+202E", "U+D800"]
    assert odd.decoded


# --- codes --------------------------------------------------------------------------


def test_the_machine_joins_as_huffman_does_and_weighs_each_node():
    w = EntropyCalculator()
    assert w.code == {
        "by": "machine",
        "codewords": ["0", "10", "110", "111"],
        "joins": [[2, 3], [1, 4], [0, 5]],
        "names": ["A", "B", "C", "D"],
        "complete": True,
    }
    np.testing.assert_array_equal(w.node_weights, [0.5, 0.25, 0.125, 0.125, 0.25, 0.5, 1.0])
    assert w.code_judgement == {}


def test_a_tree_by_hand_is_judged_join_after_join():
    w = EntropyCalculator(code_tree=[])
    assert w.code["by"] == "hand"
    assert (w.mean_code_length, w.redundancy) == (None, None)
    assert "not finished: 4 parts are loose" in w.code_reason
    assert w.next_join == [2, 3]
    w.code_tree = [[0, 1]]
    assert w.code_judgement["costs"] == [0.25]
    assert w.code_judgement["reachable"] == 2.0
    assert not w.code["complete"]
    w.code_tree = [[0, 1], [2, 3], [4, 5]]
    assert w.code["codewords"] == ["00", "01", "10", "11"]
    assert (w.mean_code_length, w.redundancy, w.code_judgement["optimal"]) == (2.0, 0.25, False)
    assert w.code_reason == ""
    w.build_tree((0, (1, (2, 3))))
    assert w.code_tree == [[2, 3], [1, 4], [0, 5]]
    assert (w.code_judgement["optimal"], w.next_join) == (True, None)
    w.code_tree = None
    assert w.code["by"] == "machine"


def test_the_bars_may_move_while_a_tree_by_hand_stands():
    w = EntropyCalculator(code_tree=[[2, 3], [1, 4], [0, 5]])
    drag(w, 3, 0.9)
    assert not w.code_judgement["optimal"]
    assert w.mean_code_length == pytest.approx(info.tree_code((0, (1, (2, 3))), w.shares).mean_length)


def test_too_long_blocks_are_replaced_by_the_longest_that_fit_and_say_so():
    w = EntropyCalculator(block_length=12)
    assert w.coded_length == 6
    assert "Blocks of 7 would make 16,384 codewords" in w.code_reason
    assert w.mean_code_length == 1.75
    assert "Blocks of 7" in said(w)
    many = EntropyCalculator(np.full(100, 0.01), block_length=2)
    assert many.coded_length == 1
    assert "single symbols are coded" in many.code_reason


def test_ten_thousand_outcomes_are_coded_but_their_tree_is_not_sent():
    w = EntropyCalculator(counts=np.arange(1, 10_001))
    assert w.code["joins"] == []
    assert w.entropy <= w.mean_code_length < w.entropy + 1
    assert w.decoded


# --- messages -----------------------------------------------------------------------


@pytest.mark.parametrize("block_length", [1, 2, 3])
@pytest.mark.parametrize("message", ["", "A", "ABACADAB", "DDDD", "AABBCCDD" * 50])
def test_a_message_is_encoded_and_decoded_back_exactly(message, block_length):
    w = EntropyCalculator(message=message, block_length=block_length)
    assert w.message_reason == ""
    assert w.decoded
    assert w.encoded_length == len(w.encoded_message) == sum(map(len, w.message_words))
    assert set(w.encoded_message) <= {"0", "1"}
    assert w.message_surprise == sum({"A": 1, "B": 2, "C": 3, "D": 3}[one] for one in message)
    assert w.arithmetic_matches
    assert "".join(w.arithmetic_decoded) == message
    assert "".join(info.arithmetic_decode(w.arithmetic_bits, w.shares, len(message), "ABCD")) == message
    assert len(w.arithmetic_bits) <= math.ceil(w.message_surprise) + 1


def test_words_are_spelt_with_spaces_between_them():
    w = EntropyCalculator(data=["sun", "rain", "sun", "snow"], message="sun, snow sun")
    assert w.message_symbols == ["sun", "snow", "sun"]
    assert w.message_outcomes.tolist() == [2, 1, 2]
    assert w.decoded


def test_emoji_and_combining_characters_stay_whole_in_a_message():
    w = EntropyCalculator(data=f"e\u0301{FAMILY}{FAMILY}e", message=f"{FAMILY}e\u0301")
    assert w.message_symbols == [FAMILY, "e\u0301"]
    assert w.decoded
    assert w.arithmetic_decoded == [FAMILY, "e\u0301"]


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({"message": "ABx"}, "“x” at index 2 is none of the outcomes: no code has a word for it."),
        ({"message": HTML}, "“<” at index 0 is none of the outcomes"),
        ({"probabilities": [1.0, 0.0], "message": "AB"}, "“B” at index 1 has probability 0"),
        ({"message": "A", "code_tree": []}, "The tree is not finished: 4 parts are loose."),
        ({"message": "A" * 1_500 + "x"}, "A symbol at index 1,500 is none of the outcomes"),
    ],
)
def test_a_message_without_bits_says_why_and_the_rest_works_on(given, reason):
    w = EntropyCalculator(picture="message", **given)
    assert reason in w.message_reason
    assert (w.encoded_message, w.encoded_length, w.decoded) == ("", None, False)
    assert w.message_reason in said(w)
    assert w.check()
    if "code_tree" not in given:
        assert w.message_surprise == math.inf
        assert w.arithmetic_bits == ""
    json.dumps(w.readouts, allow_nan=False)


def test_a_bar_dragged_to_zero_under_a_message_is_a_result_and_no_error():
    w = EntropyCalculator([0.5, 0.5], message="AB")
    drag(w, 0, 0.0)
    assert w.error is None
    assert "probability 0" in w.message_reason
    drag(w, 0, 0.5)
    assert w.decoded


def test_each_step_of_arithmetic_coding_lies_in_the_one_before():
    w = EntropyCalculator(message="ABAD")
    steps = w.arithmetic_steps
    assert [float(step["low"]) for step in steps] == [0.0, 0.0, 0.25, 0.25, 0.30468]
    assert steps[-1]["bits"] == "0100111"
    assert w.cumulative.tolist() == [0.0, 0.5, 0.75, 0.875, 1.0]
    for before, after in pairwise(steps):
        assert after["bits"].startswith(before["bits"])
        assert float(before["low"]) <= float(after["low"]) < float(after["high"]) <= float(before["high"]) + 1e-3
    assert w.arithmetic_bits.startswith(steps[-1]["bits"])


def test_of_a_long_message_the_first_symbols_become_one_number():
    text = "".join(np.random.default_rng(0).choice(list("ABCD"), size=LONGEST_MESSAGE))
    w = EntropyCalculator(message=text, picture="message")
    assert (w.message_length, len(w.message_symbols), len(w.arithmetic_steps)) == (20_000, 1_000, 33)
    assert w.decoded
    assert w.arithmetic_matches
    assert info.arithmetic_decode(w.arithmetic_bits, w.shares, 2_000, "ABCD") == tuple(text[:2_000])
    assert len(w.get_state("encoded_message")["encoded_message"]) == 4_000 < w.encoded_length
    assert "first 2,000 symbols" in said(w)


# --- estimates ----------------------------------------------------------------------


def test_estimates_follow_the_counts_and_the_estimator_chosen():
    w = EntropyCalculator(counts=[5, 3, 2, 0], estimator="miller_madow", pseudocount=0.5, base=math.e)
    expected = info.entropy_estimates([5, 3, 2, 0], math.e, pseudocount=0.5)
    np.testing.assert_array_equal(w.estimates, np.array(expected))
    assert w.estimates[1] == pytest.approx(stats.entropy([5, 3, 2]) + 2 / 20, rel=1e-14)
    assert w.estimate == w.estimates[1]
    assert w.true_entropy is None
    assert w.n_resamples == 2_000
    expected = info.estimate_intervals([5, 3, 2, 0], 2_000, np.random.default_rng([0, 1]), math.e, pseudocount=0.5)
    np.testing.assert_array_equal(w.estimate_intervals, np.array(expected))


def test_a_sample_of_the_bars_is_drawn_by_the_seed_and_the_truth_is_known():
    w = EntropyCalculator(n_samples=50, seed=3)
    again = EntropyCalculator(n_samples=50, seed=3)
    assert w.sample_counts.sum() == 50
    np.testing.assert_array_equal(w.sample_counts, again.sample_counts)
    assert w.true_entropy == 1.75
    again.seed = 4
    assert (w.sample_counts != again.sample_counts).any()


def test_intervals_of_many_outcomes_come_coarse_and_then_fine():
    async def act():
        w = EntropyCalculator(np.full(200, 1 / 200))
        coarse = w.n_resamples
        await w.done()
        return coarse, w.n_resamples

    assert asyncio.run(act()) == (100, 2_000)


def test_while_a_hand_holds_something_intervals_stay_coarse():
    w = EntropyCalculator(held="bar 0")
    assert w.n_resamples == 100
    w.held = ""
    assert w.n_resamples == 2_000


# --- orders and densities -----------------------------------------------------------


def test_other_orders_count_rare_outcomes_differently():
    w = EntropyCalculator(order=2, base=math.e)
    p = w.distribution
    assert w.renyi_entropy == pytest.approx(-math.log((p**2).sum()), rel=1e-14)
    assert w.tsallis_entropy == pytest.approx(1 - (p**2).sum(), rel=1e-14)
    np.testing.assert_allclose(w.limits, [math.log(4), w.entropy, w.renyi_entropy, math.log(2)], rtol=1e-14)
    np.testing.assert_allclose(np.interp(2.0, w.order_curves[:, 0], w.order_curves[:, 1]), w.renyi_entropy, rtol=1e-12)
    w.order = 1
    assert w.renyi_entropy == w.entropy


@pytest.mark.parametrize("family", FAMILIES)
def test_every_family_has_its_entropy_and_a_sample_that_agrees(family):
    w = EntropyCalculator(family=family, family_parameters=[1.5, 0.8], n_samples=20_000, picture="density")
    parameters = dict(zip(info.parameter_names(family), [1.5, 0.8], strict=False))
    assert w.differential_entropy == pytest.approx(info.differential_entropy(family, **parameters), rel=1e-14)
    assert w.neighbor_entropy == pytest.approx(w.differential_entropy, abs=0.05)
    assert w.n_measured == 20_000
    assert np.isfinite(w.density_curve).all()
    assert all(one.holds for one in w.check())


def test_a_narrow_density_has_negative_entropy_and_says_what_that_means():
    w = EntropyCalculator(family="uniform", family_parameters=[0.25, 1], picture="density")
    assert w.differential_entropy == -2
    assert "negative" in said(w)


def test_own_measurements_are_estimated_by_their_neighbours():
    rng = np.random.default_rng(0)
    w = EntropyCalculator(measurements=rng.normal(size=(5_000, 2)), picture="density")
    assert w.neighbor_entropy == pytest.approx(math.log2(2 * math.pi * math.e), abs=0.06)
    assert w.normal_entropy == pytest.approx(w.neighbor_entropy, abs=0.06)
    w.measurements = [1.0, 1.0, 1.0, 1.0, 1.0]
    assert w.neighbor_entropy == -math.inf
    assert row(w, "neighbor_entropy")["reason"] == "−∞: equal numbers"
    assert "what repeats has no density" in said(w)
    w.measurements = [1.0, 2.0]
    assert w.neighbor_entropy is None
    assert row(w, "neighbor_entropy")["reason"] == "needs more than 3 numbers"


@pytest.mark.parametrize("scale", [1e-300, 1e300])
def test_tiny_and_huge_densities_are_drawn_without_nan(scale):
    w = EntropyCalculator(family_parameters=[scale, 1], picture="density", n_samples=10)
    assert np.isfinite(w.density_curve).all()
    json.dumps(w.readouts, allow_nan=False)


# --- twenty questions ---------------------------------------------------------------


def test_the_best_questions_find_the_outcome_within_its_codeword():
    for seed in range(6):
        w = EntropyCalculator(seed=seed, picture="questions")
        while w.twenty_questions["best"]:
            w.asked_about = [*w.asked_about, w.twenty_questions["best"]]
        found = w.twenty_questions["found"]
        assert found == w.hidden_outcome
        assert len(w.asked_about) == len(w.code["codewords"][found])
        assert sum(w.twenty_questions["gained"]) == pytest.approx(w.surprisals[found])
        assert row(w, "found")["values"] == [w.labels[found]]


def test_the_hidden_outcome_never_reaches_the_view():
    w = EntropyCalculator()
    assert "hidden_outcome" not in w.get_state()


# --- predict, then check ------------------------------------------------------------


def test_the_bars_are_moved_to_a_target_entropy():
    for seed in range(5):
        w = EntropyCalculator(seed=seed)
        assert 0.3 < w.target_entropy < w.maximum_entropy
        w.ask("reach_entropy")
        assert not w.answer()["right"] or abs(1.75 - w.target_entropy) <= 0.05
        curve = info.entropy_along([0.25] * 4, 0, n_steps=4000)
        nearest = curve[np.abs(curve[:, 1] - w.target_entropy).argmin(), 0]
        w.probabilities = info.with_probability([0.25] * 4, 0, nearest)
        attempt = w.answer()
        assert attempt["right"]
        assert attempt["unit"] == "bits"
    w.base = 10
    assert w.answer()["right"]
    w.data = "aabb"
    w.ask("reach_entropy")
    assert w.answer()["error"] == pytest.approx(abs(1 - w.target_entropy))


def test_the_best_tree_is_built_by_hand():
    w = EntropyCalculator()
    w.ask("build_best_tree")
    with pytest.raises(ValueError, match="guess must be a tree by hand, got none"):
        w.answer()
    w.code_tree = [[0, 1]]
    with pytest.raises(ValueError, match="guess must be a whole tree, got 3 loose parts"):
        w.answer()
    w.code_tree = [[0, 1], [2, 3], [4, 5]]
    attempt = w.answer()
    assert (attempt["right"], attempt["error"], attempt["truth"]) == (False, 0.25, "7/4 bits")
    w.build_tree((((2, 3), 1), 0))
    assert w.answer()["right"]


@pytest.mark.parametrize("base", BASES)
def test_the_bits_of_a_message_are_guessed_in_bits_whatever_the_base(base):
    w = EntropyCalculator(message="ABD", base=base)
    w.ask("bits_of_message")
    attempt = w.answer(5)
    assert attempt["truth"] == pytest.approx(6)
    assert (attempt["error"], attempt["right"]) == (pytest.approx(1), False)
    assert w.answer(6.2)["right"]
    w.message = "x"
    with pytest.raises(ValueError, match="message"):
        w.answer(3)


@pytest.mark.parametrize(
    ("probabilities", "right"),
    [
        ([0.6, 0.3, 0.1], {"one in between"}),
        ([0.4, 0.3, 0.3], {"the commonest"}),
        ([0.9, 0.1], {"the rarest"}),
        ([0.25] * 4, {"all add the same"}),
        ([0.5, 0.25, 0.25], {"all add the same"}),
        ([0.5, 0.25, 0.125, 0.125], {"the commonest", "one in between"}),
    ],
)
def test_what_adds_most_is_neither_the_rarest_nor_the_commonest_as_such(probabilities, right):
    w = EntropyCalculator(probabilities)
    w.ask("largest_contribution")
    for choice in w.questions["largest_contribution"].choices:
        assert w.answer(choice)["right"] == (choice in right), choice


@pytest.mark.parametrize(
    ("probabilities", "truth"),
    [
        ([0.9, 0.1], "yes, but only in blocks"),
        ([0.5, 0.5], "no, never"),
        ([1.0, 0.0], "yes, symbol by symbol"),
        ([0.25] * 4, "no, never"),
    ],
)
def test_below_one_bit_is_possible_in_blocks_where_the_entropy_is(probabilities, truth):
    w = EntropyCalculator(probabilities)
    w.ask("below_one_bit")
    assert w.answer("no, never")["truth"] == truth


def test_no_mask_hides_what_does_not_exist():
    readouts = set()
    for picture in PICTURES:
        readouts |= {one["name"] for one in EntropyCalculator(picture=picture, code_tree=[], base=10).readouts}
    known = readouts | set(EntropyCalculator.class_trait_names()) | set(EntropyCalculator.panes)
    for question in EntropyCalculator.questions.values():
        assert set(question.masks) <= known, question.name


# --- a drag is light ----------------------------------------------------------------


def test_a_dragged_bar_leaves_the_density_the_message_and_the_labels_alone(monkeypatch):
    w = EntropyCalculator(message="ABBA")
    ran = []
    kind = type(w._computations[0])
    original = kind.values
    monkeypatch.setattr(kind, "values", lambda self, found: ran.append(self.name) or original(self, found))
    w.held = "bar 0"
    ran.clear()
    drag(w, 0, 0.4)
    assert not {"spelt", "of_the_density", "of_the_neighbors", "together", "measured_in", "drawn_target"} & set(ran)
    assert len(ran) == len(set(ran))


def test_the_answer_to_a_drag_is_small():
    import comm

    from tests.recording import Recording

    sent = Recording()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(comm, "create_comm", sent.create)
        w = EntropyCalculator(preset="English letters", message="hello" * 200, held="bar 0")
        sent.forget()
        drag(w, 4, 0.3)
        first = sent.updates(w.model_id)[0]
    weight = len(json.dumps(first, default=lambda held: "x" * len(bytes(held))))
    assert weight < 40_000
    assert not {"labels", "message_symbols", "message_outcomes", "density_curve", "names"} & set(first)

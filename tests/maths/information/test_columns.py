import math
from collections import Counter
from itertools import permutations

import numpy as np
import pytest
from scipy.stats import contingency
from sklearn.metrics import mutual_info_score

from mathml_widgets.maths import information as info


def test_text_of_ten_megabytes_is_counted():
    text = "".join(chr(97 + i) for i in np.random.default_rng(0).integers(0, 26, 5000)) * 2000 + "é🎲"
    found = info.symbol_counts(text)
    assert dict(zip(found.symbols, found.counts.tolist(), strict=True)) == Counter(text)
    assert found.probabilities.sum() == pytest.approx(1, abs=1e-15)


@pytest.mark.parametrize(
    ("data", "symbols", "counts"),
    [
        ("abracadabra", ("a", "b", "c", "d", "r"), [5, 2, 1, 1, 2]),
        ("\ud800a\U0010ffff", ("a", "\ud800", "\U0010ffff"), [1, 1, 1]),
        (b"\x00\xff\x00", (0, 255), [2, 1]),
        (bytearray(b"aa"), (97,), [2]),
        (memoryview(b"ab"), (97, 98), [1, 1]),
        ([3, 1, 3], (1, 3), [1, 2]),
        ([-5, 10**15, -5], (-5, 10**15), [2, 1]),
        (np.array([2**63, 1], np.uint64), (1, 2**63), [1, 1]),
        ([0.5, 0.25, 0.5], (0.25, 0.5), [1, 2]),
        (["no", "yes", "no"], ("no", "yes"), [2, 1]),
        ([1, "1", 1], (1, "1"), [2, 1]),
        ([(0, 1), (0, 1), (1, 0)], ((0, 1), (1, 0)), [2, 1]),
        ([True, False, True], (False, True), [1, 2]),
        ((c for c in "bab"), ("a", "b"), [1, 2]),
        (np.array(["x", "y", "x"], object), ("x", "y"), [2, 1]),
        ([None, "a", None], (None, "a"), [2, 1]),
    ],
)
def test_symbols_of_every_kind_are_counted(data, symbols, counts):
    found = info.symbol_counts(data)
    assert found.symbols == symbols
    assert found.counts.tolist() == counts


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ("", "data must hold at least one symbol, got none"),
        (b"", "data must hold at least one symbol, got none"),
        ([], "data must hold at least one symbol, got none"),
        (np.zeros((2, 2)), "data must be one column of symbols, got shape \\(2, 2\\); see joint_counts"),
        ([0.0, math.nan], "data must not hold NaN, got one at index 1"),
        (np.array(["a", math.nan], object), "data must not hold NaN, got one at index 1"),
        ([[1], [2]], "data must hold symbols that can be counted"),
    ],
)
def test_what_cannot_be_counted_is_refused(data, message):
    with pytest.raises(ValueError, match=message):
        info.symbol_counts(data)


def test_pairs_are_counted_like_scipy_does():
    generator = np.random.default_rng(1)
    x, y, z = generator.integers(0, 5, 40_000), generator.integers(2, 9, 40_000) * 3, generator.integers(0, 2, 40_000)
    for one, other in ((x, y), (x.astype(np.uint8), y.astype(np.int16)), (x - 2, y), (x * 1000, y)):
        expected = contingency.crosstab(one, other)
        found = info.joint_counts(one, other)
        assert (found.counts == expected.count).all()
        assert [list(s) for s in found.symbols] == [e.tolist() for e in expected.elements]
    assert (info.joint_counts(x, y, z).counts == contingency.crosstab(x, y, z).count).all()
    assert info.joint_counts("aab").counts.tolist() == [2, 1]
    assert info.joint_counts(b"ab", ["x", "y"]).counts.tolist() == [[1, 0], [0, 1]]
    assert info.mutual_information(info.joint_counts(x, y).probabilities, math.e) == pytest.approx(
        mutual_info_score(x, y), rel=1e-9
    )


@pytest.mark.parametrize("late", [200, -3, 10**6])
def test_numbers_that_come_late_and_are_wider_or_negative_are_counted(late):
    generator = np.random.default_rng(2)
    x, y = generator.integers(0, 5, (2, 40_000))
    x[-1] = late
    expected = contingency.crosstab(x, y)
    for found, answer in ((info.joint_counts(x, y), expected.count), (info.joint_counts(y, x), expected.count.T)):
        assert (found.counts == answer).all()
    assert late in info.joint_counts(x, y).symbols[0]


@pytest.mark.parametrize(
    ("columns", "message"),
    [
        ((), "joint_counts must be given at least one column, got none"),
        (([1, 2], [1]), "columns must have the same length, got 2, 1"),
        (([], []), "data must hold at least one symbol"),
        ((np.arange(9000) * 7, np.arange(9000) * 7), "columns must make a table of at most 67108864 cells"),
    ],
)
def test_columns_that_make_no_table_are_refused(columns, message):
    with pytest.raises(ValueError, match=message):
        info.joint_counts(*columns)


def test_the_first_order_bias_is_what_independent_columns_show():
    generator = np.random.default_rng(0)
    n, found = 400, []
    for _ in range(2000):
        table = info.joint_counts(generator.integers(0, 3, n), generator.integers(0, 4, n))
        found.append(info.mutual_information(table.probabilities, math.e))
    bias = info.mutual_information_bias(np.ones((3, 4)) * n / 12 // 1, math.e) * 396 / n
    # The mean of 2000 values with standard deviation about sqrt(12) / 2n is known to 1e-4.
    assert np.mean(found) == pytest.approx(bias, abs=3e-4)
    assert info.mutual_information_bias([[5, 5, 0], [5, 5, 0]]) == pytest.approx(1 / 40 / math.log(2), rel=1e-14)


def test_the_null_of_a_small_table_is_that_of_all_permutations():
    x, y = [0, 0, 0, 1, 1, 1], [0, 0, 1, 1, 1, 2]
    table = info.joint_counts(x, y)
    observed = info.mutual_information(table.probabilities)
    every = [
        info.mutual_information(info.joint_counts(np.array(x), np.array(shuffled)).probabilities)
        for shuffled in permutations(y)
    ]
    exact = np.mean(np.array(every) >= observed - 1e-12)
    null = info.permutation_null(table.counts, 20_000, np.random.default_rng(0))
    # Four standard errors of a share of 20,000 draws.
    assert null.p_value == pytest.approx(exact, abs=4 * math.sqrt(exact * (1 - exact) / 20_000))
    assert null.observed == pytest.approx(observed, rel=1e-14)
    assert null.shuffled.mean() == pytest.approx(np.mean(every), abs=4 * np.std(every) / math.sqrt(20_000))


@pytest.mark.parametrize("counts", [[[3000, 2000, 1000], [1000, 4000, 2500]], np.eye(30, dtype=int) * 2])
def test_shuffled_tables_keep_both_margins_and_have_the_expected_means(counts):
    counts = np.asarray(counts)
    found = info.shuffled_tables(counts, 4000, np.random.default_rng(3))
    assert (found.sum(axis=1) == counts.sum(axis=0)).all()
    assert (found.sum(axis=2) == counts.sum(axis=1)).all()
    assert found.min() >= 0
    n = counts.sum()
    rows, columns = counts.sum(axis=1)[:, None] / n, counts.sum(axis=0) / n
    deviation = np.sqrt(n * rows * columns * (1 - rows) * (1 - columns) * n / (n - 1) / 4000)
    assert (np.abs(found.mean(axis=0) - n * rows * columns) <= 5 * deviation).all()
    assert found.var(axis=0)[0, 0] == pytest.approx((deviation**2 * 4000)[0, 0], rel=0.2)


def test_dependent_columns_stand_out_and_a_certain_one_does_not():
    null = info.permutation_null([[30, 5], [5, 30]], 999, np.random.default_rng(0))
    assert null.p_value == 0.001
    assert null.observed > null.shuffled.max()
    flat = info.permutation_null([[10, 20], [0, 0]], 9, np.random.default_rng(0))
    assert (flat.observed, flat.p_value) == (0.0, 1.0)


@pytest.mark.parametrize(
    ("counts", "message"),
    [
        ([1, 2], "counts must have shape \\(n_x, n_y\\)"),
        ([[1.5, 2]], "counts must be whole and not negative, got 1.5"),
        ([[-1, 2]], "counts must be whole and not negative, got -1"),
        ([[0, 0]], "counts must hold at least one observation, got none"),
    ],
)
def test_what_is_no_table_of_counts_is_refused(counts, message):
    with pytest.raises(ValueError, match=message):
        info.permutation_null(counts, 10, np.random.default_rng(0))
    with pytest.raises(ValueError, match=message):
        info.mutual_information_bias(counts)

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mathml_widgets.maths import information as info

shares = st.lists(st.integers(0, 9), min_size=1, max_size=4).filter(any).map(lambda w: [Fraction(x, sum(w)) for x in w])


@given(shares, st.integers(1, 3))
def test_the_probabilities_of_all_joins_add_up_to_the_mean_length(probabilities, length):
    found = info.coding_of_blocks(probabilities, length)
    n_leaves = len(probabilities) ** length
    assert found.weights[n_leaves:].sum() == pytest.approx(float(found.mean_length * length), abs=1e-12)
    assert found.weights[:n_leaves].sum() == pytest.approx(1, abs=1e-12)
    assert found.mean_length == info.block_code(probabilities, length)[-1].mean_length
    assert found.redundancy == pytest.approx(info.block_code(probabilities, length)[-1].redundancy, abs=1e-12)


@given(shares, st.integers(1, 3), st.randoms(use_true_random=False))
def test_a_row_of_outcomes_is_read_back_from_its_blocks(probabilities, length, random):
    possible = [i for i, p in enumerate(probabilities) if p > 0]
    row = np.array(random.choices(possible, k=11))
    p = np.array(list(map(float, probabilities)))
    found = info.coding_of_blocks(probabilities, length)
    blocks = info.blocks_of(row, length, p).tolist()
    bits = "".join(found.code.codewords[block] for block in blocks)
    back = info.decode(bits, found.code, len(blocks))
    symbols = [s for block in back for s in np.unravel_index(block, (len(p),) * length)]
    assert symbols[:11] == row.tolist()
    assert set(symbols[11:]) <= {int(p.argmax())}
    names = info.block_names("abcd"[: len(p)], length)
    assert "".join(names[block] for block in blocks)[:11] == "".join("abcd"[s] for s in row)


def test_an_unfinished_tree_has_no_code_yet_and_one_outcome_needs_none():
    unfinished = info.coding_of_joins([(0, 1)], [0.5, 0.25, 0.25])
    assert unfinished.code is None
    assert unfinished.mean_length is None
    assert unfinished.weights.tolist() == [0.5, 0.25, 0.25, 0.75]
    alone = info.coding_of_joins([], [1.0])
    assert (alone.code.codewords, alone.mean_length) == (("",), 0)
    impossible = info.coding_of_joins([(0, 1)], [0.5, 0.5, 0.0])
    assert impossible.code.codewords == ("0", "1", None)


def test_nothing_is_a_row_of_no_blocks():
    assert info.blocks_of(np.array([], np.int64), 3, [0.5, 0.5]).tolist() == []

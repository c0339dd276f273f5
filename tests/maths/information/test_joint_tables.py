import math

import dit
import numpy as np
import pytest
from dit.multivariate import coinformation, total_correlation
from dit.shannon import conditional_entropy, mutual_information
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from mathml_widgets.maths import information as info

XOR = np.zeros((2, 2, 2))
XOR[[0, 0, 1, 1], [0, 1, 0, 1], [0, 1, 1, 0]] = 0.25
tables = st.integers(0, 2**32).map(
    lambda seed: (
        lambda g: info.normalized((g.random(12) * (g.random(12) < 0.8)).ravel() + 1e-12 * (g.random(12) < 0.1))
    )(np.random.default_rng(seed)).reshape(3, 4)
)
cubes = arrays(int, (2, 3, 2), elements=st.integers(0, 4)).filter(lambda t: t.sum() > 0).map(lambda t: t / t.sum())


def in_dit(table):
    places = [tuple(map(str, place)) for place in np.ndindex(table.shape)]
    return dit.Distribution(["".join(place) for place in places], table.ravel().tolist())


@settings(max_examples=25)
@given(cubes)
def test_measures_of_three_variables_are_those_of_dit(cube):
    d = in_dit(cube)
    close = {"rel": 1e-9, "abs": 1e-12}
    assert info.joint_entropy(cube) == pytest.approx(dit.shannon.entropy(d), **close)
    assert info.mutual_information(cube) == pytest.approx(mutual_information(d, [0], [1]), **close)
    assert info.mutual_information(cube, axes=((0, 2), 1)) == pytest.approx(mutual_information(d, [0, 2], [1]), **close)
    assert info.mutual_information(cube, axes=(0, 1), given=2) == pytest.approx(
        dit.multivariate.coinformation(d, [[0], [1]], [2]), **close
    )
    assert info.conditional_entropy(cube, given=(0, 2)) == pytest.approx(conditional_entropy(d, [1], [0, 2]), **close)
    assert info.co_information(cube) == pytest.approx(coinformation(d), **close)
    assert info.total_correlation(cube) == pytest.approx(total_correlation(d), **close)


@settings(max_examples=40)
@given(tables)
def test_measures_of_two_variables_agree_with_each_other(table):
    found = info.joint_measures(table)
    close = {"rel": 1e-11, "abs": 1e-12}
    assert found.joint_entropy == pytest.approx(info.joint_entropy(table), **close)
    assert found.mutual_information == pytest.approx(info.mutual_information(table), **close)
    assert found.x_given_y == pytest.approx(info.conditional_entropy(table), **close)
    assert found.y_given_x == pytest.approx(info.conditional_entropy(table, given=0), **close)
    assert found.variation_of_information == pytest.approx(info.variation_of_information(table), **close)
    assert found.entropy_x == pytest.approx(info.entropy(info.marginals(table)[0]), **close)
    assert found.joint_entropy == pytest.approx(found.entropy_x + found.y_given_x, **close)
    assert found.mutual_information == pytest.approx(info.co_information(table), **close)
    assert 0.0 <= found.shared <= 1.0
    assert min(found) >= 0.0
    assert info.joint_measures(table.T)._replace(
        entropy_x=found.entropy_x, entropy_y=found.entropy_y, x_given_y=found.x_given_y, y_given_x=found.y_given_x
    ) == pytest.approx(found, **close)


def test_large_tables_give_what_small_ones_do():
    table = np.random.default_rng(0).random((150, 170))
    table[table < 0.2] = 0
    table /= table.sum()
    found = info.joint_measures(table)
    assert found.mutual_information == pytest.approx(info.mutual_information(table), rel=1e-10)
    assert found.joint_entropy == pytest.approx(info.entropy(table.ravel()), rel=1e-13)


def test_two_of_three_coins_tell_nothing_and_together_everything():
    for axes in ((0, 1), (0, 2), (1, 2)):
        assert info.mutual_information(XOR, axes=axes) == 0.0
    assert info.mutual_information(XOR, axes=((0, 1), 2)) == 1.0
    assert info.mutual_information(XOR, axes=(0, 1), given=2) == 1.0
    assert info.co_information(XOR) == -1.0
    regions = info.information_diagram(XOR)
    assert regions == {(0,): 0, (1,): 0, (2,): 0, (0, 1): 1, (0, 2): 1, (1, 2): 1, (0, 1, 2): -1}


def test_a_thing_seen_thrice_is_redundant():
    same = np.zeros((2, 2, 2))
    same[0, 0, 0] = same[1, 1, 1] = 0.5
    assert info.co_information(same) == 1.0
    assert info.total_correlation(same) == 2.0


@settings(max_examples=40)
@given(cubes)
def test_the_regions_of_the_diagram_add_up_to_every_entropy(cube):
    regions, together = info.information_diagram(cube), info.entropies(cube)
    for axes, entropy in together.items():
        touched = sum(value for region, value in regions.items() if set(region) & set(axes))
        assert touched == pytest.approx(entropy, abs=1e-12)
    assert regions[0, 1, 2] == pytest.approx(info.co_information(cube), abs=1e-12)


def test_independent_variables_share_nothing():
    table = np.outer([0.1, 0.2, 0.7], [1 / 3, 2 / 3])
    assert info.mutual_information(table) == pytest.approx(0, abs=1e-17)
    assert info.mutual_information(np.full((2, 2), 0.25)) == 0.0
    assert info.conditional_entropy(table) == pytest.approx(info.entropy([0.1, 0.2, 0.7]), rel=1e-14)


def test_a_weak_dependence_keeps_its_digits():
    d = 1e-7
    table = np.array([[0.25 + d, 0.25 - d], [0.25 - d, 0.25 + d]])
    assert info.mutual_information(table, math.e) == pytest.approx(8 * d * d, rel=1e-8)


def test_a_copy_tells_everything_and_a_parabola_is_seen_though_uncorrelated():
    assert info.mutual_information(np.eye(4) / 4) == 2.0
    assert info.conditional_entropy(np.eye(4) / 4) == 0.0
    parabola = np.array([[0, 1, 0], [1, 0, 1], [0, 0, 0]]) / 3  # rows y, columns x
    assert info.mutual_information(parabola) == pytest.approx(math.log2(3) - 2 / 3, rel=1e-13)


def test_one_outcome_and_margins_that_vanish_are_no_trouble():
    assert info.joint_measures([[1.0]]) == (0.0,) * 8
    table = [[0.5, 0, 0.5], [0, 0, 0]]
    assert info.mutual_information(table) == 0.0
    assert info.conditional_entropy(table, given=0) == 1.0
    assert info.joint_entropy(np.array(1.0).reshape(1, 1, 1)) == 0.0
    tiny = np.array([[1e-200, 0.5], [0.5 - 1e-200, 0]])
    assert math.isfinite(info.mutual_information(tiny))
    assert info.mutual_information([[5e-324, 0], [0, 1]]) >= 0.0


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: info.joint_entropy([]), "joint must hold at least one outcome of each variable"),
        (lambda: info.joint_entropy(1.0), "joint must have one axis a variable, got shape"),
        (lambda: info.mutual_information([[0.5, 0.4], [0, 0]]), "joint must sum to 1 .* got the sum 0.9"),
        (lambda: info.mutual_information([[1.5, -0.5]]), "joint must not be negative, got -0.5 at index \\(0, 1\\)"),
        (lambda: info.mutual_information([0.5, 0.5]), "axes must hold axes of the table, which has 1, got 1"),
        (lambda: info.mutual_information(XOR, axes=(0, 0)), "axes and given must name each axis once"),
        (lambda: info.mutual_information(XOR, given=5), "given must hold axes of the table, which has 3, got 5"),
        (lambda: info.mutual_information(XOR, axes=((), 1)), "axes must name at least one axis, got none"),
        (lambda: info.conditional_entropy(XOR, given="x"), "given must hold axes of the table, got 'x'"),
        (lambda: info.joint_measures(XOR), "joint must have 2 axes, one a variable, got shape \\(2, 2, 2\\)"),
        (lambda: info.variation_of_information(XOR), "joint must have 2 axes"),
    ],
)
def test_what_is_no_table_is_refused(call, message):
    with pytest.raises(ValueError, match=message):
        call()

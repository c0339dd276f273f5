from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mathml_widgets.maths import information as info

shares = st.lists(st.integers(0, 9), min_size=1, max_size=6).filter(any).map(lambda w: [Fraction(x, sum(w)) for x in w])


def best_by_trying(weights):
    """The least sum of joins over all ways to join these weights."""
    if len(weights) < 2:
        return Fraction(0)
    found = []
    for i, j in combinations(range(len(weights)), 2):
        rest = [w for k, w in enumerate(weights) if k not in (i, j)]
        together = weights[i] + weights[j]
        found.append(together + best_by_trying([*rest, together]))
    return min(found)


def random_joins(random, n, n_joins):
    loose, joins = list(range(n)), []
    for k in range(min(n_joins, n - 1)):
        one, other = random.sample(loose, 2)
        joins.append((one, other))
        loose = [node for node in loose if node not in (one, other)] + [n + k]
    return joins, loose


@given(shares, st.randoms(use_true_random=False), st.integers(0, 6))
def test_a_join_costs_what_it_adds_to_the_best_that_is_still_possible(probabilities, random, n_joins):
    joins, loose = random_joins(random, len(probabilities), n_joins)
    found = info.judge_joins(joins, probabilities)
    weights = [*probabilities]
    for one, other in joins:
        weights.append(weights[one] + weights[other])
    possible = [node for node in loose if weights[node] > 0]
    spent = sum((weights[len(probabilities) + k] for k in range(len(joins))), Fraction(0))
    assert sorted(found.roots) == sorted(loose)
    assert list(found.weights) == weights
    assert found.reachable == spent + best_by_trying([weights[node] for node in possible])
    assert found.least == best_by_trying([p for p in probabilities if p > 0])
    assert sum(found.costs, found.least) == found.reachable
    assert min(found.costs, default=0) >= 0
    assert found.complete == (len(possible) == 1)
    assert (found.next_join is None) == found.complete


@given(shares)
def test_who_always_takes_the_hint_pays_nothing_and_builds_the_best_tree(probabilities):
    joins = []
    while hint := info.judge_joins(joins, probabilities).next_join:
        joins.append(hint)
    found = info.judge_joins(joins, probabilities)
    assert found.reachable == found.least == info.huffman_code(probabilities).mean_length
    assert set(found.costs) <= {0}


@given(shares)
def test_the_steps_of_huffman_are_joins_and_cost_nothing(probabilities):
    code, n = info.huffman_code(probabilities), len(probabilities)
    joins = info.joins_of_merges(code.merges, n)
    assert code.tree in info.joined_trees(joins, n).values()
    assert set(info.judge_joins(joins, probabilities).costs) <= {0}


@given(shares, st.randoms(use_true_random=False))
def test_a_tree_becomes_joins_and_a_tree_again(probabilities, random):
    n = len(probabilities)
    joins, (root,) = random_joins(random, n, n)
    tree = info.joined_trees(joins, n)[root]
    again = info.joins_of_tree(tree, n)
    assert info.joined_trees(again, n)[n + len(again) - 1 if again else 0] == tree
    assert info.coding_of_joins(joins, probabilities).mean_length == info.tree_code(tree, probabilities).mean_length


def test_a_wrong_join_is_found_by_its_cost():
    found = info.judge_joins([(0, 1), (2, 3), (4, 5)], ["1/2", "1/4", "1/8", "1/8"])
    assert found.costs == (Fraction(1, 4), 0, 0)
    assert (found.reachable, found.least) == (2, Fraction(7, 4))


def test_a_chain_of_five_thousand_joins_is_no_recursion():
    n = 5_000
    joins = [(0, 1), *((n + k, k + 2) for k in range(n - 2))]
    tree = info.joined_trees(joins, n)[2 * n - 2]
    assert info.joins_of_tree(tree, n) == tuple(joins)


@pytest.mark.parametrize(
    ("joins", "message"),
    [
        ([(0, 1), (1, 2)], "joins must join loose nodes, got 1 at index 1, which is joined already"),
        ([(0, 3)], "joins must join loose nodes, got 3 at index 0, which does not exist yet"),
        ([(0, -1)], "got -1 at index 0, which does not exist yet"),
        ([(0, 0)], "joins must join two different nodes, got 0 twice at index 0"),
        ([(0, 1, 2)], r"joins must be pairs of nodes, got \(0, 1, 2\) at index 0"),
        ([(0, 0.5)], "joins must be pairs of nodes"),
        ([0], "joins must be pairs of nodes, got 0 at index 0"),
    ],
)
def test_joins_that_cannot_be_made_are_refused_by_index(joins, message):
    with pytest.raises(ValueError, match=message):
        info.joined_trees(joins, 3)
    with pytest.raises(ValueError, match=message):
        info.judge_joins(joins, [0.5, 0.25, 0.25])


@pytest.mark.parametrize(
    ("tree", "message"),
    [
        ((0, 1, 2), "tree must branch in two everywhere"),
        ((0, "a"), "tree must end in places from 0 to 2, got 'a'"),
        ((0, 3), "tree must end in places from 0 to 2, got 3"),
        ((True, 0), "tree must end in places from 0 to 2, got True"),
        ((0, (1, 0)), "got 0 at index 1, which is joined already"),
    ],
)
def test_trees_that_are_none_are_refused(tree, message):
    with pytest.raises(ValueError, match=message):
        info.joins_of_tree(tree, 3)

import heapq
import math
from fractions import Fraction
from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mathml_widgets.maths import information as info

shares = (
    st.lists(st.integers(0, 20), min_size=1, max_size=9).filter(any).map(lambda w: [Fraction(x, sum(w)) for x in w])
)


def least_mean_length(probabilities):
    """The sum of all inner nodes, by a plain heap."""
    heap = [p for p in probabilities if p > 0]
    heapq.heapify(heap)
    total = Fraction(0)
    while len(heap) > 1:
        pair = heapq.heappop(heap) + heapq.heappop(heap)
        total += pair
        heapq.heappush(heap, pair)
    return total


def best_by_trying(probabilities):
    """The least mean length over all lengths that keep Kraft's inequality."""
    n = len(probabilities)
    return min(
        sum(p * length for p, length in zip(probabilities, lengths, strict=True))
        for lengths in product(range(1, n), repeat=n)
        if sum(Fraction(1, 2**length) for length in lengths) <= 1
    )


@settings(max_examples=40)
@given(shares, st.randoms(use_true_random=False))
def test_a_huffman_code_is_optimal_and_decodes_what_it_encodes(probabilities, random):
    code = info.huffman_code(probabilities)
    possible = [i for i, p in enumerate(probabilities) if p > 0]
    words = sorted(word for word in code.codewords if word is not None)
    assert [i for i, word in enumerate(code.codewords) if word is not None] == possible
    assert not any(b.startswith(a) for a, b in pairwise(words))
    assert info.kraft_sum([len(word) for word in words]) == 1
    assert code.mean_length == least_mean_length(probabilities)
    assert code.entropy - 1e-12 <= code.mean_length < code.entropy + 1
    assert code.redundancy == pytest.approx(float(code.mean_length) - code.entropy, abs=1e-12)
    assert sum((merge.probability for merge in code.merges), Fraction(0)) == code.mean_length
    message = random.choices(possible, k=30)
    bits = info.encode(message, code)
    assert info.decode(bits, code, 30) == tuple(message)
    assert info.judge_code(code.codewords, probabilities).optimal


@pytest.mark.parametrize("weights", [[1, 1, 1, 1], [5, 3, 2, 1], [8, 1, 1, 1], [1, 1, 2, 3, 5]])
def test_no_other_lengths_are_shorter_on_average(weights):
    probabilities = [Fraction(w, sum(weights)) for w in weights]
    assert info.huffman_code(probabilities).mean_length == best_by_trying(probabilities)


def test_halves_cost_exactly_their_entropy():
    code = info.huffman_code([1 / 2, 1 / 4, 1 / 8, 1 / 8], "abcd")
    assert code.mean_length == Fraction(7, 4) == code.entropy
    assert code.redundancy == 0.0
    assert code.codewords == ("0", "10", "110", "111")
    assert code.tree == (0, (1, (2, 3)))
    assert [merge.probability for merge in code.merges] == [Fraction(1, 4), Fraction(1, 2), 1]


def test_blocks_bring_the_mean_length_down_to_the_entropy():
    found = info.block_code([0.9, 0.1], 8)
    assert [found[i].mean_length for i in (0, 1, 2)] == [1, Fraction(129, 200), Fraction(799, 1500)]
    entropy = info.entropy([0.9, 0.1])
    for block in found:
        assert entropy <= block.mean_length < entropy + 1 / block.length
        assert block.redundancy == pytest.approx(float(block.mean_length) - entropy, abs=1e-12)
    assert found[-1].redundancy < 0.02


def test_ties_are_ties_and_make_the_longest_codeword_short():
    code = info.huffman_code([0.4, 0.2, 0.2, 0.1, 0.1])
    assert code.mean_length == Fraction(11, 5)
    assert max(code.lengths) == 3
    assert info.huffman_code([0.1] * 10).mean_length == Fraction(34, 10)


def test_a_single_outcome_needs_no_bits():
    code = info.huffman_code([1.0, 0.0], "ab")
    assert (code.codewords, code.lengths, code.mean_length) == (("", None), (0, None), 0)
    assert info.encode("aaa", code) == ""
    assert info.decode("", code, 3) == ("a", "a", "a")
    with pytest.raises(ValueError, match="n_symbols must be given where a single symbol"):
        info.decode("", code)
    with pytest.raises(ValueError, match="bits must be empty"):
        info.decode("0", code, 1)


def test_floats_are_read_as_the_fractions_they_stand_for():
    assert info.exact_probabilities([0.1] * 10) == (Fraction(1, 10),) * 10
    assert info.exact_probabilities([1 / 3, 2 / 3]) == (Fraction(1, 3), Fraction(2, 3))
    assert info.exact_probabilities(np.array([0.25, 0.75])) == (Fraction(1, 4), Fraction(3, 4))
    assert info.exact_probabilities(["1/7", Fraction(6, 7)]) == (Fraction(1, 7), Fraction(6, 7))
    odd = info.exact_probabilities(np.random.default_rng(0).dirichlet(np.ones(5)))
    assert sum(odd) == 1
    tiny = info.exact_probabilities([1e-30, 1.0])
    assert float(tiny[0]) == pytest.approx(1e-30, rel=1e-15)
    assert len(info.huffman_code([1e-30, 1.0]).merges) == 1


def test_a_thousand_outcomes_are_coded():
    p = np.random.default_rng(0).dirichlet(np.ones(1000))
    code = info.huffman_code(p)
    assert code.entropy == pytest.approx(info.entropy(p), rel=1e-12)
    assert code.entropy <= code.mean_length < code.entropy + 0.1


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: info.huffman_code([]), "probabilities must hold at least one outcome"),
        (lambda: info.huffman_code([0.5, 0.4]), "probabilities must sum to 1 .* got the sum 0.9"),
        (lambda: info.huffman_code(["1/2", "1/3"]), "probabilities must sum to 1, got the sum 5/6"),
        (lambda: info.huffman_code([Fraction(3, 2), Fraction(-1, 2)]), "probabilities must not be negative, got -1/2"),
        (lambda: info.huffman_code(["x"]), "probabilities must be numbers, got 'x'"),
        (lambda: info.huffman_code([None]), "probabilities must be numbers, got \\[None\\]"),
        (lambda: info.huffman_code([0.5, 0.5], "aa"), "symbols must hold 2 different ones"),
        (lambda: info.encode("ax", info.huffman_code([0.5, 0.5], "ab")), "got 'x' at index 1"),
        (lambda: info.decode("012", info.huffman_code([0.5, 0.5])), "bits must be 0 or 1, got '2' at index 2"),
        (lambda: info.decode("01", info.huffman_code([0.25] * 4), 2), "bits must spell 2 symbols, got 1"),
        (lambda: info.decode("0", info.huffman_code([0.25] * 4)), "bits must end with a whole codeword, got '0'"),
        (lambda: info.block_probabilities([0.5, 0.5], 17), "length must make at most 65536 blocks, got 2\\*\\*17"),
        (lambda: info.block_code([0.5, 0.5], 0), "longest must be at least 1, got 0"),
    ],
)
def test_what_cannot_be_coded_is_refused(call, message):
    with pytest.raises(ValueError, match=message):
        call()


def test_krafts_sum_judges_lengths():
    assert info.kraft_sum([1, 2, 3, 3]) == 1
    assert info.kraft_sum([]) == 0
    assert info.prefix_code([3, 1, 3, 2]) == ("110", "0", "111", "10")
    assert info.prefix_code([0]) == ("",)
    with pytest.raises(ValueError, match="lengths must have a sum of 2\\^-length of at most 1, got 5/4"):
        info.prefix_code([1, 1, 2])
    with pytest.raises(ValueError, match="lengths must not be negative, got -1"):
        info.kraft_sum([-1])


@settings(max_examples=40)
@given(st.lists(st.integers(0, 7), max_size=12).filter(lambda ls: info.kraft_sum(ls) <= 1))
def test_wherever_kraft_allows_there_is_a_prefix_code(lengths):
    words = info.prefix_code(lengths)
    assert [len(word) for word in words] == lengths
    assert not any(b.startswith(a) for a, b in pairwise(sorted(words)))


@settings(max_examples=40)
@given(shares)
def test_shannons_lengths_round_each_surprise_up(probabilities):
    lengths = info.shannon_lengths(probabilities)
    for p, length in zip(probabilities, lengths, strict=True):
        if p > 0:
            assert Fraction(1, 2**length) <= p
            assert length == 0 or Fraction(1, 2 ** (length - 1)) > p
        else:
            assert length is None
    assert info.kraft_sum([length for length in lengths if length is not None]) <= 1


def test_a_tree_built_by_hand_is_judged():
    p = [0.25, 0.25, 0.5]
    code = info.tree_code([[0, 1], 2], p, "xyz")
    assert code.codewords == ("00", "01", "1")
    assert code.mean_length == Fraction(3, 2)
    worse = info.tree_code((0, (1, 2)), p)
    found = info.judge_code(worse.codewords, p)
    assert (found.complete, found.optimal) == (True, False)
    assert (found.mean_length, found.least_mean_length) == (Fraction(7, 4), Fraction(3, 2))
    assert info.tree_code(0, [1.0]).codewords == ("",)


@pytest.mark.parametrize(
    ("codewords", "prefix_free", "conflict", "readable", "kraft"),
    [
        (["0", "10", "11"], True, None, True, 1),
        (["0", "01", "11"], False, (0, 1), True, 1),
        (["0", "01", "10"], False, (0, 1), False, 1),  # 010 is 0,10 and 01,0
        (["1", "011", "01110", "1110", "10011"], False, (0, 3), False, Fraction(3, 4)),
        (["0", "0", "1"], False, (0, 1), False, Fraction(3, 2)),
        (["", "0", "1"], False, (0, 1), False, 2),
        (["00", "01", "10"], True, None, True, Fraction(3, 4)),
    ],
)
def test_codes_are_judged_as_sardinas_and_patterson_do(codewords, prefix_free, conflict, readable, kraft):
    found = info.judge_code(codewords, [Fraction(1, len(codewords))] * len(codewords))
    assert found.prefix_free == prefix_free
    assert (found.conflict is None) == prefix_free
    if conflict:
        one, other = found.conflict
        assert codewords[other].startswith(codewords[one])
    assert found.uniquely_decodable == readable
    assert found.kraft_sum == kraft
    assert found.complete == (prefix_free and kraft == 1)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: info.tree_code((0, 0), [0.5, 0.5]), "tree must hold each place once, got 0 twice"),
        (lambda: info.tree_code((0, 1, 2), [0.5, 0.5]), "tree must branch in two everywhere"),
        (lambda: info.tree_code((0, 5), [0.5, 0.5]), "tree must end in places from 0 to 1, got 5"),
        (lambda: info.tree_code(0, [0.5, 0.5]), "tree must hold every possible outcome, but 1 is missing"),
        (lambda: info.judge_code(["0"], [0.5, 0.5]), "codewords must hold one for each of 2 outcomes, got 1"),
        (lambda: info.judge_code(["0", None], [0.5, 0.5]), "but that of 1 is missing"),
        (lambda: info.judge_code(["0", "a"], [0.5, 0.5]), "codewords must hold bits, got 'a' at index 1"),
    ],
)
def test_what_is_no_code_is_refused(call, message):
    with pytest.raises(ValueError, match=message):
        call()


@settings(max_examples=60)
@given(shares, st.integers(0, 60), st.randoms(use_true_random=False))
def test_arithmetic_coding_decodes_exactly_and_spends_less_than_two_bits_more(probabilities, n, random):
    possible = [i for i, p in enumerate(probabilities) if p > 0]
    message = random.choices(possible, weights=[float(probabilities[i]) for i in possible], k=n)
    found = info.arithmetic_encode(message, probabilities)
    chance = math.prod((probabilities[i] for i in message), start=Fraction(1))
    assert found.interval.high - found.interval.low == chance
    assert info.arithmetic_decode(found.bits, probabilities, n) == tuple(message)
    assert len(found.bits) < -math.log2(chance) + 2 - 1e-9 or len(found.bits) <= 1
    # Whatever follows the bits, the number stays in the interval.
    low = Fraction(int(found.bits or "0", 2), 2 ** len(found.bits))
    assert found.interval.low <= low
    assert low + Fraction(1, 2 ** len(found.bits)) <= found.interval.high
    assert len(found.narrowing) == n + 1
    for outer, inner, symbol in zip(found.narrowing, found.narrowing[1:], message, strict=False):
        assert outer.low <= inner.low < inner.high <= outer.high
        assert inner.high - inner.low == probabilities[symbol] * (outer.high - outer.low)


def test_the_bits_are_the_fewest_whose_continuations_all_stay_inside():
    for seed in range(20):
        message = np.random.default_rng(seed).integers(0, 3, 5).tolist()
        found = info.arithmetic_encode(message, ["1/2", "1/3", "1/6"])
        for length in range(len(found.bits)):
            cells = [(Fraction(k, 2**length), Fraction(k + 1, 2**length)) for k in range(2**length)]
            assert not any(found.interval.low <= a and b <= found.interval.high for a, b in cells)


def test_a_long_message_of_a_biased_coin_takes_less_than_half_a_bit_a_symbol():
    message = (np.random.default_rng(0).random(5000) < 0.1).astype(int).tolist()
    found = info.arithmetic_encode(message, [0.9, 0.1])
    assert info.arithmetic_decode(found.bits, [0.9, 0.1], 5000) == tuple(message)
    surprise = sum(-math.log2([0.9, 0.1][bit]) for bit in message)
    assert surprise <= len(found.bits) < surprise + 2
    assert len(found.bits) < 2500
    assert len(found.narrowing) == 65


def test_arithmetic_coding_refuses_what_it_cannot_say():
    with pytest.raises(ValueError, match="message must hold possible symbols, got 'c' at index 1"):
        info.arithmetic_encode("ac", [0.5, 0.5, 0], "abc")
    with pytest.raises(ValueError, match="message must hold possible symbols, got 7 at index 0"):
        info.arithmetic_encode([7], [0.5, 0.5])
    with pytest.raises(ValueError, match="bits must be 0 or 1, got 'x' at index 0"):
        info.arithmetic_decode("x", [0.5, 0.5], 1)
    with pytest.raises(ValueError, match="n_symbols must be at least 0, got -1"):
        info.arithmetic_decode("", [0.5, 0.5], -1)
    with pytest.raises(ValueError, match="symbols must hold 2 different ones, got 1"):
        info.arithmetic_encode("a", [0.5, 0.5], "a")
    assert info.arithmetic_decode("", [1.0], 4) == (0, 0, 0, 0)
    assert info.arithmetic_encode([], [0.5, 0.5]).bits == ""


def slow_arithmetic(message, weights):
    """Narrow an interval symbol by symbol in fractions."""
    total = sum(weights)
    low, high = Fraction(0), Fraction(1)
    for symbol in message:
        width = high - low
        below = sum(weights[:symbol])
        low, high = low + width * Fraction(below, total), low + width * Fraction(below + weights[symbol], total)
    return low, high


@given(st.lists(st.integers(1, 50), min_size=1, max_size=5), st.randoms(use_true_random=False), st.integers(0, 200))
def test_a_message_narrowed_in_halves_lies_where_symbol_by_symbol_leads(weights, random, length):
    message = random.choices(range(len(weights)), k=length)
    probabilities = [Fraction(w, sum(weights)) for w in weights]
    code = info.arithmetic_encode(message, probabilities, n_recorded=5)
    assert tuple(code.interval) == slow_arithmetic(message, weights)
    assert [tuple(one) for one in code.narrowing] == [slow_arithmetic(message[:k], weights) for k in range(6)][
        : length + 1
    ]
    assert info.arithmetic_decode(code.bits, probabilities, length) == tuple(message)


@given(st.lists(st.integers(0, 50), min_size=2, max_size=5).filter(any), st.text("01", max_size=40))
def test_any_bits_decode_to_the_symbols_in_whose_interval_they_lie(weights, bits):
    probabilities = [Fraction(w, sum(weights)) for w in weights]
    message = info.arithmetic_decode(bits, probabilities, 150)
    low, high = slow_arithmetic(message, weights)
    assert low <= Fraction(int(bits or "0", 2), 2 ** len(bits)) < high


unit_fractions = st.fractions(0, 1, max_denominator=10**12)


@given(unit_fractions, unit_fractions)
def test_settled_bits_and_decimals_pin_an_interval_down(one, other):
    if one == other:
        return
    interval = info.Interval(min(one, other), max(one, other))
    bits = info.settled_bits(interval)
    begins = Fraction(int(bits or "0", 2), 2 ** len(bits))
    assert begins <= interval.low < interval.high <= begins + Fraction(1, 2 ** len(bits))
    for longer in (bits + "0", bits + "1"):
        start = Fraction(int(longer, 2), 2 ** len(longer))
        assert not (start <= interval.low and interval.high <= start + Fraction(1, 2 ** len(longer)))
    low, high = info.decimal_ends(interval)
    places = len(low.split(".")[1])
    step = Fraction(1, 10**places)
    for text, end in ((low, interval.low), (high, interval.high)):
        assert 0 <= end - Fraction(text) < step
    assert Fraction(high) - Fraction(low) >= 99 * step
    assert places == 3 or interval.high - interval.low < 1000 * step


def test_decimals_of_any_length_are_written():
    low, high = info.decimal_ends(info.Interval(Fraction(1, 3), Fraction(1, 3) + Fraction(1, 10**9000)))
    assert low.startswith("0.333")
    assert len(low) == len(high) == 9004
    assert high[-3] == "4"


@given(shares)
def test_the_entropy_of_powers_of_one_half_is_a_fraction(probabilities):
    found = info.dyadic_entropy(probabilities)
    powers = all(p == 0 or (p.numerator == 1 and math.log2(p.denominator).is_integer()) for p in probabilities)
    assert (found is not None) == powers
    if found is not None:
        assert float(found) == info.entropy([float(p) for p in probabilities])

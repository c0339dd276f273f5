"""Codes made by hand, and what Kraft's inequality says of them.

A codeword of length l takes the share 2^-l of all longer strings, so a prefix code cannot spend more than the whole:
the sum of 2^-l is at most 1. That is all: wherever the lengths keep within that budget, there is a prefix code with
these lengths. A sum below 1 leaves strings unused, and a code without the prefix property may still be readable.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise
from reprlib import repr as short
from typing import Any, NamedTuple

from .exact_shares import exact_probabilities, whole_weights
from .huffman import Code, Tree, code_of_tree, huffman_code


class Judgement(NamedTuple):
    """What a code made by hand is worth.

    Attributes
    ----------
    kraft_sum : Fraction
        The share of all strings that the codewords take; 1 for a complete prefix code.
    prefix_free : bool
    conflict : tuple of int or None
        The places of a codeword and of one that begins with it.
    uniquely_decodable : bool
        Whether any string of bits spells at most one message.
    complete : bool
        Whether it is a prefix code of which no codeword could be shortened.
    mean_length, least_mean_length : Fraction
        Bits a symbol, of this code and of Huffman's.
    optimal : bool
        Whether it is uniquely decodable and as short on average as Huffman's.
    """

    kraft_sum: Fraction
    prefix_free: bool
    conflict: tuple[int, int] | None
    uniquely_decodable: bool
    complete: bool
    mean_length: Fraction
    least_mean_length: Fraction
    optimal: bool


def kraft_sum(lengths: Sequence[int]) -> Fraction:
    """Return the share of all strings that codewords of these lengths take, the sum of 2^-length.

    Parameters
    ----------
    lengths : sequence of int

    Returns
    -------
    Fraction
        At most 1 if there is a prefix code, or any uniquely decodable code, with these lengths.

    Raises
    ------
    ValueError
        If a length is negative.

    References
    ----------
    Cover and Thomas, *Elements of Information Theory*, 2nd edition, sections 5.2 and 5.5.

    Examples
    --------
    >>> kraft_sum([1, 2, 3, 3]), kraft_sum([1, 1, 2])
    (Fraction(1, 1), Fraction(5, 4))
    """
    for length in lengths:
        if length < 0:
            raise ValueError(f"lengths must not be negative, got {length}")
    return sum((Fraction(1, 1 << int(length)) for length in lengths), Fraction(0))


def shannon_lengths(probabilities: Sequence[Any]) -> tuple[int | None, ...]:
    r"""Return the lengths of Shannon's code, each surprise rounded up to whole bits.

    .. math:: \left\lceil \log_2 \frac{1}{p_i} \right\rceil

    Parameters
    ----------
    probabilities : sequence (n_outcomes,)

    Returns
    -------
    tuple of int or None
        None for an impossible outcome.  They keep Kraft's inequality, and their mean is less than one bit above
        the entropy.

    Examples
    --------
    >>> shannon_lengths([0.9, 0.1])
    (1, 4)
    """
    found: list[int | None] = []
    for share in exact_probabilities(probabilities):
        # The least l with 2^l >= 1/p: whole numbers, so no logarithm is rounded.
        found.append((-(-share.denominator // share.numerator) - 1).bit_length() if share > 0 else None)
    return tuple(found)


def prefix_code(lengths: Sequence[int]) -> tuple[str, ...]:
    """Return a prefix code with codewords of these lengths, each the first that is still free.

    Parameters
    ----------
    lengths : sequence of int

    Returns
    -------
    tuple of str

    Raises
    ------
    ValueError
        If there is none: the lengths exceed Kraft's budget.

    Examples
    --------
    >>> prefix_code([2, 1, 3, 3])
    ('10', '0', '110', '111')
    """
    taken = kraft_sum(lengths)
    if taken > 1:
        raise ValueError(f"lengths must have a sum of 2^-length of at most 1, got {taken}")
    words = [""] * len(lengths)
    used = Fraction(0)
    for place in sorted(range(len(lengths)), key=lambda i: (lengths[i], i)):
        length = int(lengths[place])
        words[place] = format(int(used * (1 << length)), f"0{length}b") if length else ""
        used += Fraction(1, 1 << length)
    return tuple(words)


def tree_code(tree: Tree, probabilities: Sequence[Any], symbols: Sequence[Any] | None = None) -> Code:
    """Return the code of a tree that a reader built.

    Parameters
    ----------
    tree : nested pairs of places
        Such as ``((0, 1), 2)``: bit 0 goes to the first of a pair, bit 1 to the second.
    probabilities : sequence (n_outcomes,)
    symbols : sequence (n_outcomes,), optional

    Returns
    -------
    Code

    Raises
    ------
    ValueError
        If a branch is not a pair or a place, a place comes twice, or a possible outcome is missing.

    Examples
    --------
    >>> tree_code((0, (1, 2)), [0.25, 0.25, 0.5]).mean_length
    Fraction(7, 4)
    """
    shares = exact_probabilities(probabilities)
    leaves: set[int] = set()
    open_branches = [tree]
    while open_branches:
        branch = open_branches.pop()
        if isinstance(branch, (tuple, list)):
            if len(branch) != 2:
                raise ValueError(f"tree must branch in two everywhere, got {short(branch)}")
            open_branches += branch
        elif isinstance(branch, bool) or not isinstance(branch, int) or not 0 <= branch < len(shares):
            raise ValueError(f"tree must end in places from 0 to {len(shares) - 1}, got {branch!r}")
        elif branch in leaves:
            raise ValueError(f"tree must hold each place once, got {branch} twice")
        else:
            leaves.add(branch)
    for place, share in enumerate(shares):
        if share > 0 and place not in leaves:
            raise ValueError(f"tree must hold every possible outcome, but {place} is missing")
    names = tuple(range(len(shares))) if symbols is None else tuple(symbols)
    return code_of_tree(_as_pairs(tree), shares, names)


def judge_code(codewords: Sequence[str | None], probabilities: Sequence[Any]) -> Judgement:
    """Return what a code made by hand is worth.

    Parameters
    ----------
    codewords : sequence of str or None (n_outcomes,)
        Bits; None only for an impossible outcome.
    probabilities : sequence (n_outcomes,)

    Returns
    -------
    Judgement

    Raises
    ------
    ValueError
        If a codeword holds anything but bits, or a possible outcome has none.

    References
    ----------
    Sardinas and Patterson, *A necessary and sufficient condition for the unique decomposition of coded messages*,
    1953.

    Examples
    --------
    >>> found = judge_code(["0", "01", "11"], [0.5, 0.25, 0.25])
    >>> found.prefix_free, found.conflict, found.uniquely_decodable, found.optimal
    (False, (0, 1), True, True)
    """
    shares = exact_probabilities(probabilities)
    if len(codewords) != len(shares):
        raise ValueError(f"codewords must hold one for each of {len(shares)} outcomes, got {len(codewords)}")
    for place, (word, share) in enumerate(zip(codewords, shares, strict=True)):
        if word is None:
            if share > 0:
                raise ValueError(f"codewords must hold one for every possible outcome, but that of {place} is missing")
        elif set(word) - {"0", "1"}:
            raise ValueError(f"codewords must hold bits, got {word!r} at index {place}")
    words = [(word, place) for place, word in enumerate(codewords) if word is not None]
    taken = kraft_sum([len(word) for word, _ in words])
    conflict = _prefix_conflict(words)
    readable = conflict is None or _uniquely_decodable([word for word, _ in words])
    weights, total = whole_weights(shares)
    bits = sum(w * len(word) for w, word in zip(weights, codewords, strict=True) if word is not None)
    mean, least = Fraction(bits, total), huffman_code(shares).mean_length
    return Judgement(
        taken,
        conflict is None,
        conflict,
        readable,
        conflict is None and taken == 1,
        mean,
        least,
        readable and mean == least,
    )


def _as_pairs(tree: Tree) -> Tree:
    return tuple(map(_as_pairs, tree)) if isinstance(tree, (tuple, list)) else tree


def _prefix_conflict(words: list[tuple[str, int]]) -> tuple[int, int] | None:
    """Sorted like a dictionary, a word is next to the words that begin with it."""
    ordered = sorted(words)
    for (one, place), (other, next_place) in pairwise(ordered):
        if other.startswith(one):
            return place, next_place
    return None


def _uniquely_decodable(words: list[str]) -> bool:
    """Follow what can dangle when two messages are spelt by the same bits, until an end is a codeword itself."""
    codewords = set(words)
    if "" in codewords or len(codewords) < len(words):
        return False
    dangling = {b[len(a) :] for a in words for b in words if a != b and b.startswith(a)}
    seen: set[str] = set()
    while dangling:
        if dangling & codewords:
            return False
        seen |= dangling
        ends = {word[len(end) :] for end in dangling for word in words if word.startswith(end)}
        ends |= {end[len(word) :] for end in dangling for word in words if end.startswith(word)}
        dangling = ends - seen
    return True

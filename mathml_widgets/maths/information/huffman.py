"""The shortest code that can be read without commas.

Huffman's idea is to build from the bottom: the two least likely outcomes must be the last two leaves, so join them,
treat the pair as one outcome, and begin again. The mean length is at least the entropy and less than a bit above it;
coding blocks of symbols spreads that bit over the block. All sums are exact, so that ties are ties.
"""

from __future__ import annotations

import heapq
from collections.abc import Hashable, Iterable, Sequence
from fractions import Fraction
from reprlib import repr as short
from typing import Any, NamedTuple, TypeAlias

from .arguments import check_count
from .exact_shares import block_probabilities, exact_entropy, exact_probabilities, whole_weights

Tree: TypeAlias = Any
"""A place (of an outcome), or a pair of trees: bit 0 goes to the first, bit 1 to the second."""


class Merge(NamedTuple):
    """One step: two trees that become one, and the probability that they have together."""

    first: Tree
    second: Tree
    probability: Fraction


class Code(NamedTuple):
    """A prefix code.

    Attributes
    ----------
    symbols : tuple
        What is coded; by default the places 0, 1, 2, ...
    codewords : tuple of str or None
        Bits of each; None for an impossible outcome, which needs none.
    lengths : tuple of int or None
    tree : nested pairs of places
    mean_length : Fraction
        Bits a symbol.
    entropy : float
        Bits a symbol: the least that any code needs on average.
    redundancy : float
        Bits a symbol above the entropy.
    merges : tuple of Merge
        How the tree was built.
    """

    symbols: tuple[Any, ...]
    codewords: tuple[str | None, ...]
    lengths: tuple[int | None, ...]
    tree: Tree
    mean_length: Fraction
    entropy: float
    redundancy: float
    merges: tuple[Merge, ...]


class BlockCode(NamedTuple):
    """What coding blocks of `length` symbols at once costs, in bits a symbol."""

    length: int
    mean_length: Fraction
    redundancy: float


def huffman_code(probabilities: Sequence[Any], symbols: Sequence[Hashable] | None = None) -> Code:
    """Return a prefix code of the least possible mean length.

    Parameters
    ----------
    probabilities : sequence (n_outcomes,)
        Fractions, floats or text; `exact_probabilities` says how they are read.
    symbols : sequence (n_outcomes,), optional
        What is coded, each once; by default 0, 1, 2, ...

    Returns
    -------
    Code

    Raises
    ------
    ValueError
        If the probabilities are not a distribution, or there is not one symbol for each.

    Notes
    -----
    Bit 0 is for the likelier branch.  Of equal probabilities the one that waited longer is joined first, which makes
    the longest codeword as short as possible.  A single possible outcome gets the empty codeword: nothing needs to be
    said.

    References
    ----------
    Huffman, *A Method for the Construction of Minimum-Redundancy Codes*, 1952.
    Cover and Thomas, *Elements of Information Theory*, 2nd edition, section 5.6.

    Examples
    --------
    >>> code = huffman_code([1/2, 1/4, 1/8, 1/8], "abcd")
    >>> code.codewords, code.mean_length, code.redundancy
    (('0', '10', '110', '111'), Fraction(7, 4), 0.0)
    >>> encode("abad", code), decode("0100111", code)
    ('0100111', ('a', 'b', 'a', 'd'))
    """
    shares = exact_probabilities(probabilities)
    names = tuple(range(len(shares))) if symbols is None else tuple(symbols)
    if len(names) != len(shares) or len(set(names)) != len(names):
        raise ValueError(f"symbols must hold {len(shares)} different ones, got {short(list(names))}")
    weights, total = whole_weights(shares)
    waiting: list[tuple[int, int, Tree]] = [(w, order, order) for order, w in enumerate(weights) if w > 0]
    heapq.heapify(waiting)
    merges, order = [], len(weights)
    while len(waiting) > 1:
        light, _, one = heapq.heappop(waiting)
        heavy, _, other = heapq.heappop(waiting)
        pair = (one, other) if light == heavy else (other, one)  # bit 0 is for the likelier
        heapq.heappush(waiting, (light + heavy, order, pair))
        merges.append(Merge(*pair, Fraction(light + heavy, total)))
        order += 1
    return code_of_tree(waiting[0][2], shares, names, tuple(merges))


def code_of_tree(
    tree: Tree, shares: Sequence[Fraction], symbols: tuple[Any, ...], merges: tuple[Merge, ...] = ()
) -> Code:
    """Return the code that a tree spells, with the mean length that it has for these probabilities."""
    codewords: list[str | None] = [None] * len(shares)
    open_branches: list[tuple[Tree, str]] = [(tree, "")]
    while open_branches:
        branch, path = open_branches.pop()
        if isinstance(branch, tuple):
            open_branches += [(branch[1], path + "1"), (branch[0], path + "0")]
        else:
            codewords[branch] = path
    lengths = tuple(None if word is None else len(word) for word in codewords)
    weights, total = whole_weights(shares)
    mean = Fraction(sum(w * length for w, length in zip(weights, lengths, strict=True) if length), total)
    entropy = exact_entropy(shares)
    above = max(float(mean) - entropy, 0.0)
    return Code(symbols, tuple(codewords), lengths, tree, mean, entropy, above, merges)


def block_code(probabilities: Sequence[Any], longest: int) -> tuple[BlockCode, ...]:
    """Return what Huffman codes of blocks of 1, 2, ... independent symbols cost.

    Parameters
    ----------
    probabilities : sequence (n_outcomes,)
    longest : int
        The largest length of a block; there may be at most 65,536 different blocks.

    Returns
    -------
    tuple of BlockCode
        The redundancy is below 1 / length bits a symbol.

    Examples
    --------
    >>> [float(block.mean_length) for block in block_code([0.9, 0.1], 3)]
    [1.0, 0.645, 0.5326666666666666]
    """
    found = []
    for length in range(1, check_count(longest, "longest") + 1):
        code = huffman_code(block_probabilities(probabilities, length))
        found.append(BlockCode(length, code.mean_length / length, code.redundancy / length))
    return tuple(found)


def encode(message: Iterable[Hashable], code: Code) -> str:
    """Return the bits of a message.

    Parameters
    ----------
    message : iterable of symbols
    code : Code

    Returns
    -------
    str of 0 and 1

    Raises
    ------
    ValueError
        If a symbol has no codeword.

    Examples
    --------
    >>> encode([0, 2, 1], huffman_code([0.5, 0.25, 0.25]))
    '01110'
    """
    words = dict(zip(code.symbols, code.codewords, strict=True))
    parts = []
    for place, symbol in enumerate(message):
        word = words.get(symbol)
        if word is None:
            raise ValueError(f"message must hold symbols that have a codeword, got {symbol!r} at index {place}")
        parts.append(word)
    return "".join(parts)


def decode(bits: str, code: Code, n_symbols: int | None = None) -> tuple[Any, ...]:
    """Return the message that these bits spell.

    Parameters
    ----------
    bits : str of 0 and 1
    code : Code
    n_symbols : int, optional
        How long the message is.  Needed only where the code has a single, empty codeword.

    Returns
    -------
    tuple of symbols

    Raises
    ------
    ValueError
        If the bits hold anything else, or end within a codeword, or spell another number of symbols.

    Examples
    --------
    >>> decode("01110", huffman_code([0.5, 0.25, 0.25]))
    (0, 2, 1)
    """
    if not isinstance(code.tree, tuple):
        if n_symbols is None:
            raise ValueError("n_symbols must be given where a single symbol has the empty codeword")
        if bits:
            raise ValueError(f"bits must be empty where nothing needs to be said, got {short(bits)}")
        return (code.symbols[code.tree],) * n_symbols
    message, branch, begun = [], code.tree, 0
    for place, bit in enumerate(bits):
        if bit not in "01":
            raise ValueError(f"bits must be 0 or 1, got {bit!r} at index {place}")
        branch = branch[bit == "1"]
        if not isinstance(branch, tuple):
            message.append(code.symbols[branch])
            branch, begun = code.tree, place + 1
    if begun != len(bits):
        raise ValueError(f"bits must end with a whole codeword, got {short(bits[begun:])} left over")
    if n_symbols is not None and len(message) != n_symbols:
        raise ValueError(f"bits must spell {n_symbols} symbols, got {len(message)}")
    return tuple(message)

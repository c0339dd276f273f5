"""A whole message as one number.

Each symbol narrows an interval in proportion to its probability; the message is any number in the last one, and the
shortest such number takes less than two bits more than the surprise of the whole message. So no symbol needs a
whole number of bits, and below one bit a symbol is possible. The interval is kept in whole numbers over a power of
the common denominator: nothing is rounded, and every message decodes to itself.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from fractions import Fraction
from itertools import accumulate
from typing import Any, NamedTuple

from .arguments import check_count
from .exact_shares import exact_probabilities, whole_weights

RECORDED = 64


class Interval(NamedTuple):
    """The numbers from `low` up to, but not including, `high`."""

    low: Fraction
    high: Fraction


class ArithmeticCode(NamedTuple):
    """A message as bits.

    Attributes
    ----------
    bits : str
        Read as 0.bits in binary: the shortest string of which all continuations lie in the interval.
    interval : Interval
        Where the message lies.
    narrowing : tuple of Interval
        The interval before the first symbol and after each of the first ones.
    n_symbols : int
    """

    bits: str
    interval: Interval
    narrowing: tuple[Interval, ...]
    n_symbols: int


def arithmetic_encode(
    message: Iterable[Any],
    probabilities: Sequence[Any],
    symbols: Sequence[Any] | None = None,
    *,
    n_recorded: int = RECORDED,
) -> ArithmeticCode:
    """Return the bits of a message of independent symbols, and the intervals on the way.

    Parameters
    ----------
    message : iterable of symbols
    probabilities : sequence (n_outcomes,)
        Fractions, floats or text; `exact_probabilities` says how they are read.
    symbols : sequence (n_outcomes,), optional
        By default 0, 1, 2, ...
    n_recorded : int
        How many steps of the narrowing to keep.

    Returns
    -------
    ArithmeticCode
        With less than two bits more than the surprise of the message.

    Raises
    ------
    ValueError
        If the message holds a symbol that is unknown or impossible.

    Notes
    -----
    The numbers grow with the message, so the time grows with the square of its length: 20,000 symbols are quick.

    References
    ----------
    Cover and Thomas, *Elements of Information Theory*, 2nd edition, section 13.3.

    Examples
    --------
    >>> code = arithmetic_encode("aab", [0.75, 0.25], "ab")
    >>> code.bits, code.interval
    ('0111', Interval(low=Fraction(27, 64), high=Fraction(9, 16)))
    >>> arithmetic_decode("0111", [0.75, 0.25], 3, "ab")
    ('a', 'a', 'b')
    """
    weights, below, total, names = _as_model(probabilities, symbols)
    places = {name: place for place, name in enumerate(names)}
    low, width, scale = 0, 1, 1
    narrowing = [Interval(Fraction(0), Fraction(1))]
    n_symbols = 0
    for symbol in message:
        place = places.get(symbol)
        if place is None or weights[place] == 0:
            raise ValueError(f"message must hold possible symbols, got {symbol!r} at index {n_symbols}")
        low = low * total + width * below[place]
        width, scale = width * weights[place], scale * total
        n_symbols += 1
        if n_symbols <= n_recorded:
            narrowing.append(Interval(Fraction(low, scale), Fraction(low + width, scale)))
    interval = Interval(Fraction(low, scale), Fraction(low + width, scale))
    return ArithmeticCode(_shortest(low, width, scale), interval, tuple(narrowing), n_symbols)


def arithmetic_decode(
    bits: str, probabilities: Sequence[Any], n_symbols: int, symbols: Sequence[Any] | None = None
) -> tuple[Any, ...]:
    """Return the message of so many symbols in whose interval the number 0.bits lies.

    Parameters
    ----------
    bits : str of 0 and 1
    probabilities : sequence (n_outcomes,)
    n_symbols : int
    symbols : sequence (n_outcomes,), optional

    Returns
    -------
    tuple of symbols

    Raises
    ------
    ValueError
        If the bits hold anything else.

    Examples
    --------
    >>> arithmetic_decode("1", ["2/3", "1/3"], 3)
    (0, 1, 0)
    """
    weights, below, total, names = _as_model(probabilities, symbols)
    n_symbols = check_count(n_symbols, "n_symbols", 0)
    for place, bit in enumerate(bits):
        if bit not in "01":
            raise ValueError(f"bits must be 0 or 1, got {bit!r} at index {place}")
    # The number stands at `part` of `width` within the interval so far.
    part, width = int(bits or "0", 2), 1 << len(bits)
    message = []
    for _ in range(n_symbols):
        part *= total
        reached = part // width
        place = bisect_right(below, reached) - 1  # an impossible symbol begins where the next one does
        part -= below[place] * width
        width *= weights[place]
        message.append(names[place])
    return tuple(message)


def _as_model(
    probabilities: Sequence[Any], symbols: Sequence[Any] | None
) -> tuple[list[int], list[int], int, tuple[Any, ...]]:
    shares = exact_probabilities(probabilities)
    names = tuple(range(len(shares))) if symbols is None else tuple(symbols)
    if len(names) != len(shares) or len(set(names)) != len(names):
        raise ValueError(f"symbols must hold {len(shares)} different ones, got {len(names)}")
    weights, total = whole_weights(shares)
    return weights, [0, *accumulate(weights[:-1])], total, names


def _shortest(low: int, width: int, scale: int) -> str:
    """Return the fewest bits with [0.bits, 0.bits + 2^-length) inside the interval."""
    if width == scale:
        return ""
    length = max((scale // width).bit_length() - 1, 0)
    while True:
        number = -((-low << length) // scale)
        if (number + 1) * scale <= (low + width) << length:
            return format(number, f"0{length}b") if length else ""
        length += 1

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
_HALVED = 32
_READ_AT_ONCE = 64
_SPARE_BITS = 64
_DIGITS_A_BIT = 0.30102
_LONG_DIGITS = 4_000
_LONG = 10**_LONG_DIGITS


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
    The numbers grow with the message, so a long one is narrowed in halves that are put together at the end, which
    leaves few multiplications of long numbers.

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
    row: list[int] = []
    for symbol in message:
        place = places.get(symbol)
        if place is None or weights[place] == 0:
            raise ValueError(f"message must hold possible symbols, got {symbol!r} at index {len(row)}")
        row.append(place)
    low, width, scale = 0, 1, 1
    narrowing = [Interval(Fraction(0), Fraction(1))]
    for place in row[:n_recorded]:
        low = low * total + width * below[place]
        width, scale = width * weights[place], scale * total
        narrowing.append(Interval(Fraction(low, scale), Fraction(low + width, scale)))
    low, width, scale = _within((low, width, scale), _narrowed(row[n_recorded:], weights, below, total))
    interval = Interval(Fraction(low, scale), Fraction(low + width, scale))
    return ArithmeticCode(_shortest(low, width, scale), interval, tuple(narrowing), len(row))


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
    message: list[Any] = []
    while len(message) < n_symbols:
        n_next = min(_READ_AT_ONCE, n_symbols - len(message))
        # The first digits mostly tell the next symbols; whether they did is seen from all digits.
        surplus = max(width.bit_length() - n_next * total.bit_length() - _SPARE_BITS, 0)
        known = width >> surplus
        row, _, _ = _read(min(part >> surplus, known - 1), known, n_next, weights, below, total)
        low, narrow, scale = _narrowed(row, weights, below, total)
        rest = part * scale - low * width
        if 0 <= rest < width * narrow:
            part, width = rest, width * narrow
        else:
            row, part, width = _read(part, width, n_next, weights, below, total)
        message += [names[place] for place in row]
    return tuple(message)


def settled_bits(interval: Interval) -> str:
    """Return the bits with which every number of an interval begins.

    Examples
    --------
    >>> settled_bits(Interval(Fraction(5, 8), Fraction(3, 4)))
    '101'
    """
    low, high = interval
    length = max((high - low).denominator.bit_length(), 1)
    first = (low.numerator << length) // low.denominator
    last = -((-high.numerator << length) // high.denominator) - 1
    differing = (first ^ last).bit_length()
    return format(first >> differing, f"0{length - differing}b") if differing < length else ""


def decimal_ends(interval: Interval, n_different: int = 3) -> tuple[str, str]:
    """Return both ends of an interval as decimals, cut so many digits after the first in which they differ.

    Parameters
    ----------
    interval : Interval
    n_different : int

    Returns
    -------
    tuple of str

    Examples
    --------
    >>> decimal_ends(Interval(Fraction(1, 3), Fraction(1, 2)))
    ('0.333', '0.500')
    """
    width = interval.high - interval.low
    n_bits = width.denominator.bit_length() - width.numerator.bit_length() - 1
    n_equal = max(int(n_bits * _DIGITS_A_BIT), 0)
    while width.numerator * 10 ** (n_equal + 1) < width.denominator:
        n_equal += 1
    n_digits = n_equal + n_different
    low, high = (_digits(end.numerator * 10**n_digits // end.denominator).zfill(n_digits + 1) for end in interval)
    return f"{low[:-n_digits]}.{low[-n_digits:]}", f"{high[:-n_digits]}.{high[-n_digits:]}"


def _digits(number: int) -> str:
    """Return the decimal digits of a number of any length: Python alone writes only so many."""
    parts = []
    while number >= _LONG:
        number, part = divmod(number, _LONG)
        parts.append(str(part).zfill(_LONG_DIGITS))
    return "".join([str(number), *reversed(parts)])


def _narrowed(row: Sequence[int], weights: Sequence[int], below: Sequence[int], total: int) -> tuple[int, int, int]:
    """Return where a row of symbols leads from [0, 1): the low end and the width, over a common scale."""
    if len(row) > _HALVED:
        middle = len(row) // 2
        halves = (_narrowed(half, weights, below, total) for half in (row[:middle], row[middle:]))
        return _within(*halves)
    low, width = 0, 1
    for place in row:
        low = low * total + width * below[place]
        width *= weights[place]
    return low, width, total ** len(row)


def _within(outer: tuple[int, int, int], inner: tuple[int, int, int]) -> tuple[int, int, int]:
    """Return where the inner row of symbols leads after the outer one."""
    low, width, scale = outer
    inner_low, inner_width, inner_scale = inner
    return low * inner_scale + width * inner_low, width * inner_width, scale * inner_scale


def _read(
    part: int, width: int, n_symbols: int, weights: Sequence[int], below: Sequence[int], total: int
) -> tuple[list[int], int, int]:
    """Return the next symbols of the number at `part` of `width`, and where it stands in the interval after them."""
    row = []
    for _ in range(n_symbols):
        part *= total
        place = bisect_right(below, part // width) - 1  # an impossible symbol begins where the next one does
        part -= below[place] * width
        width *= weights[place]
        row.append(place)
    return row, part, width


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

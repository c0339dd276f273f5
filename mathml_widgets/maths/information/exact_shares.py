"""Probabilities kept whole.

A code's length depends on which of two sums is smaller, and rounding must not decide that. So probabilities become
fractions here: 0.1 is read as 1/10, and ten of them sum to 1. Where no simple fractions with the sum 1 are near, each
float is taken as the binary fraction that it is, over their sum.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from fractions import Fraction
from numbers import Rational
from reprlib import repr as short
from typing import Any

import numpy as np

from .arguments import as_distribution, check_count

_SIMPLE = 10**6
_CLOSE = 1e-12
MOST_BLOCKS = 1 << 16


class Shares(tuple[Fraction, ...]):
    """Fractions that are known to be a distribution, so that nobody adds them up again."""

    __slots__ = ()


def exact_probabilities(probabilities: Sequence[Any] | np.ndarray[Any, Any]) -> Shares:
    """Return probabilities as fractions whose sum is exactly 1.

    Parameters
    ----------
    probabilities : sequence (n_outcomes,)
        Fractions, whole numbers, floats, or text such as ``"1/3"``.

    Returns
    -------
    Shares
        A tuple of fractions.  Floats become simple ones (denominator up to a million) where these reproduce them to
        1e-12 and sum to exactly 1, and their exact binary values over their sum elsewhere.

    Raises
    ------
    ValueError
        If there is none, one is negative, or the sum is not 1 (exactly for fractions, within 1e-6 for floats).

    Examples
    --------
    >>> exact_probabilities([0.1, 0.2, 0.7])
    (Fraction(1, 10), Fraction(1, 5), Fraction(7, 10))
    >>> exact_probabilities(["1/3", "2/3"])
    (Fraction(1, 3), Fraction(2, 3))
    """
    if isinstance(probabilities, Shares):
        return probabilities
    given: list[Any] = probabilities.tolist() if isinstance(probabilities, np.ndarray) else list(probabilities)
    if any(isinstance(value, str) for value in given):
        given = [_read(value) if isinstance(value, str) else value for value in given]
    if given and all(issubclass(kind, Rational) and not issubclass(kind, bool) for kind in set(map(type, given))):
        shares = Shares(map(Fraction, given))
        if min(shares) < 0:
            raise ValueError(f"probabilities must not be negative, got {min(shares)}")
        if sum(shares) != 1:
            raise ValueError(f"probabilities must sum to 1, got the sum {sum(shares)}")
        return shares
    try:
        floats = [float(value) for value in given]
    except (TypeError, ValueError):
        raise ValueError(f"probabilities must be numbers, got {short(given)}") from None
    as_distribution(np.array(floats))
    simple = tuple(Fraction(value).limit_denominator(_SIMPLE) for value in floats)
    near = all(
        abs(float(one) - value) <= _CLOSE and (one > 0) == (value > 0.0)
        for one, value in zip(simple, floats, strict=True)
    )
    if near and sum(simple) == 1:
        return Shares(simple)
    binary = [Fraction(value) for value in floats]
    total = sum(binary)
    return Shares(value / total for value in binary)


def block_probabilities(probabilities: Sequence[Any], length: int) -> Shares:
    """Return the exact probabilities of all blocks of so many independent symbols, the last symbol running fastest.

    Parameters
    ----------
    probabilities : sequence (n_outcomes,)
    length : int

    Returns
    -------
    Shares (n_outcomes ** length,)

    Raises
    ------
    ValueError
        If there would be more than 65,536 blocks.

    Examples
    --------
    >>> block_probabilities([0.5, 0.5], 2)
    (Fraction(1, 4), Fraction(1, 4), Fraction(1, 4), Fraction(1, 4))
    """
    shares, length = exact_probabilities(probabilities), check_count(length, "length")
    if len(shares) ** length > MOST_BLOCKS:
        raise ValueError(f"length must make at most {MOST_BLOCKS} blocks, got {len(shares)}**{length}")
    blocks: tuple[Fraction, ...] = (Fraction(1),)
    for _ in range(length):
        blocks = tuple(block * share for block in blocks for share in shares)
    return Shares(blocks)


def whole_weights(shares: Sequence[Fraction]) -> tuple[list[int], int]:
    """Return whole numbers in the ratio of the shares, and their sum: additions of these are quick and exact."""
    denominator = math.lcm(*(share.denominator for share in shares))
    return [share.numerator * (denominator // share.denominator) for share in shares], denominator


def exact_entropy(shares: Sequence[Fraction]) -> float:
    """Return the entropy in bits of exact probabilities, which may be smaller than any float."""
    terms = []
    for share in shares:
        if share > 0:
            surprise = math.log2(share.denominator) - math.log2(share.numerator)
            terms.append(float(share) * surprise)
    return math.fsum(terms)


def dyadic_entropy(shares: Sequence[Fraction]) -> Fraction | None:
    """Return the entropy in bits where it is a simple fraction: where all probabilities are powers of one half.

    Examples
    --------
    >>> dyadic_entropy(exact_probabilities([1/2, 1/4, 1/4])), dyadic_entropy(exact_probabilities([0.1, 0.9]))
    (Fraction(3, 2), None)
    """
    possible = [share for share in shares if share > 0]
    if any(share.numerator != 1 or share.denominator & (share.denominator - 1) for share in possible):
        return None
    return sum((share * (share.denominator.bit_length() - 1) for share in possible), Fraction(0))


def _read(text: str) -> Fraction:
    try:
        return Fraction(text)
    except (ValueError, ZeroDivisionError):
        raise ValueError(f"probabilities must be numbers, got {short(text)}") from None

"""A fraction as text, where it is a simple one."""

from fractions import Fraction

SIMPLE = 1_000_000


def simple(share: Fraction) -> str:
    """Return the fraction as text; nothing where its denominator is long."""
    return str(share) if share.denominator <= SIMPLE else ""

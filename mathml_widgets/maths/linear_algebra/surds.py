"""Square roots kept whole.

The eigenvalues of [[3, 1], [1, 2]] are not 3.618 and 1.382 but (5 + √5)/2 and (5 - √5)/2; the
decimals are a reading of these numbers, and the roots show where they come from. A number (p √m + q
√n)/d with whole p, q, d and square-free m, n is enough for the eigenvalues (with m = 1) and for the
singular values of every rational 2 by 2 matrix. Whole numbers of Python never overflow, so nothing
is rounded until a float is asked for.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import gcd, isqrt, lcm


def _primes_below(limit: int) -> tuple[int, ...]:
    return tuple(n for n in range(2, limit) if all(n % k for k in range(2, isqrt(n) + 1)))


_LIMIT = 1000
_PRIMES = _primes_below(_LIMIT)


def square_part(number: int) -> tuple[int, int]:
    """Return whole k and m with ``number = k² m`` and m square-free.

    Notes
    -----
    Square factors of primes below 1000 are found, and the remaining factor where it is a square itself.  So m is
    certainly square-free up to 10^9, and above it may keep the square of a large prime.

    Examples
    --------
    >>> square_part(72), square_part(-12), square_part(0)
    ((6, 2), (2, -3), (0, 1))
    """
    if number == 0:
        return 0, 1
    rest, outside, inside = abs(number), 1, 1 if number > 0 else -1
    root = isqrt(rest)
    if root * root == rest:
        return root, inside
    for prime in _PRIMES:
        if prime * prime > rest:
            break
        while rest % prime == 0:
            rest //= prime
            if rest % prime:
                inside *= prime
            else:
                rest //= prime
                outside *= prime
    root = isqrt(rest)
    return (outside * root, inside) if root * root == rest else (outside, inside * rest)


@dataclass(frozen=True, slots=True)
class Surd:
    """The number (c₁ √r₁ + c₂ √r₂ + ...) / d; make one with `surd`.

    Attributes
    ----------
    terms : tuple of (coefficient, radicand)
        Whole numbers; radicands are square-free, different and ascending by size.  A negative radicand is an
        imaginary root.
    denominator : int
        Positive, with no factor in common with all coefficients.

    Examples
    --------
    >>> golden = surd((1, 1), (1, 5), over=2)
    >>> print(golden, float(golden))
    (1 + √5)/2 1.618033988749895
    """

    terms: tuple[tuple[int, int], ...]
    denominator: int

    @property
    def is_real(self) -> bool:
        """Whether no root is imaginary."""
        return all(radicand > 0 for _, radicand in self.terms)

    def __float__(self) -> float:
        if not self.is_real:
            raise ValueError(f"a float must be real, got {self}")
        return self._sum(imaginary=False)

    def __complex__(self) -> complex:
        return complex(self._sum(imaginary=False), self._sum(imaginary=True))

    def __str__(self) -> str:
        text = ""
        for coefficient, radicand in self.terms:
            sign = ("-" if coefficient < 0 else "") if not text else (" - " if coefficient < 0 else " + ")
            text += sign + _term(abs(coefficient), radicand)
        return _over(text or "0", self.denominator, len(self.terms) > 1)

    def _sum(self, *, imaginary: bool) -> float:
        """Return the real or the imaginary part, correctly rounded but for the last bit."""
        parts = [(c, abs(r)) for c, r in self.terms if (r < 0) == imaginary]
        # The difference of two roots is at least 1 / (their sum): these bits outlast any cancellation.
        bits = 64 + 2 * sum(c.bit_length() + r.bit_length() for c, r in parts)
        total = sum(c * isqrt(r << (2 * bits)) for c, r in parts)
        return total / (self.denominator << bits)


def surd(*terms: tuple[int, int], over: int = 1) -> Surd:
    """Return (c₁ √r₁ + c₂ √r₂ + ...) / over in lowest terms.

    Parameters
    ----------
    *terms : (coefficient, radicand)
        Whole numbers; a negative radicand makes an imaginary root.
    over : int
        The denominator.

    Raises
    ------
    ValueError
        If `over` is zero.

    Examples
    --------
    >>> print(surd((2, 1), (1, 8), over=2), surd((1, 1), (1, -3), over=2), surd((3, 4)))
    1 + √2 (1 + i√3)/2 6
    """
    if over == 0:
        raise ValueError("over must not be zero, got 0")
    collected: dict[int, int] = {}
    for coefficient, radicand in terms:
        outside, inside = square_part(radicand)
        collected[inside] = collected.get(inside, 0) + coefficient * outside
    kept = sorted(((c, r) for r, c in collected.items() if c), key=lambda term: (abs(term[1]), term[1] < 0))
    common = gcd(over, *(c for c, _ in kept)) * (1 if over > 0 else -1)
    return Surd(tuple((c // common, r) for c, r in kept), over // common)


def pair_text(first: Surd, second: Surd) -> str:
    """Return two numbers in one expression with ± where they differ only in the sign of one root.

    Examples
    --------
    >>> pair_text(surd((5, 1), (1, 5), over=2), surd((5, 1), (-1, 5), over=2))
    '(5 ± √5)/2'
    >>> pair_text(surd((1, 1), (1, 5), over=2), surd((-1, 1), (1, 5), over=2))
    '(√5 ± 1)/2'
    >>> pair_text(surd((5, 1)), surd((-3, 1)))
    '5, -3'
    """
    one, other = ({radicand: c for c, radicand in number.terms} for number in (first, second))
    flipped = [r for r in one if other.get(r) == -one[r]]
    same = [r for r in one if other.get(r) == one[r]]
    comparable = one.keys() == other.keys() and first.denominator == second.denominator
    if not comparable or len(flipped) != 1 or len(same) != len(one) - 1:
        return f"{first}, {second}"
    text = f"± {_term(abs(one[flipped[0]]), flipped[0])}"
    if same:
        coefficient = one[same[0]]
        text = f"{'-' if coefficient < 0 else ''}{_term(abs(coefficient), same[0])} {text}"
    else:
        text = text.replace(" ", "")
    return _over(text, first.denominator, bool(same))


def over_common_denominator(numbers: list[tuple[int, int]]) -> tuple[list[int], int]:
    """Return whole numerators and the denominator that fractions (numerator, denominator) share.

    >>> over_common_denominator([(1, 2), (2, 3)])
    ([3, 4], 6)
    """
    common = lcm(*(denominator for _, denominator in numbers))
    return [numerator * (common // denominator) for numerator, denominator in numbers], common


def _term(coefficient: int, radicand: int) -> str:
    if radicand == 1:
        return str(coefficient)
    factor = "" if coefficient == 1 else str(coefficient)
    if radicand == -1:
        return f"{factor}i"
    return f"{factor}{'i' if radicand < 0 else ''}√{abs(radicand)}"


def _over(text: str, denominator: int, several: bool) -> str:
    if denominator == 1:
        return text
    return f"({text})/{denominator}" if several else f"{text}/{denominator}"

"""What a matrix does, told in words.

Pictures show and numbers measure, but a sentence can be read aloud: it serves screen readers,
captions and beginners. The order of the questions is the lesson: does anything collapse, does every
direction fare alike, which directions stay, and where is the longest stretch? All but the question
whether a factor is 1 are judged relative to the size of the matrix, so tiny and huge matrices get
the words of their shape.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from ..numerals import numeral
from .arguments import FloatArray, as_two_by_two
from .determinants import determinant
from .extended_range import difference_of_products, scaled_four
from .singular import svd
from .sizes import condition_number
from .spectrum import COMPLEX_PAIR, DEFECTIVE, REAL_DISTINCT, eigen
from .subspaces import rank

_CLOSE = 1e-9  # coarser than rounding, finer than a hand
_NEARLY_SINGULAR = 1e4


class _Facts(NamedTuple):
    """What both functions ask; `small` is the matrix over a power of two, its largest entry in [1/2, 1)."""

    matrix: FloatArray
    small: tuple[float, float, float, float]
    rank: int
    trace: float
    kind: str
    values: FloatArray
    vectors: FloatArray
    u: FloatArray
    stretches: FloatArray
    vh: FloatArray
    condition: float
    turned_over: bool

    @property
    def symmetric(self) -> bool:
        return abs(self.small[1] - self.small[2]) <= _CLOSE

    @property
    def alike(self) -> bool:
        """Whether all directions are stretched alike."""
        return self.condition - 1.0 <= _CLOSE

    @property
    def angle(self) -> float:
        """By how much vectors turn, where all directions fare alike and the plane is not turned over."""
        p, q, r, s = self.small
        return math.atan2(r - q + 0.0, p + s)

    @property
    def nilpotent(self) -> bool:
        return self.rank == 1 and abs(self.small[0] + self.small[3]) <= _CLOSE

    @property
    def projects(self) -> bool:
        return self.rank == 1 and _is(self.trace, 1.0) and not self.nilpotent


def classify(a: ArrayLike) -> tuple[str, ...]:
    """Return key words for a 2 by 2 matrix, the most telling first.

    Parameters
    ----------
    a : array_like (2, 2)

    Returns
    -------
    tuple of str
        Of "zero", "identity", "rotation", "reflection", "skew reflection", "uniform scaling", "scaling", "shear",
        "projection", "oblique projection", "nilpotent", "defective", "singular", "nearly singular" (condition number
        above 10,000), "symmetric", "orthogonal", "stochastic" (columns), "area-preserving",
        "orientation-reversing".  Equality is judged to 1e-9; a general matrix may have no word.

    Raises
    ------
    ValueError
        If `a` is not 2 by 2 or not finite.

    Examples
    --------
    >>> classify([[1, 1], [0, 1]])
    ('shear', 'defective', 'area-preserving')
    >>> classify([[0, 2], [2, 0]])
    ('reflection', 'uniform scaling', 'symmetric', 'orientation-reversing')
    """
    facts = _facts(a)
    _, q, r, _ = facts.small
    regular, over, unit = facts.rank == 2, facts.turned_over, _is(float(facts.stretches[0]), 1.0)
    alike = regular and facts.alike
    defective = facts.kind == DEFECTIVE and not alike
    straight = abs(facts.angle) <= _CLOSE
    first, last = float(facts.values[0].real), float(facts.values[1].real)
    sums = facts.matrix[0] / 2 + facts.matrix[1] / 2
    holds = {
        "zero": facts.rank == 0,
        "identity": alike and unit and straight and not over,
        "rotation": alike and not straight and not over,
        "reflection": alike and over,
        "skew reflection": regular and not alike and over and _is(first, 1.0) and _is(last, -1.0),
        "uniform scaling": alike and not unit,
        "scaling": regular and not alike and max(abs(q), abs(r)) <= _CLOSE,
        "shear": defective and _is(first, 1.0),
        "projection": facts.projects and facts.symmetric,
        "oblique projection": facts.projects and not facts.symmetric,
        "nilpotent": facts.nilpotent,
        "defective": defective,
        "singular": not regular,
        "nearly singular": regular and facts.condition > _NEARLY_SINGULAR,
        "symmetric": facts.symmetric,
        "orthogonal": alike and unit,
        "stochastic": bool((facts.matrix >= 0.0).all() and (np.abs(sums - 0.5) <= _CLOSE).all()),
        "area-preserving": regular and _is(abs(float(determinant(facts.matrix))), 1.0),
        "orientation-reversing": regular and over,
    }
    return tuple(word for word, true in holds.items() if true)


def describe(a: ArrayLike) -> str:
    """Return one or two sentences that tell what a 2 by 2 matrix does to the plane.

    Lines are named by their angle from the first axis, counter-clockwise.

    Parameters
    ----------
    a : array_like (2, 2)

    Raises
    ------
    ValueError
        If `a` is not 2 by 2 or not finite.

    Examples
    --------
    >>> describe([[0, -1], [1, 0]])
    'Every vector turns by 90° counter-clockwise and keeps its length. No real eigenvector: no direction stays.'
    >>> print(describe([[1, 1], [0, 1]]))
    Vectors on the line at 0° stay as they are, and the rest of the plane slides along it. The longest stretch, 1.62, \
is along the first singular direction, at 58.3°, which is not an eigenvector.
    """
    facts = _facts(a)
    if facts.rank == 0:
        return "Every vector goes to zero."
    if facts.rank == 1:
        return _collapse(facts)
    if facts.alike:
        return _mirrored(facts) if facts.turned_over else _turned(facts)
    return f"{_directions(facts)} {_longest_stretch(facts)}"


def _facts(a: ArrayLike) -> _Facts:
    matrix = as_two_by_two(a)
    p, q, r, s = matrix.ravel().tolist()
    values, vectors, kind = eigen(matrix)
    return _Facts(
        matrix,
        scaled_four(p, q, r, s)[0],
        int(rank(matrix).rank),
        p + s,
        kind,
        values,
        vectors,
        *svd(matrix),
        float(condition_number(matrix)),
        difference_of_products(p, s, q, r).mantissa < 0.0,
    )


def _collapse(facts: _Facts) -> str:
    reached, lost = _line(facts.u[:, 0]), _line(facts.vh[1])
    if facts.nilpotent:
        return (
            f"The plane collapses onto the line at {reached}, and that line itself goes to zero. Applied twice, it "
            "sends every vector to zero."
        )
    first = f"The plane collapses onto the line at {reached}; the line at {lost} goes to zero."
    if facts.projects:
        way = "perpendicularly" if facts.symmetric else "at a slant"
        return f"{first} Points drop {way}, and those on the first line stay where they are."
    return f"{first} On the first line vectors are multiplied by {numeral(facts.trace)}."


def _turned(facts: _Facts) -> str:
    stretch, angle = float(facts.stretches[0]), facts.angle
    if abs(angle) <= _CLOSE:
        if _is(stretch, 1.0):
            return "Nothing moves: every vector stays where it is."
        return f"Every vector is multiplied by {numeral(stretch)}: every direction is an eigenvector."
    if math.pi - abs(angle) <= _CLOSE:
        return (
            f"Every vector is multiplied by {numeral(-stretch)}, which is a half turn: every direction is an "
            "eigenvector."
        )
    sense = "counter-clockwise" if angle > 0.0 else "clockwise"
    length = "keeps its length" if _is(stretch, 1.0) else f"becomes {numeral(stretch)} times as long"
    return (
        f"Every vector turns by {numeral(math.degrees(abs(angle)))}° {sense} and {length}. No real eigenvector: "
        "no direction stays."
    )


def _mirrored(facts: _Facts) -> str:
    stretch = float(facts.stretches[0])
    p, q, r, s = facts.small
    axis = math.atan2(q + r, p - s) / 2
    longer = "" if _is(stretch, 1.0) else f" and becomes {numeral(stretch)} times as long"
    line = _line(np.array([math.cos(axis), math.sin(axis)]))
    return (
        f"Every vector is mirrored in the line at {line}{longer}. That line and the one across it hold the "
        f"eigenvectors, with eigenvalues {numeral(stretch)} and {numeral(-stretch)}."
    )


def _directions(facts: _Facts) -> str:
    if facts.kind == COMPLEX_PAIR:
        return "No real eigenvector: every direction turns."
    first = _line(facts.vectors[:, 0])
    effect = _effect(float(facts.values[0].real))
    if facts.kind == REAL_DISTINCT:
        second, other = _line(facts.vectors[:, 1]), _effect(float(facts.values[1].real))
        return f"Vectors on the line at {first} {effect}; those on the line at {second} {other}."
    if _is(float(facts.values[0].real), 1.0):
        return f"Vectors on the line at {first} stay as they are, and the rest of the plane slides along it."
    return f"Vectors on the line at {first} {effect}; no other line keeps its direction."


def _longest_stretch(facts: _Facts) -> str:
    opening = "The plane is turned over, and the" if facts.turned_over else "The"
    if facts.condition > _NEARLY_SINGULAR:
        ratio = numeral(facts.condition)
        return f"{opening} matrix is nearly singular: the longest stretch is {ratio} times the shortest."
    if facts.symmetric:
        return f"{opening} two lines are perpendicular: they hold the longest and the shortest stretch."
    return (
        f"{opening} longest stretch, {numeral(float(facts.stretches[0]))}, is along the first singular direction, "
        f"at {_line(facts.vh[0])}, which is not an eigenvector."
    )


def _effect(factor: float) -> str:
    if _is(factor, 1.0):
        return "stay as they are"
    if _is(factor, -1.0):
        return "are reversed"
    return f"are multiplied by {numeral(factor)}"


def _is(x: float, value: float) -> bool:
    return abs(x - value) <= _CLOSE


def _line(direction: FloatArray) -> str:
    degrees = round(math.degrees(math.atan2(direction[1], direction[0])), 1) % 180.0
    return f"{degrees + 0.0:g}°"

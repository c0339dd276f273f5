"""Products that sum over a shared index: dot, matrix product, outer product.

Written with an index for every axis, c_ik = sum_j a_ij b_jk, each of them is one pattern: multiply,
and sum over the letters that the result does not have.
The pattern is linear in either operand, so its derivative by `a` is the same pattern with the roles
exchanged: the adjoint of a is the adjoint of c contracted with b.
One rule therefore serves every product of this kind, forwards, backwards and twice.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

SMALL = 4096
"""Below this many multiplications one plain loop is faster than preparing a call of BLAS."""


def contract(a: Any, a_letters: str, b: Any, b_letters: str, letters: str, a_lane: int = 0, b_lane: int = 0) -> Any:
    """Return the sum over all shared letters that `letters` lacks, for one pair or (with lanes) for many."""
    if a_lane and b_lane:
        return np.einsum(f"Z{a_letters},Z{b_letters}->Z{letters}", a, b)
    if a_lane:
        a_letters, letters = "Z" + a_letters, "Z" + letters
    elif b_lane:
        b_letters, letters = "Z" + b_letters, "Z" + letters
    shared = [letter for letter in a_letters if letter in b_letters]
    size = np.size(a) * np.size(b) / max(1, math.prod(np.shape(a)[a_letters.index(i)] for i in shared))
    if size <= SMALL or hasattr(a, "apply") or hasattr(b, "apply"):
        return np.einsum(f"{a_letters},{b_letters}->{letters}", a, b)
    product = np.tensordot(a, b, axes=([a_letters.index(i) for i in shared], [b_letters.index(i) for i in shared]))
    left = [letter for letter in a_letters + b_letters if letter not in shared]
    return np.transpose(product, [left.index(letter) for letter in letters])


@dataclass(slots=True, eq=False)
class Contraction:
    """A product of two arrays that sums over the letters they share.

    Parameters
    ----------
    name : str
        What NumPy calls it.
    letters : (str, str)
        A letter for each axis of both operands, each at most once per operand.
    result : str
        The letters of the result: those that only one operand has, in any order.
    """

    name: str
    letters: tuple[str, str]
    result: str
    analytic = True
    scalar = None
    broken = None

    def compute(self, a: Any, b: Any) -> Any:
        """Return the product."""
        return contract(a, self.letters[0], b, self.letters[1], self.result)

    def compute_lanes(self, values: Sequence[Any], lanes: Sequence[int]) -> Any:
        """Return the products side by side; lanes[j] is 1 where operand j has a lane axis in front."""
        return contract(values[0], self.letters[0], values[1], self.letters[1], self.result, lanes[0], lanes[1])

    def push(self, y: Any, values: Sequence[Any], tangents: Sequence[Any]) -> Any:
        """Return the tangents of the result: da b + a db."""
        total = None
        if tangents[0] is not None:
            total = self.compute_lanes((tangents[0], values[1]), (1, 0))
        if tangents[1] is not None:
            part = self.compute_lanes((values[0], tangents[1]), (0, 1))
            total = part if total is None else total + part
        return total

    def pull(self, j: int, y: Any, values: Sequence[Any], adjoint: Any, lanes: int = 0) -> Any:
        """Return the adjoint contracted with the other operand."""
        return self._back(j, adjoint, values[1 - j], lanes, 0)

    def bend(self, j: int, y: Any, values: Sequence[Any], adjoint: Any, tangents: Sequence[Any]) -> Any:
        """Return the adjoint contracted with the tangents of the other operand."""
        other = tangents[1 - j]
        return None if other is None else self._back(j, adjoint, other, 0, 1)

    def _back(self, j: int, adjoint: Any, other: Any, lane: int, other_lane: int) -> Any:
        return contract(adjoint, self.result, other, self.letters[1 - j], self.letters[j], lane, other_lane)

    def work(self, y: Any, values: Sequence[Any], j: int) -> int:
        """Return the number of multiplications that one sweep spends on operand j."""
        sizes: dict[str, int] = {}
        for letters, value in zip(self.letters, values, strict=True):
            sizes |= dict(zip(letters, np.shape(value), strict=True))
        return math.prod(sizes.values())

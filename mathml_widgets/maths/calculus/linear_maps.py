"""Sums, slices and rearrangements, and what each of them does backwards.

A linear map is its own derivative, so a tangent goes through it as the value did.
Its transpose carries adjoints the other way: the transpose of a sum repeats, that of a slice puts
the entries back among zeros, and that of a rearrangement adds up whatever was taken from the same
place.
Every map here works on one array or, with `lanes=1`, on many side by side along an extra first
axis.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Shape = tuple[int, ...]


class LinearMap:
    """A linear map of one array: `_forth` is the map, `_back` its transpose."""

    __slots__ = ()
    name: Any
    analytic = True
    scalar = None
    broken = None

    def _forth(self, a: Any, lanes: int) -> Any:
        """Return the map of `a`."""
        raise NotImplementedError

    def _back(self, adjoint: Any, lanes: int) -> Any:
        """Return the transposed map of an adjoint."""
        raise NotImplementedError

    def compute(self, a: Any) -> Any:
        """Return the map of one array."""
        return self._forth(a, 0)

    def compute_lanes(self, values: Sequence[Any], lanes: Sequence[int]) -> Any:
        """Return the map of many arrays side by side."""
        return self._forth(values[0], 1)

    def push(self, y: Any, values: Sequence[Any], tangents: Sequence[Any]) -> Any:
        """Return the tangents of the result: the map of the operand's tangents."""
        return None if tangents[0] is None else self._forth(tangents[0], 1)

    def pull(self, j: int, y: Any, values: Sequence[Any], adjoint: Any, lanes: int = 0) -> Any:
        """Return what the adjoint of the result adds to the adjoint of the operand."""
        if hasattr(adjoint, "apply"):
            return adjoint.apply(Transpose(self), adjoint)
        return self._back(adjoint, lanes)

    def bend(self, j: int, y: Any, values: Sequence[Any], adjoint: Any, tangents: Sequence[Any]) -> None:
        """Return None: a linear map does not bend."""
        return None

    def work(self, y: Any, values: Sequence[Any], j: int) -> int:
        """Return the number of entries that one sweep moves or adds."""
        return max(int(np.size(y)), int(np.size(values[j])))


@dataclass(slots=True, eq=False)
class Transpose(LinearMap):
    """The transpose of a linear map, as a map."""

    map: LinearMap
    name = "transpose"

    def _forth(self, a: Any, lanes: int) -> Any:
        return self.map._back(a, lanes)

    def _back(self, adjoint: Any, lanes: int) -> Any:
        return self.map._forth(adjoint, lanes)


@dataclass(slots=True, eq=False)
class Sum(LinearMap):
    """The sum over some axes (none of them negative)."""

    shape: Shape
    axes: tuple[int, ...]
    name = "sum"

    def _forth(self, a: Any, lanes: int) -> Any:
        return np.add.reduce(a, axis=tuple([axis + lanes for axis in self.axes]))

    def _back(self, adjoint: Any, lanes: int) -> Any:
        kept = tuple(1 if i in self.axes else n for i, n in enumerate(self.shape))
        front = np.shape(adjoint)[:lanes]
        return np.broadcast_to(np.reshape(adjoint, front + kept), front + self.shape)


@dataclass(slots=True, eq=False)
class CumulativeSum(LinearMap):
    """The running sum along one axis."""

    axis: int
    name = "cumsum"

    def _forth(self, a: Any, lanes: int) -> Any:
        return np.cumsum(a, axis=self.axis + lanes)

    def _back(self, adjoint: Any, lanes: int) -> Any:
        axis = self.axis + lanes
        return np.flip(np.cumsum(np.flip(adjoint, axis), axis=axis), axis)


@dataclass(slots=True, eq=False)
class Reshape(LinearMap):
    """The same entries in the same order in another shape."""

    old: Shape
    new: Shape
    name = "reshape"

    def _forth(self, a: Any, lanes: int) -> Any:
        return np.reshape(a, np.shape(a)[:lanes] + self.new)

    def _back(self, adjoint: Any, lanes: int) -> Any:
        return np.reshape(adjoint, np.shape(adjoint)[:lanes] + self.old)


@dataclass(slots=True, eq=False)
class Slice(LinearMap):
    """A part of an array, by integers, slices, None and Ellipsis."""

    shape: Shape
    index: tuple[Any, ...]
    name = "slice"

    def _forth(self, a: Any, lanes: int) -> Any:
        return a[(slice(None),) * lanes + self.index]

    def _back(self, adjoint: Any, lanes: int) -> Any:
        whole = np.zeros(np.shape(adjoint)[:lanes] + self.shape, np.asarray(adjoint).dtype)
        whole[(slice(None),) * lanes + self.index] = adjoint
        return whole


@dataclass(slots=True, eq=False)
class Rearrangement(LinearMap):
    """Entries of an array in new places, each any number of times.

    Parameters
    ----------
    name : str
        What NumPy calls it.
    shape : tuple of int
        The shape of the operand.
    places : array of int
        For each entry of the result, where in the flattened operand it comes from.
    """

    name: str
    shape: Shape
    places: NDArray[np.intp]

    def _forth(self, a: Any, lanes: int) -> Any:
        front = np.shape(a)[:lanes]
        return np.take(np.reshape(a, (*front, math.prod(self.shape))), self.places, axis=lanes)

    def _back(self, adjoint: Any, lanes: int) -> Any:
        front = np.shape(adjoint)[:lanes]
        whole = np.zeros((math.prod(self.shape), *front), np.asarray(adjoint).dtype)
        flat = np.reshape(adjoint, (*front, self.places.size))
        np.add.at(whole, self.places.ravel(), np.moveaxis(flat, -1, 0))
        return np.reshape(np.moveaxis(whole, 0, -1), front + self.shape)


@dataclass(slots=True, eq=False)
class Concatenation(LinearMap):
    """Arrays one after the other along an axis."""

    axis: int
    sizes: tuple[int, ...]
    name = "concatenate"

    def compute(self, *values: Any) -> Any:
        """Return the arrays one after the other."""
        return np.concatenate(values, axis=self.axis)

    def compute_lanes(self, values: Sequence[Any], lanes: Sequence[int]) -> Any:
        """Return the same for many arrays side by side."""
        n_lanes = next(len(v) for v, lane in zip(values, lanes, strict=True) if lane)
        parts = [
            v if lane else np.broadcast_to(v, (n_lanes, *np.shape(v))) for v, lane in zip(values, lanes, strict=True)
        ]
        return np.concatenate(parts, axis=self.axis + 1)

    def push(self, y: Any, values: Sequence[Any], tangents: Sequence[Any]) -> Any:
        """Return the tangents one after the other."""
        n_lanes = next((len(t) for t in tangents if t is not None), None)
        if n_lanes is None:
            return None
        parts = [np.zeros((n_lanes, *np.shape(v))) if t is None else t for v, t in zip(values, tangents, strict=True)]
        return np.concatenate(parts, axis=self.axis + 1)

    def pull(self, j: int, y: Any, values: Sequence[Any], adjoint: Any, lanes: int = 0) -> Any:
        """Return the part of the adjoint that belongs to operand j."""
        start = sum(self.sizes[:j])
        part = slice(start, start + self.sizes[j])
        return adjoint[(slice(None),) * (lanes + self.axis) + (part,)]

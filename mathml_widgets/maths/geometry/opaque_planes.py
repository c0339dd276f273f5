"""The loss of a function that can only be called, over a plane.

Nothing is known of the function but that it turns a vector into a number; so it is called, point by point, and
nearly all the time is its own.
It gets a new vector each time: whatever it does to it, neither the reader's parameters nor the next point change.
"""

from __future__ import annotations

from collections.abc import Callable
from reprlib import repr as short
from typing import Any

import numpy as np

from ..linear_algebra.arguments import FloatArray
from .planes import Plane


class OpaquePlane:
    """Evaluates a loss at points of a plane, one after the other.

    Parameters
    ----------
    loss : callable
        From a vector (n_parameters,) to one number.
    plane : Plane
    """

    together = 1

    def __init__(self, loss: Callable[[Any], Any], plane: Plane) -> None:
        self._loss, self._plane = loss, plane
        self._row: tuple[float, FloatArray] | None = None

    def losses(self, x: FloatArray, y: float) -> FloatArray:
        """Return the losses (k,) at the points (x_1, y), ..., (x_k, y); what the loss raises is let through."""
        first, second = self._plane.directions
        if self._row is None or self._row[0] != y:
            self._row = (y, self._plane.origin + y * second)
        found = np.empty(len(x))
        for k, value in enumerate(x):
            point = value * first
            point += self._row[1]
            found[k] = as_loss(self._loss(point))
        return found


class BatchedPlane:
    """Evaluates a loss that takes many vectors at once.

    Parameters
    ----------
    loss : callable
        From vectors (k, n_parameters) to numbers (k,).
    plane : Plane
    """

    def __init__(self, loss: Callable[[Any], Any], plane: Plane) -> None:
        self._loss, self._plane = loss, plane
        self.together = max(1, (1 << 20) // len(plane.origin))

    def losses(self, x: FloatArray, y: float) -> FloatArray:
        """Return the losses (k,) at the points (x_1, y), ..., (x_k, y)."""
        first, second = self._plane.directions
        found = []
        for k in range(0, len(x), self.together):
            some = x[k : k + self.together]
            answer = np.asarray(self._loss((self._plane.origin + y * second) + some[:, np.newaxis] * first))
            if answer.shape != some.shape or answer.dtype.kind not in "biuf":
                raise ValueError(f"loss must return {len(some)} real numbers, got {short(answer.tolist())}")
            found.append(answer.astype(np.float64))
        return np.concatenate(found)


def as_loss(answer: Any) -> float:
    """Return what a loss returned as a float; NaN and infinity are let through.

    Raises
    ------
    ValueError
        If it is not one real number.

    Examples
    --------
    >>> as_loss(np.array([2]))
    2.0
    """
    if isinstance(answer, float):
        return float(answer)
    if hasattr(answer, "numel"):
        answer = answer.item() if answer.numel() == 1 else answer.tolist()
        if isinstance(answer, float):
            return answer
    try:
        array = np.asarray(answer)
    except ValueError:
        array = np.empty(0)
    if array.size != 1 or array.dtype.kind not in "biufO" or isinstance(answer, str):
        raise ValueError(f"loss must return one real number, got {short(answer)}")
    try:
        return float(array.reshape(-1)[0])
    except (TypeError, ValueError):
        raise ValueError(f"loss must return one real number, got {short(answer)}") from None

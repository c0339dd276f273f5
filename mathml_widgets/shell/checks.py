"""`Checked`: a widget audits itself; references contain wrong mathematics because none does."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from .computed import Computed


class Agreement(NamedTuple):
    """Whether two ways to the same number agree.

    Attributes
    ----------
    claim : str
        The identity in words.
    error : float
        The largest difference, relative to the larger of 1 and the largest entry.
    tolerance : float
        What the error may be.
    holds : bool
        Whether it is within the tolerance.
    """

    claim: str
    error: float
    tolerance: float
    holds: bool


@dataclass(frozen=True)
class Identity:
    """Two ways to the same number, as a function from traits to both results."""

    claim: str
    function: Callable[..., tuple[ArrayLike, ArrayLike] | None]
    inputs: tuple[str, ...]
    tolerance: float


def agrees(
    claim: str, tolerance: float = 1e-9
) -> Callable[[Callable[..., tuple[ArrayLike, ArrayLike] | None]], Identity]:
    """Mark a function whose parameters name traits and which returns two things that must agree.

    It returns None where the identity does not apply.
    """

    def mark(function: Callable[..., tuple[ArrayLike, ArrayLike] | None]) -> Identity:
        inputs = tuple(inspect.signature(function).parameters)
        return Identity(claim, function, inputs, tolerance)

    return mark


class Checked(Computed):
    """A widget that can be asked whether its numbers agree with each other."""

    _identities: ClassVar[tuple[Identity, ...]] = ()

    def __init_subclass__(cls, **options: Any) -> None:
        super().__init_subclass__(**options)
        own = tuple(v for v in vars(cls).values() if isinstance(v, Identity))
        if own:
            cls._identities = (*cls._identities, *own)

    def check(self) -> list[Agreement]:
        """Return, for every identity that applies, how well both sides agree."""
        self.wait()
        found = []
        for one in self._identities:
            sides = one.function(*(getattr(self, name) for name in one.inputs))
            if sides is not None:
                error = _relative_error(*sides)
                found.append(Agreement(one.claim, error, one.tolerance, error <= one.tolerance))
        return found


def _relative_error(first: ArrayLike, second: ArrayLike) -> float:
    left, right = np.asarray(first), np.asarray(second)
    if left.size == 0:
        return 0.0
    scale = max(1.0, float(np.abs(left).max()), float(np.abs(right).max()))
    return float(np.abs(left / scale - right / scale).max())

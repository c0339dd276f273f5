"""An answer on its way: what is known so far, and how far it is."""

from __future__ import annotations

from typing import Any, NamedTuple


class Refinement(NamedTuple):
    """What is known so far.

    Attributes
    ----------
    answer : object
        None while nothing is known, or if nothing can be.
    done : float
        About what share of the work is done.
    reason : str
        Why there is no answer at the end; else empty.
    """

    answer: Any
    done: float
    reason: str = ""

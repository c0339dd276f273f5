"""Bars that a hand drags, and that stay a distribution.

When one probability is set, the others make room in their old ratio, except those that are locked. So the sum is 1 at
every moment of the drag, and what was equal stays equal.
"""

from __future__ import annotations

import operator
from collections.abc import Iterable

import numpy as np
from numpy.typing import ArrayLike

from .arguments import FloatArray, as_distribution, check_count
from .surprise import entropy


def with_probability(
    probabilities: ArrayLike, outcome: int, value: float, *, locked_outcomes: Iterable[int] = ()
) -> FloatArray:
    """Return the distribution after one outcome is given another probability and the others make room.

    Parameters
    ----------
    probabilities : array_like (n_outcomes,)
    outcome : int
        Which one is set.
    value : float
        What is asked for; what does not fit between 0 and the room that the locked ones leave is cut.
    locked_outcomes : iterable of int
        Outcomes that keep their probability.

    Returns
    -------
    array (n_outcomes,)
        Where all that could make room have probability 0, they share it equally; where there are none, nothing
        changes.

    Raises
    ------
    ValueError
        If `outcome` or a locked one is no place of the distribution, or `value` is not finite.

    Examples
    --------
    >>> with_probability([0.5, 0.25, 0.25], 0, 0.8)
    array([0.8, 0.1, 0.1])
    >>> with_probability([0.5, 0.25, 0.25], 0, 0.8, locked_outcomes=[1])
    array([0.75, 0.25, 0.  ])
    """
    p = as_distribution(probabilities).copy()
    n = len(p)
    if not np.isfinite(value):
        raise ValueError(f"value must be finite, got {value}")
    place = as_place(outcome, n, "outcome")
    locked = np.zeros(n, bool)
    for other in locked_outcomes:
        locked[as_place(other, n, "locked_outcomes")] = True
    if locked[place]:
        return p
    others = ~locked
    others[place] = False
    if not others.any():
        return p
    room = max(1.0 - float(p[locked].sum()), 0.0)
    p[place] = min(max(float(value), 0.0), room)
    held = float(p[others].sum())
    left = room - p[place]
    p[others] = p[others] * (left / held) if held > 0.0 else left / int(others.sum())
    return p


def entropy_along(
    probabilities: ArrayLike,
    outcome: int,
    *,
    locked_outcomes: Iterable[int] = (),
    base: float = 2,
    n_steps: int = 50,
) -> FloatArray:
    """Return the entropy for every probability that one outcome may be given while the others make room.

    Parameters
    ----------
    probabilities : array_like (n_outcomes,)
    outcome : int
        Which one is moved.
    locked_outcomes : iterable of int
        Outcomes that keep their probability.
    base : float
        2 for bits, e for nats, 10 for hartleys.
    n_steps : int

    Returns
    -------
    array (n_steps + 1, 2)
        Rows of a probability, in equal steps from 0 to the room that the locked ones leave, and the entropy.

    Examples
    --------
    >>> entropy_along([0.5, 0.5], 0, n_steps=2)
    array([[0. , 0. ],
           [0.5, 1. ],
           [1. , 0. ]])
    """
    locked = [place for place in locked_outcomes if place != outcome]
    none, most = (with_probability(probabilities, outcome, end, locked_outcomes=locked) for end in (0.0, 1.0))
    share = np.linspace(0.0, 1.0, check_count(n_steps, "n_steps") + 1)
    row = (1.0 - share)[:, None] * none + share[:, None] * most
    return np.column_stack([row[:, outcome], np.atleast_1d(entropy(row, base))])


def as_place(place: int, n: int, name: str) -> int:
    """Return a place of a distribution of n outcomes, or raise a `ValueError`."""
    try:
        index = operator.index(place)
    except TypeError:
        raise ValueError(f"{name} must be a place of the distribution, got {place!r}") from None
    if not 0 <= index < n:
        raise ValueError(f"{name} must be between 0 and {n - 1}, got {index}")
    return index

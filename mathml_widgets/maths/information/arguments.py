"""What counts as a distribution here.

Probabilities are non-negative and sum to one along their last axis, so a stack of distributions has shape
(..., n_outcomes). A sum may miss one by `TOLERANCE`, which lets single precision and hand-typed decimals pass;
what is off by more than rounding is divided by its sum. Everything else is refused with the culprit named:
a calculation that silently renormalises hides the error that it was given.
"""

from __future__ import annotations

import math
import operator

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ..linear_algebra.arguments import FloatArray, FloatOrArray, IntOrArray, as_array, plain

__all__ = [
    "ROUNDING",
    "TOLERANCE",
    "FloatArray",
    "FloatOrArray",
    "IntArray",
    "IntOrArray",
    "as_array",
    "as_channel",
    "as_counts",
    "as_distribution",
    "as_pair",
    "as_probabilities",
    "as_table",
    "check_base",
    "check_count",
    "plain",
    "unit",
]

IntArray = NDArray[np.int64]

TOLERANCE = 1e-6
"""How far a sum of probabilities may be from one."""

ROUNDING = 4e-15
"""How far it may be and still be taken for one."""

_LARGEST_COUNT = 2.0**53


def as_probabilities(probabilities: ArrayLike, name: str = "probabilities") -> FloatArray:
    """Return distributions of shape (..., n_outcomes), each of which sums to one.

    Raises
    ------
    ValueError
        If there is no outcome, a probability is negative or not finite, or a sum misses one by more than 1e-6.
    """
    array = _as_floats(probabilities, name)
    if array.ndim == 0:
        raise ValueError(f"{name} must have shape (..., n_outcomes), got the number {array}")
    if array.shape[-1] == 0:
        raise ValueError(f"{name} must hold at least one outcome, got shape {array.shape}")
    if array.size == 0:
        return array
    return _sums_to_one(array, array.sum(axis=-1, keepdims=True), name)


def as_distribution(probabilities: ArrayLike, name: str = "probabilities") -> FloatArray:
    """Return one distribution, shape (n_outcomes,)."""
    array = as_probabilities(probabilities, name)
    if array.ndim != 1:
        raise ValueError(f"{name} must be one distribution, got a stack of shape {array.shape}")
    return array


def as_pair(p: ArrayLike, q: ArrayLike) -> tuple[FloatArray, FloatArray]:
    """Return two distributions, or stacks that broadcast, over the same outcomes."""
    first, second = as_probabilities(p, "p"), as_probabilities(q, "q")
    if first.shape[-1] != second.shape[-1]:
        raise ValueError(f"p and q must have the same outcomes, got {first.shape[-1]} and {second.shape[-1]} of them")
    try:
        np.broadcast_shapes(first.shape, second.shape)
    except ValueError:
        raise ValueError(f"p and q must broadcast, got shapes {first.shape} and {second.shape}") from None
    return first, second


def as_table(joint: ArrayLike, name: str = "joint", *, n_axes: int | None = None) -> FloatArray:
    """Return a joint distribution, one axis a variable, whose entries sum to one together."""
    array = _as_floats(joint, name)
    if array.ndim == 0 or n_axes not in (None, array.ndim):
        wanted = "one axis a variable" if n_axes is None else f"{n_axes} axes, one a variable"
        raise ValueError(f"{name} must have {wanted}, got shape {array.shape}")
    if array.size == 0:
        raise ValueError(f"{name} must hold at least one outcome of each variable, got shape {array.shape}")
    return _sums_to_one(array, array.sum(keepdims=True), name)


def as_channel(channel: ArrayLike, name: str = "channel") -> FloatArray:
    """Return a channel (n_inputs, n_outputs): row x holds the probabilities of the outputs given input x."""
    array = _as_floats(channel, name)
    if array.ndim != 2 or array.size == 0:
        raise ValueError(f"{name} must have shape (n_inputs, n_outputs), got shape {array.shape}")
    return _sums_to_one(array, array.sum(axis=1, keepdims=True), name, row="row")


def as_counts(counts: ArrayLike, name: str = "counts", *, n_axes: int | None = None) -> IntArray:
    """Return whole counts with at least one observation.

    They have shape (..., n_outcomes) and one observation in each row, or so many axes and one observation in all.
    """
    array = as_array(counts, name)
    wanted = "(..., n_outcomes)" if n_axes is None else "(n_x, n_y)"
    if array.ndim == 0 or n_axes not in (None, array.ndim) or array.shape[-1] == 0 or 0 in array.shape[: n_axes or 0]:
        raise ValueError(f"{name} must have shape {wanted}, got shape {array.shape}")
    bad = (array < 0.0) | (array != np.floor(array))
    if bad.any():
        raise ValueError(f"{name} must be whole and not negative, got {array[bad][0]:g}")
    if (array > _LARGEST_COUNT).any():
        raise ValueError(f"{name} must be at most 2**53, got {array.max():g}")
    whole = array.astype(np.int64)
    if not (whole.sum(axis=-1 if n_axes is None else None) > 0).all():
        raise ValueError(f"{name} must hold at least one observation, got none")
    return whole


def check_base(base: float) -> float:
    """Return the base of the logarithm, a finite number above 1."""
    if not (isinstance(base, (int, float, np.integer, np.floating)) and 1.0 < base < math.inf):
        raise ValueError(f"base must be a finite number above 1, got {base!r}")
    return float(base)


def check_count(number: int, name: str, least: int = 1) -> int:
    """Return a whole number that is at least `least`."""
    try:
        whole = operator.index(number)
    except TypeError:
        raise ValueError(f"{name} must be a whole number, got {number!r}") from None
    if whole < least:
        raise ValueError(f"{name} must be at least {least}, got {whole}")
    return whole


def unit(base: float = 2) -> str:
    """Return the name of the unit in which information to this base is measured.

    Examples
    --------
    >>> import math
    >>> unit(2), unit(math.e), unit(10), unit(3)
    ('bits', 'nats', 'hartleys', 'units of log 3')
    """
    base = check_base(base)
    known = {2.0: "bits", math.e: "nats", 10.0: "hartleys"}
    return known.get(base, f"units of log {base:g}")


def _as_floats(a: ArrayLike, name: str) -> FloatArray:
    """Return `a` as float64; NaN and infinity pass here and fail the sum."""
    if isinstance(a, np.ndarray) and a.dtype == np.float64:
        return a
    return as_array(a, name)


def _sums_to_one(array: FloatArray, totals: FloatArray, name: str, row: str = "distribution") -> FloatArray:
    off = np.abs(totals - 1.0)
    if array.min() >= 0.0 and (off <= TOLERANCE).all():
        return array if (off <= ROUNDING).all() else array / totals
    as_array(array, name)
    if (array < 0.0).any():
        place = tuple(int(i) for i in np.argwhere(array < 0.0)[0])
        raise ValueError(f"{name} must not be negative, got {array[place]:g} at index {place}")
    worst = int(off.argmax())
    which = f" in {row} {worst}" if totals.size > 1 or row == "row" else ""
    raise ValueError(f"{name} must sum to 1 (within {TOLERANCE:g}), got the sum {totals.flat[worst]:.12g}{which}")

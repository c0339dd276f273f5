"""What counts as a sample, a label, a score or a level here.

A sample is a row of finite numbers, a label is 0 or 1, a score is any finite number that ranks and a
probability one between 0 and 1.
Whatever NumPy can read comes in; the files that hold the mathematics get arrays, or an error that
names the argument, the rule and the culprit.
"""

from __future__ import annotations

from reprlib import repr as short
from typing import Any, TypeAlias, TypeGuard

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ..linear_algebra.arguments import FloatArray, FloatOrArray, as_array, plain

__all__ = [
    "BoolArray",
    "FloatArray",
    "FloatOrArray",
    "IntArray",
    "as_array",
    "as_counts",
    "as_fractions",
    "as_inputs",
    "as_labels",
    "as_probabilities",
    "as_sample",
    "as_samples",
    "as_scores",
    "as_weights",
    "check_both_classes",
    "check_choice",
    "check_count",
    "check_fraction",
    "check_positive",
    "plain",
]

IntArray: TypeAlias = NDArray[np.int64]
BoolArray: TypeAlias = NDArray[np.bool_]

ALTERNATIVES = ("two-sided", "less", "greater")


def as_samples(samples: ArrayLike, name: str = "sample", *, at_least: int = 1, unchecked: bool = False) -> FloatArray:
    """Return samples along the last axis, (..., n), with n at least `at_least`.

    With `unchecked` an array of floats may hold NaN or infinity; whoever sums it will notice, and save a walk
    through the memory.
    """
    array = samples if unchecked and _is_floats(samples) else as_array(samples, name)
    if array.ndim == 0:
        raise ValueError(f"{name} must have shape (..., n), got the number {array}")
    if array.shape[-1] < at_least:
        s = "" if at_least == 1 else "s"
        raise ValueError(f"{name} must hold at least {at_least} value{s}, got {array.shape[-1]}")
    return array


def as_sample(sample: ArrayLike, name: str = "sample", *, at_least: int = 1) -> FloatArray:
    """Return one sample (n,), with n at least `at_least`."""
    array = as_samples(sample, name, at_least=at_least)
    if array.ndim != 1:
        raise ValueError(f"{name} must have shape (n,), got shape {array.shape}")
    return array


def as_labels(labels: ArrayLike, name: str = "y_true") -> FloatArray:
    """Return labels 0 and 1 as floats (n,), at least one."""
    array = as_sample(labels, name)
    wrong = (array != 0.0) & (array != 1.0)
    if wrong.any():
        raise ValueError(f"{name} must hold labels 0 and 1, got {array[wrong][0]:g} at index {int(wrong.argmax())}")
    return array


def as_scores(scores: ArrayLike, y_true: FloatArray, name: str = "scores") -> FloatArray:
    """Return finite scores (n,), one for each label."""
    array = as_sample(scores, name, at_least=0)
    if array.shape != y_true.shape:
        raise ValueError(f"{name} must hold one score for each of {len(y_true)} labels, got {len(array)}")
    return array


def as_probabilities(scores: ArrayLike, y_true: FloatArray | None = None, name: str = "scores") -> FloatArray:
    """Return probabilities (n,), between 0 and 1, one for each label if there are labels."""
    array = as_sample(scores, name) if y_true is None else as_scores(scores, y_true, name)
    return _check_unit(array, name)


def as_fractions(fractions: ArrayLike, name: str) -> FloatArray:
    """Return numbers between 0 and 1, of any shape."""
    return _check_unit(as_array(fractions, name), name)


def as_counts(counts: ArrayLike, name: str) -> FloatArray:
    """Return integers of at least 0 as floats, of any shape."""
    array = as_array(counts, name)
    wrong = (array < 0.0) | (array != np.floor(array))
    if wrong.any():
        raise ValueError(f"{name} must hold integers of at least 0, got {array[wrong].flat[0]:g}")
    return array


def as_weights(weights: ArrayLike | None, n: int) -> FloatArray:
    """Return weights (..., n) that are not negative, of which each row has a positive one; ones by default."""
    if weights is None:
        return np.ones(n)
    array = as_samples(weights, "weights", at_least=0)
    if array.shape[-1] != n:
        raise ValueError(f"weights must have shape (..., {n}), got shape {array.shape}")
    if (array < 0.0).any():
        raise ValueError(f"weights must not be negative, got {array.min():g}")
    if not array.any(axis=-1).all():
        raise ValueError("weights must not all be zero")
    return array


def as_inputs(inputs: ArrayLike, name: str = "inputs", *, at_least: int = 1) -> FloatArray:
    """Return inputs as rows (n, n_dimensions); numbers (n,) become rows of one."""
    array = as_array(inputs, name)
    if array.ndim == 1:
        array = array[:, np.newaxis]
    if array.ndim != 2 or array.shape[1] == 0:
        raise ValueError(f"{name} must have shape (n,) or (n, n_dimensions), got shape {array.shape}")
    if len(array) < at_least:
        raise ValueError(f"{name} must hold at least {at_least} points, got {len(array)}")
    return array


def check_both_classes(y_true: FloatArray, name: str = "y_true") -> None:
    """Refuse labels that are all the same."""
    if (y_true == y_true[0]).all():
        raise ValueError(f"{name} must hold both classes, got only {y_true[0]:g}")


def check_choice(choice: str, choices: tuple[str, ...], name: str) -> str:
    """Return one of the choices."""
    if choice not in choices:
        raise ValueError(f"{name} must be one of {', '.join(map(repr, choices))}, got {short(choice)}")
    return choice


def check_count(count: int, name: str, *, at_least: int = 1) -> int:
    """Return an integer of at least `at_least`."""
    if isinstance(count, bool) or not isinstance(count, (int, np.integer)) or count < at_least:
        raise ValueError(f"{name} must be an integer of at least {at_least}, got {short(count)}")
    return int(count)


def check_fraction(number: float, name: str) -> float:
    """Return a number strictly between 0 and 1 as a float."""
    value = _as_float(number, name)
    if not 0.0 < value < 1.0:
        raise ValueError(f"{name} must lie strictly between 0 and 1, got {number}")
    return value


def check_positive(number: float, name: str, *, zero: bool = False) -> float:
    """Return a positive (or with `zero`, non-negative) finite number as a float."""
    value = _as_float(number, name)
    if not ((value > 0.0 or (zero and value == 0.0)) and np.isfinite(value)):
        raise ValueError(f"{name} must be {'zero or positive' if zero else 'positive'} and finite, got {number}")
    return value


def _as_float(number: Any, name: str) -> float:
    try:
        return float(number)
    except (TypeError, ValueError):
        raise ValueError(f"{name} must be a number, got {short(number)}") from None


def _check_unit(array: FloatArray, name: str) -> FloatArray:
    wrong = (array < 0.0) | (array > 1.0)
    if wrong.any():
        raise ValueError(f"{name} must lie between 0 and 1, got {array[wrong].flat[0]}")
    return array


def _is_floats(samples: ArrayLike) -> TypeGuard[FloatArray]:
    return isinstance(samples, np.ndarray) and samples.dtype == np.float64

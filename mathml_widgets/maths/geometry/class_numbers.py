"""Classes with names, as numbers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from ..linear_algebra.arguments import FloatArray


def has_names(targets: Any) -> bool:
    """Tell whether targets are texts: the names of classes.

    Examples
    --------
    >>> has_names(["cat", "dog"]), has_names([0, 1]), has_names("cat")
    (True, False, False)
    """
    if isinstance(targets, (str, bytes)) or not hasattr(targets, "__len__"):
        return False
    entries = np.asarray(targets, dtype=object)
    return bool(entries.ndim == 1 and len(entries) and all(isinstance(entry, str) for entry in entries))


def class_numbers(names: Any, classes: Sequence[str] | None = None) -> FloatArray:
    """Return the place of each name among the classes, from 0 on.

    Parameters
    ----------
    names : array_like of str (n_samples,)
    classes : sequence of str, optional
        By default the names themselves in alphabetical order.

    Raises
    ------
    ValueError
        If a name is none of the classes.

    Examples
    --------
    >>> class_numbers(["dog", "cat", "dog"])
    array([1., 0., 1.])
    """
    told = [str(name) for name in np.asarray(names, dtype=object)]
    known = sorted(set(told)) if classes is None else [str(name) for name in classes]
    places = {name: place for place, name in enumerate(known)}
    for name in told:
        if name not in places:
            raise ValueError(f"targets must be classes of the model, {known[:5]}, got {name!r}")
    return np.array([places[name] for name in told], dtype=np.float64)

"""The length of a vector, whatever its scale.

Squares overflow long before lengths do, and vanish long before them.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from ..linear_algebra.arguments import FloatArray


def length(vector: Any, axis: int | None = None) -> Any:
    r"""Return the Euclidean length of an array, or of the vectors along an axis.

    .. math:: m \sqrt{\sum_i (v_i / m)^2}, \quad m = \max_i |v_i|

    Parameters
    ----------
    vector : array_like
    axis : int, optional
        By default all entries are one vector.

    Returns
    -------
    float, or array without the axis
        Infinite or NaN where an entry is.

    Examples
    --------
    >>> length([3e200, 4e200]), length([[3.0, 4.0], [0.0, 0.0]], axis=1)
    (5e+200, array([5., 0.]))
    """
    v: FloatArray = np.asarray(vector, dtype=np.float64)
    if axis is None:
        v, axis = v.ravel(), 0
    size = np.abs(v).max(axis=axis, keepdims=True, initial=0.0)
    ordinary = (size > 0.0) & np.isfinite(size)
    small = v / np.where(ordinary, size, 1.0)
    with np.errstate(over="ignore", invalid="ignore"):
        found = np.squeeze(np.where(ordinary, size, 1.0), axis) * np.sqrt((small * small).sum(axis=axis))
    return float(found) if found.ndim == 0 else found

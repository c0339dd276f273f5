"""Which of v and -v.

An eigenvector or a singular vector is a line, and a line has two unit vectors; a library returns
either. Here the entry of largest magnitude is made positive (the first such entry where several are
equally large), so equal input gives equal output and the picture does not blink while a matrix is
dragged. No rule is continuous everywhere, because a line turned by half a turn is the same line:
this one jumps where two entries of opposite sign change the lead, at 135 degrees in the plane.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

_TIE = 1e-8  # entries this close to the largest count as equal, so that rounding cannot choose


def leading_sign(x: float, y: float) -> float:
    """Return the sign that makes the leading entry of the plane vector (x, y) positive.

    >>> leading_sign(0.6, -0.8), leading_sign(1.0, -1.0)
    (-1.0, 1.0)
    """
    leader = x if abs(x) >= (1.0 - _TIE) * abs(y) else y
    return -1.0 if leader < 0.0 else 1.0


def column_signs(vectors: NDArray[Any]) -> NDArray[Any]:
    """Return the factor of modulus 1 for each column that makes its leading entry positive.

    Parameters
    ----------
    vectors : array (..., n, k)
        Non-zero columns, real or complex.

    Returns
    -------
    array (..., 1, k)

    Examples
    --------
    >>> import numpy as np
    >>> column_signs(np.array([[0.6, -1.0], [-0.8, 1.0]]))
    array([[-1., -1.]])
    """
    size = np.abs(vectors)
    leading = (size >= (1.0 - _TIE) * size.max(axis=-2, keepdims=True)).argmax(axis=-2, keepdims=True)
    entry = np.take_along_axis(vectors, leading, axis=-2)
    factor: NDArray[Any] = np.sign(entry) if vectors.dtype.kind == "f" else np.conj(entry) / np.abs(entry)
    return factor

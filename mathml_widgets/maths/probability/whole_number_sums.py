"""The entropy of a distribution on whole numbers: a sum over all that are probable enough to count.

Few discrete families have a closed form for their entropy.
The sum over forty standard deviations on either side leaves out less than a float can show; it is taken in pieces, so
that a spread of a million needs no more memory than one of ten.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from ..linear_algebra.arguments import FloatArray

PIECE = 1 << 16


def entropy_by_summing(
    log_density: Callable[..., FloatArray],
    mean: Any,
    variance: Any,
    lowest: Any,
    highest: Any,
    *parameters: FloatArray,
) -> FloatArray:
    r"""Return :math:`-\sum_k p_k \log p_k` in nats, for each set of parameters.

    Parameters
    ----------
    log_density : callable
        ``log_density(k, *parameters)``, for whole numbers inside the support.
    mean, variance, lowest, highest : float or array (...)
    *parameters : arrays (...)

    Returns
    -------
    array (...)
    """
    shape = parameters[0].shape
    all_of_them = [np.broadcast_to(a, shape).ravel() for a in (mean, variance, lowest, highest, *parameters)]
    totals = []
    for centre, square, low, high, *one in zip(*all_of_them, strict=True):
        spread = float(np.sqrt(square))
        width = (40 if spread < 1000 else 12) * spread + 60
        first, last = max(low, np.floor(centre - width)), min(high, np.ceil(centre + width))
        total = 0.0
        for start in np.arange(first, last + 1, PIECE):
            k = np.arange(start, min(start + PIECE, last + 1))
            logs = log_density(k, *(np.full_like(k, parameter) for parameter in one))
            total -= float(np.sum(np.where(logs > -np.inf, np.exp(logs) * logs, 0.0)))
        totals.append(total)
    return np.array(totals).reshape(shape) + 0.0

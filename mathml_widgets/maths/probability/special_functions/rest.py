r"""What is left of 1, from the logarithm of a part.

A probability and its complement cannot both be rounded harmlessly when one of them is minute, so tails are handed
on as logarithms, and the complement of one is found here without losing the digits of either.
"""

from __future__ import annotations

from math import log

import numpy as np

from ...linear_algebra.arguments import FloatArray


def log_of_rest(log_part: FloatArray) -> FloatArray:
    r"""Return :math:`\log(1 - e^l)` for :math:`l \le 0`.

    Parameters
    ----------
    log_part : array (...)
        In nats; taken as 0 where rounding made it positive.

    References
    ----------
    Mächler, "Accurately computing log(1 - exp(-|a|))" (2012).

    Examples
    --------
    >>> log_of_rest(np.array([-np.inf, np.log(0.5), -1e-20]))
    array([ 0. , -0.69314718, -46.05170186])
    """
    log_part = np.minimum(log_part, 0.0)
    large = log_part > -log(2)
    with np.errstate(divide="ignore", under="ignore"):
        near_one = np.log(-np.expm1(np.where(large, log_part, -1.0)))
        return np.where(large, near_one, np.log1p(-np.exp(np.where(large, -1.0, log_part))))

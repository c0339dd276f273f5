"""Losses of a classifier, and which of them are convex.

A classifier gives a score, and the margin is the score times the true label, plus or minus one: positive where
the sign is right. What one would like to count, the errors, has no slope to follow; the losses in use are
curves above it or near it that have one. Convex ones have no false minima for a linear model, while those that
flatten on the wrong side forgive an outlier.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from .arguments import FloatArray, as_array, check_positive


class MarginLoss(NamedTuple):
    """A loss as a function of the margin m = y s of a label y = ±1 and a score s.

    Attributes
    ----------
    formula : str
    value, slope : callable
        From finite margins (...) to the loss (...) and its derivative; at a corner the slope to the right.
    is_convex : bool
        On the whole line.
    """

    formula: str
    value: Callable[[ArrayLike], FloatArray]
    slope: Callable[[ArrayLike], FloatArray]
    is_convex: bool


def _of_margins(function: Callable[[FloatArray], Any]) -> Callable[[ArrayLike], FloatArray]:
    """Return a function of arrays as one of finite margins; too large a loss is infinite."""

    def checked(margin: ArrayLike) -> FloatArray:
        with np.errstate(over="ignore"):
            return np.asarray(function(as_array(margin, "margin")), dtype=np.float64)

    return checked


def zero_one_loss() -> MarginLoss:
    """Return the number of errors, 1 where m < 0 and 0 elsewhere.

    Examples
    --------
    >>> zero_one_loss().value([-2.0, 0.0, 2.0])
    array([1., 0., 0.])
    """
    return MarginLoss("1 if m < 0 else 0", _of_margins(lambda m: m < 0.0), _of_margins(np.zeros_like), False)


def squared_loss() -> MarginLoss:
    """Return (1 − m)², which punishes scores that are right by too much.

    Examples
    --------
    >>> squared_loss().value([-1.0, 1.0, 3.0])
    array([4., 0., 4.])
    """
    return MarginLoss("(1 − m)²", _of_margins(lambda m: (1.0 - m) ** 2), _of_margins(lambda m: 2.0 * (m - 1.0)), True)


def logistic_loss() -> MarginLoss:
    """Return log(1 + exp(−m)), minus the log-likelihood of a logistic model in nats.

    Examples
    --------
    >>> logistic_loss().value([0.0, 1000.0, -1000.0])
    array([6.93147181e-01, 0.00000000e+00, 1.00000000e+03])
    """
    return MarginLoss("log(1 + exp(−m))", _of_margins(_surprise), _of_margins(lambda m: -_miss(m)), True)


def hinge_loss() -> MarginLoss:
    """Return max(0, 1 − m), the loss of the support vector machine.

    References
    ----------
    Cortes, Vapnik (1995), Support-vector networks, Machine Learning 20, 273-297.

    Examples
    --------
    >>> hinge_loss().value([-1.0, 0.5, 2.0])
    array([2. , 0.5, 0. ])
    """
    return MarginLoss(
        "max(0, 1 − m)",
        _of_margins(lambda m: np.maximum(0.0, 1.0 - m)),
        _of_margins(lambda m: np.where(m < 1.0, -1.0, 0.0)),
        True,
    )


def huber_loss() -> MarginLoss:
    """Return the modified Huber loss: max(0, 1 − m)² for m >= −1, and −4m beyond, so that outliers pull gently.

    References
    ----------
    Zhang (2004), Statistical behavior and consistency of classification methods based on convex risk
    minimization, Annals of Statistics 32, 56-85.

    Examples
    --------
    >>> huber_loss().value([-3.0, 0.0, 2.0])
    array([12.,  1.,  0.])
    """
    return MarginLoss(
        "max(0, 1 − m)² if m ≥ −1 else −4m",
        _of_margins(lambda m: np.clip(1.0 - m, 0.0, 2.0) ** 2 + 4.0 * np.maximum(-1.0 - m, 0.0)),
        _of_margins(lambda m: -2.0 * np.clip(1.0 - m, 0.0, 2.0)),
        True,
    )


def focal_loss(focus: float = 2.0) -> MarginLoss:
    """Return −(1 − p)^γ log p with p = 1 / (1 + exp(−m)): easy samples count for less, and it is not convex.

    Parameters
    ----------
    focus : float, default 2
        γ, zero or positive; with 0 it is the logistic loss.

    References
    ----------
    Lin, Goyal, Girshick, He, Dollár (2017), Focal loss for dense object detection, ICCV, equation 4.

    Examples
    --------
    >>> focal_loss().value([0.0, -1000.0])
    array([1.73286795e-01, 1.00000000e+03])
    """
    gamma = check_positive(focus, "focus", zero=True)

    def slope(m: FloatArray) -> Any:
        return -(_miss(m) ** gamma) * (gamma * _miss(-m) * _surprise(m) + _miss(m))

    return MarginLoss(
        "−(1 − p)^γ log p,  p = 1 / (1 + exp(−m))",
        _of_margins(lambda m: _miss(m) ** gamma * _surprise(m)),
        _of_margins(slope),
        gamma == 0.0,
    )


MARGIN_LOSSES: dict[str, Callable[[], MarginLoss]] = {
    "zero-one": zero_one_loss,
    "squared": squared_loss,
    "logistic": logistic_loss,
    "hinge": hinge_loss,
    "Huber": huber_loss,
    "focal": focal_loss,
}


def _surprise(m: FloatArray) -> Any:
    """Return −log p of the true label in a logistic model, in nats."""
    return np.logaddexp(0.0, -m)


def _miss(m: FloatArray) -> Any:
    """Return 1 − p, the probability that a logistic model gives to the wrong label."""
    return np.exp(-_surprise(-m))

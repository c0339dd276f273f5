"""Is the hand-written gradient right?

A gradient written by hand is checked against the loss itself: how much it changes for a small step.
Small steps drown in rounding and large ones in curvature, so the error over all step sizes is a U, and its bottom
says how far the check can be trusted.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from ..calculus import GradientCheck, StepErrors, check_gradient, step_errors
from ..linear_algebra.arguments import as_array
from .network_loss import NetworkLoss


class NetworkCheck(NamedTuple):
    """How well backpropagation agrees with measured slopes.

    Attributes
    ----------
    check : GradientCheck
        For all parameters, by differences.
    curve : StepErrors
        The errors of differences along one direction over a range of step sizes, against backpropagation.
    """

    check: GradientCheck
    curve: StepErrors


def check_backpropagation(
    loss: NetworkLoss, parameters: ArrayLike, *, direction: ArrayLike | None = None
) -> NetworkCheck:
    """Return whether the gradient by backpropagation agrees with slopes measured on the loss.

    Parameters
    ----------
    loss : NetworkLoss
    parameters : array_like (n_parameters,)
    direction : array_like (n_parameters,), optional
        Of the curve of errors; by default the axis of the parameter with the largest derivative.  A unit vector
        along an axis is one weight.

    Returns
    -------
    NetworkCheck

    Raises
    ------
    ValueError
        If a length is wrong, or the loss is not finite there.

    Examples
    --------
    >>> from mathml_widgets.maths.geometry import MLP, NetworkLoss
    >>> found = check_backpropagation(NetworkLoss(MLP((1, 1)), [[1.0], [2.0]], [1.0, 2.0]), [2.0, 0.0])
    >>> found.check.agrees, bool(found.curve.central_errors.min() < 1e-9)
    (True, True)
    """
    theta = as_array(loss.network.as_parameters(parameters), "parameters")
    if theta.ndim != 1:
        raise ValueError(f"parameters must be one vector, got shape {theta.shape}")
    slopes = loss.gradient(theta)
    if direction is None:
        along = np.zeros(theta.size)
        along[int(np.abs(slopes).argmax())] = 1.0
    else:
        along = as_array(loss.network.as_parameters(direction, "direction"), "direction")
        if along.shape != theta.shape:
            raise ValueError(f"direction must be one vector, got shape {along.shape}")
    check = check_gradient(loss, loss.gradient, theta[np.newaxis])
    curve = step_errors(lambda t: loss(theta + float(t) * along), 0.0, exact=float(slopes @ along))
    return NetworkCheck(check, curve)

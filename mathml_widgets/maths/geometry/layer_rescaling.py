r"""The same function, flat or sharp.

A ReLU lets factors through: multiply the weights into a layer by c and divide those out of it, and the network
computes what it did before.
Its parameters are others, though, and the curvature there may be a hundred times as large.
So the flatness of a minimum, as the Hessian has it, says nothing about the function.
"""

from __future__ import annotations

import math

from numpy.typing import ArrayLike

from ..linear_algebra.arguments import FloatArray
from .activations import ACTIVATIONS
from .mlp import MLP


def rescaled(network: MLP, parameters: ArrayLike, factor: float, *, layer: int = 1) -> FloatArray:
    r"""Return parameters of the same function, with one layer multiplied and the next divided.

    .. math:: W_l, b_l, W_{l+1} \;\to\; c W_l,\ c\, b_l,\ W_{l+1} / c

    Parameters
    ----------
    network : MLP
        With a ReLU, leaky ReLU or identity after that layer.
    parameters : array_like (..., n_parameters)
    factor : float
        c, positive.
    layer : int
        l, from 1 to the last but one.

    Returns
    -------
    array (..., n_parameters)

    Raises
    ------
    ValueError
        If the activation does not let factors through, or a number is out of range.

    References
    ----------
    Dinh, Pascanu, Bengio and Bengio, *Sharp minima can generalize for deep nets*, ICML 2017.

    Examples
    --------
    The Hessian of (w₁ w₂ − 1)² at c, 1 / c has the trace 2 (c² + 1 / c²).

    >>> from mathml_widgets.maths.geometry import MLP, NetworkLoss
    >>> network = MLP((1, 1, 1), activation="relu", biases=False)
    >>> loss = NetworkLoss(network, [[1.0]], [1.0])
    >>> for c in (1, 2, 10):
    ...     theta = rescaled(network, [1.0, 1.0], c)
    ...     print(network.outputs(theta, [[3.0]]).item(), round(loss.hessian(theta).trace(), 10))
    3.0 4.0
    3.0 8.5
    3.0 200.02
    """
    theta = network.as_parameters(parameters).copy()
    if not (factor > 0.0 and math.isfinite(factor)):
        raise ValueError(f"factor must be positive and finite, got {factor}")
    if not 1 <= layer < network.n_layers:
        raise ValueError(f"layer must be from 1 to {network.n_layers - 1}, got {layer}")
    name = network.activation_of(layer)
    if not ACTIVATIONS[name].is_homogeneous:
        raise ValueError(f"activation must let factors through, as relu does, got {name!r}")
    for group in network.groups:
        if group.layer == layer:
            theta[..., group.where] *= factor
        elif group.layer == layer + 1 and not group.is_bias:
            theta[..., group.where] /= factor
    return theta

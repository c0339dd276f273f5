r"""From the loss back to every weight.

The adjoint of a unit says how much the loss changes when the sum that reaches the unit does.
A layer's adjoints come from those of the next: each unit gets back what its followers hold, times the weights
on the way, times its own slope.
The derivative for a weight is then one product: what runs into the edge, times the adjoint at its end.
Backpropagation is this bookkeeping for one gradient; learning is what an optimizer does with it.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ..linear_algebra.arguments import FloatArray, FloatOrArray, plain
from .activations import ACTIVATIONS
from .forward_pass import ForwardPass, forward_pass
from .losses import LOSSES
from .network_shape import NetworkShape

Array = NDArray[Any]


class Backpropagation(NamedTuple):
    """A gradient, with all that was computed on the way.

    Attributes
    ----------
    loss : float or array (...)
        The mean loss.
    gradient : array (..., n_parameters)
        Its gradient.
    forward : ForwardPass
    adjoints : tuple of arrays (..., n_samples, n_units)
        For each layer the derivatives of each sample's loss for the sums z_1, z_2 ...
    """

    loss: FloatOrArray
    gradient: FloatArray
    forward: ForwardPass
    adjoints: tuple[Array, ...]


def backpropagation(
    network: NetworkShape, parameters: ArrayLike, data: ArrayLike, targets: ArrayLike
) -> Backpropagation:
    r"""Return the gradient of the mean loss of a network.

    .. math:: \delta_{l-1} = \varphi'(z_{l-1}) \odot W_l^\top \delta_l, \qquad
              \frac{\partial L}{\partial W_l} = \frac1N \sum_n \delta_l\, a_{l-1}^\top, \qquad
              \frac{\partial L}{\partial b_l} = \frac1N \sum_n \delta_l

    Parameters
    ----------
    network : MLP
    parameters : array_like (..., n_parameters)
    data : array_like (n_samples, n_inputs)
    targets : array_like (n_samples,) or (n_samples, n_outputs)

    Returns
    -------
    Backpropagation

    Raises
    ------
    ValueError
        If an argument has the wrong shape.

    References
    ----------
    Rumelhart, Hinton and Williams, *Learning representations by back-propagating errors*, Nature 323 (1986).

    Examples
    --------
    >>> from mathml_widgets.maths.geometry import MLP
    >>> found = backpropagation(MLP((1, 1)), [2.0, 0.0], [[1.0], [2.0]], [1.0, 2.0])
    >>> found.loss, found.gradient, found.adjoints[0].ravel()
    (2.5, array([5., 3.]), array([2., 4.]))
    """
    theta = network.as_parameters(parameters)
    forward = forward_pass(network, theta, data)
    outputs = forward.activations[-1]
    n_samples = outputs.shape[-2]
    rows = network.as_targets(targets, n_samples).astype(theta.dtype, copy=False)
    with np.errstate(all="ignore"):
        loss = LOSSES[network.loss].value(outputs, rows).mean(axis=-1)
        adjoints = adjoints_of(network, theta, forward, LOSSES[network.loss].gradient(outputs, rows))
        gradient = np.empty(theta.shape, theta.dtype)
        for group in network.groups:
            adjoint = adjoints[group.layer - 1]
            if group.is_bias:
                sums = adjoint.sum(axis=-2)
            else:
                sums = adjoint.swapaxes(-1, -2) @ forward.activations[group.layer - 1]
            gradient[..., group.where] = sums.reshape(*theta.shape[:-1], group.size)
        gradient /= n_samples
    return Backpropagation(plain(loss), gradient, forward, adjoints)


def adjoints_of(network: NetworkShape, parameters: Array, forward: ForwardPass, at_outputs: Array) -> tuple[Array, ...]:
    """Return the adjoints of all sums, layer by layer, from those of the outputs (..., n_samples, n_outputs)."""
    adjoints: list[Array] = []
    back = at_outputs
    layers = network.layers(parameters)
    for layer in range(network.n_layers, 0, -1):
        name = network.activation_of(layer)
        if name != "identity":
            back = back * ACTIVATIONS[name].slope(forward.pre_activations[layer - 1], forward.activations[layer])
        adjoints.append(back)
        if layer > 1:
            back = back @ layers[layer - 1][0]
    return tuple(adjoints[::-1])


def sample_gradients(network: NetworkShape, parameters: ArrayLike, data: ArrayLike, targets: ArrayLike) -> FloatArray:
    """Return the gradient of every sample's loss; their mean is the gradient of the mean loss.

    Parameters
    ----------
    network : MLP
    parameters : array_like (..., n_parameters)
    data : array_like (n_samples, n_inputs)
    targets : array_like (n_samples,) or (n_samples, n_outputs)

    Returns
    -------
    array (..., n_samples, n_parameters)

    Examples
    --------
    >>> from mathml_widgets.maths.geometry import MLP
    >>> sample_gradients(MLP((1, 1)), [2.0, 0.0], [[1.0], [2.0]], [1.0, 2.0])
    array([[2., 2.],
           [8., 4.]])
    """
    found = backpropagation(network, parameters, data, targets)
    batch, n_samples = found.gradient.shape[:-1], found.adjoints[0].shape[-2]
    gradients = np.empty((*batch, n_samples, network.n_parameters), found.gradient.dtype)
    with np.errstate(all="ignore"):
        for group in network.groups:
            adjoint = found.adjoints[group.layer - 1]
            if not group.is_bias:
                adjoint = adjoint[..., np.newaxis] * found.forward.activations[group.layer - 1][..., np.newaxis, :]
            gradients[..., group.where] = adjoint.reshape(*batch, n_samples, group.size)
    return gradients

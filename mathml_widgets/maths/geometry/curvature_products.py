r"""The Hessian of a network times a vector, without the Hessian.

How the gradient changes along a direction can be asked of the network itself: every value on the way forward
and every adjoint on the way back gets a second number beside it, its rate of change along the direction.
That costs about two gradients, whatever the number of parameters, and is exact to rounding.
Done for all axes it gives the whole Hessian; done a few dozen times it gives the extremes of its spectrum.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ..linear_algebra.arguments import FloatArray
from .activations import ACTIVATIONS
from .backpropagation import adjoints_of
from .forward_pass import forward_pass
from .losses import LOSSES
from .network_shape import NetworkShape

Array = NDArray[Any]

CHUNK = 1 << 22
"""Entries of the largest intermediate array for which several columns of a Hessian are computed at once."""


def network_curvature(
    network: NetworkShape, parameters: ArrayLike, direction: ArrayLike, data: ArrayLike, targets: ArrayLike
) -> FloatArray:
    r"""Return the Hessian of the mean loss of a network times a direction, exactly.

    .. math:: \mathcal R\{z_l\} = W_l\, \mathcal R\{a_{l-1}\} + V_l\, a_{l-1} + v_l, \qquad
              \mathcal R\{\delta_{l-1}\} = \varphi' \odot (W_l^\top \mathcal R\{\delta_l\} + V_l^\top \delta_l)
              + \varphi'' \odot \mathcal R\{z_{l-1}\} \odot W_l^\top \delta_l

    with the weights V and biases v of the direction.

    Parameters
    ----------
    network : MLP
    parameters : array_like (..., n_parameters)
    direction : array_like (..., n_parameters)
        Broadcasts with the parameters.
    data : array_like (n_samples, n_inputs)
    targets : array_like (n_samples,) or (n_samples, n_outputs)

    Returns
    -------
    array (..., n_parameters)

    Raises
    ------
    ValueError
        If an argument has the wrong shape.

    Notes
    -----
    At the kink of a ReLU the slope there is taken as 0, and its second derivative is 0 everywhere.

    References
    ----------
    Pearlmutter, *Fast exact multiplication by the Hessian*, Neural Computation 6 (1994).

    Examples
    --------
    >>> from mathml_widgets.maths.geometry import MLP
    >>> network_curvature(MLP((1, 1)), [2.0, 0.0], [1.0, 0.0], [[1.0], [2.0]], [1.0, 2.0])
    array([5., 3.])
    """
    theta = network.as_parameters(parameters)
    along = network.as_parameters(direction, "direction").astype(theta.dtype, copy=False)
    forward = forward_pass(network, theta, data)
    outputs = forward.activations[-1]
    rows = network.as_targets(targets, outputs.shape[-2]).astype(theta.dtype, copy=False)
    loss = LOSSES[network.loss]
    with np.errstate(all="ignore"):
        adjoints = adjoints_of(network, theta, forward, loss.gradient(outputs, rows))
        return _r_backward(network, theta, along, forward, adjoints, loss.gradient(outputs, rows), loss.curve)


def _r_forward(network: NetworkShape, theta: Array, along: Array, forward: Any) -> tuple[list[Array], list[Array]]:
    r_sums, r_values = [], [np.zeros_like(forward.activations[0])]
    for layer, ((w, _), (v, v_biases)) in enumerate(zip(network.layers(theta), network.layers(along), strict=True), 1):
        rz = forward.activations[layer - 1] @ v.swapaxes(-1, -2)
        if layer > 1:
            rz = rz + r_values[-1] @ w.swapaxes(-1, -2)
        if v_biases is not None:
            rz = rz + v_biases[..., np.newaxis, :]
        activation = ACTIVATIONS[network.activation_of(layer)]
        r_sums.append(rz)
        r_values.append(rz * activation.slope(forward.pre_activations[layer - 1], forward.activations[layer]))
    return r_sums, r_values


def _r_backward(
    network: NetworkShape, theta: Array, along: Array, forward: Any, adjoints: Any, at_outputs: Array, curve: Any
) -> FloatArray:
    r_sums, r_values = _r_forward(network, theta, along, forward)
    back, r_back = at_outputs, curve(forward.activations[-1], r_values[-1])
    batch, n_samples = r_back.shape[:-2], r_back.shape[-2]
    product = np.empty((*batch, network.n_parameters), theta.dtype)
    parts: dict[int, tuple[Array, Array]] = {}
    layers, directions = network.layers(theta), network.layers(along)
    for layer in range(network.n_layers, 0, -1):
        z, a = forward.pre_activations[layer - 1], forward.activations[layer]
        activation = ACTIVATIONS[network.activation_of(layer)]
        r_delta = r_back * activation.slope(z, a) + back * activation.bend(z, a) * r_sums[layer - 1]
        delta, before = adjoints[layer - 1], forward.activations[layer - 1]
        weights = r_delta.swapaxes(-1, -2) @ before
        if layer > 1:
            weights = weights + delta.swapaxes(-1, -2) @ r_values[layer - 1]
            back = delta @ layers[layer - 1][0]
            r_back = r_delta @ layers[layer - 1][0] + delta @ directions[layer - 1][0]
        parts[layer] = (weights, r_delta.sum(axis=-2))
    for group in network.groups:
        product[..., group.where] = parts[group.layer][group.is_bias].reshape(*batch, group.size)
    product /= n_samples
    return product


def network_hessian(network: NetworkShape, parameters: ArrayLike, data: ArrayLike, targets: ArrayLike) -> FloatArray:
    """Return the Hessian of the mean loss of a network, symmetric to the last bit.

    Parameters
    ----------
    network : MLP
    parameters : array_like (n_parameters,)
    data : array_like (n_samples, n_inputs)
    targets : array_like (n_samples,) or (n_samples, n_outputs)

    Returns
    -------
    array (n_parameters, n_parameters)

    Raises
    ------
    ValueError
        If an argument has the wrong shape.

    Examples
    --------
    >>> from mathml_widgets.maths.geometry import MLP
    >>> network_hessian(MLP((1, 1)), [2.0, 0.0], [[1.0], [2.0]], [1.0, 2.0])
    array([[5., 3.],
           [3., 2.]])
    """
    theta = network.as_parameters(parameters)
    if theta.ndim != 1:
        raise ValueError(f"parameters must be one vector, got shape {theta.shape}")
    rows, n = network.as_data(data), network.n_parameters
    together = max(1, CHUNK // (len(rows) * max(network.layer_sizes)))
    axes = np.eye(n, dtype=theta.dtype)
    columns = [network_curvature(network, theta, axes[k : k + together], rows, targets) for k in range(0, n, together)]
    hessian = np.concatenate(columns)
    result: FloatArray = 0.5 * (hessian + hessian.T)
    return result

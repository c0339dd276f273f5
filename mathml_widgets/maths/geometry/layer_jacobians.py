r"""What each layer does to small changes.

Near an input a layer is a matrix: its weights, each row times the slope of its unit.
A change runs forward through the product of these matrices, and an error runs back through its transpose.
Whether signals and gradients vanish or explode over fifty layers is decided by the singular values of that product,
which are told here by their logarithms, as they soon leave the range of floating-point numbers.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ..linear_algebra.arguments import FloatArray
from .activations import ACTIVATIONS
from .backpropagation import backpropagation
from .forward_pass import forward_pass
from .mlp import MLP

Array = NDArray[Any]


class LayerJacobians(NamedTuple):
    """The Jacobian of each layer, and of the network up to it.

    Attributes
    ----------
    jacobians : tuple of arrays (..., n_samples, n_out, n_in)
        Derivatives of the activations of each layer for those of the one before.
    singular_values : tuple of arrays (..., n_samples, min(n_out, n_in))
        Of each, from the largest on.
    log_singular_values : tuple of arrays (..., n_samples, k)
        Natural logarithms of the singular values of the products, from the data up to each layer; −inf for 0.
    """

    jacobians: tuple[Array, ...]
    singular_values: tuple[Array, ...]
    log_singular_values: tuple[Array, ...]


def layer_jacobians(network: MLP, parameters: ArrayLike, data: ArrayLike) -> LayerJacobians:
    r"""Return the Jacobians of the layers of a network at each sample, with their singular values.

    .. math:: J_l = \operatorname{diag}(\varphi'(z_l))\, W_l, \qquad P_l = J_l \cdots J_1

    Parameters
    ----------
    network : MLP
    parameters : array_like (..., n_parameters)
        Finite.
    data : array_like (n_samples, n_inputs)

    Returns
    -------
    LayerJacobians

    Raises
    ------
    ValueError
        If the values or slopes of a unit are not finite.

    Notes
    -----
    The product's small singular values are right to rounding of the largest, no better.

    References
    ----------
    Pennington, Schoenholz and Ganguli, *Resurrecting the sigmoid in deep learning through dynamical isometry*,
    NeurIPS 2017.

    Examples
    --------
    >>> from mathml_widgets.maths.geometry import MLP
    >>> network = MLP((2, 2, 2), activation="relu", biases=False)
    >>> found = layer_jacobians(network, network.flat([[[2, 0], [0, 3]], [[0, 1], [5, 0]]]), [[1.0, 1.0]])
    >>> found.singular_values[1][0], np.exp(found.log_singular_values[1][0])
    (array([5., 1.]), array([10., 3.]))
    """
    theta = network.as_parameters(parameters)
    forward = forward_pass(network, theta, data)
    jacobians, values, logarithms = [], [], []
    product: Any = None
    exponent: Any = 0.0
    with np.errstate(all="ignore"):
        for layer, (weights, _) in enumerate(network.layers(theta), 1):
            activation = ACTIVATIONS[network.activation_of(layer)]
            slopes = activation.slope(forward.pre_activations[layer - 1], forward.activations[layer])
            jacobian = slopes[..., np.newaxis] * weights[..., np.newaxis, :, :]
            if not np.isfinite(jacobian).all():
                raise ValueError(f"parameters must keep all units finite, got a unit of layer {layer} that is not")
            product = jacobian if product is None else jacobian @ product
            size = np.abs(product).max(axis=(-1, -2), keepdims=True)
            shift = np.where(size > 0.0, np.frexp(size)[1], 0)
            product, exponent = np.ldexp(product, -shift), exponent + shift[..., 0]
            jacobians.append(jacobian)
            values.append(np.linalg.svd(jacobian, compute_uv=False))
            logarithms.append(np.log(np.linalg.svd(product, compute_uv=False)) + exponent * np.log(2.0))
    return LayerJacobians(tuple(jacobians), tuple(values), tuple(logarithms))


def layer_gradient_norms(network: MLP, parameters: ArrayLike, data: ArrayLike, targets: ArrayLike) -> FloatArray:
    """Return the Euclidean length of the gradient for each layer's weights and biases, shape (..., n_layers).

    Parameters
    ----------
    network : MLP
    parameters : array_like (..., n_parameters)
    data : array_like (n_samples, n_inputs)
    targets : array_like (n_samples,) or (n_samples, n_outputs)

    Examples
    --------
    >>> from mathml_widgets.maths.geometry import MLP
    >>> network = MLP((1, 1, 1), activation="identity", biases=False)
    >>> layer_gradient_norms(network, [3.0, 1e-200], [[1.0]], [-0.5])
    array([1.e-200, 3.e+000])
    """
    gradient = backpropagation(network, parameters, data, targets).gradient
    norms = np.empty((*gradient.shape[:-1], network.n_layers), gradient.dtype)
    for layer in range(1, network.n_layers + 1):
        part = np.concatenate([gradient[..., g.where] for g in network.groups if g.layer == layer], axis=-1)
        size = np.abs(part).max(axis=-1)
        safe = np.where((size > 0.0) & np.isfinite(size), size, 1.0)
        with np.errstate(all="ignore"):
            norms[..., layer - 1] = safe * np.linalg.norm(part / safe[..., np.newaxis], axis=-1)
    return norms


def dead_units(network: MLP, parameters: ArrayLike, data: ArrayLike) -> tuple[NDArray[np.bool_], ...]:
    """Return which hidden units learn from no sample, because their slope is 0 at all of them.

    Parameters
    ----------
    network : MLP
    parameters : array_like (..., n_parameters)
    data : array_like (n_samples, n_inputs)

    Returns
    -------
    tuple of arrays (..., n_units) of bool
        One for each hidden layer.

    Notes
    -----
    A ReLU is dead where its sum is at most 0 for every sample; a tanh or logistic unit where it is so far out that its
    slope is 0 in floating-point numbers.

    Examples
    --------
    >>> from mathml_widgets.maths.geometry import MLP
    >>> dead_units(MLP((1, 2, 1), activation="relu"), [1, 1, 0, -9, 1, 1, 0], [[1.0], [2.0]])
    (array([False, True]),)
    """
    forward = forward_pass(network, parameters, data)
    slope = ACTIVATIONS[network.activation].slope
    with np.errstate(all="ignore"):
        return tuple(
            np.asarray((slope(z, a) == 0.0).all(axis=-2))
            for z, a in zip(forward.pre_activations[:-1], forward.activations[1:-1], strict=True)
        )

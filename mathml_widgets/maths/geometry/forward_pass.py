"""From the data to the outputs, layer by layer.

Everything on the way is kept: the way back needs the sums that reached each unit and what it made of them.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .activations import ACTIVATIONS
from .network_shape import NetworkShape

Array = NDArray[Any]


class ForwardPass(NamedTuple):
    """The values of all units.

    Attributes
    ----------
    pre_activations : tuple of arrays (..., n_samples, n_units)
        The sums z_1, z_2 ... that reach the units of each layer.
    activations : tuple of arrays (..., n_samples, n_units)
        The data, then what the units of each layer give; the last are the outputs.
    """

    pre_activations: tuple[Array, ...]
    activations: tuple[Array, ...]


def forward_pass(network: NetworkShape, parameters: ArrayLike, data: ArrayLike) -> ForwardPass:
    """Return the values of all units of a network.

    Parameters
    ----------
    network : MLP
    parameters : array_like (..., n_parameters)
        NaN and infinity run through as they do.
    data : array_like (n_samples, n_inputs)

    Returns
    -------
    ForwardPass

    Raises
    ------
    ValueError
        If parameters or data have the wrong shape.

    Examples
    --------
    >>> from mathml_widgets.maths.geometry import MLP
    >>> sums, values = forward_pass(MLP((1, 2, 1), activation="relu"), [1, -1, 0, 0, 1, 1, 0], [[-3.0], [2.0]])
    >>> values[1], values[2].ravel()
    (array([[0., 3.],
           [2., 0.]]), array([3., 2.]))
    """
    theta = network.as_parameters(parameters)
    a: Array = network.as_data(data).astype(theta.dtype, copy=False)
    sums, values = [], [a]
    with np.errstate(all="ignore"):
        for layer, (weights, biases) in enumerate(network.layers(theta), 1):
            z = a @ weights.swapaxes(-1, -2)
            if biases is not None:
                z += biases[..., np.newaxis, :]
            a = ACTIVATIONS[network.activation_of(layer)].value(z)
            sums.append(z)
            values.append(a)
    return ForwardPass(tuple(sums), tuple(values))

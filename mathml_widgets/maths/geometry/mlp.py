"""A network of layers, as mathematics on one flat vector.

Each layer takes sums of what the last one gave, with weights, and bends them.
Everything that can be learned, weights and biases, stands in one vector, so that a network with its data is a
function of a vector like any other: it has a gradient, a Hessian, a landscape.
Many such vectors at once, along leading axes, are many networks of the same shape, and cost less than one by one.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from ..linear_algebra.arguments import FloatArray, FloatOrArray, plain
from .backpropagation import backpropagation
from .forward_pass import forward_pass
from .losses import LOSSES
from .network_shape import NetworkShape


@dataclass(frozen=True)
class MLP(NetworkShape):
    r"""A multilayer perceptron: what it computes, with no parameters of its own.

    .. math:: z_l = W_l\, a_{l-1} + b_l, \qquad a_l = \varphi(z_l), \qquad a_0 = x,
              \qquad L(\theta) = \frac1N \sum_n \ell(a_{l_{\max}}(x_n), y_n)

    Parameters
    ----------
    layer_sizes : tuple of int
        Inputs, hidden units of each layer, outputs: at least two, each at least 1.
    activation : str
        Of the hidden layers: one of `ACTIVATIONS`.
    loss : str
        One of `LOSSES`; a cross-entropy takes the outputs as scores.
    output_activation : str
        Of the last layer.
    biases : bool
        Whether layers have biases.

    Raises
    ------
    ValueError
        If a size or a name is none of these.

    Notes
    -----
    The flat vector holds W_1, b_1, W_2, b_2 ...; W_l has shape (units of layer l, units of layer l - 1), as
    in PyTorch, whose `parameters_to_vector` gives the same vector.  Parameters in float32 are computed with
    in float32.

    References
    ----------
    Goodfellow, Bengio and Courville, *Deep Learning*, section 6.5.

    Examples
    --------
    >>> network = MLP((2, 2, 1), activation="relu")
    >>> exclusive_or = network.flat([([[1, 1], [1, 1]], [0, -1]), ([[1, -2]], [0])])
    >>> network.outputs(exclusive_or, [[0, 0], [0, 1], [1, 0], [1, 1]]).ravel()
    array([0., 1., 1., 0.])
    """

    def outputs(self, parameters: ArrayLike, data: ArrayLike) -> FloatArray:
        """Return the outputs (..., n_samples, n_outputs).

        Parameters
        ----------
        parameters : array_like (..., n_parameters)
        data : array_like (n_samples, n_inputs)
        """
        return forward_pass(self, parameters, data).activations[-1]

    def sample_losses(self, parameters: ArrayLike, data: ArrayLike, targets: ArrayLike) -> FloatArray:
        """Return the loss of every sample (..., n_samples)."""
        outputs = self.outputs(parameters, data)
        with np.errstate(all="ignore"):
            rows = self.as_targets(targets, outputs.shape[-2]).astype(outputs.dtype, copy=False)
            return LOSSES[self.loss].value(outputs, rows)

    def mean_loss(self, parameters: ArrayLike, data: ArrayLike, targets: ArrayLike) -> FloatOrArray:
        """Return the mean loss over the samples: a number, or an array (...).

        Parameters
        ----------
        parameters : array_like (..., n_parameters)
        data : array_like (n_samples, n_inputs)
        targets : array_like (n_samples,) or (n_samples, n_outputs)

        Examples
        --------
        >>> MLP((1, 1)).mean_loss([[2.0, 0.0], [1.0, 0.0]], [[1.0], [2.0]], [1.0, 2.0])
        array([2.5, 0. ])
        """
        with np.errstate(all="ignore"):
            return plain(self.sample_losses(parameters, data, targets).mean(axis=-1))

    def gradient(self, parameters: ArrayLike, data: ArrayLike, targets: ArrayLike) -> FloatArray:
        """Return the gradient of the mean loss, shape (..., n_parameters), by `backpropagation`.

        Examples
        --------
        >>> MLP((1, 1)).gradient([2.0, 0.0], [[1.0], [2.0]], [1.0, 2.0])
        array([5., 3.])
        """
        return backpropagation(self, parameters, data, targets).gradient

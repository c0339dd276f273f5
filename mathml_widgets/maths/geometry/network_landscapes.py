"""The landscape of a network in this house: its loss over its data, with all derivatives and predictions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from ..linear_algebra.arguments import FloatArray, as_array, as_points
from .activations import logistic
from .landscapes import Landscape, as_start
from .losses import softmax
from .mlp import MLP
from .network_loss import NetworkLoss
from .regularized_losses import RegularizedLoss


def network_landscape(loss: NetworkLoss | RegularizedLoss, start: ArrayLike) -> Landscape:
    """Return the landscape of a network's loss.

    Parameters
    ----------
    loss : NetworkLoss or RegularizedLoss
    start : array_like (n_parameters,)

    Raises
    ------
    ValueError
        If the start has another length.

    Examples
    --------
    >>> from mathml_widgets.maths.geometry import small_classifier
    >>> loss = small_classifier(generator=np.random.default_rng(0))
    >>> land = network_landscape(loss, np.zeros(105))
    >>> land.predict(np.zeros(105), [[0.0, 1.0]]), round(land.accuracy(np.zeros(105)), 2)
    (array([[0.5]]), 0.5)
    """
    network = loss.network
    theta = as_start(start, network.n_parameters)

    def predict(parameters: Any, inputs: Any) -> FloatArray:
        return predictions(network, parameters, inputs)

    return Landscape(
        loss, theta, True, loss.gradient, loss.curvature, network.groups, loss.objective(), predict=predict,
        classifies=network.loss == "softmax_cross_entropy" or _is_either(network), inputs=loss.data,
        targets=drawn_targets(network, loss.targets), network=network,
    )  # fmt: skip


def _is_either(network: MLP) -> bool:
    """Tell whether an output is the probability of the class 1; several are of properties that may come together."""
    return network.loss == "binary_cross_entropy" and network.layer_sizes[-1] == 1


def network_for(
    data: ArrayLike,
    targets: ArrayLike,
    layer_sizes: Sequence[int] = (),
    *,
    activation: str = "tanh",
    loss: str = "automatic",
    biases: bool = True,
    hidden: Sequence[int] = (8, 8),
) -> MLP:
    """Return a network that fits data: its inputs and outputs, and by default its loss, follow from them.

    Parameters
    ----------
    data : array_like (n_samples, n_inputs)
    targets : array_like (n_samples,) or (n_samples, n_outputs)
    layer_sizes : sequence of int, optional
        By default the hidden layers between as many inputs and outputs as there are.
    activation : str
    loss : str
        One of `LOSSES`; "automatic" is a cross-entropy where the targets are the whole numbers from 0 to at most 9, and
        the squared loss otherwise.
    biases : bool
    hidden : sequence of int

    Raises
    ------
    ValueError
        If data and targets have different numbers of rows, or anything does not fit.

    Examples
    --------
    >>> network_for([[0.0, 1.0], [1.0, 0.0]], [0, 1]).layer_sizes, network_for([[0.0], [1.0]], [0.3, 2.0]).loss
    ((2, 8, 8, 1), 'squared')
    """
    rows, told = as_points(data, "data", at_least=1), as_array(targets, "targets")
    if told.ndim not in (1, 2) or len(told) != len(rows):
        raise ValueError(f"data and targets must have as many rows, got {len(rows):,} and shape {told.shape}")
    n_classes = int(told.max()) + 1 if _are_classes(told) else 0
    if loss == "automatic":
        loss = "squared" if n_classes == 0 else "binary_cross_entropy" if n_classes == 2 else "softmax_cross_entropy"
    n_outputs = told.shape[1] if told.ndim == 2 else 1
    if loss == "softmax_cross_entropy" and told.ndim == 1:
        n_outputs = max(n_classes, 2)
    sizes = tuple(layer_sizes) or (rows.shape[1], *hidden, n_outputs)
    if len(sizes) > 1 and (sizes[0] != rows.shape[1] or (sizes[-1] != n_outputs and told.ndim == 2)):
        raise ValueError(
            f"layer_sizes must begin with {rows.shape[1]} inputs and end with {n_outputs} outputs to fit data and "
            f"targets, got {list(sizes)}"
        )
    return MLP(sizes, activation, loss, biases=biases)


def _are_classes(targets: FloatArray) -> bool:
    whole = targets.ndim == 1 and bool((targets == np.round(targets)).all())
    return whole and targets.min() >= 0.0 and 1.0 <= targets.max() <= 9.0


def predictions(network: MLP, parameters: ArrayLike, inputs: ArrayLike) -> FloatArray:
    """Return what a network says (n_samples, n_outputs): probabilities where its loss is a cross-entropy."""
    outputs = network.outputs(parameters, inputs)
    with np.errstate(all="ignore"):
        if network.loss == "binary_cross_entropy":
            return np.asarray(logistic(outputs))
        return np.asarray(softmax(outputs) if network.loss == "softmax_cross_entropy" else outputs)


def drawn_targets(network: MLP, targets: FloatArray) -> FloatArray:
    """Return one number for each row of targets (n_samples, n_outputs): its class, or the first value."""
    if network.loss == "softmax_cross_entropy":
        return np.asarray(targets.argmax(axis=1), dtype=np.float64)
    return np.asarray(targets[:, 0])

"""Where a NaN came from.

Once a number is NaN, everything after it is; so the place to look at is the first one.
The values are gone through in the order in which they are computed: parameters, sums, activations, losses, then
back through the adjoints to the gradient.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from .backpropagation import backpropagation
from .losses import LOSSES
from .mlp import MLP


class FailedNode(NamedTuple):
    """The first value that is not finite.

    Attributes
    ----------
    kind : str
        'parameter', 'sum', 'activation', 'loss', 'adjoint' or 'gradient'.
    name : str
        In words.
    layer : int
        Its layer, from 1; 0 for a loss.
    place : tuple of int
        (sample, unit) of a sum, an activation or an adjoint, (sample,) of a loss, the place within its tensor of
        a parameter or an entry of the gradient; all counted from 0.
    value : float
        NaN or an infinity.
    """

    kind: str
    name: str
    layer: int
    place: tuple[int, ...]
    value: float


def failed_node(network: MLP, parameters: ArrayLike, data: ArrayLike, targets: ArrayLike) -> FailedNode | None:
    """Return the first value of a network that is not finite, in the order of computation, or None.

    Parameters
    ----------
    network : MLP
    parameters : array_like (n_parameters,)
    data : array_like (n_samples, n_inputs)
    targets : array_like (n_samples,) or (n_samples, n_outputs)

    Raises
    ------
    ValueError
        If an argument has the wrong shape.

    Examples
    --------
    >>> from mathml_widgets.maths.geometry import MLP
    >>> network = MLP((1, 2, 1), activation="relu")
    >>> failed_node(network, [1, 1e200, 0, 0, 1, 1e200, 0], [[1.0], [2.0]], [0, 0]).name
    'the sum that reaches unit 0 of layer 2 at sample 0'
    >>> failed_node(network, np.zeros(7), [[1.0]], [0]) is None
    True
    """
    theta = network.as_parameters(parameters)
    if theta.ndim != 1:
        raise ValueError(f"parameters must be one vector, got shape {theta.shape}")
    for group in network.groups:
        if found := _first(group.of(theta)):
            return FailedNode("parameter", f"entry {list(found[0])} of {group.name}", group.layer, *found)
    run = backpropagation(network, theta, data, targets)
    sums, values = run.forward
    for layer in range(1, network.n_layers + 1):
        for kind, array, words in (
            ("sum", sums[layer - 1], "the sum that reaches"),
            ("activation", values[layer], "the activation of"),
        ):
            if found := _first(array):
                return FailedNode(kind, f"{words} {_unit(layer, found[0])}", layer, *found)
    rows = network.as_targets(targets, len(values[-1]))
    with np.errstate(all="ignore"):
        losses = LOSSES[network.loss].value(values[-1], rows)
    if found := _first(losses):
        return FailedNode("loss", f"the loss of sample {found[0][0]}", 0, *found)
    for layer in range(network.n_layers, 0, -1):
        if found := _first(run.adjoints[layer - 1]):
            return FailedNode("adjoint", f"the adjoint of {_unit(layer, found[0])}", layer, *found)
    for group in network.groups[::-1]:
        if found := _first(group.of(run.gradient)):
            name = f"the derivative for entry {list(found[0])} of {group.name}"
            return FailedNode("gradient", name, group.layer, *found)
    return None


def _first(array: Any) -> tuple[tuple[int, ...], float] | None:
    wrong = np.argwhere(~np.isfinite(array))
    if not len(wrong):
        return None
    place = tuple(int(i) for i in wrong[0])
    return place, float(array[place])


def _unit(layer: int, place: tuple[int, ...]) -> str:
    return f"unit {place[1]} of layer {layer} at sample {place[0]}"

"""A landscape of whatever the reader has."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from .fitted_networks import fitted_network, is_fitted_network
from .landscapes import Landscape, callable_landscape, function_landscape
from .memory import check_memory
from .module_landscapes import is_module, module_landscape
from .network_landscapes import network_for, network_landscape
from .network_loss import NetworkLoss

OTHER_MODEL = (
    "model must be a PyTorch module or a fitted MLP of scikit-learn, got {}; of a pipeline hand over the last step and "
    "the data that it sees, for any other model hand over a loss of its parameters"
)


def landscape_of(
    source: str,
    *,
    function: str | None = None,
    loss: Callable[..., Any] | None = None,
    parameters: ArrayLike | None = None,
    gradient: Callable[..., Any] | None = None,
    groups: Sequence[Sequence[int]] = (),
    batched: bool = False,
    model: Any = None,
    data: ArrayLike | None = None,
    targets: ArrayLike | None = None,
    layer_sizes: Sequence[int] = (),
    activation: str = "tanh",
    criterion: str = "automatic",
    biases: bool = True,
) -> Landscape:
    """Return the landscape of a source: "data", "function", "loss" or "model".

    Parameters
    ----------
    source : str
        Data for a network that is made here (see `network_for`), a function (see `function_landscape`), a loss (see
        `callable_landscape`), or a model (see `module_landscape` and `fitted_network`).
    function, loss, parameters, gradient, groups, batched, model, data, targets
        What belongs to the source.
    layer_sizes, activation, criterion, biases
        Of the network for data; its landscape starts at zero.

    Raises
    ------
    ValueError
        If the source lacks what it is made of, that does not fit together, it does not fit into memory, or there is
        only one parameter.

    Examples
    --------
    >>> landscape_of("function", function="x^2 + y").at([2.0, 1.0])
    5.0
    >>> landscape_of("data", data=[[0.0], [1.0]], targets=[0.0, 0.5]).network.layer_sizes
    (1, 8, 8, 1)
    """
    if source == "data":
        if data is None or targets is None:
            raise ValueError("data and targets must be given for the source 'data', got None")
        network = network_for(data, targets, layer_sizes, activation=activation, loss=criterion, biases=biases)
        check_memory(network.n_parameters)
        found = network_landscape(NetworkLoss(network, data, targets), np.zeros(network.n_parameters))
    elif source == "function":
        if not function:
            raise ValueError(f"function must be a name or a formula for the source 'function', got {function!r}")
        found = function_landscape(function, parameters)
    elif source == "loss":
        if loss is None:
            raise ValueError("loss must be given for the source 'loss', got None")
        found = callable_landscape(loss, parameters, gradient=gradient, groups=groups or None, batched=batched)
    elif is_module(model):
        found = module_landscape(model, loss, data, targets)
    elif is_fitted_network(model):
        found = network_landscape(*fitted_network(model, data, targets))
    else:
        raise ValueError(OTHER_MODEL.format(type(model).__name__))
    if found.n_parameters < 2:
        raise ValueError(f"parameters must be at least 2, as a slice has two directions, got {found.n_parameters}")
    return found

"""A network that scikit-learn has fitted, as a network of this house.

`MLPClassifier` and `MLPRegressor` keep a matrix and a row of biases for each layer; these are copied.
What they made small is the mean loss plus a penalty, and so is the loss here.
scikit-learn is not imported: what is read are the public attributes of a fitted estimator.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from ..linear_algebra.arguments import FloatArray
from .class_numbers import class_numbers, has_names
from .memory import check_memory
from .mlp import MLP
from .network_loss import NetworkLoss
from .regularized_losses import RegularizedLoss

ACTIVATION_NAMES = {"identity": "identity", "logistic": "sigmoid", "tanh": "tanh", "relu": "relu"}
LOSS_NAMES = {"identity": "squared", "logistic": "binary_cross_entropy", "softmax": "softmax_cross_entropy"}


class FittedNetwork(NamedTuple):
    """The loss of a fitted network and its parameters.

    Attributes
    ----------
    loss : RegularizedLoss
    parameters : array (n_parameters,)
    """

    loss: RegularizedLoss
    parameters: FloatArray


def is_fitted_network(model: Any) -> bool:
    """Tell whether something looks like an MLP of scikit-learn, fitted or not."""
    return hasattr(model, "hidden_layer_sizes") and hasattr(model, "get_params")


def fitted_network(estimator: Any, data: ArrayLike | None, targets: ArrayLike | None) -> FittedNetwork:
    """Return the loss of a fitted MLP of scikit-learn over data.

    Parameters
    ----------
    estimator : MLPClassifier or MLPRegressor
    data : array_like (n_samples, n_inputs)
    targets : array_like (n_samples,) or (n_samples, n_outputs)
        Classes as the estimator knows them, or of those with names their places in ``classes_``; or values.

    Raises
    ------
    ValueError
        If it is not fitted, data or targets are missing or do not fit, or it has a loss that is not known here.
    """
    name = type(estimator).__name__
    if not hasattr(estimator, "coefs_"):
        raise ValueError(f"model must be fitted before its landscape is drawn, got an {name} that is not")
    if data is None or targets is None:
        raise ValueError(f"data and targets must be given with an {name}, got none")
    weights, biases = estimator.coefs_, estimator.intercepts_
    sizes = (weights[0].shape[0], *(w.shape[1] for w in weights))
    check_memory(sum(w.size for w in weights) + sum(b.size for b in biases))
    if estimator.out_activation_ not in LOSS_NAMES or str(getattr(estimator, "loss", "")) == "poisson":
        raise ValueError(f"model must have the squared loss or a cross-entropy, got an {name} with another")
    network = MLP(sizes, ACTIVATION_NAMES[estimator.activation], LOSS_NAMES[estimator.out_activation_])
    rows = np.asarray(targets)
    classes = getattr(estimator, "classes_", None)
    if classes is not None and has_names(classes):
        rows = class_numbers(rows, classes) if has_names(rows) else rows
        classes = np.arange(len(classes))
    if classes is not None and rows.ndim == 1:
        numbers = np.searchsorted(classes, rows).clip(0, len(classes) - 1)
        if not (np.asarray(classes)[numbers] == rows).all():
            raise ValueError(f"targets must be classes that the {name} was fitted to, {list(classes)[:5]}")
        rows = numbers
    loss = NetworkLoss(network, data, rows)
    scale = 0.5 / sizes[-1] if network.loss == "squared" else 1.0
    parameters = network.flat([(w.T, b) for w, b in zip(weights, biases, strict=True)])
    return FittedNetwork(RegularizedLoss(loss, estimator.alpha / len(loss.data), scale), parameters)

"""A network with its data, as a function of its parameters.

Training and landscapes know nothing of layers: they see a loss of one long vector, its gradient, and how the
gradient changes.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ..linear_algebra.arguments import FloatArray, FloatOrArray
from ..optimization import Objective
from .backpropagation import backpropagation, sample_gradients
from .curvature_products import network_curvature, network_hessian
from .mlp import MLP
from .network_planes import NetworkPlane
from .parameter_groups import ParameterGroup
from .planes import Plane


@dataclass(frozen=True, eq=False)
class NetworkLoss:
    """The mean loss of a network over its data, called with parameters (..., n_parameters).

    Parameters
    ----------
    network : MLP
    data : array_like (n_samples, n_inputs)
    targets : array_like (n_samples,) or (n_samples, n_outputs)

    Raises
    ------
    ValueError
        If data or targets do not fit the network.

    Examples
    --------
    >>> loss = NetworkLoss(MLP((1, 1)), [[1.0], [2.0]], [1.0, 2.0])
    >>> loss([2.0, 0.0]), loss.gradient([2.0, 0.0])
    (2.5, array([5., 3.]))
    """

    network: MLP
    data: Any
    targets: Any
    _rows: FloatArray = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "data", self.network.as_data(self.data))
        object.__setattr__(self, "_rows", self.network.as_targets(self.targets, len(self.data)))
        object.__setattr__(self, "targets", self._rows)

    @property
    def groups(self) -> tuple[ParameterGroup, ...]:
        """The weights and biases within the vector."""
        return self.network.groups

    def __call__(self, parameters: ArrayLike) -> FloatOrArray:
        """Return the mean loss: a number, or an array (...)."""
        return self.network.mean_loss(parameters, self.data, self.targets)

    def gradient(self, parameters: ArrayLike) -> FloatArray:
        """Return its gradient (..., n_parameters)."""
        return backpropagation(self.network, parameters, self.data, self.targets).gradient

    def sample_gradients(self, parameters: ArrayLike) -> FloatArray:
        """Return the gradients of the single samples (..., n_samples, n_parameters)."""
        return sample_gradients(self.network, parameters, self.data, self.targets)

    def curvature(self, parameters: ArrayLike, direction: ArrayLike) -> FloatArray:
        """Return the Hessian times a direction (..., n_parameters)."""
        return network_curvature(self.network, parameters, direction, self.data, self.targets)

    def hessian(self, parameters: ArrayLike) -> FloatArray:
        """Return the Hessian (n_parameters, n_parameters)."""
        return network_hessian(self.network, parameters, self.data, self.targets)

    def over_plane(self, plane: Plane, dtype: Any = np.float64) -> NetworkPlane:
        """Return what evaluates the loss fast at many points of a plane, for `loss_surfaces`."""
        return NetworkPlane(self.network, self.data, self.targets, plane, dtype)

    def objective(self, batches: ArrayLike | None = None) -> Objective:
        """Return the loss as an objective for `optimization.descend`.

        Parameters
        ----------
        batches : array_like (n_batches, batch_size) of int, optional
            Rows of the data, as `optimization.minibatches` draws them: the gradient at step k is then that of
            batch k, and after the last the first comes again.

        Raises
        ------
        ValueError
            If a row does not exist.
        """
        sampled = None
        if batches is not None:
            rows = np.asarray(batches)
            if rows.ndim != 2 or rows.size == 0 or rows.dtype.kind not in "iu":
                raise ValueError(f"batches must be integers of shape (n_batches, batch_size), got shape {rows.shape}")
            n = len(self.data)
            if rows.min() < 0 or rows.max() >= n:
                culprit = rows.min() if rows.min() < 0 else rows.max()
                raise ValueError(f"batches must name rows from 0 to {n - 1}, got {culprit}")

            def sampled(parameters: NDArray[Any], k: int) -> FloatArray:
                batch = rows[k % len(rows)]
                return backpropagation(self.network, parameters, self.data[batch], self.targets[batch]).gradient

        return Objective(
            self.__call__, self.gradient, self._hessians, batched=True, sampled_gradient=sampled, name="network"
        )

    def _hessians(self, parameters: NDArray[Any]) -> FloatArray:
        return np.stack([self.hessian(row) for row in parameters])

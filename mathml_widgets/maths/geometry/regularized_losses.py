"""A network's loss with a penalty on large weights.

Libraries train networks on the mean loss plus a multiple of the squared length of the weights, biases left out; that
sum, not the loss alone, is the surface that training walked on.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ..linear_algebra.arguments import FloatArray, FloatOrArray, plain
from ..optimization import Objective
from .mlp import MLP
from .network_loss import NetworkLoss
from .planes import Plane


@dataclass(frozen=True, eq=False)
class RegularizedLoss:
    r"""A multiple of a network's loss, and half a multiple of the squared length of its weights.

    .. math:: s\, L(\theta) + \frac{\alpha}{2} \sum_l \lVert W_l \rVert^2

    Parameters
    ----------
    loss : NetworkLoss
    penalty : float
        α, at least 0.
    scale : float
        s.

    Raises
    ------
    ValueError
        If the penalty is negative.

    Examples
    --------
    >>> from mathml_widgets.maths.geometry import MLP, NetworkLoss
    >>> line = NetworkLoss(MLP((1, 1)), [[1.0], [2.0]], [1.0, 2.0])
    >>> RegularizedLoss(line, penalty=0.5)([2.0, 0.0]), RegularizedLoss(line, penalty=0.5).gradient([2.0, 0.0])
    (3.5, array([6., 3.]))
    """

    loss: NetworkLoss
    penalty: float
    scale: float = 1.0

    def __post_init__(self) -> None:
        if not self.penalty >= 0.0:
            raise ValueError(f"penalty must be zero or positive, got {self.penalty}")

    @property
    def network(self) -> MLP:
        """The network."""
        return self.loss.network

    @property
    def data(self) -> FloatArray:
        """Its data (n_samples, n_inputs)."""
        return np.asarray(self.loss.data)

    @property
    def targets(self) -> FloatArray:
        """Its targets (n_samples, n_outputs)."""
        return np.asarray(self.loss.targets)

    def __call__(self, parameters: ArrayLike) -> FloatOrArray:
        """Return the loss: a number, or an array (...)."""
        weights = self._weights(parameters)
        with np.errstate(all="ignore"):
            return plain(
                self.scale * np.asarray(self.loss(parameters)) + 0.5 * self.penalty * (weights**2).sum(axis=-1)
            )

    def gradient(self, parameters: ArrayLike) -> FloatArray:
        """Return its gradient (..., n_parameters)."""
        return self.scale * self.loss.gradient(parameters) + self.penalty * self._weights(parameters)

    def curvature(self, parameters: ArrayLike, direction: ArrayLike) -> FloatArray:
        """Return the Hessian times a direction (..., n_parameters)."""
        return self.scale * self.loss.curvature(parameters, direction) + self.penalty * self._weights(direction)

    def over_plane(self, plane: Plane, dtype: Any = np.float64) -> RegularizedPlane:
        """Return what evaluates the loss fast at many points of a plane, for `loss_surfaces`."""
        return RegularizedPlane(self, plane, dtype)

    def objective(self) -> Objective:
        """Return the loss as an objective for `optimization.descend`."""
        return Objective(self.__call__, self.gradient, batched=True, name="network")

    def _weights(self, parameters: ArrayLike) -> NDArray[Any]:
        """Return the parameters with the biases set to 0."""
        theta = self.network.as_parameters(parameters).copy()
        for group in self.network.groups:
            if group.is_bias:
                theta[..., group.where] = 0.0
        return theta


class RegularizedPlane:
    """Evaluates a regularized loss at points of a plane: the penalty is quadratic in the two coordinates."""

    def __init__(self, regularized: RegularizedLoss, plane: Plane, dtype: Any) -> None:
        self._inner = regularized.loss.over_plane(plane, dtype)
        self.together = self._inner.together
        spanned = regularized._weights(np.concatenate([plane.origin[np.newaxis], plane.directions]))
        self._scale, self._quadratic = regularized.scale, 0.5 * regularized.penalty * (spanned @ spanned.T)

    def losses(self, x: FloatArray, y: float) -> FloatArray:
        """Return the losses (k,) at the points (x_1, y), ..., (x_k, y)."""
        at = np.stack([np.ones_like(x), x, np.full_like(x, y)], axis=-1)
        penalty = ((at @ self._quadratic) * at).sum(axis=-1)
        result: FloatArray = self._scale * self._inner.losses(x, y) + penalty
        return result

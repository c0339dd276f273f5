r"""The loss of a network over a plane, with most of the work shared by all its points.

The first layer is linear in its weights, and the weights are linear in the two coordinates: so what reaches the
first hidden units is :math:`z_0 + x z_1 + y z_2` with three arrays that are computed once.
Where the units are sigmoid-shaped even their exponentials are shared: :math:`e^{u + v} = e^u e^v`, and a grid of
n × n points needs 2 n of them.
What remains is one small matrix product a point and layer, done for a handful of points at once, few enough to stay
near the processor.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..linear_algebra.arguments import FloatArray
from .activations import ACTIVATIONS
from .fast_tanh import SCALE, Workspace, native_is_fast, tanh_of_scaled
from .losses import LOSSES
from .network_shape import NetworkShape
from .planes import Plane

Array = NDArray[Any]

TOGETHER = 1 << 16
"""Numbers in the largest array of values of units."""
KEPT = 1 << 26
"""Bytes of exponentials kept for the columns of a grid."""
SIGMOID_SHAPED = {"tanh": (2.0, 1.0, -2.0), "sigmoid": (-1.0, 0.0, 1.0)}
"""c, p, q, where the activation of z is p + q / (1 + exp(c z))."""


class NetworkPlane:
    """Evaluates the loss of a network at points of a plane, a row of the grid at a time.

    Parameters
    ----------
    network : NetworkShape
    data : array (n_samples, n_inputs)
    targets : array (n_samples, n_outputs)
    plane : Plane
    dtype : float64 or float32
    """

    def __init__(self, network: NetworkShape, data: FloatArray, targets: FloatArray, plane: Plane, dtype: Any) -> None:
        self._network, self._dtype = network, np.dtype(dtype)
        spanned = network.as_parameters(np.concatenate([plane.origin[np.newaxis], plane.directions]))

        def column(biases: Array) -> Array:
            return biases[..., np.newaxis].astype(self._dtype)

        self._layers = [
            (w.astype(self._dtype), np.zeros((3, w.shape[1], 1), self._dtype) if b is None else column(b))
            for w, b in network.layers(spanned)
        ]
        self._targets = np.ascontiguousarray(targets.T.astype(self._dtype))
        weights, biases = network.layers(spanned)[0]
        first = weights @ data.T
        self._first = (first if biases is None else first + biases[..., np.newaxis]).astype(self._dtype)
        n_units = max(network.layer_sizes[1:])
        self.together = max(1, TOGETHER // (n_units * len(data)))
        size = self.together * n_units * len(data)
        self._buffers = np.empty((2, size), self._dtype)
        table = self._dtype == np.float64 and not native_is_fast()
        self._work = Workspace(size) if table and "tanh" in (network.activation, network.output_activation) else None
        self._columns: dict[float, Array] = {}
        self._row: tuple[float, Array, bool] | None = None

    def losses(self, x: FloatArray, y: float) -> FloatArray:
        """Return the losses (k,) at the points (x_1, y), ..., (x_k, y)."""
        found = np.empty(len(x))
        with np.errstate(all="ignore"):
            for k in range(0, len(x), self.together):
                found[k : k + self.together] = self._some(x[k : k + self.together], y)
        return found

    def _some(self, x: FloatArray, y: float) -> Array:
        n_layers = self._network.n_layers
        values, mixing = self._first_values(x, y)
        for layer in range(2, n_layers + 1):
            weights, biases = (self._mixed(part, x, y) for part in self._layers[layer - 1])
            if mixing is not None:
                biases = biases + mixing[0] * weights.sum(axis=-1, keepdims=True)
                weights, mixing = mixing[1] * weights, None
            values = self._layer(layer, weights, biases, values)
        return self._mean_losses(values)

    def _mixed(self, part: Array, x: FloatArray, y: float) -> Array:
        along = x.astype(self._dtype)[:, np.newaxis, np.newaxis]
        mixed: Array = (part[0] + self._dtype.type(y) * part[2]) + along * part[1]
        return mixed

    def _first_values(self, x: FloatArray, y: float) -> tuple[Array, tuple[Any, Any] | None]:
        """Return the values of the first layer's units, or the part of them that (p, q) make whole."""
        shape = (len(x), *self._first.shape[1:])
        values = self._buffers[0, : np.prod(shape)].reshape(shape)
        name = self._network.activation_of(1)
        base, shared = self._row_start(y)
        if shared and self._network.n_layers > 1 and self._may_share(x):
            for k, value in enumerate(x):
                np.multiply(self._columns[float(value)], base, out=values[k])
            np.add(values, self._dtype.type(1), out=values)
            np.reciprocal(values, out=values)
            _, p, q = SIGMOID_SHAPED[name]
            return values, (self._dtype.type(p), self._dtype.type(q))
        start = self._first[0] + self._dtype.type(y) * self._first[2]
        np.multiply(self._first[1], x.astype(self._dtype)[:, np.newaxis, np.newaxis], out=values)
        values += start
        return self._activated(name, values, np.nan, 1.0), None

    def _row_start(self, y: float) -> tuple[Array, bool]:
        if self._row is None or self._row[0] != y:
            shape = SIGMOID_SHAPED.get(self._network.activation_of(1))
            sums = self._first[0] + self._dtype.type(y) * self._first[2]
            shared = shape is not None and bool(np.abs(sums).max() * abs(shape[0]) <= self._largest())
            self._row = (y, np.exp(self._dtype.type(shape[0]) * sums) if shape and shared else sums, shared)
        return self._row[1:]

    def _largest(self) -> float:
        """Return up to where two exponents may grow so that the product of the exponentials is finite and right."""
        return 300.0 if self._dtype == np.float64 else 30.0

    def _may_share(self, x: FloatArray) -> bool:
        factor = self._dtype.type(SIGMOID_SHAPED[self._network.activation_of(1)][0])
        for value in x:
            if float(value) in self._columns:
                continue
            exponents = factor * self._dtype.type(value) * self._first[1]
            if (len(self._columns) + 1) * exponents.nbytes > KEPT or not np.abs(exponents).max() <= self._largest():
                return False
            self._columns[float(value)] = np.exp(exponents)
        return True

    def _layer(self, layer: int, weights: Array, biases: Array, values: Array) -> Array:
        shape = (len(weights), weights.shape[-2], values.shape[-1])
        sums = self._buffers[(layer - 1) % 2, : np.prod(shape)].reshape(shape)
        name = self._network.activation_of(layer)
        bound, scale = np.nan, 1.0
        if name == "tanh" and self._work is not None:
            if self._network.activation_of(layer - 1) in SIGMOID_SHAPED:
                bound = float((np.abs(weights).sum(axis=-1, keepdims=True) + np.abs(biases)).max())
            scale = SCALE
            weights, biases = SCALE * weights, SCALE * biases
        np.matmul(weights, values, out=sums)
        sums += biases
        return self._activated(name, sums, bound, scale)

    def _activated(self, name: str, sums: Array, bound: float, scale: float) -> Array:
        if name == "tanh" and self._work is not None:
            if scale != SCALE:
                sums *= SCALE
            tanh_of_scaled(sums, bound, self._work)
        elif name == "tanh":
            np.tanh(sums, out=sums)
        elif name == "relu":
            np.maximum(sums, self._dtype.type(0), out=sums)
        elif name != "identity":
            sums[...] = ACTIVATIONS[name].value(sums)
        return sums

    def _mean_losses(self, outputs: Array) -> Array:
        targets = self._targets
        if self._network.loss == "squared":
            outputs -= targets
            np.multiply(outputs, outputs, out=outputs)
            return _mean(outputs)
        if self._network.loss == "softmax_cross_entropy":
            right = np.einsum("kon,on->k", outputs, targets)
            best = outputs.max(axis=1, keepdims=True)
            outputs -= best
            np.exp(outputs, out=outputs)
            logarithms = np.log(outputs.sum(axis=1)) + best[:, 0]
            total = logarithms.sum(axis=-1, dtype=np.float64) - right
            result: Array = total / targets.shape[1]
            return result
        losses = LOSSES[self._network.loss].value(outputs.swapaxes(-1, -2), targets.T)
        mean: Array = losses.mean(axis=-1, dtype=np.float64)
        return mean


def _mean(losses: Array) -> Array:
    result: Array = losses.sum(axis=(-1, -2), dtype=np.float64) / losses.shape[-1]
    return result

r"""The loss of a network over a plane, with most of the work shared by all its points.

The first layer is linear in its weights, and the weights are linear in the two coordinates: so what reaches the
first hidden units is :math:`z_0 + x z_1 + y z_2` with three arrays that are computed once.
Where the units are sigmoid-shaped even their exponentials are shared: :math:`e^{u + v} = e^u e^v`, and a grid of
n × n points needs 2 n of them.
What remains is one small matrix product a point and layer, done for a few points at once, so that their numbers stay
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

AT_ONCE = 1 << 18
"""Bytes in the largest array of values of units, so that a few such arrays stay near the processor."""
TOGETHER = 1 << 23
"""The same for all points between two looks at the clock."""
KEPT = 1 << 26
"""Bytes of exponentials kept for the columns of a grid."""
SIGMOID_SHAPED = {"tanh": (2.0, 1.0, -2.0), "sigmoid": (-1.0, 0.0, 1.0)}
"""c, p, q, where the activation of z is p + q / (1 + exp(c z))."""
LARGEST = {"float64": 300.0, "float32": 30.0}
"""Up to where two exponents may grow so that the product of their exponentials is finite and has its digits."""


class NetworkPlane:
    """Evaluates the loss of a network at points of a plane, a row of the grid at a time.

    Units of a sigmoid shape may be kept as s = 1 / (1 + exp(c z)) instead of p + q s: the next layer's weights and
    biases then take in p and q.  So may factors that the computation of an activation wants its argument to have.

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
        a_point = max(network.layer_sizes[1:]) * len(data)
        n_bytes = a_point * self._dtype.itemsize
        self._at_once = max(1, AT_ONCE // n_bytes)
        self.together = max(self._at_once, TOGETHER // n_bytes)
        self._buffers = np.empty((2, self._at_once * a_point), self._dtype)
        self._ways = [self._way(layer) for layer in range(1, network.n_layers + 1)]
        self._work = Workspace(self._at_once * a_point) if "table" in self._ways else None
        self._columns: dict[float, Array] = {}

    def losses(self, x: FloatArray, y: float) -> FloatArray:
        """Return the losses (k,) at the points (x_1, y), ..., (x_k, y)."""
        found = np.empty(len(x))
        with np.errstate(all="ignore"):
            start = self._first[0] + self._dtype.type(y) * self._first[2]
            shared = self._shared(x, start)
            layers = self._later_layers(x, y, shared is not None)
            for k in range(0, len(x), self._at_once):
                some = slice(k, k + self._at_once)
                values = self._first_values(x[some], start, shared)
                for layer, (weights, biases, bound) in enumerate(layers, 2):
                    values = self._layer(layer, weights[some], biases[some], bound, values)
                found[some] = self._mean_losses(values)
        return found

    def _way(self, layer: int) -> str:
        """Return how the activations of a layer are computed."""
        name = self._network.activation_of(layer)
        if name == "tanh" and self._dtype == np.float64:
            return "plain" if native_is_fast() else "table"
        return "exponential" if name in SIGMOID_SHAPED and layer < self._network.n_layers else "plain"

    def _shared(self, x: FloatArray, start: Array) -> Array | None:
        """Return the exponentials for a row of the grid, if those of its columns are at hand."""
        name = self._network.activation_of(1)
        if self._network.n_layers == 1 or name not in SIGMOID_SHAPED:
            return None
        largest, factor = LARGEST[self._dtype.name], self._dtype.type(SIGMOID_SHAPED[name][0])
        exponents = factor * start
        if not np.abs(exponents).max() <= largest:
            return None
        for value in x.tolist():
            if value not in self._columns:
                along = factor * self._dtype.type(value) * self._first[1]
                if (len(self._columns) + 1) * along.nbytes > KEPT or not np.abs(along).max() <= largest:
                    return None
                self._columns[value] = np.exp(along)
        row: Array = np.exp(exponents)
        return row

    def _later_layers(self, x: FloatArray, y: float, shared: bool) -> list[tuple[Array, Array, float]]:
        """Return the weights, the biases and a bound of the sums for the layers after the first at all points."""
        along, up = x.astype(self._dtype)[:, np.newaxis, np.newaxis], self._dtype.type(y)
        layers = []
        for layer in range(2, self._network.n_layers + 1):
            weights, biases = ((part[0] + up * part[2]) + along * part[1] for part in self._layers[layer - 1])
            name, before, bound = self._network.activation_of(layer), self._network.activation_of(layer - 1), np.nan
            way, way_before = self._ways[layer - 1], self._ways[layer - 2]
            if before in SIGMOID_SHAPED and way == "table":
                bound = float((np.abs(weights).sum(axis=-1, keepdims=True) + np.abs(biases)).max())
            if way_before == "exponential" or (layer == 2 and shared):
                _, p, q = map(self._dtype.type, SIGMOID_SHAPED[before])
                biases = biases + p * weights.sum(axis=-1, keepdims=True)
                weights = q * weights
            if way != "plain":
                factor = self._dtype.type(SCALE if way == "table" else SIGMOID_SHAPED[name][0])
                weights, biases = factor * weights, factor * biases
            layers.append((weights, biases, bound))
        return layers

    def _first_values(self, x: FloatArray, start: Array, shared: Array | None) -> Array:
        values = self._buffer(0, len(x), len(start))
        if shared is not None:
            for k, value in enumerate(x.tolist()):
                np.multiply(self._columns[value], shared, out=values[k])
            return _one_plus_inverted(values)
        np.multiply(self._first[1], x.astype(self._dtype)[:, np.newaxis, np.newaxis], out=values)
        values += start
        if self._ways[0] == "table":
            values *= SCALE
        elif self._ways[0] == "exponential":
            values *= self._dtype.type(SIGMOID_SHAPED[self._network.activation_of(1)][0])
        return self._activated(1, values, np.nan)

    def _layer(self, layer: int, weights: Array, biases: Array, bound: float, values: Array) -> Array:
        sums = self._buffer((layer - 1) % 2, len(weights), weights.shape[1])
        np.matmul(weights, values, out=sums)
        np.add(sums, biases, out=sums)
        return self._activated(layer, sums, bound)

    def _buffer(self, which: int, n_points: int, n_units: int) -> Array:
        size = n_points * n_units * self._first.shape[-1]
        return self._buffers[which, :size].reshape(n_points, n_units, -1)

    def _activated(self, layer: int, sums: Array, bound: float) -> Array:
        name, way = self._network.activation_of(layer), self._ways[layer - 1]
        if way == "exponential":
            return _one_plus_inverted(np.exp(sums, out=sums))
        if self._work is not None and way == "table":
            tanh_of_scaled(sums, bound, self._work)
        elif name == "tanh":
            np.tanh(sums, out=sums)
        elif name == "relu":
            np.maximum(sums, self._dtype.type(0), out=sums)
        elif name != "identity":
            sums[...] = ACTIVATIONS[name].value(sums)
        return sums

    def _mean_losses(self, outputs: Array) -> Array:
        targets, n_samples = self._targets, self._targets.shape[1]
        if self._network.loss == "squared":
            np.subtract(outputs, targets, out=outputs)
            np.multiply(outputs, outputs, out=outputs)
            total = outputs.reshape(len(outputs), -1).sum(axis=1, dtype=np.float64)
        elif self._network.loss == "softmax_cross_entropy":
            right = np.einsum("kon,on->k", outputs, targets)
            best = outputs.max(axis=1, keepdims=True)
            np.subtract(outputs, best, out=outputs)
            np.exp(outputs, out=outputs)
            logarithms = np.log(outputs.sum(axis=1)) + best[:, 0]
            total = logarithms.sum(axis=-1, dtype=np.float64) - right
        else:
            losses = LOSSES[self._network.loss].value(outputs.swapaxes(-1, -2), targets.T)
            total = losses.sum(axis=-1, dtype=np.float64)
        means: Array = total / n_samples
        return means


def _one_plus_inverted(values: Array) -> Array:
    """Replace e by 1 / (1 + e)."""
    np.add(values, values.dtype.type(1), out=values)
    np.reciprocal(values, out=values)
    return values

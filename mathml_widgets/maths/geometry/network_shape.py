"""The shape of a network: its layers, and where each finds its weights in one flat vector.

What a network computes depends on its shape and on its parameters.
The shape is fixed: how many units each layer has, how they bend, what is called a loss.
It says where the weights and biases of each layer stand in the vector of all parameters, and which parameters, data
and targets fit.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from reprlib import repr as short
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ..linear_algebra.arguments import FloatArray, as_points
from .activations import ACTIVATIONS
from .losses import LOSSES, as_targets
from .parameter_groups import ParameterGroup

Array = NDArray[Any]


@dataclass(frozen=True)
class NetworkShape:
    """Layers with their activations and a loss; see `MLP`, which has the same parameters and computes with them."""

    layer_sizes: tuple[int, ...]
    activation: str = "tanh"
    loss: str = "squared"
    output_activation: str = "identity"
    biases: bool = True

    def __post_init__(self) -> None:
        sizes = tuple(self.layer_sizes)
        integers = all(isinstance(n, (int, np.integer)) and n >= 1 for n in sizes)
        if len(sizes) < 2 or not integers:
            raise ValueError(f"layer_sizes must be at least two integers of at least 1, got {short(sizes)}")
        object.__setattr__(self, "layer_sizes", tuple(int(n) for n in sizes))
        for name, known, field in (
            (self.activation, ACTIVATIONS, "activation"),
            (self.output_activation, ACTIVATIONS, "output_activation"),
            (self.loss, LOSSES, "loss"),
        ):
            if name not in known:
                raise ValueError(f"{field} must be one of {', '.join(known)}, got {name!r}")

    @property
    def n_layers(self) -> int:
        """The number of layers with weights."""
        return len(self.layer_sizes) - 1

    @cached_property
    def groups(self) -> tuple[ParameterGroup, ...]:
        """The weights and biases within the flat vector."""
        groups, start = [], 0
        for layer, (n_in, n_out) in enumerate(zip(self.layer_sizes, self.layer_sizes[1:], strict=False), 1):
            shapes = {"weights": (n_out, n_in), "biases": (n_out,)} if self.biases else {"weights": (n_out, n_in)}
            for name, shape in shapes.items():
                groups.append(ParameterGroup(f"{name} {layer}", start, shape, layer))
                start += math.prod(shape)
        return tuple(groups)

    @cached_property
    def n_parameters(self) -> int:
        """The length of the flat vector."""
        return self.groups[-1].start + self.groups[-1].size

    def activation_of(self, layer: int) -> str:
        """Return the name of the activation of a layer, counted from 1."""
        return self.output_activation if layer == self.n_layers else self.activation

    def layers(self, parameters: Array) -> list[tuple[Array, Array | None]]:
        """Return views of the weights (..., n_out, n_in) and biases (..., n_out) or None of each layer."""
        views = [group.of(parameters) for group in self.groups]
        if not self.biases:
            return [(weights, None) for weights in views]
        return list(zip(views[::2], views[1::2], strict=True))

    def flat(self, layers: Iterable[Any]) -> FloatArray:
        """Return the flat vector of weights and biases.

        Parameters
        ----------
        layers : iterable of (weights, biases)
            Weights (..., n_out, n_in) and biases (..., n_out) of each layer; just weights without biases.

        Returns
        -------
        array (..., n_parameters)

        Raises
        ------
        ValueError
            If there are too few or too many, or one has the wrong shape.

        Examples
        --------
        >>> NetworkShape((2, 1)).flat([([[1, 2]], [3])])
        array([1., 2., 3.])
        """
        given = [t for layer in layers for t in (layer if self.biases else [layer])]
        if len(given) != len(self.groups):
            raise ValueError(f"layers must hold {len(self.groups)} arrays, got {len(given)}")
        parts = []
        for group, tensor in zip(self.groups, given, strict=True):
            array = np.asarray(tensor, dtype=np.float64)
            batch = array.shape[: array.ndim - len(group.shape)]
            if array.shape[len(batch) :] != group.shape:
                raise ValueError(f"{group.name} must have shape {group.shape}, got shape {array.shape}")
            parts.append(array.reshape(*batch, group.size))
        return np.concatenate(parts, axis=-1)

    def as_parameters(self, parameters: ArrayLike, name: str = "parameters") -> Array:
        """Return parameters as an array (..., n_parameters) of float64, or float32 if they are; NaN is let through.

        Raises
        ------
        ValueError
            If they are of another length, or no real numbers.
        """
        array = np.asarray(parameters)
        if array.dtype.kind not in "biuf":
            raise ValueError(f"{name} must hold real numbers, got {short(parameters)}")
        if array.ndim == 0 or array.shape[-1] != self.n_parameters:
            raise ValueError(f"{name} must have {self.n_parameters} entries, got shape {array.shape}")
        return array if array.dtype in (np.float64, np.float32) else array.astype(np.float64)

    def as_data(self, data: ArrayLike) -> FloatArray:
        """Return data as rows (n_samples, n_inputs), at least one.

        Raises
        ------
        ValueError
            If they have another shape, or are not finite.
        """
        rows = as_points(data, "data", at_least=1)
        if rows.shape[1] != self.layer_sizes[0]:
            raise ValueError(f"data must have {self.layer_sizes[0]} columns, got shape {rows.shape}")
        return rows

    def as_targets(self, targets: ArrayLike, n_samples: int) -> FloatArray:
        """Return targets as rows (n_samples, n_outputs), as `losses.as_targets` reads them."""
        return as_targets(targets, self.loss, n_samples, self.layer_sizes[-1])

"""One long vector, and the tensors that it is made of.

A loss sees the parameters of a network as one flat vector; the network sees weights and biases.
A group is one of these tensors: where it begins, and its shape.
The rows of its first axis are its filters, the weights that run into one unit: they can be scaled together
without a change of what the unit computes relative to others, which is why directions are scaled filter by
filter.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray


class ParameterGroup(NamedTuple):
    """One tensor within the flat vector of parameters.

    Attributes
    ----------
    name : str
    start : int
        Index of its first entry.
    shape : tuple of int
        Its first axis counts the filters; with one axis or none it is a bias.
    layer : int
        The number of its layer, from 1; 0 if none.
    """

    name: str
    start: int
    shape: tuple[int, ...]
    layer: int = 0

    @property
    def size(self) -> int:
        """The number of entries."""
        return math.prod(self.shape)

    @property
    def where(self) -> slice:
        """Its place in the flat vector."""
        return slice(self.start, self.start + self.size)

    @property
    def is_bias(self) -> bool:
        """Whether it has fewer than two axes, as biases and the scales of a batch normalisation have."""
        return len(self.shape) < 2

    def of(self, parameters: NDArray[Any]) -> NDArray[Any]:
        """Return its view of parameters (..., n_parameters), shape (..., *shape)."""
        return parameters[..., self.where].reshape(*parameters.shape[:-1], *self.shape)


def parameter_groups(shapes: Iterable[Sequence[int]], names: Iterable[str] | None = None) -> tuple[ParameterGroup, ...]:
    """Return the groups of tensors with these shapes, laid end to end.

    Parameters
    ----------
    shapes : iterable of tuples of int
    names : iterable of str, optional

    Raises
    ------
    ValueError
        If a shape holds anything but integers of at least 0.

    Examples
    --------
    >>> [(group.start, group.size, group.is_bias) for group in parameter_groups([(16, 2), (16,)])]
    [(0, 32, False), (32, 16, True)]
    """
    groups, start = [], 0
    listed = [tuple(shape) for shape in shapes]
    for k, (shape, name) in enumerate(zip(listed, names or map(str, range(len(listed))), strict=True)):
        if not all(isinstance(n, (int, np.integer)) and n >= 0 for n in shape):
            raise ValueError(f"shapes must hold integers of at least 0, got {shape} at index {k}")
        groups.append(ParameterGroup(str(name), start, tuple(int(n) for n in shape)))
        start += groups[-1].size
    return tuple(groups)


def as_groups(groups: Iterable[Any] | None, n_parameters: int) -> tuple[ParameterGroup, ...]:
    """Return groups that cover a vector of `n_parameters`.

    Parameters
    ----------
    groups : iterable of ParameterGroup or of shapes, or None
        None stands for one group whose only filter is the whole vector.
    n_parameters : int

    Raises
    ------
    ValueError
        If they do not cover the vector from end to end.
    """
    if groups is None:
        return (ParameterGroup("all", 0, (1, n_parameters)),)
    listed = tuple(groups)
    if not all(isinstance(group, ParameterGroup) for group in listed):
        listed = parameter_groups(listed)
    end = 0
    for group in listed:
        if group.start != end:
            raise ValueError(f"groups must lie end to end, got {group.name!r} from {group.start} instead of {end}")
        end += group.size
    if end != n_parameters:
        raise ValueError(f"groups must hold {n_parameters} parameters, got {end}")
    return listed

"""Layers of a network as maps of the plane, and maps one after the other.

A layer stretches and turns by its weights, shifts by its biases, and bends by its activation; the bend multiplies
each row of the Jacobian by its slope. Layer upon layer the Jacobians multiply, and so do their determinants.
As long as the weights are invertible and the activation rises everywhere, nothing is lost: each layer can be
undone, which is what makes a flow.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from ..linear_algebra.arguments import FloatArray, as_array, as_two_by_two
from .plane_maps import Map, PlaneMap, as_points_of_plane, box, quiet


def layer(
    weights: ArrayLike, biases: ArrayLike = (0.0, 0.0), activation: str = "tanh", slope: float = 0.25
) -> PlaneMap:
    r"""Return one layer of a network from the plane to the plane.

    .. math:: x \mapsto a(W x + b), \qquad J = \operatorname{diag}(a'(W x + b)) \, W

    Parameters
    ----------
    weights : array_like (2, 2)
        W.
    biases : array_like (2,)
        b.
    activation : {"tanh", "leaky relu", "linear"}
    slope : float
        Of the leaky ReLU on its left, from 0 (then nothing comes back) to 1.

    Raises
    ------
    ValueError
        If a shape does not fit, or the activation is another.

    Examples
    --------
    >>> layer([[1.0, 1.0], [0.0, 1.0]], activation="leaky relu")([-2.0, 1.0])
    array([-0.25,  1.  ])
    """
    w, b = as_two_by_two(weights, "weights"), as_array(biases, "biases")
    if b.shape != (2,):
        raise ValueError(f"biases must have shape (2,), got shape {b.shape}")
    if activation not in _ACTIVATIONS:
        raise ValueError(f"activation must be one of {tuple(_ACTIVATIONS)}, got {activation!r}")
    if not 0.0 <= slope <= 1.0:
        raise ValueError(f"slope must be from 0 to 1, got {slope}")
    rule, rise, undo = _ACTIVATIONS[activation]
    determinant = w[0, 0] * w[1, 1] - w[0, 1] * w[1, 0]
    adjugate = np.array([[w[1, 1], -w[0, 1]], [-w[1, 0], w[0, 0]]])
    inverse = adjugate / (determinant or np.nan)

    @quiet
    def function(p: Any) -> Any:
        return rule(as_points_of_plane(p) @ w.T + b, slope)

    @quiet
    def jacobian(p: Any) -> Any:
        return rise(np.asarray(p, dtype=np.float64) @ w.T + b, slope)[..., None] * w

    @quiet
    def back(q: Any) -> Any:
        before = undo(np.asarray(q, dtype=np.float64), slope)
        return (np.where(np.isnan(before).any(axis=-1, keepdims=True), np.nan, before) - b) @ inverse.T

    return PlaneMap(
        f"{activation} layer", f"{activation}(Wx + b)", function, jacobian,
        (back,) if determinant else (), box((-2.0, 2.0), (-2.0, 2.0)),
    )  # fmt: skip


def composed(maps: Sequence[PlaneMap], name: str = "composition") -> PlaneMap:
    """Return maps one after the other as one map, whose Jacobian is the product of theirs.

    Parameters
    ----------
    maps : sequence of PlaneMap
        First to last, at least one.

    Examples
    --------
    >>> from mathml_widgets.maths.geometry import complex_square
    >>> four = composed([complex_square(), complex_square()])
    >>> four([1.0, 1.0]), len(four.branches)
    (array([-4.,  0.]), 4)
    """
    if not len(maps):
        raise ValueError("maps must hold at least one map, got none")

    @quiet
    def function(p: Any) -> Any:
        for one in maps:
            p = one.function(p)
        return p

    @quiet
    def jacobian(p: Any) -> Any:
        total = np.broadcast_to(np.eye(2), (*np.shape(p)[:-1], 2, 2))
        for one in maps:
            total, p = one.jacobian(p) @ total, one.function(p)
        return total

    branches: list[Map] = [lambda q: np.asarray(q, dtype=np.float64)]
    for one in reversed(maps):
        branches = [_after(branch, last) for last in branches for branch in one.branches]
    formula = " after ".join(one.formula for one in reversed(maps))
    return PlaneMap(name, formula, function, jacobian, tuple(branches), maps[0].domain, tuple(maps))


def _after(first: Map, second: Map) -> Map:
    return lambda q: first(second(q))


def _artanh(z: FloatArray, _: float) -> FloatArray:
    inside = np.abs(z) < 1.0
    return np.where(inside, np.arctanh(np.where(inside, z, 0.0)), np.nan)


def _unleaked(z: FloatArray, slope: float) -> FloatArray:
    if slope == 0.0:  # everything on the left went to zero, and only what is positive comes back
        return np.where(z > 0.0, z, np.nan)
    return np.where(z > 0.0, z, z / slope)


_ACTIVATIONS: dict[
    str, tuple[Callable[[Any, float], Any], Callable[[Any, float], Any], Callable[[Any, float], Any]]
] = {
    "tanh": (lambda z, _: np.tanh(z), lambda z, _: 1.0 / np.cosh(np.clip(z, -350.0, 350.0)) ** 2, _artanh),
    "leaky relu": (
        lambda z, slope: np.maximum(z, slope * z),
        lambda z, slope: np.where(z > 0.0, 1.0, np.where(z < 0.0, slope, 0.5 * (1.0 + slope))),
        _unleaked,
    ),
    "linear": (lambda z, _: z, lambda z, _: np.ones_like(z), lambda z, _: z),
}

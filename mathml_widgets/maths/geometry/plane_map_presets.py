"""The maps of the plane that the lesson plays with, by name."""

from __future__ import annotations

from collections.abc import Callable

from .plane_layers import composed, layer
from .plane_maps import PlaneMap, box_muller, complex_square, fold, polar_coordinates, swirl


def leaky_relu_flow() -> PlaneMap:
    """Return three leaky ReLU layers with invertible weights: piecewise linear, and one point for each.

    Examples
    --------
    >>> flow = leaky_relu_flow()
    >>> flow.branches[0](flow([0.3, -0.7])).round(12)
    array([ 0.3, -0.7])
    """
    weights = ([[1.2, -0.6], [0.5, 1.0]], [[0.8, 0.7], [-0.7, 1.1]], [[1.0, 0.4], [-0.3, 1.1]])
    biases = ([0.3, -0.2], [-0.4, 0.3], [0.1, 0.2])
    layers = [layer(w, b, "leaky relu") for w, b in zip(weights, biases, strict=True)]
    return composed(layers, "leaky-ReLU flow")


PLANE_MAPS: dict[str, Callable[[], PlaneMap]] = {
    "polar": polar_coordinates,
    "complex square": complex_square,
    "fold": fold,
    "swirl": swirl,
    "tanh layer": lambda: layer([[1.5, 0.5], [-0.5, 1.0]], [0.2, -0.1]),
    "leaky-ReLU flow": leaky_relu_flow,
    "Box-Muller": box_muller,
}
"""The maps of the lesson, by name."""

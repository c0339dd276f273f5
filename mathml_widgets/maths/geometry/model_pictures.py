"""What a model says all over its inputs.

With one input that is a curve, the fit; with two it is a map, whose regions are classes and whose borders are the
decision boundary.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ..linear_algebra.arguments import FloatArray
from .landscapes import Landscape

ALONG_ONE, ALONG_TWO = 101, 51
MOST_OUTPUTS = 10
MARGIN = 0.1


class ModelPicture(NamedTuple):
    """Where a model is asked.

    Attributes
    ----------
    axes : array (d, 2)
        The lowest and the highest value of each input; d is 1 or 2.
    points : array (m, d)
    shape : tuple of int
        (101,) for one input, (51, 51) for two: row i at the i-th value of the second input.
    """

    axes: FloatArray
    points: FloatArray
    shape: tuple[int, ...]


def model_picture(landscape: Landscape) -> ModelPicture | None:
    """Return where to ask the model of a landscape; None where it has no one or two inputs, or too many outputs.

    Examples
    --------
    >>> from mathml_widgets.maths.geometry import network_landscape, small_classifier
    >>> land = network_landscape(small_classifier(generator=np.random.default_rng(0)), np.zeros(105))
    >>> model_picture(land).shape
    (51, 51)
    """
    inputs = landscape.inputs
    if landscape.predict is None or inputs is None or inputs.ndim != 2 or inputs.shape[1] not in (1, 2):
        return None
    least, most = inputs.min(axis=0), inputs.max(axis=0)
    margin = np.where(most > least, MARGIN * (most - least), 1.0)
    axes = np.stack([least - margin, most + margin], axis=1)
    if len(axes) == 1:
        points = np.linspace(axes[0, 0], axes[0, 1], ALONG_ONE)[:, np.newaxis]
        shape: tuple[int, ...] = (ALONG_ONE,)
    else:
        first, second = (np.linspace(low, high, ALONG_TWO) for low, high in axes.tolist())
        points = np.stack(np.meshgrid(first, second), axis=-1).reshape(-1, 2)
        shape = (ALONG_TWO, ALONG_TWO)
    if landscape.predict(landscape.start, points[:1]).shape[1] > MOST_OUTPUTS:
        return None
    return ModelPicture(axes, points, shape)


def pictured(landscape: Landscape, picture: ModelPicture, parameters: ArrayLike) -> NDArray[np.float32]:
    """Return the predictions of a model over its picture, shape (*picture.shape, n_outputs)."""
    assert landscape.predict is not None
    with np.errstate(all="ignore"):
        said = landscape.predict(np.asarray(parameters, dtype=np.float64), picture.points)
        return said.reshape(*picture.shape, -1).astype(np.float32)


class DrawnSamples(NamedTuple):
    """The samples that are drawn over the picture of a model.

    Attributes
    ----------
    inputs : array (k, d)
    targets : array (k,)
    value_range : array (2,)
        The lowest and the highest target to colour by, not the same.
    """

    inputs: FloatArray
    targets: FloatArray
    value_range: FloatArray


def drawn_samples(landscape: Landscape, most: int = 2_000) -> DrawnSamples | None:
    """Return at most so many samples of a landscape's data, evenly spaced; None where it has none.

    Examples
    --------
    >>> from mathml_widgets.maths.geometry import network_landscape, small_classifier
    >>> land = network_landscape(small_classifier(generator=np.random.default_rng(0)), np.zeros(105))
    >>> drawn_samples(land, 10).inputs.shape, drawn_samples(land).value_range
    ((10, 2), array([0., 1.]))
    """
    inputs, targets = landscape.inputs, landscape.targets
    if inputs is None or targets is None:
        return None
    rows = np.linspace(0, len(inputs) - 1, min(len(inputs), most)).round().astype(int)
    low, high = float(targets.min()), float(targets.max())
    return DrawnSamples(inputs[rows], targets[rows], np.array([low, high] if low < high else [low - 1.0, high + 1.0]))

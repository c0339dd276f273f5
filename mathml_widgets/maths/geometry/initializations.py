r"""Where a network starts.

Each layer multiplies the spread of what runs through it by a factor: the number of inputs times the variance of the
weights, times what the activation leaves.
Fifty layers multiply fifty such factors: a little below 1 and all signals vanish, a little above and they explode.
Xavier keeps the spread for units that are nearly linear, He for ReLUs, which halve it.
"""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np

from ..linear_algebra.arguments import FloatArray
from .mlp import MLP

VARIANCES: dict[str, Callable[[int, int], float]] = {
    "xavier": lambda n_in, n_out: 2.0 / (n_in + n_out),
    "he": lambda n_in, n_out: 2.0 / n_in,
    "lecun": lambda n_in, n_out: 1.0 / n_in,
    "normal": lambda n_in, n_out: 1.0,
}
"""The variance of a weight, from the numbers of units before and after."""


def initial_parameters(
    network: MLP,
    initialization: str = "xavier",
    *,
    scale: float = 1.0,
    distribution: str = "normal",
    size: int | tuple[int, ...] = (),
    generator: np.random.Generator,
) -> FloatArray:
    r"""Return random parameters to start from; biases are 0.

    .. math:: \operatorname{Var} w = \frac{2}{n_{in} + n_{out}}\ \text{(Xavier)}, \quad
              \frac{2}{n_{in}}\ \text{(He)}, \quad \frac{1}{n_{in}}\ \text{(LeCun)}, \quad 1\ \text{(normal)}

    Parameters
    ----------
    network : MLP
    initialization : {"xavier", "he", "lecun", "normal"}
    scale : float
        A factor for all weights: below 1 for a start that is too small, above for one too large.
    distribution : {"normal", "uniform"}
        Both with the same variance.
    size : int or tuple of int
        How many vectors.
    generator : numpy.random.Generator

    Returns
    -------
    array (*size, n_parameters)

    Raises
    ------
    ValueError
        If a name is unknown, or `scale` is not positive and finite.

    References
    ----------
    Glorot and Bengio, *Understanding the difficulty of training deep feedforward neural networks*, AISTATS 2010.
    He, Zhang, Ren and Sun, *Delving deep into rectifiers*, ICCV 2015.

    Examples
    --------
    >>> from mathml_widgets.maths.geometry import MLP
    >>> wide = initial_parameters(MLP((300, 100)), "he", generator=np.random.default_rng(0))
    >>> round(float(wide[:30000].var() * 300), 2), bool((wide[30000:] == 0).all())
    (2.0, True)
    """
    if initialization not in VARIANCES:
        raise ValueError(f"initialization must be one of {', '.join(VARIANCES)}, got {initialization!r}")
    if distribution not in ("normal", "uniform"):
        raise ValueError(f"distribution must be 'normal' or 'uniform', got {distribution!r}")
    if not (scale > 0.0 and math.isfinite(scale)):
        raise ValueError(f"scale must be positive and finite, got {scale}")
    batch = (size,) if isinstance(size, (int, np.integer)) else tuple(size)
    parameters = np.zeros((*batch, network.n_parameters))
    for group in network.groups:
        if group.is_bias:
            continue
        n_out, n_in = group.shape
        deviation = scale * math.sqrt(VARIANCES[initialization](n_in, n_out))
        shape = (*batch, group.size)
        if distribution == "normal":
            parameters[..., group.where] = deviation * generator.standard_normal(shape)
        else:
            parameters[..., group.where] = math.sqrt(3.0) * deviation * generator.uniform(-1.0, 1.0, shape)
    return parameters

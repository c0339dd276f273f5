"""Networks and data to begin with.

Each is a loss whose landscape tells a story: a small classifier, a chain of linear layers whose only curvature comes
from their product, and the two weights that show how little flatness means.
"""

from __future__ import annotations

import numpy as np

from ..linear_algebra.arguments import FloatArray
from .data_sets import exclusive_or, moons, spirals
from .mlp import MLP
from .network_loss import NetworkLoss

CLASSIFIED = {"moons": moons, "spirals": spirals, "exclusive_or": exclusive_or}


def small_classifier(
    data_set: str = "moons", *, n_samples: int = 100, activation: str = "tanh", generator: np.random.Generator
) -> NetworkLoss:
    """Return a 2-8-8-1 network on one of the data sets in the plane, with the binary cross-entropy.

    Parameters
    ----------
    data_set : {"moons", "spirals", "exclusive_or"}
    n_samples : int
    activation : str
    generator : numpy.random.Generator

    Raises
    ------
    ValueError
        If the name is unknown.

    Examples
    --------
    >>> loss = small_classifier("exclusive_or", generator=np.random.default_rng(0))
    >>> loss.network.n_parameters, round(loss(np.zeros(105)), 6)
    (105, 0.693147)
    """
    if data_set not in CLASSIFIED:
        raise ValueError(f"data_set must be one of {', '.join(CLASSIFIED)}, got {data_set!r}")
    data, targets = CLASSIFIED[data_set](n_samples, generator=generator)
    return NetworkLoss(MLP((2, 8, 8, 1), activation, "binary_cross_entropy"), data, targets)


def deep_linear(n_layers: int = 3, width: int = 2, *, generator: np.random.Generator) -> NetworkLoss:
    r"""Return a chain of linear layers without biases that is to become a random rotation.

    .. math:: L = \frac1N \sum_n \lVert W_{n_{layers}} \cdots W_1 x_n - Q x_n \rVert^2

    Parameters
    ----------
    n_layers, width : int
        At least 1.
    generator : numpy.random.Generator

    Notes
    -----
    The data are the axes times the root of the width, so that their covariance is the identity.  At zero the gradient
    is 0; with two layers there is a saddle, and with more even the Hessian is 0 there.  There are no local minima
    but the global ones.

    References
    ----------
    Saxe, McClelland and Ganguli, *Exact solutions to the nonlinear dynamics of learning in deep linear neural
    networks*, ICLR 2014.  Kawaguchi, *Deep learning without poor local minima*, NeurIPS 2016.

    Examples
    --------
    >>> loss = deep_linear(2, 2, generator=np.random.default_rng(0))
    >>> round(loss(np.zeros(8)), 12), np.linalg.eigvalsh(loss.hessian(np.zeros(8))).round(6)
    (2.0, array([-2., -2., -2., -2., 2., 2., 2., 2.]))
    """
    network = MLP((width,) * (n_layers + 1), "identity", biases=False)
    q, r = np.linalg.qr(generator.standard_normal((width, width)))
    q = q * np.where(np.diag(r) < 0.0, -1.0, 1.0)
    data: FloatArray = np.sqrt(width) * np.eye(width)
    return NetworkLoss(network, data, data @ q.T)


def two_weights() -> NetworkLoss:
    r"""Return the loss (w₁ w₂ − 1)² of two weights in a chain, with a ReLU between.

    Notes
    -----
    All points with w₁ w₂ = 1 and w₁ > 0 compute the same function; see `rescaled`.

    Examples
    --------
    >>> two_weights()([[1.0, 1.0], [2.0, 1.0]])
    array([0., 1.])
    """
    return NetworkLoss(MLP((1, 1, 1), "relu", biases=False), [[1.0]], [1.0])

"""How sharply data point to a parameter.

The Fisher information is the curvature of the divergence between neighbours in a family: moving a parameter by d
costs about half d² times it, in nats. Where it is large a small change shows in the data, and no unbiased
estimate from n observations has a smaller variance than one over n times it.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from ..calculus import jacobian
from .arguments import FloatArray, FloatOrArray, as_array, as_distribution, plain
from .relative_entropy import kl_divergence

Family = Callable[[FloatArray], ArrayLike]


class FisherQuadratic(NamedTuple):
    """A divergence between neighbours beside its quadratic approximation, both in nats.

    Attributes
    ----------
    divergence : float
        D(p(parameters) || p(parameters + step)).
    quadratic : float
        Half of step · information · step.
    ratio : float
        The first over the second; 1 in the limit of small steps.  1 where both are 0.
    """

    divergence: float
    quadratic: float
    ratio: float


def fisher_information(family: Family, parameters: ArrayLike) -> FloatOrArray:
    r"""Return the Fisher information of a family of discrete distributions.

    .. math:: F_{jk} = \sum_i \frac{1}{p_i} \frac{\partial p_i}{\partial \theta_j}
              \frac{\partial p_i}{\partial \theta_k}

    Parameters
    ----------
    family : callable
        From parameters (n_parameters,), or a number, to probabilities (n_outcomes,).  A density on a grid serves
        as well, as probabilities of its cells.
    parameters : array_like (n_parameters,) or float

    Returns
    -------
    array (n_parameters, n_parameters), or float for a single number
        In nats over the squared unit of the parameters.  Infinite where an outcome of probability 0 becomes
        possible at first order.

    Raises
    ------
    ValueError
        If what the family gives is no distribution.

    Notes
    -----
    The slopes are found by `calculus.jacobian`: exactly where the family takes complex numbers, and by differences
    elsewhere.

    References
    ----------
    Cover and Thomas, *Elements of Information Theory*, 2nd edition, section 11.10.

    Examples
    --------
    >>> fisher_information(lambda p: np.array([p, 1 - p]), 0.3), 1 / (0.3 * 0.7)
    (4.761904761905, 4.761904761905)
    """
    point = as_array(parameters, "parameters")
    if point.ndim > 1 or not point.size:
        raise ValueError(f"parameters must be a number or a row of numbers, got shape {point.shape}")
    single = point.ndim == 0
    row = np.atleast_1d(point)

    def outcomes(x: FloatArray) -> ArrayLike:
        return family(x[0] if single else x)

    p = as_distribution(np.asarray(outcomes(row), np.float64), "family(parameters)")
    slopes = np.asarray(jacobian(outcomes, row).value)
    possible = p > 0.0
    weights = np.where(possible, 1.0 / np.where(possible, p, 1.0), 0.0)
    found: FloatArray = (slopes.T * weights) @ slopes
    appears = np.abs(slopes[~possible]) > 1e-8 * max(float(np.abs(slopes).max(initial=0.0)), 1e-300)
    diagonal = np.arange(len(row))[appears.any(axis=0)]
    found[diagonal, diagonal] = np.inf
    return plain(found[0, 0]) if single else found


def fisher_quadratic(family: Family, parameters: ArrayLike, step: ArrayLike) -> FisherQuadratic:
    r"""Return a divergence between neighbours of a family, and what the Fisher information makes of it.

    .. math:: D\bigl(p_\theta \,\|\, p_{\theta + d}\bigr) \approx \tfrac12 d^\top F d

    Parameters
    ----------
    family : callable
        From parameters (n_parameters,), or a number, to probabilities (n_outcomes,).
    parameters, step : array_like (n_parameters,) or float

    Returns
    -------
    FisherQuadratic
        In nats.

    Examples
    --------
    >>> found = fisher_quadratic(lambda p: np.array([p, 1 - p]), 0.3, 0.01)
    >>> found.divergence / 0.01**2, found.quadratic / 0.01**2
    (2.352, 2.381)
    """
    point, move = as_array(parameters, "parameters"), as_array(step, "step")
    if point.shape != move.shape:
        raise ValueError(f"step must have the shape of parameters, {point.shape}, got {move.shape}")
    here = as_distribution(np.asarray(family(point), np.float64), "family(parameters)")
    there = as_distribution(np.asarray(family(point + move), np.float64), "family(parameters + step)")
    divergence = float(kl_divergence(here, there, math.e))
    information = np.atleast_2d(fisher_information(family, parameters))
    row = np.atleast_1d(move)
    if not row.any():
        return FisherQuadratic(divergence, 0.0, 1.0)
    moved = row != 0.0  # a parameter that stays costs nothing, be its information infinite
    quadratic = 0.5 * float(row[moved] @ information[np.ix_(moved, moved)] @ row[moved])
    ratio = 1.0 if divergence == quadratic else divergence / quadratic if quadratic > 0.0 else math.inf
    return FisherQuadratic(divergence, quadratic, ratio)

"""Distances between distributions that are no matter of surprise.

Total variation is the largest difference that any event can see; Hellinger's distance compares square roots, which
turns distributions into points on a sphere; the chi-squared divergence weighs squared differences by what was
expected. All three look at one outcome at a time. Wasserstein's distance knows where the outcomes lie: it is the
least work that moves one heap of mass into the other.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from .arguments import FloatArray, FloatOrArray, as_array, as_pair, check_base, plain
from .relative_entropy import cross_entropy, js_divergence, kl_divergence


class Divergences(NamedTuple):
    """How far apart two distributions are, by every measure.

    Attributes
    ----------
    kl, reverse_kl, jensen_shannon, cross_entropy : float or array (...)
        D(p || q), D(q || p), J(p, q) and H(p, q) in the unit of the base.
    total_variation, hellinger, chi_squared : float or array (...)
        Without a unit.
    wasserstein : float or array (...)
        In the unit of the positions.
    """

    kl: FloatOrArray
    reverse_kl: FloatOrArray
    jensen_shannon: FloatOrArray
    cross_entropy: FloatOrArray
    total_variation: FloatOrArray
    hellinger: FloatOrArray
    chi_squared: FloatOrArray
    wasserstein: FloatOrArray


def divergences(p: ArrayLike, q: ArrayLike, base: float = 2, *, positions: ArrayLike | None = None) -> Divergences:
    """Return how far apart two distributions are, by every measure of this subject.

    Parameters
    ----------
    p, q : array_like (..., n_outcomes)
    base : float
        2 for bits, e for nats, 10 for hartleys.
    positions : array_like (n_outcomes,), optional
        Where the outcomes lie, for Wasserstein's distance; by default 0, 1, 2, ...

    Returns
    -------
    Divergences

    Examples
    --------
    >>> found = divergences([0.5, 0.5], [0.25, 0.75])
    >>> found.total_variation, found.wasserstein
    (0.25, 0.25)
    """
    p, q = as_pair(p, q)
    base = check_base(base)
    return Divergences(
        kl_divergence(p, q, base),
        kl_divergence(q, p, base),
        js_divergence(p, q, base),
        cross_entropy(p, q, base),
        total_variation(p, q),
        hellinger_distance(p, q),
        chi_squared_divergence(p, q),
        wasserstein_distance(p, q, positions),
    )


def total_variation(p: ArrayLike, q: ArrayLike) -> FloatOrArray:
    r"""Return the total variation distance, the largest difference of the probabilities of any event.

    .. math:: \tfrac12 \sum_i |p_i - q_i|

    Parameters
    ----------
    p, q : array_like (..., n_outcomes)

    Returns
    -------
    float, or array (...) for a stack
        Between 0 and 1.

    Examples
    --------
    >>> total_variation([0.5, 0.5, 0], [0, 0.5, 0.5])
    0.5
    """
    p, q = as_pair(p, q)
    return plain(np.minimum(0.5 * np.abs(p - q).sum(axis=-1), 1.0))


def hellinger_distance(p: ArrayLike, q: ArrayLike) -> FloatOrArray:
    r"""Return Hellinger's distance.

    .. math:: \sqrt{\tfrac12 \sum_i \bigl(\sqrt{p_i} - \sqrt{q_i}\bigr)^2}

    Parameters
    ----------
    p, q : array_like (..., n_outcomes)

    Returns
    -------
    float, or array (...) for a stack
        Between 0 and 1, a metric.

    Examples
    --------
    >>> hellinger_distance([1, 0], [0, 1])
    1.0
    """
    p, q = as_pair(p, q)
    return plain(np.minimum(np.sqrt(0.5 * ((np.sqrt(p) - np.sqrt(q)) ** 2).sum(axis=-1)), 1.0))


def chi_squared_divergence(p: ArrayLike, q: ArrayLike) -> FloatOrArray:
    r"""Return Pearson's chi-squared divergence of p from q.

    .. math:: \sum_i \frac{(p_i - q_i)^2}{q_i}

    Parameters
    ----------
    p, q : array_like (..., n_outcomes)

    Returns
    -------
    float, or array (...) for a stack
        Not negative; infinite where p has an outcome that q calls impossible.  For n observations with shares p,
        n times this is the statistic of Pearson's test of q.

    Examples
    --------
    >>> chi_squared_divergence([0.5, 0.5], [0.25, 0.75])
    0.3333333333333333
    """
    p, q = as_pair(p, q)
    with np.errstate(over="ignore", divide="ignore", invalid="ignore"):
        terms = np.where(p == q, 0.0, (p - q) * ((p - q) / q))
    return plain(terms.sum(axis=-1))


def wasserstein_distance(p: ArrayLike, q: ArrayLike, positions: ArrayLike | None = None) -> FloatOrArray:
    r"""Return Wasserstein's distance of order 1: the least mean distance that mass must travel from p to q.

    .. math:: \int |F_p(x) - F_q(x)| \, \mathrm{d}x

    Parameters
    ----------
    p, q : array_like (..., n_outcomes)
    positions : array_like (n_outcomes,), optional
        Where the outcomes lie on the line, in any order; by default 0, 1, 2, ...

    Returns
    -------
    float, or array (...) for a stack
        In the unit of the positions.

    Raises
    ------
    ValueError
        If there is not one finite position for each outcome.

    References
    ----------
    Villani, *Topics in Optimal Transportation*, 2003, section 2.2.

    Examples
    --------
    >>> wasserstein_distance([1, 0, 0], [0, 0, 1]), wasserstein_distance([1, 0, 0], [0, 0, 1], [0, 1, 10])
    (2.0, 10.0)
    """
    p, q = as_pair(p, q)
    x = np.arange(float(p.shape[-1])) if positions is None else as_array(positions, "positions")
    if x.shape != p.shape[-1:]:
        raise ValueError(f"positions must have shape {p.shape[-1:]}, one for each outcome, got {x.shape}")
    order = np.argsort(x, kind="stable")
    ahead: FloatArray = np.cumsum((p - q)[..., order], axis=-1)[..., :-1]
    return plain(np.abs(ahead) @ np.diff(x[order]))

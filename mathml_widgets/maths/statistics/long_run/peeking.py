r"""Looking again and again until it is significant.

A test at 5 % errs once in twenty if it is done once; done after every new batch, and stopped at the first success, it
has a chance each time.
The looks share data, so their chances do not just add up; but the running sum is a random walk, and the part of it
that no look has stopped yet is carried from one look to the next by an integral.
With enough looks the error is certain.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from ...probability.special_functions import normal_cdf, normal_pdf, normal_quantile
from ..arguments import FloatArray, as_array, check_count, check_fraction, check_positive
from ..intervals.proportions import Interval, clopper_pearson


class Peeking(NamedTuple):
    """Simulated studies that stop at the first significant look.

    Attributes
    ----------
    looks : array (n_looks,)
        Cases at each look.
    rejected : array (n_looks,)
        Share of the studies that had stopped by then.
    intervals : Interval
        Clopper-Pearson intervals of these, arrays (n_looks,).
    statistics : array (n_studies, n_looks)
        z at each look, whether or not it stopped before.
    """

    looks: FloatArray
    rejected: FloatArray
    intervals: Interval
    statistics: FloatArray


def peeking_error_rate(looks: int | ArrayLike, significance_level: float = 0.05, *, effect: float = 0.0) -> FloatArray:
    r"""Return the chance that a two-sided z-test has been significant at one of the looks so far.

    .. math:: f_{k+1}(s) = \int_{|u| < z \sqrt{n_k}} f_k(u)\, \varphi_{n_{k+1} - n_k}(s - u)\, du

    Parameters
    ----------
    looks : int or array_like (n_looks,)
        How many, after equal batches; or the number of cases at each, rising.
    significance_level : float
        Of each look.
    effect : float
        Mean of a case in standard deviations; 0 gives the false-positive rate, others the power.

    Returns
    -------
    array (n_looks,)
        To about 1e-10.

    Raises
    ------
    ValueError
        If looks do not rise, or the level is outside (0, 1).

    References
    ----------
    Armitage, McPherson and Rowe, "Repeated significance tests on accumulating data", Journal of the Royal Statistical
    Society A 132 (1969).

    Examples
    --------
    >>> peeking_error_rate(5).round(3)
    array([0.05 , 0.083, 0.107, 0.126, 0.142])
    """
    n = as_looks(looks)
    z = -float(normal_quantile(0.5 * check_fraction(significance_level, "significance_level")))
    drift = float(as_array(effect, "effect"))
    stopped = np.empty(len(n))
    nodes, density = np.zeros(1), np.ones(1)  # the walk starts at 0
    before, total = 0.0, 0.0
    for k, cases in enumerate(n):
        step = np.sqrt(cases - before)
        bound = z * np.sqrt(cases)
        moved = nodes + drift * (cases - before)
        beyond = np.asarray(normal_cdf((moved - bound) / step)) + np.asarray(normal_cdf((-bound - moved) / step))
        total += float(density @ beyond)
        stopped[k] = total
        following, weights = _legendre(bound, step)
        kernel = np.asarray(normal_pdf((following[:, np.newaxis] - moved) / step)) / step
        nodes, density, before = following, weights * (kernel @ density), cases
    return np.minimum(stopped, 1.0)


def simulated_peeking(
    looks: int | ArrayLike,
    significance_level: float = 0.05,
    *,
    effect: float = 0.0,
    n_studies: int = 10_000,
    rng: np.random.Generator | None = None,
) -> Peeking:
    """Return studies that test after each batch and stop at the first significant result.

    Parameters
    ----------
    looks : int or array_like (n_looks,)
        How many, after equal batches; or the number of cases at each, rising.
    significance_level : float
        Of each look, two-sided.
    effect : float
        Mean of a case in standard deviations.
    n_studies : int
    rng : numpy.random.Generator, optional
        By default one with seed 0.

    Returns
    -------
    Peeking

    Raises
    ------
    ValueError
        If looks do not rise, or the level is outside (0, 1).

    Examples
    --------
    >>> found = simulated_peeking(5)
    >>> bool(found.intervals.low[-1] < 0.142 < found.intervals.high[-1])
    True
    """
    n = as_looks(looks)
    count = check_count(n_studies, "n_studies")
    z = -float(normal_quantile(0.5 * check_fraction(significance_level, "significance_level")))
    rng = np.random.default_rng(0) if rng is None else rng
    batches = np.diff(n, prepend=0.0)
    steps = effect * batches + np.sqrt(batches) * rng.normal(size=(count, len(n)))
    statistics = np.cumsum(steps, axis=1) / np.sqrt(n)
    stopped = np.logical_or.accumulate(np.abs(statistics) > z, axis=1).sum(axis=0)
    return Peeking(n, stopped / count, clopper_pearson(stopped, count), statistics)


def as_looks(looks: int | ArrayLike) -> FloatArray:
    """Return the cases at each look, rising from above 0.

    Examples
    --------
    >>> as_looks(3)
    array([1., 2., 3.])
    """
    if isinstance(looks, (int, np.integer)):
        return np.arange(1.0, check_count(int(looks), "looks") + 1.0)
    n = as_array(looks, "looks")
    if n.ndim != 1 or not len(n) or (np.diff(n, prepend=0.0) <= 0.0).any():
        raise ValueError(f"looks must be a number, or rise from above 0, got {n.tolist()}")
    return n


def _legendre(bound: float, step: float) -> tuple[FloatArray, FloatArray]:
    """Return nodes and weights on [-bound, bound] for functions that change over a step."""
    n_nodes = int(min(600, 30 + 12 * check_positive(bound, "bound") / step))
    nodes, weights = np.polynomial.legendre.leggauss(n_nodes)
    return bound * nodes, bound * weights

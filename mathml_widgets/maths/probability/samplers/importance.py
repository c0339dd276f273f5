r"""Importance sampling: draw from another distribution, and weigh.

A mean over f is a mean over g of f / g times as much: so any g that is positive where f is will do, if each draw is
weighed with that ratio.
If g is too narrow, few draws carry nearly all the weight; how many they are worth is the effective sample size.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
from numpy.random import Generator

from ...linear_algebra.arguments import FloatArray
from ..counts import as_count
from ..distribution import Distribution


class ImportanceDraws(NamedTuple):
    """Weighed draws."""

    samples: FloatArray
    """(n,), drawn from the proposal."""
    log_weights: FloatArray
    """(n,), log f - log g, not normalised."""
    weights: FloatArray
    """(n,), adding up to 1."""
    effective_sample_size: float
    """1 / sum of squared weights: between 1 and n."""
    log_normalizer: float
    """Logarithm of the estimated integral of f."""

    def mean(self, function: Callable[[FloatArray], Any] | None = None) -> tuple[float, float]:
        """Return the weighed mean of a function of the draws, or of the draws, and its standard error.

        Parameters
        ----------
        function : callable, optional
            Of an array, with numbers in the same shape.

        Returns
        -------
        tuple of float
            Mean, and standard error by the delta method.
        """
        values = self.samples if function is None else np.asarray(function(self.samples), dtype=np.float64)
        if values.shape != self.samples.shape:
            raise ValueError(f"function must return one number for each draw, got shape {values.shape}")
        centre = float(self.weights @ values)
        return centre, float(np.sqrt((self.weights**2) @ (values - centre) ** 2))


def sample_by_importance(
    log_density: Callable[..., Any] | Distribution, proposal: Distribution, n: int, generator: Generator
) -> ImportanceDraws:
    r"""Draw from g and weigh for f.

    .. math:: w_i \propto \frac{f(x_i)}{g(x_i)}, \qquad n_{\text{eff}} = \frac{1}{\sum_i w_i^2}

    Parameters
    ----------
    log_density : callable or Distribution
        log f, of an array, up to a constant; -inf where f is 0.
    proposal : Distribution
        g.
    n : int
    generator : Generator

    Returns
    -------
    ImportanceDraws

    Raises
    ------
    ValueError
        If log f is NaN or +inf at a draw, or -inf at all.

    Notes
    -----
    The effective size sees only the draws there are: a peak of f that no draw hit is not missed.

    References
    ----------
    Kong, "A note on importance sampling using standardized weights" (1992).
    Owen, "Monte Carlo theory, methods and examples" (2013), sections 9.2 and 9.3.

    Examples
    --------
    >>> from mathml_widgets.maths.probability import Normal
    >>> draws = sample_by_importance(Normal(0, 1), Normal(0, 2), 10_000, np.random.default_rng(0))
    >>> round(draws.effective_sample_size / 10_000, 2), round(draws.mean(np.square)[0], 1)
    (0.66, 1.0)
    """
    n = as_count(n, "n")
    function = log_density.logpdf if isinstance(log_density, Distribution) else log_density
    x = np.asarray(proposal.sample(n, generator), dtype=np.float64)
    with np.errstate(all="ignore"):
        logs = np.asarray(function(x), dtype=np.float64)
    if logs.shape != x.shape:
        raise ValueError(f"log_density must return one number for each of {n}, got shape {logs.shape}")
    wrong = ~(logs < np.inf)
    if wrong.any():
        raise ValueError(f"log_density must be a number below infinity, got {logs[wrong][0]} at x = {x[wrong][0]:.6g}")
    log_weights = logs - np.asarray(proposal.logpdf(x))
    top = log_weights.max()
    if top == -np.inf:
        raise ValueError(f"log_density must be above -inf at some draw, got -inf at all {n}")
    weights = np.exp(log_weights - top)
    total = weights.sum()
    weights = weights / total
    return ImportanceDraws(x, log_weights, weights, float(1 / (weights @ weights)), float(top + np.log(total / n)))

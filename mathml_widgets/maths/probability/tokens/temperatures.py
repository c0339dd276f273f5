r"""What a temperature does to a whole distribution.

Entropy rises with the temperature, and its slope has a formula: the variance of the scores, divided by the cube of
the temperature.
What rises with it is the mass of the tail, of the thousands of tokens none of which is likely: a hot model does not
choose boldly among good tokens, it draws bad ones.
"""

from __future__ import annotations

from reprlib import repr as short
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from ...linear_algebra.arguments import FloatArray
from ..counts import as_count
from .filters import as_vocabulary, largest
from .scores import log_softmax


class TemperatureCurve(NamedTuple):
    """What the softmax is like at each temperature, in nats."""

    temperatures: FloatArray
    """(n_temperatures,)"""
    entropies: FloatArray
    """(n_temperatures,)"""
    entropy_slopes: FloatArray
    """(n_temperatures,), dH/dT = Var(z) / T³."""
    perplexities: FloatArray
    """(n_temperatures,), e to the entropy: the number of equally likely tokens that would be as uncertain."""
    divergences: FloatArray
    """(n_temperatures,), Kullback-Leibler divergence of the tempered from the untempered distribution."""
    tail_masses: FloatArray
    """(n_temperatures,), the probability of all but the `n_top` likeliest tokens."""
    cut_first: FloatArray
    """(n_temperatures,), the share of the likeliest token if the vocabulary is cut to `n_top` before the softmax."""
    likeliest: FloatArray
    """(n_temperatures,), its true share."""


def temperature_curve(logits: ArrayLike, temperatures: ArrayLike, n_top: int = 50) -> TemperatureCurve:
    r"""Return entropy, its slope, divergence and the mass of the tail at each temperature.

    .. math:: \frac{dH}{dT} = \frac{\operatorname{Var}_p(z)}{T^3}

    Parameters
    ----------
    logits : array_like (n,)
        Scores of the whole vocabulary, in nats; -inf for what cannot be.
    temperatures : array_like (n_temperatures,)
        Positive and finite.
    n_top : int
        How many tokens are not the tail.

    Returns
    -------
    TemperatureCurve

    Raises
    ------
    ValueError
        If a temperature is not positive and finite, or `n_top` not a whole number from 1 on.

    Examples
    --------
    >>> curve = temperature_curve([np.log(3.0), 0.0], [1.0, 1e6], n_top=1)
    >>> curve.tail_masses.round(4), curve.perplexities.round(4)
    (array([0.25, 0.5 ]), array([1.7548, 2.    ]))
    """
    scores = as_vocabulary(logits)
    steps = np.atleast_1d(np.asarray(temperatures, dtype=np.float64))
    if steps.ndim != 1 or not ((steps > 0) & np.isfinite(steps)).all():
        raise ValueError(f"temperatures must be a row of positive, finite numbers, got {short(temperatures)}")
    order = largest(scores, len(scores))
    n_top = as_count(n_top, "n_top")
    z = scores[order]
    untempered = log_softmax(z)
    rows = []
    for temperature in steps.tolist():
        logs = log_softmax(z, temperature)
        p = np.exp(logs)
        some = p > 0
        entropy = -float((p[some] * logs[some]).sum()) + 0.0
        distances = z[some] - (p[some] @ (z[some] - z[0]) + z[0])
        with np.errstate(over="ignore"):
            slope = float(p[some] @ (distances / temperature) ** 2 / temperature)
        divergence = max(float((p[some] * (logs[some] - untempered[some])).sum()), 0.0)
        tail, head = float(p[n_top:].sum()), float(p[:n_top].sum())
        rows.append((temperature, entropy, slope, np.exp(entropy), divergence, tail, p[0] / head, p[0]))
    return TemperatureCurve(*np.array(rows).reshape(-1, 8).T)

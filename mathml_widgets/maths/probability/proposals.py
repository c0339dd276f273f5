r"""An easy distribution to draw from in place of a hard one, and the least factor that lifts it above.

Rejection and importance sampling draw from g what they want from f. A good g is easy, is nowhere 0 where f is not,
and has tails that are no lighter; the least M with :math:`f \le M g` is the number of darts that one draw costs.
"""

from __future__ import annotations

import numpy as np

from ..linear_algebra.arguments import FloatArray
from .distribution import Distribution
from .families.cauchy import Cauchy
from .families.uniform import Uniform

GROWTH = 1.5


def proposal_for(distribution: Distribution, width: float = 1.0) -> Distribution:
    r"""Return a distribution that is easy to draw from: uniform on a bounded support, else Cauchy's about the median.

    Parameters
    ----------
    distribution : Distribution
        A single, continuous one.
    width : float
        Positive; 1 for the whole of a bounded support, or for Cauchy's quartiles at those of the distribution.

    Returns
    -------
    Distribution

    Raises
    ------
    ValueError
        If the distribution is discrete, or the width not positive.

    Examples
    --------
    >>> from mathml_widgets.maths.probability import Beta, Normal
    >>> proposal_for(Beta(2, 2))
    Uniform(lowest=0.0, highest=1.0)
    >>> proposal_for(Normal(3, 1), width=2).parameters["location"]
    3.0
    """
    must_be_continuous(distribution)
    if not 0 < width < np.inf:
        raise ValueError(f"width must be positive, got {width}")
    lowest, highest = (float(end) for end in distribution.support())
    if np.isfinite(lowest) and np.isfinite(highest):
        middle, half = (lowest + highest) / 2, (highest - lowest) / 2 * width
        return Uniform(middle - half, middle + half)
    low, median, high = np.asarray(distribution.quantile(np.array([0.25, 0.5, 0.75]))).tolist()
    return Cauchy(median, width * (high - low) / 2)


def tight_bound(distribution: Distribution, proposal: Distribution) -> float:
    r"""Return the least M with :math:`f(x) \le M g(x)` everywhere, or infinity if there is none.

    Parameters
    ----------
    distribution : Distribution
        The f, a single, continuous one.
    proposal : Distribution
        The g.

    Returns
    -------
    float
        At least 1, if both are normalised; right to about 1e-9.

    Notes
    -----
    The ratio is looked at between many quantiles of both, and ever closer round its greatest value; where it still
    grows by half over the last decades before an end, it is taken to have no bound.

    Examples
    --------
    >>> import math
    >>> from mathml_widgets.maths.probability import Cauchy, Normal
    >>> round(tight_bound(Normal(), Cauchy()) - math.sqrt(2 * math.pi / math.e), 9)
    0.0
    """
    must_be_continuous(distribution)
    lowest, highest = (float(end) for end in distribution.support())
    quartiles = np.asarray(proposal.quantile(np.array([0.25, 0.75]))).tolist()
    steps = np.logspace(-14, 0, 61) * (quartiles[1] - quartiles[0])
    tails = np.logspace(-14, -1.5, 60)
    left, right = np.asarray(proposal.quantile(tails)), np.asarray(proposal.quantile(tails, upper_tail=True))
    inner = np.asarray(proposal.quantile(np.linspace(0.03, 0.97, 401)))
    own = np.asarray(distribution.quantile(np.linspace(0.02, 0.98, 25)))
    # Towards the end of the line, or of the support, the ratio may grow without end.
    ends = [left, right, *(end + way * steps for end, way in ((lowest, 1), (highest, -1)) if np.isfinite(end))]
    for probes in ends:
        ratios = log_ratios(distribution, proposal, probes[[0, 8, 20]])
        if ratios[0] > ratios[1] + np.log(GROWTH) and ratios[0] > ratios[2]:
            return float("inf")
    x = np.unique(np.concatenate([*ends, inner, own]))
    ratios = log_ratios(distribution, proposal, x)
    if (ratios == np.inf).any():
        return float("inf")
    best = int(np.argmax(ratios))
    top = float(ratios[best])
    low, high = x[max(best - 1, 0)], x[min(best + 1, len(x) - 1)]
    for _ in range(4):
        closer = np.linspace(low, high, 101)
        values = log_ratios(distribution, proposal, closer)
        near = int(np.argmax(values))
        top = max(top, float(values[near]))
        low, high = closer[max(near - 1, 0)], closer[min(near + 1, 100)]
    return float(np.exp(top))


def log_ratios(distribution: Distribution, proposal: Distribution, x: FloatArray) -> FloatArray:
    """Return log f - log g at each x; -inf where f is 0, inf where only g is."""
    wanted, easy = np.asarray(distribution.logpdf(x)), np.asarray(proposal.logpdf(x))
    with np.errstate(invalid="ignore"):
        return np.where(wanted == -np.inf, -np.inf, wanted - easy)


def must_be_continuous(distribution: Distribution) -> None:
    """Raise an error for a distribution that has no density on the line."""
    if distribution.is_discrete or distribution.shape != ():
        raise ValueError(f"distribution must be a single, continuous one, got {distribution!r}")

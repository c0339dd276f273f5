r"""Which member of a family has the mean and the variance of the data.

Two equations for two parameters; most can be solved by hand.
Cauchy's has neither mean nor variance and is matched in median and quartiles, von Mises's in its mean direction and
the length of the mean vector, and the degrees of freedom of Student's t in the kurtosis.
"""

from __future__ import annotations

from collections.abc import Callable
from math import atan2, exp, hypot, log, log1p, pi, sqrt
from typing import NamedTuple

from .distribution import Distribution
from .families import (
    Bernoulli,
    Beta,
    Binomial,
    Cauchy,
    ChiSquared,
    Exponential,
    FisherF,
    Gamma,
    Geometric,
    Laplace,
    Logistic,
    LogNormal,
    NegativeBinomial,
    Normal,
    Poisson,
    StudentT,
    Uniform,
    VonMises,
    Weibull,
)
from .special_functions import log_gamma


class Features(NamedTuple):
    """What a moment fit looks at."""

    mean: float
    variance: float
    kurtosis: float
    median: float
    quartile_distance: float
    highest: float
    mean_cosine: float
    mean_sine: float


def by_moments(family: type[Distribution], seen: Features) -> Distribution:
    """Return the member of a family with the given features.

    Raises
    ------
    ValueError
        If the family has no member with them, or none is known how to be found.
    """
    try:
        found = MATCHES[family](seen)
    except KeyError:
        raise ValueError(f"family must be one that can be fitted, got {family.__name__}") from None
    except (ValueError, ZeroDivisionError, OverflowError):
        raise ValueError(
            f"no {family.name} distribution has mean {seen.mean:.6g} and variance {seen.variance:.6g}"
        ) from None
    return found


def beta(seen: Features) -> Distribution:
    """Solve for the sum of the parameters, then divide it in the proportion of the mean."""
    n = seen.mean * (1 - seen.mean) / seen.variance - 1
    return Beta(seen.mean * n, (1 - seen.mean) * n)


def student_t(seen: Features) -> Distribution:
    """Take the degrees of freedom from the kurtosis, and a hundred of them where there is none."""
    nu = 4 + 6 / seen.kurtosis if seen.kurtosis > 0.06 else 100.0
    return StudentT(nu, seen.mean, sqrt(seen.variance * (nu - 2) / nu))


def log_normal(seen: Features) -> Distribution:
    """Match mean and variance of the value, not of its logarithm."""
    square = log1p(seen.variance / seen.mean**2)
    return LogNormal(log(seen.mean) - square / 2, sqrt(square))


def weibull(seen: Features) -> Distribution:
    """Bisect the shape, as the variation about the mean falls when it grows."""
    target = log1p(seen.variance / seen.mean**2)
    low, high = log(0.05), log(1e4)
    for _ in range(100):
        middle = (low + high) / 2
        k = exp(middle)
        if float(log_gamma(1 + 2 / k)) - 2 * float(log_gamma(1 + 1 / k)) > target:
            low = middle
        else:
            high = middle
    k = exp(low)
    return Weibull(k, seen.mean / exp(float(log_gamma(1 + 1 / k))))


def von_mises(seen: Features) -> Distribution:
    """Invert the mean length by the rational guess of Banerjee et al. (2005)."""
    length = min(hypot(seen.mean_cosine, seen.mean_sine), 1 - 1e-9)
    return VonMises(atan2(seen.mean_sine, seen.mean_cosine), length * (2 - length**2) / (1 - length**2))


def binomial(seen: Features) -> Distribution:
    """Match the variance by the number of trials, which is at least the highest value."""
    n = seen.mean**2 / (seen.mean - seen.variance) if seen.mean > seen.variance else 10 * seen.highest
    n = max(round(n), seen.highest, 1)
    return Binomial(n, seen.mean / n)


def fisher_f(seen: Features) -> Distribution:
    """Match the mean by the denominator's degrees, and then the variance by the numerator's."""
    d2 = 2 * seen.mean / (seen.mean - 1) if seen.mean > 1.02 else 100.0
    d2 = min(max(d2, 4.5), 1000.0)
    mean = d2 / (d2 - 2)
    rest = seen.variance * (d2 - 4) / (2 * mean**2) - 1
    return FisherF((d2 - 2) / rest if rest > 0 else 100.0, d2)


MATCHES: dict[type[Distribution], Callable[[Features], Distribution]] = {
    Normal: lambda s: Normal(s.mean, sqrt(s.variance)),
    Uniform: lambda s: Uniform(s.mean - sqrt(3 * s.variance), s.mean + sqrt(3 * s.variance)),
    Exponential: lambda s: Exponential(1 / s.mean),
    Gamma: lambda s: Gamma(s.mean**2 / s.variance if s.mean > 0 else -1, s.mean / s.variance),
    Beta: beta,
    StudentT: student_t,
    Laplace: lambda s: Laplace(s.mean, sqrt(s.variance / 2)),
    LogNormal: log_normal,
    Cauchy: lambda s: Cauchy(s.median, s.quartile_distance / 2),
    Weibull: weibull,
    VonMises: von_mises,
    ChiSquared: lambda s: ChiSquared(s.mean),
    FisherF: fisher_f,
    Logistic: lambda s: Logistic(s.mean, sqrt(3 * s.variance) / pi),
    Bernoulli: lambda s: Bernoulli(s.mean),
    Binomial: binomial,
    Geometric: lambda s: Geometric(1 / s.mean),
    Poisson: lambda s: Poisson(s.mean),
    NegativeBinomial: lambda s: NegativeBinomial(s.mean**2 / (s.variance - s.mean), s.mean / s.variance),
}

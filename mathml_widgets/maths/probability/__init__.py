"""Probability: distributions, and how a machine draws from them.

Every distribution, named, mixed, drawn by hand, estimated from data or given by its density alone, answers the same
questions: `pdf, logpdf, cdf, sf, quantile, sample, mean, variance, skewness, kurtosis, entropy, support`.
The functions behind the areas and quantiles stand in `special_functions`.
"""

from . import special_functions
from .distribution import Distribution, Support
from .drawn_density import DrawnDensity
from .empirical import Band, Empirical
from .extremes import MaximumOf
from .families import (
    FAMILIES,
    Bernoulli,
    Beta,
    Binomial,
    Categorical,
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
from .from_density import FromDensity
from .intervals import Interval, Region, equal_tailed_interval, highest_density_region, interval_probability
from .kernel_density import KernelDensity
from .mixture import Mixture
from .parameters import Parameter, Rule
from .sample_moments import Estimate, SampleMoments, sample_moments
from .simulation import Simulation, default_edges, simulate

__all__ = [
    "FAMILIES",
    "Band",
    "Bernoulli",
    "Beta",
    "Binomial",
    "Categorical",
    "Cauchy",
    "ChiSquared",
    "Distribution",
    "DrawnDensity",
    "Empirical",
    "Estimate",
    "Exponential",
    "FisherF",
    "FromDensity",
    "Gamma",
    "Geometric",
    "Interval",
    "KernelDensity",
    "Laplace",
    "LogNormal",
    "Logistic",
    "MaximumOf",
    "Mixture",
    "NegativeBinomial",
    "Normal",
    "Parameter",
    "Poisson",
    "Region",
    "Rule",
    "SampleMoments",
    "Simulation",
    "StudentT",
    "Support",
    "Uniform",
    "VonMises",
    "Weibull",
    "default_edges",
    "equal_tailed_interval",
    "highest_density_region",
    "interval_probability",
    "sample_moments",
    "simulate",
    "special_functions",
]

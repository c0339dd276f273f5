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
from .fits import Fit, fit, fit_chips, rank_families
from .from_density import FromDensity
from .intervals import Interval, Region, equal_tailed_interval, highest_density_region, interval_probability
from .kernel_density import KernelDensity
from .mixture import Mixture
from .parameters import Parameter, Rule
from .sample_moments import Estimate, SampleMoments, sample_moments
from .sampling_distributions import (
    Norm,
    RunningMean,
    exact_statistic,
    norm_of_standard_normal,
    running_mean,
    simulated_norms,
    simulated_statistic,
)
from .simulation import Simulation, default_edges, simulate
from .summaries import Row, expectation, summary_table
from .tokens import (
    Filtered,
    NextToken,
    NgramModel,
    Stage,
    TemperatureCurve,
    log_softmax,
    min_p,
    next_token,
    ngram_model,
    repetition_penalty,
    softmax,
    temperature_curve,
    top_k,
    top_p,
)

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
    "Filtered",
    "FisherF",
    "Fit",
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
    "NextToken",
    "NgramModel",
    "Norm",
    "Normal",
    "Parameter",
    "Poisson",
    "Region",
    "Row",
    "Rule",
    "RunningMean",
    "SampleMoments",
    "Simulation",
    "Stage",
    "StudentT",
    "Support",
    "TemperatureCurve",
    "Uniform",
    "VonMises",
    "Weibull",
    "default_edges",
    "equal_tailed_interval",
    "exact_statistic",
    "expectation",
    "fit",
    "fit_chips",
    "highest_density_region",
    "interval_probability",
    "log_softmax",
    "min_p",
    "next_token",
    "ngram_model",
    "norm_of_standard_normal",
    "rank_families",
    "repetition_penalty",
    "running_mean",
    "sample_moments",
    "simulate",
    "simulated_norms",
    "simulated_statistic",
    "softmax",
    "special_functions",
    "summary_table",
    "temperature_curve",
    "top_k",
    "top_p",
]

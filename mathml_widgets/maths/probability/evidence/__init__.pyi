from .bayes_rule import BayesUpdate, ExactUpdate, bayes_update, exact_bayes_update
from .beta_binomial import BetaUpdate, beta_binomial_logpmf, beta_update
from .natural_frequencies import NaturalFrequencies, natural_frequencies
from .repeated_tests import RepeatedTests, exact_repeated_tests, positive_tests_needed, repeated_tests

__all__ = [
    "BayesUpdate",
    "BetaUpdate",
    "ExactUpdate",
    "NaturalFrequencies",
    "RepeatedTests",
    "bayes_update",
    "beta_binomial_logpmf",
    "beta_update",
    "exact_bayes_update",
    "exact_repeated_tests",
    "natural_frequencies",
    "positive_tests_needed",
    "repeated_tests",
]

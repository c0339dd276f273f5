"""Probability: distributions, and how a machine draws from them.

Every distribution, named, mixed, drawn by hand, estimated from data or given by its density alone, answers the same
questions: `pdf, logpdf, cdf, sf, quantile, sample, mean, variance, skewness, kurtosis, entropy, support`.
The functions behind the areas and quantiles stand in `special_functions`. Around them: machines that draw, step by
step (`samplers`); what evidence does to a belief (`evidence`), and words to a class (`word_votes`); the next token of a
text (`tokens`); clouds as mixtures of normal ones, by EM and by diffusion (`gaussian_mixtures`). A `Mixture` lies on
the line, a `GaussianMixture` in any dimension.
"""

from ..lazily import lazily

lazily(__name__)

from .diffusion import (
    DiffusionPaths,
    denoise,
    diffuse,
    mixture_score,
    noise_rate,
    noised_mixture,
    signal_and_noise,
)
from .expectation_maximization import EMStep, MixtureFit, em_steps, fit_gaussian_mixture
from .labelled import LabelledMixture, fit_labelled_mixture
from .mixtures import GaussianMixture, gaussian_mixture

__all__ = [
    "DiffusionPaths",
    "EMStep",
    "GaussianMixture",
    "LabelledMixture",
    "MixtureFit",
    "denoise",
    "diffuse",
    "em_steps",
    "fit_gaussian_mixture",
    "fit_labelled_mixture",
    "gaussian_mixture",
    "mixture_score",
    "noise_rate",
    "noised_mixture",
    "signal_and_noise",
]

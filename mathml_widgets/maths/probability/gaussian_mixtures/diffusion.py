r"""Diffusion: drown data in noise, and find back.

Going forward, a point is shrunk a little and noise is added, until nothing is left of where it came from.
Going backward takes one thing only, the score: the slope of the log-density at every level of noise, which points to
where the data are denser.
A network has to learn it; of a mixture of Gaussians it is known exactly, for noise makes Gaussians of Gaussians: so
here nothing is trained, and what goes wrong goes wrong by steps that are too long.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.random import Generator
from numpy.typing import ArrayLike

from ...linear_algebra.arguments import FloatArray, FloatOrArray, as_array, plain
from ..counts import as_count
from .mixtures import GaussianMixture, as_places

SCHEDULES = ("linear", "cosine")
SAMPLERS = ("ode", "sde")
LEAST_RATE, GREATEST_RATE = 0.1, 20.0
COSINE_END = 0.995


class DiffusionPaths(NamedTuple):
    """Ways of points through levels of noise."""

    times: FloatArray
    """(n_steps + 1,), from 0 (data) to 1 (noise), or back."""
    paths: FloatArray
    """(n_steps + 1, n_points, n_dimensions)"""


def signal_and_noise(time: ArrayLike, schedule: str = "linear") -> tuple[FloatOrArray, FloatOrArray]:
    r"""Return how much of the data is left, and how much noise there is: :math:`x_t = a x_0 + \sqrt{v} \, \epsilon`.

    Parameters
    ----------
    time : array_like (...)
        Between 0 and 1.
    schedule : {"linear", "cosine"}
        Of the rate of noise: growing evenly from 0.1 to 20, or such that a is a cosine.

    Returns
    -------
    tuple of float or array (...)
        a and v, with a² + v = 1.

    Raises
    ------
    ValueError
        If a time is not between 0 and 1, or the schedule unknown.

    References
    ----------
    Song et al., "Score-based generative modeling through stochastic differential equations", ICLR (2021), appendix C.
    Nichol and Dhariwal, "Improved denoising diffusion probabilistic models", ICML (2021), section 3.2.

    Examples
    --------
    >>> signal_and_noise(0.0), signal_and_noise(1.0)[0].__round__(4)
    ((1.0, 0.0), 0.0066)
    """
    t = as_times(time, schedule)
    if schedule == "cosine":
        angle = np.pi / 2 * COSINE_END * t
        return plain(np.cos(angle)), plain(np.sin(angle) ** 2)
    exponent = LEAST_RATE * t + (GREATEST_RATE - LEAST_RATE) * t**2 / 2
    return plain(np.exp(-exponent / 2)), plain(-np.expm1(-exponent))


def noise_rate(time: ArrayLike, schedule: str = "linear") -> FloatOrArray:
    r"""Return the rate :math:`\beta = -2 \, a' / a` at which noise comes in.

    Parameters
    ----------
    time, schedule
        As in `signal_and_noise`.

    Returns
    -------
    float or array (...)

    Raises
    ------
    ValueError
        As there.

    Examples
    --------
    >>> noise_rate(0.5)
    10.05
    """
    t = as_times(time, schedule)
    if schedule == "cosine":
        return plain(np.pi * COSINE_END * np.tan(np.pi / 2 * COSINE_END * t))
    return plain(LEAST_RATE + (GREATEST_RATE - LEAST_RATE) * t)


def noised_mixture(mixture: GaussianMixture, time: float, schedule: str = "linear") -> GaussianMixture:
    r"""Return what noise makes of a mixture: means :math:`a \mu_k`, covariances :math:`a^2 \Sigma_k + v I`.

    Parameters
    ----------
    mixture : GaussianMixture
    time : float
        Between 0 and 1.
    schedule : {"linear", "cosine"}

    Returns
    -------
    GaussianMixture

    Raises
    ------
    ValueError
        As in `signal_and_noise`.

    Examples
    --------
    >>> from mathml_widgets.maths.probability import gaussian_mixture
    >>> noised_mixture(gaussian_mixture([1.0], [[5.0]], [[[1.0]]]), 1.0).covariances.round(6)
    array([[[1.]]])
    """
    a, v = signal_and_noise(float(time), schedule)
    d = mixture.means.shape[1]
    return GaussianMixture(mixture.weights, a * mixture.means, a**2 * mixture.covariances + v * np.eye(d))


def mixture_score(mixture: GaussianMixture, points: ArrayLike) -> FloatArray:
    r"""Return the slope of the log-density of a mixture, exactly.

    .. math:: \nabla \log f(x) = -\sum_k r_k(x) \, \Sigma_k^{-1} (x - \mu_k)

    Parameters
    ----------
    mixture : GaussianMixture
    points : array_like (..., n_dimensions)

    Returns
    -------
    array (..., n_dimensions)

    Raises
    ------
    ValueError
        If the points have other dimensions.

    Examples
    --------
    >>> from mathml_widgets.maths.probability import gaussian_mixture
    >>> mixture_score(gaussian_mixture([1.0], [[1.0]], [[[4.0]]]), [[3.0]])
    array([[-0.5]])
    """
    x = as_places(points, mixture.means.shape[1])
    responsibilities = mixture.responsibilities(x)
    answer = np.zeros_like(x)
    for k, inverse in enumerate(np.linalg.inv(mixture.covariances)):
        answer -= responsibilities[..., k, None] * ((x - mixture.means[k]) @ inverse)
    return answer


def diffuse(points: ArrayLike, n_steps: int, generator: Generator, schedule: str = "linear") -> DiffusionPaths:
    """Drown points in noise, step by step; each step is exact, however long.

    Parameters
    ----------
    points : array_like (n_points, n_dimensions)
    n_steps : int
    generator : Generator
    schedule : {"linear", "cosine"}

    Returns
    -------
    DiffusionPaths
        From time 0 to 1.

    Raises
    ------
    ValueError
        If the points have another shape, or an option is unknown or out of range.

    Examples
    --------
    >>> noise = diffuse(np.full((10_000, 1), 3.0), 5, np.random.default_rng(0))
    >>> noise.paths[-1].std().round(2).item()
    1.0
    """
    x = as_array(points, "points")
    if x.ndim != 2 or x.size == 0:
        raise ValueError(f"points must have shape (n_points, n_dimensions), got {x.shape}")
    times = np.linspace(0, 1, as_count(n_steps, "n_steps") + 1)
    signal, noise = signal_and_noise(times, schedule)
    paths = np.empty((len(times), *x.shape))
    paths[0] = x
    for i in range(len(times) - 1):
        kept = signal[i + 1] / signal[i]
        added = max(noise[i + 1] - kept**2 * noise[i], 0.0)
        paths[i + 1] = kept * paths[i] + np.sqrt(added) * generator.standard_normal(x.shape)
    return DiffusionPaths(times, paths)


def denoise(
    mixture: GaussianMixture,
    n: int,
    generator: Generator,
    *,
    n_steps: int = 100,
    sampler: str = "ode",
    schedule: str = "linear",
    start: ArrayLike | None = None,
) -> DiffusionPaths:
    r"""Make points out of noise, with the exact score of a mixture.

    .. math::

        \text{sde:} & \quad dx = -\left(\tfrac{1}{2} x + \nabla \log f_t(x)\right) \beta \, dt + \sqrt{\beta} \, dW \\
        \text{ode:} & \quad dx = -\tfrac{1}{2} \left(x + \nabla \log f_t(x)\right) \beta \, dt

    with t running from 1 to 0.

    Parameters
    ----------
    mixture : GaussianMixture
        What the points are to be like.
    n : int
        How many points.
    generator : Generator
    n_steps : int
        More steps, smaller errors.
    sampler : {"ode", "sde"}
        Without noise, by Heun's method: the end depends on the start alone.  Or with noise, by Euler's.
    schedule : {"linear", "cosine"}
    start : array_like (n, n_dimensions), optional
        Points at time 1; drawn from the standard normal distribution by default.

    Returns
    -------
    DiffusionPaths
        From time 1 to 0.

    Raises
    ------
    ValueError
        If an option is unknown or out of range, or the start does not fit.

    Notes
    -----
    Times are squares of even steps: short steps near the data, where the score changes quickly.  The ode is solved for
    x / a as a function of the width of the noise, :math:`\sqrt{v} / a`, for there its ways are nearly straight; the
    last step is Euler's, which ends at the mean of what the point may have been.  The error of the ode is of second
    order in the steps, that of the sde of first.  What is left of the data at time 1 (a of 0.0066, or 0.0079) is the
    one error that more steps do not cure.

    References
    ----------
    Song et al., "Score-based generative modeling through stochastic differential equations", ICLR (2021), sections 3.3
    and 4.3.
    Karras, Aittala, Aila and Laine, "Elucidating the design space of diffusion-based generative models", NeurIPS
    (2022).

    Examples
    --------
    >>> from mathml_widgets.maths.probability import gaussian_mixture
    >>> two = gaussian_mixture([0.3, 0.7], [[-4.0], [4.0]], [[[1.0]], [[1.0]]])
    >>> made = denoise(two, 10_000, np.random.default_rng(0)).paths[-1]
    >>> (made > 0).mean().round(1).item()
    0.7
    """
    n, n_steps = as_count(n, "n"), as_count(n_steps, "n_steps")
    if sampler not in SAMPLERS:
        raise ValueError(f"sampler must be one of {', '.join(SAMPLERS)}, got {sampler!r}")
    d = mixture.means.shape[1]
    x = generator.standard_normal((n, d)) if start is None else as_array(start, "start")
    if x.shape != (n, d):
        raise ValueError(f"start must have shape {(n, d)}, got {x.shape}")
    times = np.linspace(1, 0, n_steps + 1) ** 2
    rates = np.asarray(noise_rate(times, schedule))
    signals, noises = (np.asarray(level) for level in signal_and_noise(times, schedule))
    widths = np.sqrt(noises) / signals
    levels = [noised_mixture(mixture, t, schedule) for t in times.tolist()]
    paths = np.empty((n_steps + 1, n, d))
    paths[0] = x
    slope = mixture_score(levels[0], x)
    for i in range(n_steps):
        width = times[i] - times[i + 1]
        if sampler == "sde":
            drift = rates[i] * width * (x / 2 + slope)
            x = x + drift + np.sqrt(rates[i] * width) * generator.standard_normal(x.shape)
            slope = mixture_score(levels[i + 1], x)
        else:
            step = widths[i + 1] - widths[i]
            first = -widths[i] * signals[i] * slope
            y = x / signals[i] + step * first
            if i < n_steps - 1:
                second = -widths[i + 1] * signals[i + 1] * mixture_score(levels[i + 1], signals[i + 1] * y)
                y += step * (second - first) / 2
            x = signals[i + 1] * y
            slope = mixture_score(levels[i + 1], x)
        paths[i + 1] = x
    return DiffusionPaths(times, paths)


def as_times(time: ArrayLike, schedule: str) -> FloatArray:
    """Return times between 0 and 1, for a schedule that exists."""
    if schedule not in SCHEDULES:
        raise ValueError(f"schedule must be one of {', '.join(SCHEDULES)}, got {schedule!r}")
    t = as_array(time, "time")
    if not ((t >= 0) & (t <= 1)).all():
        raise ValueError(f"time must lie between 0 and 1, got {t[~((t >= 0) & (t <= 1))][0]}")
    return t

r"""What draws are worth that depend on each other.

A Markov chain remembers: neighbouring draws are alike, and n of them tell less than n independent ones.
How alike draws are that lie k steps apart is the autocorrelation at lag k; the sum of all of them says how many
draws are worth one.
Chains that have not mixed betray themselves by disagreeing: then they differ more between each other than within.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from ...linear_algebra.arguments import FloatArray, FloatOrArray, as_array, plain


def autocorrelation(x: ArrayLike, n_lags: int | None = None) -> FloatArray:
    r"""Return the autocorrelation of a series at lags 0, 1, 2, ...

    .. math:: \hat\rho_k = \frac{\sum_{t} (x_t - \bar x)(x_{t+k} - \bar x)}{\sum_t (x_t - \bar x)^2}

    Parameters
    ----------
    x : array_like (..., n)
        Series along the last axis.
    n_lags : int, optional
        How many lags, lag 0 included; all n by default.

    Returns
    -------
    array (..., n_lags)
        NaN for a series that never moves: it has none.

    Raises
    ------
    ValueError
        If the series are empty, or `n_lags` is not between 1 and n.

    Notes
    -----
    All lags at once by Fourier transforms, padded with zeros so that the end of the series does not meet its
    beginning.

    References
    ----------
    Priestley, "Spectral analysis and time series" (1981), section 5.3.

    Examples
    --------
    >>> autocorrelation([1.0, -1.0, 1.0, -1.0]).round(2)
    array([ 1.  , -0.75,  0.5 , -0.25])
    """
    series = as_series(x)
    n = series.shape[-1]
    n_lags = n if n_lags is None else n_lags
    if not 1 <= n_lags <= n or int(n_lags) != n_lags:
        raise ValueError(f"n_lags must be a whole number from 1 to {n}, got {n_lags}")
    with np.errstate(all="ignore"):
        covariances = autocovariance(scaled(series, -1))[..., : int(n_lags)]
        return np.asarray(covariances / covariances[..., :1])


def effective_sample_size(samples: ArrayLike) -> FloatOrArray:
    r"""Return how many independent draws would tell as much about the mean.

    .. math:: n_{\text{eff}} = \frac{m n}{1 + 2 \sum_{k \ge 1} \rho_k}

    Parameters
    ----------
    samples : array_like (n,), (n_chains, n) or (n_chains, n, n_dimensions)
        Draws of one chain, or of several of the same target.

    Returns
    -------
    float or array (n_dimensions,)
        NaN if a chain never moves.

    Raises
    ------
    ValueError
        If there are fewer than 4 draws.

    Notes
    -----
    Autocorrelations of several chains are taken together with the variance between them, so chains that disagree are
    worth little.  The sum ends where that of two neighbouring lags is no longer positive, and falls all the way
    (Geyer).  Draws that repel each other may be worth more than as many independent ones, at most log10(m n) times as
    many.

    References
    ----------
    Geyer, "Practical Markov chain Monte Carlo", Statistical Science 7 (1992), section 3.3.
    Vehtari, Gelman, Simpson, Carpenter and Bürkner, "Rank-normalization, folding, and localization: an improved R-hat",
    Bayesian Analysis 16 (2021), section 3.2.

    Examples
    --------
    >>> steps = np.random.default_rng(0).normal(size=1000)
    >>> round(effective_sample_size(np.cumsum(steps)) / 1000, 2)
    0.01
    """
    chains = as_chains(samples)
    found = np.array([effective_size(one) for one in chains])
    return plain(found[0]) if np.ndim(samples) < 3 else found


def split_r_hat(samples: ArrayLike) -> FloatOrArray:
    r"""Return how much wider all chains are together than each on its own: 1 when they have mixed.

    .. math:: \hat R = \sqrt{\frac{(n - 1) W / n + B / n}{W}}

    with W the mean variance within, and B / n the variance between the means of the halves of the chains.

    Parameters
    ----------
    samples : array_like (n,), (n_chains, n) or (n_chains, n, n_dimensions)

    Returns
    -------
    float or array (n_dimensions,)
        NaN if no chain moves and all stand at one place, infinity if they stand at different ones.

    Raises
    ------
    ValueError
        If there are fewer than 4 draws.

    Notes
    -----
    Each chain is split in two, so that one that drifts disagrees with itself.

    References
    ----------
    Gelman et al., "Bayesian data analysis", 3rd edition (2013), section 11.4.

    Examples
    --------
    >>> draws = np.random.default_rng(0).normal(size=(4, 1000))
    >>> round(split_r_hat(draws), 2), round(split_r_hat(draws + [[0], [0], [0], [5]]), 1)
    (1.0, 2.6)
    """
    chains = as_chains(samples)
    chains = scaled(chains, (1, 2))
    half = chains.shape[-1] // 2
    halves = np.concatenate([chains[..., :half], chains[..., -half:]], axis=1)
    within = halves.var(axis=-1, ddof=1).mean(axis=1)
    between = halves.mean(axis=-1).var(axis=1, ddof=1)
    # Equal numbers have a mean that may differ from them by rounding.
    still = (np.ptp(halves, axis=-1) == 0).all(axis=1)
    same = np.ptp(halves, axis=(1, 2)) == 0
    with np.errstate(all="ignore"):
        ratio = np.sqrt((half - 1) / half + between / within)
    found = np.where(same, np.nan, np.where(still, np.inf, ratio))
    return plain(found[0]) if np.ndim(samples) < 3 else found


def effective_size(chains: FloatArray) -> float:
    """Return the effective size of chains of one quantity, shape (n_chains, n)."""
    m, n = chains.shape
    if (np.ptp(chains, axis=1) == 0).any():
        return float("nan")
    chains = scaled(chains, (0, 1))
    covariances = autocovariance(chains)
    within = covariances[:, 0].mean() * n / (n - 1)
    total = within * (n - 1) / n
    if m > 1:
        total += chains.mean(axis=1).var(ddof=1)
    rho = 1 - (within - covariances.mean(axis=0) * n / (n - 1)) / total
    rho[0] = 1.0
    pairs = rho[: n // 2 * 2].reshape(-1, 2).sum(axis=1)
    stop = int(np.argmax(pairs <= 0)) if (pairs <= 0).any() else len(pairs)
    tau = -1 + 2 * np.minimum.accumulate(pairs[:stop]).sum()
    return float(m * n / max(tau, 1 / np.log10(m * n)))


def scaled(series: FloatArray, axes: int | tuple[int, ...]) -> FloatArray:
    """Return series over a power of two near their greatest number: then squares neither overflow nor vanish."""
    greatest = np.abs(series).max(axis=axes, keepdims=True)
    return np.asarray(np.ldexp(series, -np.frexp(greatest)[1]))


def autocovariance(series: FloatArray) -> FloatArray:
    """Return sums of products of deviations at all lags, divided by the length; 0 where nothing moves."""
    n = series.shape[-1]
    moves = np.ptp(series, axis=-1, keepdims=True) > 0
    deviations = np.where(moves, series - series.mean(axis=-1, keepdims=True), 0.0)
    length = 1 << (2 * n - 1).bit_length()
    spectrum = np.fft.rfft(deviations, length)
    power = spectrum.real**2 + spectrum.imag**2
    return np.asarray(np.fft.irfft(power, length)[..., :n] / n)


def as_series(x: ArrayLike) -> FloatArray:
    """Return series along the last axis, none empty."""
    series = as_array(x, "x")
    if series.ndim == 0 or series.shape[-1] == 0:
        raise ValueError(f"x must have at least one number along its last axis, got shape {series.shape}")
    return series


def as_chains(samples: ArrayLike) -> FloatArray:
    """Return draws as (n_dimensions, n_chains, n)."""
    draws = as_array(samples, "samples")
    if not 1 <= draws.ndim <= 3:
        raise ValueError(f"samples must have one, two or three axes, got shape {draws.shape}")
    draws = draws.reshape(1, -1) if draws.ndim == 1 else draws
    draws = draws[..., None] if draws.ndim == 2 else draws
    if draws.shape[1] < 4 or 0 in draws.shape:
        raise ValueError(f"samples must hold at least 4 draws of each chain, got shape {np.shape(samples)}")
    return np.ascontiguousarray(draws.transpose(2, 0, 1))

"""Densities and tails of the families in mpmath, and where they are tried.

Each entry: the family, ``pdf(x, *parameters)``, ``cdf(x, *parameters)``, ``sf(x, *parameters)``, and a function that
draws parameters from their stated ranges.
"""

import mpmath as mp
import numpy as np

from mathml_widgets.maths.probability import families as fam


def log_uniform(low, high):
    return lambda rng: 10.0 ** rng.uniform(low, high)


def uniform(low, high):
    return lambda rng: rng.uniform(low, high)


def whole(low, high):
    return lambda rng: float(rng.integers(low, high))


def lower_beta(a, b, x):
    return mp.betainc(a, b, 0, x, regularized=True)


def upper_beta(a, b, x):
    return 1 - lower_beta(a, b, x) if x < 0.1 else mp.betainc(b, a, 0, 1 - x, regularized=True)


def lower_gamma(a, x):
    return mp.gammainc(a, 0, x, regularized=True)


def upper_gamma(a, x):
    return mp.gammainc(a, x, mp.inf, regularized=True)


def t_tail(z, nu):
    outer = lower_beta(nu / 2, mp.mpf(1) / 2, nu / (nu + z * z)) / 2
    return outer if z < 0 else 1 - outer


def t_density(x, nu, m, s):
    z = (x - m) / s
    return (1 + z * z / nu) ** (-(nu + 1) / 2) / (s * mp.sqrt(nu) * mp.beta(mp.mpf(1) / 2, nu / 2))


def laplace_tail(z):
    return mp.exp(z) / 2 if z < 0 else 1 - mp.exp(-z) / 2


def cauchy_tail(z):
    return mp.atan2(1, -z) / mp.pi


def von_mises_area(x, mu, kappa):
    angle, width = x - mu, min(mp.pi, 6 / mp.sqrt(kappa))
    area = mp.quad(lambda t: mp.exp(kappa * (mp.cos(t) - 1)), [-mp.pi, max(-mp.pi, angle - width), angle], maxdegree=7)
    return area * mp.exp(kappa) / (2 * mp.pi * mp.besseli(0, kappa))


CONTINUOUS = [
    (
        fam.Normal,
        lambda x, m, s: mp.npdf(x, m, s),
        lambda x, m, s: mp.ncdf((x - m) / s),
        lambda x, m, s: mp.ncdf((m - x) / s),
        (uniform(-5, 5), log_uniform(-2, 2)),
    ),
    (
        fam.Uniform,
        lambda x, a, b: 1 / (b - a),
        lambda x, a, b: (x - a) / (b - a),
        lambda x, a, b: (b - x) / (b - a),
        (uniform(-5, 0), uniform(0.1, 9)),
    ),
    (
        fam.Exponential,
        lambda x, r: r * mp.exp(-r * x),
        lambda x, r: -mp.expm1(-r * x),
        lambda x, r: mp.exp(-r * x),
        (log_uniform(-4, 4),),
    ),
    (
        fam.Gamma,
        lambda x, a, r: r * mp.exp((a - 1) * mp.log(r * x) - r * x - mp.loggamma(a)),
        lambda x, a, r: lower_gamma(a, r * x),
        lambda x, a, r: upper_gamma(a, r * x),
        (log_uniform(-2, 3), log_uniform(-2, 2)),
    ),
    (
        fam.Beta,
        lambda x, a, b: x ** (a - 1) * (1 - x) ** (b - 1) / mp.beta(a, b),
        lambda x, a, b: lower_beta(a, b, x),
        lambda x, a, b: upper_beta(a, b, x),
        (log_uniform(-1, 2.5), log_uniform(-1, 2.5)),
    ),
    (
        fam.StudentT,
        t_density,
        lambda x, nu, m, s: t_tail((x - m) / s, nu),
        lambda x, nu, m, s: t_tail((m - x) / s, nu),
        (log_uniform(-0.7, 3), uniform(-5, 5), log_uniform(-1, 1)),
    ),
    (
        fam.Laplace,
        lambda x, m, s: mp.exp(-abs(x - m) / s) / (2 * s),
        lambda x, m, s: laplace_tail((x - m) / s),
        lambda x, m, s: laplace_tail((m - x) / s),
        (uniform(-5, 5), log_uniform(-2, 2)),
    ),
    (
        fam.LogNormal,
        lambda x, m, s: mp.npdf(mp.log(x), m, s) / x,
        lambda x, m, s: mp.ncdf((mp.log(x) - m) / s),
        lambda x, m, s: mp.ncdf((m - mp.log(x)) / s),
        (uniform(-5, 5), log_uniform(-2, 1)),
    ),
    (
        fam.Cauchy,
        lambda x, m, s: 1 / (mp.pi * s * (1 + ((x - m) / s) ** 2)),
        lambda x, m, s: cauchy_tail((x - m) / s),
        lambda x, m, s: cauchy_tail((m - x) / s),
        (uniform(-5, 5), log_uniform(-2, 2)),
    ),
    (
        fam.Weibull,
        lambda x, k, s: k / s * (x / s) ** (k - 1) * mp.exp(-((x / s) ** k)),
        lambda x, k, s: -mp.expm1(-((x / s) ** k)),
        lambda x, k, s: mp.exp(-((x / s) ** k)),
        (log_uniform(-0.7, 2), log_uniform(-2, 2)),
    ),
    (
        fam.VonMises,
        lambda x, m, k: mp.exp(k * mp.cos(x - m)) / (2 * mp.pi * mp.besseli(0, k)),
        von_mises_area,
        lambda x, m, k: von_mises_area(-x, -m, k),
        (uniform(-3, 3), log_uniform(-1, 3)),
    ),
    (
        fam.ChiSquared,
        lambda x, n: mp.exp((n / 2 - 1) * mp.log(x / 2) - x / 2 - mp.loggamma(n / 2)) / 2,
        lambda x, n: lower_gamma(n / 2, x / 2),
        lambda x, n: upper_gamma(n / 2, x / 2),
        (log_uniform(-1, 3),),
    ),
    (
        fam.FisherF,
        lambda x, m, n: (m * x / (m * x + n)) ** (m / 2) * (n / (m * x + n)) ** (n / 2) / (x * mp.beta(m / 2, n / 2)),
        lambda x, m, n: lower_beta(m / 2, n / 2, m * x / (m * x + n)),
        lambda x, m, n: lower_beta(n / 2, m / 2, n / (m * x + n)),
        (log_uniform(-0.3, 2.5), log_uniform(-0.3, 2.5)),
    ),
    (
        fam.Logistic,
        lambda x, m, s: 1 / (4 * s * mp.cosh((x - m) / s / 2) ** 2),
        lambda x, m, s: 1 / (1 + mp.exp(-(x - m) / s)),
        lambda x, m, s: 1 / (1 + mp.exp((x - m) / s)),
        (uniform(-5, 5), log_uniform(-2, 2)),
    ),
]

DISCRETE = [
    (
        fam.Bernoulli,
        lambda k, p: p if k else 1 - p,
        lambda k, p: 1 - p if k == 0 else mp.mpf(1),
        lambda k, p: p if k == 0 else mp.mpf(0),
        (uniform(0, 1),),
    ),
    (
        fam.Binomial,
        lambda k, n, p: mp.binomial(n, k) * p**k * (1 - p) ** (n - k),
        lambda k, n, p: upper_beta(k + 1, n - k, p) if k < n else mp.mpf(1),
        lambda k, n, p: lower_beta(k + 1, n - k, p) if k < n else mp.mpf(0),
        (whole(1, 500), uniform(0.001, 0.999)),
    ),
    (
        fam.Geometric,
        lambda k, p: (1 - p) ** (k - 1) * p,
        lambda k, p: 1 - (1 - p) ** k,
        lambda k, p: (1 - p) ** k,
        (log_uniform(-3, -0.001),),
    ),
    (
        fam.Poisson,
        lambda k, r: mp.exp(k * mp.log(r) - r - mp.loggamma(k + 1)),
        lambda k, r: upper_gamma(k + 1, r),
        lambda k, r: lower_gamma(k + 1, r),
        (log_uniform(-2, 3),),
    ),
    (
        fam.NegativeBinomial,
        lambda k, r, p: mp.binomial(k + r - 1, k) * p**r * (1 - p) ** k,
        lambda k, r, p: lower_beta(r, k + 1, p),
        lambda k, r, p: upper_beta(r, k + 1, p),
        (log_uniform(-1, 2), uniform(0.05, 0.95)),
    ),
]


def points_of(entry, n, seed=0):
    """Return rows of x and parameters, with x from far in the lower tail to far in the upper one."""
    family, *_, ranges = entry
    rng = np.random.default_rng(seed)
    rows = []
    for i in range(6 if family is fam.VonMises else n):
        parameters = [draw(rng) for draw in ranges]
        probability = 10.0 ** rng.uniform(-30, 0) if i % 3 else rng.uniform(0.01, 0.99)
        x = family(*parameters).quantile(probability, upper_tail=i % 2 == 1)
        if not family.is_discrete and 1e-6 < abs(x) < 1e30:
            x = float(np.float32(x))  # A rounder number than any that our own quantile could be tuned to.
        rows.append([x, *parameters])
    return np.array(rows)

"""Densities as lines of NumPy, for readers who want to take the formula along and leave the library behind."""

from __future__ import annotations

from types import MappingProxyType

LOG_FACTORIAL = "np.array([lgamma(n + 1) for n in np.atleast_1d({})])"


def within(condition: str, expression: str) -> str:
    """Return an expression that is -inf where the condition does not hold."""
    return f"np.where({condition}, {expression}, -np.inf)"


def factorial(n: str) -> str:
    """Return the logarithm of a factorial, as text."""
    return LOG_FACTORIAL.format(n)


LOG_DENSITIES = MappingProxyType(
    {
        "normal": (
            "mean, standard_deviation",
            "-0.5 * ((x - mean) / standard_deviation) ** 2 - np.log(standard_deviation * np.sqrt(2 * np.pi))",
        ),
        "uniform": ("lowest, highest", within("(x >= lowest) & (x <= highest)", "-np.log(highest - lowest)")),
        "exponential": ("rate", within("x >= 0", "np.log(rate) - rate * x")),
        "gamma": (
            "shape, rate",
            within("x >= 0", "shape * np.log(rate) + (shape - 1) * np.log(x) - rate * x - lgamma(shape)"),
        ),
        "beta": (
            "alpha, beta",
            within(
                "(x >= 0) & (x <= 1)",
                "(alpha - 1) * np.log(x) + (beta - 1) * np.log1p(-x) + lgamma(alpha + beta)"
                " - lgamma(alpha) - lgamma(beta)",
            ),
        ),
        "t": (
            "nu, location, scale",
            "lgamma((nu + 1) / 2) - lgamma(nu / 2) - np.log(nu * np.pi) / 2 - np.log(scale)"
            " - (nu + 1) / 2 * np.log1p(((x - location) / scale) ** 2 / nu)",
        ),
        "Laplace": ("location, scale", "-np.abs(x - location) / scale - np.log(2 * scale)"),
        "lognormal": (
            "log_mean, log_deviation",
            within(
                "x > 0",
                "-0.5 * ((np.log(x) - log_mean) / log_deviation) ** 2 - np.log(x * log_deviation * np.sqrt(2 * np.pi))",
            ),
        ),
        "Cauchy": ("location, scale", "-np.log(np.pi * scale * (1 + ((x - location) / scale) ** 2))"),
        "Weibull": (
            "shape, scale",
            within("x >= 0", "np.log(shape / scale) + (shape - 1) * np.log(x / scale) - (x / scale) ** shape"),
        ),
        "von Mises": (
            "mean_direction, concentration",
            within(
                "np.abs(x - mean_direction) <= np.pi",
                "concentration * np.cos(x - mean_direction) - np.log(2 * np.pi * np.i0(concentration))",
            ),
        ),
        "chi-squared": (
            "nu",
            within("x >= 0", "(nu / 2 - 1) * np.log(x) - x / 2 - nu / 2 * np.log(2) - lgamma(nu / 2)"),
        ),
        "F": (
            "m, n",
            within(
                "x >= 0",
                "lgamma((m + n) / 2) - lgamma(m / 2) - lgamma(n / 2) + m / 2 * np.log(m / n)"
                " + (m / 2 - 1) * np.log(x) - (m + n) / 2 * np.log1p(m * x / n)",
            ),
        ),
        "logistic": (
            "location, scale",
            "-np.abs(x - location) / scale - 2 * np.log1p(np.exp(-np.abs(x - location) / scale)) - np.log(scale)",
        ),
        "Bernoulli": ("p", within("(x == 0) | (x == 1)", "np.where(x == 1, np.log(p), np.log1p(-p))")),
        "binomial": (
            "n, p",
            f"{factorial('n')} - {factorial('x')} - {factorial('n - x')} + x * np.log(p) + (n - x) * np.log1p(-p)",
        ),
        "geometric": ("p", within("x >= 1", "np.log(p) + (x - 1) * np.log1p(-p)")),
        "Poisson": ("rate", f"x * np.log(rate) - rate - {factorial('x')}"),
        "negative binomial": (
            "r, p",
            f"np.array([lgamma(k + r) - lgamma(r) for k in np.atleast_1d(x)]) - {factorial('x')}"
            " + r * np.log(p) + x * np.log1p(-p)",
        ),
        "categorical": ("*p", "np.log(p)[np.asarray(x, dtype=int)]"),
        "mixture": (
            "*rows",
            "np.log(sum(w * np.exp(-0.5 * ((x - m) / s) ** 2) / (s * np.sqrt(2 * np.pi))"
            " for w, m, s in np.reshape(rows, (-1, 3))))",
        ),
    }
)
"""By family: the names of its parameters in order, and log f(x) as an expression in them, `np` and `lgamma`."""


def log_density_source(family: str) -> str:
    """Return the source of a function `log_density_at(x)` that reads `parameters`, or nothing for another family.

    Parameters
    ----------
    family : str
        One of `FAMILIES`, or "mixture" for rows of weight, mean and standard deviation.

    Returns
    -------
    str

    Examples
    --------
    >>> print(log_density_source("exponential"))
    rate, = parameters
    def log_density_at(x):
        with np.errstate(all="ignore"):
            return np.where(x >= 0, np.log(rate) - rate * x, -np.inf)
    """
    if family not in LOG_DENSITIES:
        return ""
    names, expression = LOG_DENSITIES[family]
    return (
        f"{names}, = parameters\ndef log_density_at(x):\n"
        f'    with np.errstate(all="ignore"):\n        return {expression}'
    )

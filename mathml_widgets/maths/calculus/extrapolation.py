"""The limit of a sequence of better and better approximations, from its first few terms.

A central difference with step h is f'(x) + a h^2 + b h^4 + ..., so the same difference with step
h/2 and some arithmetic removes the first error, a third the second, and so on: four halvings gain
what no small step can, for a small step drowns in rounding.
Each entry of the resulting triangle is compared with its two neighbours, which says how far to
trust it; rounding, which grows as the step shrinks, is carried along.
The entry with the smallest error is the answer, and its error comes with it.
"""

from __future__ import annotations

import numpy as np

from ..linear_algebra.arguments import FloatArray


def extrapolate(terms: FloatArray, noise: FloatArray, order: int = 2) -> tuple[FloatArray, FloatArray]:
    """Return the limit of approximations whose step halves from one to the next, and its error.

    Parameters
    ----------
    terms : array (n_terms, ...)
        Approximations with errors a h^order + b h^(2 order) + ...
    noise : array (n_terms, ...)
        The rounding error of each.
    order : int
        2 for symmetric differences, 1 for one-sided ones.

    Returns
    -------
    limit : array (...)
        NaN where no two neighbouring terms are finite.
    error : array (...)
        Infinite there.

    References
    ----------
    Ridders, "Accurate computation of F'(x) and F'(x) F''(x)", Advances in Engineering Software 4 (1982),
    pp. 75-76.

    Examples
    --------
    >>> steps = 2.0 ** -np.arange(4, 9)
    >>> limit, error = extrapolate(np.sin(steps) / steps, 1e-16 / steps)
    >>> bool(abs(limit - 1) < error < 1e-12)
    True
    """
    limit = np.full(terms.shape[1:], np.nan)
    smallest = np.full(terms.shape[1:], np.inf)
    column, rounding = terms, noise
    for k in range(1, len(terms)):
        factor = 2.0 ** (order * k)
        change = (column[1:] - column[:-1]) / (factor - 1.0)
        better = column[1:] + change
        rounding = (factor * rounding[1:] + rounding[:-1]) / (factor - 1.0)
        error = np.maximum(np.abs(better - column[1:]), np.abs(better - column[:-1])) + rounding
        error = np.where(np.isfinite(error), error, np.inf)
        for entry, its_error in zip(better, error, strict=True):
            chosen = its_error < smallest
            limit = np.where(chosen, entry, limit)
            smallest = np.where(chosen, its_error, smallest)
        column = better
    return limit, smallest


def most_trusted(limits: FloatArray, errors: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return the best of several limits found with smaller and smaller steps, and its error.

    A small error by itself may be an accident.  So each limit must also answer for what it differs from those
    with smaller steps, as far as ten times their own errors do not explain it; the last, which nobody checks,
    counts its own four times.

    Parameters
    ----------
    limits, errors : array (n_limits, ...)

    Returns
    -------
    limit, error : array (...)

    Examples
    --------
    >>> most_trusted(np.array([5.0, 1.01, 1.0]), np.array([0.01, 0.2, 0.01]))
    (np.float64(1.0), np.float64(0.04))
    """
    answered = errors.copy()
    answered[-1] *= 4.0
    for i in range(len(limits) - 1):
        moved = np.abs(limits[i] - limits[i + 1 :]) - 10.0 * errors[i + 1 :]
        answered[i] = np.fmax(answered[i], np.fmax.reduce(moved))
    best = np.argmin(answered, axis=0)[None]
    return np.take_along_axis(limits, best, 0)[0], np.take_along_axis(answered, best, 0)[0]

r"""Hamiltonian Monte Carlo: roll, instead of stumble.

The negative log-density is taken for a landscape, and the point for a marble that gets a random push and rolls without
friction: where it stops is the proposal, far from where it began and yet nearly certain to be taken.
It would be quite certain if the motion were computed exactly; leapfrog steps err a little in energy, and that error
alone decides.
Where steps are too long for the curvature, energy explodes: such divergences are reported, for they point at places
that the sampler cannot enter.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
from numpy.random import Generator
from numpy.typing import ArrayLike, NDArray

from ...linear_algebra.arguments import FloatArray, FloatOrArray, as_array
from ..counts import as_count
from .densities import Rows, as_rows, as_start
from .metropolis import as_step_size

DIVERGENT = 1000.0


class Trajectory(NamedTuple):
    """A marble's way."""

    positions: FloatArray
    """(n_steps + 1, ..., n_dimensions)"""
    momenta: FloatArray
    """(n_steps + 1, ..., n_dimensions)"""


class HamiltonianChains(NamedTuple):
    """What the chains did, the leading axes being those of the start."""

    samples: FloatArray
    """(..., n_steps, n_dimensions), after each step; the start is not among them."""
    log_densities: FloatArray
    """(..., n_steps), of the samples."""
    energy_errors: FloatArray
    """(..., n_steps), energy at the end less energy at the beginning; infinite where the way left the line."""
    accepted: NDArray[np.bool_]
    """(..., n_steps)"""
    divergent: NDArray[np.bool_]
    """(..., n_steps), whether the energy grew by more than 1000."""
    trajectories: FloatArray | None
    """(..., n_steps, n_leapfrog + 1, n_dimensions), if they were kept."""
    acceptance_rates: FloatOrArray
    """(...)"""


def leapfrog(
    gradient: Callable[[FloatArray], Any],
    position: ArrayLike,
    momentum: ArrayLike,
    step_size: ArrayLike,
    n_steps: int,
) -> Trajectory:
    r"""Roll a marble of mass 1 over the landscape -log f, in leaps.

    .. math::

        p \leftarrow p + \tfrac{\epsilon}{2} \nabla \log f(q), \quad q \leftarrow q + \epsilon p, \quad
        p \leftarrow p + \tfrac{\epsilon}{2} \nabla \log f(q)

    Parameters
    ----------
    gradient : callable
        Of points (..., n_dimensions): slope of log f, in the same shape.
    position, momentum : array_like (..., n_dimensions)
    step_size : array_like, float or (n_dimensions,)
    n_steps : int

    Returns
    -------
    Trajectory

    Raises
    ------
    ValueError
        If shapes differ, a step size is not positive, or `n_steps` is not at least 1.

    Notes
    -----
    Backwards in time it returns to where it began, and it keeps volumes; the error of the energy is of second order
    in the step size and does not build up, as long as the step is shorter than twice the width of the narrowest
    direction.

    References
    ----------
    Neal, "MCMC using Hamiltonian dynamics", Handbook of Markov chain Monte Carlo (2011), section 5.2.3.

    Examples
    --------
    >>> way = leapfrog(lambda q: -q, [1.0], [0.0], 0.01, 314)
    >>> way.positions[-1].round(3)
    array([-1.])
    """
    q, p = as_array(position, "position"), as_array(momentum, "momentum")
    if q.ndim == 0 or q.shape != p.shape:
        raise ValueError(f"momentum must have the shape of position, {q.shape}, got {p.shape}")
    step = as_step_size(step_size, q.shape[-1])
    n_steps = as_count(n_steps, "n_steps")
    positions, momenta = np.empty((n_steps + 1, *q.shape)), np.empty((n_steps + 1, *q.shape))
    positions[0], momenta[0] = q, p
    with np.errstate(all="ignore"):
        slope = slopes(gradient, q)
        for t in range(n_steps):
            p = p + step / 2 * slope
            q = q + step * p
            slope = slopes(gradient, q)
            p = p + step / 2 * slope
            positions[t + 1], momenta[t + 1] = q, p
    return Trajectory(positions, momenta)


def hamiltonian(
    log_density: Callable[..., Any],
    start: ArrayLike,
    n_steps: int,
    generator: Generator,
    *,
    gradient: Callable[[FloatArray], Any] | None = None,
    step_size: ArrayLike = 0.1,
    n_leapfrog: int = 20,
    keep_trajectories: bool = True,
) -> HamiltonianChains:
    r"""Sample by rolling: push, roll, and take the end with probability :math:`\min(1, e^{-\Delta H})`.

    Parameters
    ----------
    log_density : callable
        Of points (n_chains, n_dimensions), or of one point: log f up to a constant; -inf where the density is 0.
    start : array_like (..., n_dimensions)
        One starting point for each chain, where the density is positive.
    n_steps : int
        Rolls.
    generator : Generator
    gradient : callable, optional
        Of points (n_chains, n_dimensions): slope of log f in the same shape.  By default central differences, which
        keep the sampler exact, for the energy is measured with the density itself.
    step_size : array_like, float or (n_dimensions,)
    n_leapfrog : int
        Leaps a roll.
    keep_trajectories : bool
        Whether the whole ways are returned: they take n_leapfrog times the memory of the samples.

    Returns
    -------
    HamiltonianChains

    Raises
    ------
    ValueError
        If a start has density 0, the log-density is NaN or +inf at an end, or an option is out of range.

    Notes
    -----
    A roll that leaves the numbers is refused and counted as divergent.

    References
    ----------
    Duane, Kennedy, Pendleton and Roweth, "Hybrid Monte Carlo", Physics Letters B 195 (1987).
    Betancourt, "A conceptual introduction to Hamiltonian Monte Carlo" (2018), section 6.2, on divergences.

    Examples
    --------
    >>> chains = hamiltonian(lambda q: -0.5 * (q**2).sum(axis=-1), np.zeros((50, 2)), 200, np.random.default_rng(0),
    ...                      gradient=lambda q: -q, step_size=0.2, n_leapfrog=8)
    >>> chains.samples.std().round(1).item(), chains.acceptance_rates.mean().round(2).item()
    (1.0, 0.99)
    """
    q, shape = as_start(start)
    n_steps, n_leapfrog = as_count(n_steps, "n_steps"), as_count(n_leapfrog, "n_leapfrog")
    step = as_step_size(step_size, q.shape[1])
    function, logs = as_rows(log_density, q)
    slope = differences(function) if gradient is None else gradient
    n, d = q.shape
    samples, log_densities = np.empty((n, n_steps, d)), np.empty((n, n_steps))
    errors = np.empty((n, n_steps))
    trajectories = np.empty((n, n_steps, n_leapfrog + 1, d)) if keep_trajectories else None
    accepted = np.empty((n, n_steps), dtype=bool)
    for t in range(n_steps):
        push = generator.standard_normal((n, d))
        uniforms = -generator.standard_exponential(n)
        way = leapfrog(slope, q, push, step, n_leapfrog)
        end, momentum = way.positions[-1], way.momenta[-1]
        there = np.isfinite(end).all(axis=1) & np.isfinite(momentum).all(axis=1)
        with np.errstate(all="ignore"):
            new = np.full(n, -np.inf)
            if there.any():
                new[there] = function(end[there])
            if not (new < np.inf).all():
                culprit = end[~(new < np.inf)][0].tolist()
                raise ValueError(f"log_density must be a number below infinity, got another at {culprit}")
            kinetic = np.where(there, (momentum**2).sum(axis=1), np.inf)
            errors[:, t] = logs - new + (kinetic - (push**2).sum(axis=1)) / 2
        taken = -errors[:, t] > uniforms
        q, logs = np.where(taken[:, None], end, q), np.where(taken, new, logs)
        samples[:, t], log_densities[:, t], accepted[:, t] = q, logs, taken
        if trajectories is not None:
            trajectories[:, t] = way.positions.transpose(1, 0, 2)
    rates = accepted.mean(axis=1).reshape(shape)
    return HamiltonianChains(
        samples.reshape(*shape, n_steps, d),
        log_densities.reshape(*shape, n_steps),
        errors.reshape(*shape, n_steps),
        accepted.reshape(*shape, n_steps),
        (errors > DIVERGENT).reshape(*shape, n_steps),
        None if trajectories is None else trajectories.reshape(*shape, n_steps, n_leapfrog + 1, d),
        rates if shape else float(rates),
    )


def slopes(gradient: Callable[[FloatArray], Any], q: FloatArray) -> FloatArray:
    """Return a reader's slopes, of the right shape; 0 where there is none, for the energy will tell."""
    found = np.asarray(gradient(q), dtype=np.float64)
    if found.shape != q.shape:
        raise ValueError(f"gradient must return an array of shape {q.shape}, got {found.shape}")
    return np.where(np.isnan(found), 0.0, found)


def differences(function: Rows) -> Callable[[FloatArray], FloatArray]:
    """Return slopes of a function of rows by central differences."""

    def gradient(q: FloatArray) -> FloatArray:
        answer = np.empty_like(q)
        step = np.cbrt(np.finfo(float).eps) * np.maximum(1.0, np.abs(q))
        for i in range(q.shape[1]):
            up, down = q.copy(), q.copy()
            up[:, i] += step[:, i]
            down[:, i] -= step[:, i]
            answer[:, i] = (function(up) - function(down)) / (up[:, i] - down[:, i])
        return answer

    return gradient

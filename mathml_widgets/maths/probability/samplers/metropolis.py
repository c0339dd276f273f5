r"""Metropolis and Hastings: a walk that stays longer where the density is great.

From where the chain stands a step is proposed; it is taken if the density is greater there, and else with a
probability equal to the ratio of the densities.
So only ratios are needed, and a density need not be normalised; but draws that follow each other are alike, and a
proposal that is refused counts the old place once more.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from reprlib import repr as short
from typing import Any, NamedTuple

import numpy as np
from numpy.random import Generator
from numpy.typing import ArrayLike, NDArray

from ...linear_algebra.arguments import FloatArray, FloatOrArray
from ..counts import as_count
from .densities import as_rows, as_start, must_be_log_densities

BLOCK = 256
BoolArray = NDArray[np.bool_]


class Move(NamedTuple):
    """One step of all chains."""

    position: FloatArray
    """(..., n_dimensions), where the chains stood."""
    proposal: FloatArray
    """(..., n_dimensions)"""
    log_ratio: FloatOrArray
    """(...), logarithm of the ratio with which the proposal is taken if it is below 0."""
    log_uniform: FloatOrArray
    """(...), logarithm of a uniform number: the proposal is taken if that is smaller."""
    accepted: Any
    """(...)"""
    following: FloatArray
    """(..., n_dimensions), where the chains stand now."""


class Chains(NamedTuple):
    """What chains did, the leading axes being those of the start."""

    samples: FloatArray
    """(..., n_steps, n_dimensions), after each step; the start is not among them."""
    log_densities: FloatArray
    """(..., n_steps), of the samples."""
    proposals: FloatArray
    """(..., n_steps, n_dimensions)"""
    accepted: BoolArray
    """(..., n_steps)"""
    acceptance_rates: FloatOrArray
    """(...)"""


def metropolis_hastings(
    log_density: Callable[..., Any],
    start: ArrayLike,
    n_steps: int,
    generator: Generator,
    *,
    step_size: ArrayLike = 1.0,
    propose: Callable[[FloatArray, Generator], Any] | None = None,
) -> Chains:
    r"""Walk with one chain or many at once.

    A proposal y from x is taken with probability

    .. math:: \min\left(1, \frac{f(y) \, q(x \mid y)}{f(x) \, q(y \mid x)}\right).

    Parameters
    ----------
    log_density : callable
        Of points (n_chains, n_dimensions), or of one point: log f up to a constant; -inf where the density is 0.
    start : array_like (..., n_dimensions)
        One starting point for each chain, where the density is positive.
    n_steps : int
        At least 1.
    generator : Generator
    step_size : array_like, float or (n_dimensions,)
        Standard deviation of normal steps, positive.
    propose : callable, optional
        Instead of normal steps: of points and generator, returns proposals of the same shape and
        log q(x | y) - log q(y | x), which is 0 where proposals are symmetric.

    Returns
    -------
    Chains

    Raises
    ------
    ValueError
        If a start has density 0, the log-density is NaN or +inf somewhere, or a step size is not positive.

    Notes
    -----
    The chain's law comes ever nearer to f, however bad the proposals; how soon is another matter: see
    `effective_sample_size`.  `metropolis_steps` shows the same walk move by move.

    References
    ----------
    Metropolis et al., "Equation of state calculations by fast computing machines", J. Chem. Phys. 21 (1953).
    Hastings, "Monte Carlo sampling methods using Markov chains and their applications", Biometrika 57 (1970).

    Examples
    --------
    >>> chains = metropolis_hastings(lambda x: -0.5 * (x**2).sum(axis=-1), np.zeros((100, 1)), 1000,
    ...                              np.random.default_rng(0), step_size=2.4)
    >>> chains.samples.std().round(2).item(), chains.acceptance_rates.mean().round(2).item()
    (1.0, 0.44)
    """
    x, shape = as_start(start)
    n_steps = as_count(n_steps, "n_steps")
    scale = as_step_size(step_size, x.shape[1])
    function, logs = as_rows(log_density, x)
    n, d = x.shape
    samples, proposals = np.empty((n_steps, n, d)), np.empty((n_steps, n, d))
    log_densities, accepted = np.empty((n_steps, n)), np.empty((n_steps, n), dtype=bool)
    proposed_logs = np.empty((n_steps, n))
    difference = np.empty(n)
    with np.errstate(all="ignore"):
        for first in range(0, n_steps, BLOCK):
            normals, uniforms = draws(generator, n, d, scale, propose is None)
            last = min(first + BLOCK, n_steps)
            for t in range(first, last):
                proposal = proposals[t]
                if propose is None:
                    np.add(x, normals[t - first], out=proposal)
                    proposed_logs[t] = new = function(proposal)
                    np.subtract(new, logs, out=difference)
                else:
                    proposal[...], correction = ask(propose, x, generator)
                    proposed_logs[t] = new = function(proposal)
                    np.add(np.subtract(new, logs, out=difference), correction, out=difference)
                taken = np.greater(difference, uniforms[t - first], out=accepted[t])
                following, following_logs = samples[t], log_densities[t]
                following[...] = x
                following_logs[...] = logs
                np.copyto(following, proposal, where=taken[:, None])
                np.copyto(following_logs, new, where=taken)
                x, logs = following, following_logs
            must_be_log_densities(proposed_logs[first:last], proposals[first:last])
    rates = accepted.mean(axis=0).reshape(shape)
    return Chains(
        samples.transpose(1, 0, 2).reshape(*shape, n_steps, d),
        log_densities.T.reshape(*shape, n_steps),
        proposals.transpose(1, 0, 2).reshape(*shape, n_steps, d),
        accepted.T.reshape(*shape, n_steps),
        rates if shape else float(rates),
    )


def metropolis_steps(
    log_density: Callable[..., Any],
    start: ArrayLike,
    generator: Generator,
    *,
    step_size: ArrayLike = 1.0,
    propose: Callable[[FloatArray, Generator], Any] | None = None,
) -> Iterator[Move]:
    """Yield the moves of a walk, one after the other without end: those of `metropolis_hastings`.

    Parameters
    ----------
    log_density, start, generator, step_size, propose
        As in `metropolis_hastings`.

    Yields
    ------
    Move

    Raises
    ------
    ValueError
        As there, when the first move is asked for, or on the way.

    Examples
    --------
    >>> moves = metropolis_steps(lambda x: -abs(x[..., 0]), [0.0], np.random.default_rng(1))
    >>> move = next(moves)
    >>> bool(move.accepted) == bool(move.log_uniform < move.log_ratio)
    True
    """
    x, shape = as_start(start)
    scale = as_step_size(step_size, x.shape[1])
    function, logs = as_rows(log_density, x)
    n, d = x.shape
    while True:
        normals, uniforms = draws(generator, n, d, scale, propose is None)
        for step, log_uniform in zip(normals, uniforms, strict=True):
            with np.errstate(all="ignore"):
                proposal, correction = (x + step, 0.0) if propose is None else ask(propose, x, generator)
                new = np.asarray(function(proposal), dtype=np.float64)
                must_be_log_densities(new, proposal)
                ratio = new - logs + correction
            taken = ratio > log_uniform
            following = np.where(taken[:, None], proposal, x)
            points = (x.reshape(*shape, d), proposal.reshape(*shape, d))
            numbers = (ratio.reshape(shape), log_uniform.reshape(shape), taken.reshape(shape))
            yield Move(*points, *numbers, following.reshape(*shape, d))
            x, logs = following, np.where(taken, new, logs)


def draws(generator: Generator, n: int, d: int, scale: FloatArray, normal: bool) -> tuple[FloatArray, FloatArray]:
    """Return normal steps, or none, and logarithms of uniform numbers for a block of moves."""
    steps = generator.standard_normal((BLOCK, n, d)) * scale if normal else np.zeros((BLOCK, 1, 1))
    return steps, -generator.standard_exponential((BLOCK, n))


def ask(propose: Callable[[FloatArray, Generator], Any], x: FloatArray, generator: Generator) -> tuple[Any, Any]:
    """Return a reader's proposals and their correction, checked."""
    proposal, correction = propose(x.copy(), generator)
    points, number = np.asarray(proposal, dtype=np.float64), np.asarray(correction, dtype=np.float64)
    if points.shape != x.shape or number.shape not in ((), (len(x),)):
        raise ValueError(
            f"propose must return points of shape {x.shape} and one number for each, "
            f"got shapes {points.shape} and {number.shape}"
        )
    if not (np.isfinite(points).all() and np.isfinite(number).all()):
        raise ValueError("propose must return finite numbers, got some that are not")
    return points, number


def as_step_size(step_size: ArrayLike, d: int) -> FloatArray:
    """Return positive step sizes that fit the dimensions."""
    size = np.asarray(step_size, dtype=np.float64)
    if size.shape not in ((), (d,)):
        raise ValueError(f"step_size must be one number or {d}, got shape {size.shape}")
    if not ((size > 0) & np.isfinite(size)).all():
        raise ValueError(f"step_size must be positive and finite, got {short(step_size)}")
    return size

r"""Draws by rejection: throw darts under a curve that is easy to draw from, keep those under the curve wanted.

If M times the density g of an easy distribution lies nowhere below the density f wanted, a draw x from g is kept with
probability f(x) / (M g(x)); what is kept follows f.
Of all darts 1 in M is kept.
Where M is too small, the envelope is cut by f, and the draws follow the lower of the two curves: such places are
reported, not passed over.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from ...linear_algebra.arguments import FloatArray
from ..counts import as_count
from ..distribution import Distribution

MOST_DARTS = 100_000_000


class Dart(NamedTuple):
    """One throw."""

    x: float
    height: float
    """Uniform between 0 and the envelope at x."""
    density: float
    envelope: float
    accepted: bool
    violated: bool
    """Whether the density exceeds the envelope here."""


class RejectionDraws(NamedTuple):
    """Darts thrown until enough were kept."""

    samples: FloatArray
    """(n,), the x of the darts that were kept."""
    x: FloatArray
    """(n_darts,)"""
    heights: FloatArray
    """(n_darts,), uniform between 0 and the envelope."""
    accepted: NDArray[np.bool_]
    """(n_darts,)"""
    violated: NDArray[np.bool_]
    """(n_darts,), whether the density exceeds the envelope there."""
    acceptance_rate: float
    largest_ratio: float
    """The greatest f / g seen: M must be at least this."""


def sample_by_rejection(
    density: Callable[..., Any] | Distribution,
    proposal: Distribution,
    bound: float,
    n: int,
    generator: Generator,
) -> RejectionDraws:
    r"""Throw darts under :math:`M g` until `n` lie under f.

    Parameters
    ----------
    density : callable or Distribution
        f, of an array; it need not be normalised.
    proposal : Distribution
        g, continuous or discrete as f is.
    bound : float
        M, positive: at least the greatest f / g.
    n : int
        How many draws.
    generator : Generator

    Returns
    -------
    RejectionDraws

    Raises
    ------
    ValueError
        If f is negative, infinite or NaN at a dart, the bound is not positive, or too few darts are kept to go on.

    Notes
    -----
    With f normalised, 1 / M of the darts are kept on the average.  If any are `violated`, the samples do not follow f.

    References
    ----------
    von Neumann, "Various techniques used in connection with random digits" (1951).

    Examples
    --------
    >>> from mathml_widgets.maths.probability import Uniform
    >>> draws = sample_by_rejection(lambda x: 6 * x * (1 - x), Uniform(0, 1), 1.5, 10_000, np.random.default_rng(0))
    >>> round(draws.acceptance_rate, 2), draws.violated.any().item()
    (0.66, False)
    """
    n = as_count(n, "n")
    function, size = as_density(density), as_bound(bound)
    parts: list[tuple[FloatArray, ...]] = []
    kept = thrown = 0
    guess = max(64, int(1.2 * n * min(size, 1e4)))
    while kept < n:
        dart = throw(function, proposal, size, min(guess, 1_000_000), generator)
        parts.append(dart)
        kept += int((dart[1] < dart[2]).sum())
        thrown += len(dart[0])
        if thrown > MOST_DARTS:
            raise ValueError(f"bound must let some draws through, got {kept} of {n} after {thrown} darts at {bound}")
        guess = int(1.2 * (n - kept) * thrown / max(kept, 1)) + 64
    x, heights, densities, envelopes = (np.concatenate(column) for column in zip(*parts, strict=True))
    accepted = heights < densities
    end = int(np.flatnonzero(accepted)[n - 1]) + 1
    x, heights, densities, envelopes, accepted = (
        x[:end],
        heights[:end],
        densities[:end],
        envelopes[:end],
        accepted[:end],
    )
    violated = densities > envelopes * (1 + 1e-12)
    with np.errstate(all="ignore"):
        largest = float(np.max(densities / envelopes)) * size
    return RejectionDraws(x[accepted], x, heights, accepted, violated, n / end, largest)


def rejection_steps(
    density: Callable[..., Any] | Distribution, proposal: Distribution, bound: float, generator: Generator
) -> Iterator[Dart]:
    """Yield one dart after the other, without end.

    Parameters
    ----------
    density, proposal, bound, generator
        As in `sample_by_rejection`.

    Yields
    ------
    Dart

    Raises
    ------
    ValueError
        As there.

    Examples
    --------
    >>> from mathml_widgets.maths.probability import Uniform
    >>> darts = rejection_steps(lambda x: 2 * x, Uniform(0, 1), 2.0, np.random.default_rng(0))
    >>> dart = next(darts)
    >>> dart.accepted == (dart.height < dart.density)
    True
    """
    function, size = as_density(density), as_bound(bound)
    while True:
        x, height, value, envelope = (part.item() for part in throw(function, proposal, size, 1, generator))
        yield Dart(x, height, value, envelope, height < value, value > envelope * (1 + 1e-12))


def throw(
    density: Callable[[FloatArray], Any], proposal: Distribution, bound: float, n: int, generator: Generator
) -> tuple[FloatArray, FloatArray, FloatArray, FloatArray]:
    """Return places, heights, densities and envelopes of darts."""
    x = np.asarray(proposal.sample(n, generator), dtype=np.float64)
    envelope = bound * np.asarray(proposal.pdf(x), dtype=np.float64)
    values = np.asarray(density(x), dtype=np.float64)
    if values.shape != x.shape:
        raise ValueError(f"density must return one number for each of {n}, got shape {values.shape}")
    wrong = ~((values >= 0) & (values < np.inf))
    if wrong.any():
        raise ValueError(f"density must be at least 0 and finite, got {values[wrong][0]} at x = {x[wrong][0]:.6g}")
    return x, generator.random(n) * envelope, values, envelope


def as_density(density: Callable[..., Any] | Distribution) -> Callable[..., Any]:
    """Return a density as a function."""
    return density.pdf if isinstance(density, Distribution) else density


def as_bound(bound: float) -> float:
    """Return a positive, finite bound."""
    size = float(bound)
    if not 0 < size < np.inf:
        raise ValueError(f"bound must be positive and finite, got {bound}")
    return size

r"""One target, and every machine that may draw from it.

A mechanism draws in blocks: the first n draws are the same however many are asked for, and who asked for a million
can look up after a few thousand. Machines that walk do so with many chains of one length side by side, each of which
starts at an exact draw, so that nothing is off but that neighbours are alike.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import numpy as np
from numpy.random import Generator

from ..linear_algebra.arguments import FloatArray
from .counts import as_count
from .distribution import Distribution
from .families.log_normal import LogNormal
from .families.normal import Normal
from .plane_targets import PlaneTarget
from .proposals import proposal_for, tight_bound
from .samplers.alias_tables import alias_table, sample_by_alias
from .samplers.box_muller import sample_by_box_muller
from .samplers.gibbs import gibbs
from .samplers.hamiltonian import hamiltonian
from .samplers.importance import sample_by_importance
from .samplers.inverse_cdf import sample_by_inverse_cdf
from .samplers.metropolis import metropolis_hastings
from .samplers.rejection import sample_by_rejection

FIRST, LARGEST = 1024, 8192
"""How many draws the first block holds, and the later ones at most."""

MOST_THINGS = 400
N_LEAPFROG = 16
LENGTHS = {"Metropolis-Hastings": 256, "Gibbs": 128, "Hamiltonian": 64}
"""How many steps each chain of a walk takes."""

MECHANISMS = (
    "direct",
    "inverse cdf",
    "rejection",
    "Box-Muller",
    "alias",
    "importance",
    "Metropolis-Hastings",
    "Gibbs",
    "Hamiltonian",
)


class Block(NamedTuple):
    """Some draws, and how they were made."""

    samples: FloatArray
    """(n,); of a target in the plane, the x of each point."""
    log_weights: FloatArray | None
    """(n,), where draws must be weighed."""
    n_tried: int
    """Proposals made; 0 for a machine that proposes nothing."""
    n_accepted: int
    record: Any
    """What the machine says of its steps; see its own file."""


class Mechanism(NamedTuple):
    """A machine, set up for one target.

    Attributes
    ----------
    name : str
        One of `MECHANISMS`.
    draw : callable
        Of a number of draws and a generator: a `Block` of at least so many.
    chain_length : int
        How many draws follow one another in a chain; 0 if draws are independent.
    proposal : Distribution or None
        What is drawn in place of the target.
    bound : float
        By how much that is lifted above it; NaN where it is not.
    """

    name: str
    draw: Callable[[int, Generator], Block]
    chain_length: int = 0
    proposal: Distribution | None = None
    bound: float = float("nan")


def mechanism(name: str, target: Distribution | PlaneTarget, *, width: float = 1.0, envelope: float = 1.0) -> Mechanism:
    """Return a machine that draws from the target, or raise an error that says why it cannot.

    Parameters
    ----------
    name : str
        One of `MECHANISMS`.
    target : Distribution or PlaneTarget
        On the line or in the plane; of the latter, machines for the line draw the x.
    width : float
        Of what is proposed: 1 is a sensible one; of a Hamiltonian, of its leaps.
    envelope : float
        How many times the least possible the envelope of rejection is; below 1 it cuts the target.

    Returns
    -------
    Mechanism

    Raises
    ------
    ValueError
        If there is no such machine, or it cannot draw from this target.

    Examples
    --------
    >>> from mathml_widgets.maths.probability import Beta
    >>> round(mechanism("rejection", Beta(2, 2)).bound, 9)  # the greatest density
    1.5
    """
    if name not in MECHANISMS:
        raise ValueError(f"name must be one of {', '.join(MECHANISMS)}, got {name!r}")
    for value, what in ((width, "width"), (envelope, "envelope")):
        if not 0 < value < np.inf:
            raise ValueError(f"{what} must be positive, got {value}")
    if name in ("Gibbs", "Hamiltonian") and not isinstance(target, PlaneTarget):
        raise ValueError(f"{name} walks in the plane: choose ellipse, banana, donut or funnel.")
    if isinstance(target, PlaneTarget) and name not in ("direct", *LENGTHS):
        target = target.marginal()
    if isinstance(target, PlaneTarget):
        return in_the_plane(name, target, width)
    return on_the_line(name, target, width, envelope)


def growing_samples(machine: Mechanism, n: int, generator: Generator) -> Iterator[Block | None]:
    """Yield the first draws, then about twice as many, and so on up to `n`; None where there is nothing new to see.

    Parameters
    ----------
    machine : Mechanism
    n : int
        How many draws, from 1 on.
    generator : Generator

    Yields
    ------
    Block or None
        All draws so far with the record of the first block; the last has all `n`. None after each block of at most
        8,192 draws, so that whoever waits can look up.

    Examples
    --------
    >>> from mathml_widgets.maths.probability import Normal
    >>> found = growing_samples(mechanism("direct", Normal()), 5000, np.random.default_rng(0))
    >>> [len(block.samples) for block in found if block]
    [1024, 2048, 4096, 5000]
    """
    n = as_count(n, "n")
    blocks: list[Block] = []
    size, total, shown = FIRST, 0, 0
    while total < n:
        blocks.append(machine.draw(size, generator))
        total += len(blocks[-1].samples)
        size = min(total, LARGEST)
        if total < n and total < 2 * shown:
            yield None
            continue
        shown = total
        yield together(blocks, n)


def together(blocks: list[Block], n: int) -> Block:
    """Return the first `n` draws of all blocks as one."""
    logs = [one.log_weights for one in blocks if one.log_weights is not None]
    return Block(
        np.concatenate([one.samples for one in blocks])[:n],
        np.concatenate(logs)[:n] if logs else None,
        sum(one.n_tried for one in blocks),
        sum(one.n_accepted for one in blocks),
        blocks[0].record,
    )


def on_the_line(name: str, target: Distribution, width: float, envelope: float) -> Mechanism:
    """Return a machine for a distribution on the line."""
    if name == "direct":
        return Mechanism(name, lambda n, generator: Block(target.sample(n, generator), None, 0, 0, None))
    if name == "inverse cdf":
        return Mechanism(name, lambda n, generator: of_record(sample_by_inverse_cdf(target, n, generator)))
    if name == "Box-Muller":
        return by_box_muller(target)
    if name == "alias":
        return by_alias(target)
    if target.is_discrete:
        raise ValueError(f"{name} needs a density here; whole numbers are drawn by inverse cdf or alias.")
    if name == "Metropolis-Hastings":
        return by_walking(target, width)
    proposal = proposal_for(target, width)
    if name == "importance":

        def weigh(n: int, generator: Generator) -> Block:
            found = sample_by_importance(target, proposal, n, generator)
            return Block(found.samples, found.log_weights, 0, 0, found)

        return Mechanism(name, weigh, proposal=proposal)
    least = tight_bound(target, proposal)
    if not np.isfinite(least):
        raise ValueError("Rejection finds no envelope: the density is not bounded by a multiple of the proposal's.")
    bound = envelope * least

    def throw(n: int, generator: Generator) -> Block:
        found = sample_by_rejection(target, proposal, bound, n, generator)
        return Block(found.samples, None, len(found.x), len(found.samples), found)

    return Mechanism(name, throw, proposal=proposal, bound=bound)


def of_record(record: Any) -> Block:
    """Return a block of a machine that refuses nothing."""
    return Block(np.asarray(record.samples, dtype=np.float64), None, 0, 0, record)


def by_box_muller(target: Distribution) -> Mechanism:
    """Return the machine that turns two uniform numbers into two normal ones."""
    if not isinstance(target, Normal | LogNormal):
        raise ValueError("Box-Muller makes normal numbers: choose the normal or the lognormal family.")
    centre, spread = (float(value) for value in target.parameters.values())

    def draw(n: int, generator: Generator) -> Block:
        found = sample_by_box_muller((n + 1) // 2, generator)
        numbers = centre + spread * found.points.ravel()
        return Block(np.exp(numbers) if isinstance(target, LogNormal) else numbers, None, 0, 0, found)

    return Mechanism("Box-Muller", draw)


def by_alias(target: Distribution) -> Mechanism:
    """Return the machine that looks twice into a table of columns."""
    if not target.is_discrete:
        raise ValueError("Alias tables hold things that can be counted: choose a discrete family.")
    values = things(target)
    if len(values) > MOST_THINGS:
        raise ValueError(f"Alias tables here hold at most {MOST_THINGS} things, and this has {len(values):,}.")
    probabilities = np.asarray(target.pdf(values))
    table = alias_table(probabilities / probabilities.sum())

    def draw(n: int, generator: Generator) -> Block:
        found = sample_by_alias(table, n, generator)
        return Block(values[found.samples], None, 0, 0, (table, values, found))

    return Mechanism("alias", draw)


def things(target: Distribution) -> FloatArray:
    """Return the values of a discrete distribution, but those that hold less than 1e-12 at either end."""
    if not target.is_on_whole_numbers:
        return np.unique(np.asarray(target.parameters["data"], dtype=np.float64))
    low, high = float(target.quantile(1e-12)), float(target.quantile(1e-12, upper_tail=True))
    return np.arange(low, min(high, low + MOST_THINGS + 1) + 1)


def by_walking(target: Distribution, width: float) -> Mechanism:
    """Return the walk of Metropolis and Hastings on the line; its steps are `width` times the middle half's width."""
    low, high = np.asarray(target.quantile(np.array([0.25, 0.75]))).tolist()
    step = width * (high - low)
    length = LENGTHS["Metropolis-Hastings"]

    def walk(n: int, generator: Generator) -> Block:
        starts = target.sample((-(-n // length), 1), generator)
        chains = metropolis_hastings(
            lambda x: np.asarray(target.logpdf(x[:, 0])), starts, length, generator, step_size=step
        )
        return Block(
            chains.samples[..., 0].ravel(), None, chains.accepted.size, int(chains.accepted.sum()), (starts, chains)
        )

    return Mechanism("Metropolis-Hastings", walk, length)


def in_the_plane(name: str, target: PlaneTarget, width: float) -> Mechanism:
    """Return a machine for a target in the plane: exact draws, or one of three walks."""
    if name == "direct":

        def draw(n: int, generator: Generator) -> Block:
            points = target.sample(n, generator)
            return Block(points[:, 0].copy(), None, 0, 0, points)

        return Mechanism(name, draw)
    length = LENGTHS[name]
    conditionals = target.conditionals()

    def walk(n: int, generator: Generator) -> Block:
        starts = target.sample(-(-n // length), generator)
        found: Any
        if name == "Gibbs":
            found = gibbs(conditionals, starts, length, generator)
            return Block(found.samples[..., 0].ravel(), None, 0, 0, (starts, found))
        if name == "Hamiltonian":
            found = hamiltonian(
                target.logpdf,
                starts,
                length,
                generator,
                gradient=target.gradient,
                step_size=0.12 * width,
                n_leapfrog=N_LEAPFROG,
                keep_trajectories=n <= FIRST,
            )
        else:
            found = metropolis_hastings(target.logpdf, starts, length, generator, step_size=0.8 * width)
        accepted = found.accepted
        return Block(found.samples[..., 0].ravel(), None, accepted.size, int(accepted.sum()), (starts, found))

    return Mechanism(name, walk, length)

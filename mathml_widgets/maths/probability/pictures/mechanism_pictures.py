"""What mechanisms have done in their first steps: a still ground, and what each step draws on it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

from ...linear_algebra.arguments import FloatArray
from ..distribution import Distribution
from ..mechanisms import Mechanism
from ..plane_targets import PlaneTarget
from .densities import Picture, ceiling, finite_top, outline, round_ends, shoulder
from .steps import MOST

DROPS = (0.5, 2.0, 4.5)
"""Nats below the top at which a target in the plane is outlined: one, two and three standard deviations."""

FAR = 1e6
"""Where a roll that leaves the hill is no longer drawn."""

TAIL = 6
"""So many of the last rolls are drawn faintly."""

HEIGHTS = (20.0, 50.0, 100.0, 1.06 * MOST)
"""Heights of the axis of steps: it grows seldom, not with every step."""


class Walkthrough(NamedTuple):
    """A mechanism's pictures, step by step.

    Attributes
    ----------
    still : dict
        What all of them share.
    at : callable
        What the picture of a step, from 1 on, has besides.
    n_steps : int
    """

    still: Picture
    at: Callable[[int], Picture]
    n_steps: int

    def picture(self, step: int) -> Picture:
        """Return the picture after so many steps, or after the last."""
        return self.still | self.at(min(step, self.n_steps))


def walkthrough(
    machine: Mechanism,
    plane: PlaneTarget | None,
    record: Any,
    distribution: Distribution,
    points: FloatArray,
    density: FloatArray,
    cumulative: FloatArray,
) -> Walkthrough | None:
    """Return what a mechanism does in its first steps; None where it has none to show.

    Parameters
    ----------
    machine : Mechanism
    plane : PlaneTarget or None
        Where it walks, if it walks in the plane.
    record : object
        Of the first block of draws, as `Block` has it.
    distribution : Distribution
        On the line.
    points, density, cumulative : array (n,)
        Of that.

    Returns
    -------
    Walkthrough or None
        None for direct draws on the line.
    """
    curve = np.stack([points, density])
    match machine.name:
        case "direct":
            return None if plane is None else scattered(plane, record)
        case "inverse cdf":
            return inversion(record, points, cumulative, distribution.is_discrete)
        case "rejection":
            top = ceiling(finite_top(distribution, density))
            return darts(machine, record, outline(distribution, points, density, top))
        case "Box-Muller":
            return turned(record)
        case "alias":
            return columns(*record)
        case "importance":
            return weighed(machine, record, curve, finite_top(distribution, density))
    if plane is None:
        return walked(record, curve, finite_top(distribution, density))
    match machine.name:
        case "Metropolis-Hastings":
            return hopped(plane, record)
        case "Gibbs":
            return crept(plane, record)
    return rolled(plane, record)


def broken(lines: list[FloatArray]) -> FloatArray:
    """Return several lines (n, 2) as one row of x and one of y, broken between them."""
    gap = np.full((1, 2), np.nan)
    return np.concatenate([part for line in lines for part in (line, gap)])[:-1].T


def inversion(record: Any, x: FloatArray, cumulative: FloatArray, discrete: bool) -> Walkthrough:
    """Return uniform numbers sent through the cdf to the axis below."""
    low, high = float(x[0]), float(x[-1])
    margin = 0.75 if discrete else 0.0
    low, high = low - margin, high + margin
    curve = np.stack([x, cumulative])
    if discrete:
        curve = np.stack([np.concatenate([[low], np.repeat(x, 2), [high]]),
                          np.concatenate([[0, 0], np.repeat(cumulative, 2)])])  # fmt: skip
    still: Picture = {"window": (low, high, 0.0, 1.05), "titles": ("x", "uniform number u"), "curve": curve}
    beside = low + 0.03 * (high - low)

    def at(n: int) -> Picture:
        draw, u = float(record.samples[n - 1]), float(record.uniforms[n - 1])
        return {
            "dots": np.stack([record.samples[:n], np.full(n, 0.012)]),
            "refused": np.stack([np.full(n, low + 0.006 * (high - low)), record.uniforms[:n]]),
            "guide": np.array([[low, draw, draw], [u, u, 0.0]]),
            "now": np.array([[draw, draw], [u, 0.012]]),
            "names": [(beside, min(u + 0.04, 1.0), f"u = {u:.3f}", "ghost"), (beside, 0.98, "cdf", "second")],
        }

    return Walkthrough(still, at, min(MOST, len(record.samples)))


def darts(machine: Mechanism, record: Any, curve: FloatArray) -> Walkthrough:
    """Return darts under an envelope: kept under the density, refused above it."""
    low, high = float(curve[0, 0]), float(curve[0, -1])
    assert machine.proposal is not None
    across = np.linspace(low, high, 161)
    envelope = machine.bound * np.asarray(machine.proposal.pdf(across))
    top = ceiling(min(float(envelope.max()), 4 * float(curve[1].max())))
    place = int(np.argmax(envelope))
    still: Picture = {
        "window": (low, high, 0.0, top),
        "titles": ("x", "density"),
        "curve": curve,
        "second": np.stack([across, envelope]),
        "names": [
            (*shoulder(curve, top), "f(x)", "second"),
            (float(across[place]), min(1.03 * float(envelope[place]), 0.95 * top), "M g(x)", "third"),
        ],
    }

    def at(n: int) -> Picture:
        x, heights, kept = record.x[:n], record.heights[:n], record.accepted[:n]
        shown = (x >= low) & (x <= high)
        places = np.stack([x, heights])
        return {"dots": places[:, kept & shown], "refused": places[:, ~kept & shown], "now": places[:, -1:]}

    return Walkthrough(still, at, min(MOST, len(record.x)))


def turned(record: Any) -> Walkthrough:
    """Return points made of a radius and an angle."""
    turn = np.linspace(0, 2 * np.pi, 61)
    still: Picture = {
        "window": (-4.2, 4.2, -4.2, 4.2),
        "titles": ("first normal number", "second normal number"),
        "square": True,
    }

    def at(n: int) -> Picture:
        radius, angle, end = float(record.radii[n - 1]), float(record.angles[n - 1]), record.points[n - 1]
        arc = np.linspace(0, angle, 25)
        return {
            "ghosts": radius * np.stack([np.cos(turn), np.sin(turn)]),
            "guide": broken([np.array([[0.0, 0.0], end]), 0.25 * radius * np.column_stack([np.cos(arc), np.sin(arc)])]),
            "dots": record.points[:n].T,
            "now": end[:, None],
            "names": [
                (-4.0, 3.9, f"radius √(−2 log(1 − u₁)) = {radius:.2f}", "ghost"),
                (-4.0, 3.45, f"angle 2π u₂ = {np.degrees(angle):.0f}°", "answer"),
            ],
        }

    return Walkthrough(still, at, min(MOST, len(record.points)))


def columns(table: Any, values: FloatArray, draws: Any) -> Walkthrough:
    """Return columns of equal height, each with at most two things, and the places looked at."""
    k = len(values)
    own = table.thresholds
    names: list[tuple[float, float, str, str]] = []
    if k <= 14:
        names += [(i - 0.3, float(own[i]) / 2, f"{values[i]:g}", "second") for i in range(k) if own[i] > 0.12]
        names += [
            (i - 0.3, (1 + float(own[i])) / 2, f"{values[table.aliases[i]]:g}", "third")
            for i in range(k)
            if own[i] < 0.88
        ]
    still: Picture = {
        "window": (-0.6, k - 0.4, 0.0, 1.05),
        "titles": ("column", "height"),
        "columns": np.stack([np.arange(k, dtype=float), own, 1 - own]),
        "names": names or [(-0.5, 1.02, "below: the column's own value; above: its alias", "third")],
    }
    places = np.stack([draws.columns[:MOST].astype(float), draws.heights[:MOST]])
    return Walkthrough(still, lambda n: {"dots": places[:, :n], "now": places[:, n - 1 : n]}, places.shape[1])


def weighed(machine: Mechanism, record: Any, curve: FloatArray, highest: float) -> Walkthrough:
    """Return draws from the proposal at heights of their weights."""
    low, high = float(curve[0, 0]), float(curve[0, -1])
    assert machine.proposal is not None
    easy = np.asarray(machine.proposal.pdf(curve[0]))
    top = ceiling(max(highest, float(easy.max())))
    place = len(easy) // 4
    still: Picture = {
        "window": (low, high, 0.0, top),
        "titles": ("x", "density; weight f/g of each draw"),
        "curve": np.minimum(curve, [[np.inf], [2 * top]]),
        "second": np.stack([curve[0], easy]),
        "names": [
            (*shoulder(curve, top), "f(x)", "second"),
            (float(curve[0, place]), float(easy[place]) + 0.06 * top, "g(x)", "third"),
        ],
    }
    x, logs = record.samples[:MOST], record.log_weights[:MOST]
    heights = 0.85 * top * np.exp(logs - logs.max())
    sticks = np.stack([np.stack([x, x, np.full_like(x, np.nan)]), np.stack([0 * x, heights, np.full_like(x, np.nan)])])
    shown = (x >= low) & (x <= high)

    def at(n: int) -> Picture:
        inside = shown[:n]
        trail = sticks[:, :, :n][:, :, inside].transpose(0, 2, 1).reshape(2, -1)[:, :-1]
        return {
            "trail": trail if inside.any() else curve[:, :1],
            "dots": np.stack([x[:n], heights[:n]])[:, inside],
            "now": np.array([[x[n - 1]], [heights[n - 1]]]),
        }

    return Walkthrough(still, at, len(x))


def walked(record: Any, curve: FloatArray, highest: float) -> Walkthrough:
    """Return a walk on the line, upwards in time over the density."""
    starts, chains = record
    x = np.concatenate([starts[:1, 0], chains.samples[0, :MOST, 0]])
    tried, kept = chains.proposals[0, :MOST, 0], chains.accepted[0, :MOST]
    low, high = round_ends(min(float(curve[0, 0]), x.min()), max(float(curve[0, -1]), x.max()))
    time = np.arange(len(x), dtype=float)

    def at(n: int) -> Picture:
        top = next(height for height in HEIGHTS if height >= n)
        ground = np.stack([curve[0], 0.3 * top * np.minimum(curve[1] / highest, 1.2)])
        return {
            "window": (low, high, 0.0, top),
            "curve": ground,
            "trail": np.stack([x, time])[:, : n + 1],
            "dots": np.stack([x, time])[:, : n + 1],
            "refused": np.stack([tried, time[1:]])[:, :n][:, ~kept[:n]],
            "guide": np.array([[x[n - 1], tried[n - 1]], [n - 1, n]]),
            "now": np.array([[x[n]], [float(n)]]),
            "names": [(*shoulder(ground, top), "f(x), not to scale", "second")],
        }

    return Walkthrough({"titles": ("x", "step")}, at, len(tried))


def plane_picture(plane: PlaneTarget) -> Picture:
    """Return the outlines of a target in the plane."""
    curves = [curve for drop in DROPS for curve in plane.level_curves(drop)]
    low, high = (end([end(curve, axis=0) for curve in curves], axis=0) for end in (np.min, np.max))
    margin = 0.12 * (high - low)
    x_low, y_low, x_high, y_high = np.concatenate([low - margin, high + margin]).tolist()
    return {
        "window": (*round_ends(x_low, x_high), *round_ends(y_low, y_high)),
        "titles": ("x", "y"),
        "square": round_ends(x_low, x_high) == round_ends(y_low, y_high),
        "curve": broken(curves),
    }


def scattered(plane: PlaneTarget, record: FloatArray) -> Walkthrough:
    """Return direct draws in the plane."""
    places = record[:MOST].T
    return Walkthrough(plane_picture(plane), lambda n: {"dots": places[:, :n]}, places.shape[1])


def hopped(plane: PlaneTarget, record: Any) -> Walkthrough:
    """Return a walk in the plane, and what it refused."""
    starts, chains = record
    places = np.concatenate([starts[:1], chains.samples[0, :MOST]])
    tried, kept = chains.proposals[0, :MOST], chains.accepted[0, :MOST]

    def at(n: int) -> Picture:
        return {
            "trail": places[: n + 1].T,
            "dots": places[: n + 1].T,
            "refused": tried[:n][~kept[:n]].T,
            "guide": np.stack([places[n - 1], tried[n - 1]]).T,
            "now": places[n : n + 1].T,
        }

    return Walkthrough(plane_picture(plane), at, len(tried))


def crept(plane: PlaneTarget, record: Any) -> Walkthrough:
    """Return a walk along the axes, one coordinate at a time."""
    path = record[1].path[0][: MOST + 1]

    def at(n: int) -> Picture:
        way = path[: n + 1]
        return {"trail": way.T, "dots": way[::2].T, "guide": way[-2:].T, "now": way[-1:].T}

    return Walkthrough(plane_picture(plane), at, len(path) - 1)


def rolled(plane: PlaneTarget, record: Any) -> Walkthrough:
    """Return where marbles came to rest, and the way of the last."""
    starts, chains = record
    places = np.concatenate([starts[:1], chains.samples[0, :MOST]])
    ways, kept = chains.trajectories[0, :MOST], chains.accepted[0, :MOST]
    ways = np.where(np.abs(ways) < FAR, ways, np.nan)
    ended = np.isfinite(ways[:, -1].sum(axis=1))

    def at(n: int) -> Picture:
        way = ways[n - 1]
        return {
            "ghosts": broken(list(ways[max(n - TAIL, 0) : n])),
            "trail": way[np.isfinite(way).all(axis=1)].T,
            "dots": places[: n + 1].T,
            "refused": ways[:n, -1][~kept[:n] & ended[:n]].T,
            "now": places[n : n + 1].T,
        }

    return Walkthrough(plane_picture(plane), at, len(ways))

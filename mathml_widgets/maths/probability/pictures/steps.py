"""The first steps of a mechanism: as a picture, as numbers, and in words."""

from __future__ import annotations

from typing import Any

import numpy as np

from ...linear_algebra.arguments import FloatArray
from ...numerals import numeral
from ..distribution import Distribution
from ..mechanisms import Block, Mechanism
from ..plane_targets import PlaneTarget
from .densities import Picture, ceiling, finite_top, outline, round_ends, shoulder

MOST = 200
DROPS = (0.5, 2.0, 4.5)
"""Nats below the top at which a target in the plane is outlined: one, two and three standard deviations."""


def broken(lines: list[FloatArray]) -> FloatArray:
    """Return several lines (n, 2) as one row of x and one of y, broken between them."""
    gap = np.full((1, 2), np.nan)
    return np.concatenate([part for line in lines for part in (line, gap)])[:-1].T


def steps_of(machine: Mechanism, drawn: Block, distribution: Distribution) -> tuple[FloatArray, str]:
    """Return the numbers of the first steps as rows, and what the columns are.

    Parameters
    ----------
    machine : Mechanism
    drawn : Block
        With the record of the first block of draws.
    distribution : Distribution
        Of the target, or of the x of one in the plane.

    Returns
    -------
    array (n_steps, n_columns)
    str
        The names of the columns.

    Examples
    --------
    >>> from mathml_widgets.maths.probability import Uniform, mechanism
    >>> machine = mechanism("inverse cdf", Uniform(0, 2))
    >>> rows, names = steps_of(machine, machine.draw(3, np.random.default_rng(0)), Uniform(0, 2))
    >>> names, rows.round(2).tolist()[0]
    ('uniform number, draw', [0.64, 1.27])
    """
    record = drawn.record
    match machine.name:
        case "inverse cdf":
            return np.column_stack([record.uniforms, record.samples])[:MOST], "uniform number, draw"
        case "rejection":
            rows = [record.x, record.heights, np.asarray(distribution.pdf(record.x)), record.accepted]
            return np.column_stack(rows)[:MOST], "place, height, density, accepted"
        case "Box-Muller":
            rows = [record.uniforms, record.radii, record.angles, record.points]
            return np.column_stack(rows)[:MOST], "uniform number, uniform number, radius, angle, x, y"
        case "alias":
            _, values, draws = record
            rows = [draws.columns, draws.heights, values[draws.samples]]
            return np.column_stack(rows)[:MOST], "column, height, draw"
        case "importance":
            return np.column_stack([record.samples, record.log_weights])[:MOST], "draw, log weight"
        case "Metropolis-Hastings":
            _, chains = record
            rows = [chains.proposals[0], chains.accepted[0], chains.samples[0]]
            d = chains.samples.shape[-1]
            return np.column_stack(rows)[:MOST], ", ".join([*("proposal",) * d, "accepted", *("place after it",) * d])
        case "Gibbs":
            return record[1].path[0][1 : MOST + 1], "x, y"
        case "Hamiltonian":
            _, chains = record
            rows = [chains.trajectories[0][:, -1], chains.energy_errors[0], chains.accepted[0], chains.samples[0]]
            return np.column_stack(rows)[:MOST], "proposed x, proposed y, energy gained, accepted, x, y"
    return np.asarray(drawn.samples[:MOST, None], dtype=np.float64), "draw"


def mechanism_picture(
    machine: Mechanism,
    plane: PlaneTarget | None,
    drawn: Block,
    distribution: Distribution,
    points: FloatArray,
    density: FloatArray,
    cumulative: FloatArray,
    step: int,
) -> Picture:
    """Return what a mechanism has done in its first steps.

    Parameters
    ----------
    machine : Mechanism
        Any but the direct one.
    plane : PlaneTarget or None
        Where it walks, if it walks in the plane.
    drawn : Block
        With the record of the first block of draws.
    distribution : Distribution
        On the line.
    points, density, cumulative : array (n,)
        Of that.
    step : int
        How many steps are shown, from 1 on.

    Returns
    -------
    dict
    """
    record = drawn.record
    curve = np.stack([points, density])
    match machine.name:
        case "inverse cdf":
            return inversion(record, points, cumulative, step, distribution.is_discrete)
        case "rejection":
            return darts(
                machine,
                record,
                outline(distribution, points, density, ceiling(finite_top(distribution, density))),
                step,
            )
        case "Box-Muller":
            return turned(record, step)
        case "alias":
            table, values, looks = record
            return columns(table, values, looks, step)
        case "importance":
            return weighed(machine, record, curve, finite_top(distribution, density), step)
    if plane is None:
        return walked(record, curve, finite_top(distribution, density), step)
    match machine.name:
        case "Metropolis-Hastings":
            return hopped(plane, record, step)
        case "Gibbs":
            return crept(plane, record, step)
    return rolled(plane, record, step)


def inversion(record: Any, x: FloatArray, cumulative: FloatArray, step: int, discrete: bool) -> Picture:
    """Return uniform numbers sent through the cdf to the axis below."""
    n = min(step, len(record.samples))
    draw, u = float(record.samples[n - 1]), float(record.uniforms[n - 1])
    low, high = float(x[0]), float(x[-1])
    margin = 0.75 if discrete else 0.0
    low, high = low - margin, high + margin
    curve = np.stack([x, cumulative])
    if discrete:
        curve = np.stack([np.concatenate([[low], np.repeat(x, 2), [high]]),
                          np.concatenate([[0, 0], np.repeat(cumulative, 2)])])  # fmt: skip
    return {
        "window": (low, high, 0.0, 1.05),
        "titles": ("x", "uniform number u"),
        "curve": curve,
        "dots": np.stack([record.samples[:n], np.full(n, 0.012)]),
        "refused": np.stack([np.full(n, low + 0.006 * (high - low)), record.uniforms[:n]]),
        "guide": np.array([[low, draw, draw], [u, u, 0.0]]),
        "now": np.array([[draw, draw], [u, 0.012]]),
        "names": [
            (low + 0.03 * (high - low), min(u + 0.04, 1.0), f"u = {u:.3f}", "ghost"),
            (low + 0.03 * (high - low), 0.98, "cdf", "second"),
        ],
    }


def darts(machine: Mechanism, record: Any, curve: FloatArray, step: int) -> Picture:
    """Return darts under an envelope: kept under the density, refused above it."""
    n = min(step, len(record.x))
    x, heights, kept = record.x[:n], record.heights[:n], record.accepted[:n]
    low, high = float(curve[0, 0]), float(curve[0, -1])
    assert machine.proposal is not None
    across = np.linspace(low, high, 161)
    envelope = machine.bound * np.asarray(machine.proposal.pdf(across))
    top = ceiling(min(float(envelope.max()), 4 * float(curve[1].max())))
    place = int(np.argmax(envelope))
    shown = (x >= low) & (x <= high)
    return {
        "window": (low, high, 0.0, top),
        "titles": ("x", "density"),
        "curve": curve,
        "second": np.stack([across, envelope]),
        "dots": np.stack([x, heights])[:, kept & shown],
        "refused": np.stack([x, heights])[:, ~kept & shown],
        "now": np.stack([x, heights])[:, -1:],
        "names": [
            (*shoulder(curve, top), "f(x)", "second"),
            (float(across[place]), min(1.03 * float(envelope[place]), 0.95 * top), "M g(x)", "third"),
        ],
    }


def turned(record: Any, step: int) -> Picture:
    """Return points made of a radius and an angle."""
    n = min(step, len(record.points))
    x, y = record.points[n - 1].tolist()
    turn = np.linspace(0, 2 * np.pi, 121)
    arc = np.linspace(0, float(record.angles[n - 1]), 60)
    radius = float(record.radii[n - 1])
    return {
        "window": (-4.2, 4.2, -4.2, 4.2),
        "titles": ("first normal number", "second normal number"),
        "square": True,
        "ghosts": radius * np.stack([np.cos(turn), np.sin(turn)]),
        "guide": broken([np.array([[0.0, 0.0], [x, y]]), 0.25 * radius * np.column_stack([np.cos(arc), np.sin(arc)])]),
        "dots": record.points[:n].T,
        "now": np.array([[x], [y]]),
        "names": [(-4.0, 3.9, f"radius √(−2 log(1 − u₁)) = {radius:.2f}", "ghost"),
                  (-4.0, 3.45, f"angle 2π u₂ = {np.degrees(arc[-1]):.0f}°", "answer")],
    }  # fmt: skip


def columns(table: Any, values: FloatArray, draws: Any, step: int) -> Picture:
    """Return columns of equal height, each with at most two things, and the places looked at."""
    k, n = len(values), min(step, len(draws.columns))
    at = np.arange(k, dtype=float)
    own = table.thresholds
    places = np.stack([draws.columns[:n].astype(float), draws.heights[:n]])
    names: list[tuple[float, float, str, str]] = []
    if k <= 14:
        names += [(i - 0.3, own[i] / 2, f"{values[i]:g}", "second") for i in range(k) if own[i] > 0.12]
        names += [
            (i - 0.3, (1 + own[i]) / 2, f"{values[table.aliases[i]]:g}", "third") for i in range(k) if own[i] < 0.88
        ]
    return {
        "window": (-0.6, k - 0.4, 0.0, 1.05),
        "titles": ("column", "height"),
        "columns": np.stack([at, own, 1 - own]),
        "dots": places,
        "now": places[:, -1:],
        "names": names or [(-0.5, 1.02, "below: the column's own value; above: its alias", "third")],
    }


def weighed(machine: Mechanism, record: Any, curve: FloatArray, highest: float, step: int) -> Picture:
    """Return draws from the proposal at heights of their weights."""
    n = min(step, len(record.samples))
    x, weights = record.samples[:n], np.exp(record.log_weights - record.log_weights[:MOST].max())[:n]
    low, high = float(curve[0, 0]), float(curve[0, -1])
    assert machine.proposal is not None
    easy = np.asarray(machine.proposal.pdf(curve[0]))
    top = ceiling(max(highest, float(easy.max())))
    shown = (x >= low) & (x <= high)
    heights = 0.85 * top * weights
    sticks = broken(
        [np.array([[a, 0.0], [a, b]]) for a, b in zip(x[shown], heights[shown], strict=True)] or [curve.T[:1]]
    )
    place = len(easy) // 4
    return {
        "window": (low, high, 0.0, top),
        "titles": ("x", "density; weight f/g of each draw"),
        "curve": np.minimum(curve, [[np.inf], [2 * top]]),
        "second": np.stack([curve[0], easy]),
        "trail": sticks,
        "dots": np.stack([x, heights])[:, shown],
        "now": np.stack([x, heights])[:, -1:],
        "names": [
            (*shoulder(curve, top), "f(x)", "second"),
            (float(curve[0, place]), float(easy[place]) + 0.06 * top, "g(x)", "third"),
        ],
    }


def walked(record: Any, curve: FloatArray, highest: float, step: int) -> Picture:
    """Return a walk on the line, upwards in time over the density."""
    starts, chains = record
    n = min(step, chains.samples.shape[1])
    x = np.concatenate([starts[:1, 0], chains.samples[0, :n, 0]])
    tried, kept = chains.proposals[0, :n, 0], chains.accepted[0, :n]
    low, high = round_ends(min(float(curve[0, 0]), x.min()), max(float(curve[0, -1]), x.max()))
    top = max(20.0, 1.06 * n)
    scaled = 0.3 * top * np.minimum(curve[1] / highest, 1.2)
    time = np.arange(n + 1, dtype=float)
    jump = np.array([[x[-2], tried[-1]], [n - 1, n]])
    return {
        "window": (low, high, 0.0, top),
        "titles": ("x", "step"),
        "curve": np.stack([curve[0], scaled]),
        "trail": np.stack([x, time]),
        "dots": np.stack([x, time]),
        "refused": np.stack([tried[~kept], time[1:][~kept]]),
        "guide": jump,
        "now": np.array([[x[-1]], [float(n)]]),
        "names": [(*shoulder(np.stack([curve[0], scaled]), top), "f(x), not to scale", "second")],
    }


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


def hopped(plane: PlaneTarget, record: Any, step: int) -> Picture:
    """Return a walk in the plane, and what it refused."""
    starts, chains = record
    n = min(step, chains.samples.shape[1])
    places = np.concatenate([starts[:1], chains.samples[0, :n]])
    tried, kept = chains.proposals[0, :n], chains.accepted[0, :n]
    return plane_picture(plane) | {
        "trail": places.T,
        "dots": places.T,
        "refused": tried[~kept].T,
        "guide": np.stack([places[-2], tried[-1]]).T,
        "now": places[-1:].T,
    }


def crept(plane: PlaneTarget, record: Any, step: int) -> Picture:
    """Return a walk along the axes, one coordinate at a time."""
    path = record[1].path[0][: step + 1]
    return plane_picture(plane) | {"trail": path.T, "dots": path[::2].T, "guide": path[-2:].T, "now": path[-1:].T}


def rolled(plane: PlaneTarget, record: Any, step: int) -> Picture:
    """Return where marbles came to rest, and the way of the last."""
    starts, chains = record
    n = min(step, chains.samples.shape[1])
    places = np.concatenate([starts[:1], chains.samples[0, :n]])
    ways, kept = chains.trajectories[0, :n], chains.accepted[0, :n]
    ends = ways[~kept, -1]
    inside = np.isfinite(ends).all(axis=1) & (np.abs(ends) < 1e6).all(axis=1)
    way = ways[-1][np.isfinite(ways[-1]).all(axis=1) & (np.abs(ways[-1]) < 1e6).all(axis=1)]
    return plane_picture(plane) | {
        "ghosts": broken(list(np.where(np.abs(ways[max(n - 6, 0) : n]) < 1e6, ways[max(n - 6, 0) : n], np.nan))),
        "trail": way.T,
        "dots": places.T,
        "refused": ends[inside].T,
        "now": places[-1:].T,
    }


def step_in_words(machine: Mechanism, rows: FloatArray, names: str, step: int, drawn: Block) -> str:
    """Return what happened in the last step that is shown.

    Parameters
    ----------
    machine : Mechanism
    rows, names
        From `steps_of`.
    step : int
    drawn : Block

    Returns
    -------
    str
        Empty for a machine that has no steps.
    """
    n = min(step, len(rows))
    row = [float(one) for one in rows[n - 1]]
    told = [numeral(one) for one in row]
    said = f"Step {n}: "
    match machine.name:
        case "inverse cdf":
            return said + f"the uniform number {told[0]} is F(x) at x = {told[1]}."
        case "rejection":
            where = "below" if row[3] else "above"
            done = "kept" if row[3] else "refused"
            kept = int(rows[:n, 3].sum())
            return said + f"the dart at x = {told[0]} lies {where} f: {done}. So far {kept} of {n} are kept."
        case "Box-Muller":
            return said + f"radius {told[2]} and angle {numeral(np.degrees(row[3]))}° make {told[4]} and {told[5]}."
        case "alias":
            table = drawn.record[0]
            column = int(row[0])
            own = row[1] < table.thresholds[column]
            part = "below the mark: its own value" if own else "above the mark: its alias"
            return said + f"column {column} at height {told[1]}, {part}, {told[2]}."
        case "importance":
            weights = np.exp(rows[:n, 1] - rows[:n, 1].max())
            worth = weights.sum() ** 2 / (weights**2).sum()
            return (
                said + f"{told[0]} weighs {numeral(float(np.exp(row[1])))}. These {n} are worth {numeral(worth)} draws."
            )
        case "Gibbs":
            which = "x" if n % 2 else "y"
            return said + f"{which} is drawn anew, given the other: ({told[0]}, {told[1]})."
        case "Metropolis-Hastings" | "Hamiltonian":
            d = 2 if len(row) > 3 else 1
            place = ", ".join(told[:d])
            column = names.split(", ").index("accepted")
            kept = int(rows[:n, column].sum())
            verb = "accepted" if row[column] else "refused, so the old place counts once more"
            energy = f", {told[2]} in energy" if machine.name == "Hamiltonian" else ""
            return said + f"({place}) is proposed{energy}, and {verb}. So far {kept} of {n} are accepted."
    return ""

"""The first steps of a mechanism: as numbers, and in words."""

from __future__ import annotations

from typing import Any

import numpy as np

from ...linear_algebra.arguments import FloatArray
from ...numerals import numeral
from ..distribution import Distribution
from ..mechanisms import Mechanism

MOST = 200


def steps_of(
    machine: Mechanism, record: Any, distribution: Distribution, samples: FloatArray
) -> tuple[FloatArray, str]:
    """Return the numbers of the first steps as rows, and what the columns are.

    Parameters
    ----------
    machine : Mechanism
    record : object
        Of the first block of draws, as `Block` has it.
    distribution : Distribution
        Of the target, or of the x of one in the plane.
    samples : array (n,)
        The draws, which are all that direct ones have to tell.

    Returns
    -------
    array (n_steps, n_columns)
    str
        The names of the columns.

    Examples
    --------
    >>> from mathml_widgets.maths.probability import Uniform, mechanism
    >>> machine = mechanism("inverse cdf", Uniform(0, 2))
    >>> drawn = machine.draw(3, np.random.default_rng(0))
    >>> rows, names = steps_of(machine, drawn.record, Uniform(0, 2), drawn.samples)
    >>> names, rows.round(2).tolist()[0]
    ('uniform number, draw', [0.64, 1.27])
    """
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
    return np.asarray(samples[:MOST, None], dtype=np.float64), "draw"


def step_in_words(machine: Mechanism, rows: FloatArray, names: str, step: int, record: Any) -> str:
    """Return what happened in the last step that is shown.

    Parameters
    ----------
    machine : Mechanism
    rows, names
        From `steps_of`.
    step : int
    record : object
        Of the first block of draws, as `Block` has it.

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
            table = record[0]
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

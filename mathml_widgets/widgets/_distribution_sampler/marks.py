"""The marks of the chart."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...shell.figure import ANSWER, GHOST, HAND, SECOND, THIRD, curve_names

Numbers = NDArray[np.float64]

LINES = ("area", "ghosts", "second", "curve", "trail", "guide", "edges")
MARKS = ("bars", "columns", "band", "area", "ghosts", "second", "curve", "trail", "masses", "refused", "dots", "guide",
         "now", "edges", "names")  # fmt: skip
"""The marks of the chart from back to front."""

COLOURS = {"answer": ANSWER, "second": SECOND, "third": THIRD, "ghost": GHOST}


def made(scales: dict[str, Any]) -> dict[str, Any]:
    """Return the marks by name: each view feeds some of them and hides the others."""
    import bqplot

    def line(color: str, **options: Any) -> Any:
        return bqplot.Lines(x=[], y=[], scales=scales, colors=[color], visible=False, **options)

    def dots(color: str, **options: Any) -> Any:
        return bqplot.Scatter(x=[], y=[], scales=scales, colors=[color], visible=False, **options)

    # Solara cannot send an array of two rows without entries: marks of two begin with one each.
    return {
        "bars": bqplot.Bars(
            x=[], y=[], scales=scales, colors=[ANSWER], opacities=[0.38], padding=0.06, stroke_width=0,
            visible=False,
        ),
        "columns": bqplot.Bars(
            x=[0.0], y=[[0.0], [0.0]], scales=scales, colors=[SECOND, THIRD], opacities=[0.45] * 2, padding=0.12,
            visible=False,
        ),
        "band": bqplot.Lines(
            x=[0.0], y=[[0.0], [0.0]], scales=scales, colors=[ANSWER] * 2, fill="between", fill_colors=[ANSWER],
            fill_opacities=[0.16], stroke_width=0.0, visible=False,
        ),
        "area": line(SECOND, fill="bottom", fill_colors=[SECOND], fill_opacities=[0.28], stroke_width=0.0),
        "ghosts": line(GHOST, stroke_width=1.2, line_style="dashed"),
        "second": line(THIRD, stroke_width=2.0, line_style="dashed"),
        "curve": line(SECOND, stroke_width=2.2),
        "trail": line(ANSWER, stroke_width=1.6),
        "masses": dots(SECOND, default_size=40),
        "refused": dots(GHOST, default_size=30, fill=False, stroke_width=1.4),
        "dots": dots(ANSWER, default_size=22, opacities=[0.8]),
        "guide": line(ANSWER, stroke_width=1.4, line_style="dotted"),
        "now": dots(ANSWER, default_size=90, stroke="var(--mathml-ground)", stroke_width=1.5),
        "edges": line(HAND, stroke_width=1.4),
        "names": curve_names(scales, [SECOND]),
    }  # fmt: skip


def feed(marks: dict[str, Any], layers: dict[str, Any]) -> None:
    """Feed the marks of these layers, and hide the others."""
    for name, mark in marks.items():
        layer = layers.get(name, ())
        if name in LINES and name in layers:
            layer = _to_its_end(layer)
        mark.visible = len(layer) > 0
        if not mark.visible:
            continue
        if name == "names":
            where = layer
            mark.x, mark.y = np.array([one[:2] for one in where]).T
            mark.text, mark.colors = [one[2] for one in where], [COLOURS[one[3]] for one in where]
        elif name in ("columns", "band"):
            mark.x, mark.y = layer[0], layer[1:]
        else:
            mark.x, mark.y = layer


def _to_its_end(line: Numbers) -> Any:
    """Return a broken line up to its last point: bqplot puts a label there."""
    there = np.flatnonzero(np.isfinite(line).all(axis=0))
    return line[:, : there[-1] + 1] if len(there) else ()

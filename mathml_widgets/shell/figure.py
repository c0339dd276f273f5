"""`FigureWidget`: a panel of ours beside bqplot figures.

The panel (sliders, readouts, notices, badge) is drawn by one view for all such widgets
and speaks for this widget's model, so a new chart needs no TypeScript. The marks of the
figures are fed by `draw`, inside one `at_once`; while a hand is on something, what they become
travels with the answer. This is the only file of the shell
that needs bqplot, and bqplot needs pandas, so both are imported when a chart is made.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import anywidget
import ipywidgets
import numpy as np
from numpy.typing import ArrayLike, NDArray
from traitlets import Dict, List, Unicode

from .array import Array
from .computed import Changes
from .films import film_to_json
from .gathering import Gathering
from .kinds import derived, kind_of, log, names_of
from .on_demand import fetch
from .widget import Interactive, view_code

if TYPE_CHECKING:
    import bqplot

HAND, ANSWER, SECOND, THIRD, GHOST = (
    f"var(--mathml-{name})" for name in ("hand", "answer", "second", "third", "ghost")
)
"""Colours by meaning, as the theme of the page has them."""

CONTROL_KEYS = ("label", "unit", "low", "high", "step", "log")


class Panel(anywidget.AnyWidget):
    """The part of a `FigureWidget` that is ours: it shows and steers its owner."""

    _esm = view_code("figure_panel")
    owner = Unicode(help="The model of the widget that it speaks for.").tag(sync=True)


class FigureBox(ipywidgets.VBox):
    """A box that is filled before hosts hear of it: some can show only what has been made before its box."""

    def __init__(self, **options: Any) -> None:
        self.fill()
        super().__init__(self.children, **options)

    def fill(self) -> None:
        """Make the children."""
        raise NotImplementedError


class FigureWidget(Interactive, FigureBox):
    """A widget whose picture is one or more bqplot figures."""

    controls = log(List(Dict()), help="What the panel shows a slider or a menu for.")
    dials = derived(List(Dict()), help="Further controls of the panel, which depend on the state; see `dial`.")
    window = derived(Array(None), help="What the first figure shows: x from, x to, y from, y to; None if it is still.")
    hands = derived(List(Dict()), help="What a hand takes hold of in the first figure; see `span_hand`, `height_hand`.")
    preview = derived(
        Array(None, finite=False), help="Rows: value of the slider under the finger, and what it would come to."
    )
    previewed = derived(Dict(), help="Which slider that is, as `held` has it, and what its values would come to.")
    film = derived(Dict(), help="What the panel plays in the first figure; see `shell.films`. Empty if nothing.").tag(
        to_json=film_to_json
    )

    fed = log(Dict(), help="While a hand is on something: what the marks have become since, by model.")

    def __init__(self, *positional: Any, **named: Any) -> None:
        fetch("bqplot")
        self.figures: list[bqplot.Figure] = []
        self._gathering = Gathering()
        self._store({"controls": self._controls()})
        super().__init__(*positional, **named)

    def fill(self) -> None:
        """Put the panel before the figures."""
        self.figures = self.build()
        for figure in self.figures:
            figure.add_class("mathml-figure")
        self.draw()
        self.add_class("mathml-figure-widget").add_class("mathml-theme")
        self.children = (Panel(owner=f"IPY_MODEL_{self._own_id}"), *self.figures)

    def build(self) -> list[bqplot.Figure]:
        """Make the figures and their marks, once."""
        raise NotImplementedError

    def draw(self) -> None:
        """Feed the marks from the derived traits."""
        raise NotImplementedError

    def _send_change(self, changes: Changes, found: Changes) -> None:
        """Draw once for all that has changed; under a hand that goes with the answer, else it follows."""
        new = any(kind_of(self, name) in ("given", "derived") for name in [*changes, *found])
        with self._turn:
            if self.held and new:
                with self._gathering.open():
                    self.draw()
                found = found | self._store({"fed": self._gathering.states()})
            elif not self.held:
                found = found | self._store({"fed": {}})
        super()._send_change(changes, found)
        if self.figures and not self.held:
            with self._turn:
                self._gathering.send()
                if new:
                    self.draw()

    def _controls(self) -> list[dict[str, Any]]:
        """Return the given traits that carry a label, with all that a control needs."""
        found = []
        for name in names_of(self, "given"):
            trait = self.traits()[name]
            if "label" in trait.metadata:
                control = {k: trait.metadata[k] for k in CONTROL_KEYS if k in trait.metadata}
                options = list(getattr(trait, "values", None) or ())
                found.append({"name": name, "options": options} | control)
        return found


def dial(
    name: str,
    label: str,
    low: float = 0.0,
    high: float = 1.0,
    *,
    index: int | None = None,
    step: float | None = None,
    log: bool = False,
    unit: str = "",
    shares: list[int] | None = None,
    ordered: bool = False,
    fold: str = "",
) -> dict[str, Any]:
    """Return a slider of the panel, for a given trait or for one entry of it.

    Parameters
    ----------
    name : str
        The trait.
    label : str
    low, high : float
        Where the slider ends.
    index : int, optional
        Which entry of an array it moves, counted along all its rows.
    step : float, optional
        Values are multiples of this, counted from `low`.
    log : bool, default False
        Whether equal distances are equal factors.
    unit : str, optional
    shares : list of int, optional
        Entries of the array that sum to 1, of which this is one: the others make room for it.
    ordered : bool, default False
        Whether the entries increase: one that meets its neighbour pushes it along.
    fold : str, optional
        The heading under which it is folded away with others.
    """
    optional = {"index": index, "step": step, "shares": shares}
    found: dict[str, Any] = {k: v for k, v in optional.items() if v is not None}
    flags = {"log": log, "ordered": ordered, "unit": unit, "fold": fold}
    return {"name": name, "label": label, "low": low, "high": high} | found | {k: v for k, v in flags.items() if v}


def dial_under(held: str, dials: list[dict[str, Any]]) -> dict[str, Any] | None:
    """Return the slider that is under the finger, by what `held` says of it; None if it is something else."""
    return next((one for one in dials if "low" in one and held == name_of(one)), None)


def name_of(slider: dict[str, Any]) -> str:
    """Return what `held` says while a slider is under the finger.

    Examples
    --------
    >>> name_of({"name": "interval", "index": 1}), name_of({"name": "level"})
    ('interval 2', 'level')
    """
    index = slider.get("index")
    return str(slider["name"]) if index is None else f"{slider['name']} {index + 1}"


def values_on(slider: dict[str, Any], n: int) -> NDArray[np.float64]:
    """Return values from one end of a slider to the other, as evenly as it counts.

    Examples
    --------
    >>> values_on(dial("width", "Width", 0.1, 10.0, log=True), 3).tolist()
    [0.1, 1.0, 10.0]
    """
    low, high = slider["low"], slider["high"]
    found = np.geomspace(low, high, n) if slider.get("log") else np.linspace(low, high, n)
    return np.asarray(found, dtype=np.float64)


def menu_dial(name: str, label: str) -> dict[str, Any]:
    """Return a menu of the panel for a given trait that is one of a list."""
    return {"name": name, "label": label, "menu": True}


def button_dial(face: str, call: str, *, row: str, label: str = "", **arguments: Any) -> dict[str, Any]:
    """Return a button of the panel that calls a method of the widget; buttons of one `row` stand side by side."""
    return {"face": face, "call": call, "args": arguments, "row": row, "label": label}


def span_hand(name: str, label: str) -> dict[str, Any]:
    """Return a hand on an interval: two rings at the foot of the figure, and a stroke that brushes a new one."""
    return {"kind": "span", "name": name, "label": label}


def height_hand(
    name: str, label: str, places: ArrayLike, *, column: int | None = None, step: float | None = None
) -> dict[str, Any]:
    """Return a hand on heights over places along the axis: a ring on each, and a stroke that draws them.

    Parameters
    ----------
    name : str
        The trait, an array of heights, or of rows of which one `column` is the height.
    label : str
    places : array_like (n,)
    column : int, optional
    step : float, optional
        Heights are multiples of this.
    """
    optional = {"column": column, "step": step}
    found = {k: v for k, v in optional.items() if v is not None}
    return {"kind": "heights", "name": name, "label": label, "places": np.asarray(places).tolist()} | found


def figure(marks: list[Any], axes: list[Any]) -> bqplot.Figure:
    """Return a figure in the look of the house: no frame, no title, room for names at the right."""
    import bqplot

    return bqplot.Figure(
        marks=marks,
        axes=axes,
        padding_x=0.0,
        padding_y=0.02,
        fig_margin={"top": 16, "bottom": 44, "left": 52, "right": 64},
        layout={"width": "100%", "min_width": "280px", "height": "300px"},
    )


def axis(scale: Any, label: str, *, upright: bool = False) -> bqplot.Axis:
    """Return an axis with a hairline, few ticks and its name."""
    import bqplot

    return bqplot.Axis(
        scale=scale,
        label=label,
        side="left" if upright else "bottom",
        grid_lines="none",
        num_ticks=5,
        tick_format="~g",
        label_offset="36px" if upright else "32px",
    )


def span(along: bqplot.Axis, low: float, high: float) -> None:
    """Let an axis and its scale reach from `low` to `high`, with ticks at round values."""
    along.scale.min, along.scale.max = low, high
    along.tick_values = round_values(low, high)


def round_values(low: float, high: float, at_most: int = 6) -> NDArray[np.float64]:
    """Return the multiples of 1, 2 or 5 times a power of ten from `low` to `high`, few enough to read.

    Examples
    --------
    >>> round_values(0.0, 1.9).tolist()
    [0.0, 0.5, 1.0, 1.5]
    """
    rough = (high - low) / at_most
    steps = 10.0 ** np.floor(np.log10(rough)) * np.array([1.0, 2.0, 5.0, 10.0])
    step = steps[np.searchsorted(steps, rough)]
    values: NDArray[np.float64] = np.arange(np.ceil(low / step), np.floor(high / step) + 1) * step
    return values


def curve_names(scales: dict[str, Any], colors: list[str]) -> bqplot.Label:
    """Return a mark for names at the right ends of curves, in the margin that `figure` leaves free."""
    import bqplot

    return bqplot.Label(
        scales=scales,
        colors=colors,
        default_size=13,
        font_weight="bold",
        align="start",
        x_offset=8,
        apply_clip=False,
        enable_move=False,
    )


def apart(places: ArrayLike, gap: float, highest: float = np.inf) -> NDArray[np.float64]:
    """Return heights for labels near `places`, in their order, `gap` from each other and none above `highest`."""
    wanted = np.asarray(places, dtype=float)
    order = np.argsort(wanted, kind="stable")
    steps = np.arange(len(wanted)) * gap
    lifted = np.maximum.accumulate(wanted[order] - steps) + steps
    result = np.empty_like(wanted)
    result[order] = np.minimum(lifted, highest - steps[::-1])
    return result

"""What a hand does to each widget, and what Python must know of it afterwards.

A new widget joins by one line in `ACTS`. Its code names it `w`; the host's page shows it.
"""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from playwright.sync_api import expect

from tests.browser.hand import Hand, centre, moved
from tests.browser.sight import Sight

Told = Callable[[], dict]


@dataclass(frozen=True)
class Act:
    """One widget in the hand of a reader.

    Attributes
    ----------
    name : str
        The class.
    make : str
        An expression for the widget.
    traits : tuple of str
        What Python tells after each change.
    move : callable
        Moves something, and returns the value of a trait that Python must then tell, by its name.
    check : callable
        Checks that the view shows what Python tells.
    charts : int
        How many bqplot figures are drawn.
    """

    name: str
    make: str
    traits: tuple[str, ...]
    move: Callable[[Hand, Sight, Told], dict[str, object]]
    check: Callable[[Sight, dict], None]
    charts: int = 0


def drag_a_column(hand: Hand, view: Sight, told: Told) -> dict[str, object]:
    """Drag the tip of the first column off its centre; it must follow the pointer to the pixel."""
    ring = view.ring("first")
    [[unit, _], [_, _]] = told()["matrix"]
    before, (across, _) = centre(ring), view.place(ring)
    scale = across / unit
    hand.drag(ring, 24, -36, grip=(3, 2))
    assert moved(ring, before) == pytest.approx((24, -36), abs=0.5)
    x, y = view.place(ring)
    [[_, right], [_, top]] = told()["matrix"]
    return {"matrix": [pytest.approx([x / scale, right], abs=0.01), pytest.approx([y / scale, top], abs=0.01)]}


def walk_the_path(hand: Hand, view: Sight, told: Told) -> dict[str, object]:
    """Move the slider by the keyboard."""
    hand.press(view.root.get_by_role("slider", name="Fraction t"), "Home", "ArrowRight", "ArrowRight")
    return {"fraction": 0.04}


def shows(row: str, trait: str, digits: int = 3) -> Callable[[Sight, dict], None]:
    """Return what checks that a row of the table of numbers shows a trait."""

    def check(view: Sight, told: dict) -> None:
        values = told[trait] if isinstance(told[trait], list) else [told[trait]]
        expect(view.number(row)).to_have_text(" ".join(f"{value:.{digits}f}" for value in values))

    return check


ACTS = [
    Act(
        "MatrixTransform",
        "mw.MatrixTransform()",
        ("matrix", "determinant"),
        drag_a_column,
        shows("determinant", "determinant"),
    ),
    Act(
        "MorphSpectrum",
        "mw.MorphSpectrum()",
        ("fraction", "singular_values_here"),
        walk_the_path,
        shows("singular_values", "singular_values_here"),
        charts=1,
    ),
]

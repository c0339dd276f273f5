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


def widen_a_bar(hand: Hand, view: Sight, told: Told) -> dict[str, object]:
    """Drag a probability; the bars make room for each other."""
    hand.drag(view.ring("bar 0"), 40, 0, grip=(3, -2))
    bars = [view.picture.locator(f'rect[data-name="outcome {i}"]') for i in range(4)]
    widths = [float(bar.get_attribute("width")) for bar in bars]
    return {"distribution": [pytest.approx(width / sum(widths), abs=0.01) for width in widths]}


def shift_the_mean(hand: Hand, view: Sight, told: Told) -> dict[str, object]:
    """Move the slider of the first parameter by the keyboard."""
    slider = view.root.get_by_role("slider", name="Mean")
    hand.press(slider, "ArrowRight", "Shift+ArrowRight")
    return {"parameters": [pytest.approx(float(slider.get_attribute("aria-valuetext") or "")), 1.0]}


def drag_the_probe(hand: Hand, view: Sight, told: Told) -> dict[str, object]:
    """Drag the point asked about over the plane, off its centre."""
    expect(view.root.locator("progress")).to_have_count(0)
    view.still()
    plane = view.picture.locator(".mathml-edge").bounding_box()
    unit, (x, y) = plane["width"] / 4, told()["probe"]
    ring = view.ring("probe")
    before = centre(ring)
    hand.drag(ring, 50, -35, grip=(3, -2))
    assert moved(ring, before) == pytest.approx((50, -35), abs=0.5)
    return {"probe": [pytest.approx(x + 50 / unit, abs=0.5 / unit), pytest.approx(y + 35 / unit, abs=0.5 / unit)]}


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
    Act(
        "EntropyCalculator",
        "mw.EntropyCalculator()",
        ("distribution", "entropy"),
        widen_a_bar,
        shows("entropy", "entropy"),
    ),
    Act(
        "DistributionSampler",
        "mw.DistributionSampler(n_samples=100)",
        ("parameters", "interval_probability"),
        shift_the_mean,
        shows("interval_probability", "interval_probability"),
        charts=1,
    ),
    Act(
        "LossLandscape",
        "mw.LossLandscape(lambda x, y: (1 - x) ** 2 + 3 * (y - x * x / 4) ** 2, radius=2, n_steps=0)",
        ("probe", "probe_loss"),
        drag_the_probe,
        shows("probe_loss", "probe_loss"),
    ),
]

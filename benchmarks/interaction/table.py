"""The one table that is printed."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

HEADINGS = ("what", "mathml_widgets", "beside it", "times better", "to reach", "reached")


@dataclass(frozen=True)
class AtMost:
    """A figure that must not be exceeded; less is better."""

    limit: float | None = None

    def __str__(self) -> str:
        return "" if self.limit is None else f"<= {self.limit:g}"

    def missed_by(self, value: float) -> float:
        return value - self.limit

    def times_better(self, ours: float, theirs: float) -> float:
        return theirs / ours if ours else math.inf


@dataclass(frozen=True)
class AtLeast:
    """A figure that must be attained; more is better."""

    limit: float | None = None

    def __str__(self) -> str:
        return "" if self.limit is None else f">= {self.limit:g}"

    def missed_by(self, value: float) -> float:
        return self.limit - value

    def times_better(self, ours: float, theirs: float) -> float:
        return ours / theirs if theirs else math.inf


@dataclass(frozen=True)
class Row:
    """One figure of ours, those of others beside it, and what PERFORMANCE.md asks for.

    Parameters
    ----------
    what : str
        What is measured, with its unit.
    ours : float
    goal : AtMost or AtLeast
        Which way is better, and the limit if there is one.
    others : mapping of str to float
    """

    what: str
    ours: float
    goal: AtMost | AtLeast
    others: Mapping[str, float] = field(default_factory=dict)

    def cells(self) -> tuple[str, ...]:
        beside = ", ".join(f"{name} {figure(value)}" for name, value in self.others.items())
        ratios = ", ".join(figure(self.goal.times_better(self.ours, value)) for value in self.others.values())
        return self.what, figure(self.ours), beside, ratios, str(self.goal), self._reached()

    def _reached(self) -> str:
        if self.goal.limit is None:
            return ""
        missed = self.goal.missed_by(self.ours)
        return "yes" if missed <= 0 else f"no, by {figure(missed)}"


def figure(value: float) -> str:
    """Return a number with three digits that mean something."""
    if math.isinf(value):
        return "∞"
    return f"{value:.0f}" if abs(value) >= 100 else f"{value:.3g}"


def markdown(rows: Iterable[Row]) -> str:
    """Return the table, its columns aligned."""
    lines = [HEADINGS, *(row.cells() for row in rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(HEADINGS))]
    text = [
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)) + " |" for line in lines
    ]
    rule = "| " + " | ".join("-" * width for width in widths) + " |"
    return "\n".join([text[0], rule, *text[1:]])

"""Interleaved rounds: what slows the machine for a while slows everyone."""

from collections.abc import Callable, Hashable, Mapping
from statistics import median
from typing import TypeVar

Name = TypeVar("Name", bound=Hashable)
Figures = Mapping[str, float]


def interleaved(measures: Mapping[Name, Callable[[], Figures]], rounds: int) -> dict[Name, dict[str, float]]:
    """Take every measure once in each round; return the median over the rounds of each figure.

    One round before the first warms everything up and does not count.
    """
    taken: dict[Name, list[Figures]] = {name: [] for name in measures}
    for _ in range(rounds + 1):
        for name, measure in measures.items():
            taken[name].append(measure())
    return {
        name: {key: median(figures[key] for figures in all_figures[1:]) for key in all_figures[0]}
        for name, all_figures in taken.items()
    }

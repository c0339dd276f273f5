"""Interleaved rounds: what slows the machine for a while slows everyone."""

from collections.abc import Callable, Hashable, Mapping
from statistics import median
from typing import TypeVar

Name = TypeVar("Name", bound=Hashable)
Measure = Callable[[], Mapping[str, float]]


def interleaved(
    measures: Mapping[Name, Measure], rounds: int, take: Callable[[Measure], Mapping[str, float]]
) -> dict[Name, dict[str, float]]:
    """Take every measure once in each round; return the median over the rounds of each figure.

    One round ahead of the others warms everything up and does not count.

    Parameters
    ----------
    measures : mapping
        By name, a function that returns its figures by name.
    rounds : int
    take : callable
        Takes a measure that counts.
    """
    for measure in measures.values():
        measure()
    taken: dict[Name, list[Mapping[str, float]]] = {name: [] for name in measures}
    for _ in range(rounds):
        for name, measure in measures.items():
            taken[name].append(take(measure))
    return {
        name: {key: median(figures[key] for figures in all_figures) for key in all_figures[0]}
        for name, all_figures in taken.items()
    }

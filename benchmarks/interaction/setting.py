"""What every part of the benchmark is given."""

from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cached_property

from .machine import Machine
from .rounds import Measure, Name, interleaved
from .stage import Stage, stage


@dataclass
class Setting:
    """How long to measure, and where.

    Parameters
    ----------
    rounds : int
    seconds : int
        Of each drag.
    machine : Machine
    stack : ExitStack
        Closes the stage at the end, if a part has asked for it.
    """

    rounds: int
    seconds: int
    machine: Machine
    stack: ExitStack

    @cached_property
    def stage(self) -> Stage:
        """Servers and browser, started on first use."""
        return self.stack.enter_context(stage())

    def medians(self, measures: Mapping[Name, Measure]) -> dict[Name, dict[str, float]]:
        """Return the median figures of interleaved rounds, taken while other programs rest."""
        return interleaved(measures, self.rounds, self.machine.calmly)

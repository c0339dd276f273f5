"""What every part of the benchmark is given."""

from contextlib import ExitStack
from dataclasses import dataclass
from functools import cached_property

from .stage import Stage, stage


@dataclass
class Setting:
    """How long to measure, and where.

    Parameters
    ----------
    rounds : int
    seconds : int
        Of each drag.
    stack : ExitStack
        Closes the stage at the end, if a part has asked for it.
    """

    rounds: int
    seconds: int
    stack: ExitStack

    @cached_property
    def stage(self) -> Stage:
        """Servers and browser, started on first use."""
        return self.stack.enter_context(stage())

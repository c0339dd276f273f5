"""Arrays of what a landscape is of: each knows what else may stand for its numbers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import traitlets
from numpy.typing import NDArray

from ...maths import geometry as g
from ...shell import Array
from ...shell.errors import GivenError

Matrix = NDArray[np.float64]


class Parameters(Array):
    """A vector that must fit into memory: it is counted before it is copied."""

    def validate(self, obj: traitlets.HasTraits, value: Any) -> Matrix:
        """Return the vector read-only, or raise an error that names the memory."""
        g.check_memory(value.size if isinstance(value, np.ndarray) else 0)
        return super().validate(obj, value)


class Targets(Array):
    """Classes, by number or by name, or values."""

    def validate(self, obj: traitlets.HasTraits, value: Any) -> Matrix:
        """Return the numbers read-only; names become their places among the classes of the model, or of themselves."""
        if g.has_names(value):
            value = g.class_numbers(value, getattr(getattr(obj, "model", None), "classes_", None))
        return super().validate(obj, value)


class Checkpoints(Array):
    """Points of the space of parameters; of a module also its states or copies of it."""

    def validate(self, obj: traitlets.HasTraits, value: Any) -> Matrix:
        """Return the points as rows, read-only."""
        if isinstance(value, (list, tuple)) and value:
            if all(map(g.is_module, value)):
                value = [g.flat_parameters(module) for module in value]
            elif all(isinstance(state, Mapping) for state in value):
                model = getattr(obj, "model", None)
                if not g.is_module(model):
                    raise GivenError(
                        "checkpoints must be rows of parameters unless there is a module to read states of"
                    )
                value = [g.flat_parameters(model, state) for state in value]
        return super().validate(obj, value)

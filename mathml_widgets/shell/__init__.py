"""All that the package knows about Jupyter: traits, messages, and what every widget has."""

from .array import Array
from .asking import asks
from .checks import agrees
from .computation import computes
from .data import Data
from .kinds import derived, given, interface, kept, log
from .pacing import paced
from .progressive import Step
from .readouts import readout
from .widget import MathWidget

__all__ = [
    "Array",
    "Data",
    "MathWidget",
    "Step",
    "agrees",
    "asks",
    "computes",
    "derived",
    "given",
    "interface",
    "kept",
    "log",
    "paced",
    "readout",
]

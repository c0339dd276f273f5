"""What a family of distributions is asked for: names, rules and sensible ranges.

A parameter has a rule, such as being positive, which is checked when a distribution is made, and a range in which a
slider may usefully move, which is not.
"""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from ..linear_algebra.arguments import FloatArray
from .special_functions.arguments import as_numbers, must


class Rule(Enum):
    """What a parameter must be."""

    FINITE = "be finite"
    POSITIVE = "be positive and finite"
    NOT_NEGATIVE = "be at least 0 and finite"
    PROBABILITY = "lie between 0 and 1"
    POSITIVE_PROBABILITY = "lie above 0 and at most at 1"
    COUNT = "be a whole number from 1 on"


class Parameter(NamedTuple):
    """The rule for a parameter, its default, and the range for a slider."""

    rule: Rule
    default: float
    lowest: float
    highest: float


def as_parameter(value: ArrayLike, name: str, rule: Rule) -> FloatArray:
    """Return a parameter as an array, or raise an error that names it, the rule and the culprit."""
    array = as_numbers(value, name)
    finite = np.isfinite(array)
    holds = {
        Rule.FINITE: finite,
        Rule.POSITIVE: finite & (array > 0),
        Rule.NOT_NEGATIVE: finite & (array >= 0),
        Rule.PROBABILITY: (array >= 0) & (array <= 1),
        Rule.POSITIVE_PROBABILITY: (array > 0) & (array <= 1),
        Rule.COUNT: finite & (array >= 1) & (array == np.floor(array)),
    }[rule]
    return must(array, holds, name, rule.value)

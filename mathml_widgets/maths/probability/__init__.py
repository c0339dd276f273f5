"""Probability: distributions, and how a machine draws from them.

The functions behind the areas and quantiles stand in `special_functions`.
"""

from . import special_functions

__all__ = ["special_functions"]

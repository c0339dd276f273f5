"""How often a better answer is shown."""

PACE = 0.03
"""Seconds of work after which an answer is shown."""

SURFACE_PACE = 0.015
"""The same for the surface, which a hand on the angle waits for."""

"""Hypothesis draws the same examples on every run, and a busy machine is no failure."""

from hypothesis import HealthCheck, settings

settings.register_profile(
    "same examples every time", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("same examples every time")

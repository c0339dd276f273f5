"""What is measured on, and what else the machine has to do meanwhile."""

import os
import platform
import time
from collections.abc import Callable, Mapping
from importlib.metadata import version

import psutil

Figures = Mapping[str, float]

PACKAGES = ("jupyterlab", "ipykernel", "ipywidgets", "anywidget", "numpy", "matplotlib", "ipympl")
CALM = 0.2
"""Cores that other programs may take."""

TICK = 0.05
"""Seconds that the system's accounts may be off for a short measurement."""


def description() -> str:
    """Return the machine and the versions in one line."""
    versions = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    return f"{os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}; {versions}"


class Machine:
    """Takes measurements while other programs rest, and keeps account of what they took after all.

    Parameters
    ----------
    patience : float
        Minutes to spend on waiting and on repeating; then figures are taken as they come, and the account says so.
    """

    def __init__(self, patience: float):
        self._patience = 60 * patience
        self._seconds = self._taken = 0.0

    def calmly(self, measure: Callable[[], Figures]) -> Figures:
        """Return the figures of a measurement that other programs did not disturb."""
        while True:
            self._wait()
            began, before = time.monotonic(), others()
            figures = measure()
            seconds, taken = time.monotonic() - began, others() - before
            if taken <= CALM * seconds + TICK or self._patience <= 0:
                self._seconds += seconds
                self._taken += taken
                return figures
            self._patience -= seconds

    def account(self) -> str:
        """Return what other programs took during the measurements."""
        loads = " ".join(f"{load:.2f}" for load in os.getloadavg())
        share = f"{self._taken / self._seconds:.2f}" if self._seconds else "unknown"
        return (
            f"Cores that other programs took during the measurements: {share}. "
            f"Load averages at the end, this benchmark's own included: {loads}."
        )

    def _wait(self) -> None:
        while self._patience > 0:
            before = others()
            time.sleep(1)
            if others() - before < CALM:
                break
            self._patience -= 1


def others() -> float:
    """Return the processor time that was not for this process or its descendants, in seconds since the start."""
    everyone = psutil.cpu_times()
    idle = sum(getattr(everyone, name, 0) for name in ("idle", "iowait", "guest", "guest_nice"))
    me = psutil.Process()
    ours = 0.0
    for process in (me, *me.children(recursive=True)):
        try:
            times = process.cpu_times()
        except psutil.NoSuchProcess:
            continue
        ours += times.user + times.system + times.children_user + times.children_system
    return sum(everyone) - idle - ours

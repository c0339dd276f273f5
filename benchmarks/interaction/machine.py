"""What was measured on, and how much else the machine had to do."""

import os
import platform
import time
from importlib.metadata import version

PACKAGES = ("jupyterlab", "ipykernel", "ipywidgets", "anywidget", "numpy", "matplotlib", "ipympl")


def description() -> str:
    """Return the machine and the versions in one line."""
    versions = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    return f"{os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}; {versions}"


def load() -> str:
    """Return the load average of the last minute."""
    return f"{os.getloadavg()[0]:.2f}"


def wait_until_quiet(minutes: float) -> None:
    """Return when the load average of the last minute is below 1, or when this long has passed."""
    deadline = time.monotonic() + 60 * minutes
    while os.getloadavg()[0] >= 1 and time.monotonic() < deadline:
        time.sleep(5)

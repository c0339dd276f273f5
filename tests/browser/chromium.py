"""Find a Chromium and start it headless."""

import os
import shutil
from pathlib import Path

from playwright.sync_api import Browser, Playwright

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def executable(playwright: Playwright) -> str | None:
    """Return the browser to start: ``MATHML_BROWSER``, Playwright's own, or one on the path.

    Returns
    -------
    str or None
        A path, or None for the browser that Playwright downloaded.
    """
    if chosen := os.environ.get("MATHML_BROWSER"):
        return chosen
    if Path(playwright.chromium.executable_path).exists():
        return None
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if found := shutil.which(name):
            return found
    raise RuntimeError(
        "no Chromium found: run `playwright install chromium`, install Debian's `chromium`, "
        "or set MATHML_BROWSER to the path of one"
    )


def start(playwright: Playwright, *flags: str) -> Browser:
    """Start the browser, headless."""
    return playwright.chromium.launch(executable_path=executable(playwright), args=[*FLAGS, *flags])

"""Pictures of what the tests saw, for people to look at."""

import re
from pathlib import Path

from playwright.sync_api import Locator, Page

FOLDER = Path(__file__).with_name("shots")


def shoot(target: Page | Locator, name: str) -> Path:
    """Save a picture of a page or of a part of it, and return its path.

    Parameters
    ----------
    target : Page or Locator
    name : str
        Becomes the file's name; a later picture of the same name replaces an earlier one.
    """
    FOLDER.mkdir(exist_ok=True)
    path = FOLDER / (re.sub(r"[^\w-]+", "-", name).strip("-") + ".png")
    target.screenshot(path=path)
    return path

"""Tell the service worker which files there are, each with the hash that a kept copy must have."""

import json
from pathlib import Path

from .fetch import digest

NOT_KEPT = {"service-worker.js", "offline-files.js", "jupyterlite-service-worker.js"}
"""Browsers keep a service worker's own scripts themselves."""


def write_offline(site: Path) -> None:
    """Write the list, once every other file of the site is there."""
    paths = sorted(path for path in site.rglob("*") if path.is_file())
    names = {path.relative_to(site).as_posix(): path for path in paths}
    files = {name: digest(path.read_bytes()) for name, path in names.items() if name not in NOT_KEPT}
    text = f"self.mathmlFiles = {json.dumps(files, separators=(',', ':'))};\n"
    (site / "offline-files.js").write_text(text, encoding="utf-8")

"""Tests that build or install a good deal are steps of their own: they run only where they are named."""

from pathlib import Path

import pytest

OWN_STEPS = {"hosts", "lite"}


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Leave such a folder out unless an argument leads into it."""
    if collection_path.name not in OWN_STEPS or collection_path.parent != Path(__file__).parent:
        return None
    asked = [Path(config.invocation_params.dir, argument.split("::")[0]) for argument in config.args]
    return None if any(path.is_relative_to(collection_path) for path in asked) else True

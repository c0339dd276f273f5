"""Losses that other processes can import."""

import os


def bowl(parameters):
    return float(parameters @ parameters)


def tagged_bowl(parameters):
    """Return the bowl; fail where it is evaluated by the process named in the environment."""
    assert str(os.getpid()) != os.environ.get("NOT_HERE"), "evaluated in the wrong process"
    return bowl(parameters)

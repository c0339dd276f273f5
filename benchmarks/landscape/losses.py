"""Losses that other processes can import."""

import time

import numpy as np

SECONDS = 0.02

_MATRIX = np.random.default_rng(0).standard_normal((60, 60)) / 8.0


def computing(parameters, seconds=SECONDS):
    """Return a loss that keeps a processor busy for some time of its own, whatever else the machine does."""
    end = time.process_time() + seconds
    value = parameters
    while time.process_time() < end:
        value = np.tanh(_MATRIX[: len(value), : len(value)] @ value)
    return float((parameters**2).sum())


def waiting(parameters, seconds=SECONDS):
    """Return a loss that waits for something else: an accelerator, a simulator, a service."""
    time.sleep(seconds)
    return float((parameters**2).sum())


def slope(parameters):
    """Return the gradient of both."""
    return 2.0 * parameters


def quick(parameters):
    """Return a loss that takes next to no time, so that what is left is the cost of sending it."""
    return float(parameters @ parameters)

"""The derivative as an imaginary part: no subtraction, so nothing cancels.

A function that is analytic, and real on the real line, has along the imaginary axis the Taylor series
f(x + ih) = f(x) + i h f'(x) - h^2 f''(x) / 2 - ...
The derivative stands alone in the imaginary part, and h may be so small (1e-100) that the next term
is below every rounding.
The price: the function must take complex numbers and be analytic there, which `abs`, `max` and
comparisons are not, so the slope along one more ray is measured on the real line and must agree.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from ..linear_algebra.arguments import FloatArray
from .black_box import BlackBox
from .finite_differences import EPSILON
from .lanes import BYTES
from .rays import Axes, mix, mixture, step_along

STEP = 1e-100
REAL_STEPS = 2.0 ** -np.arange(12.0, 16.0)
TRIAL_STEPS = np.concatenate([[1j], REAL_STEPS, -REAL_STEPS])
# What extrapolation makes of four central differences, and of the last three: weights of the eight values.
RICHARDSON = np.array([[-1.0, 84.0, -1344.0, 4096.0], [0.0, 63.0, -1260.0, 4032.0]]) / 2835.0
WEIGHTS = np.hstack([RICHARDSON, -RICHARDSON]) / (2.0 * np.hstack([REAL_STEPS, REAL_STEPS]))
SMALLEST = 2.0**-1074
ROUNDING = 8.0 * EPSILON / REAL_STEPS[-1]


def analytic_slopes(box: BlackBox, rays: FloatArray | Axes, stretch: FloatArray) -> tuple[FloatArray, FloatArray, str]:
    """Return the slopes of a function along rays by the complex step, Im f(x + i h ray) / h.

    Parameters
    ----------
    box : BlackBox
    rays : array (n_rays, *point_shape) or Axes
    stretch : array (n_rays,) or (1, *point_shape)
        How many times as long each ray is to be for slopes measured on the real line.

    Returns
    -------
    value, error : array (n_rays, *result_shape)
        The error is judged by how far the complex step along a mixture of rays is from the mixture of slopes.
    doubt : str
        Why the slopes cannot be trusted, empty if they can: on the real line the slope along a mixture is another.

    Raises
    ------
    NotAnalyticError
        If the function takes no complex numbers.

    References
    ----------
    Squire and Trapp, "Using complex variables to estimate derivatives of real functions", SIAM Review 40 (1998),
    pp. 110-112.  Martins, Sturdza and Alonso, "The complex-step derivative approximation", ACM Transactions on
    Mathematical Software 29 (2003), pp. 245-262, section 2.
    """
    weights = mixture(len(rays))
    moves = np.multiply.outer(TRIAL_STEPS, mix(rays, weights, stretch))
    moves[0] = (1j * STEP) * mix(rays, weights)
    rows = max(1, BYTES // max(1, 2 * box.point.nbytes))
    parts = []
    for start in range(0, len(rays), rows):
        points = step_along(box.point, rays, start, start + rows, 1j * STEP, moves[9 if start else 0 :])
        found = box.complex_values(points, near=start > 0)
        if not start:
            tried, found = found[:9].reshape(9, -1), found[9:]
        parts.append(found.imag)
    value = (parts[0] if len(parts) == 1 else np.concatenate(parts)) / STEP
    flat = value.reshape(len(weights), -1)
    size, heavy = np.abs(flat), np.abs(weights)
    rounding, spread = np.abs(tried[0].imag / STEP - weights @ flat), heavy @ size
    relative = 4.0 * EPSILON + math.sqrt(len(weights)) * rounding / np.maximum(spread, SMALLEST)
    error = (relative * size + SMALLEST / STEP).reshape(value.shape)
    if not (rounding <= 1e-6 * spread).all():
        return value, error, "its complex slopes do not add up"
    if stretch.ndim == 1:
        expected, spread = (weights * stretch) @ flat, (heavy * stretch) @ size
    else:
        expected, spread = (weights * stretch.ravel()) * flat[0], (heavy * stretch.ravel()) * size[0]
    return value, error, _doubt_on_the_real_line(tried[1:], expected, spread)


def _doubt_on_the_real_line(values: NDArray[np.complex128], expected: FloatArray, spread: FloatArray) -> str:
    if values.imag.any():
        return "it is not real on the real line around the point"
    real = values.real
    best, second = WEIGHTS @ real
    noise = ROUNDING * np.abs(real[0])
    error = np.abs(best - second) + noise
    agrees = np.abs(best - expected) <= 10.0 * error + 1e-8 * spread
    settled = error <= 1e-3 * spread + 100.0 * noise
    return "" if (agrees & settled).all() else "its slope on the real line is not the complex one"

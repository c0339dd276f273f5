"""Fitting one bell to a curve, in both directions.

Which divergence is minimised decides what a too simple model does. From the target's side every place where the
target lives must be covered, so the bell spreads over all modes: it takes the target's mean and variance. From the
model's side no mass may lie where the target has none, so it picks one mode, and each mode is a local minimum.
The natural gradient divides the slope by the Fisher information, and so makes steps of equal divergence.
"""

from __future__ import annotations

import math
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .arguments import FloatArray, as_array, as_distribution, check_base, check_count
from .grids import cell_widths
from .logarithms import x_log_x

Direction = Literal["forward", "reverse"]
DIRECTIONS = ("forward", "reverse")
METHODS = ("gradient", "natural gradient")
_FAR = 1e150


class Landscapes(NamedTuple):
    """Divergences over means (columns) and widths (rows), in the unit of the base.

    Attributes
    ----------
    forward : array (n_widths, n_means)
        D(target || bell): covers all modes.
    reverse : array (n_widths, n_means)
        D(bell || target): picks a mode.  Infinite where the bell has mass on a cell that the target calls impossible.
    """

    forward: FloatArray
    reverse: FloatArray


class GaussianFit(NamedTuple):
    """A path downhill.

    Attributes
    ----------
    means, widths, divergences : array (..., n_steps + 1)
        One path for each start; divergences in the unit of the base.
    """

    means: FloatArray
    widths: FloatArray
    divergences: FloatArray


class LocalMinima(NamedTuple):
    """The cells of a landscape that are lower than all around: `rows` and `columns` (n,), lowest first."""

    rows: NDArray[np.intp]
    columns: NDArray[np.intp]
    values: FloatArray


def gaussian_cells(grid: ArrayLike, mean: ArrayLike, width: ArrayLike) -> FloatArray:
    r"""Return bells as probabilities of the cells of a grid.

    .. math:: p_i \propto w_i \exp \frac{-(x_i - \mu)^2}{2 \sigma^2}

    Parameters
    ----------
    grid : array_like (n_points,)
        Increasing.
    mean, width : array_like (...)
        Width is the standard deviation, positive.

    Returns
    -------
    array (..., n_points)

    Examples
    --------
    >>> gaussian_cells([-1, 0, 1], 0, 1).round(3)
    array([0.189, 0.622, 0.189])
    """
    return np.exp(_log_cells(grid, mean, width))


def kl_landscapes(
    grid: ArrayLike, target: ArrayLike, means: ArrayLike, widths: ArrayLike, base: float = 2
) -> Landscapes:
    r"""Return both divergences between a target and a bell, over the bell's mean and width.

    .. math:: D(t \| g_{\mu\sigma}), \qquad D(g_{\mu\sigma} \| t)

    Parameters
    ----------
    grid : array_like (n_points,)
        Increasing.
    target : array_like (n_points,)
        Probabilities of the cells, as `cell_probabilities` returns them.
    means : array_like (n_means,)
    widths : array_like (n_widths,)
        Positive standard deviations.
    base : float
        2 for bits, e for nats, 10 for hartleys.

    Returns
    -------
    Landscapes

    Raises
    ------
    ValueError
        If a width is not positive, or the target is no distribution over the grid.

    Examples
    --------
    >>> x = np.linspace(-3, 3, 61)
    >>> found = kl_landscapes(x, gaussian_cells(x, 1, 0.5), [0, 1], [0.5, 1])
    >>> local_minima(found.forward).values.round(12), local_minima(found.reverse).values.round(12)
    (array([0.]), array([0.]))
    """
    x, t = _as_target(grid, target)
    mean, width = np.meshgrid(np.atleast_1d(as_array(means, "means")), np.atleast_1d(as_array(widths, "widths")))
    base = check_base(base)
    logs = _log_cells(x, mean, width)
    return Landscapes(
        _divergence(t, logs, "forward") / math.log(base), _divergence(t, logs, "reverse") / math.log(base)
    )


def local_minima(landscape: ArrayLike) -> LocalMinima:
    """Return the cells of a landscape that are strictly lower than their eight neighbours.

    Parameters
    ----------
    landscape : array_like (n_rows, n_columns)
        Infinite cells count as walls.

    Returns
    -------
    LocalMinima

    Examples
    --------
    >>> found = local_minima([[3, 1, 3, 0.5]])
    >>> found.columns, found.values
    (array([3, 1]), array([0.5, 1. ]))
    """
    z = np.asarray(landscape, np.float64)
    if z.ndim != 2 or np.isnan(z).any():
        raise ValueError(f"landscape must have two axes and hold no NaN, got shape {z.shape}")
    framed = np.pad(z, 1, constant_values=np.inf)
    lowest = np.isfinite(z)
    rows, columns = z.shape
    for down in (0, 1, 2):
        for right in (0, 1, 2):
            if (down, right) != (1, 1):
                lowest &= z < framed[down : down + rows, right : right + columns]
    row, column = np.nonzero(lowest)
    order = np.argsort(z[row, column], kind="stable")
    return LocalMinima(row[order], column[order], z[row[order], column[order]])


def fit_gaussian(
    grid: ArrayLike,
    target: ArrayLike,
    mean: ArrayLike,
    width: ArrayLike,
    *,
    direction: Direction = "forward",
    method: str = "natural gradient",
    learning_rate: float = 0.1,
    n_steps: int = 100,
    base: float = 2,
) -> GaussianFit:
    r"""Return the path of a bell downhill on its divergence from a target.

    .. math:: \theta \leftarrow \theta - \eta \nabla D \quad\text{or}\quad
              \theta \leftarrow \theta - \eta F^{-1} \nabla D, \qquad \theta = (\mu, \log \sigma)

    Parameters
    ----------
    grid : array_like (n_points,)
        Increasing.
    target : array_like (n_points,)
        Probabilities of the cells.
    mean, width : array_like (...)
        Where to start: one start, or several at once.
    direction : {"forward", "reverse"}
        D(target || bell) or D(bell || target).
    method : {"gradient", "natural gradient"}
    learning_rate : float
        Positive.
    n_steps : int
    base : float
        Of the divergences that are returned; the steps are those of nats.

    Returns
    -------
    GaussianFit

    Raises
    ------
    ValueError
        If the direction or the method is unknown, the learning rate or a width is not positive, or the reverse
        divergence is asked for where the target calls a cell impossible (it would be infinite everywhere).

    Notes
    -----
    The log of the width keeps it positive; it changes by at most 1 in a step, and the mean by at most ten widths.

    References
    ----------
    Amari, *Natural Gradient Works Efficiently in Learning*, 1998.

    Examples
    --------
    >>> x = np.linspace(-8, 8, 401)
    >>> target = 0.5 * gaussian_cells(x, -2, 0.7) + 0.5 * gaussian_cells(x, 2, 0.7)
    >>> both = fit_gaussian(x, target, 1, 1, direction="forward", learning_rate=0.5)
    >>> one = fit_gaussian(x, target, 1, 1, direction="reverse", learning_rate=0.5)
    >>> np.array([both.means[-1], both.widths[-1], one.means[-1], one.widths[-1]]).round(2) + 0.0
    array([0.  , 2.12, 1.98, 0.73])
    """
    x, t = _as_target(grid, target)
    if direction not in DIRECTIONS:
        raise ValueError(f"direction must be one of {DIRECTIONS}, got {direction!r}")
    if method not in METHODS:
        raise ValueError(f"method must be one of {METHODS}, got {method!r}")
    if not 0.0 < learning_rate < math.inf:
        raise ValueError(f"learning_rate must be positive, got {learning_rate}")
    if direction == "reverse" and not t.min() > 0.0:
        raise ValueError("target must be positive on every cell for the reverse divergence, got 0: see smoothed")
    n_steps, base = check_count(n_steps, "n_steps"), check_base(base)
    start = np.broadcast_arrays(as_array(mean, "mean"), as_array(width, "width"))
    if not (start[1] > 0.0).all():
        raise ValueError(f"width must be positive, got {start[1].min():g}")
    center, log_width = start[0].astype(np.float64), np.log(start[1])
    path = np.empty((3, n_steps + 1, *center.shape))
    for step in range(n_steps + 1):
        width_now = np.exp(log_width)
        logs = _log_cells(x, center, width_now)
        path[:, step] = center, width_now, _divergence(t, logs, direction)
        if step == n_steps:
            break
        slope = _slopes(x, t, logs, center, width_now, direction)
        if method == "natural gradient":
            slope = _natural(x, logs, center, width_now, slope)
        moved = learning_rate * slope
        center = center - np.clip(moved[..., 0], -10.0 * width_now, 10.0 * width_now)
        log_width = log_width - np.clip(moved[..., 1], -1.0, 1.0)
    means, widths, values = np.moveaxis(path, 1, -1)
    return GaussianFit(means, widths, values / math.log(base))


def _as_target(grid: ArrayLike, target: ArrayLike) -> tuple[FloatArray, FloatArray]:
    widths, t = cell_widths(grid), as_distribution(target, "target")
    if t.shape != widths.shape:
        raise ValueError(f"target must have one probability for each of {widths.size} points, got {t.size}")
    return as_array(grid, "grid"), t


def _log_cells(grid: ArrayLike, mean: ArrayLike, width: ArrayLike) -> FloatArray:
    x, center, spread = as_array(grid, "grid"), as_array(mean, "mean"), as_array(width, "width")
    if not (spread > 0.0).all():
        raise ValueError(f"width must be positive, got {spread[~(spread > 0.0)][0]:g}")
    away = np.abs(x - center[..., None])
    with np.errstate(over="ignore"):
        away = np.minimum(away / spread[..., None], _FAR)
    logs = np.log(cell_widths(x)) - 0.5 * away * away
    logs = logs - logs.max(axis=-1, keepdims=True)
    found: FloatArray = logs - np.log(np.exp(logs).sum(axis=-1, keepdims=True))
    return found


def _divergence(t: FloatArray, logs: FloatArray, direction: str) -> FloatArray:
    """Return the divergence in nats, from the logarithms of the bell's cells, which may be too small for floats."""
    if direction == "forward":
        forward: FloatArray = np.maximum(x_log_x(t, math.e).sum() - logs @ t, 0.0)
        return forward
    bell, possible = np.exp(logs), t > 0.0
    reverse = (bell * (logs - np.log(np.where(possible, t, 1.0)))).sum(axis=-1)
    return np.where((bell[..., ~possible] > 0.0).any(axis=-1), np.inf, np.maximum(reverse, 0.0))


def _scores(x: FloatArray, logs: FloatArray, mean: FloatArray, width: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return the bell's cells (..., n), and the slopes of their logarithms with mean and log width (..., 2, n)."""
    bell = np.exp(logs)
    away = (x - mean[..., None]) / width[..., None]
    raw = np.stack([away / width[..., None], away * away], axis=-2)
    return bell, raw - (raw * bell[..., None, :]).sum(axis=-1, keepdims=True)


def _slopes(
    x: FloatArray, t: FloatArray, logs: FloatArray, mean: FloatArray, width: FloatArray, direction: str
) -> FloatArray:
    bell, scores = _scores(x, logs, mean, width)
    if direction == "forward":
        forward: FloatArray = -(scores @ t)
        return forward
    surplus = bell * (logs - np.log(t))
    reverse: FloatArray = (scores * surplus[..., None, :]).sum(axis=-1)
    return reverse


def _natural(x: FloatArray, logs: FloatArray, mean: FloatArray, width: FloatArray, slope: FloatArray) -> FloatArray:
    bell, scores = _scores(x, logs, mean, width)
    information = (scores * bell[..., None, :]) @ np.swapaxes(scores, -1, -2)
    a, b, d = information[..., 0, 0], information[..., 0, 1], information[..., 1, 1]
    # A bell narrower than a cell feels nothing: leave the slope as it is there.
    determinant = a * d - b * b
    sound = determinant > 1e-12 * a * d
    safe = np.where(sound, determinant, 1.0)
    first, second = slope[..., 0], slope[..., 1]
    natural = np.stack([(d * first - b * second) / safe, (a * second - b * first) / safe], axis=-1)
    return np.where(sound[..., None], natural, slope)

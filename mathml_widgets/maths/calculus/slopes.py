"""The slopes of a function along some rays, by the best method that applies.

The complex step is tried first; where it does not apply central differences are taken, and where
their two sides do not come together each side is looked at by itself.
Last, the slope along a mixture of the rays is compared with the same mixture of slopes: only where
they agree is the function differentiable.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ..linear_algebra.arguments import FloatArray
from .black_box import BlackBox
from .complex_step import analytic_slopes
from .finite_differences import EPSILON, central_slopes
from .lanes import NotAnalyticError
from .one_sided import Sides, one_sided_slopes
from .rays import Axes, mix, mixture, own_lengths, step_lengths, unit_lengths

COMPLEX_STEP, FINITE_DIFFERENCE = "complex step", "finite difference"
METHODS = (COMPLEX_STEP, FINITE_DIFFERENCE)
Rays = FloatArray | Axes


class Found(NamedTuple):
    """Slopes along rays, (n_rays, *result_shape), and whether they add up, (*result_shape)."""

    value: FloatArray
    method: str
    error: FloatArray
    left: FloatArray
    right: FloatArray
    differentiable: NDArray[np.bool_]


def find_slopes(
    box: BlackBox,
    rays_of: Callable[[FloatArray], Rays],
    lengths_of: Callable[[Callable[[FloatArray], FloatArray]], FloatArray],
    method: str | None = None,
) -> Found:
    """Return the slopes of a function along rays, per unit of their lengths.

    Parameters
    ----------
    box : BlackBox
    rays_of : callable
        The rays (n_rays, *point_shape) for given lengths.
    lengths_of : callable
        How long they are to be, (n_rays,) or (1, *point_shape), by a rule from `rays`.
    method : {"complex step", "finite difference"}, optional

    Returns
    -------
    Found

    Raises
    ------
    ValueError
        If `method` is unknown, or asked for and not applicable.
    """
    if method not in (None, *METHODS):
        raise ValueError(f"method must be one of {METHODS}, got {method!r}")
    with np.errstate(all="ignore"):
        return _find(box, rays_of, lengths_of, method)


def _find(
    box: BlackBox,
    rays_of: Callable[[FloatArray], Rays],
    lengths_of: Callable[[Callable[[FloatArray], FloatArray]], FloatArray],
    method: str | None,
) -> Found:
    own = lengths_of(own_lengths)
    if not own.size:
        nothing = np.zeros((len(own), *box.value.shape))
        return Found(nothing, COMPLEX_STEP, nothing, nothing, nothing, np.ones(box.value.shape, dtype=bool))
    weights, exact = mixture(len(own)), None
    if method != FINITE_DIFFERENCE:
        try:
            exact, doubt = _complex(box, rays_of, lengths_of(step_lengths), own)
        except NotAnalyticError as error:
            doubt = str(error)
        if exact is not None and not doubt:
            return exact
        if method == COMPLEX_STEP:
            raise ValueError(f"function must be analytic for the complex step, but {doubt}")
    unit, rays = lengths_of(unit_lengths), rays_of(own)
    found = _central(box, rays, own, rays_of(unit), unit)
    mixed, one = mix(rays, weights)[None], np.ones(1)
    if exact is not None and (_confirmed(exact, found) or _only_noise(box, mixed[0])):
        return exact
    along = _central(box, mixed, one, mixed, one)
    shares = _per_ray(own, box) * weights.reshape(-1, *(1,) * box.value.ndim)
    expected = (shares * found.value).sum(axis=0)
    tolerance = 10.0 * ((np.abs(shares) * found.error).sum(axis=0) + along.error[0])
    return found._replace(differentiable=np.abs(along.value[0] - expected) <= tolerance)


def _confirmed(exact: Found, measured: Found) -> bool:
    """Return whether differences with steps of their own choice agree with the complex step after all."""
    size, off = np.abs(exact.value), np.abs(exact.value - measured.value)
    return bool((off <= 10.0 * measured.error).all() and (measured.error <= 1e-3 * size.max()).all())


def _only_noise(box: BlackBox, ray: FloatArray) -> bool:
    """Return whether every operation is known to be analytic, but no step is small enough to see the function."""
    return box.watched and bool(one_sided_slopes(box, ray).scatters.all())


def _complex(
    box: BlackBox, rays_of: Callable[[FloatArray], Rays], lengths: FloatArray, own: FloatArray
) -> tuple[Found, str]:
    value, error, doubt = analytic_slopes(box, rays_of(lengths), own / lengths)
    lengths = _per_ray(lengths, box)
    value = value / lengths
    error = error / lengths + EPSILON * np.maximum.reduce(np.abs(value))
    return Found(value, COMPLEX_STEP, error, value, value, np.ones(box.value.shape, dtype=bool)), doubt


def _per_ray(lengths: FloatArray, box: BlackBox) -> FloatArray:
    return lengths.reshape(-1, *(1,) * box.value.ndim) if lengths.ndim == 1 else lengths


def _central(box: BlackBox, own_rays: Rays, own: FloatArray, unit_rays: Rays, unit: FloatArray) -> Found:
    """Return central differences on the scale of 1; where they fail, on that of the point or one-sided."""
    slopes, lengths = central_slopes(box, unit_rays), _per_ray(unit, box)
    value, error, smooth = slopes.value / lengths, slopes.error / lengths, slopes.smooth
    left, right = value.copy(), value.copy()
    lengths = np.broadcast_to(_per_ray(own, box), value.shape)
    for i in np.flatnonzero(~smooth.reshape(len(value), -1).all(axis=1)):
        ray, length = own_rays[i : i + 1], lengths[i]
        closer = central_slopes(box, ray)
        better = ~smooth[i] & closer.smooth[0]
        value[i] = np.where(better, closer.value[0] / length, value[i])
        error[i] = np.where(better, closer.error[0] / length, error[i])
        left[i], right[i] = np.where(better, value[i], left[i]), np.where(better, value[i], right[i])
        sides = one_sided_slopes(box, ray[0])
        sides = sides._replace(left=sides.left / length, right=sides.right / length, error=sides.error / length)
        joined = _join(value[i], error[i], sides)
        value[i], error[i], left[i], right[i] = (
            np.where(smooth[i] | better, old, new)
            for old, new in zip((value[i], error[i], left[i], right[i]), joined, strict=True)
        )
    return Found(value, FINITE_DIFFERENCE, error, left, right, np.ones(box.value.shape, dtype=bool))


def _join(central: FloatArray, error: FloatArray, sides: Sides) -> tuple[FloatArray, ...]:
    """Return the derivative where one exists, its error and the slopes of both sides."""
    left, right = sides.left, sides.right
    gap = np.abs(left - right)
    agree = (left == right) | np.isfinite(gap) & (gap <= 10.0 * sides.error + 1e-6 * np.abs(left))
    mean = np.where(np.isinf(left), left, 0.5 * left + 0.5 * right)
    within = np.abs(central - mean) <= 10.0 * (sides.error + error)
    use_central = within & (error <= sides.error)
    value = np.where(use_central, central, mean)
    value = np.where(sides.right_is_edge, left, np.where(sides.left_is_edge, right, np.where(agree, value, np.nan)))
    value = np.where(sides.jumps, np.nan, value)
    smallest = np.where(use_central & ~sides.left_is_edge & ~sides.right_is_edge, error, sides.error)
    smooth = agree & np.isfinite(value) & ~sides.left_is_edge & ~sides.right_is_edge
    return (
        value,
        np.where(np.isnan(value), np.inf, smallest),
        np.where(smooth, value, left),
        np.where(smooth, value, right),
    )

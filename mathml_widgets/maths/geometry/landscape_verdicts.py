"""What a slice shows and what it hides, in words."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from ..linear_algebra.arguments import FloatArray
from .landscapes import Landscape
from .spectra import Spectrum, shape_of, slice_verdict

WALL = 0.1
"""A barrier counts from this share of the higher end."""


def landscape_verdict(
    landscape: Landscape | None, slice_eigenvalues: FloatArray | None, full: Spectrum | None, reason: str = ""
) -> str:
    """Return a sentence on the curvature of a slice and of the whole.

    Parameters
    ----------
    landscape : Landscape or None
        None for a grid that is there already.
    slice_eigenvalues : array (2,) or None
    full : Spectrum or None
    reason : str
        Why something is not known.

    Examples
    --------
    >>> from mathml_widgets.maths.geometry import loss_landscape, spectrum
    >>> land = loss_landscape(lambda p: p @ p, [0.0, 0.0, 0.0])
    >>> landscape_verdict(land, np.array([1.0, 2.0]), spectrum(np.diag([1.0, 2.0, -0.5])))
    'Looks convex here; the full Hessian has 1 negative direction of 3.'
    >>> landscape_verdict(land, np.array([1.0, 2.0]), None)
    'Looks convex here; the full Hessian is not known yet.'
    """
    if landscape is None:
        return "A ready grid: what lies off it, nobody can tell."
    if slice_eigenvalues is None:
        return f"The curvature here is not known{': ' * bool(reason)}{reason}."
    if full is None:
        looks = shape_of(slice_eigenvalues)
        return f"Looks {looks} here; the full Hessian is not known{f': {reason}' if reason else ' yet'}."
    if landscape.n_parameters <= 2:
        return f"Two parameters: the picture hides nothing. The loss is {shape_of(slice_eigenvalues)} here."
    found = slice_verdict(slice_eigenvalues, full)
    return found[0].upper() + found[1:] + "."


def walk_verdict(share: float, walk: ArrayLike) -> str:
    """Return a sentence on the share of a path in a plane, beside the quantiles (3,) of random walks.

    Examples
    --------
    >>> walk_verdict(0.7, [0.7, 0.75, 0.8])
    "The plane shows 70 % of the path's variance; the best plane of a random walk as long shows 75 %, so this proves \
no structure."
    """
    _, usual, high = 100.0 * np.asarray(walk, dtype=np.float64)
    says = "so this much is structure" if 100.0 * share > high else "so this proves no structure"
    return (
        f"The plane shows {100.0 * share:.0f} % of the path's variance; the best plane of a random walk as long shows "
        f"{usual:.0f} %, {says}."
    )


def has_wall(positions: FloatArray, losses: FloatArray) -> bool:
    """Tell whether a loss along a line rises by a tenth above the higher of its ends, at 0 and 1, or is not finite.

    Examples
    --------
    >>> has_wall(np.array([0.0, 0.5, 1.0]), np.array([1.0, 1.05, 0.5]))
    False
    """
    between = losses[(positions >= 0.0) & (positions <= 1.0)]
    higher = max(between[0], between[-1])
    return bool(~np.isfinite(between).all() or between.max() > higher + WALL * abs(higher))

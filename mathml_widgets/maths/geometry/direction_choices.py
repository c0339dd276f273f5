"""Which two directions to look along.

Every kind has its reason and its needs: principal directions want a path, checkpoints want to lie in the picture, the
extremes of the Hessian want the Hessian.
A kind that does not exist now is replaced by one that does, and the reason is told.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from ..linear_algebra.arguments import FloatArray, as_points
from .directions import (
    PathDirections,
    extreme_directions,
    gradient_directions,
    normalized_directions,
    path_directions,
    plane_through,
    turned_directions,
)
from .landscapes import Landscape
from .planes import PARALLEL, Plane, plane
from .spectra import Spectrum

KINDS = ("automatic", "axes", "random", "filter", "layer", "path", "checkpoints", "gradient", "hessian", "own")
TURNS = ("lowest", "highest", "gradient", "path", "random")


class ChosenDirections(NamedTuple):
    """Two directions, and where they pass through.

    Attributes
    ----------
    kind : str
        The kind that is in force.
    kinds : tuple of str
        Those that exist now.
    reason : str
        Why it is not the kind asked for; else empty.
    names : tuple of str
        What the two axes are called.
    origin : array (n,)
        Where both coordinates are 0.
    directions : array (2, n)
    """

    kind: str
    kinds: tuple[str, ...]
    reason: str
    names: tuple[str, str]
    origin: FloatArray
    directions: FloatArray


def chosen_directions(
    kind: str,
    landscape: Landscape,
    center: FloatArray,
    path: FloatArray,
    *,
    seed: int,
    biases: str = "zero",
    through: Sequence[int] = (),
    gradient: FloatArray | None = None,
    spectrum: Spectrum | None = None,
    own: ArrayLike | None = None,
    has_checkpoints: bool = False,
) -> ChosenDirections:
    """Return the directions of a kind, or of the nearest one that exists.

    Parameters
    ----------
    kind : str
        One of `KINDS`: "axes" are the two parameters themselves; "random" has no scale but one length; "filter" and
        "layer" are scaled by groups; "path" are the principal directions; "checkpoints" go through two or three points;
        "gradient" is that and a perpendicular one; "hessian" the largest and the lowest curvature; "own" the reader's.
    landscape : Landscape
    center : array (n,)
    path : array (m, n)
    seed : int
        Of random directions.
    biases : {"zero", "scale"}
        For random directions: see `normalized_directions`.
    through : sequence of int
        Two or three points of the path, by index; by default the first, the middle one and the last.
    gradient : array (n,), optional
        At the center.
    spectrum : Spectrum, optional
        At the center.
    own : array_like (2, n), optional
    has_checkpoints : bool
        Whether the path is made of checkpoints.

    Returns
    -------
    ChosenDirections

    Raises
    ------
    ValueError
        If the reader's own are zero or parallel or do not fit, or an index does not exist.

    Examples
    --------
    >>> from mathml_widgets.maths.geometry import loss_landscape
    >>> land = loss_landscape(lambda p: p @ p, [1.0, 2.0, 3.0])
    >>> found = chosen_directions("path", land, land.start, land.start[None], seed=0)
    >>> found.kind, found.reason
    ('random', 'there is no path of at least 3 points that leaves a line')
    """
    n = len(center)
    if own is not None:
        own = as_points(own, "own_directions", at_least=2)
        if own.shape != (2, n):
            raise ValueError(f"own_directions must have shape (2, {n}), got shape {own.shape}")
        plane(center, own)
    principal = _principal(path)
    points = _ends(path, through)
    missing = _missing(landscape, principal is not None, points, gradient, spectrum, own, n)
    kinds = tuple(k for k in KINDS if k == "automatic" or k not in missing)
    wanted = kind
    if kind == "automatic":
        order = ("axes", "checkpoints", "path", "filter", "random") if has_checkpoints else ("axes", "path", "filter")
        wanted = next((k for k in order if k in kinds), "random")
    elif kind not in kinds:
        wanted = next(k for k in ("filter", "random", "axes") if k in kinds)
    reason = missing.get(kind, "")
    drawn = np.random.default_rng(seed).standard_normal((2, n))
    origin = center
    names = (f"{wanted} direction 1", f"{wanted} direction 2")
    if wanted == "axes":
        origin, found, names = np.zeros(2), np.eye(2), ("x", "y")
    elif wanted == "path":
        assert principal is not None
        shares = [f"PC {k + 1} ({share:.0%})".replace("%", " %") for k, share in enumerate(principal.explained)]
        found, names = principal.directions, (shares[0], shares[1])
    elif wanted == "checkpoints":
        assert points is not None
        through_them = plane_through(points, generator=np.random.default_rng(seed))
        origin, found = through_them.origin, through_them.directions
        names = ("to the second checkpoint", "to the third checkpoint" if len(points) == 3 else "random direction")
    elif wanted == "gradient":
        assert gradient is not None
        found, names = gradient_directions(gradient, drawn[0]), ("gradient", "perpendicular to it")
    elif wanted == "hessian":
        assert spectrum is not None
        vectors = np.stack([spectrum.lowest_vector, spectrum.highest_vector], axis=1)
        found = extreme_directions([spectrum.lowest, spectrum.highest], vectors)
        names = ("sharpest", "lowest curvature")
    elif wanted == "own":
        assert own is not None
        found, names = np.asarray(own), ("own direction 1", "own direction 2")
    else:
        found = _scaled(drawn, center, landscape, wanted, biases)
        if n > 1 and _are_parallel(found):
            reason = reason or "scaled by filters both directions lie on one line"
            found = drawn / np.linalg.norm(drawn, axis=1, keepdims=True)
    return ChosenDirections(wanted, kinds, reason, names, origin, found)


def turn_targets(
    chosen: ChosenDirections,
    path: FloatArray,
    *,
    seed: int,
    gradient: FloatArray | None = None,
    spectrum: Spectrum | None = None,
) -> dict[str, FloatArray]:
    """Return the directions to which the first one can be turned, by name: those of `TURNS` that exist."""
    first = chosen.directions[0]
    n = len(first)
    found: dict[str, FloatArray] = {}
    if n > 2 or chosen.kind == "axes":
        if spectrum is not None:
            found["lowest"], found["highest"] = spectrum.lowest_vector, spectrum.highest_vector
        if gradient is not None:
            found["gradient"] = gradient
        if len(path) > 1:
            found["path"] = path[-1] - path[0]
        found["random"] = np.random.default_rng([seed, 1]).standard_normal(n)
    return {name: _same_side(vector, first) for name, vector in found.items() if _differ(vector, first)}


class TurnedPlane(NamedTuple):
    """A plane whose first direction was turned.

    Attributes
    ----------
    plane : Plane
    full_turn : float or None
        By what angle it would point to the target; None without one.
    """

    plane: Plane
    full_turn: float | None


def turned_plane(chosen: ChosenDirections, target: FloatArray | None, angle: float) -> TurnedPlane:
    """Return the plane of the directions, turned by an angle towards a target.

    Examples
    --------
    >>> chosen = ChosenDirections("own", (), "", ("", ""), np.zeros(3), np.array([[2.0, 0, 0], [0, 1.0, 0]]))
    >>> found = turned_plane(chosen, np.array([0.0, 0.0, 1.0]), np.pi / 2)
    >>> found.plane.directions[0].round(12) + 0.0, found.full_turn == np.pi / 2
    (array([0., 0., 2.]), True)
    """
    if target is None:
        return TurnedPlane(plane(chosen.origin, chosen.directions), None)
    rows = chosen.directions if angle == 0.0 else turned_directions(chosen.directions, target, angle)
    basis = plane(np.zeros(len(target)), [chosen.directions[0], target]).basis
    full = float(np.arctan2(basis[1] @ target, basis[0] @ target))
    return TurnedPlane(plane(chosen.origin, rows), full)


def _missing(
    landscape: Landscape,
    spread: bool,
    points: FloatArray | None,
    gradient: FloatArray | None,
    spectrum: Spectrum | None,
    own: FloatArray | None,
    n: int,
) -> dict[str, str]:
    """Return why kinds do not exist, by kind."""
    why = {}
    if n != 2:
        why["axes"] = f"there are {n:,} parameters, not two"
    if n == 1:
        why |= dict.fromkeys(("random", "filter", "layer", "gradient", "hessian"), "there is only one parameter")
    if landscape.groups is None:
        why |= dict.fromkeys(("filter", "layer"), "the parameters are not told in groups")
    if not spread:
        why["path"] = "there is no path of at least 3 points that leaves a line"
    if points is None:
        why["checkpoints"] = "there are no two different points to go through"
    if gradient is None:
        why["gradient"] = "no gradient is known"
    elif not gradient.any():
        why["gradient"] = "the gradient is zero here"
    if spectrum is None:
        why["hessian"] = "the full Hessian is not known"
    if own is None:
        why["own"] = "own_directions are not given"
    return why


def _principal(path: FloatArray) -> PathDirections | None:
    """Return the principal directions of a path; None where it has no three points that are on no line."""
    if len(path) < 3 or path.shape[1] < 2:
        return None
    try:
        return path_directions(path)
    except ValueError:
        return None


def _ends(path: FloatArray, through: Sequence[int]) -> FloatArray | None:
    """Return two or three points of a path that span a plane; None where there are none."""
    m = len(path)
    for index in through:
        if not -m <= index < m:
            raise ValueError(f"through must hold indices of the {m} points of the path, got {index}")
    if through and len(through) not in (2, 3):
        raise ValueError(f"through must hold 2 or 3 indices, got {len(through)}")
    trials = [list(through)] if through else [[0, m // 2, m - 1], [0, m - 1]]
    for trial in trials:
        points = path[trial]
        if m > 1 and path.shape[1] > 1 and _spans(points):
            return points
    return None


def _spans(points: FloatArray) -> bool:
    try:
        plane_through(points, generator=np.random.default_rng(0))
    except ValueError:
        return False
    return True


def _scaled(drawn: FloatArray, center: FloatArray, landscape: Landscape, kind: str, biases: str) -> FloatArray:
    """Return directions scaled to the weights; of length 1 where weights of 0 leave nothing to scale by."""
    normalization = "model" if kind == "random" else kind
    scaled = normalized_directions(drawn, center, groups=landscape.groups, normalization=normalization, biases=biases)
    lengths = np.linalg.norm(scaled, axis=1, keepdims=True)
    return np.where(lengths > 0.0, scaled, drawn / np.linalg.norm(drawn, axis=1, keepdims=True))


def _are_parallel(directions: FloatArray) -> bool:
    return not _differ(directions[0], directions[1])


def _differ(vector: FloatArray, first: FloatArray) -> bool:
    """Tell whether two vectors are not zero and not on one line."""
    a, b = np.linalg.norm(vector), np.linalg.norm(first)
    if not (a > 0.0 and b > 0.0):
        return False
    across = vector / a - (vector / a @ first / b) * first / b
    return bool(np.linalg.norm(across) > 1e3 * PARALLEL)


def _same_side(vector: FloatArray, first: FloatArray) -> FloatArray:
    """Return a direction or its opposite, which means the same, within a right angle of the first."""
    return -vector if vector @ first < 0.0 else vector

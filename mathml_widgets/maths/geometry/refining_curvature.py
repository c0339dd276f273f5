"""The curvature of any loss at a point, a short step at a time.

How it is found depends on what is known: products with the Hessian, or a gradient, or a loss that can be laid open,
or nothing but values.
A reader's loss may take a second for one evaluation, so after each one there is a pause in which to stop.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
from numpy.typing import ArrayLike

from ..linear_algebra.arguments import FloatArray, as_array
from .hessian_operators import HessianOperator, hessian_operator
from .lanczos_process import EPSILON
from .landscapes import Landscape
from .loss_noise import measured_noise
from .measured_hessians import NOT_FINITE, refining_measured_hessian
from .planes import Plane
from .planes import plane as make_plane
from .refinements import Refinement
from .spectra import DENSE_LIMIT, MEASURED_ASYMMETRY, NotSymmetricError, Spectrum, stepping_spectrum

BY_VALUES = 60
"""Up to so many parameters a Hessian is measured by differences of values: it takes twice the square of them."""

BASIS_BYTES = 1 << 29
FEWEST = 30
"""Products with the Hessian from which its extremes can be told."""

NO_HESSIAN = (
    "its second derivatives contradict each other, as those of a loss that is random, rough or computed in few digits"
)

GRADIENT_STEPS = (1e-5, 1e-4, 1e-3, 1e-2)
GRADIENT_TOLERANCE = 1e-3


def hessian_of(landscape: Landscape, point: ArrayLike) -> HessianOperator | None:
    """Return the Hessian of a landscape at a point as a function of vectors.

    None where only values are known, or the gradient there is not finite.

    Examples
    --------
    >>> from mathml_widgets.maths.geometry import loss_landscape
    >>> hessian_of(loss_landscape(lambda p: p[0] ** 2 * p[1], [1.0, 2.0]), [1.0, 2.0]).source
    'forward over reverse'
    """
    at = as_array(point, "point")
    if landscape.curvature is not None:
        return hessian_operator(at, product=landscape.curvature)
    if landscape.gradient is not None:
        with np.errstate(all="ignore"):
            here = landscape.gradient(at.copy())
        return hessian_operator(at, gradient=landscape.gradient) if np.isfinite(here).all() else None
    try:
        return hessian_operator(at, function=landscape.loss)
    except Exception:  # the loss cannot be followed, and says so in its own words
        return None


def refining_gradient(landscape: Landscape, point: ArrayLike, hessian: HessianOperator | None) -> Iterator[Refinement]:
    """Yield the gradient of a landscape at a point, by the best way there is, a step after each evaluation.

    Parameters
    ----------
    landscape : Landscape
    point : array (n,)
    hessian : HessianOperator or None
        As `hessian_of` gives it: it tells whether the loss can be laid open.

    Yields
    ------
    Refinement
        The last holds the gradient (n,); None where only values are known and the parameters are too many.

    Examples
    --------
    >>> from mathml_widgets.maths.geometry import loss_landscape
    >>> land = loss_landscape(lambda p: float(p[0]) ** 2, [3.0])
    >>> *_, last = refining_gradient(land, [3.0], None)
    >>> last.answer.round(8)
    array([6.])
    """
    at, n = as_array(point, "point"), landscape.n_parameters
    if landscape.gradient is not None:
        with np.errstate(all="ignore"):
            yield Refinement(np.asarray(landscape.gradient(at.copy()), dtype=np.float64), 1.0)
    elif hessian is not None and landscape.objective is not None:
        yield Refinement(np.asarray(landscape.objective.gradient(at), dtype=np.float64), 1.0)
    elif n > BY_VALUES:
        yield Refinement(None, 1.0)
    else:
        size = max(1.0, float(np.abs(at).max(initial=0.0)))
        noise = yield from measured_noise(landscape, at, np.eye(n)[0], EPSILON**0.25 * size)
        h = max(noise or 0.0, EPSILON) ** (1.0 / 3.0) * size
        found = np.empty(n)
        for k in range(n):
            moved = np.stack([at, at])
            moved[:, k] += [h, -h]
            ahead = landscape.at(moved[0])
            yield Refinement(None, (k + 0.5) / n)
            found[k] = (ahead - landscape.at(moved[1])) / (moved[0, k] - moved[1, k])
            yield Refinement(found if k == n - 1 else None, (k + 1.0) / n)


def lowest_turn(hessian: HessianOperator, start: ArrayLike, towards: ArrayLike) -> float:
    r"""Return by what angle to turn one direction towards another for the lowest curvature.

    .. math:: c(t) = a \cos^2 t + 2 b \sin t \cos t + d \sin^2 t, \qquad
              t = \tfrac12 \operatorname{atan2}(-2 b,\, d - a)

    with a, b, d the Hessian within the plane of both.

    Returns
    -------
    float
        In radians, from -π/2 to π/2.

    Examples
    --------
    >>> from mathml_widgets.maths.geometry import loss_landscape
    >>> land = loss_landscape(lambda p: p[0] ** 2 - p[1] ** 2, [0.0, 0.0])
    >>> turn = lowest_turn(hessian_of(land, [0.0, 0.0]), [1.0, 0.0], [1.0, 1.0])
    >>> round(abs(turn), 12) == round(np.pi / 2, 12)  # a quarter turn either way is the same line
    True
    """
    rows = np.stack([as_array(start, "start"), as_array(towards, "towards")])
    basis = make_plane(np.zeros(rows.shape[1]), rows).basis
    images = np.stack([hessian(row) for row in basis])
    a, b, d = images[0] @ basis[0], images[0] @ basis[1], images[1] @ basis[1]
    return float(0.5 * np.arctan2(-2.0 * b, d - a))


def why_no_spectrum(landscape: Landscape, hessian: HessianOperator | None) -> str:
    """Return why the full Hessian of a landscape cannot be told; nothing if it can."""
    n = landscape.n_parameters
    if hessian is None and landscape.gradient is not None:
        return "the gradient is not finite here"
    if hessian is None and n > BY_VALUES:
        return (
            f"only values of the loss are known, and its {n:,} parameters are more than {BY_VALUES}: "
            "hand over a gradient to see the full Hessian"
        )
    if n > DENSE_LIMIT and _most_products(n) < FEWEST:
        return f"its {n:,} parameters are too many to keep {FEWEST} vectors of them in memory"
    return ""


def refining_curvature(
    landscape: Landscape, point: ArrayLike, hessian: HessianOperator | None, *, generator: np.random.Generator
) -> Iterator[Refinement]:
    """Yield better and better answers to the spectrum of a landscape at a point, and often none yet.

    Parameters
    ----------
    landscape : Landscape
    point : array_like (n,)
    hessian : HessianOperator or None
        As `hessian_of` gives it.
    generator : numpy.random.Generator
        For random starts and probes.

    Yields
    ------
    Refinement
        The last holds a `Spectrum`, or the reason why there is none.

    Examples
    --------
    >>> from mathml_widgets.maths.geometry import loss_landscape
    >>> land = loss_landscape(lambda p: p[0] ** 2 - float(p[1]) ** 2, [0.0, 0.0])
    >>> *_, last = refining_curvature(land, [0.0, 0.0], None, generator=np.random.default_rng(0))
    >>> last.answer.eigenvalues.round(6), last.done
    (array([-2.,  2.]), 1.0)
    """
    at, n = as_array(point, "point"), landscape.n_parameters
    if reason := why_no_spectrum(landscape, hessian):
        yield Refinement(None, 1.0, reason)
        return
    if hessian is None:
        measured = Refinement(None, 0.0)
        for measured in refining_measured_hessian(landscape, at, np.eye(n)):
            yield Refinement(None, 0.99 * measured.done)
        if measured.reason:
            yield measured
            return
        answers = stepping_spectrum(measured.answer)
        expected = 1
    else:
        if n > DENSE_LIMIT:
            for probe in _probing(hessian):
                yield probe
                if probe.reason:
                    return
        products = _most_products(n)
        answers = stepping_spectrum(_finite_products(hessian), n, generator=generator, max_products=products)
        expected = n if n <= DENSE_LIMIT else 600 + products // 4
    best: Spectrum | None = None
    try:
        for count, answer in enumerate(answers):
            best = answer or best
            yield Refinement(best, min(0.99, count / expected))
    except NotSymmetricError:
        yield Refinement(None, 1.0, NO_HESSIAN)
    except _NotFiniteError:
        yield Refinement(None, 1.0, NOT_FINITE)
    else:
        yield Refinement(best, 1.0)


class _NotFiniteError(ArithmeticError):
    """A product with the Hessian is not finite."""


def _finite_products(hessian: HessianOperator) -> Callable[[FloatArray], FloatArray]:
    def product(vector: FloatArray) -> FloatArray:
        found = hessian(vector)
        if not np.isfinite(found).all():
            raise _NotFiniteError
        return found

    return product


def _probing(hessian: HessianOperator) -> Iterator[Refinement]:
    """Compare two products, a step after each: the last refinement has the reason if no symmetric matrix gives them."""
    angles = np.arange(1.0, hessian.n_parameters + 1.0)
    first, second = np.cos(angles), np.sin(angles)
    image = hessian(first)
    yield Refinement(None, 0.0)
    other = hessian(second)
    sizes = np.linalg.norm(image) * np.linalg.norm(second) + np.linalg.norm(other) * np.linalg.norm(first)
    if not np.isfinite(sizes):
        yield Refinement(None, 1.0, NOT_FINITE)
    elif abs(second @ image - first @ other) > MEASURED_ASYMMETRY * sizes:
        yield Refinement(None, 1.0, NO_HESSIAN)
    else:
        yield Refinement(None, 0.0)


def refining_slice(landscape: Landscape, plane: Plane, hessian: HessianOperator | None) -> Iterator[Refinement]:
    """Yield the Hessian of a landscape within a plane at its origin, for the plane's orthonormal basis.

    Yields
    ------
    Refinement
        The last holds the matrix (2, 2), or the reason why there is none.

    Examples
    --------
    >>> from mathml_widgets.maths.geometry import loss_landscape, plane
    >>> land = loss_landscape(lambda p: p[0] ** 2 + 5 * p[1] ** 2 - 9 * p[2] ** 2, [0.0, 0.0, 0.0])
    >>> *_, last = refining_slice(land, plane([0, 0, 0], [[2, 0, 0], [1, 1, 0]]), hessian_of(land, [0, 0, 0]))
    >>> last.answer.round(12) + 0.0
    array([[ 2.,  0.],
           [ 0., 10.]])
    """
    if hessian is None:
        yield from refining_measured_hessian(landscape, plane.origin, plane.basis)
        return
    images = []
    for k in range(2):
        images.append(hessian(plane.basis[k]))
        if k == 0 and not landscape.batched:
            yield Refinement(None, 0.5)
    small = np.array(images) @ plane.basis.T
    sizes = float(np.linalg.norm(images))
    if not np.isfinite(sizes):
        yield Refinement(None, 1.0, NOT_FINITE)
    elif abs(small[0, 1] - small[1, 0]) > MEASURED_ASYMMETRY * sizes:
        yield Refinement(None, 1.0, NO_HESSIAN)
    else:
        yield Refinement(0.5 * small + 0.5 * small.T, 1.0)


def check_given_gradient(
    landscape: Landscape, point: ArrayLike, *, generator: np.random.Generator
) -> Iterator[Refinement]:
    """Compare a gradient with differences of the loss along a random direction, a step after each evaluation.

    Raises
    ------
    ValueError
        If they differ for every step size.

    Examples
    --------
    >>> from mathml_widgets.maths.geometry import loss_landscape
    >>> wrong = loss_landscape(lambda p: p @ p, [1.0, 2.0], gradient=lambda p: p)
    >>> list(check_given_gradient(wrong, [1.0, 2.0], generator=np.random.default_rng(0)))
    Traceback (most recent call last):
    ...
    ValueError: gradient must be that of the loss, got a slope of -0.759 where the loss has -1.52
    """
    if landscape.gradient is None:
        return
    at = as_array(point, "point")
    direction = generator.standard_normal(len(at))
    direction /= np.linalg.norm(direction)
    slopes = np.asarray(landscape.gradient(at.copy()))
    told, size = float(slopes @ direction), float(np.linalg.norm(slopes))
    measured = told
    for step in GRADIENT_STEPS:
        h = step * max(1.0, float(np.abs(at).max(initial=0.0)))
        ahead = landscape.at(at + h * direction)
        yield Refinement(None, 0.0)
        measured = (ahead - landscape.at(at - h * direction)) / (2.0 * h)
        yield Refinement(None, 0.0)
        if not np.isfinite(measured) or abs(told - measured) <= GRADIENT_TOLERANCE * max(size, abs(measured)) + 1e-12:
            return
    raise ValueError(f"gradient must be that of the loss, got a slope of {told:.3g} where the loss has {measured:.3g}")


def _most_products(n: int) -> int:
    return min(500, BASIS_BYTES // (8 * n))

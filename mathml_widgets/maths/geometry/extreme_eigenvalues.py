"""The sharpest and the most downhill direction of a matrix too large to write down.

Lanczos finds the extremes first. Each comes with a residual ‖A v - θ v‖, which can be computed, and within that
distance of θ there certainly is an eigenvalue; that it is the extreme one is very likely after a random start,
which has a part along every eigenvector, but it is no proof.
The answer gets better with every product, so it can be watched.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ..linear_algebra.arguments import FloatArray
from ..linear_algebra.signs import column_signs
from ..optimization.arguments import check_count, check_positive
from .lanczos_process import EPSILON, Lanczos, LanczosProcess, Product

SPACING = 1.15
"""Answers come after 5, 6, 7, ... and later after every seventh part more products: each costs an eigen of T."""


class ExtremeEigenvalues(NamedTuple):
    """The lowest and the highest eigenvalues of a symmetric matrix.

    Attributes
    ----------
    lowest : array (n_lowest,)
        Rising, the most extreme first.
    highest : array (n_highest,)
        Falling, the most extreme first.
    lowest_vectors, highest_vectors : array (n, n_lowest), (n, n_highest)
        Unit columns.
    lowest_bounds, highest_bounds : arrays
        Within this distance of each value there is an eigenvalue.
    converged : bool
        Whether all bounds are within the tolerance.
    n_products : int
    """

    lowest: FloatArray
    highest: FloatArray
    lowest_vectors: FloatArray
    highest_vectors: FloatArray
    lowest_bounds: FloatArray
    highest_bounds: FloatArray
    converged: bool
    n_products: int


def extreme_eigenvalues(
    product: Product,
    size: int,
    n_lowest: int = 1,
    n_highest: int = 1,
    *,
    generator: np.random.Generator,
    tolerance: float = 1e-8,
    max_products: int = 500,
) -> ExtremeEigenvalues:
    """Return the lowest and highest eigenvalues of a symmetric matrix that can only be multiplied with.

    Parameters
    ----------
    product : callable
        From a vector (n,) to the product with a symmetric matrix (n,).
    size : int
        n.
    n_lowest, n_highest : int
        How many; at most n together.
    generator : numpy.random.Generator
        Draws the start.
    tolerance : float
        Which bounds are good enough, relative to the largest eigenvalue in magnitude.
    max_products : int

    Returns
    -------
    ExtremeEigenvalues

    Raises
    ------
    ValueError
        If a count does not fit, or a product is not finite.

    Notes
    -----
    An eigenvalue that repeats is found once, until the space is exhausted; then its copies follow.

    References
    ----------
    Parlett, *The Symmetric Eigenvalue Problem*, sections 4.5 (residual bounds) and 13.2.

    Examples
    --------
    >>> curvatures = np.linspace(-1, 10, 1000)
    >>> found = extreme_eigenvalues(lambda v: curvatures * v, 1000, generator=np.random.default_rng(0))
    >>> found.lowest.round(8), found.highest.round(8), found.converged
    (array([-1.]), array([10.]), True)
    """
    *_, last = refining_extremes(
        product, size, n_lowest, n_highest, generator=generator, tolerance=tolerance, max_products=max_products
    )
    return last


def refining_extremes(
    product: Product,
    size: int,
    n_lowest: int = 1,
    n_highest: int = 1,
    *,
    generator: np.random.Generator,
    tolerance: float = 1e-8,
    max_products: int = 500,
) -> Iterator[ExtremeEigenvalues]:
    """Yield better and better extreme eigenvalues, one answer after every few products.

    Parameters
    ----------
    product, size, n_lowest, n_highest, generator, tolerance, max_products
        As for `extreme_eigenvalues`, whose answer is the last.

    Yields
    ------
    ExtremeEigenvalues

    Examples
    --------
    >>> curvatures = np.linspace(-1, 10, 1000)
    >>> answers = refining_extremes(lambda v: curvatures * v, 1000, generator=np.random.default_rng(0))
    >>> errors = [10.0 - answer.highest[0] for answer in answers]
    >>> bool(errors[0] > 0.1 > 1e-12 > errors[-1])
    True
    """
    steps = stepping_extremes(
        product, size, n_lowest, n_highest, generator=generator, tolerance=tolerance, max_products=max_products
    )
    return (found for found in steps if found is not None)


def stepping_extremes(
    product: Product,
    size: int,
    n_lowest: int = 1,
    n_highest: int = 1,
    *,
    generator: np.random.Generator,
    tolerance: float = 1e-8,
    max_products: int = 500,
) -> Iterator[ExtremeEigenvalues | None]:
    """Yield as `refining_extremes`, and None after each product that brings no answer: products may take long."""
    n_lowest, n_highest = check_count(n_lowest, "n_lowest", at_least=0), check_count(n_highest, "n_highest", at_least=0)
    wanted = n_lowest + n_highest
    if not 1 <= wanted <= check_count(size, "size"):
        raise ValueError(f"n_lowest + n_highest must be from 1 to size = {size}, got {wanted}")
    check_positive(tolerance, "tolerance")
    limit = min(size, max(check_count(max_products, "max_products"), wanted))
    process = LanczosProcess(product, size, None, generator)
    due = max(5, wanted)
    while process.n_steps < limit:
        process.advance()
        k = process.n_steps
        if k >= due or k == limit or (process.last == 0.0 and k >= wanted):
            due = int(k * SPACING) + 1
            found = _extremes(process.state(), n_lowest, n_highest, tolerance, process.scale)
            yield found
            if found.converged:
                return
        else:
            yield None


def _extremes(state: Lanczos, n_lowest: int, n_highest: int, tolerance: float, scale: float) -> ExtremeEigenvalues:
    values, small, bounds = state.eigen()
    rounding = 4.0 * EPSILON * scale * float(np.sqrt(state.basis.shape[1]))
    bounds = bounds + rounding
    low, high = np.arange(n_lowest), np.arange(len(values))[::-1][:n_highest]

    def vectors(which: NDArray[np.intp]) -> FloatArray:
        found = state.basis.T @ small[:, which]
        found = found / np.sqrt((found * found).sum(axis=0))
        return np.asarray(found * column_signs(found)) if found.size else found

    limit = tolerance * float(np.abs(values).max()) + rounding
    converged = bool((bounds[low] <= limit).all() and (bounds[high] <= limit).all())
    return ExtremeEigenvalues(
        values[low], values[high], vectors(low), vectors(high), bounds[low], bounds[high], converged, len(values)
    )

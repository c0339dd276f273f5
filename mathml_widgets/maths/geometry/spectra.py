"""The full Hessian, in the numbers that a picture of a slice must be held against.

How many directions lead down, how sharp the sharpest and how steep the most downhill one is, and the sum of all:
up to some 300 parameters the matrix is written down and every eigenvalue computed. Above, its extremes come from
Lanczos with bounds, its trace from random probes, and the number of negative directions from the estimated
density, each with its standard error: what is estimated says so.
A slice in which the surface looks convex proves nothing about the directions that it does not show.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from ..linear_algebra.arguments import FloatArray, as_array, as_matrix
from ..linear_algebra.signs import column_signs
from ..optimization.arguments import check_count
from .extreme_eigenvalues import ExtremeEigenvalues, stepping_extremes
from .hessian_operators import HessianOperator
from .lanczos_process import EPSILON, Product
from .spectral_densities import SpectralDensity, stepping_density

DENSE = "dense"
LANCZOS = "Lanczos"
DENSE_LIMIT = 300
NOT_A_DIRECTION = 1e-6
GIVEN_ASYMMETRY = 1e-8
MEASURED_ASYMMETRY = 1e-3
"""Products may be differences of gradients, which are not symmetric to the last digit."""


class NotSymmetricError(ValueError):
    """A matrix or its products are not those of a Hessian."""


class Spectrum(NamedTuple):
    """What is known of the eigenvalues of a Hessian.

    Attributes
    ----------
    method : str
        "dense": all eigenvalues were computed; "Lanczos": extremes with bounds, and estimates.
    eigenvalues : array (n,) or None
        Rising, where all are known.
    lowest, highest : float
    lowest_vector, highest_vector : array (n,)
    lowest_bound, highest_bound : float
        How far an eigenvalue may be from each.
    trace, trace_error : float
        The sum of all, and the standard error of its estimate: zero where all are known.
    n_negative, n_negative_error : float
        How many are below zero by more than a millionth of the largest, and the standard error.  An estimate may be
        off by a share of about 1 / n_steps besides, because each node stands for many eigenvalues.
    density : SpectralDensity or None
        Where only estimates are known.
    n_parameters : int
    """

    method: str
    eigenvalues: FloatArray | None
    lowest: float
    highest: float
    lowest_vector: FloatArray
    highest_vector: FloatArray
    lowest_bound: float
    highest_bound: float
    trace: float
    trace_error: float
    n_negative: float
    n_negative_error: float
    density: SpectralDensity | None
    n_parameters: int


def spectrum(
    hessian: ArrayLike | HessianOperator | Product,
    size: int | None = None,
    *,
    generator: np.random.Generator | None = None,
    dense_limit: int = DENSE_LIMIT,
    n_probes: int = 10,
    n_steps: int = 60,
) -> Spectrum:
    """Return the extremes, the trace and the number of negative eigenvalues of a Hessian.

    Parameters
    ----------
    hessian : array_like (n, n), HessianOperator, or callable
        Symmetric; or the product with a vector (n,).
    size : int, optional
        n, for a callable that does not know it.
    generator : numpy.random.Generator, optional
        Needed above the limit, where probes are random.
    dense_limit : int
        Up to this n the whole matrix is made, from n products.
    n_probes, n_steps : int
        For the estimates above it: see `spectral_density`.

    Returns
    -------
    Spectrum

    Raises
    ------
    NotSymmetricError, a ValueError
        If the matrix is not symmetric.
    ValueError
        If a size or generator is missing.

    References
    ----------
    As for `extreme_eigenvalues` and `spectral_density`.

    Examples
    --------
    >>> found = spectrum([[2.0, 3.0], [3.0, 2.0]])
    >>> found.method, found.eigenvalues.round(12), found.n_negative
    ('dense', array([-1.,  5.]), 1.0)
    >>> curvatures = np.linspace(-1, 4, 1001)
    >>> found = spectrum(lambda v: curvatures * v, 1001, generator=np.random.default_rng(0))
    >>> found.method, round(found.lowest, 6), bool(abs(found.n_negative - 200) < 4 * found.n_negative_error + 10)
    ('Lanczos', -1.0, True)
    """
    *_, last = refining_spectrum(
        hessian, size, generator=generator, dense_limit=dense_limit, n_probes=n_probes, n_steps=n_steps
    )
    return last


def refining_spectrum(
    hessian: ArrayLike | HessianOperator | Product,
    size: int | None = None,
    *,
    generator: np.random.Generator | None = None,
    dense_limit: int = DENSE_LIMIT,
    n_probes: int = 10,
    n_steps: int = 60,
) -> Iterator[Spectrum]:
    """Yield better and better answers to `spectrum`: first the extremes settle, then the estimates.

    Parameters
    ----------
    hessian, size, generator, dense_limit, n_probes, n_steps
        As for `spectrum`, whose answer is the last.

    Yields
    ------
    Spectrum
        A single one up to the limit.

    Examples
    --------
    >>> curvatures = np.linspace(-1, 4, 1001)
    >>> answers = list(refining_spectrum(lambda v: curvatures * v, 1001, generator=np.random.default_rng(0)))
    >>> bool(answers[0].lowest_bound > 1e-3 > 1e-7 > answers[-1].lowest_bound)
    True
    >>> answers[0].trace_error, bool(answers[-1].trace_error < 1e-9)
    (inf, True)
    """
    steps = stepping_spectrum(
        hessian, size, generator=generator, dense_limit=dense_limit, n_probes=n_probes, n_steps=n_steps
    )
    return (found for found in steps if found is not None)


def stepping_spectrum(
    hessian: ArrayLike | HessianOperator | Product,
    size: int | None = None,
    *,
    generator: np.random.Generator | None = None,
    dense_limit: int = DENSE_LIMIT,
    n_probes: int = 10,
    n_steps: int = 60,
    max_products: int = 500,
) -> Iterator[Spectrum | None]:
    """Yield as `refining_spectrum`, and None after each product that brings no answer: products may take long.

    Parameters
    ----------
    hessian, size, generator, dense_limit, n_probes, n_steps
        As for `spectrum`.
    max_products : int
        For the extremes; so many vectors are kept.

    Examples
    --------
    >>> [answer is None for answer in stepping_spectrum(lambda v: 2.0 * v, 2)]
    [True, True, False]
    """
    if callable(hessian):
        if size is None and not isinstance(hessian, HessianOperator):
            raise ValueError("size must be given for a callable, got none")
        n = hessian.n_parameters if isinstance(hessian, HessianOperator) else check_count(size or 0, "size")
        if n > dense_limit:
            if generator is None:
                raise ValueError(f"generator must be given above {dense_limit} parameters, got none for {n}")
            yield from _estimated(hessian, n, generator, n_probes, n_steps, max_products)
            return
        rows = []
        for k in range(n):
            axis = np.zeros(n)
            axis[k] = 1.0
            rows.append(np.asarray(hessian(axis), dtype=np.float64))
            yield None
        matrix, slack = as_array(np.array(rows), "hessian").reshape(n, n), MEASURED_ASYMMETRY
    else:
        matrix, slack = as_matrix(hessian, "hessian", square=True), GIVEN_ASYMMETRY
    asymmetry = float(np.abs(matrix - matrix.T).max())
    if asymmetry > slack * np.abs(matrix).max():
        raise NotSymmetricError(
            f"hessian must be symmetric, got entries that differ by {asymmetry:.3g} from their mirror"
        )
    yield _dense(0.5 * matrix + 0.5 * matrix.T)


def slice_verdict(slice_eigenvalues: ArrayLike, full: Spectrum) -> str:
    """Return a sentence on what a slice shows of the curvature and what it hides.

    Parameters
    ----------
    slice_eigenvalues : array_like (k,)
        Of the Hessian within the slice.
    full : Spectrum

    Returns
    -------
    str

    Examples
    --------
    >>> slice_verdict([1.0, 2.0], spectrum(np.diag([1.0, 2.0, -0.5])))
    'looks convex here; the full Hessian has 1 negative direction of 3'
    """
    values = as_array(slice_eigenvalues, "slice_eigenvalues").ravel()
    size = max(abs(full.lowest), abs(full.highest))
    looks = shape_of(values, size)
    count = round(full.n_negative)
    if full.lowest >= -NOT_A_DIRECTION * size:
        has = "no negative direction"
    elif full.method == DENSE:
        has = f"{count} negative direction{'s' if count != 1 else ''}"
    else:
        has = f"about {count} negative directions" if count > 1 else "at least 1 negative direction"
    return f"looks {looks} here; the full Hessian has {has} of {full.n_parameters}"


def shape_of(curvatures: ArrayLike, size: float = 0.0) -> str:
    """Return how a slice with these curvatures looks: "convex", "concave", "like a saddle" or "flat".

    Parameters
    ----------
    curvatures : array_like (k,)
    size : float
        The largest curvature there is, if it is not among them: a millionth of it counts as zero.

    Examples
    --------
    >>> shape_of([1.0, 2.0]), shape_of([1.0, -2.0]), shape_of([1e-9, 0.0], 1.0)
    ('convex', 'like a saddle', 'flat')
    """
    values = as_array(curvatures, "curvatures").ravel()
    lowest = -NOT_A_DIRECTION * max(size, float(np.abs(values).max(initial=0.0)))
    down, up = bool((values < lowest).any()), bool((values > -lowest).any())
    return "like a saddle" if down and up else "concave" if down else "convex" if up else "flat"


def _dense(matrix: FloatArray) -> Spectrum:
    values, vectors = np.linalg.eigh(matrix)
    vectors = vectors * column_signs(vectors)
    size = float(np.abs(values).max())
    bound = 4.0 * len(values) * EPSILON * size
    n_negative = float((values < -NOT_A_DIRECTION * size).sum())
    return Spectrum(
        DENSE, values, float(values[0]), float(values[-1]), vectors[:, 0], vectors[:, -1], bound, bound,
        float(np.trace(matrix)), 0.0, n_negative, 0.0, None, len(values),
    )  # fmt: skip


def _estimated(
    product: Product, n: int, generator: np.random.Generator, n_probes: int, n_steps: int, max_products: int
) -> Iterator[Spectrum | None]:
    densities = stepping_density(product, n, n_probes=n_probes, n_steps=n_steps, generator=generator)
    while (density := next(densities)) is None:
        yield None
    ends: ExtremeEigenvalues | None = None
    for found in stepping_extremes(product, n, generator=generator, max_products=max_products):
        ends = found or ends
        yield None if found is None else _put_together(found, density)
    assert ends is not None
    for better in densities:
        yield None if better is None else _put_together(ends, better)


def _put_together(ends: ExtremeEigenvalues, density: SpectralDensity) -> Spectrum:
    low, high, n = float(ends.lowest[0]), float(ends.highest[0]), density.size
    size = max(abs(low), abs(high))
    total, total_error = density.sum_of(1)
    share, share_error = density._replace(width=1e-9 * size or 1.0).share_below(-NOT_A_DIRECTION * size)
    if low >= -NOT_A_DIRECTION * size - float(ends.lowest_bounds[0]):
        share, share_error = 0.0, 0.0
    return Spectrum(
        LANCZOS, None, low, high, ends.lowest_vectors[:, 0], ends.highest_vectors[:, 0],
        float(ends.lowest_bounds[0]), float(ends.highest_bounds[0]), total, total_error,
        n * share, n * share_error, density, n,
    )  # fmt: skip

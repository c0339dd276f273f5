"""Lanczos: a large symmetric matrix seen through a small one.

Multiplying a vector again and again by a matrix spans a space that soon holds the directions of the largest
and smallest eigenvalues; an orthonormal basis of it turns the matrix into a small tridiagonal one, whose
extreme eigenvalues are almost those of the large one.
In exact arithmetic each new vector needs to be made orthogonal to the last two alone; in floats it slowly
leans towards directions already found, and false copies of eigenvalues appear. So each vector here is made
orthogonal to all others, twice, which is enough.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from ..linear_algebra.arguments import FloatArray, as_array
from ..optimization.arguments import check_count
from .lengths import length

EPSILON = float(np.finfo(np.float64).eps)
Product = Callable[[FloatArray], ArrayLike]


class Lanczos(NamedTuple):
    """A tridiagonal matrix T and an orthonormal basis Q with A Q = Q T, but for the last column.

    Attributes
    ----------
    diagonal : array (k,)
    off_diagonal : array (k - 1,)
        Zero where the space was exhausted and a fresh direction was taken.
    basis : array (k, n)
        Rows are orthonormal.
    residual : float
        How much of A times the last row lies outside: zero where the space is closed.
    """

    diagonal: FloatArray
    off_diagonal: FloatArray
    basis: FloatArray
    residual: float

    def eigen(self) -> tuple[FloatArray, FloatArray, FloatArray]:
        """Return the eigenvalues (k,) of T, rising, its eigenvectors (k, k) as columns, and residual bounds (k,).

        Within each bound of its value lies an eigenvalue of the large matrix.
        """
        values, vectors = np.linalg.eigh(self.tridiagonal())
        return values, vectors, self.residual * np.abs(vectors[-1])

    def tridiagonal(self) -> FloatArray:
        """Return T as a matrix (k, k)."""
        return np.asarray(np.diag(self.diagonal) + np.diag(self.off_diagonal, 1) + np.diag(self.off_diagonal, -1))


def lanczos(
    product: Product,
    size: int,
    n_steps: int,
    *,
    generator: np.random.Generator | None = None,
    start: ArrayLike | None = None,
) -> Lanczos:
    r"""Return a basis of the Krylov space and the tridiagonal matrix that a symmetric matrix becomes in it.

    .. math:: A q_j = \beta_{j-1} q_{j-1} + \alpha_j q_j + \beta_j q_{j+1}

    Parameters
    ----------
    product : callable
        From a vector (n,) to the product with a symmetric matrix (n,).
    size : int
        n.
    n_steps : int
        At most n of them are made, one product each.
    generator : numpy.random.Generator, optional
        For the start, if none is given, and for a fresh direction where the space is exhausted.
    start : array_like (n,), optional
        Not zero.

    Returns
    -------
    Lanczos

    Raises
    ------
    ValueError
        If neither a start nor a generator is given, the start is zero, or a product is not finite.

    Notes
    -----
    The space is exhausted early where the start has parts along few eigenvectors only, or eigenvalues repeat:
    then the process goes on with a random direction orthogonal to all before, if there is a generator, and
    else ends.  The vectors are orthonormal to a few roundings; the price is n k² multiplications.

    References
    ----------
    Golub and Van Loan, *Matrix Computations*, 4th edition, sections 10.1 and 10.3.  Parlett, *The Symmetric
    Eigenvalue Problem*, section 6.9 ("twice is enough").

    Examples
    --------
    >>> matrix = np.diag([1.0, 2.0, 5.0])
    >>> found = lanczos(lambda v: matrix @ v, 3, 3, start=[1.0, 1.0, 1.0])
    >>> found.eigen()[0].round(12)
    array([1., 2., 5.])
    """
    process = LanczosProcess(product, size, start, generator)
    for _ in range(min(check_count(n_steps, "n_steps"), size)):
        if not process.advance():
            break
    return process.state()


class LanczosProcess:
    """The process, one product at a time.

    Parameters
    ----------
    product, size, start, generator
        As for `lanczos`.
    """

    def __init__(
        self, product: Product, size: int, start: ArrayLike | None, generator: np.random.Generator | None
    ) -> None:
        self.product, self.size, self.generator = product, check_count(size, "size"), generator
        if start is not None:
            first = as_array(start, "start")
            if first.shape != (size,):
                raise ValueError(f"start must have shape {(size,)}, got shape {first.shape}")
            if not first.any():
                raise ValueError("start must not be zero, got a zero vector")
        elif generator is not None:
            first = generator.standard_normal(size)
        else:
            raise ValueError("generator or start must be given, got neither")
        first = first / np.abs(first).max()
        self._basis = np.empty((min(size, 16), size))
        self._next: FloatArray | None = first / np.sqrt(first @ first)
        self.diagonal: list[float] = []
        self.off_diagonal: list[float] = []
        self.last = 0.0
        self.scale = 0.0

    @property
    def n_steps(self) -> int:
        """The number of products so far."""
        return len(self.diagonal)

    def advance(self) -> bool:
        """Make one more step; return False where no direction is left."""
        if self._next is None and not self._fresh():
            return False
        assert self._next is not None
        k, q = self.n_steps, self._next
        if k == len(self._basis):
            larger = np.empty((min(self.size, 2 * k), self.size))
            larger[:k] = self._basis
            self._basis = larger
        self._basis[k] = q
        if k:
            self.off_diagonal.append(self.last)
        image = np.array(self.product(q.copy()), dtype=np.float64)
        if image.shape != (self.size,):
            raise ValueError(f"product must have shape {(self.size,)}, got shape {image.shape}")
        if not np.isfinite(image).all():
            raise ValueError("product must be finite, got a vector with infinity or NaN")
        self.scale = max(self.scale, length(image))
        self.diagonal.append(float(q @ image))
        rest = self._outside(image, k + 1)
        self.last = length(rest)
        if self.last <= 10.0 * EPSILON * self.scale * np.sqrt(self.size) or k + 1 == self.size:
            self.last, self._next = 0.0, None
        else:
            rest = rest / self.last  # once more below: a quotient of tiny numbers is no unit vector yet
            self._next = rest / length(rest)
        return True

    def state(self) -> Lanczos:
        """Return what has been found so far."""
        return Lanczos(
            np.array(self.diagonal), np.array(self.off_diagonal), self._basis[: self.n_steps].copy(), self.last
        )

    def _outside(self, vector: FloatArray, k: int) -> FloatArray:
        """Return the part of a vector orthogonal to the basis, taken away twice."""
        basis = self._basis[:k]
        for _ in range(2):
            vector = vector - (basis @ vector) @ basis
        return vector

    def _fresh(self) -> bool:
        if self.n_steps >= self.size or self.generator is None:
            return False
        vector = self.generator.standard_normal(self.size)
        vector = self._outside(vector / length(vector), self.n_steps)
        vector = self._outside(vector / length(vector), self.n_steps)
        self._next = vector / length(vector)
        return True

"""How the eigenvalues of a large matrix are spread, without any of them.

Seen through a random vector, a few steps of Lanczos turn a matrix into a handful of nodes and weights, which are the
Gauss quadrature of its spectrum weighted by the vector: any smooth function of the eigenvalues, summed over all
of them, is estimated by a sum over the nodes.
The mean over several vectors is the density, or the share of eigenvalues below zero; the spread between the
vectors is the standard error. The edges are sharp after a few steps, and inside each node stands for many.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import erf, sqrt
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from ..linear_algebra.arguments import FloatArray, as_array
from ..optimization.arguments import check_count, check_positive
from .lanczos_process import LanczosProcess, Product
from .lengths import length


class SpectralDensity(NamedTuple):
    """The spread of the eigenvalues of a symmetric matrix, estimated.

    Attributes
    ----------
    nodes, weights : array (n_probes, k)
        For each probe the quadrature of the spectrum; its weights add up to 1, and unused places weigh nothing.
    size : int
        How many eigenvalues there are.
    width : float
        The standard deviation of the bell drawn for each node.
    grid, density : array (n_grid,)
        Share of eigenvalues per unit.
    standard_error : array (n_grid,)
    """

    nodes: FloatArray
    weights: FloatArray
    size: int
    width: float
    grid: FloatArray
    density: FloatArray
    standard_error: FloatArray

    def share_below(self, bound: float = 0.0) -> tuple[float, float]:
        """Return the share of eigenvalues below a bound, and its standard error.

        The share of a node is counted by its bell, so that what lies within a width of the bound counts in parts.
        """

        def below(node: float) -> float:
            return 0.5 * (1.0 + erf((bound - node) / (sqrt(2.0) * self.width)))

        shares = (self.weights * np.vectorize(below, otypes=[np.float64])(self.nodes)).sum(axis=1)
        return _mean(shares)

    def sum_of(self, power: int = 1) -> tuple[float, float]:
        """Return the sum of a power of all eigenvalues (1: the trace), and its standard error."""
        mean, error = _mean((self.weights * self.nodes**power).sum(axis=1))
        return self.size * mean, self.size * error


def spectral_density(
    product: Product,
    size: int,
    *,
    n_probes: int = 10,
    n_steps: int = 60,
    generator: np.random.Generator,
    grid: ArrayLike | None = None,
    width: float | None = None,
) -> SpectralDensity:
    r"""Return the density of the eigenvalues of a symmetric matrix by stochastic Lanczos quadrature.

    .. math:: \frac1n \sum_i \delta(\lambda - \lambda_i) \approx
              \frac1m \sum_{l=1}^m \sum_j \tau_{lj}^2 \, \mathcal{N}(\lambda; \theta_{lj}, \sigma^2)

    with the nodes θ, the eigenvalues of each tridiagonal matrix, and τ, the first entries of its eigenvectors.

    Parameters
    ----------
    product : callable
        From a vector (n,) to the product with a symmetric matrix (n,).
    size : int
        n.
    n_probes, n_steps : int
        m vectors of random signs, and how many products each.
    generator : numpy.random.Generator
    grid : array_like (n_grid,), optional
        By default 200 values over the nodes and three widths more.
    width : float, optional
        σ; by default a fiftieth of the range of the nodes.

    Returns
    -------
    SpectralDensity

    Raises
    ------
    ValueError
        If a count or the width is not positive.

    References
    ----------
    Lin, Saad and Yang, "Approximating spectral densities of large matrices", SIAM Review 58 (2016), pp. 34-65.
    Ghorbani, Krishnan and Xiao, "An investigation into neural net optimization via Hessian eigenvalue density",
    ICML 2019, section 2.

    Examples
    --------
    >>> curvatures = np.concatenate([np.full(100, -1.0), np.full(300, 2.0)])
    >>> found = spectral_density(lambda v: curvatures * v, 400, generator=np.random.default_rng(0))
    >>> share, error = found.share_below(0.0)
    >>> round(share, 12), round(error, 12), found.nodes[0].round(9)
    (0.25, 0.0, array([-1.,  2.]))
    """
    *_, last = refining_density(
        product, size, n_probes=n_probes, n_steps=n_steps, generator=generator, grid=grid, width=width
    )
    return last


def refining_density(
    product: Product,
    size: int,
    *,
    n_probes: int = 10,
    n_steps: int = 60,
    generator: np.random.Generator,
    grid: ArrayLike | None = None,
    width: float | None = None,
) -> Iterator[SpectralDensity]:
    """Yield better and better densities, one after each probe.

    Parameters
    ----------
    product, size, n_probes, n_steps, generator, grid, width
        As for `spectral_density`, whose answer is the last.

    Yields
    ------
    SpectralDensity

    Examples
    --------
    >>> curvatures = np.linspace(-1, 10, 1000)
    >>> answers = refining_density(lambda v: curvatures * v, 1000, n_probes=3, generator=np.random.default_rng(0))
    >>> [len(answer.nodes) for answer in answers]
    [1, 2, 3]
    """
    steps = stepping_density(
        product, size, n_probes=n_probes, n_steps=n_steps, generator=generator, grid=grid, width=width
    )
    return (found for found in steps if found is not None)


def stepping_density(
    product: Product,
    size: int,
    *,
    n_probes: int = 10,
    n_steps: int = 60,
    generator: np.random.Generator,
    grid: ArrayLike | None = None,
    width: float | None = None,
) -> Iterator[SpectralDensity | None]:
    """Yield as `refining_density`, and None after each product that brings no answer: products may take long."""
    n, n_probes = check_count(size, "size"), check_count(n_probes, "n_probes")
    steps = min(check_count(n_steps, "n_steps"), n)
    if width is not None:
        check_positive(width, "width")
    places = None if grid is None else as_array(grid, "grid").ravel()
    nodes, weights = np.zeros((n_probes, steps)), np.zeros((n_probes, steps))
    longest = 0
    for probe in range(n_probes):
        process = LanczosProcess(product, n, generator.choice([-1.0, 1.0], n), None)
        while process.n_steps < steps and process.advance():
            yield None
        values, vectors, _ = process.state().eigen()
        nodes[probe, : len(values)], weights[probe, : len(values)] = values, vectors[0] ** 2
        nodes[probe, len(values) :] = values[-1]
        longest = max(longest, len(values))
        yield _drawn(nodes[: probe + 1, :longest].copy(), weights[: probe + 1, :longest].copy(), n, places, width)


def _drawn(
    nodes: FloatArray, weights: FloatArray, n: int, grid: FloatArray | None, width: float | None
) -> SpectralDensity:
    low, high = float(nodes.min()), float(nodes.max())
    if width is None:
        width = (high - low) / 50.0 or 0.02 * max(abs(high), 1e-12)
    places = np.linspace(low - 3.0 * width, high + 3.0 * width, 200) if grid is None else grid
    with np.errstate(over="ignore"):  # of curvatures of 1e-310 the density is beyond the range of floats
        bells = np.exp(-0.5 * ((places[:, None, None] - nodes) / width) ** 2) / (width * np.sqrt(2.0 * np.pi))
    each = (bells * weights).sum(axis=-1)
    mean, m = (each / len(nodes)).sum(axis=1), len(nodes)
    with np.errstate(invalid="ignore"):
        error = np.full(len(places), np.inf) if m < 2 else length(each - mean[:, None], axis=1) / sqrt(m * (m - 1))
    return SpectralDensity(nodes, weights, n, width, places, mean, error)


def _mean(samples: FloatArray) -> tuple[float, float]:
    n = len(samples)
    mean = float((samples / n).sum())
    return mean, float(length(samples - mean)) / sqrt(n * (n - 1)) if n > 1 else np.inf

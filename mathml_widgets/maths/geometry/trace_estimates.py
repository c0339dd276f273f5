"""The trace of a matrix that can only be multiplied with.

For a vector z of random signs the expectation of zᵀAz is the trace: the squares on the diagonal are all one, and
what stands off the diagonal cancels on average. The mean over some probes is the estimate (Hutchinson), and how
much they differ says how far to trust it: a diagonal matrix gives its trace with one probe, and one with much
off the diagonal needs many.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from ..linear_algebra.arguments import FloatArray
from ..optimization.arguments import check_count
from .lanczos_process import Product
from .lengths import length


class TraceEstimate(NamedTuple):
    """An estimate of a trace.

    Attributes
    ----------
    value : float
    standard_error : float
        Of the estimate; infinite for a single probe.
    samples : array (n_probes,)
        What each probe gave.
    """

    value: float
    standard_error: float
    samples: FloatArray


def hutchinson_trace(
    product: Product, size: int, n_probes: int = 30, *, generator: np.random.Generator
) -> TraceEstimate:
    r"""Return an estimate of the trace of a matrix, with its standard error.

    .. math:: \operatorname{tr} A = \mathbb{E}[z^T A z], \qquad
              \operatorname{Var}[z^T A z] = 2 \sum_{i \ne j} a_{ij}^2 \quad (A = A^T, z_i = \pm 1)

    Parameters
    ----------
    product : callable
        From a vector (n,) to the product with a matrix (n,).
    size : int
        n.
    n_probes : int
    generator : numpy.random.Generator

    Returns
    -------
    TraceEstimate

    Raises
    ------
    ValueError
        If a count is not positive, or a product has another shape or is not finite.

    References
    ----------
    Hutchinson, "A stochastic estimator of the trace of the influence matrix for Laplacian smoothing splines",
    Communications in Statistics 19 (1990), pp. 433-450.

    Examples
    --------
    >>> found = hutchinson_trace(lambda v: np.arange(100.0) * v, 100, 5, generator=np.random.default_rng(0))
    >>> found.value, found.standard_error
    (4950.0, 0.0)
    """
    n, count = check_count(size, "size"), check_count(n_probes, "n_probes")
    samples = np.empty(count)
    for k in range(count):
        signs = generator.choice([-1.0, 1.0], n)
        image = np.asarray(product(signs.copy()), dtype=np.float64)
        if image.shape != (n,):
            raise ValueError(f"product must have shape {(n,)}, got shape {image.shape}")
        if not np.isfinite(image).all():
            raise ValueError("product must be finite, got a vector with infinity or NaN")
        samples[k] = signs @ image
    mean = float((samples / count).sum())
    spread = float(length(samples - mean)) / float(np.sqrt(count - 1)) if count > 1 else np.inf
    return TraceEstimate(mean, spread / float(np.sqrt(count)), samples)

"""Where a constant rate hovers.

With noise in the gradient and a constant learning rate the point never settles: it hovers around the minimum
like a ball in a bowl that is being shaken. On a quadratic the hovering has a law of its own, whose covariance
solves a linear equation; along the eigenvectors of the Hessian the solution is one line. For small rates the
spread grows like the root of the rate, so halving the rate halves the variance.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from .arguments import FloatArray, as_symmetric, check_positive


class Stationary(NamedTuple):
    """The law in which stochastic gradient descent hovers around a minimum.

    Attributes
    ----------
    covariance : array (n, n)
        Of the points; infinite everywhere where there is no such law.
    exists : bool
        Whether the recursion is stable: 0 < η λ < 2 for every curvature λ.
    excess : float
        The mean value above the minimum, trace(H Σ) / 2.
    """

    covariance: FloatArray
    exists: bool
    excess: float


def stationary_law(hessian: ArrayLike, gradient_covariance: ArrayLike, learning_rate: float) -> Stationary:
    r"""Return the law in which x ← x − η (H x + noise) hovers.

    .. math:: \Sigma = (I - \eta H) \Sigma (I - \eta H) + \eta^2 C

    so along eigenvectors i and j of H, Σᵢⱼ = η Cᵢⱼ / (λᵢ + λⱼ − η λᵢ λⱼ).

    Parameters
    ----------
    hessian : array_like (n, n)
        H, symmetric.
    gradient_covariance : array_like (n, n)
        C, of the noise, which is independent from step to step.
    learning_rate : float
        η, positive.

    Notes
    -----
    Exact where the noise is the same everywhere.  In linear regression the noise of a minibatch grows with
    the distance from the minimum, so the true spread is somewhat larger.

    Raises
    ------
    ValueError
        If a matrix is not symmetric and finite, or the shapes differ.

    References
    ----------
    Mandt, Hoffman, Blei (2017), Stochastic gradient descent as approximate Bayesian inference, JMLR 18(134),
    section 3.

    Examples
    --------
    >>> stationary_law([[1.0]], [[1.0]], 0.5).covariance
    array([[0.33333333]])
    """
    h, c = as_symmetric(hessian, "hessian"), as_symmetric(gradient_covariance, "gradient_covariance")
    if h.shape != c.shape:
        raise ValueError(f"gradient_covariance must have shape {h.shape} to fit hessian, got shape {c.shape}")
    rate = check_positive(learning_rate, "learning_rate")
    eigenvalues, vectors = np.linalg.eigh(h)
    rounding = len(h) * np.finfo(float).eps * np.abs(eigenvalues).max()
    if eigenvalues[0] <= rounding or rate * eigenvalues[-1] >= 2.0:
        return Stationary(np.full(h.shape, np.inf), False, np.inf)
    first, second = eigenvalues[:, np.newaxis], eigenvalues
    along = rate * (vectors.T @ c @ vectors) / (first + second - rate * first * second)
    covariance = vectors @ along @ vectors.T
    return Stationary(0.5 * (covariance + covariance.T), True, float(0.5 * (eigenvalues * along.diagonal()).sum()))

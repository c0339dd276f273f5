"""The noise in a minibatch.

A minibatch gradient is the mean over a few rows drawn at random: on average the full gradient, with a spread
that falls like one over the batch size. Drawn without replacement within an epoch, every row is used once
before any is used twice, and the spread is smaller. The batches are drawn before the descent, so that every
method, and every repetition, meets the same ones.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from .arguments import Array, FloatArray, IntArray, as_matrix, check_count, check_positive
from .objective import Objective
from .regression import SampleLoss


def minibatches(
    n_samples: int, batch_size: int, steps: int, *, generator: np.random.Generator, replacement: bool = False
) -> IntArray:
    """Return which rows are in each batch.

    Parameters
    ----------
    n_samples : int
    batch_size : int
        At most `n_samples` without replacement.
    steps : int
        How many batches.
    generator : numpy.random.Generator
    replacement : bool, default False
        Whether a row may come again before all others have come.  Otherwise each epoch is a new shuffle of
        all rows, cut into batches; rows that do not fill a batch are left to chance.

    Returns
    -------
    array (steps, batch_size) of int

    Raises
    ------
    ValueError
        If a batch is larger than the data and `replacement` is False.

    Examples
    --------
    >>> batches = minibatches(6, 2, 3, generator=np.random.default_rng(0))
    >>> sorted(batches.ravel().tolist())
    [0, 1, 2, 3, 4, 5]
    """
    n, size = check_count(n_samples, "n_samples"), check_count(batch_size, "batch_size")
    count = check_count(steps, "steps", at_least=0)
    if replacement:
        return generator.integers(n, size=(count, size))
    if size > n:
        raise ValueError(f"batch_size must be at most n_samples = {n} without replacement, got {size}")
    per_epoch = n // size
    epochs = -(-count // per_epoch)
    order = generator.permuted(np.tile(np.arange(n), (epochs, 1)), axis=1)
    return order[:, : per_epoch * size].reshape(-1, size)[:count]


def with_minibatches(loss: SampleLoss, batches: ArrayLike) -> Objective:
    """Return the objective of a loss whose gradient at step k is that of batch k.

    Parameters
    ----------
    loss : SampleLoss
    batches : array_like (n_batches, batch_size) of int
        Rows of the data.  After the last batch the first comes again.

    Raises
    ------
    ValueError
        If a row does not exist.

    Examples
    --------
    >>> from mathml_widgets.maths.optimization import linear_regression
    >>> noisy = with_minibatches(linear_regression([[1.0], [2.0]], [0, 0]), [[0], [1]])
    >>> [float(noisy.gradient_at_step([1.0], k)[0]) for k in range(3)], float(noisy.gradient([1.0])[0])
    ([1.0, 4.0, 1.0], 2.5)
    """
    rows = np.asarray(batches)
    n = len(loss.data)
    if rows.ndim != 2 or rows.size == 0 or rows.dtype.kind not in "iu":
        raise ValueError(f"batches must be integers of shape (n_batches, batch_size), got shape {rows.shape}")
    if rows.min() < 0 or rows.max() >= n:
        raise ValueError(
            f"batches must name rows from 0 to {n - 1}, got {rows.min() if rows.min() < 0 else rows.max()}"
        )

    def sampled(weights: Array, k: int) -> FloatArray:
        mean: FloatArray = loss.sample_gradients(weights, rows[k % len(rows)]).mean(axis=-2)
        return mean

    return loss.objective.with_sampled_gradient(sampled)


def with_gradient_noise(
    function: Objective, standard_deviation: float, steps: int, *, generator: np.random.Generator
) -> Objective:
    """Return a function whose gradient at each step is off by a normal error, the same for all starts and methods.

    Parameters
    ----------
    function : Objective
        With a domain, which says how many variables it has.
    standard_deviation : float
        Of each component, zero or positive.
    steps : int
        How many errors are drawn; after the last the first comes again.
    generator : numpy.random.Generator

    Raises
    ------
    ValueError
        If the function has no domain.

    Examples
    --------
    >>> from mathml_widgets.maths.optimization import sphere
    >>> noisy = with_gradient_noise(sphere(), 0.1, 100, generator=np.random.default_rng(0))
    >>> error = noisy.gradient_at_step([[1, 2], [3, 4]], 7) - noisy.gradient([[1, 2], [3, 4]])
    >>> bool(np.allclose(error[0], error[1])), bool((error != 0).all())
    (True, True)
    """
    if function.domain is None:
        raise ValueError(f"function must have a domain, got {function!r} without one")
    sd = check_positive(standard_deviation, "standard_deviation", zero=True)
    errors = sd * generator.standard_normal((check_count(steps, "steps"), len(function.domain)))
    return function.with_sampled_gradient(lambda points, k: function.gradient(points) + errors[k % len(errors)])


def gradient_covariance(sample_gradients: ArrayLike, batch_size: int = 1, *, replacement: bool = True) -> FloatArray:
    r"""Return the covariance of a minibatch gradient over all batches that could be drawn.

    .. math:: \frac{S}{b} \quad \text{or, without replacement,} \quad \frac{S}{b} \frac{N - b}{N - 1}

    where S is the covariance of the N single gradients (with divisor N) and b the batch size.

    Parameters
    ----------
    sample_gradients : array_like (n_samples, n)
    batch_size : int, default 1
    replacement : bool, default True
        Whether one batch may hold a row twice.

    Returns
    -------
    array (n, n)

    References
    ----------
    Cochran (1977), Sampling Techniques, theorem 2.2.

    Examples
    --------
    >>> gradient_covariance([[1.0], [3.0]], 2), gradient_covariance([[1.0], [3.0]], 2, replacement=False)
    (array([[0.5]]), array([[0.]]))
    """
    gradients = as_matrix(sample_gradients, "sample_gradients")
    n, size = len(gradients), check_count(batch_size, "batch_size")
    if not replacement and size > n:
        raise ValueError(f"batch_size must be at most n_samples = {n} without replacement, got {size}")
    centred = gradients - gradients.mean(axis=0)
    single: FloatArray = centred.T @ centred / n
    if replacement:
        return single / size
    return single * ((n - size) / (size * max(n - 1, 1)))

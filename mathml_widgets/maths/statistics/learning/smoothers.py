r"""Fits that are one matrix times the observations.

Least squares, ridge, nearest neighbours, kernel averages and local lines have one thing in common: the
prediction is :math:`\hat y = S y`, and S depends on the inputs alone.
So all that noise can do to such a fit is known before a single y is seen, from the rows of S.
Each function here gives that matrix, one row for each test point and one column for each training point.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from ..arguments import FloatArray, as_inputs, check_choice, check_count, check_fraction, check_positive

KERNELS = ("gaussian", "epanechnikov", "uniform", "tricube")
CUT_OFF = 1e-12
"""Directions of the features below this share of the largest count as absent."""


def ridge_smoother(
    train_features: ArrayLike, test_features: ArrayLike, penalty: float = 0.0, *, cut_off: float = CUT_OFF
) -> FloatArray:
    r"""Return the smoother of ridge regression, or of minimum-norm least squares without a penalty.

    .. math:: S = \Phi_* (\Phi^\top \Phi + \lambda I)^{-1} \Phi^\top
        = \Phi_* V \operatorname{diag}\Bigl(\frac{\sigma}{\sigma^2 + \lambda}\Bigr) U^\top

    Parameters
    ----------
    train_features : array_like (n_train, n_features)
    test_features : array_like (n_test, n_features)
    penalty : float
        Lambda, for all weights alike; put no column of ones in if the mean is to stay free.
    cut_off : float
        Singular values below this share of the largest count as zero, if there is no penalty.

    Returns
    -------
    array (n_test, n_train)

    Raises
    ------
    ValueError
        If the penalty is negative or the features differ in number.

    References
    ----------
    Hastie, Tibshirani and Friedman, *The Elements of Statistical Learning*, 2nd ed. (2009), equation 3.47.

    Examples
    --------
    >>> ridge_smoother([[1.0], [1.0]], [[1.0]], penalty=2.0)
    array([[0.25, 0.25]])
    """
    train, test = _as_pair(train_features, test_features, "train_features", "test_features")
    ridge = check_positive(penalty, "penalty", zero=True)
    u, s, vh = np.linalg.svd(train, full_matrices=False)
    if ridge > 0.0:
        gain = s / (s * s + ridge)
    else:
        present = s > check_positive(cut_off, "cut_off", zero=True) * s[0]
        gain = np.where(present, 1.0 / np.where(present, s, 1.0), 0.0)
    return np.asarray((test @ vh.T * gain) @ u.T)


def polynomial_smoother(train_inputs: ArrayLike, test_inputs: ArrayLike, degree: int) -> FloatArray:
    """Return the smoother of a least-squares polynomial in one variable.

    Parameters
    ----------
    train_inputs : array_like (n_train,)
    test_inputs : array_like (n_test,)
    degree : int
        Of at least 0.  With fewer distinct inputs than coefficients, the fit through all points whose
        Chebyshev coefficients (on the range of the training inputs) are smallest.

    Returns
    -------
    array (n_test, n_train)

    Raises
    ------
    ValueError
        If the inputs are not one-dimensional or the degree is not an integer of at least 0.

    Examples
    --------
    >>> polynomial_smoother([0, 1, 2], [3.0], 1).round(4)
    array([[-0.6667, 0.3333, 1.3333]])
    """
    train, test = _as_pair(train_inputs, test_inputs)
    if train.shape[1] != 1:
        raise ValueError(f"train_inputs must be numbers (n_train,), got shape {train.shape}")
    order = check_count(degree, "degree", at_least=0)
    train_basis, test_basis = chebyshev_features(train[:, 0], test[:, 0], order)
    return ridge_smoother(train_basis, test_basis)


def chebyshev_features(train: FloatArray, test: FloatArray, degree: int) -> tuple[FloatArray, FloatArray]:
    """Return Chebyshev polynomials up to a degree on the range of the training inputs, at both inputs.

    Examples
    --------
    >>> chebyshev_features(np.array([0.0, 1.0, 2.0]), np.array([2.0]), 2)[0]
    array([[ 1., -1.,  1.],
           [ 1.,  0., -1.],
           [ 1.,  1.,  1.]])
    """
    low, high = train.min(), train.max()
    half = 0.5 * (high - low) or 1.0
    middle = 0.5 * (low + high)
    polynomials = np.polynomial.chebyshev.chebvander
    return polynomials((train - middle) / half, degree), polynomials((test - middle) / half, degree)


def nearest_neighbors_smoother(train_inputs: ArrayLike, test_inputs: ArrayLike, n_neighbors: int) -> FloatArray:
    r"""Return the smoother that averages the k nearest training points.

    .. math:: S_{ij} = \frac1k\,[x_j \text{ among the } k \text{ nearest to } x_i]

    Parameters
    ----------
    train_inputs : array_like (n_train,) or (n_train, n_dimensions)
    test_inputs : array_like (n_test,) or (n_test, n_dimensions)
    n_neighbors : int
        From 1 to n_train.

    Returns
    -------
    array (n_test, n_train)
        Points tied for the last places share them.

    Raises
    ------
    ValueError
        If there are fewer than `n_neighbors` training points.

    Examples
    --------
    >>> nearest_neighbors_smoother([0, 1, 2, 5], [1.0], 2)
    array([[0.25, 0.5 , 0.25, 0. ]])
    """
    train, test = _as_pair(train_inputs, test_inputs)
    k = check_count(n_neighbors, "n_neighbors")
    if k > len(train):
        raise ValueError(f"n_neighbors must be at most the {len(train)} training points, got {k}")
    distances = _distances(test, train)
    last = np.partition(distances, k - 1, axis=1)[:, k - 1 : k]
    nearer, tied = distances < last, distances == last
    places = k - nearer.sum(axis=1, keepdims=True)
    return np.asarray((nearer + tied * places / tied.sum(axis=1, keepdims=True)) / k)


def kernel_smoother(
    train_inputs: ArrayLike, test_inputs: ArrayLike, bandwidth: float, kernel: str = "gaussian"
) -> FloatArray:
    r"""Return the smoother of Nadaraya and Watson, an average with weights that fall with distance.

    .. math:: S_{ij} = \frac{K(\lVert x_i - x_j \rVert / h)}{\sum_l K(\lVert x_i - x_l \rVert / h)}

    Parameters
    ----------
    train_inputs : array_like (n_train,) or (n_train, n_dimensions)
    test_inputs : array_like (n_test,) or (n_test, n_dimensions)
    bandwidth : float
        h, in units of the inputs.
    kernel : {'gaussian', 'epanechnikov', 'uniform', 'tricube'}
        All but the first are zero beyond h.

    Returns
    -------
    array (n_test, n_train)
        Where no training point is within reach, the nearest alone counts.

    Raises
    ------
    ValueError
        If the bandwidth is not positive or there is no such kernel.

    References
    ----------
    Hastie, Tibshirani and Friedman, *The Elements of Statistical Learning*, 2nd ed. (2009), section 6.1.

    Examples
    --------
    >>> kernel_smoother([0, 1, 2], [1.0], 1.5, "uniform").round(4)
    array([[0.3333, 0.3333, 0.3333]])
    """
    train, test = _as_pair(train_inputs, test_inputs)
    h = check_positive(bandwidth, "bandwidth")
    check_choice(kernel, KERNELS, "kernel")
    u = _distances(test, train) / h
    nearest = u.min(axis=1, keepdims=True)
    if kernel == "gaussian":
        # Measured from the nearest point, so that a far test point keeps its weights.
        weights = np.exp(-0.5 * (u - nearest) * (u + nearest))
    else:
        weights = _compact(u, kernel)
        weights = np.where(weights.sum(axis=1, keepdims=True) > 0.0, weights, u == nearest)
    return np.asarray(weights / weights.sum(axis=1, keepdims=True))


def loess_smoother(train_inputs: ArrayLike, test_inputs: ArrayLike, span: float = 0.5, degree: int = 1) -> FloatArray:
    r"""Return the smoother of LOESS, a line or parabola fitted to the nearest share of the points.

    .. math:: \min_\beta \sum_j \Bigl(1 - \Bigl(\frac{|x_j - x|}{d}\Bigr)^3\Bigr)^3_+
        \Bigl(y_j - \sum_k \beta_k (x_j - x)^k\Bigr)^2

    with d the distance of the k-th nearest point, k = ⌊span · n⌋.

    Parameters
    ----------
    train_inputs : array_like (n_train,)
    test_inputs : array_like (n_test,)
    span : float
        Share of the points that a local fit sees, between 0 and 1; k is raised to degree + 2 where it is less.
    degree : int
        0, 1 or 2.

    Returns
    -------
    array (n_test, n_train)

    Raises
    ------
    ValueError
        If the inputs are not one-dimensional, or span or degree are out of range.

    References
    ----------
    Cleveland, "Robust locally weighted regression and smoothing scatterplots", Journal of the American Statistical
    Association 74 (1979), without the robust steps.

    Examples
    --------
    >>> x = np.linspace(0, 1, 11)
    >>> (loess_smoother(x, [0.25], 0.6) @ (3 * x + 1)).round(6)  # a line is kept
    array([1.75])
    """
    train, test = _as_pair(train_inputs, test_inputs)
    if train.shape[1] != 1:
        raise ValueError(f"train_inputs must be numbers (n_train,), got shape {train.shape}")
    share = 1.0 if span == 1 else check_fraction(span, "span")
    order = check_count(degree, "degree", at_least=0)
    if order > 2:
        raise ValueError(f"degree must be 0, 1 or 2, got {degree}")
    n = len(train)
    k = min(n, max(order + 2, int(share * n + 1e-10)))
    offsets = train[:, 0] - test
    distances = np.abs(offsets)
    reach = np.partition(distances, k - 1, axis=1)[:, k - 1 : k]
    reach = np.where(reach > 0.0, reach, 1.0)
    weights = np.sqrt(_compact(distances / reach, "tricube"))
    powers = (offsets / reach)[:, :, np.newaxis] ** np.arange(order + 1)
    # The fitted value at offset 0 is the first coefficient of the weighted least squares.
    first_row = np.linalg.pinv(weights[:, :, np.newaxis] * powers, rcond=CUT_OFF)[:, 0, :]
    return np.asarray(first_row * weights)


def _compact(u: FloatArray, kernel: str) -> FloatArray:
    inside = np.minimum(u, 1.0)
    if kernel == "epanechnikov":
        return np.asarray(1.0 - inside**2)
    if kernel == "tricube":
        return np.asarray((1.0 - inside**3) ** 3)
    return np.asarray(u <= 1.0, dtype=float)


def _distances(test: FloatArray, train: FloatArray) -> FloatArray:
    if train.shape[1] == 1:
        return np.abs(test - train[:, 0])
    return np.asarray(np.sqrt(((test[:, np.newaxis, :] - train[np.newaxis, :, :]) ** 2).sum(axis=-1)))


def _as_pair(
    train: ArrayLike, test: ArrayLike, train_name: str = "train_inputs", test_name: str = "test_inputs"
) -> tuple[FloatArray, FloatArray]:
    first, second = as_inputs(train, train_name), as_inputs(test, test_name, at_least=0)
    if first.shape[1] != second.shape[1]:
        raise ValueError(f"{test_name} must have {first.shape[1]} columns as {train_name} has, got {second.shape[1]}")
    return first, second

"""Two networks that are one, up to the order of their units.

The hidden units of a layer can be put in any order, if the weights out of them follow: the function is the same.
Two trained networks may have found the same thing in another order, and then the wall between them is of no meaning.
So before looking at the line between them, the units of one are matched with those of the other.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ..linear_algebra.arguments import FloatArray, as_array, as_matrix
from .mlp import MLP


def permuted_units(network: MLP, parameters: ArrayLike, layer: int, order: ArrayLike) -> FloatArray:
    """Return parameters of the same function with the units of a hidden layer in another order.

    Parameters
    ----------
    network : MLP
    parameters : array_like (..., n_parameters)
    layer : int
        From 1 to the last but one.
    order : array_like (n_units,) of int
        Which unit comes where.

    Returns
    -------
    array (..., n_parameters)

    Raises
    ------
    ValueError
        If `order` is no permutation of that layer's units.

    Examples
    --------
    >>> from mathml_widgets.maths.geometry import MLP
    >>> permuted_units(MLP((1, 2, 1)), [1, 2, 3, 4, 5, 6, 7], 1, [1, 0])
    array([2., 1., 4., 3., 6., 5., 7.])
    """
    theta = network.as_parameters(parameters).copy()
    if not 1 <= layer < network.n_layers:
        raise ValueError(f"layer must be from 1 to {network.n_layers - 1}, got {layer}")
    places = np.asarray(order)
    n_units = network.layer_sizes[layer]
    if places.shape != (n_units,) or not np.array_equal(np.sort(places), np.arange(n_units)):
        raise ValueError(f"order must be a permutation of 0 to {n_units - 1}, got {places.tolist()}")
    for group in network.groups:
        axis = {layer: -len(group.shape), layer + 1: -1}.get(group.layer)
        if axis is None or (group.layer == layer + 1 and group.is_bias):
            continue
        moved = group.of(theta).take(places, axis=axis)
        theta[..., group.where] = moved.reshape(*theta.shape[:-1], group.size)
    return theta


def aligned_units(network: MLP, parameters: ArrayLike, reference: ArrayLike, *, max_sweeps: int = 100) -> FloatArray:
    r"""Return parameters of the same function with the hidden units ordered to come near those of another network.

    Layer by layer, over and over, the order is chosen that brings the weights into and out of the layer nearest to
    the reference's, until nothing changes.

    Parameters
    ----------
    network : MLP
    parameters, reference : array_like (n_parameters,)
    max_sweeps : int
        How often to go through the layers at most.

    Returns
    -------
    array (n_parameters,)
        No farther from the reference than before.

    Raises
    ------
    ValueError
        If a length is wrong.

    Notes
    -----
    With one hidden layer this is the nearest order of all; with more it is one that no change of a single layer
    improves.

    References
    ----------
    Ainsworth, Hayase and Srinivasa, *Git Re-Basin: merging models modulo permutation symmetries*, ICLR 2023,
    algorithm 1.

    Examples
    --------
    >>> from mathml_widgets.maths.geometry import MLP
    >>> network = MLP((1, 2, 1))
    >>> aligned_units(network, [2, 1, 4, 3, 6, 5, 7], [1, 2, 3, 4, 5, 6, 7])
    array([1., 2., 3., 4., 5., 6., 7.])
    """
    theta = as_array(network.as_parameters(parameters), "parameters")
    goal = as_array(network.as_parameters(reference, "reference"), "reference")
    if theta.ndim != 1 or goal.ndim != 1:
        raise ValueError(f"parameters and reference must be vectors, got shapes {theta.shape} and {goal.shape}")
    for _ in range(max_sweeps):
        moved = False
        for layer in range(1, network.n_layers):
            ours, theirs = (_around(network, vector, layer) for vector in (theta, goal))
            similarity = theirs @ ours.T
            order = best_assignment(-similarity)
            here = np.arange(len(order))
            gain = similarity[here, order].sum() - np.trace(similarity)
            if gain > 1e-12 * np.abs(similarity).sum():
                theta, moved = permuted_units(network, theta, layer, order), True
        if not moved:
            break
    return theta


def _around(network: MLP, parameters: NDArray[Any], layer: int) -> FloatArray:
    """Return for each unit of a layer all weights into and out of it, and its bias, in a row."""
    layers = network.layers(parameters)
    weights, biases = layers[layer - 1]
    parts = [weights, layers[layer][0].T]
    return np.concatenate(parts if biases is None else [*parts, biases[:, np.newaxis]], axis=1)


def best_assignment(costs: ArrayLike) -> NDArray[np.intp]:
    r"""Return which column to give to each row, each column once, so that the sum of the costs is least.

    .. math:: \min_\sigma \sum_i c_{i \sigma(i)}

    Parameters
    ----------
    costs : array_like (n, n)

    Returns
    -------
    array (n,) of int

    Raises
    ------
    ValueError
        If it is not a square matrix of finite numbers.

    Notes
    -----
    Rows are added one by one; each finds a shortest path to a free column, with prices on rows and columns that keep
    all reduced costs at least 0.  This takes n³ steps.

    References
    ----------
    Kuhn, *The Hungarian method for the assignment problem*, Naval Research Logistics Quarterly 2 (1955).
    Jonker and Volgenant, *A shortest augmenting path algorithm for dense and sparse linear assignment problems*,
    Computing 38 (1987).

    Examples
    --------
    >>> best_assignment([[1, 2], [2, 9]])
    array([1, 0])
    """
    c = as_matrix(costs, "costs", square=True)
    n = len(c)
    row_prices, column_prices = np.zeros(n), np.zeros(n)
    owner = np.full(n, -1)
    for start in range(n):
        reached = np.zeros(n, np.bool_)
        distance, before = np.full(n, np.inf), np.full(n, -1)
        row, length, column = start, 0.0, -1
        tree: list[tuple[int, float]] = [(start, 0.0)]
        while True:
            through = length + c[row] - row_prices[row] - column_prices
            nearer = ~reached & (through < distance)
            distance[nearer], before[nearer] = through[nearer], column
            open_distance = np.where(reached, np.inf, distance)
            column = int(open_distance.argmin())
            length = float(distance[column])
            reached[column] = True
            if owner[column] < 0:
                break
            row = int(owner[column])
            tree.append((row, length))
        for member, at in tree:
            row_prices[member] += length - at
        column_prices[reached] -= length - distance[reached]
        while column >= 0:
            previous = int(before[column])
            owner[column] = start if previous < 0 else owner[previous]
            column = previous
    result = np.empty(n, np.intp)
    result[owner] = np.arange(n)
    return result

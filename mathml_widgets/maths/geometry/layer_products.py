"""What many layers do together.

The Jacobian of a network is the product of the Jacobians of its layers, and its singular values are what a small
change grows or shrinks by on the way. A factor of 1.2 in every layer is 9100 after fifty, and 0.8 is 0.00001: so they
are drawn on a logarithmic scale, and computed so that this makes sense.
A product formed as a matrix keeps the large singular values only, for the small ones drown in its rounding.
Here it is kept as Q D T, with Q orthogonal, D diagonal and of any range, and T well behaved, and even singular
values of 1e-300 times the largest come out right.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ..linear_algebra.arguments import FloatArray, as_matrix
from .taylor_expansions import EPSILON

MOST_SWEEPS = 40
LARGEST_LOG = 640.0
"""Once a factor has been beyond e^640, about 1e278, the product of floats may have lost digits."""


class LayerProducts(NamedTuple):
    """The Jacobians of the first layers together, for each depth.

    Attributes
    ----------
    products : array (n_layers, m, n), or tuple of arrays (m_k, n) where the widths differ
        Infinite or zero where a number is beyond the range of floats.
    log_singular_values : array (n_layers, n_most)
        Natural logarithms, falling; minus infinity for 0, and NaN in places that are not needed.
    log_determinants : array (n_layers,)
        Of their absolute values: the sums of the above for square products; NaN for others.
    """

    products: FloatArray | tuple[FloatArray, ...]
    log_singular_values: FloatArray
    log_determinants: FloatArray

    @property
    def singular_values(self) -> FloatArray:
        """The singular values, infinite or zero where beyond the range of floats."""
        with np.errstate(over="ignore", under="ignore"):
            return np.asarray(np.exp(self.log_singular_values))

    @property
    def log_condition_numbers(self) -> FloatArray:
        """The logarithm of the largest singular value over the smallest, infinite for a singular product."""
        values = self.log_singular_values
        with np.errstate(invalid="ignore"):
            spread = np.nanmax(values, axis=1) - np.nanmin(values, axis=1)
        return np.asarray(np.where(np.nanmin(values, axis=1) == -np.inf, np.inf, spread))


def layer_products(jacobians: Iterable[ArrayLike]) -> LayerProducts:
    r"""Return the products of the Jacobians of the first 1, 2, ... layers, and their singular values.

    .. math:: J_{1 \dots k} = J_k \cdots J_2 J_1

    Parameters
    ----------
    jacobians : sequence of array_like (m_k, m_{k-1})
        First layer first.

    Returns
    -------
    LayerProducts

    Raises
    ------
    ValueError
        If there is no layer, or the widths do not fit.

    References
    ----------
    Stewart, "On graded QR decompositions of products of matrices", Electronic Transactions on Numerical Analysis 3
    (1995), pp. 39-49.  Demmel and Veselić, "Jacobi's method is more accurate than QR", SIAM Journal on Matrix
    Analysis and Applications 13 (1992), pp. 1204-1245.

    Examples
    --------
    >>> found = layer_products([np.diag([10.0, 0.1])] * 400)
    >>> (found.log_singular_values[-1] / np.log(10)).round(9)
    array([ 400., -400.])
    """
    matrices = [as_matrix(j, f"jacobian {k}") for k, j in enumerate(jacobians)]
    if not matrices:
        raise ValueError("jacobians must hold at least one layer, got none")
    for k in range(1, len(matrices)):
        if matrices[k].shape[1] != matrices[k - 1].shape[0]:
            raise ValueError(
                f"jacobian {k} must have {matrices[k - 1].shape[0]} columns, as many as the layer before has rows, "
                f"got shape {matrices[k].shape}"
            )
    n = matrices[0].shape[1]
    q, log_d, t = np.eye(n), np.zeros(n), np.eye(n)
    whole, in_range = np.eye(n), True
    products, logs, areas = [], [], []
    for j in matrices:
        q, log_d, t = _extended(j, q, log_d, t)
        known = log_d[log_d > -np.inf]
        in_range = in_range and bool((np.abs(known) < LARGEST_LOG).all())
        with np.errstate(all="ignore"):
            whole = j @ whole
        products.append(whole if in_range else _written_out(q, log_d, t))
        values = _log_singular_values(log_d, t)[: min(j.shape[0], n)]
        logs.append(values)
        areas.append(float(values.sum()) if j.shape[0] == n else np.nan)
    widest = max(map(len, logs))
    table = np.full((len(logs), widest), np.nan)
    for row, values in zip(table, logs, strict=True):
        row[: len(values)] = values
    alike = len({product.shape for product in products}) == 1
    return LayerProducts(np.stack(products) if alike else tuple(products), table, np.array(areas))


def _written_out(q: FloatArray, log_d: FloatArray, t: FloatArray) -> FloatArray:
    """Return Q D T as a matrix, infinite or zero where a number is beyond the range of floats."""
    largest = log_d.max()
    if largest == -np.inf:
        return np.zeros((len(q), t.shape[1]))
    with np.errstate(all="ignore"):
        small = q @ (np.exp(log_d - largest)[:, None] * t)
        return np.asarray(np.sign(small) * np.exp(np.log(np.abs(small)) + largest))


def _lengths(columns: FloatArray) -> FloatArray:
    size = np.abs(columns).max(axis=0)
    safe = np.where(size > 0.0, size, 1.0)
    return np.asarray(size * np.sqrt(((columns / safe) ** 2).sum(axis=0)))


def _extended(
    j: FloatArray, q: FloatArray, log_d: FloatArray, t: FloatArray
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return J Q D T as Q D T again, the diagonal falling."""
    columns, log_sizes = j @ q, log_d.copy()
    # A column that lies within its own rounding of the others is told as dependent on them.
    negligible = 8.0 * EPSILON * _lengths(columns)
    kept: list[FloatArray] = []
    rows, logs = [], []
    remaining = list(range(len(log_d)))
    while remaining and len(kept) < len(columns):
        lengths = _lengths(columns[:, remaining])
        with np.errstate(divide="ignore"):
            sizes = np.where(lengths > negligible[remaining], np.log(lengths), -np.inf) + log_sizes[remaining]
        if not (sizes > -np.inf).any():
            break
        scale, pivot = sizes.max(), remaining[int(sizes.argmax())]
        u = columns[:, pivot] / lengths[int(sizes.argmax())]
        for other in kept:  # once more, as some of its digits are gone
            u = u - (other @ u) * other
        u = u / np.sqrt(u @ u)
        along = u @ columns[:, remaining]
        row = np.zeros(len(log_d))
        with np.errstate(divide="ignore", under="ignore"):
            row[remaining] = np.sign(along) * np.exp(np.log(np.abs(along)) + log_sizes[remaining] - scale)
        columns[:, remaining] -= np.outer(u, along)
        kept.append(u)
        rows.append(row)
        logs.append(scale)
        remaining.remove(pivot)
    if not kept:
        return np.zeros((len(columns), 1)), np.array([-np.inf]), np.zeros((1, t.shape[1]))
    return np.array(kept).T, np.array(logs), np.array(rows) @ t


def _log_singular_values(log_d: FloatArray, t: FloatArray) -> FloatArray:
    """Return the logarithms of the singular values of D T, falling, by one-sided Jacobi rotations of its rows.

    Rows keep their own scale, so that a small one is not drowned by a large one.
    """
    with np.errstate(divide="ignore"):
        sizes = np.sqrt((t**2).sum(axis=1))
        logs = log_d + np.log(sizes)
    rows = t / np.where(sizes > 0.0, sizes, 1.0)[:, None]
    k, n = rows.shape
    schedule = _rounds(k)
    for _ in range(MOST_SWEEPS):
        if max((_rotate(rows, logs, i, j) for i, j in schedule), default=0.0) <= 4.0 * n * EPSILON:
            break
    found = np.full(max(k, n), -np.inf)
    found[:k] = np.sort(logs)[::-1]
    return found


def _rounds(k: int) -> list[tuple[NDArray[np.intp], NDArray[np.intp]]]:
    """Return the rounds of a tournament in which each of k rows meets each other once."""
    players = np.arange(k + k % 2)
    rounds = []
    for _ in range(len(players) - 1):
        first, second = players[: len(players) // 2], players[: len(players) // 2 - 1 : -1]
        real = (first < k) & (second < k)
        rounds.append((first[real], second[real]))
        players = np.concatenate([players[:1], players[-1:], players[1:-1]])
    return rounds


def _rotate(rows: FloatArray, logs: FloatArray, i: NDArray[np.intp], j: NDArray[np.intp]) -> float:
    """Make pairs of scaled rows orthogonal; return the largest cosine of an angle before.

    The rows are e^a x and e^b y with unit x, y and a no less than b. With r = e^(b - a) and c = x·y, the rotation that
    makes them orthogonal has the tangent r s, where s = c / (h + √(h² + r² c²)) and h = (1 - r²) / 2.
    """
    swap = logs[i] < logs[j]
    i, j = np.where(swap, j, i), np.where(swap, i, j)
    x, y = rows[i], rows[j]
    cosine = (x * y).sum(axis=1)
    with np.errstate(invalid="ignore", under="ignore"):
        r = np.where(logs[j] == -np.inf, 0.0, np.exp(logs[j] - logs[i]))
    half = 0.5 * (1.0 - r) * (1.0 + r)
    below = half + np.hypot(half, r * cosine)
    s = np.where((cosine == 0.0) | (logs[j] == -np.inf), 0.0, cosine / np.where(below > 0.0, below, 1.0))
    shrunk = 1.0 / np.sqrt(1.0 + (r * s) ** 2)
    # What the longer row takes over is r² s times y, and what the shorter loses is s times x, in units of itself.
    for places, mixed in ((i, x + (r * r * s)[:, None] * y), (j, y - s[:, None] * x)):
        mixed = shrunk[:, None] * mixed
        size = np.sqrt((mixed**2).sum(axis=1))
        alive = size > 0.0
        rows[places] = mixed / np.where(alive, size, 1.0)[:, None]
        logs[places] += np.where(alive, np.log(np.where(alive, size, 1.0)), -np.inf)
    return float(np.abs(np.where(s == 0.0, 0.0, cosine)).max(initial=0.0))

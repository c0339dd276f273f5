"""How much one variable tells about another.

A joint table holds the probability of every combination, one axis a variable; summing over an axis forgets it.
The mutual information is the divergence of the table from the product of its margins: what it costs to believe that
the variables have nothing to do with each other. It is 0 only for independent variables, whatever their correlation.
For three variables the shared part can be negative: the exclusive or of two coins tells nothing about either, and
everything about both together.
"""

from __future__ import annotations

import math
import operator
from collections.abc import Sequence
from itertools import combinations
from typing import Any, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .arguments import ROUNDING, FloatArray, as_table, check_base
from .logarithms import relative_contributions, relative_sum, sum_of_x_log_x, x_log_x

Axes: TypeAlias = int | Sequence[int]

_SMALL_TABLE = 1 << 14


class JointMeasures(NamedTuple):
    """All that a table of two variables X (rows) and Y (columns) says, in the unit of the base.

    Attributes
    ----------
    entropy_x, entropy_y, joint_entropy : float
        H(X), H(Y), H(X, Y).
    x_given_y, y_given_x : float
        The conditional entropies H(X | Y) and H(Y | X): what is left open.
    mutual_information : float
        I(X; Y) = H(X) + H(Y) - H(X, Y).
    variation_of_information : float
        H(X | Y) + H(Y | X), a metric on partitions.
    shared : float
        I(X; Y) / H(X, Y), between 0 and 1, without a unit; 0 where nothing is uncertain.
    """

    entropy_x: float
    entropy_y: float
    joint_entropy: float
    x_given_y: float
    y_given_x: float
    mutual_information: float
    variation_of_information: float
    shared: float


def joint_entropy(joint: ArrayLike, base: float = 2) -> float:
    r"""Return the entropy of all variables together.

    .. math:: H(X, Y, \dots) = \sum p(x, y, \dots) \log \frac{1}{p(x, y, \dots)}

    Parameters
    ----------
    joint : array_like, one axis a variable
        All entries together sum to 1.
    base : float
        2 for bits, e for nats, 10 for hartleys.

    Returns
    -------
    float

    Raises
    ------
    ValueError
        If the table is empty, an entry is negative, the sum is not 1 within 1e-6, or `base` is not above 1.

    Examples
    --------
    >>> joint_entropy([[0.25, 0.25], [0.25, 0.25]])
    2.0
    """
    return _entropy(as_table(joint), check_base(base))


def conditional_entropy(joint: ArrayLike, base: float = 2, *, given: Axes = -1) -> float:
    r"""Return the entropy that is left when some of the variables are known.

    .. math:: H(X \mid Y) = \sum p(x, y) \log \frac{p(y)}{p(x, y)} = H(X, Y) - H(Y)

    Parameters
    ----------
    joint : array_like, one axis a variable
        All entries together sum to 1.
    base : float
        2 for bits, e for nats, 10 for hartleys.
    given : int or sequence of int
        The axes of the known variables; by default the last, so that a table with X in rows and Y in columns gives
        H(X | Y).

    Returns
    -------
    float
        Between 0 (the rest follows from what is known) and the entropy of the rest (what is known does not help).

    Raises
    ------
    ValueError
        If the table is no joint distribution, or an axis is not one of the table's.

    Examples
    --------
    >>> conditional_entropy([[0.5, 0.25], [0, 0.25]], given=0)
    0.688721875541
    """
    table, base = as_table(joint), check_base(base)
    known = _as_axes(given, table.ndim, "given")
    rest = tuple(i for i in range(table.ndim) if i not in known)
    margin = table.sum(axis=rest, keepdims=True)
    # Each cell costs p log(margin / p), and no term is negative.
    found = -float(relative_contributions(table, margin).sum()) / math.log(base)
    if found > 0.1:  # exact where all are powers of the base
        found = float(x_log_x(margin, base).sum()) - float(x_log_x(table, base).sum())
    return max(found, 0.0)


def mutual_information(
    joint: ArrayLike, base: float = 2, *, axes: tuple[Axes, Axes] = (0, 1), given: Axes = ()
) -> float:
    r"""Return how much one variable tells about another.

    .. math:: I(X; Y) = \sum p(x, y) \log \frac{p(x, y)}{p(x)\, p(y)}, \qquad
              I(X; Y \mid Z) = \sum p(x, y, z) \log \frac{p(x, y, z)\, p(z)}{p(x, z)\, p(y, z)}

    Parameters
    ----------
    joint : array_like, one axis a variable
        All entries together sum to 1.
    base : float
        2 for bits, e for nats, 10 for hartleys.
    axes : pair of int or sequences of int
        The two sides; a side may hold several variables, as in ``((0, 1), 2)``.
    given : int or sequence of int
        The axes of variables that are known to both; by default none.  All other variables are forgotten.

    Returns
    -------
    float
        Not negative: 0 where the two are independent, and at most the smaller of their entropies.

    Raises
    ------
    ValueError
        If the table is no joint distribution, an axis is not one of the table's, or is named twice.

    Notes
    -----
    It sums terms none of which is negative, so weak dependence loses no digits.  Between samples it is biased
    upwards: see `mutual_information_bias` and `permutation_null`.

    References
    ----------
    Cover and Thomas, *Elements of Information Theory*, 2nd edition, section 2.3.

    Examples
    --------
    >>> mutual_information([[0.5, 0], [0, 0.5]]), mutual_information([[0.25, 0.25], [0.25, 0.25]])
    (1.0, 0.0)
    >>> xor = np.zeros((2, 2, 2))
    >>> xor[[0, 0, 1, 1], [0, 1, 0, 1], [0, 1, 1, 0]] = 0.25
    >>> mutual_information(xor), mutual_information(xor, axes=((0, 1), 2)), mutual_information(xor, given=2)
    (0.0, 1.0, 1.0)
    """
    table, base = as_table(joint), check_base(base)
    left, right = (_as_axes(side, table.ndim, "axes") for side in axes)
    known = _as_axes(given, table.ndim, "given") if given != () else ()
    named = [*left, *right, *known]
    if len(set(named)) < len(named):
        raise ValueError(f"axes and given must name each axis once, got {axes} and {given}")
    forgotten = tuple(i for i in range(table.ndim) if i not in named)
    table = table.sum(axis=forgotten, keepdims=True)
    one, other = table.sum(axis=right, keepdims=True), table.sum(axis=left, keepdims=True)
    both = one.sum(axis=left, keepdims=True)
    # Where the margin is impossible so is the cell, and any expectation will do.
    expected = one * (other / np.where(both > 0.0, both, 1.0))
    expected = np.where((expected == 0.0) & (table > 0.0), table, expected)
    return float(relative_sum(table, expected, base, axis=None))


def joint_measures(joint: ArrayLike, base: float = 2) -> JointMeasures:
    """Return all measures of a table of two variables at once, with one pass over its logarithms.

    Parameters
    ----------
    joint : array_like (n_x, n_y)
        All entries together sum to 1.
    base : float
        2 for bits, e for nats, 10 for hartleys.

    Returns
    -------
    JointMeasures

    Raises
    ------
    ValueError
        If the table does not have two axes, or is no joint distribution.

    Examples
    --------
    >>> found = joint_measures([[0.5, 0], [0, 0.5]])
    >>> found.mutual_information, found.variation_of_information, found.shared
    (1.0, 0.0, 1.0)
    """
    base = check_base(base)
    swept = _swept(joint) if isinstance(joint, np.ndarray) else None
    if swept is not None:
        x, y, total = swept
        h_x, h_y, h_xy = _entropy(x, base), _entropy(y, base), max(-total / math.log(base), 0.0)
        shared = max(h_x + h_y - h_xy, 0.0)
    else:
        table = as_table(joint, n_axes=2)
        x, y = table.sum(axis=1), table.sum(axis=0)
        h_x, h_y, h_xy = (_entropy(part, base) for part in (x, y, table))
        # Small tables afford the sum that never loses digits.
        shared = mutual_information(table, base) if table.size <= _SMALL_TABLE else max(h_x + h_y - h_xy, 0.0)
    x_given_y, y_given_x = max(h_x - shared, 0.0), max(h_y - shared, 0.0)
    ratio = min(shared / h_xy, 1.0) if h_xy > 0.0 else 0.0
    return JointMeasures(h_x, h_y, h_xy, x_given_y, y_given_x, shared, x_given_y + y_given_x, ratio)


def variation_of_information(joint: ArrayLike, base: float = 2) -> float:
    r"""Return what two variables leave open about each other, a metric.

    .. math:: H(X \mid Y) + H(Y \mid X)

    Parameters
    ----------
    joint : array_like (n_x, n_y)
        All entries together sum to 1.
    base : float
        2 for bits, e for nats, 10 for hartleys.

    Returns
    -------
    float
        0 where each follows from the other.

    References
    ----------
    Meilă, *Comparing Clusterings by the Variation of Information*, 2003.

    Examples
    --------
    >>> variation_of_information([[0.25, 0.25], [0.25, 0.25]])
    2.0
    """
    table = as_table(joint, n_axes=2)
    return conditional_entropy(table, base, given=0) + conditional_entropy(table, base, given=1)


def entropies(joint: ArrayLike, base: float = 2) -> dict[tuple[int, ...], float]:
    """Return the entropy of every combination of variables.

    Parameters
    ----------
    joint : array_like, one axis a variable
    base : float
        2 for bits, e for nats, 10 for hartleys.

    Returns
    -------
    dict
        From a tuple of axes to the entropy of these variables together.

    Examples
    --------
    >>> entropies([[0.5, 0], [0, 0.5]])
    {(0,): 1.0, (1,): 1.0, (0, 1): 1.0}
    """
    table, base = as_table(joint), check_base(base)
    found = {}
    for kept in _combinations(table.ndim):
        forgotten = tuple(i for i in range(table.ndim) if i not in kept)
        found[kept] = _entropy(table.sum(axis=forgotten), base)
    return found


def information_diagram(joint: ArrayLike, base: float = 2) -> dict[tuple[int, ...], float]:
    r"""Return the regions of the information diagram: what exactly these variables share.

    Parameters
    ----------
    joint : array_like, one axis a variable
    base : float
        2 for bits, e for nats, 10 for hartleys.

    Returns
    -------
    dict
        From a tuple of axes to the information that these variables share given all others.  The regions of two
        variables are H(X | Y), H(Y | X) and I(X; Y).  With three or more a region may be negative: then no areas
        can show it.

    References
    ----------
    Yeung, *A New Outlook on Shannon's Information Measures*, 1991.

    Examples
    --------
    >>> xor = np.zeros((2, 2, 2))
    >>> xor[[0, 0, 1, 1], [0, 1, 0, 1], [0, 1, 1, 0]] = 0.25
    >>> regions = information_diagram(xor)
    >>> regions[0,], regions[0, 1], regions[0, 1, 2]
    (0.0, 1.0, -1.0)
    """
    together = {(): 0.0, **entropies(joint, base)}
    n = max(map(len, together))
    everything = tuple(range(n))
    regions = {}
    for inside in _combinations(n):
        outside = [i for i in everything if i not in inside]
        terms = []
        for size in range(len(inside) + 1):
            for part in combinations(inside, size):
                terms.append((-1.0) ** (size + 1) * together[tuple(sorted([*part, *outside]))])
        regions[inside] = 0.0 + math.fsum(terms)
    return regions


def co_information(joint: ArrayLike, base: float = 2) -> float:
    r"""Return what all variables share, which may be negative for three or more.

    .. math:: I(X; Y; Z) = I(X; Y) - I(X; Y \mid Z) = -\sum_{S} (-1)^{|S|} H(S)

    Parameters
    ----------
    joint : array_like, one axis a variable
    base : float
        2 for bits, e for nats, 10 for hartleys.

    Returns
    -------
    float
        Negative where variables tell more together than each alone (synergy), positive where they repeat each
        other (redundancy).

    References
    ----------
    McGill, *Multivariate information transmission*, 1954; Bell, *The co-information lattice*, 2003.

    Examples
    --------
    >>> xor = np.zeros((2, 2, 2))
    >>> xor[[0, 0, 1, 1], [0, 1, 0, 1], [0, 1, 1, 0]] = 0.25
    >>> co_information(xor)
    -1.0
    """
    return 0.0 + math.fsum((-1.0) ** (len(axes) + 1) * h for axes, h in entropies(joint, base).items())


def total_correlation(joint: ArrayLike, base: float = 2) -> float:
    r"""Return the divergence of the table from the product of all its margins.

    .. math:: \sum_i H(X_i) - H(X_1, \dots, X_n)

    Parameters
    ----------
    joint : array_like, one axis a variable
    base : float
        2 for bits, e for nats, 10 for hartleys.

    Returns
    -------
    float
        Not negative, and 0 only for independent variables.

    Examples
    --------
    >>> xor = np.zeros((2, 2, 2))
    >>> xor[[0, 0, 1, 1], [0, 1, 0, 1], [0, 1, 1, 0]] = 0.25
    >>> total_correlation(xor)
    1.0
    """
    together = entropies(joint, base)
    n = max(map(len, together))
    return max(math.fsum([*(together[i,] for i in range(n)), -together[tuple(range(n))]]), 0.0)


def marginals(joint: ArrayLike) -> tuple[FloatArray, ...]:
    """Return the distribution of each variable by itself.

    Parameters
    ----------
    joint : array_like, one axis a variable

    Returns
    -------
    tuple of array

    Examples
    --------
    >>> marginals([[0.5, 0.25], [0, 0.25]])
    (array([0.75, 0.25]), array([0.5, 0.5]))
    """
    table = as_table(joint)
    return tuple(table.sum(axis=tuple(j for j in range(table.ndim) if j != i)) for i in range(table.ndim))


def _swept(table: NDArray[Any]) -> tuple[FloatArray, FloatArray, float] | None:
    """Return both margins and the sum of p log p of a large table, read once; None where it needs a closer look."""
    if table.dtype != np.float64 or table.ndim != 2 or table.size <= _SMALL_TABLE or not table.flags.c_contiguous:
        return None
    n, m = table.shape
    x, y, totals = np.empty(n), np.zeros(m), []
    height = max(1, _SMALL_TABLE // m)
    logs, ones = np.empty((min(height, n), m)), np.ones(max(m, height))
    for begin in range(0, n, height):
        rows = table[begin : begin + height]
        out = logs[: len(rows)]
        least = rows.min()
        if least > 0.0:
            np.log(rows, out=out)
        elif least == 0.0:
            np.log(np.where(rows > 0.0, rows, 1.0), out=out)
        else:
            return None
        np.matmul(rows, ones[:m], out=x[begin : begin + height])
        y += ones[: len(rows)] @ rows
        totals.append(float(np.vdot(rows, out)))
    return (x, y, math.fsum(totals)) if abs(float(x.sum()) - 1.0) <= ROUNDING else None


def _entropy(table: FloatArray, base: float) -> float:
    if table.size <= _SMALL_TABLE:
        return max(0.0 - float(x_log_x(table, base).sum()), 0.0)
    return max(0.0 - sum_of_x_log_x(table) / math.log(base), 0.0)


def _combinations(n: int) -> list[tuple[int, ...]]:
    return [axes for size in range(1, n + 1) for axes in combinations(range(n), size)]


def _as_axes(axes: Axes, n_axes: int, name: str) -> tuple[int, ...]:
    listed = (axes,) if isinstance(axes, (int, np.integer)) else tuple(axes)
    found = []
    for axis in listed:
        try:
            place = operator.index(axis)
        except TypeError:
            raise ValueError(f"{name} must hold axes of the table, got {axis!r}") from None
        if not -n_axes <= place < n_axes:
            raise ValueError(f"{name} must hold axes of the table, which has {n_axes}, got {place}")
        found.append(place % n_axes)
    if not found:
        raise ValueError(f"{name} must name at least one axis, got none")
    return tuple(found)

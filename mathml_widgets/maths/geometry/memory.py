"""What a landscape of many parameters takes in memory.

A plane through the space of parameters is an origin, two directions and a basis of them, and each point of it is a
vector as long again; a path is a vector for every step.
So it is known before anything is begun whether it will fit, and better said than found out.
"""

from __future__ import annotations

LIMIT = 2 << 30
"""Bytes that a landscape may take."""

VECTORS = 8
"""As long as the parameters: origin, two directions, two of a basis, a point, its copy, and what is drawn."""


def check_memory(n_parameters: int, n_points: int = 0, *, limit: int = LIMIT) -> None:
    """Raise a `ValueError` that names the memory if a landscape takes too much of it.

    Parameters
    ----------
    n_parameters : int
    n_points : int
        Of a path.
    limit : int
        Bytes.

    Examples
    --------
    >>> check_memory(1_000_000)
    >>> check_memory(100_000_000)
    Traceback (most recent call last):
    ...
    ValueError: parameters must fit into 2.1 GB, got 100,000,000 of them, which take 6.4 GB for 8 vectors
    """
    vectors = VECTORS + n_points
    needed = 8 * n_parameters * vectors
    if needed > limit:
        raise ValueError(
            f"parameters must fit into {limit / 1e9:.1f} GB, got {n_parameters:,} of them, which take "
            f"{needed / 1e9:.1f} GB for {vectors:,} vectors"
        )

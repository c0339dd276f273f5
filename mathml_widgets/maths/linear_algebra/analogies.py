"""King - man + woman.

If the step from man to woman is the same as that from king to queen, then queen is where one lands
after taking it from king. What is found is the nearest word to that place, and usually that is one
of the three one began with: so they are excluded, and it is seldom told.
"""

from __future__ import annotations

from numpy.typing import ArrayLike

from .neighbors import COSINE, Neighbors, Searchable, as_rows, nearest_neighbors, searchable


def analogy(
    vectors: ArrayLike | Searchable,
    a: int,
    b: int,
    c: int,
    n_neighbors: int = 10,
    *,
    metric: str = COSINE,
    exclude_inputs: bool = True,
) -> Neighbors:
    """Return the points nearest to a - b + c: king - man + woman.

    Parameters
    ----------
    vectors : array_like (n_words, n_dimensions), or what `searchable` made of it
    a, b, c : int
        Rows of three words.
    n_neighbors, metric
        As in `nearest_neighbors`.
    exclude_inputs : bool
        Whether to pass over the three words themselves, as is usual and seldom told: often the nearest is one of
        them.

    Returns
    -------
    Neighbors

    Raises
    ------
    ValueError
        If a row is not there, or a - b + c is zero and the metric the cosine.

    Notes
    -----
    The vectors are taken as they are.  Programs that first give each length 1 (as word2vec's does) find another
    point: give unit vectors to agree with them.

    References
    ----------
    Linzen, "Issues in evaluating semantic spaces using word analogies", RepEval (2016), on the excluded inputs.

    Examples
    --------
    >>> words = [[1, 1], [1, 3], [5, 1], [5, 3.1], [4.9, 1.1]]
    >>> analogy(words, 2, 0, 1, 1).indices
    array([3])
    """
    ready = vectors if isinstance(vectors, Searchable) else searchable(vectors)
    inputs = as_rows((a, b, c), len(ready.vectors))
    first, second, third = ready.vectors[inputs]
    excluded = inputs.tolist() if exclude_inputs else ()
    return nearest_neighbors(ready, first - second + third, n_neighbors, metric=metric, excluded=excluded)

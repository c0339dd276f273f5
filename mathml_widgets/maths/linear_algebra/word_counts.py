"""A word is known by the company it keeps, and company can be counted.

Slide a window over a text and count, for each pair of words, how often they stand close together:
the rows of the table are words, described by their neighbours. Raw counts mostly say which words
are frequent. Pointwise mutual information divides that out: it is the logarithm of how much more
often a pair occurs than it would by chance, and what is less than chance is cut off at zero,
because rare pairs are badly counted.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .arguments import FloatArray, as_matrix

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_END = re.compile(r"[.!?;:\n]+")


class Cooccurrence(NamedTuple):
    """How often words stand close together.

    Attributes
    ----------
    counts : array (n_words, n_words)
        Symmetric; a word beside itself counts for both.
    words : tuple of str
        By descending frequency, and of the same frequency in the order of the alphabet.
    frequencies : array of int (n_words,)
    """

    counts: FloatArray
    words: tuple[str, ...]
    frequencies: NDArray[np.int64]


def sentences(text: str) -> list[list[str]]:
    """Return the words of a text in lower case, sentence by sentence.

    Parameters
    ----------
    text : str
        Words are runs of letters, with apostrophes and hyphens inside; sentences end at . ! ? ; : and line breaks.

    Examples
    --------
    >>> sentences("The king rules. Long live the queen!")
    [['the', 'king', 'rules'], ['long', 'live', 'the', 'queen']]
    """
    found = (_WORD.findall(part.lower()) for part in _END.split(text))
    return [words for words in found if words]


def cooccurrence(
    text: str | Iterable[Sequence[str]], window: int = 2, *, least_frequency: int = 1, ignored: Iterable[str] = ()
) -> Cooccurrence:
    """Return how often words of a text stand within a window of each other.

    Parameters
    ----------
    text : str, or iterable of sentences
        A text, or sentences as sequences of words; no window reaches over the end of a sentence.
    window : int
        The largest distance that counts, at least 1.
    least_frequency : int
        Rarer words are left out of the text before counting.
    ignored : iterable of str
        Words that are left out of the text before counting, such as "the".

    Returns
    -------
    Cooccurrence

    Raises
    ------
    ValueError
        If `window` or `least_frequency` is below 1.

    Examples
    --------
    >>> counts, words, frequencies = cooccurrence("the king and the queen", window=2)
    >>> words, frequencies
    (('the', 'and', 'king', 'queen'), array([2, 1, 1, 1]))
    >>> counts
    array([[0., 2., 2., 1.],
           [2., 0., 1., 1.],
           [2., 1., 0., 0.],
           [1., 1., 0., 0.]])
    """
    for name, number in (("window", window), ("least_frequency", least_frequency)):
        if number < 1:
            raise ValueError(f"{name} must be at least 1, got {number}")
    given = sentences(text) if isinstance(text, str) else [list(words) for words in text]
    left_out = set(ignored)
    totals: dict[str, int] = {}
    for words in given:
        for word in words:
            if word not in left_out:
                totals[word] = totals.get(word, 0) + 1
    ranked = sorted((w for w in totals if totals[w] >= least_frequency), key=lambda w: (-totals[w], w))
    place = {word: i for i, word in enumerate(ranked)}
    n = len(ranked)
    counts = np.zeros(n * n, dtype=np.int64)
    kept = [np.array([place[word] for word in words if word in place], dtype=np.int64) for words in given]
    for distance in range(1, window + 1):
        pairs = [words[:-distance] * n + words[distance:] for words in kept if len(words) > distance]
        if pairs:
            counts += np.bincount(np.concatenate(pairs), minlength=n * n)
    table = counts.reshape(n, n)
    frequencies = np.array([totals[word] for word in ranked], dtype=np.int64)
    return Cooccurrence((table + table.T).astype(np.float64), tuple(ranked), frequencies)


def positive_pmi(counts: ArrayLike, shift: float = 0.0) -> FloatArray:
    r"""Return the positive pointwise mutual information of each pair, in nats.

    .. math:: \max\left(0, \ln \frac{C_{ij} N}{r_i c_j} - \text{shift}\right), \qquad
              r_i = \sum_j C_{ij}, \quad c_j = \sum_i C_{ij}, \quad N = \sum_{ij} C_{ij}

    Parameters
    ----------
    counts : array_like (n_words, n_contexts)
        Not negative.
    shift : float
        What to subtract, in nats; ln k is what word2vec with k negative samples does.

    Returns
    -------
    array (n_words, n_contexts)
        0 where the count is 0.

    Raises
    ------
    ValueError
        If a count is negative or `shift` is not finite.

    References
    ----------
    Levy and Goldberg, "Neural word embedding as implicit matrix factorization", NIPS (2014).

    Examples
    --------
    >>> positive_pmi([[4, 0], [0, 4]]).round(3)
    array([[0.693, 0.   ],
           [0.   , 0.693]])
    """
    table = as_matrix(counts, "counts", empty=True)
    if not math.isfinite(shift):
        raise ValueError(f"shift must be finite, got {shift}")
    if (table < 0.0).any():
        raise ValueError(f"counts must not be negative, got {table.min()}")
    largest = table.max(initial=0.0)
    if largest == 0.0:
        return np.zeros_like(table)
    table = table / largest
    rows, columns = table.sum(axis=1), table.sum(axis=0)
    filled = table > 0.0
    safe_rows, safe_columns = np.where(rows > 0.0, rows, 1.0), np.where(columns > 0.0, columns, 1.0)
    by_chance = np.log(safe_rows)[:, None] + np.log(safe_columns) - math.log(float(table.sum()))
    information = np.log(np.where(filled, table, 1.0)) - by_chance - shift
    return np.where(filled, np.maximum(information, 0.0), 0.0)

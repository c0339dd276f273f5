"""Texts as tables of counts: a row for each text, a column for each word, and the order of words forgotten."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ..tokens.ngrams import split


class WordTable(NamedTuple):
    """How often each word stands in each text."""

    counts: NDArray[np.int64]
    """(n_texts, n_words)"""
    vocabulary: tuple[str, ...]
    """(n_words,), sorted."""
    unknown: NDArray[np.int64]
    """(n_texts,), how many words of each text are not in the vocabulary."""


def word_table(texts: Sequence[str], vocabulary: Sequence[str] | None = None) -> WordTable:
    """Count the words of texts, in lower case; signs count as words.

    Parameters
    ----------
    texts : sequence of str
    vocabulary : sequence of str, optional
        Words to be counted, and no others; by default all that occur.

    Returns
    -------
    WordTable

    Raises
    ------
    ValueError
        If `texts` is one text or holds something else, or a word stands twice in the vocabulary.

    Examples
    --------
    >>> table = word_table(["Free money, free!", "money"])
    >>> table.vocabulary, table.counts.tolist()
    (('!', ',', 'free', 'money'), [[1, 1, 2, 1], [0, 0, 0, 1]])
    """
    if isinstance(texts, str | bytes):
        raise ValueError(f"texts must be a sequence of str, got one {type(texts).__name__}")
    for text in texts:
        if not isinstance(text, str):
            raise ValueError(f"texts must be a sequence of str, got {text!r} in it")
    words = [split(text, "words") for text in texts]
    names = tuple(sorted({word for row in words for word in row})) if vocabulary is None else tuple(vocabulary)
    columns = {name: column for column, name in enumerate(names)}
    if len(columns) < len(names):
        raise ValueError("vocabulary must hold each word once, got some twice")
    counts = np.zeros((len(texts), len(names)), dtype=np.int64)
    unknown = np.zeros(len(texts), dtype=np.int64)
    for row, text_words in enumerate(words):
        for word in text_words:
            if word in columns:
                counts[row, columns[word]] += 1
            else:
                unknown[row] += 1
    return WordTable(counts, names, unknown)

r"""n-gram models: the next token, guessed from the few before it.

An n-gram model of order n counts, for every n - 1 tokens that stand in a text, what follows them: that is a language
model without any learning but counting.
Most sequences never occur in the text, and without smoothing all of them would be impossible: so what is known of
shorter contexts is mixed in.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from ...linear_algebra.arguments import FloatArray
from .filters import as_count

SMOOTHINGS = ("add", "backoff", "witten_bell", "kneser_ney")
LEVELS = ("characters", "words")
IntArray = NDArray[np.int64]


class Level(NamedTuple):
    """What follows contexts of one length."""

    contexts: IntArray
    """Sorted keys of the contexts that were seen: shorter context times size of the vocabulary, plus earliest token."""
    pairs: IntArray
    """Sorted keys of context and next token."""
    counts: FloatArray
    """How often each pair was seen, or, for Kneser and Ney, after how many different tokens."""
    totals: FloatArray
    """Sum of the counts of each context."""
    followers: FloatArray
    """How many different tokens follow each context."""


class NgramModel:
    """Counts of a text, and the probabilities that they give.  Made by `ngram_model`.

    Attributes
    ----------
    vocabulary : tuple of str
        Sorted; a token is its place in it.
    order : int
    smoothing : str
    amount : float
    level : str
    n_tokens : int
        Length of the text.
    """

    def __init__(
        self,
        vocabulary: tuple[str, ...],
        levels: tuple[Level, ...],
        smoothing: str,
        amount: float,
        level: str,
        n_tokens: int,
    ) -> None:
        self.vocabulary = vocabulary
        self.order = len(levels)
        self.smoothing = smoothing
        self.amount = amount
        self.level = level
        self.n_tokens = n_tokens
        self._levels = levels
        self._places = {token: place for place, token in enumerate(vocabulary)}

    def __repr__(self) -> str:
        return (
            f"NgramModel(order={self.order}, {len(self.vocabulary)} {self.level}, {self.n_tokens} tokens, "
            f"smoothing={self.smoothing!r}, amount={self.amount!r})"
        )

    def encode(self, text: str | Sequence[str]) -> IntArray:
        """Return the tokens of a text as places in the vocabulary.

        Raises
        ------
        ValueError
            If one of them is not in the vocabulary.
        """
        tokens = split(text, self.level)
        try:
            return np.array([self._places[token] for token in tokens], dtype=np.int64)
        except KeyError as missing:
            raise ValueError(f"text must hold tokens of the vocabulary, got {missing.args[0]!r}") from None

    def decode(self, tokens: Sequence[int] | IntArray) -> str:
        """Return the text of tokens: characters joined, words with spaces between."""
        between = "" if self.level == "characters" else " "
        return between.join(self.vocabulary[int(token)] for token in tokens)

    def probabilities(self, context: str | Sequence[str] = "") -> FloatArray:
        """Return the probability of each token of the vocabulary after a context, of which the last few count.

        Parameters
        ----------
        context : str or sequence of str

        Returns
        -------
        array (n_vocabulary,)

        Raises
        ------
        ValueError
            If a token is unknown, or nothing is known of the context because it was not seen and nothing is smoothed.
        """
        return self._after(self.encode(context))

    def surprisals(self, text: str | Sequence[str]) -> FloatArray:
        """Return the surprise at each token of a text, given those before it, in bits.

        Parameters
        ----------
        text : str or sequence of str

        Returns
        -------
        array (n_tokens,)
            Infinite where the model holds a token for impossible.
        """
        tokens = self.encode(text)
        with np.errstate(divide="ignore"):
            return np.asarray(-np.log2(self._chances(tokens)) + 0.0)

    def perplexity(self, text: str | Sequence[str]) -> float:
        r"""Return two to the mean surprisal: among how many equally likely tokens the model wavers, on the average.

        .. math:: 2^{-\frac{1}{n} \sum_t \log_2 p(x_t \mid x_{<t})}

        Raises
        ------
        ValueError
            If the text is empty.
        """
        surprisals = self.surprisals(text)
        if len(surprisals) == 0:
            raise ValueError("text must hold at least one token, got none")
        mean = float(surprisals.mean())
        return float(np.exp2(mean)) if mean < 1024 else float("inf")

    def sample(self, n: int, generator: Generator, context: str | Sequence[str] = "") -> list[str]:
        """Return `n` tokens drawn one after the other."""
        tokens = self.encode(context).tolist()
        start = len(tokens)
        known: dict[tuple[int, ...], FloatArray] = {}
        for uniform in generator.random(n).tolist():
            recent = tuple(tokens[max(len(tokens) - self.order + 1, 0) :])
            if recent not in known:
                sums = np.cumsum(self._after(np.array(recent, dtype=np.int64)))
                known[recent] = sums / sums[-1]
            tokens.append(int(np.searchsorted(known[recent], uniform, side="right")))
        return [self.vocabulary[token] for token in tokens[start:]]

    def _after(self, context: IntArray) -> FloatArray:
        everything = np.arange(len(self.vocabulary))
        ids = [np.zeros_like(everything)]
        for length in range(1, self.order):
            if length > len(context):
                ids.append(np.full_like(everything, -1))
            else:
                ids.append(self._longer(ids[-1], np.full_like(everything, context[-length]), length))
        return self._blend(ids, everything)

    def _chances(self, tokens: IntArray) -> FloatArray:
        """Return the probability of each token given those before it."""
        ids = [np.zeros_like(tokens)]
        for length in range(1, self.order):
            earliest = np.concatenate([np.full(min(length, len(tokens)), -1), tokens[:-length]])
            ids.append(self._longer(ids[-1], earliest, length))
        return self._blend(ids, tokens)

    def _longer(self, shorter: IntArray, earliest: IntArray, length: int) -> IntArray:
        """Return places of contexts that are one token longer; -1 where they were not seen."""
        contexts = self._levels[length].contexts
        keys = shorter * len(self.vocabulary) + earliest
        place, found = places(contexts, keys)
        return np.where(found & (shorter >= 0) & (earliest >= 0), place, -1)

    def _blend(self, ids: list[IntArray], tokens: IntArray) -> FloatArray:
        """Return probabilities of `tokens` after contexts with these places, from short contexts to long ones."""
        n = len(self.vocabulary)
        amount = self.amount
        if self.smoothing == "add":
            # Of the longest context alone; at the beginning of a text, of as much of it as there is.
            full = ids[-1]
            for place in ids[-2::-1]:
                beginning = (full < 0) & self._at_start(ids, tokens)
                full = np.where(beginning, full, full)
                del place
                break
        chances = np.full(len(tokens), 1 / n)
        for level, place in zip(self._levels, ids, strict=True):
            at = np.maximum(place, 0)
            if len(level.totals) == 0:
                continue
            total = np.where(place >= 0, level.totals[at], 0.0)
            pair, found = places(level.pairs, at * n + tokens)
            count = np.where(found & (place >= 0), level.counts[pair] if len(level.pairs) else 0.0, 0.0)
            kinds = np.where(place >= 0, level.followers[at], 0.0)
            seen = total > 0
            with np.errstate(all="ignore"):
                if self.smoothing == "witten_bell":
                    own = (count + kinds * chances) / (total + kinds)
                elif self.smoothing == "kneser_ney":
                    own = (np.maximum(count - amount, 0) + amount * kinds * chances) / total
                else:
                    own = (count + amount) / (total + amount * n)
            chances = np.where(seen, own, chances)
        return np.asarray(chances)

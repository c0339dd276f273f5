r"""n-gram models: the next token, guessed from the few before it.

An n-gram model of order n counts, for every n - 1 tokens that stand in a text, what follows them: that is a language
model without any learning but counting.
Most sequences never occur in the text, and without smoothing all of them would be impossible: so what is known of
shorter contexts is mixed in.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from ...linear_algebra.arguments import FloatArray
from ..counts import as_count

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
        return self._blend(ids, everything, np.full_like(everything, min(len(context), self.order - 1)))

    def _chances(self, tokens: IntArray) -> FloatArray:
        """Return the probability of each token given those before it."""
        ids = [np.zeros_like(tokens)]
        for length in range(1, self.order):
            earliest = np.concatenate([np.full(min(length, len(tokens)), -1), tokens[:-length]])
            ids.append(self._longer(ids[-1], earliest, length))
        return self._blend(ids, tokens, np.minimum(np.arange(len(tokens)), self.order - 1))

    def _longer(self, shorter: IntArray, earliest: IntArray, length: int) -> IntArray:
        """Return places of contexts that are one token longer; -1 where they were not seen."""
        contexts = self._levels[length].contexts
        keys = shorter * len(self.vocabulary) + earliest
        place, found = places(contexts, keys)
        return np.where(found & (shorter >= 0) & (earliest >= 0), place, -1)

    def _blend(self, ids: list[IntArray], tokens: IntArray, lengths: IntArray) -> FloatArray:
        """Return probabilities of `tokens` after contexts of these lengths, from short contexts to long ones."""
        n = len(self.vocabulary)
        amount = self.amount
        chances = np.full(len(tokens), 1 / n)
        for length, (level, place) in enumerate(zip(self._levels, ids, strict=True)):
            if len(level.pairs) == 0:
                count = total = kinds = np.zeros(len(tokens))
            else:
                at = np.maximum(place, 0)
                pair, found = places(level.pairs, at * n + tokens)
                count = np.where(found & (place >= 0), level.counts[pair], 0.0)
                total = np.where(place >= 0, level.totals[at], 0.0)
                kinds = np.where(place >= 0, level.followers[at], 0.0)
            if self.smoothing == "add":
                if self.amount == 0 and (total[lengths == length] == 0).any():
                    raise ValueError("context must be one that was seen when amount is 0, got one that was not")
                seen = lengths == length
            else:
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


def ngram_model(
    text: str | Sequence[str],
    order: int = 3,
    *,
    level: str = "characters",
    smoothing: str = "witten_bell",
    amount: float | None = None,
    vocabulary: Sequence[str] = (),
) -> NgramModel:
    r"""Count what follows what in a text.

    With the count c of a token after a context, the total N and the number K of different tokens after it, and V tokens
    in the vocabulary, the probability of a token is

    .. math::

        \text{add:} & \quad \frac{c + s}{N + s V} \\
        \text{Witten, Bell:} & \quad \frac{c + K p'}{N + K} \\
        \text{Kneser, Ney:} & \quad \frac{\max(c - d, 0) + d K p'}{N}

    where p' is the probability after the context that is one token shorter, and below the empty context 1 / V.

    Parameters
    ----------
    text : str or sequence of str
        A text to be split, or its tokens.
    order : int
        How many tokens an n-gram has; at order 1 no context counts.
    level : {"characters", "words"}
        How a text is split; words in lower case, and signs on their own.
    smoothing : {"add", "backoff", "witten_bell", "kneser_ney"}
        "backoff" is "add" after the longest end of the context that was seen.
    amount : float, optional
        s, which is at least 0 (by default 1 for "add", 0 for "backoff"), or d, which is between 0 and 1 (by default
        0.75).  Witten and Bell need none.
    vocabulary : sequence of str
        Tokens that are possible besides those of the text.

    Returns
    -------
    NgramModel

    Raises
    ------
    ValueError
        If the text is no text or empty, or an option is unknown or out of range.

    Notes
    -----
    Kneser and Ney count, in all contexts but the longest, after how many different tokens something comes, not how
    often: "Francisco" is frequent, but only after "San".

    References
    ----------
    Chen and Goodman, "An empirical study of smoothing techniques for language modeling" (1998), section 2.

    Examples
    --------
    >>> model = ngram_model("abracadabra", 2, smoothing="add", amount=0)
    >>> dict(zip(model.vocabulary, model.probabilities("a").tolist()))
    {'a': 0.0, 'b': 0.5, 'c': 0.25, 'd': 0.25, 'r': 0.0}
    >>> ngram_model("abracadabra", 1, smoothing="add", amount=0).perplexity("abracadabra").__round__(3)
    4.113
    """
    order = as_count(order, "order")
    if level not in LEVELS:
        raise ValueError(f"level must be one of {', '.join(LEVELS)}, got {level!r}")
    if smoothing not in SMOOTHINGS:
        raise ValueError(f"smoothing must be one of {', '.join(SMOOTHINGS)}, got {smoothing!r}")
    usual = {"add": 1.0, "backoff": 0.0, "witten_bell": 0.0, "kneser_ney": 0.75}[smoothing]
    size = usual if amount is None else float(amount)
    if not 0 <= size < np.inf or (smoothing == "kneser_ney" and size > 1):
        rule = "lie between 0 and 1" if smoothing == "kneser_ney" else "be at least 0 and finite"
        raise ValueError(f"amount must {rule}, got {amount}")
    names, codes = as_codes(text, level, vocabulary)
    levels = count_levels(codes, len(names), order)
    if smoothing == "kneser_ney":
        levels = continuations(levels, len(names))
    return NgramModel(names, levels, smoothing, size, level, len(codes))


def count_levels(codes: IntArray, n: int, order: int) -> tuple[Level, ...]:
    """Return what follows contexts of 0 to order - 1 tokens."""
    levels = []
    ids = np.zeros(len(codes), dtype=np.int64)
    contexts = np.zeros(1, dtype=np.int64)
    for length in range(order):
        if length:
            keys = ids[1:] * n + codes[: max(len(codes) - length, 0)]
            contexts, ids, _ = distinct(keys, len(contexts) * n)
        pairs, _, counts = distinct(ids * n + codes[length:], len(contexts) * n)
        levels.append(as_level(contexts, pairs, counts.astype(np.float64), n))
    return tuple(levels)


def distinct(keys: IntArray, size: int) -> tuple[IntArray, IntArray, IntArray]:
    """Return the different keys, sorted, which of them each is, and how often each occurs; keys are below `size`.

    Where few are possible they are counted in a table, which is quicker than sorting.
    """
    if size > max(4 * len(keys), 1 << 21):
        present, which, counts = np.unique(keys, return_inverse=True, return_counts=True)
        return present, which, counts.astype(np.int64)
    table = np.bincount(keys, minlength=size)
    present = np.flatnonzero(table)
    place = np.zeros(size, dtype=np.int64)
    place[present] = np.arange(len(present))
    return present.astype(np.int64), place[keys], table[present].astype(np.int64)


def continuations(levels: tuple[Level, ...], n: int) -> tuple[Level, ...]:
    """Return levels in which all but the last count different tokens before an n-gram."""
    replaced = []
    for level, longer in pairwise(levels):
        shorter = longer.contexts[longer.pairs // n] // n
        pairs, counts = np.unique(shorter * n + longer.pairs % n, return_counts=True)
        replaced.append(as_level(level.contexts, pairs, counts.astype(np.float64), n))
    return (*replaced, levels[-1])


def as_level(contexts: IntArray, pairs: IntArray, counts: FloatArray, n: int) -> Level:
    """Return a level with the sums of its contexts."""
    of_context = pairs // n
    totals = np.bincount(of_context, weights=counts, minlength=len(contexts)).astype(np.float64)
    followers = np.bincount(of_context, minlength=len(contexts)).astype(np.float64)
    return Level(contexts, pairs, counts, totals, followers)


def places(keys: IntArray, wanted: IntArray) -> tuple[IntArray, NDArray[np.bool_]]:
    """Return where sorted keys hold what is wanted, and whether they do."""
    if len(keys) == 0:
        return np.zeros_like(wanted), np.zeros(wanted.shape, dtype=bool)
    place = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
    return place, keys[place] == wanted


def as_codes(text: str | Sequence[str], level: str, vocabulary: Sequence[str]) -> tuple[tuple[str, ...], IntArray]:
    """Return the sorted tokens of a text and of a vocabulary, and where among them those of the text are."""
    if isinstance(text, str) and level == "characters":
        # The characters as numbers: ten million of them would be slow as objects.
        points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")
        present, places_there, _ = distinct(points.astype(np.int64), sys.maxunicode + 1)
        different = [chr(point) for point in present.tolist()]
    else:
        tokens = split(text, level)
        number = {token: place for place, token in enumerate(dict.fromkeys(tokens))}
        different = list(number)
        places_there = np.array([number[token] for token in tokens], dtype=np.int64)
    if not different:
        raise ValueError("text must hold at least one token, got none")
    names = tuple(sorted({*different, *vocabulary}))
    place = {name: i for i, name in enumerate(names)}
    return names, np.array([place[token] for token in different], dtype=np.int64)[places_there]


def split(text: str | Sequence[str], level: str) -> list[str]:
    """Return the tokens of a text; tokens are taken as they are."""
    if not isinstance(text, Sequence) or isinstance(text, bytes | bytearray):
        raise ValueError(f"text must be a str or a sequence of str, got {type(text).__name__}")
    if isinstance(text, str):
        return list(text) if level == "characters" else re.findall(r"\w+(?:'\w+)*|[^\w\s]", text.lower())
    tokens = list(text)
    for token in tokens:
        if not isinstance(token, str):
            raise ValueError(f"text must be a str or a sequence of str, got {token!r} in it")
    return tokens

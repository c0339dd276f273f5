"""Twenty questions: an outcome is found by yes and no.

Each question splits what is still possible in two. It is worth the entropy of its answer, at most one bit, and that
only where yes and no are equally likely; asking after one rare outcome is worth next to nothing on average. A code
tree is a plan of questions, so the best plan is Huffman's, and its mean number of questions is the mean code length.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from .arguments import as_distribution
from .bars import as_place
from .exact_shares import exact_probabilities
from .huffman import huffman_code
from .surprise import entropy


class Questioning(NamedTuple):
    """What questions have brought so far.

    Attributes
    ----------
    answers : tuple of bool
        Whether the outcome was among those asked about.
    remaining : tuple of int
        The possible outcomes that all answers allow.
    expected : tuple of float
        What each question was worth before its answer, in bits.
    gained : tuple of float
        The surprise of each answer, in bits.
    left : float
        The entropy of what remains, in bits.
    best : tuple of int
        What to ask about next: the likelier branch of Huffman's tree over what remains; empty if nothing is open.
    best_worth : float
        What that question is worth, in bits.
    still_needed : float
        How many questions the best plan needs from here, on average.
    found : int or None
        The outcome, once it is the only one.
    """

    answers: tuple[bool, ...]
    remaining: tuple[int, ...]
    expected: tuple[float, ...]
    gained: tuple[float, ...]
    left: float
    best: tuple[int, ...]
    best_worth: float
    still_needed: float
    found: int | None


def hidden_outcome(probabilities: ArrayLike, generator: np.random.Generator) -> int:
    """Return an outcome drawn for a game.

    Examples
    --------
    >>> hidden_outcome([0, 1, 0], np.random.default_rng(0))
    1
    """
    p = as_distribution(probabilities)
    reached = np.cumsum(p)
    place = int(np.searchsorted(reached, generator.random() * reached[-1], side="right"))
    return min(place, int(np.flatnonzero(p)[-1]))


def questioned(probabilities: Sequence[Any], hidden: int, asked_about: Iterable[Iterable[int]]) -> Questioning:
    """Return what yes-or-no questions about a hidden outcome have brought.

    Parameters
    ----------
    probabilities : sequence (n_outcomes,)
    hidden : int
        The outcome that is looked for.
    asked_about : iterable of iterables of int
        The outcomes that each question asks about: is it one of these?

    Returns
    -------
    Questioning

    Raises
    ------
    ValueError
        If an outcome is no place of the distribution, or the hidden one is impossible.

    Examples
    --------
    >>> found = questioned(["1/2", "1/4", "1/4"], 2, [[0], [1]])
    >>> found.answers, found.gained, found.found
    ((False, False), (1.0, 1.0), 2)
    """
    shares = exact_probabilities(probabilities)
    n = len(shares)
    hidden = as_place(hidden, n, "hidden")
    if shares[hidden] == 0:
        raise ValueError(f"hidden must be a possible outcome, got {hidden} of probability 0")
    remaining = [place for place, share in enumerate(shares) if share > 0]
    answers, expected, gained = [], [], []
    for asked in asked_about:
        chosen = {as_place(place, n, "asked_about") for place in asked}
        answer = hidden in chosen
        yes = sum(shares[place] for place in remaining if place in chosen)
        share_of_yes = float(yes / sum(shares[place] for place in remaining))
        remaining = [place for place in remaining if (place in chosen) == answer]
        expected.append(float(entropy([share_of_yes, 1.0 - share_of_yes])))
        gained.append(float(0.0 - np.log2(share_of_yes if answer else 1.0 - share_of_yes)))
        answers.append(answer)
    total = sum(shares[place] for place in remaining)
    open_shares = [shares[place] / total for place in remaining]
    best: tuple[int, ...] = ()
    worth = needed = 0.0
    if len(remaining) > 1:
        plan = huffman_code(open_shares)
        needed = float(plan.mean_length)
        best = tuple(place for place, word in zip(remaining, plan.codewords, strict=True) if word and word[0] == "0")
        likely = float(sum(shares[place] for place in best) / total)
        worth = float(entropy([likely, 1.0 - likely]))
    left = float(entropy([float(share) for share in open_shares]))
    return Questioning(
        tuple(answers),
        tuple(remaining),
        tuple(expected),
        tuple(gained),
        left,
        best,
        worth,
        needed,
        remaining[0] if len(remaining) == 1 else None,
    )

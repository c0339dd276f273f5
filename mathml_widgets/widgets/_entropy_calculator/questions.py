"""What is asked, and how a guess is judged."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...maths import information as info
from ...maths.information.exact_shares import Shares
from ...maths.numerals import numeral
from .simple_fractions import simple

Numbers = NDArray[np.float64]

REACH_ENTROPY: dict[str, Any] = {
    "prompt": "Move the bars until the entropy is that of the mark.",
    "label": "reach an entropy",
    "kind": "handle",
    "handle": "probabilities",
    "unit": "bits",
    "masks": (
        "entropy",
        "efficiency",
        "perplexity",
        "maximum_entropy",
        "contributions",
        "renyi_entropy",
        "notices",
        "mean_code_length",
        "redundancy",
        "distribution",
        "entropy_curve",
    ),
    "hints": (
        "Equal bars have the largest entropy, a single one has none.",
        "A bar adds its width times its height: the area is what counts.",
    ),
    "tolerance": 0.05,
}

BUILD_BEST_TREE: dict[str, Any] = {
    "prompt": "Build the code tree with the least mean length.",
    "label": "build the best tree",
    "kind": "handle",
    "handle": "code_tree",
    "unit": "bits a symbol above the best",
    "masks": ("mean_code_length", "redundancy", "code_judgement", "least_mean_length", "next_join", "notices"),
    "hints": ("Rare outcomes can afford long codewords.", "Join the two least likely nodes, again and again."),
}

BITS_OF_MESSAGE: dict[str, Any] = {
    "prompt": "How many bits does this message need at the least?",
    "label": "bits of a message",
    "unit": "bits",
    "masks": (
        "message_surprise",
        "encoded_length",
        "arithmetic_bits",
        "surprisals",
        "encoded_message",
        "message_words",
        "arithmetic_steps",
        "notices",
    ),
    "hints": (
        "A symbol of probability one half needs 1 bit, one of a quarter 2.",
        "Add the surprise of each symbol.",
    ),
    "tolerance": 0.5,
}

LARGEST_CONTRIBUTION: dict[str, Any] = {
    "prompt": "Which outcome adds most to the entropy?",
    "label": "what adds most",
    "kind": "choice",
    "choices": ("the rarest", "one in between", "the commonest", "all add the same"),
    "unit": "wrong",
    "masks": ("contributions", "distribution", "surprisals", "notices"),
    "hints": (
        "What is rare surprises much, and seldom.",
        "Probability times surprise is largest where the probability is 1/e, about 0.37.",
    ),
}

BELOW_ONE_BIT: dict[str, Any] = {
    "prompt": "Can a code spend less than one bit a symbol here?",
    "label": "below one bit",
    "kind": "choice",
    "choices": ("no, never", "yes, symbol by symbol", "yes, but only in blocks"),
    "unit": "wrong",
    "masks": ("entropy", "mean_code_length", "redundancy", "block_lengths", "perplexity", "efficiency", "notices"),
    "hints": ("A codeword for one of several symbols has at least one bit.", "A codeword can stand for many symbols."),
}


def reach_entropy(guess: Any, distribution: Numbers, target_entropy: float) -> tuple[float, float]:
    """Return the entropy to reach, and how far the guessed bars are from it."""
    bars = distribution if guess is None else np.asarray(guess, dtype=float).reshape(-1)
    return target_entropy, abs(float(info.entropy(bars)) - target_entropy)


def build_best_tree(guess: Any, shares: Shares) -> tuple[str, float]:
    """Return the least mean length, and what the guessed tree needs above it."""
    if guess is None:
        raise ValueError("guess must be a tree by hand, got none: join two nodes first")
    found = info.judge_joins(guess, shares)
    if not found.complete:
        raise ValueError(f"guess must be a whole tree, got {len(found.roots)} loose parts")
    return f"{simple(found.least) or numeral(float(found.least), 4)} bits", float(found.reachable - found.least)


def bits_of_message(guess: float, message_surprise: float, message_reason: str, base: float) -> tuple[float, float]:
    """Return the bits that the message needs, and how far the guess is from them."""
    if message_reason:
        raise ValueError(f"message must be one that has bits: {message_reason}")
    bits = message_surprise * math.log2(base)
    return bits, abs(guess - bits)


def largest_contribution(guess: str, distribution: Numbers, contributions: Numbers) -> tuple[str, float]:
    """Return which outcomes add most, and whether the guess is wrong."""
    possible = distribution > 0.0
    p, parts = distribution[possible], contributions[possible]
    adding_most = p[parts >= parts.max() * (1.0 - 1e-12)]
    if len(adding_most) == len(p):
        return "all add the same", float(guess != "all add the same")
    rarest, commonest = np.isclose(adding_most, p.min()), np.isclose(adding_most, p.max())
    true = {
        "the rarest": rarest.any(),
        "one in between": (~rarest & ~commonest).any(),
        "the commonest": commonest.any(),
    }
    return " and ".join(choice for choice, holds in true.items() if holds), float(not true.get(guess, False))


def below_one_bit(guess: str, distribution: Numbers) -> tuple[str, float]:
    """Return whether and how a code spends less than one bit a symbol, and whether the guess is wrong."""
    if int((distribution > 0.0).sum()) == 1:
        truth = "yes, symbol by symbol"
    else:
        truth = "yes, but only in blocks" if float(info.entropy(distribution)) < 1.0 else "no, never"
    return truth, float(guess != truth)

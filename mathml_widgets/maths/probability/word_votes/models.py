r"""Naive Bayes: every word votes, as if no word knew of the others.

Given the class, words are taken for independent: so each adds the logarithm of its ratio to the log-odds, and learning
is counting.
The multinomial model counts how often a word occurs; Bernoulli's asks only whether it does, and lets absent words vote
too.
Words do know of each other, so the same evidence is counted several times: the winner is often right, and nearly
always far too sure.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from fractions import Fraction
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ...linear_algebra.arguments import FloatArray, as_array
from ..evidence.bayes_rule import as_fraction

MODELS = ("multinomial", "bernoulli")


class NaiveBayes(NamedTuple):
    """What was counted, and the probabilities that follow."""

    classes: tuple[Any, ...]
    """(n_classes,), in the order in which they first occur."""
    class_counts: NDArray[np.int64]
    """(n_classes,), texts of each class."""
    counts: FloatArray
    """(n_classes, n_words), occurrences of each word, or, of Bernoulli's model, texts that hold it."""
    class_prior: FloatArray
    """(n_classes,)"""
    log_probabilities: FloatArray
    """(n_classes, n_words), log P(word | class) in nats; -inf for a word that was never seen and is not smoothed."""
    smoothing: float
    model: str


class Explanation(NamedTuple):
    """How a text is judged, word by word."""

    posterior: FloatArray
    """(n_classes,); NaN if every class holds the text for impossible."""
    log_joint: FloatArray
    """(n_classes,), log P(class, text) in nats."""
    prior_log_odds: float
    """Of the first class against the second, in bits."""
    log_ratios: FloatArray
    """(n_words,), what each word adds to it in bits: its count times log2 P(w | first) / P(w | second)."""
    running_log_odds: FloatArray
    """(n_words + 1,), their running sum from the prior on."""
    raw_products: FloatArray
    """(n_classes,), the product of probabilities as floats have it, which becomes 0 for long texts."""


def naive_bayes(
    counts: ArrayLike,
    labels: Sequence[Hashable] | NDArray[Any],
    *,
    model: str = "multinomial",
    smoothing: float = 1.0,
    class_prior: ArrayLike | None = None,
) -> NaiveBayes:
    r"""Learn from counts of words and labels.

    .. math::

        \text{multinomial:} & \quad P(w \mid c) = \frac{n_{cw} + s}{n_c + s V} \\
        \text{Bernoulli:} & \quad P(w \mid c) = \frac{d_{cw} + s}{d_c + 2 s}

    with the occurrences n of the word among all words of the class, or the texts d that hold it among all texts.

    Parameters
    ----------
    counts : array_like (n_texts, n_words)
        From 0 on: see `word_table`.
    labels : sequence (n_texts,)
        The class of each text: at least two different ones.
    model : {"multinomial", "bernoulli"}
    smoothing : float
        s, at least 0.  At 0 a word that one class never had is a verdict: the zero-count trap.
    class_prior : array_like (n_classes,), optional
        Adding up to 1; by default the shares of the texts.

    Returns
    -------
    NaiveBayes

    Raises
    ------
    ValueError
        If counts are negative, numbers do not fit, there is one class only, or an option is unknown or out of range.

    References
    ----------
    Manning, Raghavan and Schütze, "Introduction to information retrieval" (2008), sections 13.2 and 13.3.

    Examples
    --------
    >>> found = naive_bayes([[2, 1], [0, 3]], ["spam", "fine"])
    >>> np.exp(found.log_probabilities).round(6)
    array([[0.6, 0.4],
           [0.2, 0.8]])
    """
    table = as_counts(counts)
    names = list(labels)
    if len(names) != len(table):
        raise ValueError(f"labels must be one for each of {len(table)} texts, got {len(names)}")
    classes = tuple(dict.fromkeys(names))
    if len(classes) < 2:
        raise ValueError(f"labels must hold at least two classes, got {len(classes)}")
    if model not in MODELS:
        raise ValueError(f"model must be one of {', '.join(MODELS)}, got {model!r}")
    s = float(smoothing)
    if not 0 <= s < np.inf:
        raise ValueError(f"smoothing must be at least 0 and finite, got {smoothing}")
    members = np.array([[name == one for name in names] for one in classes])
    class_counts = members.sum(axis=1)
    seen = (table > 0).astype(np.float64) if model == "bernoulli" else table
    found = members.astype(np.float64) @ seen
    if model == "bernoulli":
        total = class_counts[:, None] + 2 * s
    else:
        total = found.sum(axis=1, keepdims=True) + s * table.shape[1]
    if class_prior is None:
        prior = class_counts / len(names)
    else:
        prior = as_array(class_prior, "class_prior")
        if prior.shape != (len(classes),) or (prior < 0).any() or abs(prior.sum() - 1) > 1e-9:
            raise ValueError(
                f"class_prior must be {len(classes)} numbers from 0 on that sum to 1, got {prior.tolist()}"
            )
    if (total == 0).any():
        raise ValueError("smoothing must be positive where a class has no words, got 0")
    with np.errstate(divide="ignore"):
        return NaiveBayes(classes, class_counts, found, prior, np.log((found + s) / total), s, model)


def log_joint(model: NaiveBayes, counts: ArrayLike) -> FloatArray:
    """Return the logarithms of the joint probabilities of each class and text.

    Parameters
    ----------
    model : NaiveBayes
    counts : array_like (n_texts, n_words)

    Returns
    -------
    array (n_texts, n_classes)
        In nats; without the number of orders in which the same words can stand, which is the same for all classes.

    Raises
    ------
    ValueError
        If counts are negative or of another vocabulary.

    Examples
    --------
    >>> found = naive_bayes([[2, 1], [0, 3]], ["spam", "fine"])
    >>> log_joint(found, [[1, 0]]).round(4)
    array([[-1.204 , -2.3026]])
    """
    table = as_counts(counts)
    if table.shape[1] != model.counts.shape[1]:
        raise ValueError(f"counts must have {model.counts.shape[1]} words, got {table.shape[1]}")
    with np.errstate(divide="ignore"):
        answer = np.tile(np.log(model.class_prior), (len(table), 1))
        if model.model == "bernoulli":
            there = (table > 0).astype(np.float64)
            absent = log_absent(model)
            return answer + weighed(there, model.log_probabilities) + weighed(1 - there, absent)
    return answer + weighed(table, model.log_probabilities)


def class_probabilities(model: NaiveBayes, counts: ArrayLike) -> FloatArray:
    """Return the posterior probabilities of the classes of texts.

    Parameters
    ----------
    model : NaiveBayes
    counts : array_like (n_texts, n_words)

    Returns
    -------
    array (n_texts, n_classes)
        NaN for a text that every class holds for impossible.

    Raises
    ------
    ValueError
        As in `log_joint`.

    Notes
    -----
    They are too near to 0 and 1 where words come together: measure it with a calibration curve.

    References
    ----------
    Domingos and Pazzani, "On the optimality of the simple Bayesian classifier under zero-one loss", Machine Learning 29
    (1997).

    Examples
    --------
    >>> found = naive_bayes([[2, 1], [0, 3]], ["spam", "fine"])
    >>> class_probabilities(found, [[1, 0], [0, 0]]).round(3)
    array([[0.75, 0.25],
           [0.5 , 0.5 ]])
    """
    return normalized(log_joint(model, counts))


def explain(
    model: NaiveBayes, counts: ArrayLike, first: Hashable | None = None, second: Hashable | None = None
) -> Explanation:
    """Return how one text is judged, word by word, between two classes.

    Parameters
    ----------
    model : NaiveBayes
    counts : array_like (n_words,)
    first, second : label, optional
        The two classes; by default the first two of the model.

    Returns
    -------
    Explanation
        In Bernoulli's model absent words have ratios too.

    Raises
    ------
    ValueError
        If a class is unknown, or the counts do not fit.

    Examples
    --------
    >>> found = naive_bayes([[2, 1], [0, 3]], ["spam", "fine"])
    >>> explain(found, [2, 1]).running_log_odds.round(3)
    array([0.  , 3.17, 2.17])
    """
    row = as_counts(np.atleast_2d(as_array(counts, "counts")))
    if len(row) != 1:
        raise ValueError(f"counts must be of one text, got {len(row)}")
    joint = log_joint(model, row)
    a = place(model, model.classes[0] if first is None else first)
    b = place(model, model.classes[1] if second is None else second)
    bits = np.log2(np.e)
    words = row[0] > 0
    times = words.astype(np.float64) if model.model == "bernoulli" else row[0]
    with np.errstate(all="ignore"):
        own = model.log_probabilities
        votes = np.where(words, times * own, log_absent(model) if model.model == "bernoulli" else 0.0)
        difference = votes[a] - votes[b]
        # A word that neither class knows decides nothing between them.
        ratios = np.where(np.isnan(difference), 0.0, difference) * bits + 0.0
        prior = float((np.log(model.class_prior[a]) - np.log(model.class_prior[b])) * bits)
        running = np.cumsum(np.append(prior, ratios))
        factors = np.where(
            words, np.exp(own) ** times, np.exp(log_absent(model)) if model.model == "bernoulli" else 1.0
        )
        products = model.class_prior * factors.prod(axis=1)
    return Explanation(normalized(joint)[0], joint[0], prior, ratios, running, products)


def exact_class_probabilities(model: NaiveBayes, counts: ArrayLike) -> tuple[Fraction, ...]:
    """Return the posterior of one text in fractions; a float in the model counts for its shortest decimal.

    Parameters
    ----------
    model : NaiveBayes
    counts : array_like (n_words,)
        Whole numbers.

    Returns
    -------
    tuple of Fraction

    Raises
    ------
    ValueError
        If a count is not whole, or every class holds the text for impossible.

    Examples
    --------
    >>> exact_class_probabilities(naive_bayes([[2, 1], [0, 3]], ["spam", "fine"]), [1, 0])
    (Fraction(3, 4), Fraction(1, 4))
    """
    row = as_counts(np.atleast_2d(as_array(counts, "counts")))[0]
    if (row != np.floor(row)).any() or (model.counts != np.floor(model.counts)).any():
        raise ValueError("counts must be whole numbers for an exact answer, got some that are not")
    s = as_fraction(model.smoothing, "smoothing")
    n = int(model.class_counts.sum())
    from_counts = np.array_equal(model.class_prior, model.class_counts / n)
    joint = []
    for c, class_count in enumerate(model.class_counts.tolist()):
        value = Fraction(class_count, n) if from_counts else as_fraction(float(model.class_prior[c]), "class_prior")
        words = [int(count) for count in model.counts[c]]
        total = class_count + 2 * s if model.model == "bernoulli" else sum(words) + s * len(words)
        for word, times in zip(words, row.astype(int).tolist(), strict=True):
            chance = (word + s) / total
            if model.model == "bernoulli":
                value *= chance if times else 1 - chance
            else:
                value *= chance**times
        joint.append(value)
    evidence = sum(joint, Fraction(0))
    if evidence == 0:
        raise ValueError("counts must be possible under some class, got a text that is not")
    return tuple(value / evidence for value in joint)


def normalized(joint: FloatArray) -> FloatArray:
    """Return probabilities from their logarithms, up to a constant; NaN where all are -inf."""
    with np.errstate(all="ignore"):
        weights = np.exp(joint - joint.max(axis=1, keepdims=True))
        return np.asarray(weights / weights.sum(axis=1, keepdims=True))


def weighed(counts: FloatArray, logs: FloatArray) -> FloatArray:
    """Return counts times logarithms, summed over words; nothing times minus infinity is nothing."""
    possible = np.isfinite(logs)
    sums = counts @ np.where(possible, logs, 0.0).T
    trapped = counts @ (~possible).astype(np.float64).T > 0
    return np.asarray(np.where(trapped, -np.inf, sums))


def log_absent(model: NaiveBayes) -> FloatArray:
    """Return the logarithms of the probabilities that a word is not in a text, from counts, not as 1 - p."""
    with np.errstate(divide="ignore"):
        n = model.class_counts[:, None]
        return np.asarray(np.log((n - model.counts + model.smoothing) / (n + 2 * model.smoothing)))


def place(model: NaiveBayes, label: Hashable) -> int:
    """Return which class a label is."""
    if label not in model.classes:
        raise ValueError(f"class must be one of {', '.join(map(str, model.classes))}, got {label!r}")
    return model.classes.index(label)


def as_counts(counts: ArrayLike) -> FloatArray:
    """Return counts from 0 on, shape (n_texts, n_words)."""
    table = as_array(counts, "counts")
    if table.ndim != 2 or table.shape[1] == 0:
        raise ValueError(f"counts must have shape (n_texts, n_words), got {table.shape}")
    if (table < 0).any():
        raise ValueError(f"counts must be at least 0, got {table.min()}")
    return table

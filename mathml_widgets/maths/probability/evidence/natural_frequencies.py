"""Natural frequencies: Bayes' rule as a count of people.

Of 1,000 people 10 are ill, and 9 of them are found; of the 990 others 89 are found too: so of 98 who are found, 9 are
ill.
Whoever counts people makes fewer mistakes than whoever multiplies percentages.
"""

from __future__ import annotations

from fractions import Fraction
from math import lcm
from typing import NamedTuple

from ..counts import as_count
from .bayes_rule import Exact, as_fraction


class NaturalFrequencies(NamedTuple):
    """How many people of each kind there are."""

    population: int
    with_condition: int
    with_condition_found: int
    others: int
    others_found: int
    is_exact: bool
    """Whether no number had to be rounded."""
    share: Fraction | None
    """With the condition among those found, exactly, as Bayes' rule has it; None if nobody is ever found."""

    @property
    def found(self) -> int:
        """All that are found."""
        return self.with_condition_found + self.others_found

    def sentence(self, condition: str = "have it", sign: str = "test positive") -> str:
        """Return the counts in words."""
        return (
            f"Of {self.population:,} people, {self.with_condition:,} {condition}, and {self.with_condition_found:,} of "
            f"them {sign}. Of the {self.others:,} others, {self.others_found:,} {sign}. So of {self.found:,} who "
            f"{sign}, {self.with_condition_found:,} {condition}."
        )


def natural_frequencies(
    prior: Exact, sensitivity: Exact, false_positive_rate: Exact, population_size: int | None = 1000
) -> NaturalFrequencies:
    """Return how many of a population have a condition, and how many of each kind are found.

    Parameters
    ----------
    prior, sensitivity, false_positive_rate : Fraction, int, str or float
        Share of those with the condition; how many of them, and of the others, are found: between 0 and 1.
    population_size : int, optional
        If None, the smallest population in which all counts are whole.

    Returns
    -------
    NaturalFrequencies

    Raises
    ------
    ValueError
        If a share is not between 0 and 1, or the population not at least 1.

    References
    ----------
    Gigerenzer and Hoffrage, "How to improve Bayesian reasoning without instruction", Psychological Review 102 (1995).

    Examples
    --------
    >>> counts = natural_frequencies(0.01, 0.9, 0.09)
    >>> counts.sentence()[-38:]
    'So of 98 who test positive, 9 have it.'
    >>> natural_frequencies("1/100", "9/10", "9/100", None).population
    10000
    """
    ill, hit, alarm = (
        as_share(value, name)
        for value, name in (
            (prior, "prior"),
            (sensitivity, "sensitivity"),
            (false_positive_rate, "false_positive_rate"),
        )
    )
    shares = (ill, ill * hit, (1 - ill) * alarm)
    if population_size is None:
        size = lcm(*(share.denominator for share in shares))
    else:
        size = as_count(population_size, "population_size")
    with_condition = round(ill * size)
    found_with, found_others = round(with_condition * hit), round((size - with_condition) * alarm)
    found = shares[1] + shares[2]
    counts = (with_condition, found_with, found_others)
    is_exact = all(count == share * size for count, share in zip(counts, shares, strict=True))
    share = shares[1] / found if found else None
    return NaturalFrequencies(size, with_condition, found_with, size - with_condition, found_others, is_exact, share)


def as_share(value: Exact, name: str) -> Fraction:
    """Return a fraction between 0 and 1."""
    fraction = as_fraction(value, name)
    if not 0 <= fraction <= 1:
        raise ValueError(f"{name} must lie between 0 and 1, got {value}")
    return fraction

"""A text of 65 words from which word arithmetic can be grown at home.

A few templates are filled with pairs such as king and queen, with animals, food and cities, so each
word keeps just the company that its meaning asks for. From the counts of this little text alone
king - man + woman comes out at queen, even with the three words themselves allowed, and king is
close behind: the customary exclusion of the inputs is there because king so often wins. With half
as many dimensions it does here too.
"""

from __future__ import annotations

from collections.abc import Iterator

TOY_PAIRS = (
    ("king", "queen"),
    ("prince", "princess"),
    ("man", "woman"),
    ("boy", "girl"),
    ("uncle", "aunt"),
    ("father", "mother"),
    ("brother", "sister"),
)
"""Words that differ in gender only: material for an axis of meaning."""

TOY_CAPITALS = (("paris", "france"), ("rome", "italy"), ("madrid", "spain"), ("berlin", "germany"))
TOY_DIMENSIONS = 24
"""With a window of 2 and this many dimensions king - man + woman is nearest to queen."""

_PRONOUNS = (("he", "his"), ("she", "her"))
_ROYAL = ("king", "queen", "prince", "princess")
_COMMON = ("man", "woman", "boy", "girl")
_YOUNG = ("prince", "princess", "boy", "girl")
_TEMPLATES = (
    (_ROYAL, ("the {} with {} crown", "the {} rules {} palace", "{1} throne is with the {0}")),
    (_COMMON, ("the {} works in {} garden", "the {} in {} village", "{1} house is with the {0}")),
    (_YOUNG, ("the young {} plays", "the {} of {} school")),
    (tuple(word for pair in TOY_PAIRS[4:] for word in pair), ("the {} loves {} family", "{1} {0} of the family")),
)
_OTHERS = (
    (("bread", "cheese", "soup", "apple"), ("fresh {} is in the kitchen", "the {} is to eat with milk")),
    (("dog", "cat", "horse", "cow"), ("the {} runs to the farm", "the {} sleeps in the grass")),
)
_SINGLE = (
    "the king and the queen",
    "the man and the woman",
    "her crown is in the palace",
    "the king rules the throne",
    "eat the bread with cheese",
    "eat the apple",
    "milk of the cow",
)


def toy_corpus() -> str:
    """Return the text, 93 sentences with a line each.

    Examples
    --------
    >>> from mathml_widgets.maths.linear_algebra import analogy, cooccurrence, positive_pmi, word_embeddings
    >>> toy_corpus().splitlines()[:3]
    ['he is the king', 'the king with his crown', 'the king rules his palace']
    >>> counts, words, frequencies = cooccurrence(toy_corpus())
    >>> len(words)
    65
    >>> vectors = word_embeddings(positive_pmi(counts), TOY_DIMENSIONS).vectors
    >>> king, man, woman = (words.index(word) for word in ("king", "man", "woman"))
    >>> found = analogy(vectors, king, man, woman, 2, exclude_inputs=False)
    >>> [words[i] for i in found.indices], found.scores.round(2)
    (['queen', 'king'], array([0.95, 0.94]))
    """
    return "\n".join(_sentences())


def _sentences() -> Iterator[str]:
    for pair in TOY_PAIRS:
        for word, (subject, possessive) in zip(pair, _PRONOUNS, strict=True):
            yield f"{subject} is the {word}"
            for kind, templates in _TEMPLATES:
                if word in kind:
                    yield from (template.format(word, possessive) for template in templates)
    for kind, templates in _OTHERS:
        for word in kind:
            yield from (template.format(word) for template in templates)
    for city, country in TOY_CAPITALS:
        yield from (f"{city} is the capital of {country}", f"the train to {city} in {country}", f"the city of {city}")
    yield from _SINGLE

"""A message as a row of outcomes.

Where every outcome has a name of one character a message is spelt, as in ``abba``; longer names stand in a row with
spaces or commas between them, as in ``rain, sun, rain``. What is no name stays in the row as unknown: a code has no
word for it, and the reader must see where.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from .arguments import IntArray
from .characters import characters

UNKNOWN = -1
_BETWEEN = r"[\s,;]+"


class Spelling(NamedTuple):
    """A message, symbol by symbol.

    Attributes
    ----------
    symbols : tuple of str
        As they stand in the message.
    outcomes : int array (n_symbols,)
        The place of each among the names; -1 for what is no name.
    """

    symbols: tuple[str, ...]
    outcomes: IntArray


def spelling(message: str, names: Sequence[str]) -> Spelling:
    """Return which outcomes a message names, one after another.

    Parameters
    ----------
    message : str
    names : sequence of str (n_outcomes,)
        If all are single characters the message is read character by character; else names are looked for, the
        longest first, with white space, commas and semicolons between them.

    Returns
    -------
    Spelling

    Raises
    ------
    ValueError
        If a name is empty.

    Examples
    --------
    >>> spelling("abz", ["a", "b"]).outcomes
    array([ 0,  1, -1])
    >>> spelling("rain, sun", ["sun", "rain"]).symbols
    ('rain', 'sun')
    """
    places: dict[str, int] = {}
    for place, name in enumerate(names):
        if not name:
            raise ValueError(f"names must not be empty, got one at index {place}")
        places.setdefault(name, place)
    single = all(len(name) == 1 or len(characters(name)) == 1 for name in places)
    found = characters(message) if single else _words(message, places)
    outcomes = np.fromiter((places.get(one, UNKNOWN) for one in found), np.int64, len(found))
    return Spelling(tuple(found), outcomes)


def shown(symbol: str, longest: int = 40) -> str:
    r"""Return a symbol as it can be seen: a space as ␣, a line end as ↵, what cannot be drawn by its code point.

    Examples
    --------
    >>> shown(" "), shown("\n"), shown("\u200b"), shown("two words")
    ('␣', '↵', 'U+200B', 'two words')
    """
    seen = symbol.strip()
    if seen and any(one.isprintable() for one in seen):
        whole = "".join(one if one.isprintable() or one == "\u200d" else " " for one in symbol[: 4 * longest]).strip()
        cut = characters(whole)
        return whole if len(cut) <= longest and len(symbol) <= 4 * longest else "".join(cut[: longest - 1]) + "…"
    signs = {" ": "␣", "\n": "↵", "\r\n": "↵", "\t": "⇥"}
    if symbol in signs:
        return signs[symbol]
    return " ".join(signs.get(one, f"U+{ord(one):04X}") for one in symbol[:4])


def _words(message: str, names: dict[str, int]) -> list[str]:
    listed = "|".join(map(re.escape, sorted(names, key=len, reverse=True)))
    found: list[str] = []
    open_run = False
    for match in re.finditer(f"(?P<name>{listed})|(?P<between>{_BETWEEN})|(?P<other>.)", message, re.DOTALL):
        if match["name"]:
            found.append(match["name"])
        elif match["other"] and open_run:
            found[-1] += match["other"]
        elif match["other"]:
            found.append(match["other"])
        open_run = bool(match["other"])
    return found

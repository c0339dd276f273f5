"""Films: pictures of a figure that the view goes through by itself, one for each value of a given trait."""

from __future__ import annotations

from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from .array import to_wire

COLUMNS = ("points", "runs", "windows")
"""What of a film are arrays."""


class Pictures(Protocol):
    """What changes from picture to picture; pictures count from 1."""

    @property
    def points(self) -> NDArray[np.float32]:
        """Return points (n_points, 2) in shares of the first window, run after run."""

    @property
    def runs(self) -> NDArray[np.int32]:
        """Return runs (n_runs, 4): of which layer, in which picture first and last, and how many points."""

    @property
    def windows(self) -> NDArray[np.float64]:
        """Return windows (n_windows, 5): from which picture on, x from, x to, y from, y to."""

    @property
    def names(self) -> list[tuple[int, list[Any]]]:
        """Return from which picture on which words are there: x, y, text, what they are about."""

    @property
    def n_pictures(self) -> int:
        """Return how many pictures there are."""


def film(trait: str, what: str, pictures: Pictures, marks: list[int], named: int, words: list[str]) -> dict[str, Any]:
    """Return what the panel of a figure plays.

    Parameters
    ----------
    trait : str
        The given trait that counts the pictures from 1 on; it is written where playing ends.
    what : str
        What is played: "the mechanism".
    pictures : Pictures
    marks : list of int
        The place of each layer among the marks of the figure.
    named : int
        The place of the mark that holds the names.
    words : list of str
        A sentence for each picture, as the notices have it.
    """
    plain = {"trait": trait, "what": what, "marks": marks, "named": named, "words": words}
    told = {"names": [[first, [list(one) for one in there]] for first, there in pictures.names]}
    return plain | told | {"count": pictures.n_pictures} | {name: getattr(pictures, name) for name in COLUMNS}


def film_to_json(found: dict[str, Any], _owner: object = None) -> dict[str, Any]:
    """Return a film as it travels."""
    return {name: to_wire(value) if name in COLUMNS else value for name, value in found.items()}

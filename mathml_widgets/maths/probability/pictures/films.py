"""Pictures that follow one another, as few points as may be: each is told from which picture to which it is there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ...linear_algebra.arguments import FloatArray
from .densities import Picture


class Film(NamedTuple):
    """Pictures 1, 2, 3, ..., of which only what changes is held.

    Attributes
    ----------
    points : array (n_points, 2) of float32
        In shares of the first window, run after run.
    runs : array (n_runs, 4) of int32
        Which layer, the first and the last picture that has these points, and how many they are. In each picture a
        layer is the points of its runs in this order.
    windows : array (n_windows, 5)
        From which picture on the window is x from, x to, y from, y to.
    names : list of pair
        From which picture on which names are there.
    n_pictures : int
    """

    points: NDArray[np.float32]
    runs: NDArray[np.int32]
    windows: FloatArray
    names: list[tuple[int, list[Any]]]
    n_pictures: int


def film_of(pictures: Iterable[Picture], layers: Sequence[str]) -> Film:
    """Return pictures as a film.

    Parameters
    ----------
    pictures : iterable of dict
        Each with a `window`; layers are arrays (2, n) of x and y.
    layers : sequence of str
        The layers that may change, by whose places in this sequence runs name them. One that never changes is left
        out.

    Returns
    -------
    Film

    Notes
    -----
    From one picture to the next a layer keeps the points that it begins with and has in common; so a trail costs no
    more than its longest, however many pictures show it.

    Examples
    --------
    >>> trail = np.array([[0.0, 1.0, 2.0], [0.0, 4.0, 2.0]])
    >>> film = film_of([{"window": (0, 2, 0, 4), "trail": trail[:, :n]} for n in (1, 2, 3)], ["trail"])
    >>> film.runs.tolist()
    [[0, 1, 3, 1], [0, 2, 3, 1], [0, 3, 3, 1]]
    >>> film.points.tolist()
    [[0.0, 0.0], [0.5, 1.0], [1.0, 0.5]]
    """
    reels = [Reel() for _ in layers]
    windows: list[list[float]] = []
    names: list[tuple[int, list[Any]]] = []
    n = 0
    for n, picture in enumerate(pictures, start=1):
        if not windows or windows[-1][1:] != [*picture["window"]]:
            windows.append([n, *picture["window"]])
        if (named := picture.get("names", [])) != (names[-1][1] if names else None):
            names.append((n, named))
        for name, reel in zip(layers, reels, strict=True):
            reel.show(n, np.asarray(picture.get(name, np.empty((2, 0))), dtype=float))
    runs, parts = [], [np.empty((2, 0))]
    for place, reel in enumerate(reels):
        for first, last, points in reel.runs(n):
            runs.append((place, first, last, points.shape[1]))
            parts.append(points)
    whole = np.array(windows).reshape(-1, 5)
    low, high = whole[:1, [1, 3]].T, whole[:1, [2, 4]].T
    places = (np.concatenate(parts, axis=1) - low) / (high - low) if n else np.empty((2, 0))
    return Film(
        places.T.astype(np.float32),
        np.array(runs, dtype=np.int32).reshape(-1, 4),
        whole,
        names if len(names) > 1 else [],
        n,
    )


def picture_of(film: Film, number: int, layers: Sequence[str]) -> Picture:
    """Return what a film holds of one picture: what `film_of` was given, as far as it changes.

    Examples
    --------
    >>> dot = [{"window": (0, 10, 0, 1), "now": np.array([[x], [0.5]])} for x in (1.0, 2.0)]
    >>> picture_of(film_of(dot, ["now"]), 2, ["now"])["now"].round(6).tolist()
    [[2.0], [0.5]]
    """
    low, high = film.windows[0, [1, 3]], film.windows[0, [2, 4]]
    ends = np.cumsum(film.runs[:, 3])
    shown = (film.runs[:, 1] <= number) & (number <= film.runs[:, 2])
    picture: Picture = {"window": tuple(film.windows[film.windows[:, 0] <= number][-1, 1:].tolist())}
    if film.names:
        picture["names"] = [named for first, named in film.names if first <= number][-1]
    for place in sorted(set(film.runs[:, 0].tolist())):
        mine = np.flatnonzero(shown & (film.runs[:, 0] == place))
        parts = [film.points[ends[i] - film.runs[i, 3] : ends[i]] for i in mine]
        picture[layers[place]] = (low + np.concatenate([np.empty((0, 2)), *parts]) * (high - low)).T
    return picture


class Reel:
    """One layer of a film while it is made: its runs, and the points of the latest picture by when they came."""

    def __init__(self) -> None:
        self._over: list[tuple[int, int, int, FloatArray]] = []
        self._live: list[tuple[int, FloatArray]] = []
        self._shown: FloatArray = np.empty((2, 0))

    def show(self, number: int, points: FloatArray) -> None:
        """Take the points of the next picture."""
        kept = in_common(self._shown, points)
        if kept < self._shown.shape[1]:
            self._cut(kept, number - 1)
        if kept < points.shape[1]:
            self._live.append((number, points[:, kept:]))
        self._shown = points

    def _cut(self, kept: int, last: int) -> None:
        """End the points from `kept` on with the picture `last`."""
        live, start = [], 0
        for first, points in self._live:
            place = min(max(kept - start, 0), points.shape[1])
            if place:
                live.append((first, points[:, :place]))
            if place < points.shape[1]:
                self._over.append((first, start + place, last, points[:, place:]))
            start += points.shape[1]
        self._live = live

    def runs(self, n: int) -> list[tuple[int, int, FloatArray]]:
        """Return the runs in order of their coming; none if nothing ever changed in all `n` pictures."""
        self._cut(0, n)
        found = sorted(self._over, key=lambda run: run[:2])
        if all((first, last) == (1, n) for first, _, last, _ in found):
            return []
        return [(first, last, points) for first, _, last, points in found]


def in_common(one: FloatArray, other: FloatArray) -> int:
    """Return how many points two lines have in common at their beginning, breaks among them.

    Examples
    --------
    >>> in_common(np.array([[0.0, 1.0, 2.0], [0.0, 0.0, 0.0]]), np.array([[0.0, 1.0, 3.0], [0.0, 0.0, 0.0]]))
    2
    """
    n = min(one.shape[1], other.shape[1])
    a, b = one[:, :n], other[:, :n]
    alike = ((a == b) | (np.isnan(a) & np.isnan(b))).all(axis=0)
    return n if alike.all() else int(np.argmin(alike))

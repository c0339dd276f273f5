"""Small widgets that show one mechanism each."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Future
from typing import Any, ClassVar

import numpy as np
import traitlets
from traitlets import Enum, Float, Int, Unicode

from mathml_widgets.shell import (
    Array,
    MathWidget,
    Step,
    agrees,
    asks,
    computes,
    derived,
    given,
    kept,
)


class Plane(MathWidget):
    """Cheap numbers of a matrix; a negative determinant is refused."""

    positional = ("matrix",)
    presets: ClassVar[dict[str, dict[str, Any]]] = {
        "shear": {"matrix": [[1, 1], [0, 1]], "power": 1},
        "double": {"matrix": [[2, 0], [0, 2]]},
    }
    recipe = "determinant = np.linalg.det(matrix)\nimage = determinant * vector"

    matrix = given(Array([[1.0, 0.0], [0.0, 1.0]], shape=(2, 2)), parse=float)
    vector = given(Array([1.0, 0.0], shape=(2,)))
    power = given(Int(1, min=-5, max=5))
    snap = given(Enum(("off", "lattice"), "off"))
    title = given(Unicode(""), parse=str)
    points = given(Array(None, shape=("points", 2)))
    note = kept(traitlets.Any())

    determinant = derived(Float())
    image = derived(Array(None))
    handle = derived(Unicode())

    @computes("determinant")
    def size(matrix: Any) -> float:
        determinant = float(np.linalg.det(matrix))
        if determinant < 0:
            raise ValueError(f"matrix must not flip the plane, got determinant {determinant:g}")
        return determinant

    @computes("image")
    def stretched(determinant: float, vector: Any) -> Any:
        return determinant * vector

    @computes("handle")
    def told(held: str) -> str:
        return held.upper()

    @agrees("the image is the vector times the determinant")
    def image_is_product(image: Any, determinant: float, vector: Any) -> Any:
        return image, determinant * vector

    @asks("How large is the area?", unit="area", masks=("determinant",), hints=("one", "two"), tolerance=0.1)
    def area(guess: float, determinant: float) -> tuple[float, float]:
        return determinant, abs(guess - determinant)

    @asks("Does it grow?", kind="choice", choices=("yes", "no"))
    def growth(guess: str, determinant: float) -> tuple[str, float]:
        truth = "yes" if determinant > 1 else "no"
        return truth, float(guess != truth)


class Endless(MathWidget):
    """A function that does not return where it is asked for a turn."""

    positional = ("begun",)
    begun = kept(traitlets.Any())
    turns = given(Int(0))
    answer = derived(Int())

    @computes("answer")
    def turned(turns: int, begun: Any) -> int:
        while turns:
            begun.set()
        return turns


class Coin(MathWidget):
    """Equivalent inputs: the last written clears the others."""

    alternatives = (("probability", "counts"),)

    probability = given(Float(0.5, allow_none=True))
    counts = given(Array(None, shape=(2,)))
    heads = derived(Float())

    @computes("heads")
    def share(probability: float | None, counts: Any) -> float:
        return probability if counts is None else counts[0] / counts.sum()


class Ladder(MathWidget):
    """Long work: climbs `size` rungs, calling `each` on the way."""

    size = given(Int(3))
    other = given(Int(0))
    each = kept(traitlets.Callable(lambda rung: None))

    height = derived(Int())
    doubled = derived(Int())
    aside = derived(Int())

    @computes("height")
    def climb(size: int, each: Any) -> Iterator[Any]:
        for rung in range(1, size + 1):
            each(rung)
            yield Step(rung, rung / size)

    @computes("doubled")
    def twice(height: int) -> int:
        return 2 * height

    @computes("aside")
    def apart(other: int) -> int:
        return -other


class Postal(MathWidget):
    """Waits for letters that the test delivers."""

    letters = kept(traitlets.Any(()))
    page = given(Int(1))
    text = derived(Int(0))

    @computes("text")
    def read(letters: tuple[Future, ...], page: int) -> object:
        total = page
        for done, letter in enumerate(letters, 1):
            yield letter
            total += letter.result()
            yield Step(total, done / len(letters))
        if not letters:
            yield total


class Cascade(MathWidget):
    """Long work whose answers begin other long work, named so that the later one comes first in the alphabet."""

    size = given(Int(3))

    height = derived(Int())
    above = derived(Int())

    @computes("above")
    def above_it(height: int) -> Iterator[Any]:
        for more in (1, 2, 3):
            yield Step(height + more, more / 3)

    @computes("height")
    def climb(size: int) -> Iterator[Any]:
        for rung in range(1, size + 1):
            yield Step(rung, rung / size)


class Twofold(MathWidget):
    """Two kinds of long work that do not need each other."""

    each = kept(traitlets.Callable(lambda step: None))

    left = derived(Int())
    right = derived(Int())

    @computes("left")
    def leftward(each: Any) -> Iterator[Any]:
        for k in range(5):
            each(f"left {k}")
            yield Step(k, k / 4)

    @computes("right")
    def rightward(each: Any) -> Iterator[Any]:
        for k in range(5):
            each(f"right {k}")
            yield Step(k, k / 4)

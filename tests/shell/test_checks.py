"""A widget audits its own numbers."""

import numpy as np
import pytest

from mathml_widgets.shell import agrees
from tests.shell.samples import Ladder, Plane


def test_an_identity_that_holds_says_by_how_much():
    (found,) = Plane([[2, 0], [0, 3]]).check()
    assert found.claim == "the image is the vector times the determinant"
    assert (found.error, found.holds) == (0.0, True)


@pytest.mark.parametrize(
    ("left", "right", "error", "holds"),
    [
        (1.0, 1.0 + 1e-10, 1e-10, True),
        (1.0, 1.0 + 1e-8, 1e-8, False),
        (1e12, 1e12 + 1, 1e-12, True),
        (1e-12, 0.0, 1e-12, True),
        ([1.0, 2.0], [1.0, 2.5], 0.2, False),
        ([], [], 0.0, True),
        (1e308, -1e308, 2.0, False),
        (1j, 1.0, 2**0.5, False),
    ],
)
def test_the_error_is_relative_to_the_larger_of_one_and_the_largest_entry(left, right, error, holds):
    class Claimed(Plane):
        @agrees("left is right")
        def both(seed: int) -> object:
            return left, right

    found = Claimed().check()[-1]
    assert found.error == pytest.approx(error, rel=1e-6)
    assert bool(found.holds) is holds


def test_a_number_that_is_not_one_never_agrees():
    class Claimed(Plane):
        @agrees("nothing is something")
        def both(seed: int) -> object:
            return np.nan, 1.0

    assert not Claimed().check()[-1].holds


def test_an_identity_that_does_not_apply_is_left_out():
    class Sometimes(Plane):
        @agrees("only for even seeds")
        def both(seed: int) -> object:
            return None if seed % 2 else (1, 1)

    assert len(Sometimes(seed=1).check()) == 1
    assert len(Sometimes(seed=2).check()) == 2


def test_long_work_is_waited_for():
    class Claimed(Ladder):
        @agrees("the ladder is climbed")
        def top(size: int, height: int) -> object:
            return size, height

    import asyncio

    async def act():
        assert Claimed(size=9).check()[0].holds

    asyncio.run(act())

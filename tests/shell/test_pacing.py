"""Of many answers few are shown, and the last one always."""

import pytest

from mathml_widgets.shell import paced


class Clock:
    """Stands still but for the work that is done."""

    def __init__(self):
        self.now = 0.0

    def __call__(self):
        return self.now


@pytest.mark.parametrize(
    ("seconds", "pace", "shown"),
    [
        ([1, 1, 1, 1, 1], 2, [1, 3, 4]),
        ([1, 1, 1, 1], 2, [1, 3]),
        ([5, 1, 5, 1], 2, [0, 2, 3]),
        ([1, 1], 0, [0, 1]),
        ([1, 1, 1], 9, [2]),
        ([], 1, []),
    ],
)
def test_an_answer_is_shown_when_its_time_has_come_and_the_last_in_any_case(seconds, pace, shown):
    clock = Clock()

    def work():
        for number, taken in enumerate(seconds):
            clock.now += taken
            yield number

    assert list(paced(work(), pace, clock=clock)) == shown


def test_what_the_receiver_does_meanwhile_is_not_counted():
    clock = Clock()

    def work():
        for number in range(4):
            clock.now += 1
            yield number

    shown = []
    for number in paced(work(), 2, clock=clock):
        shown.append(number)
        clock.now += 100
    assert shown == [1, 3]

"""A hand on a matrix while the kernel runs a cell."""

import re

import pytest
from playwright.sync_api import expect
from pytest import approx

from .cells import MATRIX
from .hand import Hand, centre, moved
from .lab import Lab

BUSY = re.compile(r"Kernel busy: the numbers are from (\d+\.\d) s ago\.")


def test_numbers_follow_a_drag_while_a_cell_runs_even_one_that_wrote_to_the_widget(lab: Lab, hand: Hand):
    view = lab.show(MATRIX)
    ring, number = view.ring("first"), view.number("determinant")
    with lab.busy() as cell, hand.hold(ring) as grasp:
        for dx, dy in [(30, 0), (0, -20), (-10, 15)]:
            before, told = centre(ring), number.inner_text()
            grasp.move(dx, dy)
            assert moved(ring, before) == approx((dx, dy), abs=0.2)
            expect(number).not_to_have_text(told)
            expect(view.badge).to_be_hidden()
        assert not cell.over
    lab.wait_python("w.held", "")
    expect(number).to_have_text(lab.python("f'{w.determinant:.3f}'"))

    # ipykernel sends a widget's messages to the thread that wrote last: here the cell's.
    with lab.occupation() as code:
        cell = lab.start(f"w.matrix = [[1, 0], [0, 2]]\n{code}")
        expect(number).to_have_text("2.000")
        view.still()
        hand.drag(ring, 30, 0)
        expect(number).not_to_have_text("2.000")
        assert not cell.over
    cell.wait()


def test_the_picture_follows_the_hand_on_a_kernel_that_is_deaf_while_a_cell_runs(lab: Lab, hand: Hand):
    view = lab.show(MATRIX, kernel="no_subshells")
    ring, number = view.ring("first"), view.number("determinant")
    told = number.inner_text()
    with hand.hold(ring) as grasp:
        with lab.busy() as cell:
            for dx, dy in [(30, 0), (0, -20), (-10, 15)]:
                before = centre(ring)
                grasp.move(dx, dy)
                assert moved(ring, before) == approx((dx, dy), abs=0.2)
            expect(view.badge).to_have_text(BUSY)
            since = float(BUSY.search(view.badge.inner_text())[1])
            expect(view.badge).not_to_contain_text(f"{since:.1f}")
            assert float(BUSY.search(view.badge.inner_text())[1]) > since
            assert number.inner_text() == told
            assert not cell.over
            area = view.picture.locator("path.mathml-area").get_attribute("d")
        expect(view.badge).to_be_hidden()
        expect(number).to_have_text(lab.python("f'{w.determinant:.3f}'"))
        assert number.inner_text() != told
        assert view.picture.locator("path.mathml-area").get_attribute("d") == area
        assert moved(ring, before) == approx((dx, dy), abs=0.2)
    lab.wait_python("w.held", "")


@pytest.mark.parametrize("kernel", ["python3", "no_subshells"])
def test_the_first_message_of_a_widget_does_not_wait_for_the_cell_that_runs_after_it(lab: Lab, hand: Hand, kernel: str):
    with lab.occupation() as code:
        lab.open(MATRIX, code, kernel=kernel)
        lab.begin_all()
        lab.views.first.wait_for()
        view = lab.sight()
        number = view.number("determinant")
        told, before = number.inner_text(), centre(view.ring("first"))
        with hand.hold(view.ring("first")) as grasp:
            grasp.move(25, 10)
            assert moved(view.ring("first"), before) == approx((25, 10), abs=0.1)
            if kernel == "python3":
                expect(number).not_to_have_text(told)
                expect(view.badge).to_be_hidden()
            else:
                expect(view.badge).to_have_text(BUSY)
                expect(number).to_have_text(told)
        assert lab.page.evaluate("rig.running")
    expect(number).not_to_have_text(told)
    expect(view.badge).to_be_hidden()
    lab.wait_python("w.held", "")

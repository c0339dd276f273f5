"""Work that takes long: a generator that refines, its progress, stop, and a newer input."""

import pytest
from playwright.sync_api import expect
from pytest import approx

from .hand import Hand
from .lab import Lab

# A step waits until the test lets it go, so nothing here depends on the machine's speed.
PATIENT = """\
import os, time
import mathml_widgets as mw
from traitlets import Float
from mathml_widgets.shell import Step, computes, derived

ended = []

class Patient(mw.MatrixTransform):
    refined = derived(Float(), help="The first entry, step by step.")

    @computes("refined")
    def refine(matrix):
        goal, step = float(matrix[0, 0]), 0
        try:
            for step in range(1, 101):
                if os.path.exists("slow"):
                    time.sleep(0.02)
                yield Step(goal * step / 100, step / 100)
        finally:
            ended.append([goal, step])
"""

POOLED = """\
import operator, os, time
from concurrent.futures import {pool}, Executor
import mathml_widgets as mw
from traitlets import Float, Instance
from mathml_widgets.shell import Step, computes, derived, kept

class Pooled(mw.MatrixTransform):
    executor = kept(Instance(Executor), help="Where the work is done.")
    refined = derived(Float(), help="The first entry, step by step.")

    @computes("refined")
    def refine(matrix, executor):
        total = 0.0
        for step in range(1, 11):
            if os.path.exists("slow"):
                yield executor.submit(time.sleep, 0.2)
            share = executor.submit(operator.truediv, float(matrix[0, 0]), 10)
            yield share
            total += share.result()
            yield Step(total, step / 10)
"""


@pytest.fixture
def slow(lab: Lab):
    """A file that slows the work down while it is there."""
    sign = lab.server.notebooks / "slow"
    sign.touch()
    yield sign
    sign.unlink(missing_ok=True)


@pytest.mark.parametrize("kernel", ["python3", "no_subshells"])
def test_long_work_shows_its_progress_stops_at_once_and_yields_to_a_newer_input(
    lab: Lab, hand: Hand, kernel: str, slow
):
    view = lab.show(PATIENT, "w = Patient()\nw", kernel=kernel)
    bar = view.progress.locator("progress")
    expect(bar).to_have_count(1)
    share = float(bar.get_attribute("value"))
    expect(bar).not_to_have_attribute("value", f"{share:g}")
    assert share < float(bar.get_attribute("value")) < 100
    view.button("Stop").click()
    expect(view.progress).to_contain_text("Stopped at")
    refined, ended, busy = lab.python("[w.refined, ended, w.busy]")
    assert 0 < refined < 1.5
    # The step that was under way when the button was pressed is taken and thrown away.
    [[goal, steps]] = ended
    assert steps - round(100 * refined / goal) in (0, 1)
    assert not busy
    expect(view.alert).to_be_empty()

    with hand.hold(view.ring("first")) as grasp:
        for _ in range(4):
            grasp.move(8, 0, steps=2)
            expect(bar).to_have_count(1)
    lab.wait_python("w.held", "")
    slow.unlink()
    expect(view.progress).to_have_count(0)
    goal = lab.python("w.matrix[0, 0]")
    lab.wait_python("w.refined", approx(goal))
    *dropped, last = lab.python("ended")
    assert last == [goal, 100]
    assert all(step < 100 for _, step in dropped)
    assert len(dropped) > 1


@pytest.mark.parametrize(
    ("pool", "kernel"),
    [("ThreadPoolExecutor", "python3"), ("ProcessPoolExecutor", "no_subshells")],
)
def test_long_work_in_an_executor_leaves_the_view_answering(lab: Lab, hand: Hand, pool: str, kernel: str, slow):
    view = lab.show(POOLED.format(pool=pool), f"w = Pooled(executor={pool}(2))\nw", kernel=kernel)
    told = view.number("determinant").inner_text()
    expect(view.progress.locator("progress")).to_have_count(1)
    hand.drag(view.ring("first"), 30, 0)
    expect(view.number("determinant")).not_to_have_text(told)
    expect(view.progress.locator("progress")).to_have_count(1)
    slow.unlink()
    expect(view.progress).to_have_count(0)
    lab.wait_python("[w.refined - w.matrix[0, 0], w.busy]", [approx(0, abs=1e-12), False])


def test_long_work_that_fails_says_so_and_a_cell_can_wait_for_what_comes_next(lab: Lab):
    broken = "if step == 50 and goal == 1.5: 1 / 0\n                yield Step"
    view = lab.show(PATIENT.replace("yield Step", broken), "w = Patient()\nw")
    expect(view.alert).to_contain_text("ZeroDivisionError")
    expect(view.progress).to_have_count(0)
    assert lab.python("[w.refined, w.busy]") == [approx(1.5 * 0.49), False]
    lab.execute("w.matrix = [[3, 0], [0, 1]]; w.wait(); assert w.refined == 3, w.refined")
    expect(view.alert).to_be_empty()
    lab.execute("w.matrix = [[4, 0], [0, 1]]; await w.done(); assert w.refined == 4, w.refined")
    expect(view.number("determinant")).to_have_text("4.000")
    expect(view.progress).to_have_count(0)

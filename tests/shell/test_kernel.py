"""In a real kernel: cells that run again, drags beside a running cell, cells that nobody watches."""

import itertools

import pytest
from jupyter_client.manager import start_new_kernel

SET_UP = """
import gc, threading, weakref
import numpy as np
from ipywidgets.widgets.widget import _instances
from tests.shell.samples import Endless, Ladder, Plane
from tests.shell.test_figure import Curve

def freed(ghost):
    gc.collect()
    return ghost() is None
"""


class Kernel:
    """Runs cells and hears messages, as a notebook does."""

    def __init__(self):
        self.manager, self.client = start_new_kernel(kernel_name="python3")
        self.serials = itertools.count(1)
        self.cell(SET_UP)

    def close(self):
        self.client.stop_channels()
        self.manager.shutdown_kernel(now=True)

    def begin(self, code, cell="", watched=True):
        """Send a cell; return the id of the message."""
        content = {"code": code, "silent": False, "store_history": True, "allow_stdin": watched}
        request = self.client.session.msg("execute_request", content, metadata={"cellId": cell} if cell else {})
        self.client.shell_channel.send(request)
        return request["header"]["msg_id"]

    def end(self, request):
        """Return what the cell shows as its result."""
        result = None
        while True:
            message = self.client.get_iopub_msg(timeout=20)
            if message["parent_header"].get("msg_id") != request:
                continue
            if message["msg_type"] == "error":
                raise AssertionError("\n".join(message["content"]["traceback"]))
            if message["msg_type"] == "execute_result":
                result = message["content"]["data"]["text/plain"]
            if message["msg_type"] == "status" and message["content"]["execution_state"] == "idle":
                return result

    def cell(self, code, **how):
        return self.end(self.begin(code, **how))

    def subshell(self):
        """Return the id of a new thread that hears messages."""
        request = self.client.session.msg("create_subshell_request")
        self.client.control_channel.send(request)
        while True:
            reply = self.client.control_channel.get_msg(timeout=20)
            if reply["parent_header"].get("msg_id") == request["header"]["msg_id"]:
                return reply["content"]["subshell_id"]

    def say(self, model, subshell, **content):
        """Send a message as a view does."""
        content = {"client": "view", "serial": next(self.serials), "gesture": "drag"} | content
        data = {"comm_id": model, "data": {"method": "custom", "content": content}}
        request = self.client.session.msg("comm_msg", data)
        request["header"]["subshell_id"] = subshell
        self.client.shell_channel.send(request)


@pytest.fixture(scope="module")
def kernel():
    running = Kernel()
    yield running
    running.close()


@pytest.mark.parametrize("made", ["Plane()", "Ladder()", "Curve()"])
def test_a_cell_that_runs_again_frees_what_it_made_before(kernel, made):
    cell = f"w = {made}; ghost = globals().get('newest', lambda: None); newest = weakref.ref(w); w"
    name = made[:3]
    kernel.cell(f"{cell}\n", cell=name)
    kernel.cell("first = newest")
    kernel.cell(f"{cell}\n", cell=name)
    kernel.cell("None")
    assert kernel.cell("freed(first)") == "True"
    assert kernel.cell("freed(newest)") == "False"
    assert kernel.cell("newest() is w") == "True"


def test_the_marks_of_a_figure_go_with_it(kernel):
    cell = "c = Curve(); marks = weakref.ref(c.curve); array = weakref.ref(c.y); c"
    kernel.cell(cell, cell="marks")
    kernel.cell("old = [marks, array]")
    kernel.cell(cell, cell="marks")
    assert kernel.cell("[freed(ghost) for ghost in old]") == "[True, True]"
    assert kernel.cell("[marks() is None, array() is None]") == "[False, False]"


def test_a_widget_that_the_reader_still_holds_lives_on_and_hears_its_view(kernel):
    kernel.cell("held = Plane(); held", cell="held")
    kernel.cell("mine = held")
    kernel.cell("held = Plane(); held", cell="held")
    kernel.cell("gc.collect()")
    kernel.cell("mine.matrix = [[2, 0], [0, 3]]")
    assert kernel.cell("mine.model_id in _instances, held.model_id in _instances") == "(False, True)"
    model = eval(kernel.cell("mine.model_id"))
    kernel.say(model, None, kind="set", values={"vector": [5, 5]})
    assert kernel.cell("mine.vector.tolist(), round(mine.image[0])") == "([5.0, 5.0], 30)"


def test_widgets_that_one_run_of_a_cell_makes_live_together(kernel):
    kernel.cell("pair = [Plane(), Plane()]; ghosts = [weakref.ref(one) for one in pair]", cell="pair")
    assert kernel.cell("[freed(ghost) for ghost in ghosts]") == "[False, False]"
    assert kernel.cell("all(one.model_id in _instances for one in pair)") == "True"


def test_widgets_of_other_cells_stay(kernel):
    kernel.cell("a = Plane()", cell="a")
    kernel.cell("b = Plane()", cell="b")
    kernel.cell("b = Plane()", cell="b")
    assert kernel.cell("a.model_id in _instances") == "True"


def test_where_the_host_names_no_cells_nothing_is_let_go(kernel):
    kernel.cell("n = Plane(); before = n")
    kernel.cell("n = Plane()")
    assert kernel.cell("before.model_id in _instances") == "True"


def test_long_work_of_a_widget_that_was_replaced_stops(kernel):
    kernel.cell("long = Ladder(size=10**7)", cell="long")
    kernel.cell("old = long")
    kernel.cell("long = Ladder(size=2)", cell="long")
    assert kernel.cell("old.busy, old.progress['stopped'], old.height < 10**7") == "(False, True, True)"


def test_a_drag_is_heard_while_a_cell_runs(kernel):
    subshell = kernel.subshell()
    model = eval(
        kernel.cell("d = Plane(); moved = threading.Event(); d.observe(lambda c: moved.set(), 'vector'); d.model_id")
    )
    request = kernel.begin("d.power = 2; (moved.wait(15), d.vector.tolist(), threading.current_thread().name)")
    kernel.say(model, subshell, kind="set", values={"vector": [4, 4]})
    assert kernel.end(request) == "(True, [4.0, 4.0], 'MainThread')"


def test_a_picture_is_saved_while_the_cell_that_asks_for_it_runs(kernel, tmp_path):
    subshell = kernel.subshell()
    target = tmp_path / "plane.svg"
    model = eval(
        kernel.cell("p = Plane(); heard = threading.Event(); p.observe(lambda c: heard.set(), 'power'); p.model_id")
    )
    request = kernel.begin("assert heard.wait(15)")
    kernel.say(model, subshell, kind="set", values={"power": 2})
    kernel.end(request)
    request = kernel.begin(f"p.save({str(target)!r}).read_bytes()")
    while True:
        message = kernel.client.get_iopub_msg(timeout=20)
        data = message["content"].get("data", {})
        if message["msg_type"] == "comm_msg" and data.get("method") == "custom":
            break
    number = data["content"]["number"]
    kernel.say(model, subshell, kind="call", name="deliver_picture", args={"number": number, "data": "PHN2Zy8+"})
    assert kernel.end(request) == "b'<svg/>'"


def test_where_nobody_watches_a_cell_ends_with_its_work_done(kernel):
    assert kernel.cell("u = Ladder(size=30); u.height, u.busy", watched=False) == "(30, False)"
    assert kernel.cell("u.size = 40; u.height", watched=False) == "40"


def test_where_a_reader_watches_a_cell_ends_at_once_and_can_wait(kernel):
    assert kernel.cell("v = Ladder(size=600); v.busy") == "True"
    assert kernel.cell("v.wait(); v.height, v.busy") == "(600, False)"
    assert kernel.cell("v.size = 400; await v.done(); v.height, v.doubled") == "(400, 800)"


def test_an_interrupt_ends_a_function_that_never_returns_on_a_thread_of_its_own(kernel):
    subshell = kernel.subshell()
    kernel.cell("stuck = threading.Event()")
    model = eval(
        kernel.cell(
            "e = Endless(stuck); told = threading.Event(); e.observe(lambda c: told.set(), 'error'); e.model_id"
        )
    )
    kernel.say(model, subshell, kind="set", values={"turns": 1})
    assert kernel.cell("stuck.wait(15)") == "True"
    kernel.manager.interrupt_kernel()
    assert kernel.cell("told.wait(15)") == "True"
    assert "ended by the kernel's interrupt" in kernel.cell("e.error['message']")
    kernel.say(model, subshell, kind="set", values={"turns": 0})
    assert kernel.cell("e.wait(); e.answer") == "0"

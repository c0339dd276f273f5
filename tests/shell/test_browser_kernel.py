"""None on its way through a browser's kernel, which stand-ins play."""

import sys
from types import ModuleType

from mathml_widgets.shell.browser_kernel import mend, with_null

NULL = object()


def line(monkeypatch) -> type:
    """Return a kernel's line to the page, which keeps what it is given."""

    class Comm:
        def __init__(self):
            self.sent = []

        def publish_msg(self, msg_type, data=None, metadata=None, buffers=None, **keys):
            self.sent.append((msg_type, data, metadata, buffers))

    kernel, ffi = ModuleType("pyodide_kernel.comm"), ModuleType("pyodide.ffi")
    kernel.Comm, ffi.jsnull = Comm, NULL
    for module in (ModuleType("pyodide_kernel"), kernel, ModuleType("pyodide"), ffi):
        monkeypatch.setitem(sys.modules, module.__name__, module)
    return Comm


def test_none_is_replaced_however_deep_it_lies_and_nothing_else_is():
    data = {"state": {"progress": None, "rows": [1, None, ("a", None)], "zero": 0, "no": False}}
    changed = {"state": {"progress": NULL, "rows": [1, NULL, ["a", NULL]], "zero": 0, "no": False}}
    assert with_null(data, NULL) == changed
    assert data["state"]["progress"] is None


def test_a_mended_kernel_sends_null_once_mended_or_twice(monkeypatch):
    comm = line(monkeypatch)
    monkeypatch.setattr(sys, "platform", "emscripten")
    mend()
    mend()
    one = comm()
    one.publish_msg("comm_msg", {"state": {"error": None}}, metadata={}, buffers=[b""])
    one.publish_msg("comm_close")
    assert one.sent == [("comm_msg", {"state": {"error": NULL}}, {}, [b""]), ("comm_close", None, None, None)]


def test_outside_a_browser_nothing_is_touched(monkeypatch):
    comm = line(monkeypatch)
    publish = comm.publish_msg
    mend()
    assert comm.publish_msg is publish

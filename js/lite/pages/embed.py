"""The kernel of an embedded widget: ipywidgets without IPython, speaking to the page.

ipywidgets asks IPython for three names; small stand-ins save the reader some megabytes.
"""

import json
import sys
from types import ModuleType

from page import post
from pyodide.ffi import to_js


def stand_in(name, **members):
    """Put a module that holds no more than these members in the place of another."""
    sys.modules[name] = module = ModuleType(name)
    vars(module).update(members)


class InteractiveShell:
    """What ipywidgets looks for an exception's traceback in."""

    showtraceback = None


def nothing(*_args, **_options):
    """Do nothing: there is no notebook to show anything in."""


stand_in("IPython", get_ipython=nothing)
stand_in("IPython.core")
stand_in("IPython.core.interactiveshell", InteractiveShell=InteractiveShell)
stand_in("IPython.display", display=nothing, clear_output=nothing)

import comm  # noqa: E402
from comm.base_comm import BaseComm  # noqa: E402


class PageComm(BaseComm):
    """A widget's line to the page."""

    def publish_msg(self, msg_type, data=None, metadata=None, buffers=None, **_):
        """Send a message: its data as JSON, a copy of each array beside it."""
        arrays = to_js([bytes(one) for one in buffers or []])
        post(msg_type, self.comm_id, json.dumps(data or {}), arrays)


comm.create_comm = PageComm


def receive(comm_id, data, buffers):
    """Hand a message of the page to the widget that it is for."""
    line = comm.get_comm_manager().comms.get(comm_id)
    if line is not None:
        arrays = [memoryview(one.to_bytes()) for one in buffers]
        line.handle_msg({"content": {"comm_id": comm_id, "data": json.loads(data)}, "buffers": arrays})


def show(name, state):
    """Make a widget, in the state that an address holds if it holds one, and return its model's id.

    The state is what `to_url` puts into a link, or JSON: a whole state, or given traits by name.
    """
    import mathml_widgets

    global widget
    cls = getattr(mathml_widgets, name)
    if not state:
        widget = cls()
    elif not state.startswith("{"):
        widget = cls.from_url("#mathml=" + state.removeprefix("#mathml="))
    else:
        try:
            values = json.loads(state)
        except ValueError as error:
            raise ValueError(f"state must be JSON or made by to_url: {error}") from error
        widget = cls.from_state(values) if "widget" in values else cls(**values)
    return widget.model_id

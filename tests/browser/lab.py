"""JupyterLab as a reader has it before them: one page, one notebook, one kernel."""

import ast
import json
import os
import re
import shutil
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import BrowserContext

from .server import JupyterServer
from .sight import Shown, Sight
from .watch import Watch

SCRIPT = Path(__file__).with_name("lab.js").read_text()

THEMES = {
    "light": "JupyterLab Light",
    "dark": "JupyterLab Dark",
    "high contrast": "JupyterLab Dark High Contrast",
}


class KernelError(AssertionError):
    """Code that the test sent to the kernel raised."""

    def __init__(self, report: str):
        super().__init__(re.sub(r"\x1b\[[0-9;]*m", "", report))


class Lab(Shown):
    """A page of JupyterLab that shows one notebook.

    Parameters
    ----------
    server : JupyterServer
    context : BrowserContext
        Where the page is opened. Several may share one, and so its cache.

    Attributes
    ----------
    page : Page
        Playwright's page, for what this class does not offer.
    watch : Watch
        What the page did wrong. A test that provokes an error calls ``lab.watch.allow(pattern)``.
    """

    def __init__(self, server: JupyterServer, context: BrowserContext):
        self.server = server
        self.page = context.new_page()
        self.page.add_init_script(SCRIPT)
        self.page.set_default_timeout(20_000)
        self.watch = Watch(self.page)

    # The notebook

    def open(self, *cells: str, kernel: str = "python3", name: str = "lesson") -> None:
        """Open a new notebook with these code cells and wait for its kernel.

        Parameters
        ----------
        *cells : str
            The source of each cell.
        kernel : {'python3', 'no_subshells', 'departing'}
            See `JupyterServer`.
        name : str
            The file's name without its ending.
        """
        self.path = f"{name}.ipynb"
        self.file.write_text(json.dumps(notebook(cells, kernel)))
        self._visit()
        self.wait_idle()

    def open_copy(self, original: Path) -> None:
        """Open a copy of a notebook that the project ships, and wait for its kernel."""
        self.path = original.name
        shutil.copy(original, self.file)
        self._visit()
        self.wait_idle()

    @property
    def file(self) -> Path:
        """The notebook on disk."""
        return self.server.notebooks / self.path

    def begin_all(self) -> None:
        """Run every cell and do not wait."""
        self.page.evaluate("void rig.command('notebook:run-all-cells')")

    def run_all(self) -> None:
        """Run every cell and wait until the last has ended; raise if one of them raised."""
        self.page.evaluate("rig.command('notebook:run-all-cells')")
        if errors := self.page.evaluate("rig.errors()"):
            raise KernelError("\n\n".join(errors))

    def show(self, *cells: str, **options: str) -> Sight:
        """Open a notebook, run it, and return its first view when that is drawn."""
        self.open(*cells, **options)
        self.run_all()
        return self.sight()

    def save(self) -> None:
        """Save the notebook."""
        self.page.evaluate("rig.panel.context.save()")

    def reopen(self) -> None:
        """Load the page anew: the notebook opens with its kernel, or with a new one."""
        self._visit()
        self.wait_idle()

    def reopen_without_kernel(self) -> None:
        """Load the page anew as on a machine that lacks the notebook's kernel.

        The notebook must have been opened with the kernel ``departing``. JupyterLab asks which
        kernel to use instead, and the answer is: none.
        """
        self.server.stop_sessions()
        self.server.kernel_gone()
        self._visit()
        dialog = self.page.locator(".jp-Dialog")
        dialog.locator("select").select_option(label="No Kernel")
        dialog.locator(".jp-mod-accept").click()
        dialog.wait_for(state="detached")

    # The kernel

    def python(self, expression: str) -> object:
        """Ask the kernel for the value of an expression.

        Arrays arrive as lists. The kernel answers when the running cell has ended.
        """
        code = f"__import__('json').dumps({expression}, default=lambda value: value.tolist())"
        # "aborted" is what a kernel answers to all that was queued behind a cell that failed
        while (answer := self.page.evaluate("code => rig.evaluate(code)", code))["status"] == "aborted":
            pass
        if answer["status"] != "ok":
            raise KernelError("\n".join(answer.get("traceback", [answer["status"]])))
        return json.loads(ast.literal_eval(answer["data"]["text/plain"]))

    def wait_python(self, expression: str, expected: object) -> None:
        """Ask the kernel until the expression has the expected value.

        ``expected`` may be a `pytest.approx`.
        """
        deadline = time.monotonic() + 20
        while (value := self.python(expression)) != expected:
            if time.monotonic() > deadline:
                raise AssertionError(f"{expression} is {value}, expected {expected}")

    def forge(self, widget: str, data: dict) -> None:
        """Send a widget a message that our own views would never send.

        Parameters
        ----------
        widget : str
            An expression for the widget in the kernel.
        data : dict
            Such as ``{"method": "update", "state": {"determinant": 7}}``.
        """
        model_id = self.python(f"{widget}.model_id")
        self.page.evaluate("([id, data]) => rig.forge(id, data)", [model_id, data])

    def start(self, code: str) -> "Run":
        """Send code to the kernel and return when it has begun to run."""
        return Run(self, self.page.evaluate("code => rig.start(code)", code))

    def execute(self, code: str) -> None:
        """Run code in the kernel, outside the notebook; raise if it raises."""
        self.start(code).wait()

    @contextmanager
    def busy(self) -> Iterator["Run"]:
        """Keep the kernel busy with a cell until the end of the block."""
        with self.occupation() as code:
            run = self.start(code)
            yield run
        run.wait()

    @contextmanager
    def occupation(self) -> Iterator[str]:
        """Give code that runs until the end of the block."""
        sign = self.server.notebooks / "busy"
        sign.touch()
        try:
            yield "import os, time\nwhile os.path.exists('busy'): time.sleep(0.01)"
        finally:
            sign.unlink()

    def wait_idle(self) -> None:
        """Wait until the kernel has nothing to do."""
        self.page.wait_for_function("rig.idle", timeout=60_000)

    def wait_status(self, status: str) -> None:
        """Wait until the kernel has had this status since `open`, `reopen` or `kill_kernel`."""
        self.page.wait_for_function("status => rig.statuses.includes(status)", arg=status)

    def interrupt_kernel(self) -> None:
        """Press stop."""
        self.page.evaluate("rig.kernel.interrupt()")

    def restart_kernel(self) -> None:
        """Restart the kernel and wait until it is ready."""
        self.page.evaluate("rig.panel.sessionContext.restartKernel()")
        self.wait_idle()

    def kill_kernel(self) -> None:
        """Kill the kernel's process. JupyterLab notices, and starts another, within seconds."""
        pid = self.python("__import__('os').getpid()")
        self.page.evaluate("rig.statuses.length = 0")
        os.kill(pid, signal.SIGKILL)

    def shutdown_kernel(self) -> None:
        """Shut the kernel down for good."""
        self.page.evaluate("rig.panel.sessionContext.shutdown()")

    # What is on the page

    def second_view(self, cell: int = 0) -> Sight:
        """Choose *Create New View for Output* on a cell and return the view in the new pane."""
        self.page.evaluate("cell => { rig.panel.content.activeCellIndex = cell }", cell)
        self.page.evaluate("rig.command('notebook:create-output-view')")
        view = self.page.locator(".jp-LinkedOutputView .mathml-root")
        view.wait_for()
        return Sight(view)

    def close_dialog(self) -> None:
        """Close the dialog that JupyterLab has opened."""
        dialog = self.page.locator(".jp-Dialog")
        dialog.locator(".jp-mod-accept").click()
        dialog.wait_for(state="detached")

    def theme(self, name: str) -> None:
        """Switch JupyterLab's theme: ``light``, ``dark`` or ``high contrast``."""
        self.page.evaluate("theme => rig.command('apputils:change-theme', { theme })", THEMES[name])
        self.page.wait_for_function("theme => document.body.dataset.jpThemeName === theme", arg=THEMES[name])

    def _visit(self) -> None:
        self.page.goto(f"{self.server.url}/lab/tree/{self.path}?reset", wait_until="commit")
        self.page.evaluate("path => { rig.path = path }", self.path)
        self.page.wait_for_function("rig.panel?.context.isReady", timeout=60_000)
        self.page.evaluate("rig.recordStatuses()")


class Run:
    """Code that the kernel is running."""

    def __init__(self, lab: Lab, number: int):
        self._page = lab.page
        self._number = number

    @property
    def over(self) -> bool:
        """Whether it has ended."""
        return self._page.evaluate("number => rig.runs[number].over", self._number)

    def wait(self) -> None:
        """Wait for the end; raise if the code raised."""
        self._page.wait_for_function("number => rig.runs[number].over", arg=self._number)
        if error := self._page.evaluate("number => rig.runs[number].error", self._number):
            raise KernelError(error)


def notebook(cells: tuple[str, ...], kernel: str) -> dict:
    """Return a notebook of code cells in the format that is written to disk."""
    return {
        "nbformat": 4,
        "nbformat_minor": 5,
        "metadata": {
            "kernelspec": {"name": kernel, "display_name": kernel, "language": "python"},
            "language_info": {"name": "python"},
        },
        "cells": [
            {
                "cell_type": "code",
                "id": f"cell-{number}",
                "source": source,
                "metadata": {},
                "outputs": [],
                "execution_count": None,
            }
            for number, source in enumerate(cells)
        ],
    }

"""Every host that is tried: how it is started, and how a reader opens our widgets there."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page

from mathml_widgets.export import write_front_ends
from tests.browser.lab import notebook

from .acts import Act
from .process import Process

SERVER = [
    "--no-browser",
    "--allow-root",
    "--ip=127.0.0.1",
    "--port={port}",
    "--ServerApp.port_retries=0",
    "--IdentityProvider.token=",
    "--ServerApp.password=",
    "--ServerApp.disable_check_xsrf=True",
]

NAMES = "import mathml_widgets as mw\nfrom telling import tell\n"


@dataclass(frozen=True)
class Host:
    """One host.

    Attributes
    ----------
    name : str
    start : callable
        Write what the host is to show into a folder, and return the process that will show it.
    open : callable
        Visit the page and have the widgets made.
    charts : bool
        Whether the host draws bqplot's figures.
    noise : tuple of str
        Complaints of the host's own, as regular expressions.
    """

    name: str
    start: Callable[[Path, Sequence[Act]], Process]
    open: Callable[[Page, Process], None]
    charts: bool = True
    noise: tuple[str, ...] = ()


def told(act: Act) -> str:
    """Return an expression for the widget of an act, which tells what Python holds."""
    return f"tell({act.make}, {', '.join(map(repr, act.traits))})"


# Jupyter


def write_notebook(folder: Path, acts: Sequence[Act]) -> None:
    """Write a notebook with one widget in each cell."""
    cells = (NAMES, *map(told, acts))
    (folder / "reading.ipynb").write_text(json.dumps(notebook(cells, "python3")))


def jupyter(*command: str, ready: str = "/api/status") -> Callable[[Path, Sequence[Act]], Process]:
    """Return what starts one of Jupyter's servers."""

    def start(folder: Path, acts: Sequence[Act]) -> Process:
        write_notebook(folder, acts)
        return Process(folder, ["jupyter", *command, *SERVER], ready)

    return start


def run_all(path: str) -> Callable[[Page, Process], None]:
    """Return what opens a notebook in JupyterLab or Notebook 7, and runs it."""

    def open_(page: Page, host: Process) -> None:
        page.goto(f"{host.url}/{path}/reading.ipynb", wait_until="commit")
        page.evaluate("rig.path = 'reading.ipynb'")
        page.wait_for_function("rig.panel?.context.isReady", timeout=60_000)
        page.wait_for_function("rig.idle", timeout=60_000)
        page.evaluate("rig.command('notebook:run-all-cells')")

    return open_


# The classic widget manager asks the kernel for its widgets, and then draws all outputs anew. What is asked
# after it is answered after it.
CLASSIC_LOADED = """new Promise((answered) => {
    const status = ({ content }) => content.execution_state === "idle" && setTimeout(answered);
    Jupyter.notebook.kernel.send_shell_message("comm_info_request", { target_name: null }, { iopub: { status } });
})"""


def run_classic(page: Page, host: Process) -> None:
    """Open a notebook in nbclassic and run it."""
    page.goto(f"{host.url}/nbclassic/notebooks/reading.ipynb", wait_until="commit")
    page.wait_for_function(
        "globalThis.Jupyter?.notebook?.kernel?.is_connected() && Jupyter.notebook.kernel.widget_manager", timeout=60_000
    )
    page.evaluate(CLASSIC_LOADED)
    page.evaluate("Jupyter.notebook.execute_all_cells()")


def start_voila(folder: Path, acts: Sequence[Act]) -> Process:
    """Start Voila on the notebook."""
    write_notebook(folder, acts)
    options = ["--no-browser", "--Voila.ip=127.0.0.1", "--port={port}", "--Voila.port_retries=0"]
    return Process(folder, ["voila", "reading.ipynb", *options], "/voila/ready")


# Frameworks for apps


def visit(page: Page, host: Process) -> None:
    """Open the host's only page."""
    page.goto(host.url)


def app(template: Callable[[Sequence[Act]], str], *command: str) -> Callable[[Path, Sequence[Act]], Process]:
    """Return what writes an app and serves it."""

    def start(folder: Path, acts: Sequence[Act]) -> Process:
        (folder / "reading.py").write_text(template(acts))
        return Process(folder, list(command), "/ready", SOLARA_TELEMETRY_MIXPANEL_ENABLE="false")

    return start


def start_panel(folder: Path, acts: Sequence[Act]) -> Process:
    """Write an app for Panel, and lay out the front ends that it would fetch from a CDN."""
    write_front_ends(folder / "cdn")
    shown = "".join(f"Local({told(act)}, sizing_mode='stretch_width').servable()\n" for act in acts)
    (folder / "reading.py").write_text(
        f"import panel as pn\n{NAMES}pn.extension('ipywidgets')\n"
        "class Local(pn.pane.IPyWidget):\n"
        "    def _get_ipywidget(self, *args, **kwargs):\n"
        "        return super()._get_ipywidget(*args, cdn='/cdn', **kwargs)\n"
        f"{shown}"
    )
    options = ["--address=127.0.0.1", "--port={port}", "--static-dirs", "cdn=cdn"]
    return Process(folder, ["panel", "serve", "reading.py", *options], "/ready")


def shiny_app(acts: Sequence[Act]) -> str:
    """Return an app for Shiny."""
    outputs = ", ".join(f"output_widget({act.name!r})" for act in acts)
    renderers = "".join(f"    @render_widget\n    def {act.name}():\n        return {told(act)}\n" for act in acts)
    return (
        "from shiny import App, ui\nfrom shinywidgets import output_widget, render_widget\n"
        f"{NAMES}page = ui.page_fluid({outputs})\n"
        f"def server(input, output, session):\n{renderers}"
        "app = App(page, server)\n"
    )


def marimo_app(acts: Sequence[Act]) -> str:
    """Return a notebook for marimo."""
    first = (
        "@app.cell\ndef _():\n    import marimo as mo\n    import mathml_widgets as mw\n"
        "    from telling import tell\n    return mo, mw, tell\n"
    )
    cells = "".join(
        f"@app.cell\ndef _(mo, mw, tell):\n    {act.name} = {told(act)}\n"
        f"    {f'mo.ui.anywidget({act.name})' if not act.charts else act.name}\n    return\n"
        for act in acts
    )
    return f"import marimo\napp = marimo.App()\n{first}{cells}"


def solara_app(acts: Sequence[Act]) -> str:
    """Return an app for Solara."""
    shown = "".join(f"    solara.display(solara.use_memo(lambda: {told(act)}, []))\n" for act in acts)
    return f"import solara\n{NAMES}@solara.component\ndef Page():\n{shown}"


HOSTS = [
    Host("jupyterlab", jupyter("lab", "--LabApp.expose_app_in_browser=True"), run_all("lab/tree")),
    Host(
        "notebook",
        jupyter("notebook", "--JupyterNotebookApp.expose_app_in_browser=True"),
        run_all("notebooks"),
        # Its list of shortcuts asks for the settings of a plugin that is not loaded yet.
        noise=(r"reading 'schema'",),
    ),
    Host(
        "nbclassic",
        jupyter("nbclassic"),
        run_classic,
        # Voila's extension, and one of ipywidgets 7, are for servers of old.
        noise=(r"nbextensions/(voila|widgets)/",),
    ),
    Host(
        "voila",
        start_voila,
        visit,
        # It loads every extension of JupyterLab, whether Voila has what that needs or not.
        noise=(r"fontawesome", r"[Ss]hared module", r"RUNTIME-"),
    ),
    Host(
        "panel",
        start_panel,
        lambda page, host: page.goto(f"{host.url}/reading"),
        noise=(r"font-awesome", r"\[object%20Module\]"),
    ),
    Host(
        "shiny",
        app(shiny_app, "shiny", "run", "reading.py", "--host=127.0.0.1", "--port={port}"),
        visit,
        noise=(r"html-manager@.*\.(woff2?|ttf)",),
    ),
    Host(
        "marimo",
        app(marimo_app, "marimo", "run", "reading.py", "--headless", "--no-token", "--host=127.0.0.1", "--port={port}"),
        visit,
        charts=False,
    ),
    Host(
        "solara",
        app(solara_app, "solara", "run", "reading.py", "--no-open", "--host=127.0.0.1", "--port={port}"),
        visit,
        noise=(r"solara\.dev/static/public/success",),
    ),
]

"""Two JupyterLabs and a browser: a stock server, and one with the server extension of this package."""

import json
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, sync_playwright

from tests.browser import chromium
from tests.browser.lab import Lab
from tests.browser.running import free_port
from tests.browser.server import JupyterServer

from .contestants import CELLS, IMPORTS, Contestant
from .hand import Hand

ROOT = Path(__file__).parents[2]
RECORDER = Path(__file__).with_name("recorder.js").read_text()
STOCK = {"ServerApp": {"jpserver_extensions": {"mathml_widgets.server": False}}}
NODELAY_IS_ON = "TCP_NODELAY is on"


@dataclass(frozen=True)
class Seat:
    """One notebook with all contestants in it, and a hand before it."""

    lab: Lab
    hand: Hand
    browser: Browser

    def grip(self, contestant: Contestant) -> tuple[float, float]:
        """Bring a contestant into view; return where on the page the hand takes hold of it."""
        target = self.lab.page.locator(contestant.target).last
        target.wait_for()
        target.evaluate("element => element.scrollIntoView({ block: 'center' })")
        box = target.bounding_box()
        across, down = contestant.grip
        return box["x"] + across * box["width"], box["y"] + down * box["height"]


@dataclass(frozen=True)
class Stage:
    """The seat before a stock server, and the one before ours."""

    stock: Seat
    ours: Seat


@contextmanager
def stage(cells: tuple[Contestant, ...] = CELLS) -> Iterator[Stage]:
    """Start servers and browser; open and run the notebook of these cells on both."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="mathml-bench-")))
        config = folder / "stock" / "config"
        config.mkdir(parents=True)
        (config / "jupyter_server_config.json").write_text(json.dumps(STOCK))
        stock = stack.enter_context(JupyterServer(folder / "stock"))
        ours = stack.enter_context(JupyterServer(folder / "ours"))
        if NODELAY_IS_ON in stock.log_tail(1000) or NODELAY_IS_ON not in ours.log_tail(1000):
            raise RuntimeError("the servers do not differ: is the server extension enabled?")
        playwright = stack.enter_context(sync_playwright())
        port = free_port()
        browser = playwright.chromium.launch(
            executable_path=chromium.executable(playwright),
            args=[*chromium.FLAGS, f"--remote-debugging-port={port}"],
        )
        stack.callback(browser.close)
        seats = [take_seat(server, browser, port, cells) for server in (stock, ours)]
        yield Stage(*seats)
        for seat in seats:
            seat.lab.watch.check()


def take_seat(server: JupyterServer, browser: Browser, port: int, cells: tuple[Contestant, ...]) -> Seat:
    """Open the notebook on a server and run it."""
    context = browser.new_context(viewport={"width": 1400, "height": 1000})
    context.add_init_script(RECORDER)
    lab = Lab(server, context)
    lab.open(IMPORTS.format(root=str(ROOT)), *(contestant.cell for contestant in cells))
    lab.run_all()
    return Seat(lab, Hand(lab.page, port), browser)

"""Every host is started once, opened once, and its widgets are handled one after another."""

import json
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.browser import chromium
from tests.browser.hand import Hand
from tests.browser.lab import SCRIPT
from tests.browser.shots import shoot
from tests.browser.sight import Sight
from tests.browser.watch import Watch

from .acts import ACTS, Act
from .hosts import HOSTS, Host
from .process import Process

expect.set_options(timeout=20_000)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for the whole session."""
    with sync_playwright() as playwright:
        browser = chromium.start(playwright)
        yield browser
        browser.close()


class Reading:
    """A host that a reader has before them, with all widgets that it can show.

    Attributes
    ----------
    host : Host
    process : Process
    page : Page
    watch : Watch
        What the page did wrong.
    """

    def __init__(self, host: Host, process: Process, page: Page, acts: list[Act]):
        self.host, self.process, self.page, self.acts = host, process, page, acts
        self.watch = Watch(page)
        # It gives a view two seconds to load, and keeps on after all.
        self.watch.allow(r"\[anywidget\] Failed to initialize model")
        for noise in host.noise:
            self.watch.allow(noise)

    def sight(self, act: Act) -> Sight:
        """Return the view of one widget when it is drawn."""
        root = self.page.locator(".mathml-root").nth(self.acts.index(act))
        root.wait_for(timeout=60_000)
        root.scroll_into_view_if_needed()
        sight = Sight(root)
        if sight.picture.count():
            sight.still()
        return sight

    def told(self, act: Act) -> dict:
        """Return what Python holds."""
        return json.loads((self.process.folder / f"{act.name}.json").read_text())

    def wait_told(self, act: Act, expected: dict[str, object]) -> None:
        """Wait until Python holds these values."""
        deadline = time.monotonic() + 20
        while any((told := self.told(act))[name] != value for name, value in expected.items()):
            if time.monotonic() > deadline:
                raise AssertionError(f"{self.host.name}: Python holds {told}, expected {expected}")
            self.page.wait_for_timeout(20)


@pytest.fixture(scope="module", params=HOSTS, ids=lambda host: host.name)
def reading(request: pytest.FixtureRequest, browser: Browser, tmp_path_factory) -> Iterator[Reading]:
    """Start a host and open its page."""
    host: Host = request.param
    acts = [act for act in ACTS if host.charts or not act.charts]
    folder: Path = tmp_path_factory.mktemp(host.name)
    with host.start(folder, ACTS) as process, browser.new_context(viewport={"width": 1200, "height": 1000}) as context:
        page = context.new_page()
        page.add_init_script(SCRIPT)
        page.set_default_timeout(20_000)
        page.set_default_navigation_timeout(60_000)  # Voila runs the notebook first
        reading = Reading(host, process, page, acts)
        host.open(page, process)
        yield reading


@pytest.fixture
def hand(reading: Reading) -> Hand:
    """Mouse, finger and keys on the host's page."""
    return Hand(reading.page)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo):
    """Show, for a test that failed, what the page and the host have to say."""
    report = yield
    reading = getattr(item, "funcargs", {}).get("reading")
    if report.failed and reading is not None:
        seen = [str(shoot(reading.page, f"failed-{item.name}")), *reading.watch.complaints()]
        report.sections.append(("page", "\n".join(seen)))
        report.sections.append((f"log of {reading.host.name}", reading.process.log_tail()))
    return report

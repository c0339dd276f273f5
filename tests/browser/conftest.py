"""Fixtures for tests in a real browser on a real JupyterLab."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Page, expect, sync_playwright

from . import chromium
from .hand import Hand
from .lab import Lab
from .server import JupyterServer
from .shots import shoot

expect.set_options(timeout=20_000)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run these tests last: from the first on, Playwright's event loop runs in the main thread."""
    items.sort(key=lambda item: Path(__file__).parent in item.path.parents)


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[JupyterServer]:
    """One JupyterLab for the whole session."""
    with JupyterServer(tmp_path_factory.mktemp("jupyter") / "server") as server:
        yield server


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for the whole session."""
    with sync_playwright() as playwright:
        browser = chromium.start(playwright)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def context(browser: Browser) -> Iterator[BrowserContext]:
    """One browser window's worth of cookies and cache: JupyterLab loads faster the second time."""
    context = browser.new_context(viewport={"width": 1400, "height": 1000})
    yield context
    context.close()


@pytest.fixture
def lab(server: JupyterServer, context: BrowserContext) -> Iterator[Lab]:
    """A page of its own for each test, with first-visit settings and no kernel left over."""
    server.forget_settings()
    server.kernel_back()
    lab = Lab(server, context)
    yield lab
    lab.page.close()
    server.stop_sessions()


@pytest.fixture
def hand(lab: Lab) -> Hand:
    """Mouse, finger and keys on the page of ``lab``."""
    return Hand(lab.page)


@pytest.hookimpl(wrapper=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function):
    """Fail a test whose page misbehaved, even if all that it asserts is true."""
    result = yield
    if "lab" in pyfuncitem.funcargs:
        pyfuncitem.funcargs["lab"].watch.check()
    return result


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo):
    """Show, for a test that failed, what the page and the server have to say."""
    report = yield
    lab = getattr(item, "funcargs", {}).get("lab")
    if report.failed and call.when == "call" and lab is not None:
        seen = [picture_of(lab.page, f"failed-{item.name}"), *lab.watch.complaints()]
        report.sections.append(("page", "\n".join(seen)))
        report.sections.append(("JupyterLab log", lab.server.log_tail()))
    return report


def picture_of(page: Page, name: str) -> str:
    """Return the path of a picture of the page, or why there is none."""
    try:
        return str(shoot(page, name))
    except Error as error:
        return f"no picture: {error}"

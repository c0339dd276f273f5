"""Fixtures: the offline site, built from nothing, a server of static files, and a Chromium with no way out."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, expect, sync_playwright

from js.lite.site import build

from ..browser import chromium
from ..browser.shots import shoot
from .host import Host
from .reader import Reader

expect.set_options(timeout=30_000)

NO_WAY_OUT = "--host-resolver-rules=MAP school.test 127.0.0.1, MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"

WIDE = {"viewport": {"width": 1280, "height": 900}}
PHONE = {"viewport": {"width": 390, "height": 780}, "has_touch": True, "is_mobile": True, "device_scale_factor": 2}


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site, in a folder under the one that is served; ``MATHML_LITE_SITE`` names one that is built already."""
    folder = tmp_path_factory.mktemp("www") / "school/lite"
    if ready := os.environ.get("MATHML_LITE_SITE"):
        folder.parent.mkdir()
        folder.symlink_to(Path(ready).resolve(), target_is_directory=True)
    else:
        build(folder)
    return folder


@pytest.fixture(scope="session")
def host(site: Path) -> Iterator[Host]:
    """The server of the site, up again before each test."""
    with Host(site.parents[1], "school/lite") as host:
        yield host


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for the whole session, to which every other host is unknown."""
    with sync_playwright() as playwright:
        browser = chromium.start(playwright, NO_WAY_OUT)
        yield browser
        browser.close()


@pytest.fixture
def newcomer(browser: Browser) -> Iterator[BrowserContext]:
    """A browser that has never been here."""
    context = browser.new_context(**WIDE)
    yield context
    context.close()


@pytest.fixture(scope="session")
def regular(browser: Browser) -> Iterator[BrowserContext]:
    """A browser that comes back, with all that it has kept."""
    context = browser.new_context(**WIDE)
    yield context
    context.close()


@pytest.fixture
def reader(host: Host, regular: BrowserContext) -> Iterator[Reader]:
    """A page of its own for each test, in the browser that comes back."""
    host.up()
    reader = Reader(host, regular)
    yield reader
    reader.page.close()


@pytest.fixture
def stranger(host: Host, newcomer: BrowserContext) -> Iterator[Reader]:
    """A page in a browser that has never been here."""
    host.up()
    yield Reader(host, newcomer)


def readers(item: pytest.Item) -> list[Reader]:
    """List the pages that a test has."""
    return [one for one in getattr(item, "funcargs", {}).values() if isinstance(one, Reader)]


@pytest.hookimpl(wrapper=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function):
    """Fail a test whose page misbehaved, even if all that it asserts is true."""
    result = yield
    for reader in readers(pyfuncitem):
        reader.watch.check()
    return result


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo):
    """Show, for a test that failed, what its pages have to say."""
    report = yield
    if report.failed and call.when == "call":
        for number, reader in enumerate(readers(item)):
            seen = [str(shoot(reader.page, f"failed-{item.name}-{number}")), *reader.watch.complaints()]
            report.sections.append(("page", "\n".join(seen)))
    return report

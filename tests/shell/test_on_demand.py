"""What is fetched when it is first needed, with the browser played by stand-ins."""

import sys
from importlib import machinery
from types import ModuleType

import pytest

from mathml_widgets.shell import on_demand


class Browser:
    """A page whose packages are fetched by name, and a Python that can wait for it, or cannot."""

    def __init__(self, monkeypatch, *, waits: bool = True, offers: tuple[str, ...] = ("charts",)):
        self.fetched: list[str] = []
        self._there: set[str] = set()
        ffi, page = ModuleType("pyodide.ffi"), ModuleType("pyodide_js")
        ffi.can_run_sync = lambda: waits
        ffi.run_sync = lambda fetching: fetching()
        page.loadPackage = lambda name: lambda: self._load(name, offers)
        for module in (ModuleType("pyodide"), ffi, page):
            monkeypatch.setitem(sys.modules, module.__name__, module)
        monkeypatch.setattr(sys, "platform", "emscripten")
        monkeypatch.setattr(on_demand, "find_spec", self._find)

    def _load(self, name: str, offers: tuple[str, ...]) -> None:
        self.fetched.append(name)
        self._there |= {name} & set(offers)

    def _find(self, name: str) -> machinery.ModuleSpec | None:
        return machinery.ModuleSpec(name, None) if name in self._there else None


def test_a_library_is_fetched_once(monkeypatch):
    browser = Browser(monkeypatch)
    on_demand.fetch("charts")
    on_demand.fetch("charts")
    assert browser.fetched == ["charts"]


def test_a_python_that_cannot_wait_says_what_to_type(monkeypatch):
    browser = Browser(monkeypatch, waits=False)
    with pytest.raises(ImportError, match="run `import charts` in a cell of its own") as raised:
        on_demand.fetch("charts")
    assert raised.value.name == "charts"
    assert browser.fetched == []


def test_a_library_that_does_not_come_is_missed_by_name(monkeypatch):
    Browser(monkeypatch, offers=())
    with pytest.raises(ImportError, match="charts could not be fetched: look at the connection"):
        on_demand.fetch("charts")


def test_outside_a_browser_nothing_is_fetched(monkeypatch):
    browser = Browser(monkeypatch)
    monkeypatch.setattr(sys, "platform", "linux")
    on_demand.fetch("charts")
    assert browser.fetched == []

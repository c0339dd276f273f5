"""Build the site: ``python -m js.lite [offline|cdn] [--out dist/lite]``."""

import argparse
import time
from pathlib import Path

from .fetch import ROOT
from .site import PYODIDE, build
from .sizes import table


def main() -> None:
    """Build, and say what came of it and how to serve it."""
    parser = argparse.ArgumentParser(prog="python -m js.lite", description=__doc__)
    parser.add_argument("flavour", nargs="?", choices=PYODIDE, default="offline")
    parser.add_argument("--out", type=Path, default=ROOT / "dist/lite")
    options = parser.parse_args()
    begun = time.monotonic()
    build(options.out, options.flavour)
    print(f"The {options.flavour} site is in {options.out}, built in {time.monotonic() - begun:.0f} s.\n")
    print(table(options.out))
    print("\nServe it with: make lite-serve (any static file server will do)")


if __name__ == "__main__":
    main()

"""Measure and print the table."""

import argparse
from contextlib import ExitStack

from . import drag, first_picture, frames, imports, machine, sizes
from .setting import Setting
from .table import markdown

PARTS = {"drag": drag, "frames": frames, "first_picture": first_picture, "imports": imports, "sizes": sizes}

NOTES = """\
Medians of {rounds} interleaved rounds after one that does not count; a drag lasts {seconds} s.
The hand: the browser's own mouse events, 120 a second by the clock, whether or not the page keeps up.
Lag: from the pointer's move to the arrival in the page of the numbers that belong to it.
Main-thread work: processor time of all tasks of the page's main thread from one frame to the next, JupyterLab's own
included, from Chromium's trace; 'a bare page' is the same hand over an empty output. No GPU: drawing takes a core.
Kernel's work: processor time, of the widget's handling of messages and of the whole process.
"""


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.interaction", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="part", help=f"of {', '.join(PARTS)}; all by default")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=int, default=3, help="of each drag")
    parser.add_argument("--wait", type=float, default=10, help="minutes to wait at most for a load below 1")
    chosen = parser.parse_args()
    if unknown := set(chosen.parts) - PARTS.keys():
        parser.error(f"part must be one of {', '.join(PARTS)}, got {', '.join(sorted(unknown))}")

    machine.wait_until_quiet(chosen.wait)
    rows, loads = [], [f"{machine.load()} before"]
    with ExitStack() as stack:
        setting = Setting(chosen.rounds, chosen.seconds, stack)
        for name in chosen.parts or PARTS:
            rows += PARTS[name].rows(setting)
            loads.append(f"{machine.load()} after {name}")
    print(markdown(rows))
    print()
    print(NOTES.format(rounds=chosen.rounds, seconds=chosen.seconds), end="")
    print(f"Load average, this benchmark's own included: {', '.join(loads)}.")
    print(machine.description())


if __name__ == "__main__":
    main()

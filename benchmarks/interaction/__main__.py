"""Measure and print the table."""

import argparse
from contextlib import ExitStack

from . import charts, drag, first_picture, frames, imports, sizes
from .machine import Machine, description
from .setting import Setting
from .table import markdown

PARTS = {
    "drag": drag,
    "charts": charts,
    "frames": frames,
    "first_picture": first_picture,
    "imports": imports,
    "sizes": sizes,
}

NOTES = """\
Medians of {rounds} interleaved rounds after one that does not count; a drag lasts {seconds} s.
The hand: the browser's own mouse events, 120 a second by the clock, whether or not the page keeps up.
Lag: from the pointer's move to the arrival in the page of the numbers that belong to it.
'An echo' draws and computes nothing: the most that JupyterLab's own way there and back lets through here.
Main-thread work: processor time of all tasks of the page's main thread from one frame to the next, JupyterLab's own
included, from Chromium's trace; 'a bare page' is the same hand over an empty output. No GPU: drawing takes a core.
Kernel's work: processor time, of the widget's handling of messages and of the whole process.
"""


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.interaction", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="part", help=f"of {', '.join(PARTS)}; all by default")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=int, default=3, help="of each drag")
    parser.add_argument("--wait", type=float, default=10, help="minutes to wait altogether for other programs to rest")
    chosen = parser.parse_args()
    if unknown := set(chosen.parts) - PARTS.keys():
        parser.error(f"part must be one of {', '.join(PARTS)}, got {', '.join(sorted(unknown))}")

    machine = Machine(chosen.wait)
    rows = []
    with ExitStack() as stack:
        setting = Setting(chosen.rounds, chosen.seconds, machine, stack)
        for name in chosen.parts or PARTS:
            rows += PARTS[name].rows(setting)
    print(markdown(rows))
    print()
    print(NOTES.format(rounds=chosen.rounds, seconds=chosen.seconds), end="")
    print(machine.account())
    print(description())


if __name__ == "__main__":
    main()

"""The kernel's work until a dragged bar is answered, in processor milliseconds, and what the answer weighs.

The event loop runs, as in a notebook, so the finer answers of long work come later, and a newer move drops them.
"""

import asyncio
import time
from statistics import quantiles

import comm
import numpy as np

from mathml_widgets import EntropyCalculator
from tests.recording import Recording

MOVES = 200
GOAL = 5.0
"""Milliseconds for the bars of an alphabet, message or not."""

CASES = {
    "4 bars": (4, "ABCA"),
    "26 bars": (26, "ABCA"),
    "26 bars, 200 letters": (26, "ABCAZYXW" * 25),
    "26 bars, 20,000 letters": (26, "ABCAZYXW" * 2_500),
    "64 bars": (64, "ABCA"),
}


def weight(message):
    """Return how many bytes a message of nested values and buffers takes."""
    if isinstance(message, dict):
        return sum(len(str(key)) + 4 + weight(value) for key, value in message.items())
    if isinstance(message, (list, tuple)):
        return 2 + sum(1 + weight(value) for value in message)
    return len(bytes(message)) if isinstance(message, (bytes, memoryview)) else len(str(message)) + 2


async def drag(n, message, sent):
    p = np.random.default_rng(0).dirichlet(np.ones(n))
    widget = EntropyCalculator(p, message=message)
    await widget.done()
    widget.held = "bar 1"
    times, weights = [], []
    for serial in range(1, MOVES + 1):
        values = {"probabilities": {"index": 1, "value": 0.1 + 0.8 * serial / MOVES}}
        said = {"kind": "set", "client": "c", "serial": serial, "epoch": 99, "gesture": "g", "values": values}
        sent.forget()
        widget._receive(said)
        began = None
        while widget.answered.get("serial") != serial:
            began = time.process_time()
            await asyncio.sleep(0)
        times.append(1e3 * (time.process_time() - began))
        weights.append(weight(sent.updates(widget.model_id)[0]))
    middle, late = (quantiles(times, n=20)[i] for i in (9, 18))
    return middle, late, max(weights)


async def main():
    sent = Recording()
    comm.create_comm = sent.create
    print(f"{'what':<26}{'p50, ms':>9}{'p95, ms':>9}{'bytes':>9}   goal: p50 at most {GOAL:g} ms")
    for name, (n, message) in CASES.items():
        middle, late, heaviest = await drag(n, message, sent)
        print(f"{name:<26}{middle:9.2f}{late:9.2f}{heaviest:9,}   {'reached' if middle <= GOAL else 'missed'}")


if __name__ == "__main__":
    asyncio.run(main())

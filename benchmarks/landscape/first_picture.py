"""How soon there is a picture, how soon it is whole, and how soon a stop is obeyed; milliseconds, medians.

The event loop runs, as in a notebook: what is timed is until the constructor returns, which is when the first picture
is sent, and until nothing is under way.
"""

import asyncio
import time
from statistics import median

import numpy as np

from benchmarks.landscape import losses
from mathml_widgets import LossLandscape

ROUNDS = 7
START = np.linspace(-1.0, 1.0, 20)


def slow_loss(parameters):
    return losses.waiting(parameters, 0.05)


CASES = {
    "a network, trained here": lambda: LossLandscape(),
    "Himmelblau's function": lambda: LossLandscape("himmelblau"),
    "a saddle of 100 parameters": lambda: LossLandscape("saddle(20)"),
    "a loss of 50 ms, gradient given": lambda: LossLandscape(slow_loss, START, losses.slope),
}


async def once(make, whole):
    began = time.perf_counter()
    widget = make()
    first = time.perf_counter() - began
    for _ in range(3):
        await asyncio.sleep(0)
    began_stop = time.perf_counter()
    if not whole:
        await asyncio.sleep(0)  # a message to stop is heard after the step that is under way
        widget.stop()
        return first, time.perf_counter() - began_stop
    await widget.done()
    return first, time.perf_counter() - began


async def drag(trait, values):
    widget = LossLandscape()
    await widget.done()
    times = []
    for serial, value in enumerate(values, 1):
        message = {"kind": "set", "client": "c", "serial": serial, "epoch": widget.answered.get("epoch", 0),
                   "gesture": "g", "values": {trait: value}}  # fmt: skip
        began = time.perf_counter()
        widget._receive(message)
        while widget.answered.get("serial") != serial:
            await asyncio.sleep(0)
        times.append(time.perf_counter() - began)
    return median(times)


async def main():
    print(f"{'what':<34}{'first':>8}{'whole':>9}{'stop':>8}")
    for name, make in CASES.items():
        await once(make, False)
        stops = [await once(make, False) for _ in range(ROUNDS)]
        slow = "50 ms" in name
        whole = "" if slow else f"{1e3 * median([(await once(make, True))[1] for _ in range(ROUNDS)]):9.0f}"
        first, stop = (1e3 * median(column) for column in zip(*stops, strict=True))
        print(f"{name:<34}{first:>8.0f}{whole:>9}{stop:>8.1f}", flush=True)
    probe = await drag("probe", [[0.01 * k, 0.02 * k] for k in range(60)])
    angle = await drag("direction_angle", [0.005 * k for k in range(1, 40)])
    print(f"answer to a drag of the probe {1e3 * probe:.1f} ms, of the angle {1e3 * angle:.1f} ms (network)")


if __name__ == "__main__":
    asyncio.run(main())

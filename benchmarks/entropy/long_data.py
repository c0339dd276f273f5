"""How long data of every size take until their first numbers are there, and until all are, in milliseconds."""

import asyncio
import time
from statistics import median

import numpy as np

from mathml_widgets import EntropyCalculator

ROUNDS = 3


def text(n, letters="etaoin shrdlu"):
    return "".join(np.random.default_rng(0).choice(list(letters), size=n))


CASES = {
    "a text of 10 MB": (lambda: text(10_000_000), lambda data: {"data": data}),
    "a text of 1 MB with emoji of several parts": (lambda: text(300_000, "ab👍🏽é"), lambda data: {"data": data}),
    "a column of a million entries": (lambda: list(text(1_000_000)), lambda data: {"data": data}),
    "two columns of a million entries": (
        lambda: {"x": np.arange(1_000_000) % 7, "y": np.arange(1_000_000) % 11},
        lambda data: {"data": data},
    ),
    "10,000 outcomes": (lambda: np.arange(1, 10_001), lambda counts: {"counts": counts}),
    "a message of 20,000 letters": (lambda: text(20_000, "ABCD"), lambda message: {"message": message}),
    "blocks of 12 of two outcomes": (lambda: [0.9, 0.1], lambda p: {"probabilities": p, "block_length": 12}),
    "a million measurements": (
        lambda: np.random.default_rng(0).normal(size=1_000_000),
        lambda x: {"measurements": x, "picture": "density"},
    ),
}


async def once(given):
    began = time.perf_counter()
    widget = EntropyCalculator(**given)
    first = time.perf_counter() - began
    await widget.done()
    return 1e3 * first, 1e3 * (time.perf_counter() - began)


async def main():
    print(f"{'what':<46}{'first':>8}{'whole':>9}")
    for name, (make, given) in CASES.items():
        held = given(make())
        found = [await once(held) for _ in range(ROUNDS)]
        first, whole = (median(times) for times in zip(*found, strict=True))
        print(f"{name:<46}{first:8.0f}{whole:9.0f}")


if __name__ == "__main__":
    asyncio.run(main())

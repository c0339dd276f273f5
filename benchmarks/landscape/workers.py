"""A surface of 17 x 17 points of a slow loss: in the kernel alone, on processes, and on a Dask cluster.

Workers are started before the clock is, and have evaluated the loss once. A loss that computes cannot be faster than
the machine has cores; one that waits, as for an accelerator, can.
"""

import argparse
import os
import time
from contextlib import contextmanager
from statistics import median

import numpy as np

from benchmarks.landscape import losses
from mathml_widgets import LossLandscape

RESOLUTION = 17
START = np.linspace(-1.0, 1.0, 20)


@contextmanager
def alone(_workers):
    yield None


@contextmanager
def processes(workers):
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    with ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn")) as pool:
        yield pool


@contextmanager
def dask(workers):
    import distributed

    options = {"n_workers": workers, "threads_per_worker": 1, "processes": True, "dashboard_address": None}
    with distributed.LocalCluster(**options) as cluster, distributed.Client(cluster) as client:
        yield client.get_executor()


def seconds_for(loss, executor):
    """Return how long the surface takes, all of it."""
    began = time.perf_counter()
    widget = LossLandscape(loss, START, gradient=losses.slope, executor=executor, resolution=RESOLUTION, mode="contour")
    took = time.perf_counter() - began
    assert widget.losses.shape == (RESOLUTION, RESOLUTION)
    np.testing.assert_allclose(widget.losses[8, 8], (START**2).sum(), rtol=1e-12)
    return took


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    rounds = parser.parse_args().rounds
    print(f"{os.cpu_count()} cores; a surface of {RESOLUTION} x {RESOLUTION}, {losses.SECONDS * 1e3:g} ms a point")
    print(f"{'loss':<10}{'executor':<12}{'workers':>8}{'seconds':>9}{'times':>7}")
    for loss in (losses.computing, losses.waiting):
        base = None
        for name, make in (("none", alone), ("processes", processes), ("dask", dask)):
            for workers in (1,) if make is alone else (1, 2, 4):
                with make(workers) as executor:
                    if executor is not None:
                        for future in [executor.submit(loss, START) for _ in range(4 * workers)]:
                            future.result()
                    took = median(seconds_for(loss, executor) for _ in range(rounds))
                base = base or took
                print(f"{loss.__name__:<10}{name:<12}{workers:>8}{took:>9.2f}{base / took:>7.2f}", flush=True)


if __name__ == "__main__":
    main()

"""Gradients, Jacobians and Hessians at n = 2, 10, 100, 1000, and a scalar graph of 1000 nodes, beside their peers.

Run it with an interpreter that has this package and the peers (`pip install jax autograd torch
numdifftools scipy micrograd`); one that is missing is reported as missing.

    python benchmarks/maths/derivatives.py [gradient jacobian hessian graph] [--rounds 7] [--seconds 20]

All threads are pinned to one. First call and peak memory are measured in a fresh process after the
imports, the first call with all that is traced or compiled; warm calls are medians (and the least) of
rounds in which every contestant runs once, in processor time, so that other work on the machine does
not count. A contestant whose first call takes longer than `--seconds` is left out of the rounds. Errors
are relative to the largest entry of the closed form.
"""

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from statistics import median
from typing import Any

for _variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[_variable] = "1"
os.environ["XLA_FLAGS"] = "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1"
os.environ["JAX_ENABLE_X64"] = "1"
os.environ["JAX_PLATFORMS"] = "cpu"

import numpy as np  # noqa: E402  after the threads are pinned

SIZES = (2, 10, 100, 1000)
PARTS = ("gradient", "jacobian", "hessian", "graph")
GRAPH_ROUNDS = 125
"""Eight operations each: a graph of 1001 nodes, constants not counted."""
Task = Callable[[], Any]


def point(n: int) -> Any:
    return np.random.default_rng(n).uniform(-1, 1, n)


def rosenbrock(xp: Any) -> Callable[[Any], Any]:
    return lambda x: xp.sum(100 * (x[1:] - x[:-1] ** 2) ** 2 + (1 - x[:-1]) ** 2, 0)


def waves(xp: Any) -> Callable[[Any], Any]:
    return lambda x: x**2 + xp.sin(xp.roll(x, 1, 0)) * x


def rosenbrock_gradient(x: Any) -> Any:
    slope, r = np.zeros_like(x), x[1:] - x[:-1] ** 2
    slope[1:] = 200 * r
    slope[:-1] += -400 * r * x[:-1] - 2 * (1 - x[:-1])
    return slope


def rosenbrock_hessian(x: Any) -> Any:
    matrix, i = np.zeros((len(x), len(x))), np.arange(len(x) - 1)
    matrix[i, i] = 1200 * x[:-1] ** 2 - 400 * x[1:] + 2
    matrix[i + 1, i + 1] += 200
    matrix[i, i + 1] = matrix[i + 1, i] = -400 * x[:-1]
    return matrix


def waves_jacobian(x: Any) -> Any:
    matrix, i = np.diag(2 * x + np.sin(np.roll(x, 1))), np.arange(len(x))
    matrix[i, i - 1] += np.cos(np.roll(x, 1)) * x
    return matrix


EXACT = {"gradient": rosenbrock_gradient, "jacobian": waves_jacobian, "hessian": rosenbrock_hessian}


def black_box(kind: str, n: int) -> Task:
    from mathml_widgets.maths import calculus

    f, x = (waves if kind == "jacobian" else rosenbrock)(np), point(n)
    return lambda: getattr(calculus, kind)(f, x).value


def opaque_black_box(kind: str, n: int) -> Task:
    """A function into which nobody can look: it insists on plain arrays."""
    from mathml_widgets.maths import calculus

    inner, x = (waves if kind == "jacobian" else rosenbrock)(np), point(n)

    def f(x: Any) -> Any:
        return inner(np.array(x))

    return lambda: getattr(calculus, kind)(f, x).value


def tape(kind: str, n: int) -> Task:
    from mathml_widgets.maths import calculus

    f, x = (waves if kind == "jacobian" else rosenbrock)(np), point(n)
    return lambda: getattr(calculus.trace(f, x), kind)()


def jax_jit(kind: str, n: int) -> Task:
    import jax
    import jax.numpy as jnp

    transform = {"gradient": jax.grad, "jacobian": jax.jacobian, "hessian": jax.hessian}[kind]
    compiled, x = jax.jit(transform((waves if kind == "jacobian" else rosenbrock)(jnp))), jnp.asarray(point(n))
    return lambda: np.asarray(compiled(x))


def autograd(kind: str, n: int) -> Task:
    import autograd as peer
    import autograd.numpy as anp

    transform = {"gradient": peer.grad, "jacobian": peer.jacobian, "hessian": peer.hessian}[kind]
    f, x = transform((waves if kind == "jacobian" else rosenbrock)(anp)), point(n)
    return lambda: f(x)


def torch_autograd(kind: str, n: int) -> Task:
    import torch

    torch.set_num_threads(1)
    f, x = (waves if kind == "jacobian" else rosenbrock)(torch), torch.tensor(point(n), requires_grad=True)
    if kind == "gradient":
        return lambda: torch.autograd.grad(f(x), x)[0].numpy()
    transform = getattr(torch.autograd.functional, kind)
    return lambda: transform(f, x.detach()).numpy()


def numdifftools(kind: str, n: int) -> Task:
    import numdifftools as peer

    f, x = (waves if kind == "jacobian" else rosenbrock)(np), point(n)
    transform = getattr(peer, kind.capitalize())
    return lambda: transform(f)(x)


def scipy_differentiate(kind: str, n: int) -> Task:
    from scipy import differentiate

    f, x = (waves if kind == "jacobian" else rosenbrock)(np), point(n)
    if kind == "hessian":
        return lambda: differentiate.hessian(f, x).ddf
    return lambda: differentiate.jacobian(f, x).df


CONTESTANTS = {
    "ours, black box": black_box,
    "ours, opaque black box": opaque_black_box,
    "ours, tape": tape,
    "jax, jit": jax_jit,
    "autograd": autograd,
    "torch": torch_autograd,
    "numdifftools": numdifftools,
    "scipy.differentiate": scipy_differentiate,
}


def chain(relu: Callable[[Any], Any]) -> Callable[[Any, Any], Any]:
    def graph(a: Any, b: Any) -> Any:
        for _ in range(GRAPH_ROUNDS):
            c, d = (a + b) * 0.5, (a * b) * -0.25
            a, b = c + d, relu(c * d + (c + d))
        return a + b

    return graph


def our_graph(fresh: bool) -> Task:
    from mathml_widgets.maths import calculus

    graph = chain(lambda x: np.maximum(x, 0.0))
    run = calculus.trace(graph, 0.7, -0.3)
    run.gradient()
    return lambda: (calculus.trace(graph, 0.7, -0.3) if fresh else run.at(0.7, -0.3)).gradient()


def micrograd_graph() -> Task:
    from micrograd.engine import Value

    def run() -> tuple[float, float]:
        a, b = Value(0.7), Value(-0.3)
        chain(lambda x: x.relu())(a, b).backward()
        return a.grad, b.grad

    return run


def torch_graph() -> Task:
    import torch

    torch.set_num_threads(1)

    def run() -> tuple[float, float]:
        a, b = (torch.tensor(x, dtype=torch.float64, requires_grad=True) for x in (0.7, -0.3))
        chain(torch.relu)(a, b).backward()
        return a.grad.item(), b.grad.item()

    return run


GRAPHS = {
    "ours, traced anew": lambda: our_graph(True),
    "ours, replayed": lambda: our_graph(False),
    "micrograd": micrograd_graph,
    "torch": torch_graph,
}


def timed(run: Task, clock: Callable[[], float]) -> tuple[float, Any]:
    began = clock()
    result = run()
    return clock() - began, result


def peak_memory(reset: bool = False) -> float:
    """The most memory that this process has held since the last reset, in MB; NaN where Linux does not say."""
    try:
        if reset:
            with open("/proc/self/clear_refs", "w") as switch:
                switch.write("5")
        with open("/proc/self/status") as status:
            return next(int(line.split()[1]) / 1024 for line in status if line.startswith("VmHWM"))
    except OSError:
        return float("nan")


def first_call(name: str, kind: str, n: int) -> dict[str, Any]:
    """Time, memory and error of the first call, in this process, which has done nothing else."""
    run = CONTESTANTS[name](kind, n)
    before = peak_memory(reset=True)
    seconds, result = timed(run, time.perf_counter)
    memory = peak_memory() - before
    exact = EXACT[kind](point(n))
    error = float(np.abs(np.asarray(result) - exact).max() / np.abs(exact).max())
    return {"seconds": seconds, "megabytes": memory, "error": error}


def firsts(kind: str, n: int, limit: float) -> Iterator[tuple[str, dict[str, Any] | str]]:
    """Yield what each contestant's first call took, or why there is none."""
    for name in CONTESTANTS:
        command = [sys.executable, __file__, "--first-call", name, kind, str(n)]
        try:
            answer = subprocess.run(command, capture_output=True, text=True, timeout=limit + 30)
        except subprocess.TimeoutExpired:
            yield name, f"left out, over {limit:g} s"
            continue
        last = (answer.stderr.strip().splitlines() or ["no output"])[-1]
        if answer.returncode:
            yield name, f"missing, {last}" if "ModuleNotFoundError" in last else f"failed, {last}"
        else:
            yield name, json.loads(answer.stdout.splitlines()[-1])


def warm(runs: dict[str, Task], rounds: int) -> tuple[dict[str, float], dict[str, float]]:
    """Return the medians of interleaved rounds and the least of each, in seconds."""
    taken: dict[str, list[float]] = {name: [] for name in runs}
    for run in runs.values():
        run()
    for _ in range(rounds):
        for name, run in runs.items():
            taken[name].append(timed(run, time.process_time)[0])
    return {name: median(t) for name, t in taken.items()}, {name: min(t) for name, t in taken.items()}


def report(what: str, reached: bool, figure: str) -> None:
    print(f"    {'reached' if reached else 'MISSED'}: {what}: {figure}")


def compare(kind: str, n: int, rounds: int, limit: float) -> None:
    print(f"\n{kind}, n = {n}\n{'':28}{'first ms':>11}{'warm ms':>11}{'least ms':>11}{'peak MB':>9}{'error':>9}")
    found = dict(firsts(kind, n, limit))
    runs = {
        name: CONTESTANTS[name](kind, n)
        for name, first in found.items()
        if not isinstance(first, str) and first["seconds"] <= limit
    }
    medians, least = warm(runs, rounds)
    for name, first in found.items():
        if isinstance(first, str):
            print(f"  {name:26}{first}")
        else:
            later = (
                f"{1e3 * medians[name]:11.3f}{1e3 * least[name]:11.3f}" if name in medians else f"{'-':>11}{'-':>11}"
            )
            print(
                f"  {name:26}{1e3 * first['seconds']:11.3f}{later}{first['megabytes']:9.1f}{first['error']:9.1e}",
                flush=True,
            )
    ours, peer, own = (found.get(name) for name in ("ours, black box", "numdifftools", "ours, tape"))
    if kind == "gradient" and isinstance(ours, dict) and isinstance(peer, dict) and "numdifftools" in medians:
        ratio = medians["numdifftools"] / medians["ours, black box"]
        report("black box >= 50x numdifftools", ratio >= 50, f"{ratio:.1f}x")
        report("error <= 1e-14", ours["error"] <= 1e-14, f"{ours['error']:.1e}")
    goal = {100: 1.5e-3, 1000: 0.12}.get(n)
    if kind == "hessian" and isinstance(own, dict) and goal:
        seconds = medians["ours, tape"]
        report(f"tape <= {1e3 * goal:g} ms", seconds <= goal, f"{1e3 * seconds:.2f} ms")
        report("error <= 1e-14", own["error"] <= 1e-14, f"{own['error']:.1e}")


def compare_graphs(rounds: int) -> None:
    print(f"\nscalar graph, {8 * GRAPH_ROUNDS + 1} nodes, value and gradient\n{'':28}{'warm ms':>11}{'least ms':>11}")
    runs: dict[str, Task] = {}
    for name, make in GRAPHS.items():
        try:
            runs[name] = make()
        except ModuleNotFoundError as missing:
            print(f"  {name:26}missing, {missing}")
    results = {name: run() for name, run in runs.items()}
    medians, least = warm(runs, 5 * rounds)
    for name, seconds in medians.items():
        off = max(abs(a - b) for a, b in zip(results[name], results["ours, replayed"], strict=True))
        print(f"  {name:26}{1e3 * seconds:11.3f}{1e3 * least[name]:11.3f}    differs by {off:.0e}")
    if "micrograd" in medians:
        ratio = medians["micrograd"] / medians["ours, replayed"]
        report("replayed >= 8x micrograd", ratio >= 8, f"{ratio:.1f}x")


def main(parts: list[str], rounds: int, limit: float) -> None:
    for kind in EXACT:
        for n in SIZES if kind in parts else ():
            compare(kind, n, rounds, limit)
    if "graph" in parts:
        compare_graphs(rounds)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("parts", nargs="*", metavar="PART", help=", ".join(PARTS))
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--seconds", type=float, default=20.0)
    parser.add_argument("--first-call", nargs=3, metavar=("CONTESTANT", "KIND", "N"))
    arguments = parser.parse_args()
    if not {*arguments.parts} <= {*PARTS}:
        parser.error(f"parts must be some of {', '.join(PARTS)}, got {', '.join(arguments.parts)}")
    if arguments.first_call:
        name, kind, n = arguments.first_call
        print(json.dumps(first_call(name, kind, int(n))))
    else:
        main(arguments.parts or [*PARTS], arguments.rounds, arguments.seconds)

"""The gradient of a small network over 100 points, and of a scalar graph of 1000 nodes.

Errors are relative to the largest entry: the network's against central differences of its loss in 80-bit floats,
the graph's against the chain rule by hand.
"""

from collections.abc import Callable
from itertools import pairwise
from typing import Any

from benchmarks.maths.race import Job, Task, accurate, faster, main, within  # before NumPy, as it pins the threads

import numpy as np  # isort: skip

SIZES = (2, 16, 16, 1)
ROUNDS = 125
"""Of the graph, eight operations each: 1001 nodes, constants not counted."""


def network() -> tuple[Any, Any, Any]:
    """Return parameters, data and targets."""
    r = np.random.default_rng(0)
    parameters = np.concatenate(
        [np.concatenate([r.normal(size=m * n) / np.sqrt(m), 0.1 * r.normal(size=n)]) for m, n in pairwise(SIZES)]
    )
    return parameters, r.normal(size=(100, 2)), r.normal(size=(100, 1))


def plain_loss(xp: Any, parameters: Any, data: Any, targets: Any) -> Any:
    """Return the loss by the book, in the arrays of any library."""
    a, start = data, 0
    for n_in, n_out in pairwise(SIZES):
        end = start + n_in * n_out
        z = a @ parameters[start:end].reshape(n_out, n_in).T + parameters[end : end + n_out]
        a, start = xp.tanh(z), end + n_out
    return ((z - targets) ** 2).mean()


def network_error(found: Any) -> float:
    parameters, data, targets = (v.astype(np.longdouble) for v in network())
    exact = np.empty(len(parameters), np.longdouble)
    for k in range(len(parameters)):
        slopes = []
        for h in np.longdouble(4e-3) / 2 ** np.arange(4):
            up, down = parameters.copy(), parameters.copy()
            up[k] += h
            down[k] -= h
            slopes.append((plain_loss(np, up, data, targets) - plain_loss(np, down, data, targets)) / (2 * h))
        for order in (2, 4, 6):
            slopes = [(2**order * fine - coarse) / (2**order - 1) for coarse, fine in pairwise(slopes)]
        exact[k] = slopes[0]
    return float(np.abs(np.asarray(found) - exact).max() / np.abs(exact).max())


def ours() -> Task:
    from mathml_widgets.maths import geometry

    parameters, data, targets = network()
    mlp = geometry.MLP(SIZES)
    return lambda: geometry.backpropagation(mlp, parameters, data, targets).gradient


def our_tape() -> Task:
    from mathml_widgets.maths import calculus

    parameters, data, targets = network()
    traced = calculus.trace(lambda p: plain_loss(np, p, data, targets), parameters)
    return lambda: traced.at(parameters).gradient()


def torch_network() -> Task:
    import torch

    torch.set_num_threads(1)
    parameters, data, targets = (torch.tensor(v) for v in network())
    parameters.requires_grad_(True)
    return lambda: torch.autograd.grad(plain_loss(torch, parameters, data, targets), parameters)[0].numpy()


def jax_network() -> Task:
    import jax
    import jax.numpy as jnp

    parameters, data, targets = (jnp.asarray(v) for v in network())
    compiled = jax.jit(jax.grad(lambda p: plain_loss(jnp, p, data, targets)))
    return lambda: np.asarray(compiled(parameters))


def chain(relu: Callable[[Any], Any]) -> Callable[[Any, Any], Any]:
    def graph(a: Any, b: Any) -> Any:
        for _ in range(ROUNDS):
            c, d = (a + b) * 0.5, (a * b) * -0.25
            a, b = c + d, relu(c * d + (c + d))
        return a + b

    return graph


def graph_error(found: Any) -> float:
    one = np.longdouble(1)
    a, b = np.longdouble(0.7), np.longdouble(-0.3)
    da, db = np.array([one, 0]), np.array([0, one])
    for _ in range(ROUNDS):
        c, d = (a + b) / 2, a * b / -4
        dc, dd = (da + db) / 2, (da * b + a * db) / -4
        e = c * d + (c + d)
        de = (dc * d + c * dd + dc + dd) * (e > 0)
        a, b, da, db = c + d, max(e, 0 * one), dc + dd, de
    exact = da + db
    return float(np.abs(np.asarray(found, dtype=np.longdouble) - exact).max() / np.abs(exact).max())


def our_graph(fresh: bool) -> Task:
    from mathml_widgets.maths import calculus

    graph = chain(lambda x: np.maximum(x, 0.0))
    run = calculus.trace(graph, 0.7, -0.3)
    run.gradient()
    return lambda: (calculus.trace(graph, 0.7, -0.3) if fresh else run.at(0.7, -0.3)).gradient()


def micrograd_graph() -> Task:
    from micrograd.engine import Value

    def run() -> Any:
        a, b = Value(0.7), Value(-0.3)
        chain(lambda x: x.relu())(a, b).backward()
        return a.grad, b.grad

    return run


def torch_graph() -> Task:
    import torch

    torch.set_num_threads(1)

    def run() -> Any:
        a, b = (torch.tensor(x, dtype=torch.float64, requires_grad=True) for x in (0.7, -0.3))
        chain(torch.relu)(a, b).backward()
        return a.grad.item(), b.grad.item()

    return run


JOBS = {
    "network": Job(
        "gradient of a 2-16-16-1 tanh network over 100 points",
        {
            "ours, by hand": ours,
            "ours, tape": our_tape,
            "torch": torch_network,
            "jax, jit": jax_network,
        },
        network_error,
        (within("ours, by hand", 0.3e-3), accurate("ours, by hand", 1e-14), faster("ours, by hand", "torch", 1)),
    ),
    "graph": Job(
        "gradient of a scalar graph of 1001 nodes",
        {
            "ours, replayed": lambda: our_graph(False),
            "ours, traced anew": lambda: our_graph(True),
            "micrograd": micrograd_graph,
            "torch": torch_graph,
        },
        graph_error,
        (faster("ours, replayed", "micrograd", 8), accurate("ours, replayed", 1e-14)),
    ),
}

if __name__ == "__main__":
    main(__spec__.name, JOBS)

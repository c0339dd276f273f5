"""Gradients, Jacobians and Hessians at n = 2, 10, 100, 1000, and a scalar graph of 1000 nodes.

Errors are relative to the largest entry of the closed form. A gradient is that of Rosenbrock's function in n
dimensions, a Jacobian that of x² + x sin of its neighbour.
"""

from collections.abc import Callable
from functools import partial
from typing import Any

from benchmarks.maths.race import Goal, Job, Task, accurate, faster, main, within  # pins the threads: before NumPy

import numpy as np  # isort: skip

SIZES = (2, 10, 100, 1000)
GRAPH_ROUNDS = 125
"""Eight operations each: a graph of 1001 nodes, constants not counted."""


def point(n: int) -> Any:
    return np.random.default_rng(n).uniform(-1, 1, n)


def function(kind: str, xp: Any) -> Callable[[Any], Any]:
    if kind == "jacobian":
        return lambda x: x**2 + xp.sin(xp.roll(x, 1, 0)) * x
    return lambda x: xp.sum(100 * (x[1:] - x[:-1] ** 2) ** 2 + (1 - x[:-1]) ** 2, 0)


def closed_form(kind: str, x: Any) -> Any:
    i, before, r = np.arange(len(x) - 1), x[:-1], x[1:] - x[:-1] ** 2
    if kind == "gradient":
        return np.append(-400 * r * before - 2 * (1 - before), 0) + np.append(0, 200 * r)
    if kind == "jacobian":
        matrix, each = np.diag(2 * x + np.sin(np.roll(x, 1))), np.arange(len(x))
        matrix[each, each - 1] += np.cos(np.roll(x, 1)) * x
        return matrix
    matrix = np.diag(np.append(1200 * before**2 - 400 * x[1:] + 2, 0) + np.append(0, np.full(len(i), 200)))
    matrix[i, i + 1] = matrix[i + 1, i] = -400 * before
    return matrix


def error(kind: str, n: int, found: Any) -> float:
    exact = closed_form(kind, point(n))
    return float(np.abs(np.asarray(found) - exact).max() / np.abs(exact).max())


def black_box(kind: str, n: int) -> Task:
    from mathml_widgets.maths import calculus

    f, x = function(kind, np), point(n)
    return lambda: getattr(calculus, kind)(f, x).value


def opaque_black_box(kind: str, n: int) -> Task:
    """A function into which nobody can look: it insists on plain arrays."""
    from mathml_widgets.maths import calculus

    inner, x = function(kind, np), point(n)
    return lambda: getattr(calculus, kind)(lambda x: inner(np.array(x)), x).value


def tape(kind: str, n: int) -> Task:
    from mathml_widgets.maths import calculus

    f, x = function(kind, np), point(n)
    return lambda: getattr(calculus.trace(f, x), kind)()


def jax_jit(kind: str, n: int) -> Task:
    import jax
    import jax.numpy as jnp

    transform = {"gradient": jax.grad, "jacobian": jax.jacobian, "hessian": jax.hessian}[kind]
    compiled, x = jax.jit(transform(function(kind, jnp))), jnp.asarray(point(n))
    return lambda: np.asarray(compiled(x))


def autograd(kind: str, n: int) -> Task:
    import autograd as peer
    import autograd.numpy as anp

    transform = {"gradient": peer.grad, "jacobian": peer.jacobian, "hessian": peer.hessian}[kind]
    f, x = transform(function(kind, anp)), point(n)
    return lambda: f(x)


def torch_autograd(kind: str, n: int) -> Task:
    import torch

    torch.set_num_threads(1)
    f, x = function(kind, torch), torch.tensor(point(n), requires_grad=True)
    if kind == "gradient":
        return lambda: torch.autograd.grad(f(x), x)[0].numpy()
    transform = getattr(torch.autograd.functional, kind)
    return lambda: transform(f, x.detach()).numpy()


def numdifftools(kind: str, n: int) -> Task:
    import numdifftools as peer

    f, x, transform = function(kind, np), point(n), getattr(peer, kind.capitalize())
    return lambda: transform(f)(x)


def scipy_differentiate(kind: str, n: int) -> Task:
    from scipy import differentiate

    f, x = function(kind, np), point(n)
    if kind == "hessian":
        return lambda: differentiate.hessian(f, x).ddf
    return lambda: differentiate.jacobian(f, x).df


def chain(a: Any, b: Any, relu: Callable[[Any], Any]) -> Any:
    for _ in range(GRAPH_ROUNDS):
        c, d = (a + b) * 0.5, (a * b) * -0.25
        a, b = c + d, relu(c * d + (c + d))
    return a + b


def our_graph(fresh: bool) -> Task:
    from mathml_widgets.maths import calculus

    graph = partial(chain, relu=lambda x: np.maximum(x, 0.0))
    run = calculus.trace(graph, 0.7, -0.3)
    for _ in range(0 if fresh else 50):  # a trace that is replayed often is written out as plain Python
        run.at(0.7, -0.3).gradient()
    return lambda: (calculus.trace(graph, 0.7, -0.3) if fresh else run.at(0.7, -0.3)).gradient()


def micrograd_graph() -> Task:
    from micrograd.engine import Value

    def run() -> tuple[float, float]:
        a, b = Value(0.7), Value(-0.3)
        chain(a, b, lambda x: x.relu()).backward()
        return a.grad, b.grad

    return run


def torch_graph() -> Task:
    import torch

    torch.set_num_threads(1)

    def run() -> tuple[float, float]:
        a, b = (torch.tensor(x, dtype=torch.float64, requires_grad=True) for x in (0.7, -0.3))
        chain(a, b, torch.relu).backward()
        return a.grad.item(), b.grad.item()

    return run


def graph_error(found: Any) -> float:
    """Forward mode by hand, with the pair of tangents beside each value, in 80-bit floats."""

    class Dual:
        def __init__(self, value: Any, tangent: Any) -> None:
            self.value, self.tangent = value, tangent

        def __add__(self, other: Any) -> Any:
            return Dual(self.value + other.value, self.tangent + other.tangent)

        def __mul__(self, other: Any) -> Any:
            other = other if isinstance(other, Dual) else Dual(other, 0)
            return Dual(self.value * other.value, self.tangent * other.value + self.value * other.tangent)

    a, b = (Dual(np.longdouble(x), np.array(t, np.longdouble)) for x, t in ((0.7, [1, 0]), (-0.3, [0, 1])))
    exact = chain(a, b, lambda x: x if x.value > 0 else x * 0).tangent
    return float(np.abs(np.asarray(found, float) - exact).max() / np.abs(exact).max())


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


def goals(kind: str, n: int) -> tuple[Goal, ...]:
    if kind == "gradient":
        return faster("ours, black box", "numdifftools", 50), accurate("ours, black box", 1e-14)
    seconds = {100: 1.5e-3, 1000: 0.12}.get(n)
    if kind == "hessian" and seconds:
        return within("ours, tape", seconds), accurate("ours, tape", 1e-14)
    return ()


JOBS = {
    f"{kind}-{n}": Job(
        f"{kind}, n = {n}",
        {name: partial(make, kind, n) for name, make in CONTESTANTS.items()},
        partial(error, kind, n),
        goals(kind, n),
    )
    for kind in ("gradient", "jacobian", "hessian")
    for n in SIZES
}
JOBS["graph"] = Job(
    f"scalar graph of {8 * GRAPH_ROUNDS + 1} nodes, value and gradient",
    {
        "ours, traced anew": partial(our_graph, True),
        "ours, replayed": partial(our_graph, False),
        "micrograd": micrograd_graph,
        "torch": torch_graph,
    },
    graph_error,
    (faster("ours, replayed", "micrograd", 8), accurate("ours, replayed", 1e-14)),
)

if __name__ == "__main__":
    main(__spec__.name, JOBS)

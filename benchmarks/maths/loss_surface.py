"""The surface of a loss on 101 x 101 points: a small network, a wide one, and the reader's own model.

Errors are relative, at every tenth point each way, against the loss of each vector by itself in NumPy. Each
contestant is held to the coordinates that it says it has drawn. Contestants in float32 say so.
"""

from collections.abc import Callable
from itertools import pairwise
from typing import Any, NamedTuple

from benchmarks.maths.race import Goal, Job, Task, accurate, faster, main  # before NumPy, as it pins the threads

import numpy as np  # isort: skip

POINTS, OWN_POINTS = 101, 33


class Drawn(NamedTuple):
    """A surface with the coordinates, equal both ways, that it is for."""

    coordinates: Any
    losses: Any


class Problem(NamedTuple):
    sizes: tuple[int, ...]
    data: Any
    targets: Any
    origin: Any
    directions: Any
    """Filter-normalised, biases at rest."""


def problem(wide: bool) -> Problem:
    from mathml_widgets.maths import geometry

    r = np.random.default_rng(0)
    sizes = (784, 64, 10) if wide else (2, 16, 16, 1)
    network = geometry.MLP(sizes)
    origin = geometry.initial_parameters(network, generator=r)
    directions = geometry.random_directions(origin, groups=network.groups, generator=r)
    data = r.normal(size=(512, sizes[0]))
    targets = r.integers(10, size=512) if wide else r.normal(size=(512, 1))
    return Problem(sizes, data, targets, origin, directions)


def plain_loss(parameters: Any, of: Problem) -> float:
    """Return the loss at one vector, by the book."""
    a, start = of.data, 0
    for n_in, n_out in pairwise(of.sizes):
        end = start + n_in * n_out
        z = a @ parameters[start:end].reshape(n_out, n_in).T + parameters[end : end + n_out]
        a, start = np.tanh(z), end + n_out
    if of.targets.ndim == 2:
        return float(((z - of.targets) ** 2).mean())
    best = z.max(axis=1, keepdims=True)
    logarithms = np.log(np.exp(z - best).sum(axis=1)) + best[:, 0]
    return float((logarithms - z[np.arange(len(z)), of.targets]).mean())


def error_of(wide: bool) -> Callable[[Drawn], float]:
    def error(drawn: Drawn) -> float:
        of = problem(wide)
        few = range(0, len(drawn.coordinates), max(1, len(drawn.coordinates) // 10))
        x, y = drawn.coordinates, of.directions
        exact = np.array([[plain_loss(of.origin + x[j] * y[0] + x[i] * y[1], of) for j in few] for i in few])
        found = np.asarray(drawn.losses, dtype=np.float64)[np.ix_(few, few)]
        return float(np.abs(found / exact - 1).max())

    return error


def ours(wide: bool, dtype: str) -> Task:
    from mathml_widgets.maths import geometry

    of = problem(wide)
    network = geometry.MLP(of.sizes, loss="softmax_cross_entropy" if wide else "squared")
    loss = geometry.NetworkLoss(network, of.data, of.targets)
    plane = geometry.plane(of.origin, of.directions)

    def run() -> Drawn:
        found = geometry.loss_surface(loss, plane, resolution=POINTS, dtype=np.dtype(dtype))
        return Drawn(found.x, found.losses)

    return run


def jax_jit(wide: bool, dtype: str, at_once: bool) -> Task:
    """Compile the rows as a loop over vmap, or all as one vmap of a vmap."""
    import jax
    import jax.numpy as jnp

    of = problem(wide)
    data, targets = jnp.asarray(of.data, dtype), jnp.asarray(of.targets, None if wide else dtype)
    origin, first, second = (jnp.asarray(v, dtype) for v in (of.origin, *of.directions))

    def loss(parameters: Any) -> Any:
        a, start = data, 0
        for n_in, n_out in pairwise(of.sizes):
            end = start + n_in * n_out
            z = a @ parameters[start:end].reshape(n_out, n_in).T + parameters[end : end + n_out]
            a, start = jnp.tanh(z), end + n_out
        if not wide:
            return ((z - targets) ** 2).mean()
        return (jax.scipy.special.logsumexp(z, axis=1) - jnp.take_along_axis(z, targets[:, None], 1)[:, 0]).mean()

    def row(y: Any, x: Any) -> Any:
        return jax.vmap(lambda one: loss(origin + one * first + y * second))(x)

    along = np.linspace(-1, 1, POINTS)
    x = jnp.asarray(along, dtype)
    if at_once:
        compiled = jax.jit(lambda x: jax.vmap(lambda y: row(y, x))(x))
    else:
        compiled = jax.jit(lambda x: jax.lax.map(lambda y: row(y, x), x))
    return lambda: Drawn(along, np.asarray(compiled(x)))


def torch_module(of: Problem, dtype: str) -> tuple[Any, Callable[[Any], Any]]:
    """Return a module with the problem's parameters, and its loss."""
    import torch

    torch.set_num_threads(1)
    kind = getattr(torch, dtype)
    layers: list[Any] = []
    for n_in, n_out in pairwise(of.sizes):
        layers += [torch.nn.Linear(n_in, n_out, dtype=kind), torch.nn.Tanh()]
    module = torch.nn.Sequential(*layers[:-1])
    torch.nn.utils.vector_to_parameters(torch.tensor(of.origin, dtype=kind), module.parameters())
    data = torch.tensor(of.data, dtype=kind)
    if of.targets.ndim == 2:
        targets, criterion = torch.tensor(of.targets, dtype=kind), torch.nn.functional.mse_loss
    else:
        targets, criterion = torch.tensor(of.targets), torch.nn.functional.cross_entropy
    return module, lambda m: criterion(m(data), targets)


def torch_loop(wide: bool, dtype: str) -> Task:
    import torch

    of = problem(wide)
    module, loss = torch_module(of, dtype)
    along = np.linspace(-1, 1, POINTS)
    origin, first, second = (torch.tensor(v, dtype=getattr(torch, dtype)) for v in (of.origin, *of.directions))

    def run() -> Drawn:
        losses = np.empty((POINTS, POINTS))
        with torch.no_grad():
            for i, y in enumerate(along):
                for j, x in enumerate(along):
                    torch.nn.utils.vector_to_parameters(origin + x * first + y * second, module.parameters())
                    losses[i, j] = loss(module).item()
        return Drawn(along, losses)

    return run


def loss_landscapes(wide: bool, dtype: str) -> Task:
    """Let it go from one corner to two others, in as many steps."""
    import copy

    import loss_landscapes as peer
    import torch

    of = problem(wide)
    module, loss = torch_module(of, dtype)
    corner, right, up = (
        of.origin + x * of.directions[0] + y * of.directions[1] for x, y in ((-1, -1), (1, -1), (-1, 1))
    )

    def at(vector: Any) -> Any:
        moved = copy.deepcopy(module)
        torch.nn.utils.vector_to_parameters(torch.tensor(vector, dtype=getattr(torch, dtype)), moved.parameters())
        return moved

    ends = at(right), at(up)
    along = -1 + 2 / POINTS * np.arange(POINTS)

    def run() -> Drawn:
        found = peer.planar_interpolation(at(corner), *ends, lambda wrapped: loss(wrapped.forward).item(), POINTS)
        return Drawn(along, found.T)

    return run


def own(kind: str, through_us: bool) -> Task:
    """Evaluate a model of the reader's on 33 x 33 points, through us or by itself at the same vectors."""
    from mathml_widgets.maths import geometry

    of = problem(False)
    plane = geometry.plane(of.origin, of.directions)
    module, module_loss = torch_module(of, "float64") if kind == "PyTorch" else (None, None)
    if through_us:
        loss: Any = geometry.FlatModule(module, module_loss) if module is not None else lambda p: plain_loss(p, of)

        def run() -> Drawn:
            found = geometry.loss_surface(loss, plane, resolution=OWN_POINTS)
            return Drawn(found.x, found.losses)

        return run
    x = np.linspace(-1, 1, OWN_POINTS)
    vectors = plane.points(np.stack(np.meshgrid(x, x), -1))

    if module is not None:
        flat = geometry.FlatModule(module, module_loss)
        modules = [[flat.module_at(vector) for vector in row] for row in vectors]

    def alone() -> Drawn:
        if module is None:
            return Drawn(x, [[plain_loss(vector, of) for vector in row] for row in vectors])
        import torch

        with torch.no_grad():
            return Drawn(x, [[module_loss(one).item() for one in row] for row in modules])

    return alone


def goals(wide: bool) -> tuple[Goal, ...]:
    jax, peer = ("jax, vmap in rows", "loss-landscapes")
    found = [accurate("ours", 1e-12), accurate("ours, float32", 1e-6)]
    for suffix in ("", ", float32"):
        mine = "ours" + suffix
        if wide:
            found += [faster(mine, jax + suffix, 4), faster(mine, peer + suffix, 8)]
        else:
            found += [
                faster(mine, jax + suffix, 1 / 1.2),
                faster(mine, jax + suffix, 2, figure="first"),
                faster(mine, peer + suffix, 4),
            ]
    return tuple(found)


def network_job(wide: bool) -> Job:
    contestants: dict[str, Callable[[], Task]] = {}
    for dtype, suffix in (("float64", ""), ("float32", ", float32")):
        contestants["ours" + suffix] = lambda dtype=dtype: ours(wide, dtype)
        contestants["jax, vmap in rows" + suffix] = lambda dtype=dtype: jax_jit(wide, dtype, False)
        if not wide:
            contestants["jax, vmap of vmap" + suffix] = lambda dtype=dtype: jax_jit(wide, dtype, True)
        contestants["loss-landscapes" + suffix] = lambda dtype=dtype: loss_landscapes(wide, dtype)
    contestants["torch, a loop"] = lambda: torch_loop(wide, "float64")
    sizes = "784-64-10 softmax" if wide else "2-16-16-1"
    return Job(
        f"loss surface, {sizes} tanh network, 512 samples, {POINTS} x {POINTS}",
        contestants,
        error_of(wide),
        goals(wide),
    )


def own_job() -> Job:
    kinds = ("NumPy", "PyTorch")
    contestants: dict[str, Callable[[], Task]] = {}
    for kind in kinds:
        contestants[f"ours, {kind} model"] = lambda kind=kind: own(kind, True)
        contestants[f"{kind} model, its forward passes"] = lambda kind=kind: own(kind, False)
    reach = tuple(faster(f"ours, {k} model", f"{k} model, its forward passes", 1 / 1.1) for k in kinds)
    return Job(
        f"loss surface, the reader's own 2-16-16-1 model, 512 samples, {OWN_POINTS} x {OWN_POINTS}",
        contestants,
        error_of(False),
        (*reach, *(accurate(f"ours, {k} model", 1e-12) for k in kinds)),
    )


JOBS = {"small": network_job(False), "wide": network_job(True), "own": own_job()}

if __name__ == "__main__":
    main(__spec__.name, JOBS)

"""Differential entropy: in closed form, and estimated from numbers."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from ...maths import information as info
from ...shell import Step

Numbers = NDArray[np.float64]

MOST_NUMBERS = 100_000


def entropy_and_curve(family: str, family_parameters: Numbers, base: float) -> tuple[list[str], float, Numbers]:
    """Return the names of the parameters, the entropy and the curve of a density."""
    names = info.parameter_names(family)
    parameters = family_parameters[: len(names)]
    closed = info.entropy_of(family, parameters, base)
    curve = info.density_curve(info.density_of(family, parameters), 201, base)
    return [name.replace("_", " ") for name in names], closed, np.column_stack(curve)


def of_the_neighbors(
    measurements: Numbers | None, family: str, family_parameters: Numbers, n_samples: int, neighbors: int, base: float,
    seed: int,
) -> Iterator[Step]:  # fmt: skip
    """Yield the estimate from more and more numbers, the entropy of a normal one, and how many they are."""
    if measurements is None:
        n = min(n_samples, MOST_NUMBERS)
        parameters = family_parameters[: len(info.parameter_names(family))]
        points = info.density_of(family, parameters).sample(n, np.random.default_rng([seed, 2]))
    elif measurements.ndim not in (1, 2) or measurements.size == 0:
        raise ValueError(f"measurements must be one column, or points in rows, got shape {measurements.shape}")
    else:
        points = measurements
    sizes = [size for size in (5_000, 50_000) if size < len(points)] + [len(points)]
    for size in sizes:
        part = points[:size]
        spread = info.normal_entropy_of(part, base) if size > 1 else None
        close = None if size <= neighbors else info.nearest_neighbor_entropy(part, neighbors, base)
        yield Step((close, spread, size), size / len(points))

"""The families that fit the chips."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from ...maths import probability as pr
from ...shell import Step

Numbers = NDArray[np.float64]


def fitted(chips: Numbers, chip_range: Numbers, view: str, held: str) -> Iterator[Step]:
    """Yield the losses of more and more families, the best one and its parameters."""
    if chip_range[0] >= chip_range[1]:
        raise ValueError(f"chip_range must increase, got {chip_range.tolist()}")
    if (chips < 0).any():
        raise ValueError(f"chips must be at least 0, got {chips.min():g}")
    if view != "chips" or held or np.count_nonzero(chips) < 1:
        yield Step(({}, "", None), 1.0)
        return
    edges = np.linspace(chip_range[0], chip_range[1], len(chips) + 1)
    candidates = [one for one in pr.FAMILIES.values() if not one.is_discrete]
    fits: list[pr.Fit] = []
    for done, family in enumerate(candidates, start=1):
        fits += pr.fit_chips(edges, chips, [family])
        fits.sort(key=lambda one: one.loss)
        losses = {one.family: one.loss for one in fits}
        best = list(fits[0].distribution.parameters.values()) if fits else None
        yield Step((losses, fits[0].family if fits else "", best), done / len(candidates))

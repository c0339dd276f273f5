"""The distribution that the reader hands over: by position, by name, as numbers or as a density."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...maths import probability as pr

Numbers = NDArray[np.float64]


def told_by(first: Any) -> dict[str, Any]:
    """Return the traits that an object handed over by position stands for."""
    if isinstance(first, pr.PlaneTarget):
        return {"family": first.name, "parameters": list(first.parameters.values())}
    if isinstance(first, pr.Distribution):
        if first.shape == () and pr.FAMILIES.get(first.name) is type(first):
            values = [np.atleast_1d(one) for one in first.parameters.values()]
            return {"family": first.name, "parameters": np.concatenate(values)}
        if isinstance(first, pr.Mixture) and all(type(one) is pr.Normal for one in first.components):
            rows = [(w, *one.parameters.values()) for w, one in zip(first.weights, first.components, strict=True)]
            return {"family": "mixture", "parameters": np.ravel(rows)}
        return {"your_distribution": first}
    return {"pdf": first} if callable(first) else {"data": first}


def distribution_of(
    family: str, parameters: Numbers, drawn_density: Numbers, data: Numbers, support: Numbers,
    pdf: Any, logpdf: Any, your_distribution: pr.Distribution | None,
) -> tuple[pr.Distribution, pr.PlaneTarget | None]:  # fmt: skip
    """Return the distribution, and the target in the plane if it is one."""
    if family != "yours":
        return pr.distribution_named(family, parameters, drawn_density=drawn_density, data=data)
    if your_distribution is not None:
        if your_distribution.shape != ():
            raise ValueError(f"your_distribution must be a single one, got shape {your_distribution.shape}")
        return your_distribution, None
    if pdf is None and logpdf is None:
        raise ValueError("pdf, logpdf or your_distribution must be given for the family 'yours'")
    with np.errstate(all="ignore"):
        return pr.FromDensity(pdf, logpdf=logpdf, support=(float(support[0]), float(support[1]))), None

"""The methods of descent, and the training with one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...maths import geometry as g
from ...maths import optimization as opt
from ...shell import Step
from .pace import PACE

Matrix = NDArray[np.float64]

OPTIMIZERS: dict[str, Any] = {
    cls.__name__: cls
    for cls in (
        opt.GradientDescent, opt.HeavyBall, opt.Nesterov, opt.Adam, opt.AdamW, opt.AMSGrad, opt.NAdam, opt.RMSprop,
        opt.AdaGrad, opt.Adadelta, opt.SteepestDescent, opt.ConjugateGradient, opt.BFGS, opt.LBFGS, opt.Newton,
        opt.DampedNewton, opt.TrustRegion, opt.NelderMead,
    )
}  # fmt: skip
WITHOUT_RATE = tuple(OPTIMIZERS)[10:]


def train(
    landscape: g.Landscape | None, starts: Matrix | None, optimizer: str, learning_rate: float, n_steps: int,
    batch_size: int, checkpoints: Matrix | None, seed: int,
) -> Iterator[Step]:  # fmt: skip
    """Yield more and more of the training, and whether the method has a learning rate."""
    used = optimizer not in WITHOUT_RATE
    if landscape is None or starts is None or n_steps == 0 or checkpoints is not None:
        yield Step((None, used), 1.0)
        return
    method = OPTIMIZERS[optimizer](learning_rate) if used else OPTIMIZERS[optimizer]()
    generator = np.random.default_rng(seed)
    for found in g.training_on(
        landscape, starts, method, n_steps, batch_size=batch_size, pace=PACE, generator=generator
    ):
        yield Step((found, used), found.done)

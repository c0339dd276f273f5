"""Training, as a path.

Training is descent on the mean loss; its path through the space of parameters is what the landscape is drawn around.
Any method of `optimization` will do, on all the data or on a few samples at a time.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from ..optimization import Descent, descending, minibatches
from .network_loss import NetworkLoss


def training(
    loss: NetworkLoss,
    start: ArrayLike,
    optimizer: Any,
    steps: int,
    *,
    batch_size: int | None = None,
    every: int = 50,
    generator: np.random.Generator | None = None,
) -> Iterator[Descent]:
    """Yield the training path of a network so far, after every so many steps and at the end.

    Parameters
    ----------
    loss : NetworkLoss
    start : array_like (..., n_parameters)
        One start, or many that are trained side by side.
    optimizer : Optimizer or generator function
        Of `optimization`.
    steps : int
    batch_size : int, optional
        Samples in a minibatch; by default every step sees all of them.
    every : int
    generator : numpy.random.Generator, optional
        Draws the minibatches.

    Yields
    ------
    Descent
        Its `points` (n_steps + 1, ..., n_parameters) are the path.

    Raises
    ------
    ValueError
        If a number is out of range, or there are minibatches and no generator.

    Examples
    --------
    >>> from mathml_widgets.maths.geometry import MLP, NetworkLoss
    >>> from mathml_widgets.maths.optimization import GradientDescent
    >>> line = NetworkLoss(MLP((1, 1)), [[-1.0], [1.0]], [-2.0, 2.0])
    >>> for path in training(line, [0.0, 0.0], GradientDescent(0.25), 40, every=20):
    ...     print(len(path.points), path.points[-1].round(4) + 0.0)
    21 [2. 0.]
    30 [2. 0.]
    """
    if batch_size is None:
        objective = loss.objective()
    elif generator is None:
        raise ValueError(f"generator must be given for minibatches of {batch_size}, got None")
    else:
        objective = loss.objective(minibatches(len(loss.data), batch_size, max(steps, 1), generator=generator))
    return descending(objective, start, optimizer, steps, every=every, internals=False)


def train(
    loss: NetworkLoss,
    start: ArrayLike,
    optimizer: Any,
    steps: int,
    *,
    batch_size: int | None = None,
    generator: np.random.Generator | None = None,
) -> Descent:
    """Return the training path of a network: the last that `training` yields, whose parameters these are.

    Examples
    --------
    >>> from mathml_widgets.maths.geometry import MLP, NetworkLoss
    >>> from mathml_widgets.maths.optimization import Adam
    >>> line = NetworkLoss(MLP((1, 1)), [[-1.0], [1.0]], [-2.0, 2.0])
    >>> path = train(line, [0.0, 0.0], Adam(0.1), 300)
    >>> path.ending, path.points[-1].round(4) + 0.0
    ('budget', array([2., 0.]))
    """
    found: Any = None
    for found in training(  # noqa: B007  the last one is meant
        loss, start, optimizer, steps, batch_size=batch_size, every=max(steps, 1), generator=generator
    ):
        pass
    return found  # type: ignore[no-any-return]

"""Two functions made to break a method.

Heavy-ball momentum tuned for quadratics runs in a circle for ever on a function that is smooth and strongly
convex but no quadratic, where plain gradient descent converges. Adam forgets a rare large gradient faster
than it returns, and so walks to the worst point of an interval. Both are one-dimensional and can be followed
by hand: a proof for one class of functions says nothing about the next.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from ..arguments import Array, check_count, check_positive
from ..objective import Objective


def heavy_ball_cycle() -> Objective:
    """Return the function on which optimally tuned heavy-ball momentum cycles.

    f'(x) = 25x for x < 1, x + 24 for 1 <= x < 2, 25x − 24 for x >= 2: strongly convex with constant 1 and
    smooth with constant 25, smallest at 0.

    Notes
    -----
    With Polyak's learning rate 1/9 and momentum 4/9, the best pair for quadratics with curvatures from 1 to
    25, a start at 3.3 is drawn into the cycle 792/1225, −2208/1225, 2592/1225.  Gradient descent with rate
    1/13 converges from everywhere.  The second derivative jumps at 1 and 2; `hessian` is the one to the
    right.

    References
    ----------
    Lessard, Recht, Packard (2016), Analysis and design of optimization algorithms via integral quadratic
    constraints, SIAM Journal on Optimization 26, 57-95, section 4.6.

    Examples
    --------
    >>> heavy_ball_cycle().gradient([[-1], [1.5], [3]])
    array([[-25. ], [ 25.5], [ 51. ]])
    """

    def value(points: Array) -> Any:
        x = points[:, 0]
        steep = 12.5 * x * x
        return np.where(
            x.real < 1.0, steep, np.where(x.real < 2.0, 0.5 * x * x + 24.0 * x - 12.0, steep - 24.0 * x + 36.0)
        )

    def gradient(points: Array) -> Any:
        x = points
        return np.where(x.real < 1.0, 25.0 * x, np.where(x.real < 2.0, x + 24.0, 25.0 * x - 24.0))

    def hessian(points: Array) -> Any:
        x = points.real[:, :, np.newaxis]
        return np.where((x >= 1.0) & (x < 2.0), 1.0, 25.0)

    return Objective(
        value,
        gradient,
        hessian,
        batched=True,
        name="Lessard-Recht-Packard",
        formula="f′ = 25x (x < 1),  x + 24 (1 ≤ x < 2),  25x − 24 (x ≥ 2)",
        domain=[[-3.0, 4.0]],
        minima=[[0.0]],
    )


def reddi_kale_kumar(steep: float = 1010.0, shallow: float = 10.0, period: int = 101) -> Objective:
    """Return the online problem on which Adam ends at the worst point.

    At step t = 1, 2, ... the loss is f_t(x) = a x when t mod p = 1 and −b x otherwise, on −1 <= x <= 1.  The
    mean loss (a − (p − 1) b) x / p is smallest at −1.

    Parameters
    ----------
    steep : float, default 1010
        a, the slope of the rare loss.
    shallow : float, default 10
        b, minus the slope of the frequent one.
    period : int, default 101
        p.

    Notes
    -----
    `value` and `gradient` are those of the mean loss; `gradient_at_step` is the gradient that the method
    sees.  With the defaults, learning rates that fall as 1/√t and decay rates 0.9 and 0.99, Adam goes to +1
    and AMSGrad to −1.  With p = 3, b = 1 and a > 2 Adam fails provably for decay rates 0 and 1/(1 + a²).

    Raises
    ------
    ValueError
        If the mean slope is not positive, for then −1 is not the best point.

    References
    ----------
    Reddi, Kale, Kumar (2018), On the convergence of Adam and beyond, ICLR, theorem 1 and section 5.

    Examples
    --------
    >>> problem = reddi_kale_kumar(4, 1, 3)
    >>> [float(problem.gradient_at_step([0.0], k)[0]) for k in range(4)]
    [4.0, -1.0, -1.0, 4.0]
    """
    a, b = check_positive(steep, "steep"), check_positive(shallow, "shallow")
    p = check_count(period, "period", at_least=2)
    mean_slope = (a - (p - 1) * b) / p
    if mean_slope <= 0.0:
        raise ValueError(f"steep must exceed (period - 1) * shallow = {(p - 1) * b}, got {steep}")
    return Objective(
        lambda points: mean_slope * points[:, 0],
        lambda points: np.full_like(points, mean_slope),
        lambda points: np.zeros((len(points), 1, 1), points.dtype),
        batched=True,
        sampled_gradient=lambda points, k: np.full_like(points, a if k % p == 0 else -b),
        bounds=[[-1.0, 1.0]],
        name="Reddi-Kale-Kumar",
        formula="a x when t mod p = 1, else −b x",
        domain=[[-1.0, 1.0]],
        minima=[[-1.0]],
    )

"""Learning rates that change with time.

A large rate covers ground and a small one settles: with noisy gradients a constant rate hovers at a distance,
and only a falling one arrives. A schedule is a function of the step number k = 0, 1, 2, ... that returns the
rate; any such function will do.
"""

from __future__ import annotations

import math
from collections.abc import Callable

from .arguments import check_count, check_fraction, check_positive

Schedule = Callable[[int], float]


def constant(rate: float) -> Schedule:
    """Return the schedule that stays at `rate`.

    Examples
    --------
    >>> constant(0.1)(1000)
    0.1
    """
    level = check_positive(rate, "rate")
    return lambda k: level


def step_decay(rate: float, factor: float = 0.1, every: int = 30) -> Schedule:
    r"""Return the schedule that multiplies the rate by `factor` after each `every` steps.

    .. math:: \text{rate} \cdot \text{factor}^{\lfloor k / \text{every} \rfloor}

    Examples
    --------
    >>> rate = step_decay(1.0, 0.5, 10)
    >>> rate(9), rate(10), rate(20)
    (1.0, 0.5, 0.25)
    """
    level, ratio = check_positive(rate, "rate"), check_positive(factor, "factor")
    period = check_count(every, "every")
    return lambda k: level * ratio ** (k // period)


def inverse_time(rate: float, decay: float = 1.0) -> Schedule:
    """Return the schedule rate / (1 + decay · k), slow enough to arrive and fast enough to settle.

    Notes
    -----
    The sum of the rates diverges and that of their squares converges, the condition of Robbins and Monro.

    References
    ----------
    Robbins, Monro (1951), A stochastic approximation method, Annals of Mathematical Statistics 22, 400-407.

    Examples
    --------
    >>> inverse_time(1.0)(3)
    0.25
    """
    level, speed = check_positive(rate, "rate"), check_positive(decay, "decay", zero=True)
    return lambda k: level / (1.0 + speed * k)


def inverse_square_root(rate: float) -> Schedule:
    """Return the schedule rate / √(k + 1), used in the proofs of online learning.

    Examples
    --------
    >>> inverse_square_root(1.0)(3)
    0.5
    """
    level = check_positive(rate, "rate")
    return lambda k: level / math.sqrt(k + 1.0)


def cosine(rate: float, steps: int, final: float = 0.0) -> Schedule:
    r"""Return the schedule that follows half a cosine from `rate` to `final` in `steps` steps and stays there.

    .. math:: \text{final} + (\text{rate} - \text{final}) \, (1 + \cos(\pi k / \text{steps})) / 2

    References
    ----------
    Loshchilov, Hutter (2017), SGDR: stochastic gradient descent with warm restarts, ICLR, equation 5.

    Examples
    --------
    >>> rate = cosine(1.0, 10)
    >>> rate(0), round(rate(5), 12), rate(10), rate(11)
    (1.0, 0.5, 0.0, 0.0)
    """
    high, low = check_positive(rate, "rate"), check_positive(final, "final", zero=True)
    length = check_count(steps, "steps")
    return lambda k: low + (high - low) * math.cos(0.5 * math.pi * k / length) ** 2 if k < length else low


def warm_up(schedule: Schedule | float, steps: int, initial: float = 0.0) -> Schedule:
    r"""Return a schedule whose first `steps` rates rise evenly from a fraction `initial` to the whole.

    .. math:: \text{schedule}(k) \cdot (\text{initial} + (1 - \text{initial}) \min(k / \text{steps}, 1))

    Parameters
    ----------
    schedule : callable or float
        What follows, counted from k = 0 too; a number stands for a constant rate.
    steps : int
        At least 1.
    initial : float, default 0
        At least 0 and below 1.

    References
    ----------
    Goyal et al. (2017), Accurate, large minibatch SGD, arXiv 1706.02677, section 2.2.

    Examples
    --------
    >>> rate = warm_up(0.8, 4)
    >>> [rate(k) for k in range(6)]
    [0.0, 0.2, 0.4, 0.6, 0.8, 0.8]
    """
    following = schedule if callable(schedule) else constant(schedule)
    length, first = check_count(steps, "steps"), check_fraction(initial, "initial")
    return lambda k: following(k) * (first + (1.0 - first) * min(k / length, 1.0))

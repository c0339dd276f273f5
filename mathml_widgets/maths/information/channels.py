"""How much can be said through a noisy channel.

A channel turns each input into an output at random. The mutual information of the two depends on how often the
inputs are used; its maximum over all ways to use them is the capacity. Blahut and Arimoto climb there by giving more
weight to inputs whose outputs stand out. At every step the mean and the largest of the inputs' divergences enclose
the capacity, so the answer comes with a certificate.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from .arguments import FloatArray, as_channel, as_distribution, check_base, check_count
from .joint_tables import mutual_information
from .logarithms import x_log_x

_POLISH_EVERY = 16


class ChannelCapacity(NamedTuple):
    """What can be said through a channel.

    Attributes
    ----------
    capacity : float
        In the unit of the base, per use of the channel; too small by at most `gap`.
    input_distribution : array (n_inputs,)
        How often to use each input.
    gap : float
        The certificate: the true capacity is between `capacity` and `capacity` + `gap`.
    bounds : array (n_steps, 2)
        The lower and the upper bound at every step.
    converged : bool
        Whether the gap fell to the tolerance.
    """

    capacity: float
    input_distribution: FloatArray
    gap: float
    bounds: FloatArray
    converged: bool


def channel_capacity(
    channel: ArrayLike, base: float = 2, *, tolerance: float = 1e-12, max_steps: int = 10_000
) -> ChannelCapacity:
    r"""Return the capacity of a channel, and the input distribution that reaches it.

    .. math:: C = \max_p I(X; Y), \qquad
              \sum_x p_x D(W_x \| q) \le C \le \max_x D(W_x \| q), \quad q = \sum_x p_x W_x

    Parameters
    ----------
    channel : array_like (n_inputs, n_outputs)
        Row x holds the probabilities of the outputs given input x, and sums to 1.
    base : float
        2 for bits, e for nats, 10 for hartleys.
    tolerance : float
        The gap, in nats, at which to stop.
    max_steps : int

    Returns
    -------
    ChannelCapacity

    Raises
    ------
    ValueError
        If a row does not sum to 1 within 1e-6 (it is named), or holds a negative number.

    Notes
    -----
    Every sixteen steps Newton's method is tried on the inputs in use, and kept where it closes the gap: the plain
    iteration slows down where an input's weight goes to zero.

    References
    ----------
    Blahut, *Computation of Channel Capacity and Rate-Distortion Functions*, 1972.
    Cover and Thomas, *Elements of Information Theory*, 2nd edition, sections 7.1 and 10.8.

    Examples
    --------
    >>> found = channel_capacity(binary_symmetric_channel(0.11))
    >>> found.capacity, found.input_distribution
    (0.500084, array([0.5, 0.5]))
    """
    w, base, max_steps = as_channel(channel), check_base(base), check_count(max_steps, "max_steps")
    if not tolerance >= 0.0:
        raise ValueError(f"tolerance must not be negative, got {tolerance}")
    n = len(w)
    minus_noise = x_log_x(w, math.e).sum(axis=1)
    p = np.full(n, 1.0 / n)
    bounds = []
    best, best_gap, best_low = p, math.inf, 0.0
    for step in range(max_steps):
        told = _divergences(w, minus_noise, p)
        low, high = max(_mean(p, told), 0.0), float(told.max())
        bounds.append((low, high))
        if high - low < best_gap:
            best, best_gap, best_low = p, high - low, low
        if best_gap <= tolerance:
            break
        if step % _POLISH_EVERY == _POLISH_EVERY - 1:
            polished = _polished(w, minus_noise, p)
            told_there = _divergences(w, minus_noise, polished)
            low_there, high_there = _mean(polished, told_there), float(told_there.max())
            if high_there - low_there < best_gap:
                best, best_gap, best_low = polished, high_there - low_there, max(low_there, 0.0)
                bounds.append((best_low, high_there))
                if best_gap <= tolerance:
                    break
        p = p * np.exp(told - high)
        p = p / p.sum()
    unit = 1.0 / math.log(base)
    best_gap = max(best_gap, 0.0)
    return ChannelCapacity(
        best_low * unit, best, best_gap * unit, np.array(bounds) * unit, best_gap <= max(tolerance, 0.0)
    )


def channel_joint(channel: ArrayLike, input_distribution: ArrayLike) -> FloatArray:
    """Return the joint table of input (rows) and output (columns).

    Parameters
    ----------
    channel : array_like (n_inputs, n_outputs)
    input_distribution : array_like (n_inputs,)

    Returns
    -------
    array (n_inputs, n_outputs)

    Raises
    ------
    ValueError
        If there is not one probability for each input.

    Examples
    --------
    >>> channel_joint([[1, 0], [0.5, 0.5]], [0.5, 0.5])
    array([[0.5 , 0.  ],
           [0.25, 0.25]])
    """
    w, p = as_channel(channel), as_distribution(input_distribution, "input_distribution")
    if len(p) != len(w):
        raise ValueError(f"input_distribution must hold one probability for each of {len(w)} inputs, got {len(p)}")
    return p[:, None] * w


def chain_information(input_distribution: ArrayLike, *channels: ArrayLike, base: float = 2) -> FloatArray:
    """Return what each stage of a chain of channels still tells about the input.

    Parameters
    ----------
    input_distribution : array_like (n_inputs,)
    *channels : array_like
        Each takes the outputs of the one before as its inputs.
    base : float
        2 for bits, e for nats, 10 for hartleys.

    Returns
    -------
    array (n_channels,)
        I(X; Y), I(X; Z), ...: it never rises, for processing cannot add information.

    Raises
    ------
    ValueError
        If the outputs of a channel are not as many as the inputs of the next.

    References
    ----------
    Cover and Thomas, *Elements of Information Theory*, 2nd edition, section 2.8.

    Examples
    --------
    >>> noisy = binary_symmetric_channel(0.1)
    >>> chain_information([0.5, 0.5], noisy, noisy).round(4)
    array([0.531 , 0.3199])
    """
    told: list[float] = []
    joint: FloatArray | None = None
    for place, channel in enumerate(channels):
        w = as_channel(channel, f"channels[{place}]")
        if joint is None:
            joint = channel_joint(w, input_distribution)
        elif joint.shape[1] != len(w):
            raise ValueError(f"channels[{place}] must have {joint.shape[1]} inputs, got {len(w)}")
        else:
            joint = joint @ w
        information = mutual_information(joint, base)
        told.append(min([information, *told[-1:]]))  # rounding cannot add any either
    return np.array(told)


def binary_symmetric_channel(error_probability: float) -> FloatArray:
    """Return the channel that flips a bit with this probability; its capacity is 1 - H(error) bits.

    Examples
    --------
    >>> binary_symmetric_channel(0.25)
    array([[0.75, 0.25],
           [0.25, 0.75]])
    """
    e = _as_error(error_probability)
    return np.array([[1.0 - e, e], [e, 1.0 - e]])


def binary_erasure_channel(error_probability: float) -> FloatArray:
    """Return the channel that loses a bit with this probability (the middle output); its capacity is 1 - error bits.

    Examples
    --------
    >>> binary_erasure_channel(0.25)
    array([[0.75, 0.25, 0.  ],
           [0.  , 0.25, 0.75]])
    """
    e = _as_error(error_probability)
    return np.array([[1.0 - e, e, 0.0], [0.0, e, 1.0 - e]])


def z_channel(error_probability: float) -> FloatArray:
    """Return the channel that keeps every 0 and turns a 1 into a 0 with this probability.

    Examples
    --------
    >>> z_channel(0.25)
    array([[1.  , 0.  ],
           [0.25, 0.75]])
    """
    e = _as_error(error_probability)
    return np.array([[1.0, 0.0], [e, 1.0 - e]])


def _as_error(error_probability: float) -> float:
    if not 0.0 <= error_probability <= 1.0:
        raise ValueError(f"error_probability must be between 0 and 1, got {error_probability}")
    return float(error_probability)


def _divergences(w: FloatArray, minus_noise: FloatArray, p: FloatArray) -> FloatArray:
    """Return the divergence of each input's outputs from the mixture, in nats."""
    q = p @ w
    possible = q > 0.0
    logs = np.log(np.where(possible, q, 1.0))
    unheard = ((w > 0.0) & ~possible).any(axis=1)  # an input of weight 0 whose outputs nobody else makes
    return np.where(unheard, np.inf, minus_noise - w @ logs)


def _mean(p: FloatArray, told: FloatArray) -> float:
    return float(p @ np.where(p > 0.0, told, 0.0))


def _polished(w: FloatArray, minus_noise: FloatArray, p: FloatArray) -> FloatArray:
    """Solve for equal divergences of the inputs in use by Newton's method, dropping those that fall to zero."""
    used = p > 1e-9 * p.max()
    for _ in range(40):
        told = _divergences(w, minus_noise, p)
        rows = w[used]
        q = p @ w
        n = len(rows)
        system = np.zeros((n + 1, n + 1))
        system[:n, :n] = (rows / np.where(q > 0.0, q, 1.0)) @ rows.T
        system[:n, n] = system[n, :n] = 1.0
        level = _mean(p, told)
        move = np.linalg.lstsq(system, np.append(told[used] - level, 0.0), rcond=1e-13)[0][:n]
        falling = move < 0.0
        share = min(1.0, float((-p[used][falling] / move[falling]).min(initial=math.inf)))
        trial = p.copy()
        trial[used] = np.maximum(p[used] + share * move, 0.0)
        trial[trial <= 1e-15] = 0.0
        if not trial.sum() > 0.0:
            break
        p = trial / trial.sum()
        still = used & (p > 0.0)
        if share == 1.0 and float(np.abs(move).max()) < 1e-15:
            break
        used = still
    return p

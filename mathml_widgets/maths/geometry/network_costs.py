"""What the derivatives of a network cost, forward against reverse.

Either sweep multiplies about twice for each weight.
A forward sweep gives the change along one direction, so a gradient needs one for each parameter; the reverse sweep
gives the whole gradient at once.
That factor, the number of parameters, is why networks are trained backwards.
"""

from __future__ import annotations

from itertools import pairwise

from ..calculus import OperationCounts
from .mlp import MLP


def network_costs(network: MLP, n_samples: int = 1) -> OperationCounts:
    """Return the numbers of multiplications for the loss of a network and for its gradient.

    Parameters
    ----------
    network : MLP
    n_samples : int

    Returns
    -------
    OperationCounts
        `evaluation`: all weights times all values.  `reverse`: one sweep, which forms weight times adjoint and value
        times adjoint for each weight and slope times adjoint for each unit; the data need no adjoints.
        `forward`: a sweep of the same cost, weight times tangent, value times tangent and slope times tangent, for
        each parameter.

    Raises
    ------
    ValueError
        If `n_samples` is less than 1.

    Notes
    -----
    What happens within activations and the loss is not counted, nor is the slope of the identity.

    References
    ----------
    Griewank and Walther, *Evaluating Derivatives*, 2nd edition, section 3.4.

    Examples
    --------
    >>> from mathml_widgets.maths.geometry import MLP
    >>> network_costs(MLP((2, 16, 16, 1)))
    OperationCounts(evaluation=304, n_inputs=337, n_results=1, forward=204896, reverse=608)
    """
    if isinstance(n_samples, bool) or not isinstance(n_samples, int) or n_samples < 1:
        raise ValueError(f"n_samples must be an integer of at least 1, got {n_samples}")
    sizes = network.layer_sizes
    evaluation = sum(n_in * n_out for n_in, n_out in pairwise(sizes))
    slopes = sum(n for layer, n in enumerate(sizes[1:], 1) if network.activation_of(layer) != "identity")
    sweep = 2 * evaluation - sizes[0] * sizes[1] + slopes
    n = network.n_parameters
    return OperationCounts(n_samples * evaluation, n, 1, n_samples * n * sweep, n_samples * sweep)

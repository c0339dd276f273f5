"""Functions made of functions, and which of these operations keep convexity.

The sum and the maximum of convex functions are convex, and so is log-sum-exp, a maximum with rounded corners; a
convex function that rises, applied to a convex one, is convex too. A product is in general not. So convexity
is often proved without a single second derivative, by looking at how a function is put together.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from .arguments import Array
from .objective import Objective, as_objective

OPERATIONS = ("sum", "maximum", "log-sum-exp", "product")
_Rule = Callable[[Array], Any]


def combined(functions: Sequence[Objective | Callable[..., Any]], operation: str) -> Objective:
    r"""Return the sum, maximum, log-sum-exp or product of functions, with gradient and Hessian.

    .. math:: \sum f_i, \quad \max f_i, \quad \log \sum \exp f_i, \quad \prod f_i

    Parameters
    ----------
    functions : sequence of Objective or callable
        At least one.
    operation : {"sum", "maximum", "log-sum-exp", "product"}
        All but the product keep convexity.

    Returns
    -------
    Objective
        With the domain of the first function.

    Raises
    ------
    ValueError
        If there is no function, or `operation` is none of these.

    Notes
    -----
    Where several functions share the maximum, `gradient` is that of the first of them, a subgradient if they are
    convex, and `hessian` is NaN.

    References
    ----------
    Boyd, Vandenberghe (2004), Convex Optimization, section 3.2.

    Examples
    --------
    >>> parts = [lambda x: x[0], lambda x: -x[0]]
    >>> [float(combined(parts, operation).value([2.0])) for operation in ("sum", "maximum", "product")]
    [0.0, 2.0, -4.0]
    """
    parts = [as_objective(function) for function in functions]
    if not parts:
        raise ValueError("functions must hold at least one, got none")
    if operation not in OPERATIONS:
        raise ValueError(f"operation must be one of {', '.join(OPERATIONS)}, got {operation!r}")
    value, weights, coupling = _RULES[operation]

    def values(points: Array) -> Array:
        return np.stack([part.value(points) for part in parts])

    def gradient(points: Array) -> Any:
        slopes = np.stack([part.gradient(points) for part in parts])
        return np.einsum("im,imn->mn", weights(values(points)), slopes)

    def hessian(points: Array) -> Any:
        f = values(points)
        slopes = np.stack([part.gradient(points) for part in parts])
        curvatures = np.stack([part.hessian(points) for part in parts])
        whole = np.einsum("im,imnk->mnk", weights(f), curvatures)
        whole += np.einsum("ijm,imn,jmk->mnk", coupling(f), slopes, slopes)
        if operation == "maximum":
            whole[(f == _largest(f)).sum(axis=0) > 1] = np.nan
        return whole

    return Objective(
        lambda points: value(values(points)),
        gradient,
        hessian,
        batched=True,
        name=f"{operation} of {', '.join(part.name or 'unnamed' for part in parts)}",
        domain=parts[0].domain,
    )


def composed(outer: Objective | Callable[..., Any], inner: Objective | Callable[..., Any]) -> Objective:
    r"""Return one function applied to the values of another, with gradient and Hessian by the chain rule.

    .. math:: \nabla (h \circ f) = h' \nabla f, \quad \nabla^2 (h \circ f) = h'' \nabla f \nabla f^T + h' \nabla^2 f

    Parameters
    ----------
    outer : Objective or callable
        h, of one variable.  Where h is convex and rises and f is convex, so is the whole.
    inner : Objective or callable
        f, of any number of variables.

    References
    ----------
    Boyd, Vandenberghe (2004), Convex Optimization, section 3.2.4.

    Examples
    --------
    >>> from mathml_widgets.maths.optimization import sphere
    >>> bell = composed(lambda t: -np.exp(-t[0]), sphere())
    >>> bell.gradient([[0.5, 0.0]])
    array([[0.77880078, 0. ]])
    """
    h, f = as_objective(outer), as_objective(inner)

    def hessian(points: Array) -> Any:
        height, slope = f.value(points)[:, np.newaxis], f.gradient(points)
        bend = h.hessian(height) * slope[:, :, np.newaxis] * slope[:, np.newaxis, :]
        return bend + h.gradient(height)[:, :, np.newaxis] * f.hessian(points)

    return Objective(
        lambda points: h.value(f.value(points)[:, np.newaxis]),
        lambda points: h.gradient(f.value(points)[:, np.newaxis]) * f.gradient(points),
        hessian,
        batched=True,
        name=f"{h.name or 'unnamed'} of {f.name or 'unnamed'}",
        domain=f.domain,
    )


# Below, f holds the values (n_functions, m).


def _largest(f: Array) -> Any:
    return np.take_along_axis(f, f.real.argmax(axis=0)[np.newaxis], axis=0)[0]


def _first_largest(f: Array) -> Any:
    return 1.0 * (np.arange(len(f))[:, np.newaxis] == f.real.argmax(axis=0))


def _log_sum_exp(f: Array) -> Any:
    top = _largest(f)
    return np.where(np.isfinite(top), top + np.log(np.exp(f - top).sum(axis=0)), top)


def _shares(f: Array) -> Any:
    sizes = np.exp(f - _largest(f))
    return sizes / sizes.sum(axis=0)


def _spread_of_shares(f: Array) -> Any:
    shares = _shares(f)
    return np.eye(len(f))[:, :, np.newaxis] * shares - shares[:, np.newaxis] * shares


def _uncoupled(f: Array) -> Any:
    return np.zeros((len(f), *f.shape))


def _product_without(f: Array) -> Any:
    """Return for each function the product of the others."""
    return np.stack([np.delete(f, i, axis=0).prod(axis=0) for i in range(len(f))])


def _product_without_two(f: Array) -> Any:
    """Return for each two functions the product of the others; 0 for twice the same."""
    coupling = _uncoupled(f).astype(f.dtype)
    for i in range(len(f)):
        for j in range(i):
            coupling[i, j] = coupling[j, i] = np.delete(f, (i, j), axis=0).prod(axis=0)
    return coupling


_RULES: dict[str, tuple[_Rule, _Rule, _Rule]] = {
    "sum": (lambda f: f.sum(axis=0), np.ones_like, _uncoupled),
    "maximum": (_largest, _first_largest, _uncoupled),
    "log-sum-exp": (_log_sum_exp, _shares, _spread_of_shares),
    "product": (lambda f: f.prod(axis=0), _product_without, _product_without_two),
}
"""The value (m,) and its first and second derivatives with respect to the values of the functions."""

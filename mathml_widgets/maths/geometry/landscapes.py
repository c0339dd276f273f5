"""A loss, with all that is known of it.

Whoever draws a landscape needs one thing, a loss of a vector; but gradients, curvatures, groups of parameters, known
minima or the predictions of a model make the picture richer where they are there.
This is where they are kept together, whatever the loss came from.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ..formulas import Formula
from ..linear_algebra.arguments import FloatArray, as_array
from ..optimization import TEST_FUNCTIONS, Objective
from .memory import check_memory
from .opaque_planes import as_loss
from .parameter_groups import ParameterGroup, as_groups
from .saddles import quadratic_saddle

SADDLE = re.compile(r"saddle\((\d{1,3})\)")
SADDLE_DIMENSIONS = 100

Vector = NDArray[Any]


@dataclass(frozen=True, eq=False)
class Landscape:
    """A loss of one vector of parameters, with what is known of it.

    Parameters
    ----------
    loss : callable
        From a vector (n,) to a number; with `batched` also from vectors (k, n) to numbers (k,).
    start : array (n,)
        Where the reader stands, or training begins.
    batched : bool
        Whether many vectors are evaluated at once, and an evaluation costs next to nothing.
    gradient : callable, optional
        From a vector (n,) to the gradient (n,).
    curvature : callable, optional
        From a vector and a direction to the Hessian times the direction (n,).
    groups : tuple of ParameterGroup, optional
        The tensors within the vector.
    objective : Objective, optional
        The loss as `optimization.descend` takes it, where it can be descended.
    domain : array (2, 2), optional
        For two parameters: the region worth looking at.
    minima : array (k, n), optional
        Known minima.
    predict : callable, optional
        From a vector and inputs (m, d) to predictions (m, k): probabilities of classes, or values.
    classifies : bool
        Whether the predictions are probabilities; k = 1 stands for that of the class 1.
    inputs, targets : arrays (n_samples, d) and (n_samples,), optional
        The data, where they can be drawn; targets are class numbers or values.
    """

    loss: Callable[[Any], Any]
    start: FloatArray
    batched: bool = False
    gradient: Callable[[Vector], FloatArray] | None = None
    curvature: Callable[[Vector, Vector], FloatArray] | None = None
    groups: tuple[ParameterGroup, ...] | None = None
    objective: Objective | None = None
    domain: FloatArray | None = None
    minima: FloatArray | None = None
    predict: Callable[[Vector, Vector], FloatArray] | None = None
    classifies: bool = False
    inputs: FloatArray | None = None
    targets: FloatArray | None = None
    network: Any = field(default=None)

    @property
    def n_parameters(self) -> int:
        """The length of the vector."""
        return len(self.start)

    def at(self, parameters: ArrayLike) -> float:
        """Return the loss at a vector (n,), which the loss may change as it likes."""
        return as_loss(self.loss(np.array(parameters, dtype=np.float64)))

    def accuracy(self, parameters: ArrayLike) -> float | None:
        """Return the share of the samples that are put into the right class; None where there are no classes."""
        if self.predict is None or not self.classifies or self.inputs is None or self.targets is None:
            return None
        found = self.predict(np.asarray(parameters), self.inputs)
        classes = found.argmax(axis=1) if found.shape[1] > 1 else found[:, 0] > 0.5
        return float((classes == self.targets).mean())


@dataclass(frozen=True)
class OfTwoNumbers:
    """A function f(x, y), called with points (..., 2)."""

    function: Callable[..., Any]

    def __call__(self, point: Any) -> Any:
        """Return the value at a point; with a function of arrays, at many."""
        return self.function(point[..., 0], point[..., 1])


@dataclass(frozen=True)
class NamedFunction:
    """One of the test functions of `optimization`, found by its name in whatever process it is called."""

    name: str

    def __call__(self, points: Any) -> Any:
        """Return the values at points (..., 2)."""
        return TEST_FUNCTIONS[self.name]().value(points)


def function_landscape(function: str | Callable[..., Any], start: ArrayLike | None = None) -> Landscape:
    """Return the landscape of a function of two numbers, or of one of the quadratic saddles.

    Parameters
    ----------
    function : str or callable
        The name of one of `optimization.TEST_FUNCTIONS`; a formula in x and y; ``"saddle(k)"``, a quadratic function of
        100 parameters whose curvatures are 1, and -1 along k directions; or f(x, y).
    start : array_like (n,), optional
        By default the middle of the domain; for a saddle, its point of slope 0.

    Raises
    ------
    ValueError
        If the text cannot be read, or the start does not fit.

    Examples
    --------
    >>> function_landscape("himmelblau").at([3, 2]), function_landscape("x^2 + 2 y^2").at([1, 1])
    (0.0, 3.0)
    >>> function_landscape("saddle(20)").n_parameters
    100
    """
    if isinstance(function, str):
        if match := SADDLE.fullmatch(function.replace(" ", "")):
            return _saddle(int(match[1]), start)
        if function in TEST_FUNCTIONS:
            known = TEST_FUNCTIONS[function]()
            assert known.domain is not None
            middle = known.domain.mean(axis=1) if start is None else start
            return Landscape(
                NamedFunction(function), as_start(middle, 2), True, known.gradient, objective=known,
                domain=known.domain, minima=known.minima,
                curvature=lambda point, direction: known.hessian(point) @ direction,
            )  # fmt: skip
    batched = isinstance(function, str)
    of_points = OfTwoNumbers(Formula(function) if isinstance(function, str) else function)
    objective = Objective(of_points, batched=batched) if not batched else Objective(_over_rows(of_points), batched=True)
    return Landscape(
        objective.value if batched else of_points,
        as_start(np.zeros(2) if start is None else start, 2),
        batched,
        objective.gradient if batched else None,
        objective=objective,
    )


def _over_rows(of_points: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Return the function with a constant, which is one number, as an array of as many as there are points."""
    return lambda points: np.broadcast_to(of_points(points), points.shape[:-1])


def loss_landscape(
    loss: Callable[[Any], Any],
    parameters: ArrayLike,
    *,
    gradient: Callable[[Any], Any] | None = None,
    groups: Iterable[Any] | None = None,
    batched: bool = False,
) -> Landscape:
    """Return the landscape of a loss of a vector.

    Parameters
    ----------
    loss : callable
        From a vector (n,) to a number.
    parameters : array_like (n,)
    gradient : callable, optional
        From a vector (n,) to the gradient (n,).
    groups : iterable of ParameterGroup or of shapes, optional
        The tensors that make up the vector.
    batched : bool
        Whether the loss takes vectors (k, n) and gives (k,); so does the gradient then.

    Raises
    ------
    ValueError
        If the parameters are no vector, or the groups do not hold as many.

    Examples
    --------
    >>> loss_landscape(lambda p: p @ p, [1, 2, 3], groups=[(2,), (1,)]).at([1, 1, 1])
    3.0
    """
    start = as_start(parameters)
    tensors = None if groups is None else as_groups(groups, len(start))
    objective = Objective(loss, gradient, batched=batched)
    slopes = None
    if gradient is not None:
        slopes = objective.gradient
        slopes(start.copy())
    return Landscape(loss, start, batched, slopes, None, tensors, objective)


def callable_landscape(loss: Callable[..., Any], parameters: ArrayLike | None = None, **known: Any) -> Landscape:
    """Return the landscape of f(x, y) or of a loss of a vector, whichever the callable is.

    Parameters
    ----------
    loss : callable
        Of two numbers, or of a vector (n,); then `parameters` must be given.
    parameters : array_like (n,), optional
    **known
        As for `loss_landscape`.

    Raises
    ------
    ValueError
        If it is a loss of a vector and there are no parameters.

    Examples
    --------
    >>> callable_landscape(lambda x, y: x - y).at([3.0, 1.0]), callable_landscape(sum, [1.0, 2.0, 3.0]).n_parameters
    (2.0, 3)
    """
    if _takes(loss, 1) and (parameters is not None or not _takes(loss, 2)):
        if parameters is None:
            raise ValueError("parameters must be given with a loss of one vector, got None")
        return loss_landscape(loss, parameters, **known)
    if not _takes(loss, 2):
        raise ValueError("loss must take one vector, or two numbers x and y")
    if known.get("gradient") is not None:
        raise ValueError("gradient must be None for a loss of two numbers: it is found by itself")
    return function_landscape(loss, parameters)


def _takes(function: Callable[..., Any], n_arguments: int) -> bool:
    """Tell whether a callable can be called with so many arguments; what hides its signature can with one."""
    try:
        inspect.signature(function).bind(*range(n_arguments))
    except ValueError:
        return n_arguments == 1
    except TypeError:
        return False
    return True


def as_start(parameters: ArrayLike, n_parameters: int | None = None) -> FloatArray:
    """Return parameters as a vector (n,), or raise a `ValueError` that says what is wrong with them."""
    vector = as_array(parameters, "parameters")
    if vector.ndim != 1 or not vector.size:
        raise ValueError(f"parameters must be a row of at least one number, got shape {vector.shape}")
    if n_parameters is not None and len(vector) != n_parameters:
        raise ValueError(f"parameters must have {n_parameters} entries, got {len(vector):,}")
    check_memory(len(vector))
    return vector


def _saddle(n_negative: int, start: ArrayLike | None) -> Landscape:
    if n_negative > SADDLE_DIMENSIONS:
        raise ValueError(f"function must have at most {SADDLE_DIMENSIONS} directions down, got saddle({n_negative})")
    share = n_negative / SADDLE_DIMENSIONS
    loss = quadratic_saddle(SADDLE_DIMENSIONS, share, generator=np.random.default_rng(n_negative))
    whole = loss.hessian()
    return Landscape(
        loss, as_start(np.zeros(SADDLE_DIMENSIONS) if start is None else start, SADDLE_DIMENSIONS), True,
        loss.gradient, lambda _point, direction: np.asarray(whole @ direction),
        objective=Objective(loss, loss.gradient, batched=True),
    )  # fmt: skip

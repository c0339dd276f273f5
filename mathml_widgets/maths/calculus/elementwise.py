"""What every elementwise function does to a small change.

A function such as tanh or `*` acts on each entry by itself, so its whole calculus is a number per
entry and operand: the local derivative.
With the second derivatives beside the first, a computation built from such functions can be
differentiated twice without ever looking at the computation again.
The table below is all that the tape knows of calculus; the chain rule does the rest.
"""

from __future__ import annotations

import math
import operator
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

Rule = Callable[..., Any]


def align(lanes: Any, n_dimensions: int) -> Any:
    """Return an array with a lane axis in front so that its other axes broadcast as n_dimensions would."""
    missing = n_dimensions - (lanes.ndim - 1)
    return lanes.reshape(lanes.shape[:1] + (1,) * missing + lanes.shape[1:]) if missing else lanes


def unbroadcast(a: Any, shape: tuple[int, ...], lanes: int = 0) -> Any:
    """Return the sum of `a` over the axes along which an operand of this shape was repeated."""
    if np.shape(a)[lanes:] == shape:
        return a
    extra = np.ndim(a) - lanes - len(shape)
    axes = tuple(range(lanes, lanes + extra)) + tuple(
        lanes + extra + i for i, n in enumerate(shape) if n == 1 and np.shape(a)[lanes + extra + i] != 1
    )
    total = np.sum(a, axis=axes)
    return np.reshape(total, np.shape(a)[:lanes] + shape)


@dataclass(slots=True, eq=False)
class Elementwise:
    """A function of one number per operand, applied entry by entry.

    Parameters
    ----------
    name : str
        What NumPy calls it.
    function : callable
        The NumPy function.
    first : sequence of callables
        The derivative by each operand, as functions of (result, *operands).
    second : mapping from pairs of operands to callables
        The second derivatives that are not zero, each pair once with the smaller index first.
    scalar : callable, optional
        The same function for Python floats; it may raise where NumPy returns infinity or NaN.
    analytic : bool
        Whether it is complex differentiable, as the complex step needs.
    broken : callable, optional
        True at operands where no derivative exists; there `first` is the mean of both one-sided slopes.
    """

    name: str
    function: Callable[..., Any]
    first: Sequence[Rule]
    second: Mapping[tuple[int, int], Rule] = field(default_factory=dict)
    scalar: Callable[..., Any] | None = None
    analytic: bool = True
    broken: Callable[..., Any] | None = None

    def compute(self, *values: Any) -> Any:
        """Return the result; a Python float where all operands are."""
        if self.scalar is not None:
            for value in values:
                if value.__class__ is not float:
                    break
            else:
                try:
                    return self.scalar(*values)
                except (ValueError, OverflowError, ZeroDivisionError):
                    pass
        return self.function(*values)

    def slope(self, j: int, y: Any, values: Sequence[Any]) -> Any:
        """Return the local derivative by operand j."""
        return _evaluate(self.first[j], y, values)

    def push(self, y: Any, values: Sequence[Any], tangents: Sequence[Any]) -> Any:
        """Return the tangents of the result, (lanes, *y.shape), from those of the operands (None for zero)."""
        n_dimensions = np.ndim(y)
        total = None
        for j, tangent in enumerate(tangents):
            if tangent is not None and self.first[j] is not _zero:
                part = self.slope(j, y, values) * align(tangent, n_dimensions)
                total = part if total is None else total + part
        return total

    def pull(self, j: int, y: Any, values: Sequence[Any], adjoint: Any, lanes: int = 0) -> Any:
        """Return what the adjoint of the result adds to the adjoint of operand j, None for nothing."""
        if self.first[j] is _zero:
            return None
        return unbroadcast(adjoint * self.slope(j, y, values), np.shape(values[j]), lanes)

    def bend(self, j: int, y: Any, values: Sequence[Any], adjoint: Any, tangents: Sequence[Any]) -> Any:
        """Return the tangents of `pull` with the adjoint held still, or None where they are zero."""
        total = None
        for i, tangent in enumerate(tangents):
            rule = self.second.get((min(i, j), max(i, j)))
            if tangent is not None and rule is not None:
                weight = adjoint * _evaluate(rule, y, values)
                part = weight * align(tangent, np.ndim(y))
                total = part if total is None else total + part
        return None if total is None else unbroadcast(total, np.shape(values[j]), 1)

    def work(self, y: Any, values: Sequence[Any], j: int) -> int:
        """Return the number of multiplications that one sweep spends on operand j."""
        return int(np.size(y))


def _evaluate(rule: Rule, y: Any, values: Sequence[Any]) -> Any:
    try:
        return rule(y, *values)
    except (ZeroDivisionError, OverflowError):
        return float(rule(np.float64(y), *(np.float64(v) for v in values)))


def _one(y: Any, *_: Any) -> float:
    return 1.0


def _minus_one(y: Any, *_: Any) -> float:
    return -1.0


def _zero(y: Any, *_: Any) -> float:
    return 0.0


def _is_larger(y: Any, a: Any, b: Any) -> Any:
    return (a > b) + 0.5 * (a == b)


def _is_smaller(y: Any, a: Any, b: Any) -> Any:
    return (a < b) + 0.5 * (a == b)


def _equal(a: Any, b: Any) -> Any:
    return a == b


def _is_whole(a: Any) -> Any:
    return a == np.floor(a)


LN2 = math.log(2.0)
LN10 = math.log(10.0)

ADD = Elementwise("add", np.add, (_one, _one), scalar=operator.add)
SUBTRACT = Elementwise("subtract", np.subtract, (_one, _minus_one), scalar=operator.sub)
MULTIPLY = Elementwise(
    "multiply", np.multiply, (lambda y, a, b: b, lambda y, a, b: a), {(0, 1): _one}, scalar=operator.mul
)
DIVIDE = Elementwise(
    "divide",
    np.divide,
    (lambda y, a, b: 1.0 / b, lambda y, a, b: -y / b),
    {(0, 1): lambda y, a, b: -1.0 / (b * b), (1, 1): lambda y, a, b: 2.0 * y / (b * b)},
    scalar=operator.truediv,
)
NEGATIVE = Elementwise("negative", np.negative, (_minus_one,), scalar=operator.neg)
SQUARE = Elementwise("square", np.square, (lambda y, a: 2.0 * a,), {(0, 0): lambda y, a: 2.0}, scalar=lambda a: a * a)
POWER = Elementwise(
    "power",
    np.power,
    (
        lambda y, a, b: b * np.power(a, np.where(b == 0, 1.0, b - 1.0)),
        lambda y, a, b: np.where(y == 0, 0.0, y * np.log(np.where(y == 0, 1.0, a))),
    ),
    {
        (0, 0): lambda y, a, b: b * (b - 1.0) * np.power(a, np.where((b == 0) | (b == 1), 1.0, b - 2.0)),
        (0, 1): lambda y, a, b: np.power(a, b - 1.0) * (1.0 + b * np.log(a)),
        (1, 1): lambda y, a, b: np.where(y == 0, 0.0, y * np.log(np.where(y == 0, 1.0, a)) ** 2),
    },
    scalar=math.pow,
)
WHERE = Elementwise(
    "where",
    np.where,
    (_zero, lambda y, c, a, b: np.where(c, 1.0, 0.0), lambda y, c, a, b: np.where(c, 0.0, 1.0)),
)
MAXIMUM = Elementwise(
    "maximum",
    np.maximum,
    (_is_larger, _is_smaller),
    scalar=lambda a, b: a if a >= b or a != a else b,
    analytic=False,
    broken=_equal,
)
MINIMUM = Elementwise(
    "minimum",
    np.minimum,
    (_is_smaller, _is_larger),
    scalar=lambda a, b: a if a <= b or a != a else b,
    analytic=False,
    broken=_equal,
)
ABSOLUTE = Elementwise(
    "absolute",
    np.absolute,
    (lambda y, a: np.sign(a),),
    scalar=abs,
    analytic=False,
    broken=lambda a: a == 0,
)
SQRT = Elementwise(
    "sqrt",
    np.sqrt,
    (lambda y, a: 0.5 / y,),
    {(0, 0): lambda y, a: -0.25 / (y * a)},
    scalar=math.sqrt,
)


def _unary(
    function: np.ufunc, first: Rule, second: Rule, scalar: Callable[[float], float] | None = None
) -> Elementwise:
    return Elementwise(function.__name__, function, (first,), {(0, 0): second}, scalar)


def _steps(function: np.ufunc, broken: Callable[..., Any]) -> Elementwise:
    """Return the rule of a function that is constant between its jumps."""
    return Elementwise(function.__name__, function, (_zero,) * function.nin, analytic=False, broken=broken)


_SMOOTH = [
    _unary(np.exp, lambda y, a: y, lambda y, a: y, math.exp),
    _unary(np.exp2, lambda y, a: LN2 * y, lambda y, a: LN2**2 * y),
    _unary(np.expm1, lambda y, a: np.exp(a), lambda y, a: np.exp(a), math.expm1),
    _unary(np.log, lambda y, a: 1.0 / a, lambda y, a: -1.0 / (a * a), math.log),
    _unary(np.log2, lambda y, a: 1.0 / (LN2 * a), lambda y, a: -1.0 / (LN2 * a * a), math.log2),
    _unary(np.log10, lambda y, a: 1.0 / (LN10 * a), lambda y, a: -1.0 / (LN10 * a * a), math.log10),
    _unary(np.log1p, lambda y, a: 1.0 / (1.0 + a), lambda y, a: -1.0 / (1.0 + a) ** 2, math.log1p),
    Elementwise(
        "cbrt",
        np.cbrt,
        (lambda y, a: 1.0 / (3.0 * y * y),),
        {(0, 0): lambda y, a: -2.0 / (9.0 * y * y * a)},
        analytic=False,
    ),
    _unary(np.reciprocal, lambda y, a: -y * y, lambda y, a: 2.0 * y * y * y),
    _unary(np.sin, lambda y, a: np.cos(a), lambda y, a: -y, math.sin),
    _unary(np.cos, lambda y, a: -np.sin(a), lambda y, a: -y, math.cos),
    _unary(np.tan, lambda y, a: 1.0 + y * y, lambda y, a: 2.0 * y * (1.0 + y * y), math.tan),
    _unary(
        np.arcsin,
        lambda y, a: 1.0 / np.sqrt((1.0 - a) * (1.0 + a)),
        lambda y, a: a / np.sqrt((1.0 - a) * (1.0 + a)) ** 3,
        math.asin,
    ),
    _unary(
        np.arccos,
        lambda y, a: -1.0 / np.sqrt((1.0 - a) * (1.0 + a)),
        lambda y, a: -a / np.sqrt((1.0 - a) * (1.0 + a)) ** 3,
        math.acos,
    ),
    _unary(np.arctan, lambda y, a: 1.0 / (1.0 + a * a), lambda y, a: -2.0 * a / (1.0 + a * a) ** 2, math.atan),
    _unary(np.sinh, lambda y, a: np.cosh(a), lambda y, a: y, math.sinh),
    _unary(np.cosh, lambda y, a: np.sinh(a), lambda y, a: y, math.cosh),
    _unary(np.tanh, lambda y, a: np.cosh(a) ** -2, lambda y, a: -2.0 * y * np.cosh(a) ** -2, math.tanh),
    _unary(
        np.arcsinh,
        lambda y, a: 1.0 / np.hypot(1.0, a),
        lambda y, a: -a / np.hypot(1.0, a) ** 3,
        math.asinh,
    ),
    _unary(
        np.arccosh,
        lambda y, a: 1.0 / (np.sqrt(a - 1.0) * np.sqrt(a + 1.0)),
        lambda y, a: -a / np.sqrt((a - 1.0) * (a + 1.0)) ** 3,
        math.acosh,
    ),
    _unary(
        np.arctanh,
        lambda y, a: 1.0 / ((1.0 - a) * (1.0 + a)),
        lambda y, a: 2.0 * a / ((1.0 - a) * (1.0 + a)) ** 2,
        math.atanh,
    ),
    Elementwise("positive", np.positive, (_one,), scalar=operator.pos),
    Elementwise("radians", np.radians, (lambda y, a: math.pi / 180.0,), scalar=math.radians, analytic=False),
    Elementwise("degrees", np.degrees, (lambda y, a: 180.0 / math.pi,), scalar=math.degrees, analytic=False),
    Elementwise(
        "arctan2",
        np.arctan2,
        (lambda y, a, b: b / (a * a + b * b), lambda y, a, b: -a / (a * a + b * b)),
        {
            (0, 0): lambda y, a, b: -2.0 * a * b / (a * a + b * b) ** 2,
            (0, 1): lambda y, a, b: (a - b) * (a + b) / (a * a + b * b) ** 2,
            (1, 1): lambda y, a, b: 2.0 * a * b / (a * a + b * b) ** 2,
        },
        scalar=math.atan2,
        analytic=False,
        broken=lambda a, b: (a == 0) & (b <= 0),
    ),
    Elementwise(
        "hypot",
        np.hypot,
        (lambda y, a, b: a / y, lambda y, a, b: b / y),
        {
            (0, 0): lambda y, a, b: (b / y) ** 2 / y,
            (0, 1): lambda y, a, b: -(a / y) * (b / y) / y,
            (1, 1): lambda y, a, b: (a / y) ** 2 / y,
        },
        scalar=math.hypot,
        analytic=False,
        broken=lambda a, b: (a == 0) & (b == 0),
    ),
    Elementwise(
        "logaddexp",
        np.logaddexp,
        (lambda y, a, b: np.exp(a - y), lambda y, a, b: np.exp(b - y)),
        {
            (0, 0): lambda y, a, b: np.exp(a - y + b - y),
            (0, 1): lambda y, a, b: -np.exp(a - y + b - y),
            (1, 1): lambda y, a, b: np.exp(a - y + b - y),
        },
        analytic=False,
    ),
]

_BROKEN = [
    Elementwise(
        "remainder",
        np.remainder,
        (_one, lambda y, a, b: -np.floor_divide(a, b)),
        analytic=False,
        broken=lambda a, b: np.remainder(a, b) == 0,
    ),
    _steps(np.sign, lambda a: a == 0),
    _steps(np.heaviside, lambda a, b: a == 0),
    _steps(np.floor, _is_whole),
    _steps(np.ceil, _is_whole),
    _steps(np.trunc, _is_whole),
    _steps(np.rint, lambda a: a + 0.5 == np.floor(a + 0.5)),
    _steps(np.floor_divide, lambda a, b: np.remainder(a, b) == 0),
    *(_steps(f, _equal) for f in (np.less, np.less_equal, np.greater, np.greater_equal, np.equal, np.not_equal)),
    *(
        _steps(f, lambda *_: False)
        for f in (np.logical_and, np.logical_or, np.logical_not, np.isfinite, np.isnan, np.isinf)
    ),
]

RULES: dict[Callable[..., Any], Elementwise] = {
    rule.function: rule
    for rule in (
        ADD, SUBTRACT, MULTIPLY, DIVIDE, NEGATIVE, SQUARE, WHERE, MAXIMUM, MINIMUM, ABSOLUTE, SQRT,
        *_SMOOTH, *_BROKEN,
    )
}  # fmt: skip
RULES |= {
    np.power: POWER,
    np.float_power: POWER,
    np.fabs: ABSOLUTE,
    np.fmax: MAXIMUM,
    np.fmin: MINIMUM,
    np.rad2deg: RULES[np.degrees],
    np.deg2rad: RULES[np.radians],
    np.bitwise_and: RULES[np.logical_and],
    np.bitwise_or: RULES[np.logical_or],
    np.invert: RULES[np.logical_not],
}

"""Functions as people type them.

``(x^2 + y - 11)^2 + (x + y^2 - 7)^2`` is read as `expressions.number` reads a number, with names that stand for
variables; what comes out is a function of arrays.
Nothing is executed: the text becomes a tree, and only the kinds of node listed here are evaluated.
"""

from __future__ import annotations

import ast
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from reprlib import repr as short
from typing import Any

import numpy as np

from .expressions import CONSTANTS, LONGEST, OPERATORS, SIGNS, RefusedError, python_text

FUNCTIONS: dict[str, Callable[..., Any]] = {
    "sqrt": np.sqrt,
    "cos": np.cos,
    "sin": np.sin,
    "tan": np.tan,
    "exp": np.exp,
    "log": np.log,
    "abs": np.abs,
}

POWERS = str.maketrans({"²": "^2", "³": "^3"})


@dataclass(frozen=True)
class Formula:
    """A function of some variables, from its text; called with their values.

    Parameters
    ----------
    text : str
        At most 200 characters, in the language of `expressions.number`.
    variables : tuple of str
        The names that stand for the arguments.
    name : str
        The name by which an error calls the text.

    Raises
    ------
    TypeError
        If `text` is not text.
    ValueError
        If it cannot be read, or uses another name.

    Examples
    --------
    >>> valley = Formula("(1 - x)^2 + 100(y - x^2)^2")
    >>> valley(1, 1), valley(np.array([0.0, 2.0]), 1.0)
    (0.0, array([101., 901.]))
    >>> Formula("x + z")
    Traceback (most recent call last):
    ...
    ValueError: function must use no name but x, y, pi, deg, sqrt, cos, sin, tan, exp, log, abs, not 'z', got 'x + z'
    """

    text: str
    variables: tuple[str, ...] = ("x", "y")
    name: str = "function"

    def __post_init__(self) -> None:
        _tree(self.text, self.variables, self.name)

    def __call__(self, *values: Any) -> Any:
        """Return the value: a float for numbers, an array for arrays; NaN and infinity where there is none."""
        if len(values) != len(self.variables):
            raise TypeError(f"a formula in {', '.join(self.variables)} takes {len(self.variables)} values")
        scope = dict(zip(self.variables, (_as_operand(value) for value in values), strict=True))
        with np.errstate(all="ignore"):
            found = _value(_tree(self.text, self.variables, self.name), scope)
        return float(found) if isinstance(found, np.generic) else found


def _as_operand(value: Any) -> Any:
    """Return numbers as NumPy's, whose overflow is infinity; arrays, and tapes that follow them, as they are."""
    return np.float64(value) if isinstance(value, (int, float)) else value


@lru_cache(maxsize=64)
def _tree(text: str, variables: tuple[str, ...], name: str) -> ast.expr:
    if not isinstance(text, str):
        raise TypeError(f"{name} must be text, got {short(text)}")
    if len(text) > LONGEST:
        raise ValueError(f"{name} must have at most {LONGEST} characters, got {len(text):,}")
    try:
        spelled = text.translate(POWERS)
        tree = ast.parse(python_text(spelled, variables), mode="eval").body
        _check(tree, variables)
    except RefusedError as refused:
        rule = str(refused)
    except (SyntaxError, RecursionError, MemoryError):
        rule = f"be a complete expression in {' and '.join(variables)}"
    else:
        return tree
    raise ValueError(f"{name} must {rule}, got {text!r}")


def _check(tree: ast.expr, variables: tuple[str, ...]) -> None:
    """Raise a `RefusedError` if there is a node that `_value` does not know."""
    called = {id(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
    for node in ast.walk(tree):
        match node:
            case ast.Name(id=name) if id(node) not in called and name in FUNCTIONS:
                raise RefusedError(f"put the argument of {name} into parentheses")
            case ast.Call(func=ast.Name(id=name), args=[_]) if name in FUNCTIONS:
                pass
            case ast.UnaryOp(op=op) if type(op) in SIGNS:
                pass
            case ast.BinOp(op=op) if type(op) in OPERATORS:
                pass
            case ast.Name() | ast.Constant() | ast.operator() | ast.unaryop() | ast.expr_context():
                pass
            case _:
                raise RefusedError("be made of + - * / **, parentheses, and functions of one number")


def _value(node: ast.AST, scope: dict[str, Any]) -> Any:
    match node:
        case ast.Constant(value=float(value)):
            return np.float64(value)
        case ast.Name(id=name):
            return scope[name] if name in scope else np.float64(CONSTANTS[name])
        case ast.UnaryOp(op=op, operand=operand):
            return SIGNS[type(op)](_value(operand, scope))
        case ast.BinOp(left=left, op=op, right=right):
            return OPERATORS[type(op)](_value(left, scope), _value(right, scope))
        case ast.Call(func=ast.Name(id=name), args=[argument]):
            return FUNCTIONS[name](_value(argument, scope))
    raise AssertionError(f"a node that was let in by mistake: {node!r}")

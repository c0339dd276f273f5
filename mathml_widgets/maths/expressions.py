"""Numbers as people type them.

A matrix entry may be typed as ``1/3``, ``sqrt(2)/2``, ``cos(30deg)`` or ``2√3``. The text is cut
into tokens, Unicode signs are replaced and left-out multiplication signs put in; then Python's own
parser makes a tree of it, and only the kinds of node listed here are evaluated, in floats. Nothing
is ever executed, so there is nothing that a malicious text could call, and a tower of powers
overflows instead of filling the memory.
"""

from __future__ import annotations

import ast
import math
import operator
import re
from collections.abc import Callable
from reprlib import repr as short

LONGEST = 200

FUNCTIONS: dict[str, Callable[[float], float]] = {
    "sqrt": math.sqrt,
    "cos": math.cos,
    "sin": math.sin,
    "tan": math.tan,
    "exp": math.exp,
    "log": math.log,
    "abs": abs,
}
CONSTANTS = {"pi": math.pi, "deg": math.pi / 180.0}
OPERATORS: dict[type[ast.AST], Callable[[float, float], float]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Pow: operator.pow,
}
SIGNS: dict[type[ast.AST], Callable[[float], float]] = {ast.UAdd: operator.pos, ast.USub: operator.neg}
_SPELLINGS = {
    "−": "-",
    "–": "-",
    "×": "*",
    "·": "*",
    "⋅": "*",
    "÷": "/",
    "∕": "/",
    "^": "**",
    "π": "pi",
    "°": "deg",
    "√": "sqrt",
}
_TOKEN = re.compile(
    r"\s*(?:(?P<number>(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+\-−]?[0-9]+)?)"
    r"|(?P<word>[A-Za-z_]\w*)|(?P<symbol>\*\*|[-+*/()^π°√−–×·⋅÷∕]))"
)


class RefusedError(Exception):
    """A rule and a culprit, still without the name of the argument."""


def number(text: str, name: str = "entry") -> float:
    """Return the value of a number as people type it.

    Understood are decimal numbers, + - * / and ** (or ^), parentheses, pi, deg (a degree in radians), and the functions
    sqrt, cos, sin, tan, exp, log and abs; also ``−``, ``×``, ``·``, ``÷``, ``π``, ``°`` and ``√2``.  A multiplication
    sign may be left out before a name or a parenthesis: ``2pi``, ``30deg``, ``2√3``, ``3(1 + 2)``;
    ``1/2pi`` is read from left to right, as half of pi.

    Parameters
    ----------
    text : str
        At most 200 characters.
    name : str
        The name by which an error calls the text.

    Returns
    -------
    float
        Angles are in radians; sines and cosines that are zero but for rounding are 0.

    Raises
    ------
    TypeError
        If `text` is not text.
    ValueError
        If the text is too long, cannot be read, uses anything else, divides by zero, or has no finite real value.

    Examples
    --------
    >>> number("1/3"), number("cos(60°)"), number("−2.5e−3")
    (0.3333333333333333, 0.5000000000000001, -0.0025)
    >>> number("1/0")
    Traceback (most recent call last):
    ...
    ValueError: entry must not divide by zero, got '1/0'
    """
    if not isinstance(text, str):
        raise TypeError(f"{name} must be text, got {short(text)}")
    if len(text) > LONGEST:
        raise ValueError(f"{name} must have at most {LONGEST} characters, got {len(text):,}")
    if not text.strip():
        raise ValueError(f"{name} must be a number such as 2 or sqrt(2)/2, got nothing")
    try:
        tree = ast.parse(python_text(text), mode="eval")
        value = _value(tree.body)
        if not math.isfinite(value):
            raise RefusedError("be finite")
    except RefusedError as refused:
        rule = str(refused)
    except (SyntaxError, RecursionError, MemoryError):
        rule = "be a complete expression such as 1/3 or sqrt(2)/2"
    except ZeroDivisionError:
        rule = "not divide by zero"
    except OverflowError:
        rule = "be below 1.8e308 in each step"
    else:
        return value + 0.0
    raise ValueError(f"{name} must {rule}, got {text!r}")


def python_text(text: str, variables: tuple[str, ...] = ()) -> str:
    """Return the text in Python's spelling, with the multiplication signs that were left out.

    Parameters
    ----------
    text : str
    variables : tuple of str
        Names that may stand for numbers.

    Raises
    ------
    RefusedError
        If it holds a sign or a name that is not known.

    Examples
    --------
    >>> python_text("2x√3", ("x",))
    '2.0 * x * sqrt ( 3.0 )'
    """
    values = {*CONSTANTS, *variables}
    tokens: list[str] = []
    position, ends_value, root = 0, False, False
    stripped = text.rstrip()
    while position < len(stripped):
        match = _TOKEN.match(stripped, position)
        if match is None:
            raise RefusedError(f"not contain {stripped[position:].lstrip()[:1]!r}")
        position = match.end()
        kind = match.lastgroup
        token = match[kind or 0].replace("−", "-")
        token = _decimal(token) if kind == "number" else _SPELLINGS.get(token, token)
        if token.isidentifier() and token not in FUNCTIONS and token not in values:
            allowed = ", ".join([*variables, *CONSTANTS, *FUNCTIONS])
            raise RefusedError(f"use no name but {allowed}, not {short(token)}")
        starts_value = kind == "number" or token == "(" or token.isidentifier()
        if ends_value and starts_value:
            if kind == "number":
                raise RefusedError(f"have an operator before {token}")
            tokens.append("*")
        if root and (kind == "number" or token in values):  # √2 without parentheses
            tokens += ["(", token, ")"]
        else:
            tokens.append(token)
        root = match["symbol"] == "√"
        ends_value = kind == "number" or token == ")" or token in values
    return " ".join(tokens)


def _decimal(token: str) -> str:
    value = float(token)
    if not math.isfinite(value):
        raise RefusedError("be below 1.8e308 in each step")
    return repr(value)


def _value(node: ast.expr) -> float:
    if isinstance(node, ast.Constant) and isinstance(node.value, int | float):
        return float(node.value)
    if isinstance(node, ast.Name) and node.id in CONSTANTS:
        return CONSTANTS[node.id]
    if isinstance(node, ast.UnaryOp) and type(node.op) in SIGNS:
        return SIGNS[type(node.op)](_value(node.operand))
    if isinstance(node, ast.BinOp) and type(node.op) in OPERATORS:
        result = OPERATORS[type(node.op)](_value(node.left), _value(node.right))
        if isinstance(result, complex):
            raise RefusedError("be real, and a negative number has no such power")
        return result
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and len(node.args) == 1:
        return _called(node.func.id, _value(node.args[0]))
    raise RefusedError("be a number made of + - * / **, parentheses and functions of one number")


def _called(function: str, argument: float) -> float:
    if function == "sqrt" and argument < 0.0:
        raise RefusedError(f"take sqrt of numbers from 0 up, not of {argument:g}")
    if function == "log" and argument <= 0.0:
        raise RefusedError(f"take log of positive numbers, not of {argument:g}")
    if not math.isfinite(argument):
        raise RefusedError("be finite")
    # pi is rounded, so cos(90deg) comes out as 6e-17: what is zero to the rounding of the angle is meant to be zero.
    rounding = 4e-16 * abs(argument) if abs(argument) > 0.1 else 0.0
    if function == "tan" and abs(math.cos(argument)) <= rounding:
        raise RefusedError("take tan where it has a value, not at 90 degrees")
    result = FUNCTIONS[function](argument)
    if function in ("sin", "cos", "tan") and abs(result) <= rounding:
        return 0.0
    return float(result)

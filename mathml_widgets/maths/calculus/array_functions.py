"""NumPy's array functions, each in terms of a few that have a derivative.

A mean is a sum over a count, a norm the root of a sum of squares, a transpose or a sort a
rearrangement of entries.
So a dozen rules differentiate half of NumPy, and a function that is missing here costs one line.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.lib.array_utils import normalize_axis_index, normalize_axis_tuple

from .contractions import Contraction
from .elementwise import WHERE
from .linear_maps import Concatenation, CumulativeSum, Rearrangement, Reshape, Sum
from .overloads import ARRAY_FUNCTIONS, Overloads, join, outermost

Function = Callable[..., Any]
LETTERS = "abcdefghijklmnopqrstuvwxyz"


def stands_for(*functions: Function) -> Callable[[Function], Function]:
    """Enter a function as what the given NumPy functions do to a watched array."""

    def enter(own: Function) -> Function:
        for function in functions:
            ARRAY_FUNCTIONS[function] = own
        return own

    return enter


def _axes(axis: Any, n_dimensions: int) -> tuple[int, ...]:
    return tuple(range(n_dimensions)) if axis is None else normalize_axis_tuple(axis, n_dimensions)


def _keep(result: Any, shape: tuple[int, ...], axes: tuple[int, ...], keepdims: bool) -> Any:
    return result.reshape(tuple(1 if i in axes else n for i, n in enumerate(shape))) if keepdims else result


@stands_for(np.shape)
def _shape(a: Any) -> tuple[int, ...]:
    return tuple(a.shape)


@stands_for(np.ndim)
def _ndim(a: Any) -> int:
    return int(a.ndim)


@stands_for(np.size)
def _size(a: Any) -> int:
    return int(a.size)


@stands_for(np.zeros_like)
def _zeros_like(a: Any, **_: Any) -> Any:
    return np.zeros(a.shape)


@stands_for(np.ones_like)
def _ones_like(a: Any, **_: Any) -> Any:
    return np.ones(a.shape)


@stands_for(np.full_like)
def _full_like(a: Any, fill_value: Any, **_: Any) -> Any:
    return np.zeros(np.shape(a)) + fill_value


@stands_for(np.sum, np.add.reduce)
def _sum(a: Any, axis: Any = None, keepdims: bool = False, **_: Any) -> Any:
    axes = _axes(axis, a.ndim)
    total = a.apply(Sum(a.shape, axes), a) if axes else a
    return _keep(total, a.shape, axes, keepdims)


@stands_for(np.mean)
def _mean(a: Any, axis: Any = None, keepdims: bool = False) -> Any:
    count = int(np.prod([a.shape[i] for i in _axes(axis, a.ndim)], dtype=int))
    return _sum(a, axis, keepdims) / count


@stands_for(np.average)
def _average(a: Any, axis: Any = None, weights: Any = None) -> Any:
    return _mean(a, axis) if weights is None else np.sum(a * weights, axis) / np.sum(weights, axis)


@stands_for(np.var)
def _var(a: Any, axis: Any = None, ddof: int = 0, keepdims: bool = False) -> Any:
    deviation = a - _mean(a, axis, keepdims=True)
    count = int(np.prod([a.shape[i] for i in _axes(axis, a.ndim)], dtype=int))
    return _sum(deviation * deviation, axis, keepdims) / (count - ddof)


@stands_for(np.std)
def _std(a: Any, axis: Any = None, ddof: int = 0, keepdims: bool = False) -> Any:
    return np.sqrt(_var(a, axis, ddof, keepdims))


@stands_for(np.linalg.norm)
def _norm(a: Any, ord: Any = None, axis: Any = None, keepdims: bool = False) -> Any:
    vector = a.ndim == 1 or isinstance(axis, (int, np.integer))
    if vector and ord == 1:
        return _sum(abs(a), axis, keepdims)
    if vector and ord == np.inf:
        return _max(abs(a), axis, keepdims)
    if not (ord is None or (ord == 2 and vector) or ord == "fro"):
        raise TypeError(f"np.linalg.norm with ord={ord!r} cannot be watched")
    return np.sqrt(_sum(a * a, axis, keepdims))


def _fold(a: Any, axis: Any, keepdims: bool, pairwise: np.ufunc) -> Any:
    """Return the entries along the axes joined two by two, so that n of them take log2 n array operations."""
    axes = _axes(axis, a.ndim)
    result = a
    for i in sorted(axes, reverse=True):
        result = np.moveaxis(result, i, 0)
        if not len(result):
            raise TypeError(f"np.{pairwise.__name__} of no numbers cannot be watched")
        while len(result) > 1:
            half = len(result) // 2
            odd = result[2 * half :]
            result = pairwise(result[:half], result[half : 2 * half])
            result = np.concatenate([result, odd]) if len(odd) else result
        result = result[0]
    return _keep(result, a.shape, axes, keepdims)


@stands_for(np.prod, np.multiply.reduce)
def _prod(a: Any, axis: Any = None, keepdims: bool = False) -> Any:
    return _fold(a, axis, keepdims, np.multiply)


@stands_for(np.max, np.amax, np.maximum.reduce)
def _max(a: Any, axis: Any = None, keepdims: bool = False) -> Any:
    return _fold(a, axis, keepdims, np.maximum)


@stands_for(np.min, np.amin, np.minimum.reduce)
def _min(a: Any, axis: Any = None, keepdims: bool = False) -> Any:
    return _fold(a, axis, keepdims, np.minimum)


@stands_for(np.logaddexp.reduce)
def _logaddexp(a: Any, axis: Any = None, keepdims: bool = False) -> Any:
    return _fold(a, axis, keepdims, np.logaddexp)


@stands_for(np.clip)
def _clip(a: Any, a_min: Any = None, a_max: Any = None, min: Any = None, max: Any = None) -> Any:
    low, high = (a_min if min is None else min), (a_max if max is None else max)
    a = a if low is None else np.maximum(a, low)
    return a if high is None else np.minimum(a, high)


@stands_for(np.where)
def _where(condition: Any, x: Any, y: Any) -> Any:
    return outermost((condition, x, y)).apply(WHERE, condition, x, y)


@stands_for(np.cumsum, np.add.accumulate)
def _cumsum(a: Any, axis: Any = None) -> Any:
    a = a.ravel() if axis is None else a
    return a.apply(CumulativeSum(normalize_axis_index(axis or 0, a.ndim)), a)


@stands_for(np.diff)
def _diff(a: Any, n: int = 1, axis: int = -1) -> Any:
    for _ in range(n):
        moved = np.moveaxis(a, axis, 0)
        a = np.moveaxis(moved[1:] - moved[:-1], 0, axis)
    return a


@stands_for(np.reshape)
def _reshape(a: Any, shape: Any, **_: Any) -> Any:
    return a.reshape(shape)


@stands_for(np.ravel)
def _ravel(a: Any) -> Any:
    return a.reshape(-1)


@stands_for(np.squeeze)
def _squeeze(a: Any, axis: Any = None) -> Any:
    return a.apply(Reshape(a.shape, np.empty(a.shape).squeeze(axis).shape), a)


@stands_for(np.expand_dims)
def _expand_dims(a: Any, axis: Any) -> Any:
    return a.apply(Reshape(a.shape, np.expand_dims(np.empty(a.shape), axis).shape), a)


@stands_for(np.atleast_1d)
def _atleast_1d(a: Any) -> Any:
    return a if a.ndim else a.reshape(1)


@stands_for(np.broadcast_to)
def _broadcast_to(a: Any, shape: Any) -> Any:
    return a + np.zeros(shape)


def _rearrangement(function: Function) -> None:
    """Enter a function that only moves, repeats or leaves out entries."""

    def own(a: Any, *args: Any, **kwargs: Any) -> Any:
        places = function(np.arange(a.size).reshape(a.shape), *args, **kwargs)
        return a.apply(Rearrangement(function.__name__, a.shape, np.asarray(places)), a)

    ARRAY_FUNCTIONS[function] = own


for _function in (
    np.transpose, np.swapaxes, np.roll, np.flip, np.fliplr, np.flipud, np.rot90, np.repeat,
    np.tile, np.take, np.diagonal,
):  # fmt: skip
    _rearrangement(_function)


@stands_for(np.moveaxis)
def _moveaxis(a: Any, source: Any, destination: Any) -> Any:
    places = np.moveaxis(np.arange(a.size).reshape(a.shape), source, destination)
    if places.shape == a.shape and (places.ravel() == np.arange(a.size)).all():
        return a
    return a.apply(Rearrangement("moveaxis", a.shape, places), a)


@stands_for(np.trace)
def _trace(a: Any) -> Any:
    return _sum(np.diagonal(a), -1)


@stands_for(np.tril)
def _tril(m: Any, k: int = 0) -> Any:
    return m * np.tril(np.ones(m.shape[-2:]), k)


@stands_for(np.triu)
def _triu(m: Any, k: int = 0) -> Any:
    return m * np.triu(np.ones(m.shape[-2:]), k)


@stands_for(np.diag)
def _diag(v: Any, k: int = 0) -> Any:
    if v.ndim == 2:
        return np.diagonal(v, k)
    size = len(v) + abs(k)
    rows = np.zeros((len(v), size, size))
    i = np.arange(len(v))
    rows[i, i + max(-k, 0), i + max(k, 0)] = 1.0
    return np.tensordot(v, rows, 1)


@stands_for(np.concatenate)
def _concatenate(arrays: Sequence[Any], axis: Any = 0) -> Any:
    if axis is None:
        arrays, axis = [np.ravel(a) for a in arrays], 0
    axis = normalize_axis_index(axis, np.ndim(arrays[0]))
    arrays = [join(a) for a in arrays]
    arrays = [a if isinstance(a, Overloads) else np.asarray(a, dtype=np.float64) for a in arrays]
    sizes = tuple(int(a.shape[axis]) for a in arrays)
    return outermost(arrays).apply(Concatenation(axis, sizes), *arrays)


@stands_for(np.stack)
def _stack(arrays: Sequence[Any], axis: int = 0) -> Any:
    return _concatenate([np.expand_dims(a, axis) for a in arrays], axis)


@stands_for(np.hstack)
def _hstack(tup: Sequence[Any]) -> Any:
    arrays = [np.atleast_1d(a) for a in tup]
    return _concatenate(arrays, 0 if arrays[0].ndim == 1 else 1)


@stands_for(np.vstack)
def _vstack(tup: Sequence[Any]) -> Any:
    return _concatenate([np.reshape(a, (1, -1)) if np.ndim(a) < 2 else a for a in tup], 0)


@stands_for(np.append)
def _append(arr: Any, values: Any, axis: Any = None) -> Any:
    return _concatenate([arr, values], axis)


def _product(name: str, a: Any, a_letters: str, b: Any, b_letters: str, result: str) -> Any:
    a, b = (join(x) for x in (a, b))
    a, b = (x if isinstance(x, Overloads) else np.asarray(x, dtype=np.float64) for x in (a, b))
    for letter in set(a_letters) & set(b_letters):
        n, m = a.shape[a_letters.index(letter)], b.shape[b_letters.index(letter)]
        if n != m:
            raise ValueError(f"{name} sums over axes of length {n} and {m}: they must be equal")
    return outermost((a, b)).apply(Contraction(name, (a_letters, b_letters), result), a, b)


@stands_for(np.matmul)
def _matmul(a: Any, b: Any) -> Any:
    patterns = {
        (1, 1): ("j", "j", ""),
        (2, 1): ("ij", "j", "i"),
        (1, 2): ("j", "jk", "k"),
        (2, 2): ("ij", "jk", "ik"),
    }
    found = patterns.get((np.ndim(a), np.ndim(b)))
    if found is None:
        raise TypeError(f"a matrix product of {np.ndim(a)} and {np.ndim(b)} axes cannot be watched")
    return _product("matmul", a, found[0], b, found[1], found[2])


@stands_for(np.dot)
def _dot(a: Any, b: Any) -> Any:
    return a * b if np.ndim(a) == 0 or np.ndim(b) == 0 else _matmul(a, b)


@stands_for(np.vdot)
def _vdot(a: Any, b: Any) -> Any:
    return _matmul(np.ravel(a), np.ravel(b))


@stands_for(np.inner)
def _inner(a: Any, b: Any) -> Any:
    if np.ndim(a) == 0 or np.ndim(b) == 0:
        return a * b
    return np.tensordot(a, b, axes=(-1, -1))


@stands_for(np.outer)
def _outer(a: Any, b: Any) -> Any:
    return _product("outer", np.ravel(a), "i", np.ravel(b), "j", "ij")


@stands_for(np.tensordot)
def _tensordot(a: Any, b: Any, axes: Any = 2) -> Any:
    m, n = np.ndim(a), np.ndim(b)
    if isinstance(axes, (int, np.integer)):
        axes = (range(m - axes, m), range(axes))
    a_axes, b_axes = (normalize_axis_tuple(side, k) for side, k in zip(axes, (m, n), strict=True))
    a_letters = LETTERS[:m]
    b_letters = list(LETTERS[m : m + n])
    for i, j in zip(a_axes, b_axes, strict=True):
        b_letters[j] = a_letters[i]
    result = "".join(i for i in [*a_letters, *b_letters] if not (i in a_letters and i in b_letters))
    return _product("tensordot", a, a_letters, b, "".join(b_letters), result)


@stands_for(np.einsum)
def _einsum(subscripts: str, *operands: Any, optimize: Any = False) -> Any:
    pattern = subscripts.replace(" ", "")
    left, arrow, result = pattern.partition("->")
    letters = left.split(",")
    used = "".join(letters)
    if not arrow:
        result = "".join(sorted(i for i in set(used) if used.count(i) == 1))
    plain = len(letters) == len(operands) == 2 and "." not in pattern
    if not plain or any((used.count(i) == 1) != (i in result) or used.count(i) > 2 for i in set(used)):
        raise TypeError(f"np.einsum of {subscripts!r} cannot be watched")
    if any(len(set(part)) != len(part) for part in letters):
        raise TypeError(f"np.einsum of {subscripts!r} cannot be watched")
    return _product("einsum", operands[0], letters[0], operands[1], letters[1], result)


@stands_for(np.polyval)
def _polyval(p: Any, x: Any) -> Any:
    value = 0.0
    for coefficient in p:
        value = value * x + coefficient
    return value


@stands_for(np.sort)
def _sort(a: Any, axis: int = -1, **_: Any) -> Any:
    order = a.decide(lambda value: np.argsort(value, axis=axis, kind="stable"))
    places = np.take_along_axis(np.arange(a.size).reshape(a.shape), order, axis)
    return a.apply(Rearrangement("sort", a.shape, places), a)


@stands_for(np.argmax)
def _argmax(a: Any, axis: Any = None) -> Any:
    return a.decide(lambda value: np.argmax(value, axis=axis))


@stands_for(np.argmin)
def _argmin(a: Any, axis: Any = None) -> Any:
    return a.decide(lambda value: np.argmin(value, axis=axis))


@stands_for(np.all)
def _all(a: Any, axis: Any = None) -> Any:
    return a.decide(lambda value: np.all(value, axis=axis))


@stands_for(np.any)
def _any(a: Any, axis: Any = None) -> Any:
    return a.decide(lambda value: np.any(value, axis=axis))

"""A function at a point, laid open: every value in it, and how the result hangs on each.

Tracing calls the function once and keeps what it did as a graph: a node for each input, constant
and operation, an edge wherever an operation reads a value, and on the edge the local derivative.
The derivative of the result by any node is the sum, over all paths from there to the result, of the
products of the local derivatives along the path; the reverse sweep adds them up without walking
each path.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from reprlib import repr as short
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from ..linear_algebra.arguments import FloatArray, as_array, plain
from .lanes import BYTES
from .operation_counts import OperationCounts, operation_counts
from .paths import Path, count_paths, walk
from .steps import Step, forward_steps, reverse_steps
from .sweeps import bend, forward, reverse, reverse_scalars
from .tape import Tape, record, replay, tidy


class Node(NamedTuple):
    """One value of a traced function.

    Attributes
    ----------
    number : int
        Its place: every node stands after those that it was made from.
    name : str
        The name of an input, the number of a constant, the operation of any other.
    kind : str
        "input", "constant" or "operation".
    value : float or array
    parents : tuple of int
        What it was made from, in the order of the operands.
    adjoint : float, array or None
        How much the result changes with it; None for a constant, or where the result is not one number.
    """

    number: int
    name: str
    kind: str
    value: Any
    parents: tuple[int, ...]
    adjoint: Any


class Edge(NamedTuple):
    """One reading of a value by an operation.

    Attributes
    ----------
    parent, child : int
        The value and the operation that read it.
    operand : int
        As which of its operands: `a * a` reads a twice.
    local_derivative : float or array
        How much the child changes with the parent, all other operands held still: a number, or an array of shape
        (*child_shape, *parent_shape).
    """

    parent: int
    child: int
    operand: int
    local_derivative: Any


def trace(function: Callable[..., Any], *inputs: ArrayLike) -> Trace:
    r"""Return the computation of a function at some inputs as a graph that can be differentiated.

    Parameters
    ----------
    function : callable
        Of as many arguments as there are inputs, written with operators and NumPy functions.
    *inputs : float or array_like
        Finite numbers.

    Returns
    -------
    Trace

    Raises
    ------
    TypeError
        If the function does something that cannot be followed: `math.sin`, `float(x)`, writing into an array, a NumPy
        function that has no rule here.
    ValueError
        If an input is not finite.

    Notes
    -----
    One reverse sweep costs a small multiple of one evaluation, whatever the number of inputs; at a kink of
    `abs`, `maximum` and the like (see `Trace.kinks`) the mean of both slopes is taken.

    References
    ----------
    Griewank and Walther, *Evaluating Derivatives*, 2nd edition (SIAM, 2008), chapters 3 and 5.

    Examples
    --------
    >>> t = trace(lambda a, b: a * b + np.sin(a), 2.0, 3.0)
    >>> round(t.value, 6), [node.name for node in t.nodes]
    (6.909297, ['a', 'b', 'multiply', 'sin', 'add'])
    >>> t.gradient()[1]
    2.0
    """
    if not inputs:
        raise ValueError("trace needs at least one input, got none")
    given = [as_array(x, f"input {i}") for i, x in enumerate(inputs)]
    values = [float(x) if x.ndim == 0 else x.copy() for x in given]
    tape, output = record(function, values)
    return Trace(function, tape, output)


class Trace:
    """The computation of a function at some inputs; made by `trace`.

    Attributes
    ----------
    value : float or array
        The result.
    inputs : tuple of floats or arrays
    output : int
        The number of the node that holds the result.
    """

    def __init__(self, function: Callable[..., Any], tape: Tape, output: int) -> None:
        self.function, self.tape, self.output = function, tape, output

    @property
    def value(self) -> Any:
        """The result."""
        return self.tape.values[self.output]

    @property
    def values(self) -> tuple[Any, ...]:
        """The value of every node."""
        return tuple(self.tape.values)

    @property
    def inputs(self) -> tuple[Any, ...]:
        """The values of the inputs."""
        return tuple(self.tape.values[: self.tape.n_inputs])

    def at(self, *inputs: ArrayLike) -> Trace:
        """Return the trace at other inputs of the same shapes.

        The same operations are run again without calling the function, unless a decision in it (`if x > 0`)
        would come out differently; then it is traced anew.

        Raises
        ------
        ValueError
            If there are more or fewer inputs, or one has another shape.
        """
        shapes = [np.shape(x) for x in self.inputs]
        given = [as_array(x, f"input {i}") for i, x in enumerate(inputs)]
        if [x.shape for x in given] != shapes:
            raise ValueError(f"inputs must have shapes {shapes}, got {[x.shape for x in given]}")
        tape = replay(self.tape, [float(x) if x.ndim == 0 else x.copy() for x in given], self.output)
        return trace(self.function, *given) if tape is None else Trace(self.function, tape, self.output)

    def perturbed(self, node: int, change: ArrayLike) -> Trace:
        """Return the trace with `change` added to the value of one node, and everything after it computed again.

        The true effect of a small change, to hold against adjoint times change.
        """
        line = self._line(node)
        return Trace(self.function, perturb(self.tape, line, as_array(change, "change")), self.output)

    @cached_property
    def _adjoints(self) -> list[Any]:
        self._needs_one_result()
        with np.errstate(all="ignore"):
            if self.tape.is_scalar():
                return reverse_scalars(self.tape, self.output)
            return reverse(self.tape, {self.output: 1.0})

    @cached_property
    def adjoints(self) -> tuple[Any, ...]:
        """How much the result changes with each node: zero where it does not depend on it, None for constants.

        Raises
        ------
        ValueError
            If the result is not one number: then there is an adjoint for each of its entries, see `jacobian`.
        """
        return tuple(
            None if self.tape.is_constant(line) else tidy(_filled(adjoint, 1, np.shape(value))[0])
            for line, (adjoint, value) in enumerate(zip(self._adjoints, self.tape.values, strict=True))
        )

    def _needs_one_result(self) -> None:
        if np.shape(self.value) != ():
            raise ValueError(f"function must return one number, got shape {np.shape(self.value)}")

    def gradient(self) -> Any:
        """Return the gradient of a result that is one number, by one reverse sweep.

        Returns
        -------
        float or array
            Of the shape of the input; for several inputs a tuple.
        """
        found = tuple(
            float(adjoint or 0.0) if x.__class__ is float else np.array(_filled(adjoint, 1, np.shape(x))[0])
            for x, adjoint in zip(self.inputs, self._adjoints, strict=False)
        )
        return found[0] if len(found) == 1 else found

    def jacobian(self) -> FloatArray:
        """Return the Jacobian, by forward or by reverse sweeps, whichever are fewer.

        Returns
        -------
        array (*result_shape, *input_shape)
            For several inputs their entries stand one after the other along the last axis.
        """
        n_in, n_out = sum(np.size(x) for x in self.inputs), int(np.size(self.value))
        with np.errstate(all="ignore"):
            if n_in <= n_out:
                blocks = [
                    _filled(forward(self.tape, seeds)[self.output], len(directions), np.shape(self.value))
                    for directions, seeds in self._directions()
                ]
                matrix = np.concatenate([np.empty((0, *np.shape(self.value))), *blocks]).reshape(n_in, n_out).T
            else:
                blocks = [self._rows(part) for part in _chunks(n_out, self._widest())]
                matrix = np.concatenate([np.empty((0, n_in)), *blocks])
        shape = np.shape(self.value) + (np.shape(self.inputs[0]) if len(self.inputs) == 1 else (n_in,))
        return np.asarray(matrix.reshape(shape))

    def _rows(self, part: range) -> FloatArray:
        shape = np.shape(self.value)
        seeds = np.zeros((len(part), int(np.size(self.value))))
        seeds[np.arange(len(part)), part] = 1.0
        adjoints = reverse(self.tape, {self.output: seeds.reshape(-1, *shape)}, lanes=1)
        return self._gathered(adjoints, len(part))

    def _gathered(self, arrays: Sequence[Any], n_lanes: int) -> FloatArray:
        """Return what belongs to the inputs, one row a lane."""
        return np.concatenate(
            [
                _filled(array, n_lanes, np.shape(x)).reshape(n_lanes, -1)
                for x, array in zip(self.inputs, arrays, strict=False)
            ],
            axis=1,
        )

    def _widest(self) -> int:
        return max(int(np.size(value)) for value in self.tape.values)

    def _directions(self) -> Iterator[tuple[range, list[Any]]]:
        """Yield some axes of the input space and the tangents of the inputs along them, until all are through."""
        sizes = [int(np.size(x)) for x in self.inputs]
        starts = np.cumsum([0, *sizes])
        for part in _chunks(int(starts[-1]), self._widest()):
            seeds: list[Any] = []
            for x, start, size in zip(self.inputs, starts, sizes, strict=False):
                columns = np.zeros((len(part), size))
                rows = [k for k, axis in enumerate(part) if start <= axis < start + size]
                columns[rows, [part[k] - start for k in rows]] = 1.0
                seeds.append(columns.reshape(len(part), *np.shape(x)) if rows else None)
            yield part, seeds

    def hessian(self) -> FloatArray:
        """Return the Hessian of a result that is one number, by forward sweeps along the reverse sweep.

        Returns
        -------
        array (n, n)
            n is the number of entries of all inputs, one input after the other.
        """
        self._needs_one_result()
        blocks = []
        with np.errstate(all="ignore"):
            adjoints = reverse(self.tape, {self.output: 1.0})
            for part, seeds in self._directions():
                changes = bend(self.tape, adjoints, forward(self.tape, seeds))
                blocks.append(self._gathered(changes, len(part)))
        n = sum(np.size(x) for x in self.inputs)
        matrix = np.concatenate([np.empty((0, n)), *blocks])
        return np.asarray(0.5 * (matrix + matrix.T))

    def tangents(self, *directions: ArrayLike) -> tuple[Any, ...]:
        """Return how much each node changes along a direction of the inputs, by one forward sweep.

        Parameters
        ----------
        *directions : float or array_like
            One for each input, of its shape.

        Returns
        -------
        tuple of floats or arrays
            One for each node; zero where it does not change.
        """
        given = [as_array(x, f"direction {i}") for i, x in enumerate(directions)]
        shapes = [np.shape(x) for x in self.inputs]
        if [x.shape for x in given] != shapes:
            raise ValueError(f"directions must have shapes {shapes}, got {[x.shape for x in given]}")
        with np.errstate(all="ignore"):
            found = forward(self.tape, [x[None] for x in given])
        return tuple(plain(_filled(t, 1, np.shape(v))[0]) for t, v in zip(found, self.tape.values, strict=True))

    @cached_property
    def nodes(self) -> tuple[Node, ...]:
        """Every value, in an order in which each stands after what it was made from."""
        adjoints = self.adjoints if np.shape(self.value) == () else (None,) * len(self.tape.values)
        names, found = _input_names(self.function, self.tape.n_inputs), []
        for line, (value, operation, parents) in enumerate(
            zip(self.tape.values, self.tape.operations, self.tape.parents, strict=True)
        ):
            if operation is not None:
                name, kind = operation.name, "operation"
            elif line < self.tape.n_inputs:
                name, kind = names[line], "input"
            else:
                name, kind = (f"{value:g}" if np.shape(value) == () else short(value.tolist())), "constant"
            found.append(Node(line, name, kind, value, parents, adjoints[line]))
        return tuple(found)

    @cached_property
    def edges(self) -> tuple[Edge, ...]:
        """Every reading of a value by an operation, with its local derivative."""
        return tuple(
            Edge(parent, line, operand, self.local_derivative(line, operand))
            for line, parents in enumerate(self.tape.parents)
            for operand, parent in enumerate(parents)
        )

    def local_derivative(self, node: int, operand: int = 0) -> Any:
        """Return how much a node changes with one of its operands, all others held still.

        Returns
        -------
        float or array (*node_shape, *operand_shape)
        """
        line = self._line(node)
        parents, operation = self.tape.parents[line], self.tape.operations[line]
        if not 0 <= operand < len(parents):
            raise ValueError(f"operand must be below {len(parents)}, the number that node {node} has, got {operand}")
        value, operands = self.tape.values[line], [self.tape.values[p] for p in parents]
        size = int(np.size(value))
        with np.errstate(all="ignore"):
            identity = np.eye(size).reshape(size, *np.shape(value))
            rows = _filled(operation.pull(operand, value, operands, identity, 1), size, np.shape(operands[operand]))
        return plain(rows.reshape(np.shape(value) + np.shape(operands[operand])))

    def n_paths(self, node: int) -> int:
        """Return the number of paths from a node to the result."""
        return count_paths(self.tape.parents, self._line(node), self.output)

    def paths(self, node: int) -> Iterator[Path]:
        """Yield every path from a node to the result, with the product of its local derivatives.

        The products add up to the adjoint of the node.  See `n_paths` before walking them all.
        """
        shapes = [np.shape(value) for value in self.tape.values]
        return walk(self.tape.parents, shapes, self._line(node), self.output, self.local_derivative)

    def reverse_steps(self) -> Iterator[Step]:
        """Yield the reverse sweep node by node, each with what its readers send it."""
        return reverse_steps(self.tape, self.adjoints, self.output)

    def forward_steps(self, *directions: ArrayLike) -> Iterator[Step]:
        """Yield the forward sweep along a direction node by node, each with what its operands send it."""
        return forward_steps(self.tape, self.tangents(*directions))

    @cached_property
    def operation_counts(self) -> OperationCounts:
        """What all derivatives cost, forward and reverse."""
        return operation_counts(self.tape, self.output)

    @cached_property
    def kinks(self) -> tuple[int, ...]:
        """The operations at a point where they have no derivative: abs at 0, maximum of equals, a step on its edge."""
        return tuple(
            line
            for line, (operation, parents) in enumerate(zip(self.tape.operations, self.tape.parents, strict=True))
            if operation is not None
            and operation.broken is not None
            and np.any(operation.broken(*(self.tape.values[p] for p in parents)))
        )

    @property
    def first_not_finite(self) -> int | None:
        """The first node whose value is infinite or NaN: where a computation broke."""
        for line, value in enumerate(self.tape.values):
            if not np.all(np.isfinite(value)):
                return line
        return None

    def _line(self, node: int) -> int:
        if not 0 <= node < len(self.tape.values):
            raise ValueError(f"node must be below {len(self.tape.values)}, the number of nodes, got {node}")
        return int(node)


def perturb(tape: Tape, node: int, change: FloatArray) -> Tape:
    """Return the tape with one value moved and all later ones computed from it."""
    values = tape.values.copy()
    values[node] = tidy(np.add(values[node], change))
    with np.errstate(all="ignore"):
        for line in range(node + 1, len(values)):
            operation = tape.operations[line]
            if operation is not None:
                values[line] = tidy(operation.compute(*(values[p] for p in tape.parents[line])))
    return tape.with_values(values)


def _chunks(n: int, width: int) -> Iterator[range]:
    at_once = max(1, BYTES // (8 * max(1, width)))
    return (range(start, min(n, start + at_once)) for start in range(0, n, at_once))


def _filled(array: Any, n_lanes: int, shape: tuple[int, ...]) -> FloatArray:
    """Return zeros for None, and the array otherwise."""
    return np.zeros((n_lanes, *shape)) if array is None else np.broadcast_to(array, (n_lanes, *shape))


def _input_names(function: Callable[..., Any], n_inputs: int) -> list[str]:
    try:
        names = list(inspect.signature(function).parameters)[:n_inputs]
    except (TypeError, ValueError):
        names = []
    return names if len(names) == n_inputs else [f"x{i}" for i in range(n_inputs)]

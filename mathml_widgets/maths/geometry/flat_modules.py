"""A module of another library, as a function of one long vector.

A PyTorch module keeps its parameters in tensors of its own.
A copy of it takes a vector apart into these tensors and evaluates; the module itself is never written to, so it is
the same to the last bit afterwards, whatever happens, and may go on training meanwhile.
Nothing here imports that library: what is asked of the module are its own methods, and the library that made it.
"""

from __future__ import annotations

from collections.abc import Callable
from threading import RLock
from typing import Any, TypeVar

import numpy as np
from numpy.typing import ArrayLike

from ..linear_algebra.arguments import FloatArray
from .module_copies import library_of, module_copy
from .opaque_planes import as_loss
from .parameter_groups import ParameterGroup, parameter_groups

Answer = TypeVar("Answer")


class FlatModule:
    """The loss of a module, called with a flat vector of its parameters.

    Parameters
    ----------
    module : object
        With ``named_parameters()`` that gives names and tensors, as a ``torch.nn.Module`` has.  It is copied.
    loss : callable
        From a module to its loss, one number, as in ``lambda module: criterion(module(X), y)``.

    Attributes
    ----------
    parameters : array (n_parameters,)
        Those of the module when it was handed over, in the order of ``named_parameters()``.
    groups : tuple of ParameterGroup
        Its tensors, for `random_directions`.

    Raises
    ------
    ValueError
        If the module has no parameters.
    TypeError
        If it has no ``named_parameters``.

    Notes
    -----
    A vector in float64 is rounded to the type of the tensors.  Derivatives are those of all that a vector moves, what
    the module keeps fixed while it trains included.  Batch normalisation and dropout do what the module's mode says:
    call ``module.eval()`` before, where they shall be still.  Several threads may ask at once, and a process that it is
    sent to has a copy of its own.
    """

    def __init__(self, module: Any, loss: Callable[[Any], Any]) -> None:
        if not callable(getattr(module, "named_parameters", None)):
            raise TypeError(f"module must have named_parameters(), got {type(module).__name__}")
        if not callable(loss):
            raise TypeError(f"loss must be callable, got {type(loss).__name__}")
        self._turn = RLock()
        self._module, self._loss = module_copy(module), loss
        named = list(self._module.named_parameters())
        if not named:
            raise ValueError("module must have parameters, got one with none")
        self._tensors = [tensor for _, tensor in named]
        self._may_learn = [bool(tensor.requires_grad) for tensor in self._tensors]
        for tensor in self._tensors:
            tensor.grad = None
            tensor.requires_grad_(False)
        self.groups: tuple[ParameterGroup, ...] = parameter_groups(
            [tuple(tensor.shape) for tensor in self._tensors], [name for name, _ in named]
        )
        self._places = [(group.where, group.shape) for group in self.groups]
        self.parameters: FloatArray = np.concatenate([_numbers(tensor).ravel() for tensor in self._tensors])
        self._memory = self._in_one_piece()
        self._at = [tensor.data_ptr() for tensor in self._tensors] if self._memory is not None else []

    def __call__(self, parameters: ArrayLike) -> float:
        """Return the loss at parameters (n_parameters,)."""
        return as_loss(self.asked(parameters, self._loss))

    @property
    def has_gradient(self) -> bool:
        """Whether the loss keeps the history that derivatives need; one that returns a plain number does not."""
        return bool(self._while_learning(self.parameters, lambda: getattr(self._value(), "requires_grad", False)))

    def gradient(self, parameters: ArrayLike) -> FloatArray:
        """Return the gradient (n_parameters,) as the library computes it.

        Raises
        ------
        ValueError
            If the loss does not depend on the module that it is given.
        """
        return self._while_learning(parameters, lambda: self._end_to_end(self._slopes()))

    def curvature(self, parameters: ArrayLike, direction: ArrayLike) -> FloatArray:
        """Return the Hessian times a direction (n_parameters,), by the library's own second derivatives."""
        vector = np.asarray(direction, dtype=np.float64)
        if vector.shape != self.parameters.shape:
            raise ValueError(f"direction must have shape {self.parameters.shape}, got shape {vector.shape}")

        def twice_backward() -> FloatArray:
            library, along = library_of(self._tensors[0]), 0.0
            for slope, (where, shape) in zip(self._slopes(twice=True), self._places, strict=True):
                if slope is not None and slope.requires_grad:
                    along = along + (slope * library.as_tensor(vector[where].reshape(shape)).to(slope)).sum()
            return self._end_to_end([None] * len(self._tensors) if isinstance(along, float) else self._changes(along))

        return self._while_learning(parameters, twice_backward)

    def asked(self, parameters: ArrayLike, question: Callable[[Any], Any]) -> Any:
        """Return what a function of the module answers with these parameters.

        Parameters
        ----------
        parameters : array_like (n_parameters,)
        question : callable
            From the copy of the module to anything, as in ``lambda module: module(X)``.
        """
        with self._turn:
            self._write(parameters)
            return question(self._module)

    def module_at(self, parameters: ArrayLike) -> Any:
        """Return a new module with these parameters."""
        module = self.asked(parameters, module_copy)
        for (_, tensor), may_learn in zip(module.named_parameters(), self._may_learn, strict=True):
            tensor.data = tensor.data.clone()
            tensor.requires_grad_(may_learn)
        return module

    def __getstate__(self) -> dict[str, Any]:
        return {k: v for k, v in vars(self).items() if k not in ("_turn", "_memory", "_at", "_tensors")}

    def __setstate__(self, state: dict[str, Any]) -> None:
        vars(self).update(state)
        self._turn = RLock()
        self._tensors = [tensor for _, tensor in self._module.named_parameters()]
        self._memory = self._in_one_piece()
        self._at = [tensor.data_ptr() for tensor in self._tensors] if self._memory is not None else []

    def _while_learning(self, parameters: ArrayLike, answer: Callable[[], Answer]) -> Answer:
        with self._turn:
            self._write(parameters)
            try:
                for tensor in self._tensors:
                    tensor.requires_grad_(tensor.is_floating_point())
                with library_of(self._tensors[0]).enable_grad():
                    return answer()
            finally:
                for tensor in self._tensors:
                    tensor.requires_grad_(False)

    def _value(self) -> Any:
        value = self._loss(self._module)
        as_loss(value)
        return value

    def _slopes(self, *, twice: bool = False) -> list[Any]:
        """Return the slope of the loss for each tensor, None where it does not depend on it."""
        slopes = self._changes(self._value(), twice=twice)
        if all(slope is None for slope in slopes):
            raise ValueError(
                "loss must be computed from the module that it is given, got one that depends on none of its "
                "parameters; does it call another module?"
            )
        return slopes

    def _changes(self, value: Any, *, twice: bool = False) -> list[Any]:
        # Not backward(), which adds to the gradients of everything that took part: the reader's own among them.
        learning = [tensor for tensor in self._tensors if tensor.requires_grad]
        found = library_of(learning[0]).autograd.grad(value, learning, create_graph=twice, allow_unused=True)
        by_tensor = {id(tensor): slope for tensor, slope in zip(learning, found, strict=True)}
        return [by_tensor.get(id(tensor)) for tensor in self._tensors]

    def _end_to_end(self, tensors: list[Any]) -> FloatArray:
        pairs = zip(self.groups, tensors, strict=True)
        return np.concatenate(
            [np.zeros(group.size) if tensor is None else _numbers(tensor).ravel() for group, tensor in pairs]
        )

    def _in_one_piece(self) -> Any:
        """Lay the tensors of the copy end to end in memory; return that as an array, or None where it cannot be."""
        whole = self._tensors[0].new_empty(len(self.parameters))
        try:
            memory = whole.numpy()
        except (TypeError, RuntimeError):
            return None
        if any(tensor.dtype != whole.dtype or tensor.device != whole.device for tensor in self._tensors):
            return None
        for (where, shape), tensor in zip(self._places, self._tensors, strict=True):
            whole[where] = tensor.reshape(-1)
            tensor.data = whole[where].reshape(shape)
        return memory

    def _write(self, parameters: ArrayLike) -> None:
        vector = np.asarray(parameters, dtype=np.float64)
        if vector.shape != self.parameters.shape:
            raise ValueError(f"parameters must have shape {self.parameters.shape}, got shape {vector.shape}")
        if self._memory is not None and self._at == [tensor.data_ptr() for tensor in self._tensors]:
            self._memory[:] = vector
            return
        for (where, shape), tensor in zip(self._places, self._tensors, strict=True):
            values = vector[where].reshape(shape)
            try:
                tensor.numpy()[...] = values
            except (TypeError, RuntimeError):
                tensor.copy_(tensor.new_tensor(values.tolist()))


def _numbers(tensor: Any) -> FloatArray:
    return np.array(tensor.detach().cpu().double().numpy(), dtype=np.float64)

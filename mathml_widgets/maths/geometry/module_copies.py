"""A copy of a module of another library, whatever the module keeps.

PyTorch refuses to copy a tensor that was computed, because its history would have to be copied, too; but many modules
keep one: the activations of their last call, or a weight made of others.
In a copy such a tensor is a plain number: the next call computes it anew.
"""

from __future__ import annotations

import copy
import sys
from collections.abc import Iterator
from typing import Any


def module_copy(module: Any) -> Any:
    """Return a copy of a module that shares no memory with it.

    Parameters
    ----------
    module : object
        With ``modules()``, as a ``torch.nn.Module`` has, where tensors that it has computed are looked for.

    Raises
    ------
    ValueError
        If it holds something that cannot be copied, such as an open file.
    """
    parts = module.modules() if hasattr(module, "modules") else [module]
    kept = {id(tensor): tensor.detach().clone() for part in parts for tensor in _computed(vars(part))}
    try:
        return copy.deepcopy(module, kept)
    except Exception as error:
        raise ValueError(
            f"model must be one that copy.deepcopy can copy, so that it stays as it is, and {type(module).__name__} "
            f"raised {type(error).__name__}: {error}"
        ) from error


def library_of(tensor: Any) -> Any:
    """Return the library that a tensor is of, also where its class is a reader's own."""
    base = next((kind for kind in type(tensor).__mro__ if kind.__name__ == "Tensor"), type(tensor))
    return sys.modules[base.__module__.partition(".")[0]]


def _computed(value: Any) -> Iterator[Any]:
    """Yield the tensors with a history that a value holds."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, (list, tuple)):
        for entry in value:
            yield from _computed(entry)
    elif getattr(value, "grad_fn", None) is not None:
        yield value

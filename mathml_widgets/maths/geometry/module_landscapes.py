"""The landscape of a PyTorch module.

The module is copied and put into evaluation mode, so that batch normalisation and dropout are still: the reader's own
stays as it is and may go on training.
PyTorch is not imported here; whoever hands in a module has done so.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from ..linear_algebra.arguments import FloatArray
from ..optimization import Objective
from .activations import logistic
from .flat_modules import FlatModule
from .landscapes import Landscape
from .losses import softmax
from .memory import check_memory
from .module_copies import library_of, module_copy


def is_module(model: Any) -> bool:
    """Tell whether something is a module: it names its parameters."""
    return callable(getattr(model, "named_parameters", None)) and callable(model)


def flat_parameters(module: Any, state: Mapping[str, Any] | None = None) -> FloatArray:
    """Return the parameters of a module as a vector (n_parameters,), in the order that its landscape has.

    Kept while training, such vectors are the path that a landscape shows.

    Parameters
    ----------
    module : torch.nn.Module
    state : mapping of str to tensor, optional
        What ``module.state_dict()`` returned earlier; by default the present parameters.

    Raises
    ------
    ValueError
        If the state is that of another module.
    """
    named = dict(module.named_parameters())
    if state is not None:
        for name, tensor in named.items():
            if name not in state or state[name].shape != tensor.shape:
                got = f"shape {tuple(state[name].shape)}" if name in state else "none"
                raise ValueError(f"state must hold {name!r} of shape {tuple(tensor.shape)}, got {got}")
        named = {name: state[name] for name in named}
    return np.concatenate([tensor.detach().cpu().double().numpy().ravel() for tensor in named.values()])


@dataclass(frozen=True)
class CriterionOnData:
    """The loss of a module, from a criterion and data: ``criterion(module(inputs), targets)``."""

    criterion: Callable[[Any, Any], Any]
    inputs: Any
    targets: Any

    def __call__(self, module: Any) -> Any:
        """Return the loss of a module, one number of its library."""
        return self.criterion(module(self.inputs), self.targets)


def module_landscape(
    module: Any,
    loss: Callable[..., Any] | None,
    data: ArrayLike | None = None,
    targets: ArrayLike | None = None,
) -> Landscape:
    """Return the landscape of a PyTorch module, around its present parameters.

    Parameters
    ----------
    module : torch.nn.Module
    loss : callable
        With data: a criterion such as ``torch.nn.CrossEntropyLoss()``, called with outputs and targets.  Without: from
        the module to its loss, as in ``lambda module: criterion(module(X), y)``.
    data : array_like (n_samples, ...), optional
    targets : array_like (n_samples,) or as the outputs, optional
        Whole numbers beside several outputs are classes.

    Raises
    ------
    ValueError
        If there is no loss, the module's numbers cannot be read, there are too many of them for the memory, or data
        and targets do not fit it.
    """
    if not callable(loss):
        raise ValueError(f"loss must be given with a model, as a criterion or a function of the model, got {loss!r}")
    if is_module(loss) and (data is None or targets is None):
        raise ValueError(f"data and targets must be given with the criterion {type(loss).__name__}, got none")
    tensors = [tensor for _, tensor in module.named_parameters()]
    devices = {str(tensor.device) for tensor in tensors}
    if "meta" in devices:
        raise ValueError("model must be on a device that holds its numbers, such as cpu or cuda, got one on meta")
    check_memory(sum(tensor.numel() for tensor in tensors))
    still = module_copy(module)
    still.eval()
    if data is None or targets is None:
        flat = FlatModule(still, loss)
        return _of(flat, None, False, None, None)
    inputs, rows = np.asarray(data, dtype=np.float64), np.asarray(targets, dtype=np.float64)
    library, like = library_of(tensors[0]), tensors[0]
    said = _first_outputs(library, like, inputs, still)
    fitting = _fitting_targets(library, like, said, rows)
    flat = FlatModule(still, CriterionOnData(loss, _tensor(library, like, inputs), fitting))
    whole = bool(rows.ndim == 1 and (rows == np.round(rows)).all())
    n_outputs = said.reshape(len(said), -1).shape[1]
    several = whole and n_outputs > 1 and bool(((rows >= 0) & (rows < n_outputs)).all())
    either = n_outputs == 1 and bool(np.isin(rows, (0.0, 1.0)).all())
    says_shares = either and bool(((said >= 0) & (said <= 1)).all())

    def predict(parameters: Any, points: Any) -> FloatArray:
        found = flat.asked(parameters, _outputs(library, like, np.asarray(points, dtype=np.float64)))
        found = found.reshape(len(found), -1)
        if several:
            return np.asarray(softmax(found))
        return np.asarray(logistic(found)) if either and not says_shares else found

    drawable = inputs.ndim == 2 and rows.shape[0] == len(inputs)
    shown = rows.reshape(len(rows), -1)[:, 0] if drawable else None
    return _of(flat, predict if drawable else None, several or either, inputs if drawable else None, shown)


def _of(
    flat: FlatModule, predict: Any, classifies: bool, inputs: FloatArray | None, targets: FloatArray | None
) -> Landscape:
    slopes, curvature = (flat.gradient, flat.curvature) if flat.has_gradient else (None, None)
    return Landscape(
        flat, flat.parameters, False, slopes, curvature, flat.groups, Objective(flat, slopes),
        predict=predict, classifies=classifies, inputs=inputs, targets=targets,
    )  # fmt: skip


def _tensor(library: Any, like: Any, array: FloatArray) -> Any:
    return library.as_tensor(np.array(array)).to(device=like.device, dtype=like.dtype)


def _outputs(library: Any, like: Any, inputs: FloatArray) -> Callable[[Any], FloatArray]:
    def ask(module: Any) -> FloatArray:
        return np.asarray(module(_tensor(library, like, inputs)).detach().cpu().double().numpy())

    return ask


def _first_outputs(library: Any, like: Any, inputs: FloatArray, module: Any) -> FloatArray:
    try:
        return _outputs(library, like, inputs)(module)
    except Exception as error:
        raise ValueError(
            f"model must take data of shape {inputs.shape} as {like.dtype}, and raised "
            f"{type(error).__name__}: {error}; for other inputs hand over a loss of the model, as in "
            "lambda model: criterion(model(X), y)"
        ) from error


def _fitting_targets(library: Any, like: Any, outputs: FloatArray, targets: FloatArray) -> Any:
    """Return targets in the shape and type that a criterion wants beside these outputs."""
    if targets.size == outputs.size:
        return _tensor(library, like, targets.reshape(outputs.shape))
    if targets.ndim == 1 and outputs.ndim == 2 and len(targets) == len(outputs):
        if (targets == np.round(targets)).all() and ((targets >= 0) & (targets < outputs.shape[1])).all():
            return library.as_tensor(targets.astype(np.int64)).to(like.device)
        raise ValueError(f"targets must be classes from 0 to {outputs.shape[1] - 1} beside {outputs.shape[1]} outputs")
    raise ValueError(f"targets must fit the model's outputs of shape {outputs.shape}, got shape {targets.shape}")

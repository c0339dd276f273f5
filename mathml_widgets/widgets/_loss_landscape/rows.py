"""The rows of the readouts."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...shell import readout

Matrix = NDArray[np.float64]


def told(
    n_parameters: int, probe_loss: float | None, probe_accuracy: float | None,
    captured_variance: float | None, captured_step: float | None, random_walk_captured: Matrix | None,
    path_distances: Matrix | None, slice_eigenvalues: Matrix | None, full_eigenvalues: Matrix | None,
    n_negative: float | None, n_negative_error: float | None, hessian_trace: float | None,
    hessian_trace_error: float | None, curvature_method: str, curvature_reason: str, gradient_norm: float | None,
    barrier: float | None, line_losses: Matrix | None, mode: str,
) -> list[dict[str, Any]]:  # fmt: skip
    """Return the numbers, with errors where they are estimates and reasons where there are none."""
    no_hessian = curvature_reason or "not known yet"
    estimated = curvature_method == "Lanczos"
    no_path = "there is no path"
    ends = None if full_eigenvalues is None else full_eigenvalues[[0, -1]]
    line = mode == "line"

    def percent(share: Any) -> Any:
        return None if share is None else 100.0 * np.asarray(share)

    return [
        readout("probe_loss", "Loss at the probe", probe_loss, reason="not finite there", about="hand", main=True),
        readout(
            "barrier", "Barrier", barrier, main=line, detail=not line, about="third",
            reason="not finite on the line" if line_losses is not None else "shown in the line mode",
        ),
        readout("slice_eigenvalues", "Curvature of the slice", slice_eigenvalues, reason="not known",
                about="second", main=True),
        readout("full_eigenvalues", "Full Hessian, lowest and highest", ends, reason=no_hessian, about="third",
                main=True),
        readout(
            "n_negative", "Directions that lead down", n_negative, reason=no_hessian, about="third",
            unit=f"of {n_parameters:,}", form="number" if estimated else "count", main=True,
            simulated=_with_error(n_negative, n_negative_error) if estimated else None,
        ),
        readout(
            "hessian_trace", "Sum of all curvatures", hessian_trace, reason=no_hessian, about="third", detail=True,
            simulated=_with_error(hessian_trace, hessian_trace_error) if estimated else None,
        ),
        readout("gradient_norm", "Length of the gradient", gradient_norm, reason="no gradient known", detail=True),
        readout("captured_variance", "Path seen in the plane", percent(captured_variance), unit="% of its variance",
                reason=no_path, about="answer"),
        readout("random_walk_captured", "A random walk would show", percent(
            None if random_walk_captured is None else random_walk_captured[1]), unit="%",
            reason=no_path if captured_variance is None else "too short a path", about="ghost"),
        readout("captured_step", "Present step seen", percent(captured_step), unit="% of its squared length",
                reason=no_path, about="answer", detail=True),
        readout("path_distances", "Farthest point of the path from the plane",
                None if path_distances is None else path_distances.max(), reason=no_path, about="answer",
                detail=True),
        readout("probe_accuracy", "Accuracy at the probe", percent(probe_accuracy), unit="%",
                reason="there are no classes", about="hand", detail=probe_accuracy is None),
        readout("n_parameters", "Parameters", n_parameters or None, form="count", reason="a ready grid",
                detail=True),
    ]  # fmt: skip


def _with_error(value: float | None, error: float | None) -> tuple[float, float] | None:
    """Return an estimate with its error, if it has one."""
    return None if value is None or error is None else (value, error)

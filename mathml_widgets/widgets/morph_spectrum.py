"""`MorphSpectrum`: how do stretches and eigenvalues change on the way from I to A?"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from traitlets import Enum, Float, Unicode

from ..maths import linear_algebra as la
from ..maths.numerals import numeral
from ..shell import Array, agrees, computes, derived, given, readout
from ..shell.figure import HAND, SECOND, THIRD, FigureWidget, apart, axis, curve_names, figure, span
from ..shell.gathering import at_once

Matrix = NDArray[np.float64]

N_FRAMES = 61


class MorphSpectrum(FigureWidget):
    """The singular values and eigenvalues of the matrices along a morph, as curves.

    It is made to be linked with a `MatrixTransform`, whose traits have the same names.

    Parameters
    ----------
    matrix : array_like, shape (2, 2), optional
        Where the morph ends.
    **given
        Any other given or interface trait by name.

    Examples
    --------
    >>> w = MorphSpectrum([[3, 0], [0, 2]], fraction=0.5)
    >>> w.singular_values_here.tolist()
    [2.0, 1.5]
    """

    positional = ("matrix",)

    matrix = given(Array([[1.5, 0.9], [-0.3, 1.25]], shape=(2, 2)), help="The matrix at the end of the morph.")
    interpolation = given(Enum(la.PATHS, "linear"), label="Path", help="The path from the identity to the matrix.")
    fraction = given(
        Float(1.0, min=0.0, max=1.0),
        label="Fraction t",
        low=0.0,
        high=1.0,
        step=0.01,
        help="Where on the path the marker stands.",
    )

    fractions = derived(Array(None), help="Equal steps from 0 to 1.").tag(sync=False)
    singular_values = derived(Array(None), help="Rows: the two stretches at each step.").tag(sync=False)
    eigenvalue_moduli = derived(Array(None), help="Rows: |λ₁| and |λ₂| at each step.").tag(sync=False)
    singular_values_here = derived(Array(None), help="The stretches at the marker.")
    eigenvalues_here = derived(Array(None), help="The eigenvalues at the marker: rows (real, imaginary).")
    path_reason = derived(Unicode(), help="Why the path asked for does not exist; else empty.")

    presets = {name: {"matrix": preset.matrix} for name, preset in la.PRESETS.items()}

    recipe = """
fractions = np.linspace(0.0, 1.0, 61)
frames = (1 - fractions[:, None, None]) * np.eye(2) + fractions[:, None, None] * matrix
singular_values = np.linalg.svd(frames, compute_uv=False)
eigenvalue_moduli = np.sort(np.abs(np.linalg.eigvals(frames)), axis=1)[:, ::-1]
"""

    @computes("fractions", "singular_values", "eigenvalue_moduli", "path_reason")
    def along(matrix: Matrix, interpolation: str) -> tuple[Matrix, Matrix, Matrix, str]:
        path, reason = la.existing_path(matrix, interpolation)
        frames = la.frames(matrix, path, N_FRAMES)
        moduli = np.sort(np.abs(la.eigenvalues(frames)), axis=1)[:, ::-1]
        return np.linspace(0.0, 1.0, N_FRAMES), la.singular_values(frames), moduli, reason

    @computes("singular_values_here", "eigenvalues_here")
    def here(matrix: Matrix, interpolation: str, fraction: float) -> tuple[Matrix, Matrix]:
        frame = la.morph(matrix, la.existing_path(matrix, interpolation).path, fraction)
        values = la.eigenvalues(frame)
        return la.singular_values(frame), np.stack([values.real, values.imag], axis=-1)

    @computes("readouts", "description", "notices")
    def told(
        fraction: float, singular_values_here: Matrix, eigenvalues_here: Matrix, path_reason: str
    ) -> tuple[list[dict[str, Any]], str, list[dict[str, str]]]:
        modulus, angle = la.polar_form(eigenvalues_here @ [1, 1j])
        turning = bool(eigenvalues_here[:, 1].any())
        values = np.stack([modulus, np.degrees(angle)], axis=-1) if turning else eigenvalues_here[:, 0]
        form = "polar" if turning else "number"
        rows = [
            readout("singular_values", "Singular values", singular_values_here, about="second", main=True),
            readout("eigenvalues", "Eigenvalues", values, form=form, about="third", main=True),
        ]
        largest, smallest = singular_values_here
        words = (
            f"At fraction {fraction:.2f} of the path the largest stretch is {numeral(largest)}, the smallest "
            f"{numeral(smallest)}; the eigenvalues have moduli {numeral(modulus[0])} and {numeral(modulus[1])}."
        )
        return rows, words, [{"about": "ghost", "text": path_reason}] if path_reason else []

    @agrees("the stretches multiply to the product of the moduli of the eigenvalues", tolerance=1e-7)
    def areas_agree(singular_values: Matrix, eigenvalue_moduli: Matrix) -> tuple[Any, Any]:
        return singular_values.prod(axis=1), eigenvalue_moduli.prod(axis=1)

    def build(self) -> list[Any]:
        """Make the figure: two solid curves, two dashed, and the marker."""
        import bqplot

        scales = {
            "x": bqplot.LinearScale(min=0.0, max=1.0, allow_padding=False),
            "y": bqplot.LinearScale(allow_padding=False),
        }
        self._stretches = bqplot.Lines(scales=scales, colors=[SECOND] * 2, labels=["σ₁", "σ₂"], line_style="solid")
        self._moduli = bqplot.Lines(scales=scales, colors=[THIRD] * 2, labels=["|λ₁|", "|λ₂|"], line_style="dashed")
        self._names = curve_names(scales, [SECOND, SECOND, THIRD, THIRD])
        self._marker = bqplot.Lines(scales=scales, colors=[HAND], apply_clip=False)
        self._height = axis(scales["y"], "stretch and |λ|", upright=True)
        axes = [axis(scales["x"], "fraction t of the path"), self._height]
        return [figure([self._stretches, self._moduli, self._marker, self._names], axes)]

    def draw(self) -> None:
        """Feed the curves, their names at the right end, and the marker."""
        top = min(1.05 * max(1.0, float(self.singular_values.max())), float(np.finfo(float).max))
        with at_once(self._stretches, self._moduli, self._marker, self._names, self._height, self._height.scale):
            span(self._height, 0.0, top)
            for mark, values in ((self._stretches, self.singular_values), (self._moduli, self.eigenvalue_moduli)):
                mark.x, mark.y = self.fractions, values.T
            self._marker.x, self._marker.y = [self.fraction] * 2, [0.0, top]
            ends = np.concatenate([self.singular_values[-1], self.eigenvalue_moduli[-1]])
            self._names.x, self._names.y = np.full(4, 1.0), top * apart(ends / top, 0.07, 1.0)
            self._names.text = ["σ₁", "σ₂", "|λ₁|", "|λ₂|"]

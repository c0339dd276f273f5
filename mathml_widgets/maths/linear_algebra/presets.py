"""Matrices worth meeting.

Each of them shows one thing that a picture in the mind often has wrong: eigenvectors that are not
perpendicular, or do not exist; a tiny determinant that is harmless; a harmless determinant beside a
matrix that is nearly singular.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple


class Preset(NamedTuple):
    """A matrix, row by row, and one sentence about it."""

    matrix: tuple[tuple[float, float], tuple[float, float]]
    sentence: str


_COSINE = math.sqrt(3.0) / 2.0

PRESETS: Mapping[str, Preset] = MappingProxyType(
    {
        "identity": Preset(((1.0, 0.0), (0.0, 1.0)), "Nothing moves."),
        "shear": Preset(
            ((1.0, 1.0), (0.0, 1.0)),
            "The only eigenvalue is 1, with a single line of eigenvectors, and yet vectors are stretched.",
        ),
        "symmetric": Preset(
            ((3.0, 1.0), (1.0, 2.0)),
            "The eigenvalues are (5 ± √5)/2, and the eigenvectors are perpendicular.",
        ),
        "oblique eigenvectors": Preset(
            ((1.0, 2.0), (8.0, 1.0)),
            "The eigenvalues are 5 and -3, and the eigenvectors are not perpendicular.",
        ),
        "fibonacci": Preset(
            ((1.0, 1.0), (1.0, 0.0)),
            "Its powers hold the Fibonacci numbers, and its larger eigenvalue is the golden ratio.",
        ),
        "rotation": Preset(
            ((_COSINE, -0.5), (0.5, _COSINE)),
            "Everything turns by 30 degrees, so no direction stays and the eigenvalues are complex.",
        ),
        "spiral": Preset(
            ((0.5, -0.8), (0.8, 0.5)),
            "The complex eigenvalues have modulus 0.94, so powers of it spiral towards zero.",
        ),
        "half turn": Preset(
            ((-1.0, 0.0), (0.0, -1.0)),
            "The straight line from the identity to it passes through zero half way.",
        ),
        "reflection": Preset(
            ((0.0, 1.0), (1.0, 0.0)),
            "The plane is turned over, which the determinant -1 tells.",
        ),
        "scaling": Preset(
            ((2.0, 0.0), (0.0, 0.5)),
            "Twice as wide and half as high: area stays the same.",
        ),
        "projection": Preset(
            ((0.5, 0.5), (0.5, 0.5)),
            "Every point drops perpendicularly onto the diagonal, and dropping twice changes nothing more.",
        ),
        "rank 1": Preset(
            ((1.0, 2.0), (0.5, 1.0)),
            "Both columns lie on one line, so the plane is flattened, although no entry is zero.",
        ),
        "nilpotent": Preset(
            ((0.0, 1.0), (0.0, 0.0)),
            "Its square is zero although it is not zero itself; 0 is the only eigenvalue.",
        ),
        "near-singular": Preset(
            ((1.0, 1.0), (1.0, 1.0001)),
            "The inverse exists and has entries of about 10,000: small errors grow by the condition number 40,002.",
        ),
        "small": Preset(
            ((0.01, 0.0), (0.0, 0.01)),
            "The determinant is only 0.0001, but the condition number is 1: nothing is close to singular.",
        ),
        "stochastic": Preset(
            ((0.9, 0.2), (0.1, 0.8)),
            "Each column sums to 1; powers of it lead to the eigenvector of eigenvalue 1, the long-run shares.",
        ),
    }
)

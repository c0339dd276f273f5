"""Linear algebra: what a matrix does to space, and the numbers that say so.

One idea a file: determinants, inverses, subspaces and sizes; eigenvectors (`spectrum`) and singular
vectors (`singular`); exact values beside rounded ones; the nearest matrix under a constraint; paths
from the identity to a matrix; and words for what is seen. Arrays go in and come out; a matrix of
any size where the notion allows, and a stack of matrices along leading axes where a docstring says
(..., n, n).
"""

from .angles import PolarForm, angle_between, polar_form
from .composition import Products, products
from .constraints import (
    CONSTRAINTS,
    Nearest,
    nearest,
    nearest_column_stochastic,
    nearest_orthogonal,
    nearest_projection,
    nearest_rotation,
    nearest_symmetric,
    nearest_unit_determinant,
)
from .determinants import determinant, orientation, trace
from .exactness import (
    ExactNumbers,
    exact_determinant,
    exact_eigenvalues,
    exact_inverse,
    exact_matrix,
    exact_numbers,
    exact_singular_values,
    exact_trace,
)
from .images import image
from .inverses import Inverse, inverse
from .level_lines import LEVELS, LevelLines, level_lines
from .logarithms import FractionalPower, Logarithm, fractional_power, real_logarithm
from .morph_paths import PATHS, ExistingPath, existing_path, frames, morph
from .polar_factors import Polar, polar
from .powers import Power, matrix_power
from .presets import PRESETS, Preset
from .singular import SVD, Ellipse, ellipse, singular_values, svd
from .sizes import Norms, condition_number, norms
from .spectrum import Eigen, eigen, eigenvalues
from .spread import Whitening, covariance, whitening
from .subspaces import Rank, column_space, null_space, rank
from .surds import Surd, pair_text, surd
from .targets import target_matrix
from .words import classify, describe

__all__ = [
    "CONSTRAINTS",
    "LEVELS",
    "PATHS",
    "PRESETS",
    "SVD",
    "Eigen",
    "Ellipse",
    "ExactNumbers",
    "ExistingPath",
    "FractionalPower",
    "Inverse",
    "LevelLines",
    "Logarithm",
    "Nearest",
    "Norms",
    "Polar",
    "PolarForm",
    "Power",
    "Preset",
    "Products",
    "Rank",
    "Surd",
    "Whitening",
    "angle_between",
    "classify",
    "column_space",
    "condition_number",
    "covariance",
    "describe",
    "determinant",
    "eigen",
    "eigenvalues",
    "ellipse",
    "exact_determinant",
    "exact_eigenvalues",
    "exact_inverse",
    "exact_matrix",
    "exact_numbers",
    "exact_singular_values",
    "exact_trace",
    "existing_path",
    "fractional_power",
    "frames",
    "image",
    "inverse",
    "level_lines",
    "matrix_power",
    "morph",
    "nearest",
    "nearest_column_stochastic",
    "nearest_orthogonal",
    "nearest_projection",
    "nearest_rotation",
    "nearest_symmetric",
    "nearest_unit_determinant",
    "norms",
    "null_space",
    "orientation",
    "pair_text",
    "polar",
    "polar_form",
    "products",
    "rank",
    "real_logarithm",
    "singular_values",
    "surd",
    "svd",
    "target_matrix",
    "trace",
    "whitening",
]

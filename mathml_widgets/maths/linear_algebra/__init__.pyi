from .analogies import analogy
from .angles import PolarForm, angle_between, polar_form
from .bootstrap_cone import BootstrapCone, bootstrap_cone
from .cholesky_factor import Cholesky, cholesky
from .clouds import circle, parallel_clouds, random_walk, swiss_roll, units_trap
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
from .diagonalizations import Diagonalization, Spectral, diagonalization, spectral
from .distances import squared_distances
from .elimination import LU, Elimination, ExactLU, exact_lu, lu
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
from .factor_checks import flip_signs, orthogonality_error, residual, running_products
from .fitted_lines import FittedLines, fitted_lines
from .images import image
from .inverses import Inverse, inverse
from .level_lines import LEVELS, LevelLines, level_lines
from .logarithms import FractionalPower, Logarithm, fractional_power, real_logarithm
from .low_rank_layers import LowRank, low_rank, rank_for_error, rank_one_layers
from .matrices_to_take_apart import (
    MATRICES_TO_TAKE_APART,
    MatrixExample,
    disc,
    glyph,
    gradient_image,
    hilbert,
    lauchli,
    stripes,
)
from .morph_paths import PATHS, ExistingPath, existing_path, frames, morph
from .neighbors import Neighbors, Searchable, nearest_neighbors, neighbor_overlap, searchable
from .orthogonal_triangular import QR, QR_METHODS, Subtraction, gram_schmidt_steps, qr
from .parallel_analysis import NullBand, null_band
from .polar_factors import Polar, polar
from .powers import Power, matrix_power
from .presets import PRESETS, Preset
from .principal_directions import (
    CapturedVariance,
    PrincipalComponents,
    captured_variance,
    loadings,
    principal_components,
    reconstruction,
    reconstruction_errors,
)
from .random_projections import (
    RandomProjection,
    distortions,
    johnson_lindenstrauss_dimension,
    johnson_lindenstrauss_epsilon,
    random_projection,
)
from .row_operations import (
    ReducedRows,
    RowOperation,
    add_row,
    apply_row_operations,
    as_fractions,
    next_row_operation,
    reduced_rows,
    scale_row,
    swap_rows,
    undo_row_operation,
)
from .similarities import Baseline, cosine_similarity, similarity_baseline, similarity_z_score
from .singular import SVD, Ellipse, ellipse, singular_values, svd
from .sizes import Norms, condition_number, norms
from .spectrum import Eigen, eigen, eigenvalues
from .spread import Whitening, covariance, whitening
from .standardization import Standardized, standardized
from .stochastic_neighbors import (
    DivergenceAndGradient,
    Layout,
    conditional_affinities,
    joint_affinities,
    layout_divergence,
    tsne,
)
from .subspaces import Rank, column_space, null_space, rank
from .surds import Surd, pair_text, surd
from .targets import target_matrix
from .toy_corpus import TOY_CAPITALS, TOY_DIMENSIONS, TOY_PAIRS, toy_corpus
from .word_counts import Cooccurrence, cooccurrence, positive_pmi, sentences
from .word_vectors import WordEmbeddings, residual_distance, semantic_axis, word_embeddings
from .words import classify, describe

__all__ = [
    "CONSTRAINTS",
    "LEVELS",
    "LU",
    "MATRICES_TO_TAKE_APART",
    "PATHS",
    "PRESETS",
    "QR",
    "QR_METHODS",
    "SVD",
    "TOY_CAPITALS",
    "TOY_DIMENSIONS",
    "TOY_PAIRS",
    "Baseline",
    "BootstrapCone",
    "CapturedVariance",
    "Cholesky",
    "Cooccurrence",
    "Diagonalization",
    "DivergenceAndGradient",
    "Eigen",
    "Elimination",
    "Ellipse",
    "ExactLU",
    "ExactNumbers",
    "ExistingPath",
    "FittedLines",
    "FractionalPower",
    "Inverse",
    "Layout",
    "LevelLines",
    "Logarithm",
    "LowRank",
    "MatrixExample",
    "Nearest",
    "Neighbors",
    "Norms",
    "NullBand",
    "Polar",
    "PolarForm",
    "Power",
    "Preset",
    "PrincipalComponents",
    "Products",
    "RandomProjection",
    "Rank",
    "ReducedRows",
    "RowOperation",
    "Searchable",
    "Spectral",
    "Standardized",
    "Subtraction",
    "Surd",
    "Whitening",
    "WordEmbeddings",
    "add_row",
    "analogy",
    "angle_between",
    "apply_row_operations",
    "as_fractions",
    "bootstrap_cone",
    "captured_variance",
    "cholesky",
    "circle",
    "classify",
    "column_space",
    "condition_number",
    "conditional_affinities",
    "cooccurrence",
    "cosine_similarity",
    "covariance",
    "describe",
    "determinant",
    "diagonalization",
    "disc",
    "distortions",
    "eigen",
    "eigenvalues",
    "ellipse",
    "exact_determinant",
    "exact_eigenvalues",
    "exact_inverse",
    "exact_lu",
    "exact_matrix",
    "exact_numbers",
    "exact_singular_values",
    "exact_trace",
    "existing_path",
    "fitted_lines",
    "flip_signs",
    "fractional_power",
    "frames",
    "glyph",
    "gradient_image",
    "gram_schmidt_steps",
    "hilbert",
    "image",
    "inverse",
    "johnson_lindenstrauss_dimension",
    "johnson_lindenstrauss_epsilon",
    "joint_affinities",
    "lauchli",
    "layout_divergence",
    "level_lines",
    "loadings",
    "low_rank",
    "lu",
    "matrix_power",
    "morph",
    "nearest",
    "nearest_column_stochastic",
    "nearest_neighbors",
    "nearest_orthogonal",
    "nearest_projection",
    "nearest_rotation",
    "nearest_symmetric",
    "nearest_unit_determinant",
    "neighbor_overlap",
    "next_row_operation",
    "norms",
    "null_band",
    "null_space",
    "orientation",
    "orthogonality_error",
    "pair_text",
    "parallel_clouds",
    "polar",
    "polar_form",
    "positive_pmi",
    "principal_components",
    "products",
    "qr",
    "random_projection",
    "random_walk",
    "rank",
    "rank_for_error",
    "rank_one_layers",
    "real_logarithm",
    "reconstruction",
    "reconstruction_errors",
    "reduced_rows",
    "residual",
    "residual_distance",
    "running_products",
    "scale_row",
    "searchable",
    "semantic_axis",
    "sentences",
    "similarity_baseline",
    "similarity_z_score",
    "singular_values",
    "spectral",
    "squared_distances",
    "standardized",
    "stripes",
    "surd",
    "svd",
    "swap_rows",
    "swiss_roll",
    "target_matrix",
    "toy_corpus",
    "trace",
    "tsne",
    "undo_row_operation",
    "units_trap",
    "whitening",
    "word_embeddings",
]

"""`MatrixTransform`: what does this matrix do to space, and which numbers describe it?"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray
from traitlets import Bool, Enum, Float, Int, List, Unicode

from ..maths import linear_algebra as la
from ..maths.expressions import number
from ..maths.numerals import numeral
from ..shell import Array, MathWidget, agrees, asks, computes, derived, given, readout

Matrix = NDArray[np.float64]


def whole_number(text: str) -> int:
    """Return the whole number that a typed text means."""
    value = number(text, "power")
    if not value.is_integer():
        raise ValueError(f"power must be a whole number, got {text}")
    return int(value)


N_FRAMES = 61
LAYERS = ("grid", "unit square", "circle", "letter", "singular", "eigen", "probe", "points", "outline")
COLUMNS = ("first", "second")
"""What `held` says while a hand is on a column."""

SIZES = ("eigenvalues", "singular_values", "condition_number", "norms")
"""Numbers from which the size of the determinant follows."""

STAGES = {"svd": ("turn by Vᵀ", "stretch by Σ", "turn by U")}
"""The parts of equal length that a path consists of."""

SNAPS = ("off", "lattice", "half lattice", "15 degrees", "unit circle")
CONSTRAINTS = ("none", *la.CONSTRAINTS)


class MatrixTransform(MathWidget):
    """A matrix to take hold of: its columns are two arrows, and the plane moves with them.

    Parameters
    ----------
    matrix : array_like, shape (2, 2), optional
        The matrix; the default is [[1.5, 0.9], [-0.3, 1.25]].
    **given
        Any other given or interface trait by name.

    Examples
    --------
    >>> w = MatrixTransform([[2, 1], [1, 3]])
    >>> round(w.determinant, 12)
    5.0
    >>> w.matrix = [[0, -1], [1, 0]]
    >>> w.eigenvalues.tolist()
    [[0.0, 1.0], [0.0, -1.0]]
    """

    positional = ("matrix",)

    matrix = given(
        Array([[1.5, 0.9], [-0.3, 1.25]], shape=(2, 2)),
        parse=number,
        help="The matrix that the hand asks for; its columns are the images of e1 and e2.",
    )
    vector = given(Array([1.0, 0.5], shape=(2,)), parse=number, help="The probe v, whose image is A v.")
    composition = given(
        Array(None, shape=("matrices", 2, 2), longest=50),
        parse=number,
        help="Further matrices of the row A, B, C ...; the product acts from the right.",
    )
    power = given(Int(1, min=-1_000_000, max=1_000_000), parse=whole_number, help="The power of the product that acts.")
    interpolation = given(Enum(la.PATHS, "linear"), help="The path of the morph from I to the matrix.")
    fraction = given(Float(1.0, min=0.0, max=1.0), help="Where on that path the picture stands.")
    snap = given(Enum(SNAPS, "off"), help="What a dragged tip snaps to.")
    constraint = given(Enum(CONSTRAINTS, "none"), help="The set that the matrix must lie in.")
    layers = given(
        List(Enum(LAYERS), ["grid", "unit square", "circle", "singular", "points"]),
        help="What is drawn.",
    )
    points = given(
        Array(None, shape=("points", 2), longest=1_000_000), help="The reader's own points, or an outline to transform."
    )

    nearest_matrix = derived(Array(None), help="The matrix that acts: the nearest one within the constraint.")
    nearest_distance = derived(Float(), help="How far it is from the matrix asked for, in the Frobenius norm.")
    nearest_unique = derived(Bool(True), help="Whether there is only one nearest matrix.")
    products = derived(Array(None), help="The product of the row in its order, and in the reverse order.")
    result = derived(Array(None), help="What acts on the plane: the product to its power.")
    power_reason = derived(Unicode(), help="Why the power asked for does not exist; else empty.")
    determinant = derived(Float(), help="The signed area of the image of the unit square.")
    trace = derived(Float(), help="The sum of the diagonal, and of the eigenvalues.")
    rank = derived(Int(), help="The number of singular values above the tolerance.")
    rank_tolerance = derived(Float(), help="What a singular value must exceed to count.")
    norms = derived(Array(None), help="The 2-norm and the Frobenius norm.")
    condition_number = derived(Float(), help="The largest over the smallest singular value.")
    orientation = derived(Int(), help="1 keeps, -1 flips, 0 collapses.")
    eigenvalues = derived(Array(None), help="Rows (real part, imaginary part).")
    eigenvectors = derived(Array(None), help="Unit eigenvectors as columns; none where they are not real.")
    eigen_kind = derived(Unicode(), help="Real and distinct, a complex pair, repeated or defective.")
    eigenvector_angle = derived(
        Float(None, allow_none=True), help="The angle between the two lines of eigenvectors, in radians."
    )
    singular_values = derived(Array(None), help="Largest first.")
    singular_vectors = derived(Array(None), help="The matrix U of directions out, and V of directions in.")
    inverse = derived(Array(None), help="The inverse, or None where there is none.")
    inverse_reason = derived(Unicode(), help="Why there is no inverse; else empty.")
    null_space = derived(Array(None), help="An orthonormal basis as columns.")
    column_space = derived(Array(None), help="An orthonormal basis as columns.")
    image_vector = derived(Array(None), help="A v.")
    image_angle = derived(Float(None, allow_none=True), help="The angle between v and A v, in radians.")
    image_points = derived(Array(None), help="The reader's points after the matrix.").tag(sync=False)
    target = derived(Array(None), help="The matrix to find in the task of the dashed letter; the seed draws it.")
    frames = derived(Array(None), help="Matrices along the path, from the identity.")
    path_reason = derived(Unicode(), help="Why the path asked for does not exist; else empty.")
    stages = derived(List(Unicode()), help="The parts of equal length that the path consists of, if it has parts.")
    level_lines = derived(
        Array(None),
        help="While a column is held: lines along which the determinant stays, as rows (determinant, "
        "a point x, y, a direction x, y).",
    )
    path_determinants = derived(Array(None), help="While the fraction is held: the determinant of each frame.")
    presets = {
        name: {"matrix": preset.matrix, "composition": None, "power": 1, "constraint": "none"}
        for name, preset in la.PRESETS.items()
    }

    panes = (*MathWidget.panes, "formula", "paths")

    # --- what is computed -------------------------------------------------------------

    @computes("nearest_matrix", "nearest_distance", "nearest_unique")
    def allowed(matrix: Matrix, constraint: str) -> tuple[Matrix, float, bool]:
        if constraint == "none":
            return matrix, 0.0, True
        found = la.nearest(matrix, constraint)
        return found.matrix, found.distance, found.unique

    @computes("products", "result", "power_reason")
    def composed(nearest_matrix: Matrix, composition: Matrix | None, power: int) -> tuple[Matrix | None, Matrix, str]:
        product, both = nearest_matrix, None
        if composition is not None:
            row = la.products([nearest_matrix, *composition])
            product, both = row.forward, np.stack([row.forward, row.reversed])
        value, overflow, reason = la.matrix_power(product, power)
        if overflow:
            reason = f"The power {power:,} has entries beyond 1.8×10³⁰⁸."
        return both, product if value is None or overflow else value, reason

    @computes("determinant", "trace", "rank", "rank_tolerance", "norms", "condition_number", "orientation")
    def sizes(result: Matrix) -> tuple[Any, ...]:
        return (
            la.determinant(result),
            la.trace(result),
            *la.rank(result),
            np.array(la.norms(result)),
            la.condition_number(result),
            la.orientation(result),
        )

    @computes("eigenvalues", "eigenvectors", "eigen_kind", "eigenvector_angle")
    def eigen(result: Matrix) -> tuple[Matrix, Matrix | None, str, float | None]:
        values, vectors, kind = la.eigen(result)
        parts = np.stack([values.real, values.imag], axis=-1)
        if np.iscomplexobj(vectors):
            return parts, None, kind, None
        angle = la.angle_between(*vectors.T, lines=True) if vectors.shape[1] == 2 else None
        return parts, vectors, kind, angle

    @computes("singular_values", "singular_vectors")
    def singular(result: Matrix) -> tuple[Matrix, Matrix]:
        u, s, vh = la.svd(result)
        return s, np.stack([u, vh.T])

    @computes("inverse", "inverse_reason", "null_space", "column_space")
    def spaces(result: Matrix) -> tuple[Matrix | None, str, Matrix, Matrix]:
        return *la.inverse(result), la.null_space(result), la.column_space(result)

    @computes("image_vector", "image_angle")
    def probed(result: Matrix, vector: Matrix) -> tuple[Matrix, float | None]:
        image = result @ vector
        return image, la.angle_between(vector, image) if image.any() and vector.any() else None

    @computes("image_points")
    def transformed(result: Matrix, points: Matrix | None) -> Matrix | None:
        return None if points is None else la.image(result, points)

    @computes("target")
    def drawn(seed: int) -> Matrix:
        return la.target_matrix(np.random.default_rng(seed))

    @computes("frames", "path_reason", "stages")
    def morph(result: Matrix, interpolation: str) -> tuple[Matrix, str, list[str]]:
        path, reason = la.existing_path(result, interpolation)
        return la.frames(result, path, N_FRAMES), reason, list(STAGES.get(path, ()))

    # --- what is previewed while a hand is on something --------------------------------

    @computes("level_lines")
    def levels(matrix: Matrix, held: str, constraint: str, composition: Matrix | None, power: int) -> Matrix | None:
        alone = constraint == "none" and composition is None and power == 1
        if held not in COLUMNS or not alone:
            return None
        column = COLUMNS.index(held)
        step = _level_step(matrix[:, 1 - column])
        found = None if step is None else la.level_lines(matrix, column, np.multiply(la.LEVELS, step))
        if found is None:
            return None
        along = np.broadcast_to(found.direction, found.points.shape)
        return np.column_stack([found.levels, found.points, along])

    @computes("path_determinants")
    def determinants_on_the_way(frames: Matrix, held: str) -> Matrix | None:
        return la.determinant(frames) if held == "fraction" else None

    # --- what is said -----------------------------------------------------------------

    @computes("readouts")
    def told(
        result: Matrix,
        determinant: float,
        trace: float,
        rank: int,
        rank_tolerance: float,
        norms: Matrix,
        condition_number: float,
        eigenvalues: Matrix,
        eigenvectors: Matrix | None,
        eigenvector_angle: float | None,
        singular_values: Matrix,
        inverse: Matrix | None,
        inverse_reason: str,
        null_space: Matrix,
        column_space: Matrix,
        image_vector: Matrix,
        image_angle: float | None,
        layers: list[str],
    ) -> list[dict[str, Any]]:
        exact = la.exact_numbers(result)
        complex_pair = bool(eigenvalues[:, 1].any())
        angle = None if eigenvector_angle is None else np.degrees(eigenvector_angle)
        return [
            readout("determinant", "Determinant", determinant, exact=exact.determinant, unit="area", main=True),
            readout("trace", "Trace", trace, exact=exact.trace),
            readout("rank", "Rank", rank, form="count"),
            readout(
                "eigenvalues",
                "Eigenvalues",
                _modulus_and_degrees(eigenvalues) if complex_pair else eigenvalues[:, 0],
                exact=exact.eigenvalues and la.pair_text(*exact.eigenvalues),
                form="polar" if complex_pair else "number",
                about="third",
                main=True,
            ),
            readout(
                "eigenvectors",
                "Eigenvectors",
                eigenvectors,
                form="vectors",
                reason="none is real: every direction turns",
                about="third",
                detail=True,
            ),
            readout(
                "eigenvector_angle",
                "Angle between them",
                angle,
                unit="degrees",
                reason="needs two lines of eigenvectors",
                about="third",
                detail=True,
            ),
            readout(
                "singular_values",
                "Singular values",
                singular_values,
                exact=exact.singular_values and la.pair_text(*exact.singular_values),
                about="second",
                main=True,
            ),
            readout("condition_number", "Condition", condition_number, reason="infinite: the matrix is singular"),
            readout("rank_tolerance", "Rank counts σ above", rank_tolerance, detail=True),
            readout("norms", "Norms, 2 and Frobenius", norms, detail=True),
            readout("inverse", "Inverse, by columns", inverse, form="vectors", reason=inverse_reason, detail=True),
            readout(
                "null_space",
                "Null space",
                null_space if null_space.size else None,
                form="vectors",
                reason="only the zero vector",
                detail=True,
            ),
            readout(
                "column_space",
                "Column space",
                column_space if column_space.shape[1] == 1 else None,
                form="vectors",
                reason="the whole plane" if column_space.size else "only the zero vector",
                detail=True,
            ),
            readout(
                "image_vector",
                "A v",
                image_vector.reshape(2, 1),
                form="vectors",
                about="answer",
                detail="probe" not in layers,
            ),
            readout(
                "image_angle",
                "Angle from v to A v",
                None if image_angle is None else np.degrees(image_angle),
                unit="degrees",
                reason="the zero vector has no direction",
                about="answer",
                detail="probe" not in layers,
            ),
        ]

    @computes("description", "notices")
    def in_words(
        matrix: Matrix,
        result: Matrix,
        constraint: str,
        nearest_distance: float,
        nearest_unique: bool,
        products: Matrix | None,
        composition: Matrix | None,
        power_reason: str,
        path_reason: str,
        image_angle: float | None,
        vector: Matrix,
        layers: list[str],
    ) -> tuple[str, list[dict[str, str]]]:
        story = la.describe(result)
        notices = [{"about": "second", "text": story}]
        if constraint != "none" and nearest_distance > 0:
            also = "" if nearest_unique else " Another matrix is as near."
            text = f"The nearest {constraint} matrix acts, {numeral(nearest_distance)} away.{also}"
            notices.append({"about": "ghost", "text": text})
        if products is not None:
            apart = la.norms(products[0] - products[1]).frobenius
            orders = "AB and BA" if composition is not None and len(composition) == 1 else "The two orders"
            text = f"{orders} give the same." if apart == 0 else f"{orders} differ by {numeral(apart)}."
            notices.append({"about": "third", "text": text})
        notices += [{"about": "ghost", "text": reason} for reason in (power_reason, path_reason) if reason]
        a, b, c, d = (numeral(entry, 4) for entry in result.ravel().tolist())
        return f"The matrix [{a}, {b}; {c}, {d}]. {story}", notices

    # --- what must agree --------------------------------------------------------------

    @agrees("the determinant is the product of the eigenvalues")
    def determinant_is_product(determinant: float, eigenvalues: Matrix) -> tuple[Any, Any]:
        return determinant, (eigenvalues @ [1, 1j]).prod().real

    @agrees("the trace is the sum of the eigenvalues")
    def trace_is_sum(trace: float, eigenvalues: Matrix) -> tuple[Any, Any]:
        return trace, eigenvalues[:, 0].sum()

    @agrees("the absolute determinant is the product of the singular values")
    def area_is_product(determinant: float, singular_values: Matrix) -> tuple[Any, Any]:
        return abs(determinant), singular_values.prod()

    @agrees("U times the stretches times V transposed is the matrix")
    def factors_multiply_back(result: Matrix, singular_values: Matrix, singular_vectors: Matrix) -> tuple[Any, Any]:
        u, v = singular_vectors
        return u * singular_values @ v.T, result

    @agrees("the matrix times its inverse is the identity", tolerance=1e-6)
    def inverse_undoes(result: Matrix, inverse: Matrix | None) -> tuple[Any, Any] | None:
        return None if inverse is None else (result @ inverse, np.eye(2))

    @agrees("each eigenvector is stretched by its eigenvalue", tolerance=1e-7)
    def eigenvectors_keep_their_line(
        result: Matrix, eigenvalues: Matrix, eigenvectors: Matrix | None
    ) -> tuple[Any, Any] | None:
        if eigenvectors is None:
            return None
        return result @ eigenvectors, eigenvectors * eigenvalues[: eigenvectors.shape[1], 0]

    # --- what is asked ----------------------------------------------------------------

    @asks(
        "Where does the first basis vector (1, 0) land?",
        label="where e₁ lands",
        kind="point",
        unit="length",
        masks=("columns", "matrix", *LAYERS, "inverse", "column_space", "image_vector", "notices"),
        hints=("The matrix times (1, 0) picks out one of its columns.", "It is the first column."),
        tolerance=0.05,
    )
    def image_of_e1(guess: Any, result: Matrix) -> tuple[Any, float]:
        point = _point(guess)
        return result[:, 0], float(np.linalg.norm(point - result[:, 0]))

    @asks(
        "What does this matrix do to areas?",
        label="what happens to areas",
        kind="choice",
        choices=("grows", "shrinks", "keeps", "collapses"),
        unit="wrong",
        masks=("determinant", *SIZES, "unit square", "circle", "singular", "notices"),
        hints=("The unit square becomes the parallelogram of the two columns.", "Compare its area with 1."),
    )
    def change_of_area(guess: str, determinant: float, rank: int) -> tuple[str, float]:
        size = abs(determinant)
        kept = math.isclose(size, 1.0, rel_tol=1e-9)
        truth = "collapses" if rank < 2 else "keeps" if kept else "grows" if size > 1 else "shrinks"
        return truth, float(guess != truth)

    @asks(
        "Does this matrix flip the plane over?",
        label="flip or not",
        kind="choice",
        choices=("keeps its orientation", "flips it", "collapses it"),
        unit="wrong",
        masks=("determinant", "letter", "unit square", "eigenvalues", "notices"),
        hints=("Go from the first column to the second: do you turn left, as from e1 to e2?",),
    )
    def sign_of_determinant(guess: str, orientation: int) -> tuple[str, float]:
        truth = {1: "keeps its orientation", -1: "flips it", 0: "collapses it"}[int(orientation)]
        return truth, float(guess != truth)

    @asks(
        "Turn the probe until A v points along v: hunt an eigenvector.",
        label="hunt an eigenvector",
        kind="handle",
        handle="vector",
        unit="degrees",
        masks=("eigenvalues", "eigenvectors", "eigenvector_angle", "eigen", "image_angle", "notices"),
        hints=("The image swings to one side, then to the other: between them it lies on the line.",),
        tolerance=1.0,
    )
    def eigenvector(guess: Any, result: Matrix, eigenvectors: Matrix | None) -> tuple[Any, float]:
        v = _point(guess)
        if not v.any():
            raise ValueError("guess must not be the zero vector, which has no direction")
        image = result @ v
        error = float(np.degrees(la.angle_between(v, image, lines=True))) if image.any() else 0.0
        return "there is none" if eigenvectors is None else eigenvectors.T, error

    @asks(
        "Move the columns until the letter lies on the dashed one.",
        label="match the letter",
        kind="handle",
        handle="matrix",
        unit="distance between the matrices",
        masks=("target",),
        hints=("The foot of the letter shows where (1, 0) must go, its stem where (0, 1) must go.",),
        tolerance=0.05,
    )
    def match_target(guess: Any, target: Matrix) -> tuple[Any, float]:
        found = np.asarray(guess, dtype=float)
        return target, float(la.norms(found - target).frobenius)

    # --- what leaves with the reader --------------------------------------------------

    recipe = """
product = nearest_matrix
for factor in [] if composition is None else composition:
    product = product @ factor
result = np.linalg.matrix_power(product, power)
determinant = np.linalg.det(result)
trace = np.trace(result)
rank = np.linalg.matrix_rank(result)
norms = np.array([np.linalg.norm(result, 2), np.linalg.norm(result, "fro")])
condition_number = np.linalg.cond(result)
singular_values = np.linalg.svd(result, compute_uv=False)
image_vector = result @ vector
"""


def _level_step(column: Matrix) -> float | None:
    """Return a power of ten by which determinants differ visibly beside this column; None beyond floats."""
    length = float(np.hypot(*column))
    power = math.trunc(2 * math.log10(length)) if length > 0 else 0
    return 10.0**power if abs(power) <= 300 else None


def _modulus_and_degrees(eigenvalues: Matrix) -> Matrix:
    modulus, angle = la.polar_form(eigenvalues @ [1, 1j])
    return np.stack([modulus, np.degrees(angle)], axis=-1)


def _point(guess: Any) -> Matrix:
    point = np.asarray(guess, dtype=float)
    if point.shape != (2,) or not np.isfinite(point).all():
        raise ValueError(f"guess must be a point of two finite numbers, got {guess!r}")
    return point

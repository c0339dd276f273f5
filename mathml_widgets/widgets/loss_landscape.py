"""`LossLandscape`: what does this slice show of the loss, and what does it hide?"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from typing import Any

import numpy as np
import traitlets
from numpy.typing import NDArray
from traitlets import Bool, Enum, Float, Int, List, Unicode

from ..maths import geometry as g
from ..maths.geometry.direction_choices import KINDS, TURNS
from ..shell import Array, MathWidget, Step, agrees, asks, computes, derived, given, interface, kept
from ..shell.arguments import by_name, refuse_twice
from ._loss_landscape import curvature, handed, line, paths, rows, surface, words
from ._loss_landscape.arrays import Checkpoints, Parameters, Targets
from ._loss_landscape.finite import finite
from ._loss_landscape.presets import moons, prepared
from ._loss_landscape.recipes import GRID, NETWORK, SLICE
from ._loss_landscape.training import OPTIMIZERS, train

Matrix = NDArray[np.float64]

SOURCES = ("data", "function", "loss", "model", "grid")
"""What a landscape can be of; the last one written wins."""

COMPANIONS = (
    "targets", "layer_sizes", "parameters", "gradient", "groups", "batched", "checkpoints", "checkpoint_names",
    "own_directions", "through", "grid_x", "grid_y",
)  # fmt: skip
"""What belongs to an input, and goes with it."""

N_CROSSHAIR = 65


class LossLandscape(MathWidget):
    """A slice through a loss of many parameters, with what the slice hides beside it.

    Parameters
    ----------
    *inputs
        One of: data and targets for a network that is trained here; a function f(x, y), by name, as a typed formula or
        as a callable; a loss of a vector, and its parameters; a PyTorch module with a loss, data and targets; a fitted
        MLP of scikit-learn with data and targets.
    **given
        Any other given or interface trait by name, such as `checkpoints`, `grid`, `gradient`, `groups` or `executor`.

    Examples
    --------
    >>> w = LossLandscape(lambda p: p[0] ** 2 - p[1] ** 2 + p[2] ** 2, [0, 0, 0], resolution=9)
    >>> w.full_eigenvalues.tolist(), w.n_negative
    ([-2.0, 2.0, 2.0], 1.0)
    >>> w = LossLandscape("himmelblau", probe=[3, 2])
    >>> w.probe_loss
    0.0
    """

    positional = ("data", "targets")

    # --- what it is the loss of -------------------------------------------------------

    source = given(Enum(SOURCES, "data"), help="Which input is drawn: the one written last.")
    function = given(
        Unicode(None, allow_none=True),
        parse=str.strip,
        help="The name of a test function, saddle(k), or a formula in x and y.",
    )
    loss = kept(traitlets.Callable(None, allow_none=True))
    gradient = kept(traitlets.Callable(None, allow_none=True))
    model = kept(traitlets.Any(None, allow_none=True))
    executor = kept(traitlets.Instance(Executor, allow_none=True))
    data = given(Array(moons().data, allow_none=True), help="Inputs of the network, one row for each sample.")
    targets = given(
        Targets(moons().targets, allow_none=True),
        help="Classes from 0 on, their names, or values, one for each row of the data.",
    )
    layer_sizes = given(List(Int(min=1)), help="Inputs, hidden units, outputs; empty: what fits the data.")
    activation = given(Enum(tuple(g.ACTIVATIONS), "tanh"), help="How the hidden units bend.")
    criterion = given(Enum(("automatic", *g.LOSSES), "automatic"), help="The network's loss of one sample.")
    with_biases = given(Bool(True), help="Whether the layers of the network have biases.")
    parameters = given(
        Parameters(None, shape=("parameters",)), help="Where training begins; without training, the point looked at."
    )
    groups = given(List(List(Int(min=0))), help="Shapes of the tensors that make up the parameters of a loss.")
    batched = given(Bool(False), help="Whether the loss takes many vectors, one in each row.")
    checkpoints = given(Checkpoints(None, shape=("checkpoints", "parameters")), help="Points that are the path.")
    checkpoint_names = given(List(Unicode()), help="What the points of the path are called.")
    grid = given(Array(None, shape=("rows", "columns"), finite=False), help="A surface that is there already.")
    grid_x = given(Array(None, shape=("columns",)), help="Where its columns stand.")
    grid_y = given(Array(None, shape=("rows",)), help="Where its rows stand.")

    # --- training ---------------------------------------------------------------------

    optimizer = given(Enum(tuple(OPTIMIZERS), "Adam"), help="The method of descent.")
    learning_rate = given(Float(0.03, min=1e-9, max=1e3), help="Its learning rate, where it has one.")
    n_steps = given(Int(300, min=0, max=20_000), help="How many steps it takes; 0 for no training.")
    n_starts = given(Int(1, min=1, max=3), help="How many networks are trained side by side, from different seeds.")
    batch_size = given(Int(0, min=0), help="Samples in a minibatch; 0 for all.")
    step = given(Int(-1, min=-1), help="The point of the path that is looked at; -1 for the last.")

    # --- the slice --------------------------------------------------------------------

    directions = given(Enum(KINDS, "automatic"), help="Along which kind of directions the slice runs.")
    own_directions = given(Array(None, shape=(2, "parameters")), help="The reader's own two directions.")
    through = given(List(Int()), help="Two or three points of the path to go through, by index.")
    biases = given(Enum(("zero", "scale"), "zero"), help="Whether random directions leave biases where they are.")
    turn_towards = given(Enum(TURNS, "lowest"), help="What the first direction is turned to.")
    direction_angle = given(Float(0.0, min=-np.pi, max=np.pi), help="By how much it is turned, in radians.")
    centered_on = given(
        Enum(("end", "step", "start"), "end"), help="The point of the path that the slice goes through."
    )
    radius = given(Array(None), help="How far the slice reaches along each direction; None for what is suggested.")
    resolution = given(Int(65, min=3, max=513), help="Points along a side of the grid.")
    log_scale = given(Bool(False), help="Whether heights are logarithms.")
    clamp = given(Float(None, allow_none=True), help="Losses above are drawn at this height.")
    mode = given(Enum(("contour", "surface", "line"), "contour"), help="The picture.")
    probe = given(Array([0.0, 0.0], shape=(2,)), help="The point asked about, in steps along both directions.")
    line_ends = given(List(Int(), [0, -1], minlen=2, maxlen=2), help="The points of the path that the line joins.")
    aligned = given(Bool(False), help="Whether hidden units of the line's end are put in the order of its start.")
    rescaling = given(Float(1.0, min=1e-3, max=1e3), help="By what one layer is multiplied, and the next divided.")
    rescaled_layer = given(Int(1, min=1), help="Which layer, from 1.")

    azimuth = interface(Float(-60.0), help="From where the surface is seen, in degrees around it.")
    pointed = interface(
        Int(-1, min=-1), help="The step of the path under the pointer, whose model is shown; -1 for none."
    )
    elevation = interface(Float(35.0, min=-90.0, max=90.0), help="From how high, in degrees.")

    # --- what follows: kept in the kernel ---------------------------------------------

    landscape = derived(traitlets.Any(), help="The loss with all that is known of it.").tag(sync=False)
    starts = derived(Array(None), help="Where training begins, one row for each start.").tag(sync=False)
    training = derived(traitlets.Any(), help="The training so far.").tag(sync=False)
    path = derived(Array(None), help="The path: a row of parameters for each point.").tag(sync=False)
    center = derived(Array(None), help="The parameters that the slice goes through.").tag(sync=False)
    hessian = derived(traitlets.Any(), help="The Hessian there, as a function of vectors.").tag(sync=False)
    slope = derived(Array(None), help="The gradient there, where it is known.").tag(sync=False)
    spectrum = derived(traitlets.Any(), help="What is known of the eigenvalues there.").tag(sync=False)
    chosen = derived(traitlets.Any(), help="The two directions before any turn.").tag(sync=False)
    turns = derived(traitlets.Any(), help="Where the first direction can be turned, by name.").tag(sync=False)
    plane = derived(traitlets.Any(), help="The origin and the directions of the slice.").tag(sync=False)
    origin = derived(Array(None), help="The parameters where both coordinates are 0.").tag(sync=False)
    plane_directions = derived(Array(None), help="The two directions, as rows.").tag(sync=False)
    captured_steps = derived(Array(None), help="The share of each step that lies in the plane.").tag(sync=False)
    line_start = derived(Array(None), help="The parameters where the line begins.").tag(sync=False)
    line_end = derived(Array(None), help="The parameters where it ends.").tag(sync=False)
    picture = derived(traitlets.Any(), help="Where the model is asked for its picture.").tag(sync=False)

    # --- what follows: drawn ----------------------------------------------------------

    network_sizes = derived(List(Int()), help="Inputs, hidden units and outputs of the network.")
    network_criterion = derived(Unicode(), help="The loss of one sample that it has.")
    n_parameters = derived(Int(), help="How many parameters the loss has.")
    rate_used = derived(Bool(True), help="Whether the optimizer has a learning rate.")
    rescaling_reason = derived(Unicode(), help="Why the layers cannot be rescaled; else empty.")
    training_ending = derived(Unicode(), help="Whether training is under way, and how it ended.")
    direction_kind = derived(Unicode(), help="The kind of directions in force.")
    direction_kinds = derived(List(Unicode()), help="The kinds that exist now.")
    direction_reason = derived(Unicode(), help="Why it is not the kind asked for; else empty.")
    direction_names = derived(List(Unicode()), help="What the two directions are called.")
    turn_names = derived(List(Unicode()), help="Where the first direction can be turned.")
    full_turn = derived(Float(None, allow_none=True), help="The angle at which it is there, in radians.")
    middle = derived(Array([0.0, 0.0]), help="The coordinates in the middle of the picture.")
    suggested_radius = derived(Array([1.0, 1.0]), help="Half widths that suit the slice.")
    extent = derived(Array([1.0, 1.0]), help="Half widths of the picture.")
    x = derived(Array(None), help="Coordinates of the columns of the grid.")
    y = derived(Array(None), help="Coordinates of its rows.")
    losses = derived(Array(None), help="The losses: row i at the i-th y, column j at the j-th x.")
    value_range = derived(Array([0.0, 1.0]), help="The lowest and the highest loss to colour by.")
    suggested_clamp = derived(Float(None, allow_none=True), help="A height to cut at, where walls hide the valley.")
    log_offset = derived(Float(), help="What is subtracted before the logarithm.")
    levels = derived(Array(None), help="The losses at which lines are drawn.")
    grid_minimum = derived(Array(None), help="Where the grid is lowest: x, y, loss.")
    minima = derived(Array(None), help="Known minima, in the plane.")
    path_coordinates = derived(Array(None), help="The path in the plane.")
    path_losses = derived(Array(None), help="The losses on the path itself.")
    path_distances = derived(Array(None), help="How far each point of the path is from the plane.")
    path_fade = derived(Array(None), help="1 for a point in the plane, towards 0 far from it.")
    path_indices = derived(Array(None, dtype=int), help="The number of the training step of each point.")
    path_names = derived(List(Unicode()), help="What the points are called; mostly empty.")
    captured_variance = derived(Float(None, allow_none=True), help="The share of the path's variance in the plane.")
    captured_step = derived(Float(None, allow_none=True), help="The share of the present step in the plane.")
    random_walk_captured = derived(
        Array(None), help="What random walks as long show in their best plane: the 5 %, 50 % and 95 % quantiles."
    )
    slice_eigenvalues = derived(Array(None), help="The curvatures that the slice shows.")
    full_eigenvalues = derived(Array(None), help="The eigenvalues of the full Hessian, or its two extremes.")
    n_negative = derived(Float(None, allow_none=True), help="How many of its directions lead down.")
    n_negative_error = derived(Float(None, allow_none=True), help="The standard error, where that is an estimate.")
    hessian_trace = derived(Float(None, allow_none=True), help="The sum of all eigenvalues.")
    hessian_trace_error = derived(Float(None, allow_none=True), help="The standard error, where that is an estimate.")
    curvature_method = derived(Unicode(), help="How the full Hessian is known: dense, Lanczos, or not.")
    curvature_reason = derived(Unicode(), help="Why it is not known; else empty.")
    gradient_norm = derived(Float(None, allow_none=True), help="The length of the gradient at the center.")
    verdict = derived(Unicode(), help="What the slice shows of the curvature, and what it hides.")
    probe_loss = derived(Float(None, allow_none=True), help="The loss at the probe; None where there is none.")
    probe_accuracy = derived(Float(None, allow_none=True), help="The share of samples in the right class there.")
    crosshair_at = derived(Array(None), help="Coordinates along the first and the second direction.")
    crosshair_x = derived(Array(None), help="Losses along the first direction through the probe.")
    crosshair_y = derived(Array(None), help="Losses along the second direction through the probe.")
    probe_prediction = derived(Array(None, dtype=np.float32), help="What the model at the probe says of its inputs.")
    step_prediction = derived(
        Array(None, dtype=np.float32), help="What the model at the present step says, or at the one under the pointer."
    )
    prediction_axes = derived(Array(None), help="The lowest and highest input, for each.")
    prediction_kind = derived(Unicode(), help="Whether predictions are classes or values.")
    prediction_range = derived(Array(None), help="The lowest and highest value to colour by.")
    sample_points = derived(Array(None), help="Inputs of the data that are drawn.")
    sample_targets = derived(Array(None), help="Their classes or values.")
    line_positions = derived(Array(None), help="Where on the line: 0 is its start, 1 its end.")
    line_losses = derived(Array(None), help="The losses on the line.")
    line_accuracies = derived(Array(None), help="The shares of samples in the right class on the line.")
    line_names = derived(List(Unicode()), help="What the ends of the line are called.")
    barrier = derived(Float(None, allow_none=True), help="How far the loss rises above the line between its ends.")
    barrier_at = derived(Float(None, allow_none=True), help="Where on the line it does so most.")

    presets = prepared()
    panes = (*MathWidget.panes, "thumbnail", "honesty", "crosshair", "paths", "function", "controls")

    def __init__(self, *positional: Any, **named: Any) -> None:
        placed = by_name(type(self), handed.names_of(positional), positional)
        refuse_twice(type(self), placed, named)
        # The model comes first: what its states and classes mean is asked of it.
        super().__init__(**dict(sorted((placed | named).items(), key=lambda item: item[0] != "model")))

    def look_again(self) -> None:
        """Copy the reader's model once more, as it is now."""
        with self._changing():
            self._memo.pop(type(self).looked_at, None)

    def _apply_rules(self, written: list[str]) -> None:
        """Draw the input that was written last; what belonged to another one goes."""
        super()._apply_rules(written)
        before = self._accepted.get("source", "data")
        by_preset = self.preset and "preset" in written
        meant = [name for name in written if name in SOURCES and getattr(self, name) is not None]
        if "source" in written or by_preset:
            return
        if "model" in meant:
            self.source = "model"
        elif meant and not (before == "model" and meant[-1] in ("loss", "data")):
            self.source = meant[-1]
        if self.source == before:
            return
        usual = self.traits()
        for name in ("function", "grid", "data", *COMPANIONS):
            if name not in written and name != self.source:
                setattr(self, name, None if name in ("data", "targets") else usual[name].default(self))
        if "n_steps" not in written:
            self.n_steps = 300 if self.source == "data" else 0
        if "direction_angle" not in written:
            self.direction_angle = 0.0

    # --- the loss and its path --------------------------------------------------------

    @computes("landscape", "n_parameters", "network_sizes", "network_criterion")
    def looked_at(
        source: str, function: str | None, loss: Callable[..., Any] | None, model: Any, data: Matrix | None,
        targets: Matrix | None, grid: Matrix | None, layer_sizes: list[int], activation: str, criterion: str,
        with_biases: bool, parameters: Matrix | None, gradient: Callable[..., Any] | None, groups: list[list[int]],
        batched: bool,
    ) -> tuple[g.Landscape | None, int, list[int], str]:  # fmt: skip
        if source == "grid":
            if grid is None:
                raise ValueError("grid must be given for the source 'grid', got None")
            return None, 0, [], ""
        found = g.landscape_of(
            source, function=function, loss=loss, parameters=parameters, gradient=gradient, groups=groups,
            batched=batched, model=model, data=data, targets=targets, layer_sizes=layer_sizes, activation=activation,
            criterion=criterion, biases=with_biases,
        )  # fmt: skip
        shape = found.network
        return found, found.n_parameters, list(shape.layer_sizes) if shape else [], shape.loss if shape else ""

    @computes("starts")
    def begun(
        landscape: g.Landscape | None, source: str, parameters: Matrix | None, n_starts: int, seed: int
    ) -> Matrix | None:
        if landscape is None:
            return None
        return g.starting_points(landscape, parameters, n_drawn=n_starts if source == "data" else 0, seed=seed)

    trained = computes("training", "rate_used")(train)
    walked = computes("path", "path_indices", "path_names", "training_ending", "rescaling_reason")(paths.path_of)

    @computes("center")
    def centered(
        path: Matrix | None, path_indices: Any, centered_on: str, step: int, training_ending: str
    ) -> Matrix | None:
        if path is None:
            return None
        at = {"end": len(path) - 1, "start": 0, "step": g.place_of_step(path_indices, step)}[centered_on]
        found: Matrix = path[0 if training_ending == "diverged" and centered_on == "end" else at]
        return found

    # --- the full curvature -----------------------------------------------------------

    @computes("hessian")
    def curved(landscape: g.Landscape | None, center: Matrix | None) -> g.HessianOperator | None:
        return None if landscape is None or center is None else g.hessian_of(landscape, center)

    sloping = computes("slope", "gradient_norm")(curvature.sloping)
    bent = computes(
        "spectrum", "full_eigenvalues", "n_negative", "n_negative_error", "hessian_trace", "hessian_trace_error",
        "curvature_method", "curvature_reason",
    )(curvature.curvature)  # fmt: skip

    # --- the slice --------------------------------------------------------------------

    @computes("chosen", "direction_kind", "direction_kinds", "direction_reason", "direction_names")
    def looked_along(
        landscape: g.Landscape | None, center: Matrix | None, path: Matrix | None, directions: str,
        own_directions: Matrix | None, biases: str, through: list[int], slope: Matrix | None,
        spectrum: g.Spectrum | None, checkpoints: Matrix | None, n_starts: int, seed: int,
    ) -> tuple[Any, str, list[str], str, list[str]]:  # fmt: skip
        if landscape is None or center is None or path is None:
            return None, "axes", ["automatic", "axes"], "", ["x", "y"]
        few = checkpoints is not None and len(checkpoints) <= 3
        found = g.chosen_directions(
            directions, landscape, center, path, seed=seed, biases=biases, through=through, gradient=slope,
            spectrum=spectrum, own=own_directions, has_checkpoints=few or n_starts > 1,
        )  # fmt: skip
        return found, found.kind, list(found.kinds), found.reason, list(found.names)

    @computes("turns", "turn_names")
    def turnable(
        chosen: Any, path: Matrix | None, slope: Matrix | None, spectrum: g.Spectrum | None, seed: int
    ) -> tuple[Any, list[str]]:
        if chosen is None or path is None:
            return {}, []
        found = g.turn_targets(chosen, path, seed=seed, gradient=slope, spectrum=spectrum)
        return found, list(found)

    @computes("plane", "full_turn", "origin", "plane_directions")
    def sliced(
        chosen: Any, turns: dict[str, Matrix], turn_towards: str, direction_angle: float
    ) -> tuple[g.Plane | None, float | None, Matrix | None, Matrix | None]:
        if chosen is None:
            return None, None, None, None
        found = g.turned_plane(chosen, turns.get(turn_towards), direction_angle)
        return *found, found.plane.origin, found.plane.directions

    framed = computes("middle", "suggested_radius", "extent")(surface.frame_of)
    surfaced = computes("x", "y", "losses")(surface.surface)

    @computes("value_range", "suggested_clamp", "log_offset", "levels", "grid_minimum")
    def heights(
        x: Matrix | None, y: Matrix | None, losses: Matrix | None, log_scale: bool, clamp: float | None
    ) -> tuple[Matrix, float | None, float, Matrix, Matrix | None]:
        if losses is None or x is None or y is None:
            return np.array([0.0, 1.0]), None, 0.0, np.empty(0), None
        return g.surface_heights(x, y, losses, logarithmic=log_scale, clamp=clamp)

    slice_curvature = computes("slice_eigenvalues")(curvature.slice_curvature)

    # --- the path in it ---------------------------------------------------------------

    seen = computes("path_coordinates", "path_distances", "path_fade", "captured_variance", "captured_steps", "minima")(
        paths.path_seen
    )

    @computes("captured_step")
    def stepped(path_indices: Any, captured_steps: Matrix | None, step: int) -> float | None:
        if captured_steps is None or not captured_steps.size:
            return None
        return float(captured_steps[max(g.place_of_step(path_indices, step) - 1, 0)])

    @computes("path_losses")
    def path_heights(
        landscape: g.Landscape | None, path: Matrix | None, training: g.Training | None, checkpoints: Matrix | None
    ) -> Iterator[Step]:
        if landscape is None or path is None:
            yield Step(None, 1.0)
            return
        told = None if training is None or checkpoints is not None else training.losses
        if told is not None and not landscape.batched and len(told) == len(path):
            yield Step(told[:, 0], 1.0)
            return
        for found, done, _ in g.refining_path_losses(landscape, path):
            yield Step(found, done)

    @computes("random_walk_captured")
    def walked_at_random(path: Matrix | None, seed: int) -> Iterator[Step]:
        if path is None:
            yield Step(None, 1.0)
            return
        for found, done, _ in g.refining_random_walk(*path.shape, generator=np.random.default_rng([seed, 3])):
            yield Step(found, done)

    # --- the probe --------------------------------------------------------------------

    @computes("probe_loss", "probe_accuracy")
    def probed(
        landscape: g.Landscape | None, plane: g.Plane | None, probe: Matrix
    ) -> tuple[float | None, float | None]:
        if landscape is None or plane is None:
            return None, None
        point = plane.points(probe)
        return finite(landscape.at(point)), landscape.accuracy(point)

    @computes("crosshair_at", "crosshair_x", "crosshair_y")
    def crossed(
        landscape: g.Landscape | None, plane: g.Plane | None, probe: Matrix, middle: Matrix, extent: Matrix
    ) -> tuple[Matrix | None, Matrix | None, Matrix | None]:
        if landscape is None or plane is None or not landscape.batched:
            return None, None, None
        at = middle[:, np.newaxis] + extent[:, np.newaxis] * np.linspace(-1.0, 1.0, N_CROSSHAIR)
        return at, *g.crosshair(landscape, plane, probe, at)

    @computes("picture", "prediction_axes", "prediction_kind", "prediction_range", "sample_points", "sample_targets")
    def posed(landscape: g.Landscape | None) -> tuple[Any, ...]:
        picture = None if landscape is None else g.model_picture(landscape)
        samples = None if landscape is None else g.drawn_samples(landscape)
        if landscape is None or picture is None or samples is None:
            return None, None, "", None, None, None
        kind = "classes" if landscape.classifies else "values"
        return picture, picture.axes, kind, samples.value_range, samples.inputs, samples.targets

    @computes("probe_prediction")
    def probe_pictured(landscape: g.Landscape, plane: g.Plane, picture: Any, probe: Matrix) -> Any:
        return None if picture is None else g.pictured(landscape, picture, plane.points(probe))

    @computes("step_prediction")
    def step_pictured(
        landscape: g.Landscape, picture: Any, path: Matrix, path_indices: Any, step: int, pointed: int
    ) -> Any:
        if picture is None:
            return None
        place = g.place_of_step(path_indices, step if pointed < 0 else pointed)
        return g.pictured(landscape, picture, path[place])

    # --- the line ---------------------------------------------------------------------

    joined = computes("line_start", "line_end", "line_names")(line.line_between)
    along = computes("line_positions", "line_losses", "line_accuracies", "barrier", "barrier_at")(line.along)

    # --- what is said -----------------------------------------------------------------

    @computes("verdict")
    def judged(
        landscape: g.Landscape | None, spectrum: g.Spectrum | None, slice_eigenvalues: Matrix | None,
        curvature_reason: str,
    ) -> str:  # fmt: skip
        return g.landscape_verdict(landscape, slice_eigenvalues, spectrum, curvature_reason)

    told = computes("readouts")(rows.told)
    in_words = computes("description", "notices")(words.in_words)

    # --- what must agree --------------------------------------------------------------

    @agrees("the middle of the grid is the loss of the parameters there", tolerance=1e-9)
    def grid_is_the_loss(
        landscape: g.Landscape | None, plane: g.Plane | None, middle: Matrix, losses: Matrix | None, resolution: int
    ) -> tuple[Any, Any] | None:
        if landscape is None or plane is None or losses is None or len(losses) != resolution or resolution % 2 == 0:
            return None
        here = losses[resolution // 2, resolution // 2]
        return (here, landscape.at(plane.points(middle))) if np.isfinite(here) else None

    @agrees("the sum of the eigenvalues is the trace")
    def eigenvalues_sum(spectrum: g.Spectrum | None) -> tuple[Any, Any] | None:
        if spectrum is None or spectrum.eigenvalues is None:
            return None
        size = float(np.abs(spectrum.eigenvalues).max()) or 1.0
        return spectrum.eigenvalues.sum() / size, spectrum.trace / size

    @agrees("curvatures of the slice lie between those of the full Hessian", tolerance=1e-5)
    def slice_is_between(slice_eigenvalues: Matrix | None, spectrum: g.Spectrum | None) -> tuple[Any, Any] | None:
        if slice_eigenvalues is None or spectrum is None:
            return None
        size = max(abs(spectrum.lowest), abs(spectrum.highest)) or 1.0
        inside = slice_eigenvalues.clip(
            spectrum.lowest - spectrum.lowest_bound, spectrum.highest + spectrum.highest_bound
        )
        return slice_eigenvalues / size, inside / size

    @agrees("what the plane shows of the path and what it hides make up the whole", tolerance=1e-9)
    def path_is_whole(path: Matrix | None, plane: g.Plane | None, path_distances: Matrix | None) -> Any:
        if path is None or plane is None or path_distances is None:
            return None
        offsets = path - plane.origin
        size = float((offsets**2).sum()) or 1.0
        return ((offsets @ plane.basis.T) ** 2).sum() / size + (path_distances**2).sum() / size, (
            offsets**2
        ).sum() / size

    @agrees("rescaling changes no prediction", tolerance=1e-8)
    def rescaled_says_the_same(
        landscape: g.Landscape | None, path: Matrix | None, rescaling: float, rescaled_layer: int, rescaling_reason: str
    ) -> tuple[Any, Any] | None:
        if landscape is None or landscape.network is None or path is None or rescaling_reason or rescaling == 1.0:
            return None
        back = g.rescaled(landscape.network, path[-1], 1.0 / rescaling, layer=rescaled_layer)
        return landscape.at(back), landscape.at(path[-1])

    # --- what is asked ----------------------------------------------------------------

    @asks(
        "Is the point in the middle a minimum in every direction, or does some direction lead down?",
        label="minimum or saddle",
        kind="choice",
        choices=("no direction leads down", "some direction leads down"),
        unit="wrong",
        masks=("n_negative", "full_eigenvalues", "hessian_trace", "verdict", "curvature", "notices"),
        hints=(
            "The slice shows two directions; there are as many as parameters.",
            "Turn the first direction towards the lowest curvature and look again.",
        ),
    )
    def convex_or_saddle(guess: str, spectrum: g.Spectrum | None, curvature_reason: str) -> tuple[str, float]:
        if spectrum is None:
            raise ValueError(f"the full Hessian is not known: {curvature_reason or 'not yet'}")
        truth = "some direction leads down" if spectrum.n_negative > 0 else "no direction leads down"
        return truth, float(guess != truth)

    @asks(
        "Turn the first direction until the loss along it bends down as much as it can.",
        label="which direction hides the descent",
        kind="handle",
        handle="direction_angle",
        unit="degrees",
        masks=("slice_eigenvalues", "full_eigenvalues", "n_negative", "verdict", "curvature", "notices"),
        hints=("Watch the curve along the first direction while you turn.", "It is lowest where it is most downhill."),
        tolerance=3.0,
    )
    def hidden_descent(
        guess: Any, chosen: Any, turns: dict[str, Matrix], turn_towards: str, hessian: Any
    ) -> tuple[float, float]:
        if isinstance(guess, bool) or not isinstance(guess, (int, float)):
            raise ValueError(f"guess must be an angle in radians, got {guess!r}")
        if chosen is None or turn_towards not in turns or hessian is None:
            raise ValueError("there is nothing to turn towards here, or the curvature is not known")
        truth = g.lowest_turn(hessian, chosen.directions[0], turns[turn_towards])
        error = abs((np.degrees(guess - truth) + 90.0) % 180.0 - 90.0)
        return truth, float(error)

    @asks(
        "Does the loss on the line rise by more than a tenth above the higher of its two ends?",
        label="barrier or not",
        kind="choice",
        choices=("there is a wall", "there is none"),
        unit="wrong",
        masks=("barrier", "line", "notices"),
        hints=("Two solutions may lie in one valley, and the valley may be bent.",),
    )
    def barrier_or_not(guess: str, line_positions: Matrix | None, line_losses: Matrix | None) -> tuple[str, float]:
        if line_positions is None or line_losses is None:
            raise ValueError("the loss on the line is not known: choose the line mode")
        truth = "there is a wall" if g.has_wall(line_positions, line_losses) else "there is none"
        return truth, float(guess != truth)

    # --- what leaves with the reader --------------------------------------------------

    @property
    def recipe(self) -> str:  # type: ignore[override]
        """Plain NumPy that gives the losses, for a network that is trained here; else the loss is the reader's."""
        if self.source == "grid":
            return GRID
        if self.source != "data":
            return f"loss = {self._loss_source()}\n" + SLICE
        return NETWORK.replace("CRITERION", repr(self.network_criterion)) + SLICE

    def _loss_source(self) -> str:
        name = getattr(self.loss, "__name__", "loss")
        if self.source == "loss":
            vector = getattr(self.landscape.loss, "function", None) is None
            return name if vector else f"lambda point: {name}(point[0], point[1])"
        if self.source == "function":
            return f"mw.maths.geometry.function_landscape({self.function!r}).at"
        return f"mw.{type(self).__name__}(model, loss, data, targets).landscape.at"

"""What `LossLandscape` computes and says beyond the contract of every widget."""

import asyncio
import copy
import json
import multiprocessing
import os
import signal
import subprocess
import sys
import threading
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor

import numpy as np
import pytest

from mathml_widgets.maths import geometry as g
from mathml_widgets.maths import optimization as opt
from mathml_widgets.widgets._loss_landscape.training import OPTIMIZERS
from mathml_widgets.widgets.loss_landscape import LossLandscape

DATA = np.random.default_rng(0).standard_normal((30, 2))
CLASSES = (DATA[:, 0] * DATA[:, 1] > 0).astype(int)
QUADRATIC = np.array([2.0, -1.0, 0.5, 3.0])
START = np.array([0.5, 0.2, -0.3, 0.1])


def bowl(p):
    return float((np.asarray(p) ** 2).sum())


def saddle(p):
    return 0.5 * float((QUADRATIC * np.asarray(p) ** 2).sum())


def row(widget, name):
    return next(one for one in widget.readouts if one["name"] == name)


def by_hand(widget, serial=1, **values):
    widget._handle_custom_msg(
        {"kind": "set", "client": "c", "serial": serial, "epoch": widget.answered.get("epoch", 0), "gesture": "g",
         "values": values}, [],
    )  # fmt: skip


def small(*inputs, **given):
    return LossLandscape(*inputs, **{"resolution": 9, **given})


# --- every input --------------------------------------------------------------------


def test_the_network_is_trained_by_the_descent_of_the_house():
    w = small(DATA, CLASSES, layer_sizes=[2, 4, 1], n_steps=40, optimizer="Adam", learning_rate=0.05, seed=3)
    network = g.MLP((2, 4, 1), loss="binary_cross_entropy")
    loss = g.NetworkLoss(network, DATA, CLASSES)
    start = g.initial_parameters(network, generator=np.random.default_rng(3))
    path = g.train(loss, start, opt.Adam(0.05), 40)
    np.testing.assert_array_equal(w.path, path.points)
    np.testing.assert_allclose(w.path_losses, path.values, rtol=1e-12)
    np.testing.assert_array_equal(w.center, path.points[-1])
    assert (w.training_ending, w.direction_kind, w.n_parameters) == ("budget", "path", network.n_parameters)
    middle = g.plane(w.origin, w.plane_directions).points(w.middle)
    assert w.losses[4, 4] == pytest.approx(loss(middle), rel=1e-12)


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_any_optimizer_trains(optimizer):
    w = small("x^2 + 3y^2", parameters=[1.0, 1.0], optimizer=optimizer, learning_rate=0.1, n_steps=30)
    assert w.path_losses[-1] < w.path_losses[0]
    assert w.rate_used == ("learning_rate" in OPTIMIZERS[optimizer].__dataclass_fields__)


@pytest.mark.parametrize(
    "inputs",
    [
        ("himmelblau",),
        ("(x² + y − 11)² + (x + y² − 7)²",),
        (lambda x, y: (x * x + y - 11) ** 2 + (x + y * y - 7) ** 2,),
    ],
    ids=["name", "formula", "callable"],
)
def test_a_function_of_two_numbers_is_drawn_in_its_own_coordinates(inputs):
    w = small(*inputs, radius=4.0, probe=[3.0, 2.0])
    x, y = np.meshgrid(w.x, w.y)
    np.testing.assert_allclose(w.losses, (x**2 + y - 11) ** 2 + (x + y**2 - 7) ** 2, rtol=1e-11)
    assert (w.probe_loss, w.direction_names) == (pytest.approx(0.0, abs=1e-12), ["x", "y"])
    assert w.verdict.startswith("Two parameters: the picture hides nothing.")


def test_a_loss_of_a_vector_shows_its_slice_and_its_full_hessian():
    w = small(saddle, START)
    surface = g.plane(w.origin, w.plane_directions)
    expected = [[saddle(surface.points([x, y])) for x in w.x] for y in w.y]
    np.testing.assert_allclose(w.losses, expected, rtol=1e-12)
    np.testing.assert_allclose(w.full_eigenvalues, np.sort(QUADRATIC), atol=1e-5)
    assert w.n_negative == 1.0 and "1 negative direction of 4" in w.verdict
    assert w.hessian_trace == pytest.approx(QUADRATIC.sum(), abs=1e-5)


def test_a_gradient_and_groups_make_it_exact_and_scaled():
    w = small(saddle, START, gradient=lambda p: QUADRATIC * p, groups=[[1, 3], [1]])
    np.testing.assert_allclose(w.full_eigenvalues, np.sort(QUADRATIC), rtol=1e-12)
    assert w.gradient_norm == pytest.approx(np.linalg.norm(QUADRATIC * START), rel=1e-12)
    assert w.direction_kind == "filter" and (w.plane_directions[:, 3:] == 0).all()


def test_many_vectors_at_once_give_the_same_surface():
    one = small(lambda p: (QUADRATIC * p**2).sum(axis=-1), START)
    many = small(lambda p: (QUADRATIC * p**2).sum(axis=-1), START, batched=True)
    np.testing.assert_allclose(many.losses, one.losses, rtol=1e-12)
    assert many.crosshair_x is not None and one.crosshair_x is None


def test_checkpoints_are_the_path_and_lie_in_the_picture():
    points = np.random.default_rng(0).standard_normal((3, 4))
    w = small(saddle, START, checkpoints=points, checkpoint_names=["first"])
    assert (w.direction_kind, w.path_names) == ("checkpoints", ["first", "checkpoint 2", "checkpoint 3"])
    assert w.path_distances.max() < 1e-12
    np.testing.assert_allclose(w.path_losses, [saddle(point) for point in points], rtol=1e-13)
    inside = np.abs(w.path_coordinates - w.middle) <= w.extent
    assert inside.all() and w.captured_variance == pytest.approx(1.0)


def test_a_ready_grid_is_drawn_as_it_is():
    grid = np.random.default_rng(0).random((4, 6))
    grid[0, 0] = np.nan
    w = LossLandscape(grid=grid, grid_x=np.arange(6.0), grid_y=[0.0, 1.0, 3.0, 7.0])
    np.testing.assert_array_equal(w.losses, grid)
    assert (w.source, w.middle.tolist(), w.extent.tolist()) == ("grid", [2.5, 3.5], [2.5, 3.5])
    assert w.grid_minimum[2] == np.nanmin(grid)
    assert "what lies off it, nobody can tell" in w.verdict
    assert any("not finite at 1 of 24" in one["text"] for one in w.notices)


def test_the_input_written_last_wins_and_takes_along_what_belonged_to_another():
    w = small(DATA, CLASSES, n_steps=5)
    w.function = "himmelblau"
    assert (w.source, w.data, w.targets, w.n_steps, w.n_parameters) == ("function", None, None, 0, 2)
    w.set(loss=saddle, parameters=START)
    assert (w.source, w.function, w.n_parameters) == ("loss", None, 4)
    w.set(data=DATA, targets=CLASSES)
    assert (w.source, w.parameters, w.n_steps) == ("data", None, 300)
    w.undo()
    assert (w.source, w.n_parameters) == ("loss", 4)
    np.testing.assert_array_equal(w.parameters, START)


def test_importing_and_using_it_loads_neither_torch_nor_scikit_learn():
    code = (
        "import sys; from mathml_widgets.widgets.loss_landscape import LossLandscape;"
        "LossLandscape(n_steps=2, resolution=3);"
        "bad = {'torch', 'sklearn', 'scipy', 'pandas', 'bqplot', 'distributed'} & set(sys.modules); assert not bad, bad"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


# --- the reader's models ------------------------------------------------------------


def torch_net():
    torch = pytest.importorskip("torch", reason="PyTorch is what is adapted and is not installed")
    torch.manual_seed(0)
    return torch, torch.nn.Sequential(torch.nn.Linear(2, 5), torch.nn.Tanh(), torch.nn.Linear(5, 2))


def bits(net):
    return [tensor.detach().numpy().tobytes() for tensor in net.state_dict().values()]


def test_a_pytorch_module_is_drawn_and_stays_as_it_is():
    torch, net = torch_net()
    before = bits(net)
    w = small(net, torch.nn.CrossEntropyLoss(), DATA, CLASSES)
    outputs = net(torch.tensor(DATA).float())
    loss = torch.nn.functional.cross_entropy(outputs, torch.tensor(CLASSES)).item()
    assert w.losses[4, 4] == pytest.approx(loss, rel=1e-6)
    assert w.probe_accuracy == (outputs.argmax(1).numpy() == CLASSES).mean()
    assert w.probe_prediction.shape == (51, 51, 2) and w.curvature_method == "dense"
    assert bits(net) == before and all(p.grad is None and p.requires_grad for p in net.parameters())


def test_a_pytorch_module_stays_as_it_is_after_an_error_and_a_stop():
    torch, net = torch_net()
    before, calls = bits(net), []

    def failing(module):
        calls.append(1)
        if len(calls) > 9:
            raise RuntimeError("out of luck")
        return (module(torch.ones(3, 2)) ** 2).mean()

    with pytest.raises(RuntimeError, match="out of luck"):
        small(net, failing)
    assert bits(net) == before

    async def act():
        w = LossLandscape(net, lambda module: (module(torch.ones(3, 2)) ** 2).mean())
        await asyncio.sleep(0)
        w.stop()
        assert not w.busy and w.progress["stopped"]

    asyncio.run(act())
    assert bits(net) == before


def test_a_module_trained_in_a_cell_is_looked_at_again_when_asked():
    torch, net = torch_net()
    w = small(net, torch.nn.CrossEntropyLoss(), DATA, CLASSES)
    before = w.losses
    with torch.no_grad():
        net[0].weight.add_(1.0)
    w.probe = [0.1, 0.1]
    np.testing.assert_array_equal(w.losses, before)
    w.look_again()
    assert not np.array_equal(w.losses, before)
    np.testing.assert_array_equal(w.center, g.flat_parameters(net))


def test_the_training_of_a_module_is_a_path_of_flat_parameters():
    torch, net = torch_net()
    path, optimizer = [g.flat_parameters(net)], torch.optim.SGD(net.parameters(), lr=0.5)
    for _ in range(8):
        optimizer.zero_grad()
        torch.nn.functional.cross_entropy(net(torch.tensor(DATA).float()), torch.tensor(CLASSES)).backward()
        optimizer.step()
        path.append(g.flat_parameters(net))
    w = small(net, torch.nn.CrossEntropyLoss(), DATA, CLASSES, checkpoints=path, directions="path")
    assert w.direction_kind == "path" and np.isfinite(w.path_losses).all()
    np.testing.assert_array_equal(w.center, path[-1])


def test_a_network_of_scikit_learn_is_drawn():
    network = pytest.importorskip("sklearn.neural_network", reason="scikit-learn is what is adapted")
    fitted = network.MLPClassifier((6,), max_iter=300, tol=1e-2, random_state=0).fit(DATA, CLASSES)
    w = small(fitted, DATA, CLASSES)
    assert (w.source, w.direction_kind, w.probe_accuracy) == ("model", "filter", fitted.score(DATA, CLASSES))


def test_names_of_classes_are_classes():
    names = np.array(["yes", "no"])[CLASSES]
    w = small(DATA, names, n_steps=5)
    np.testing.assert_array_equal(w.targets, 1 - CLASSES)
    assert w.network_criterion == "binary_cross_entropy"
    network = pytest.importorskip("sklearn.neural_network", reason="scikit-learn is what is adapted")
    fitted = network.MLPClassifier((6,), max_iter=300, tol=1e-2, random_state=0).fit(DATA, names)
    for w in (small(fitted, DATA, names), small(targets=names, data=DATA, model=fitted)):
        assert w.probe_accuracy == fitted.score(DATA, names)
    some = CLASSES == 0  # of one class alone: its number is still the one that the model knows it by
    assert (small(fitted, DATA[some], names[some]).targets == 1).all()
    with pytest.raises(ValueError, match=r"targets must be classes of the model, \['no', 'yes'\], got 'perhaps'"):
        small(fitted, DATA, ["perhaps"] * len(DATA))


def test_labels_that_may_come_together_are_no_classes():
    network = pytest.importorskip("sklearn.neural_network", reason="scikit-learn is what is adapted")
    both = np.stack([CLASSES, DATA[:, 0] > 0], axis=1).astype(int)
    fitted = network.MLPClassifier((6,), max_iter=300, tol=1e-2, random_state=0).fit(DATA, both)
    w = LossLandscape(model=fitted, data=DATA, targets=both, resolution=3)
    assert (w.prediction_kind, w.probe_accuracy) == ("values", None)


def test_checkpoints_of_a_module_may_be_its_states_or_copies():
    torch, net = torch_net()
    criterion, before = torch.nn.CrossEntropyLoss(), copy.deepcopy(net)
    with torch.no_grad():
        net[0].weight.add_(1.0)
    expected = [g.flat_parameters(before), g.flat_parameters(net)]
    states = [before.state_dict(), net.state_dict()]
    for given in (expected, states, [before, net]):
        np.testing.assert_array_equal(small(net, criterion, DATA, CLASSES, checkpoints=given).checkpoints, expected)
    named = small(checkpoints=states, data=DATA, targets=CLASSES, loss=criterion, model=net)
    np.testing.assert_array_equal(named.checkpoints, expected)
    with pytest.raises(ValueError, match="checkpoints must be rows of parameters unless there is a module"):
        small(saddle, START, checkpoints=states)


def test_data_may_be_tensors_with_a_history():
    torch, net = torch_net()
    inputs = torch.tensor(DATA, requires_grad=True)
    w = small(net, torch.nn.CrossEntropyLoss(), inputs, torch.tensor(CLASSES))
    np.testing.assert_array_equal(w.data, DATA)
    assert inputs.grad is None


def test_a_loss_that_puts_the_module_back_into_training_is_random_and_said_to_be():
    torch, net = torch_net()
    net.append(torch.nn.Dropout(0.5))
    before = bits(net)
    w = small(net, lambda module: (module.train()(torch.ones(9, 2)) ** 2).mean())
    assert "contradict each other" in w.curvature_reason and w.slice_eigenvalues is None
    assert w.verdict.startswith("The curvature here is not known: its second derivatives")
    assert bits(net) == before


def test_another_model_is_refused_with_a_way_out():
    with pytest.raises(ValueError, match="for any other model hand over a loss of its parameters"):
        LossLandscape(model=object())
    pipeline = pytest.importorskip("sklearn.pipeline", reason="scikit-learn is what is adapted")
    with pytest.raises(TypeError, match="got Pipeline; of a pipeline hand over the last step"):
        LossLandscape(pipeline.make_pipeline("passthrough"), DATA, CLASSES)


# --- directions ---------------------------------------------------------------------


def test_hessian_directions_show_the_extreme_curvatures_themselves():
    w = small(saddle, START, gradient=lambda p: QUADRATIC * p, directions="hessian")
    np.testing.assert_allclose(w.slice_eigenvalues, [-1.0, 3.0], atol=1e-9)
    assert w.verdict == "Looks like a saddle here; the full Hessian has 1 negative direction of 4."


def test_a_random_slice_of_a_saddle_looks_convex_until_it_is_turned():
    w = small(preset="saddle, 20 of 100 down")
    assert w.verdict == "Looks convex here; the full Hessian has 20 negative directions of 100."
    w.set(turn_towards="lowest", direction_angle=w.full_turn)
    assert w.slice_eigenvalues[0] == pytest.approx(-1.0, abs=1e-9)
    assert w.verdict.startswith("Looks like a saddle here")


def test_above_three_hundred_parameters_the_hessian_is_estimated_by_lanczos():
    curvatures = np.linspace(-1.0, 2.0, 400)
    w = small(
        lambda p: 0.5 * float(curvatures @ p**2), np.zeros(400), lambda p: curvatures * p, directions="hessian",
        resolution=3,
    )  # fmt: skip
    assert (w.curvature_method, w.direction_kind) == ("Lanczos", "hessian")
    np.testing.assert_allclose(w.full_eigenvalues, [-1.0, 2.0], atol=1e-5)
    assert abs(w.n_negative - 133) < 4 * w.n_negative_error + 10
    assert row(w, "n_negative")["simulated"][1] == w.n_negative_error
    assert "about" in w.verdict


def test_a_seed_draws_the_same_directions_and_another_one_others():
    first, again, other = (small(saddle, START, seed=seed).plane_directions for seed in (1, 1, 2))
    np.testing.assert_array_equal(first, again)
    assert not np.array_equal(first, other)


def test_asked_for_what_does_not_exist_another_kind_stands_in_and_says_why():
    w = small(saddle, START, directions="path")
    assert (w.direction_kind, w.direction_reason) == (
        "random",
        "there is no path of at least 3 points that leaves a line",
    )
    assert any("stand in for those asked for" in one["text"] for one in w.notices)


def test_the_slice_goes_through_the_point_of_the_path_that_is_asked_for():
    w = small(DATA, CLASSES, n_steps=12, centered_on="step", step=4)
    np.testing.assert_array_equal(w.center, w.path[4])
    w.centered_on = "start"
    np.testing.assert_array_equal(w.center, w.path[0])


def test_a_step_of_a_thinned_path_is_the_step_of_that_number():
    w = small("x^2 + y^2", parameters=[1.0, 2.0], optimizer="GradientDescent", learning_rate=1e-4, n_steps=4_000,
              centered_on="step", step=3_000)  # fmt: skip
    assert len(w.path) == 2_001
    np.testing.assert_allclose(w.center, (1 - 2e-4) ** 3_000 * np.array([1.0, 2.0]), rtol=1e-12)


# --- honesty ------------------------------------------------------------------------


def test_what_the_plane_shows_of_the_path_is_told_beside_a_random_walk():
    w = small(DATA, CLASSES, n_steps=30)
    view = g.path_in_plane(w.path, g.plane(w.origin, w.plane_directions))
    assert w.captured_variance == view.captured_variance
    np.testing.assert_array_equal(w.path_distances, view.distances)
    w.step = 7
    assert w.captured_step == view.captured_steps[6]
    low, usual, high = w.random_walk_captured
    assert low < usual < high < 1.0
    assert ((w.path_fade > 0) & (w.path_fade <= 1)).all() and w.path_fade[
        w.path_distances.argmax()
    ] == w.path_fade.min()


def test_rescaling_leaves_the_function_and_the_filtered_slice_and_changes_the_hessian():
    given = {"layer_sizes": [2, 4, 1], "activation": "relu", "n_steps": 20, "directions": "filter", "biases": "zero"}
    plain, scaled = small(DATA, CLASSES, **given), small(DATA, CLASSES, **given, rescaling=5.0)
    np.testing.assert_allclose(scaled.losses, plain.losses, rtol=1e-9)
    np.testing.assert_allclose(scaled.path_losses, plain.path_losses, rtol=1e-9)
    assert scaled.hessian_trace > 3 * plain.hessian_trace
    assert all(one.holds for one in scaled.check())
    assert any("the same function" in one["text"] for one in scaled.notices)


@pytest.mark.parametrize(("c", "trace"), [(1.0, 4.0), (2.0, 8.5), (10.0, 200.02)])
def test_two_weights_are_sharp_or_flat_as_one_likes(c, trace):
    w = small(preset="two weights", rescaling=c)
    assert w.hessian_trace == pytest.approx(trace, rel=1e-12)
    assert w.landscape.at(w.center) == pytest.approx(0.0, abs=1e-12)


def test_what_cannot_be_rescaled_says_why():
    w = small(DATA, CLASSES, n_steps=2, rescaling=2.0)
    assert "must let factors through" in w.rescaling_reason
    assert any("Not rescaled" in one["text"] for one in w.notices)


# --- lines and pictures -------------------------------------------------------------


def test_two_seeds_are_joined_by_a_line_with_a_wall_that_alignment_lowers():
    w = small(preset="two seeds", n_steps=200)
    line = g.loss_line(w.landscape.loss, w.path[0], w.path[1], fractions=w.line_positions)
    np.testing.assert_allclose(w.line_losses, line.losses, rtol=1e-12)
    assert (w.barrier, w.barrier_at) == (pytest.approx(line.barrier), line.barrier_at)
    assert w.line_names == ["seed 0", "seed 1"]
    wall = w.barrier
    w.aligned = True
    assert w.barrier < wall and w.line_accuracies[0] == w.landscape.accuracy(
        w.path[0] + w.line_positions[0] * (g.aligned_units(w.landscape.network, w.path[1], w.path[0]) - w.path[0])
    )


def test_an_opaque_loss_walks_a_line_only_where_it_is_looked_at():
    calls = []

    def counted(p):
        calls.append(1)
        return bowl(p)

    w = small(counted, START, gradient=lambda p: 2 * p)
    before = len(calls)
    assert w.line_losses is None
    w.mode = "line"
    assert len(calls) - before == len(w.line_losses)
    assert w.line_names == ["left edge", "right edge"]


def test_the_probe_and_the_present_step_have_their_pictures():
    w = small(DATA, CLASSES, n_steps=10, probe=[0.5, -0.5], step=3)
    network = w.landscape.network
    at = g.plane(w.origin, w.plane_directions).points(w.probe)
    grid = np.stack(np.meshgrid(*(np.linspace(*axis, 51) for axis in w.prediction_axes)), -1).reshape(-1, 2)
    for shown, theta in ((w.probe_prediction, at), (w.step_prediction, w.path[3])):
        expected = 1 / (1 + np.exp(-network.outputs(theta, grid)))
        np.testing.assert_allclose(shown.reshape(-1, 1), expected, rtol=1e-5)
    assert (w.prediction_kind, w.sample_points.shape) == ("classes", (30, 2))


def test_a_point_of_the_path_under_the_pointer_shows_its_model_and_leaves_no_trace():
    w = small(DATA, CLASSES, n_steps=10)
    last, center = w.step_prediction, w.center
    by_hand(w, pointed=3)
    grid = np.stack(np.meshgrid(*(np.linspace(*axis, 51) for axis in w.prediction_axes)), -1).reshape(-1, 2)
    expected = 1 / (1 + np.exp(-w.landscape.network.outputs(w.path[3], grid)))
    np.testing.assert_allclose(w.step_prediction.reshape(-1, 1), expected, rtol=1e-5)
    assert (w.step, w.can_undo) == (-1, False) and w.center is center
    by_hand(w, serial=2, pointed=-1)
    np.testing.assert_array_equal(w.step_prediction, last)


def test_a_fit_of_one_input_is_a_curve():
    x = np.linspace(-1, 1, 20)
    w = small(x[:, None], np.sin(3 * x), layer_sizes=[1, 6, 1], n_steps=20)
    assert (w.prediction_kind, w.probe_prediction.shape, w.probe_accuracy) == ("values", (101, 1), None)
    np.testing.assert_allclose(w.prediction_range, [np.sin(3 * x).min(), np.sin(3 * x).max()])


def test_levels_are_at_equal_factors_on_a_logarithmic_scale_and_below_the_clamp():
    w = small("exp(x^2 + y^2)", radius=3.0, log_scale=True, resolution=33)
    assert (np.diff(np.log10(w.levels)) > 0.4).all()
    w.clamp = 1e3
    assert w.levels.max() < 1e3 and w.value_range[1] == 1e3
    w.set(log_scale=False, clamp=None)
    assert w.suggested_clamp is not None and any("clamp at" in one["text"] for one in w.notices)


# --- long work ----------------------------------------------------------------------


def test_the_picture_comes_coarse_to_fine_with_its_progress():
    async def act():
        w = LossLandscape(patient, START, gradient=lambda p: 2 * p, resolution=17)
        seen = [w.losses.shape]
        w.observe(lambda change: seen.append(change.new.shape), "losses")
        assert w.busy and w.losses.shape[0] < 17
        await w.done()
        assert not w.busy
        return w, seen

    w, seen = asyncio.run(act())
    assert seen[-1] == (17, 17) and [shape[0] for shape in seen] == sorted({shape[0] for shape in seen})
    np.testing.assert_array_equal(w.losses, LossLandscape(bowl, START, gradient=lambda p: 2 * p, resolution=17).losses)


def patient(p):
    threading.Event().wait(0.002)
    return bowl(p)


def test_only_one_evaluation_lies_between_two_looks_at_the_event_loop():
    calls, most = [], []

    def counted(p):
        calls.append(1)
        threading.Event().wait(0.04)  # longer than the pace, so that each is worth a pause
        return bowl(p)

    async def act():
        w = LossLandscape(counted, START[:3], resolution=3)
        calls.clear()
        while w.busy:
            before = len(calls)
            await asyncio.sleep(0)
            most.append(len(calls) - before)

    asyncio.run(act())
    assert max(most) == 1


def test_stop_ends_all_evaluations_and_keeps_what_is_there():
    calls = []

    def counted(p):
        calls.append(1)
        return bowl(p)

    async def act():
        w = LossLandscape(counted, START, resolution=513)
        for _ in range(5):
            await asyncio.sleep(0)
        w.stop()
        assert not w.busy and w.progress["stopped"] is True
        kept, before = w.losses, len(calls)
        for _ in range(50):
            await asyncio.sleep(0)
        assert len(calls) == before
        assert w.losses is kept and kept.shape[0] < 513
        w.resolution = 5
        await w.done()
        assert w.losses.shape == (5, 5)

    asyncio.run(act())


def test_an_interrupt_ends_a_loss_that_never_returns_and_the_widget_works_on():
    stuck = []

    def endless(p):
        if stuck:
            signal.raise_signal(signal.SIGINT)
            while True:
                pass
        return bowl(p)

    w = small(endless, START, gradient=lambda p: 2 * p)
    before = w.losses
    stuck.append(True)
    with pytest.raises(KeyboardInterrupt):
        w.seed = 5
    stuck.clear()
    assert w.busy is False
    np.testing.assert_array_equal(w.losses, before)
    w.seed = 6
    assert not np.array_equal(w.losses, before) and w.busy is False


# --- executors ----------------------------------------------------------------------


def test_processes_give_the_surface_that_the_kernel_gives_alone():
    with ProcessPoolExecutor(2, mp_context=multiprocessing.get_context("spawn")) as pool:
        w = small(bowl, START, executor=pool)
        np.testing.assert_array_equal(w.losses, small(bowl, START).losses)
        w.seed = 4
        np.testing.assert_array_equal(w.losses, small(bowl, START, seed=4).losses)
        network = small(DATA, CLASSES, n_steps=5, executor=pool)
        np.testing.assert_allclose(network.losses, small(DATA, CLASSES, n_steps=5).losses, rtol=1e-12)


def test_a_loss_that_cannot_be_pickled_says_what_to_do():
    secret = threading.Lock()
    with (
        ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool,
        pytest.raises(ValueError, match="loss must be picklable to be evaluated by processes: define it at the top"),
    ):
        small(lambda p: bowl(p) if secret else 0.0, START, executor=pool)


def test_threads_take_any_loss():
    with ThreadPoolExecutor(2) as pool:
        np.testing.assert_array_equal(small(lambda p: bowl(p), START, executor=pool).losses, small(bowl, START).losses)


@pytest.mark.filterwarnings("default")
def test_a_dask_cluster_loses_a_worker_half_way_and_the_surface_is_whole_and_right():
    distributed = pytest.importorskip("distributed", reason="Dask is what is handed in and is not installed")
    with (
        distributed.LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None) as cluster,
        distributed.Client(cluster) as client,
    ):
        first, second = client.run(os.getpid).values()
        killed = []

        def kill(change):
            if not killed and change.new.shape[0] >= 5:
                killed.append(change.new.shape)
                os.kill(first, signal.SIGKILL)

        async def act():
            w = LossLandscape(patient, START, gradient=lambda p: 2 * p, executor=client.get_executor(), resolution=33)
            w.observe(kill, "losses")
            await w.done()
            return w

        w = asyncio.run(act())
        assert killed and killed[0][0] < 33
        assert second in client.run(os.getpid).values() and first not in client.run(os.getpid).values()
    alone = LossLandscape(bowl, START, gradient=lambda p: 2 * p, resolution=33)
    np.testing.assert_array_equal(w.losses, alone.losses)


# --- bad input ----------------------------------------------------------------------


def test_a_loss_that_raises_raises_in_the_constructor():
    with pytest.raises(ZeroDivisionError):
        small(lambda p: 1 / 0, START)


def test_a_loss_that_raises_later_shows_its_error_and_the_last_picture_stays():
    broken = []

    def moody(p):
        if broken:
            raise ZeroDivisionError("not today")
        return bowl(p)

    w = small(moody, START, gradient=lambda p: 2 * p)
    before = w.losses
    broken.append(True)
    by_hand(w, seed=7)
    assert w.error["message"] == "ZeroDivisionError: not today"
    np.testing.assert_array_equal(w.losses, before)
    broken.clear()
    by_hand(w, 2, seed=8)
    assert w.error is None and not np.array_equal(w.losses, before)


def test_a_loss_that_is_infinite_nearby_has_no_curvature_and_says_so():
    w = small(lambda p: np.inf if p[0] > START[0] else bowl(p), START)
    assert (w.curvature_reason, w.slice_eigenvalues) == ("the loss is not finite nearby", None)
    assert w.verdict == "The curvature here is not known: the loss is not finite nearby."


def test_holes_in_the_plane_are_kept_and_told():
    w = small(lambda p: np.nan if p[0] > 0.6 else np.inf if p[0] < 0.2 else bowl(p), START, probe=[5.0, 0.0])
    assert np.isnan(w.losses).any() and np.isinf(w.losses).any() and np.isfinite(w.value_range).all()
    holes = (~np.isfinite(w.losses)).sum()
    assert any(f"not finite at {holes} of 81 points" in one["text"] for one in w.notices)
    json.dumps(w.readouts, allow_nan=False)


def test_a_loss_with_no_finite_value_at_all_is_still_drawn():
    w = small(lambda p: np.nan, START)
    assert (w.probe_loss, w.grid_minimum, w.barrier) == (None, None, None)
    assert row(w, "probe_loss")["reason"] == "not finite there"
    assert w.describe()


@pytest.mark.parametrize(
    "answer", [np.ones(2), "text", 1 + 2j, None, [[1.0, 2.0]]], ids=["vector", "text", "complex", "none", "matrix"]
)
def test_anything_but_one_real_number_is_refused(answer):
    with pytest.raises(ValueError, match="loss must return one real number, got"):
        small(lambda p: answer, START)


def test_a_loss_that_prints_and_writes_into_its_argument_changes_nothing(capsys):
    def noisy(p):
        value = bowl(p)
        print("hello")
        p[:] = np.nan
        return value

    start = START.copy()
    w = small(noisy, start, gradient=lambda p: 2 * p)
    np.testing.assert_array_equal(w.losses, small(bowl, START, gradient=lambda p: 2 * p).losses)
    np.testing.assert_array_equal(start, START)
    assert "hello" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("given", "rule"),
    [
        ({"groups": [[3, 2]]}, "groups must hold 4 parameters, got 6"),
        ({"gradient": lambda p: p[:3]}, "gradient must return shape"),
        ({"gradient": lambda p: 9 * p}, "gradient must be that of the loss"),
        ({"checkpoints": np.ones((3, 5))}, "checkpoints must have 4 columns"),
        ({"checkpoints": [[1.0, 2.0], [1.0]]}, "checkpoints must have rows of equal length"),
        ({"own_directions": np.ones((2, 4))}, "directions must not be parallel"),
        ({"own_directions": np.zeros((2, 4))}, "directions must not be zero"),
        ({"own_directions": np.ones((2, 3))}, r"own_directions must have shape \(2, 4\)"),
        ({"radius": -1.0}, "radius must be positive"),
        ({"radius": [1.0, 2.0, 3.0]}, "radius must be positive, one number or two"),
        ({"resolution": 1}, "resolution must be between 3 and 513, got 1"),
        ({"through": [0, 4]}, "through must hold indices of the 1 points"),
        ({"learning_rate": 0.0}, "learning_rate must be between"),
        ({"executor": "pool"}, "executor must be"),
        ({"batch_size": 4, "n_steps": 3}, "batch_size must be 0 for a loss that is no network"),
    ],
)
def test_what_does_not_fit_is_refused_by_name(given, rule):
    with pytest.raises(ValueError, match=rule):
        small(saddle, START, **given)


@pytest.mark.parametrize(
    ("inputs", "given", "rule"),
    [
        ((DATA, CLASSES), {"parameters": np.ones(7)}, "parameters must have 105 entries"),
        ((DATA, CLASSES[:9]), {}, "data and targets must have as many rows"),
        ((DATA, CLASSES), {"layer_sizes": [3, 1]}, "layer_sizes must begin with 2 inputs"),
        (("himmelbla",), {}, "function must use no name but x, y"),
        ((bowl,), {}, "parameters must be given with a loss of one vector"),
        ((), {"source": "loss"}, "loss must be given for the source 'loss'"),
        ((), {"source": "grid"}, "grid must be given for the source 'grid'"),
        ((), {"grid": np.ones((2, 2)), "grid_x": [1.0, 0.0]}, "grid_x must be 2 rising numbers"),
        ((bowl, [1.0]), {}, "parameters must be at least 2, as a slice has two directions, got 1"),
        (("himmelblau",), {"parameters": np.ones(3)}, "parameters must have 2 entries"),
    ],
)
def test_inputs_that_do_not_fit_each_other_are_refused_by_name(inputs, given, rule):
    with pytest.raises(ValueError, match=rule):
        small(*inputs, **given)


def test_a_hundred_million_parameters_are_refused_by_their_memory():
    with pytest.raises(ValueError, match=r"100,000,000 of them, which take 6\.4 GB for 8 vectors"):
        LossLandscape(lambda p: 0.0, np.broadcast_to(0.0, 10**8))


def test_a_million_parameters_are_drawn():
    w = LossLandscape(lambda p: float(p[:3] @ p[:3]), np.ones(1_000_000), resolution=3)
    assert w.losses.shape == (3, 3)
    assert "hand over a gradient" in w.curvature_reason
    state = w.get_state()
    assert all(len(v["data"]) < 1_000_000 for v in state.values() if isinstance(v, dict) and "data" in v)


def test_training_that_flies_off_is_a_result():
    w = small("x^4 + y^4", parameters=[5.0, 5.0], optimizer="GradientDescent", learning_rate=10.0, n_steps=100)
    assert w.training_ending == "diverged"
    assert any("flew off" in one["text"] for one in w.notices)
    assert np.isfinite(w.losses).any()


# --- what a hand touches ------------------------------------------------------------


def ran_by(widget, monkeypatch, **values):
    """Return the names of the functions that a message runs."""
    ran = []
    original = type(type(widget)._computations[0]).values

    def counting(self, result):
        ran.append(self.name)
        return original(self, result)

    monkeypatch.setattr(type(type(widget)._computations[0]), "values", counting)
    by_hand(widget, **values)
    return set(ran)


@pytest.mark.parametrize(
    ("values", "touched"),
    [
        ({"probe": [0.3, 0.4]}, {"probed", "crossed", "probe_pictured", "told"}),
        ({"log_scale": True}, {"heights"}),
        ({"step": 3}, {"centered", "stepped", "step_pictured", "told"}),
        ({"azimuth": 10.0}, set()),
        ({"pointed": 3}, {"step_pictured"}),
    ],
)
def test_a_hand_moves_only_what_it_touches(monkeypatch, values, touched):
    w = small(DATA, CLASSES, n_steps=10)
    assert ran_by(w, monkeypatch, **values) <= touched | {"in_words"}


def test_turning_a_direction_leaves_the_full_hessian_and_the_training_alone(monkeypatch):
    w = small(DATA, CLASSES, n_steps=10)
    ran = ran_by(w, monkeypatch, direction_angle=0.2)
    assert "surface" in ran and not ran & {"curvature", "train", "curved", "looked_at", "walked_at_random"}


# --- questions ----------------------------------------------------------------------


def test_convex_or_saddle_is_judged_by_the_full_hessian():
    for preset, truth in (
        ("saddle, 5 of 100 down", "some direction leads down"),
        ("deep linear", "no direction leads down"),
    ):
        w = small(preset=preset)
        w.ask("convex_or_saddle")
        attempt = w.answer("no direction leads down")
        assert attempt["truth"] == truth and attempt["right"] == (truth == "no direction leads down")


def test_the_hidden_descent_is_where_the_turned_direction_bends_down_most():
    w = small(preset="saddle, 20 of 100 down", turn_towards="random")
    w.ask("hidden_descent")
    truth = w.answer(0.3)["truth"]
    w.ask("hidden_descent")
    w.direction_angle = truth
    lowest = w.plane_directions[0] @ w.hessian(w.plane_directions[0])
    assert w.answer()["right"]
    for angle in (truth - 0.1, truth + 0.1):
        w.direction_angle = angle
        assert w.plane_directions[0] @ w.hessian(w.plane_directions[0]) > lowest


def test_a_barrier_is_judged_by_the_line():
    w = small(preset="two seeds", n_steps=100)
    w.ask("barrier_or_not")
    assert w.answer("there is a wall")["right"]
    w = small("x^2 + y^2", parameters=[1.0, 1.0], n_steps=20)
    w.ask("barrier_or_not")
    assert w.answer("there is none")["right"]
    w = small(bowl, START)
    w.ask("barrier_or_not")
    with pytest.raises(ValueError, match="choose the line mode"):
        w.answer("there is none")


# --- what leaves with the reader ----------------------------------------------------


@pytest.mark.parametrize(
    "made",
    [
        lambda: small(DATA, CLASSES, n_steps=5),
        lambda: small(DATA, CLASSES + (DATA[:, 0] > 1), activation="softplus", n_steps=5),
        lambda: small(DATA, DATA[:, 0], activation="leaky_relu", with_biases=False, n_steps=5),
        lambda: small("himmelblau"),
        lambda: small("x^2 - y", parameters=[0.5, 0.5]),
        lambda: LossLandscape(grid=[[1.0, 2.0], [3.0, 4.0]]),
    ],
    ids=["binary", "several", "squared", "named", "formula", "grid"],
)
def test_the_code_cell_computes_the_same_losses_without_the_widget(made):
    w = made()
    scope = {}
    exec(w.to_code(), scope)
    np.testing.assert_allclose(scope["losses"], w.losses, rtol=1e-9, atol=1e-12)
    np.testing.assert_allclose(scope["grid_minimum"], w.grid_minimum, rtol=1e-9, atol=1e-12)
    assert scope["w"].state == w.state


def test_the_code_cell_of_a_loss_expects_it_by_its_name():
    for loss, parameters in ((saddle, START), (booth, None)):
        w = small(loss, parameters)
        scope = {"saddle": saddle, "booth": booth}
        exec(w.to_code(), scope)
        np.testing.assert_allclose(scope["losses"], w.losses, rtol=1e-12)


def booth(x, y):
    return (x + 2 * y - 7) ** 2 + (2 * x + y - 5) ** 2


def test_the_state_brings_a_trained_network_back():
    w = small(DATA, CLASSES, n_steps=15, seed=2, direction_angle=0.3, probe=[1.0, 0.5])
    again = LossLandscape.from_state(json.loads(json.dumps(w.state)))
    np.testing.assert_array_equal(again.losses, w.losses)
    np.testing.assert_array_equal(again.path, w.path)


def test_a_loss_is_handed_over_again_with_its_state():
    w = small(saddle, START, seed=3)
    again = LossLandscape.from_state(w.state, loss=saddle, parameters=START)
    np.testing.assert_array_equal(again.losses, w.losses)


def test_targets_that_are_all_the_same_have_room_above_and_below():
    w = LossLandscape(preset="two weights")
    np.testing.assert_array_equal(w.prediction_range, [0.0, 2.0])


def test_of_many_checkpoints_only_the_ends_are_named_and_their_plane_is_the_principal_one():
    walk = np.random.default_rng(0).standard_normal((40, 5)).cumsum(axis=0)
    w = LossLandscape(lambda p: p @ p, walk[0], checkpoints=walk)
    assert [w.path_names[0], w.path_names[-1]] == ["start", "end"] and set(w.path_names[1:-1]) == {""}
    assert w.direction_names[0].startswith("PC 1")

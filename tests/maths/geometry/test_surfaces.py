import os
import threading
from concurrent.futures import Future, ProcessPoolExecutor, ThreadPoolExecutor
from itertools import pairwise
from multiprocessing import get_context

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mathml_widgets.maths.geometry import (
    MLP,
    LossSurface,
    NetworkLoss,
    loss_line,
    loss_surface,
    loss_surfaces,
    plane,
)
from mathml_widgets.maths.geometry.nested_grids import nested_strides
from mathml_widgets.maths.geometry.opaque_planes import as_loss

from .importable_losses import bowl, tagged_bowl

FLAT = plane([1.0, 2.0, 3.0], [[1.0, 0.0, 1.0], [0.0, 2.0, 1.0]])


def wave(p):
    return np.sin(p[0]) * p[1] + p[2] ** 2


def exact(function, surface, of=FLAT):
    return np.array([[function(of.points([x, y])) for x in surface.x] for y in surface.y])


@given(st.integers(2, 400), st.integers(2, 40))
def test_each_grid_holds_the_one_before_and_both_ends(resolution, coarsest):
    strides = nested_strides(resolution, coarsest)
    assert strides[-1] == 1
    for coarse, fine in pairwise(strides):
        assert coarse % fine == 0 and coarse > fine
    assert (resolution - 1) % strides[0] == 0
    assert len(strides) == 1 or (resolution - 1) // strides[0] >= coarsest - 1


def test_the_grids_of_65_are_17_and_33_and_65():
    found = [s for s in loss_surfaces(wave, FLAT, resolution=65, coarsest=17, step_seconds=0)]
    sizes = [len(s.x) for s in found]
    assert sorted(set(sizes)) == [1, 17, 33, 65] and sizes == sorted(sizes)
    for surface in found[:: len(found) // 20]:
        assert surface.losses.shape == (len(surface.y), len(surface.x))
        assert surface.losses == pytest.approx(exact(wave, surface), rel=1e-12, abs=1e-12)


@pytest.mark.parametrize("resolution", [2, 3, 8, 17, 26])
def test_no_point_is_evaluated_twice_or_left_out(resolution):
    seen = []
    surface = loss_surface(lambda p: seen.append(p.copy()) or wave(p), FLAT, resolution=resolution, radius=(2.0, 0.5))
    assert len(seen) == resolution**2 == len({tuple(p) for p in seen})
    assert surface.x[[0, -1]].tolist() == [-2.0, 2.0] and surface.y[[0, -1]].tolist() == [-0.5, 0.5]
    assert surface.done == 1.0
    assert surface.losses == pytest.approx(exact(wave, surface), rel=1e-12, abs=1e-12)


def test_the_first_picture_takes_one_evaluation_and_stopping_at_most_one_more():
    seen = []
    surfaces = loss_surfaces(lambda p: seen.append(1) or 0.0, FLAT, step_seconds=0)
    first = next(surfaces)
    assert len(seen) == 1 and first.losses.tolist() == [[0.0]] and first.x.tolist() == [0.0]
    next(surfaces)
    assert len(seen) == 2
    surfaces.close()
    assert len(seen) == 2


def test_progress_only_rises_and_ends_at_one():
    done = [s.done for s in loss_surfaces(wave, FLAT, resolution=9, step_seconds=0)]
    assert done == sorted(done) and done[0] == 1 / 81 and done[-1] == 1.0


def test_with_time_enough_there_is_one_answer():
    found = list(loss_surfaces(wave, FLAT, resolution=9, step_seconds=np.inf))
    assert len(found) == 1 and found[0].losses.shape == (9, 9)


def test_the_reader_may_keep_a_surface_that_was_yielded():
    found = list(loss_surfaces(wave, FLAT, resolution=5, step_seconds=0))
    before = [s.losses.copy() for s in found]
    found[-1].losses[:] = 0
    assert all((s.losses == b).all() for s, b in zip(found[:-1], before, strict=False))


def test_a_loss_that_writes_into_its_argument_changes_nothing():
    origin = np.array([1.0, 2.0, 3.0])
    flat = plane(origin, FLAT.directions)

    def vandal(p):
        value = wave(p)
        p[:] = np.nan
        return value

    surface = loss_surface(vandal, flat, resolution=5)
    assert surface.losses == pytest.approx(exact(wave, surface), rel=1e-12, abs=1e-12)
    assert origin.tolist() == [1.0, 2.0, 3.0]


def test_nan_and_infinity_are_told_where_they_are():
    def broken(p):
        return np.nan if p[0] < 1.0 else np.inf if p[0] > 1.0 else 7

    losses = loss_surface(broken, FLAT, resolution=3).losses
    assert np.isnan(losses[:, 0]).all() and (losses[:, 1] == 7).all() and np.isposinf(losses[:, 2]).all()


def test_what_a_loss_raises_is_let_through():
    with pytest.raises(ZeroDivisionError):
        loss_surface(lambda p: 1 / 0, FLAT)


@pytest.mark.parametrize("answer", [1j, np.zeros(2), "1", None, [[1.0], [2.0, 3.0]], {}, np.array([object()])])
def test_anything_but_a_real_number_is_refused(answer):
    with pytest.raises(ValueError, match="loss must return one real number, got"):
        loss_surface(lambda p: answer, FLAT)


@pytest.mark.parametrize("answer", [1, 1.0, True, np.float32(1), np.array(1.0), np.array([[1]]), [1.0]])
def test_a_real_number_may_come_in_any_form(answer):
    assert as_loss(answer) == 1.0 and type(as_loss(answer)) is float


def test_a_loss_that_takes_many_vectors_is_asked_for_many():
    shapes = []

    def loss(points):
        shapes.append(points.shape)
        return np.sin(points[:, 0]) * points[:, 1] + points[:, 2] ** 2

    surface = loss_surface(loss, FLAT, resolution=9, batched=True)
    assert surface.losses == pytest.approx(exact(wave, surface), rel=1e-12, abs=1e-12)
    assert len(shapes) < 81 and sum(n for n, _ in shapes) == 81
    with pytest.raises(ValueError, match="loss must return 1 real numbers, got"):
        loss_surface(lambda p: p, FLAT, batched=True)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"radius": 0.0}, "radius must be positive, one number or two, got 0.0"),
        ({"radius": [1.0, 2.0, 3.0]}, "radius must be positive, one number or two, got"),
        ({"resolution": 1}, "resolution must be an integer of at least 2, got 1"),
        ({"coarsest": 1}, "coarsest must be an integer of at least 2, got 1"),
        ({"step_seconds": -1.0}, "step_seconds must be zero or positive, got -1.0"),
    ],
)
def test_numbers_out_of_range_are_refused_before_anything_is_evaluated(arguments, message):
    with pytest.raises(ValueError, match=message):
        loss_surfaces(wave, FLAT, **arguments)


def test_a_loss_that_cannot_be_called_is_refused():
    with pytest.raises(ValueError, match="loss must be callable, got 3"):
        loss_surfaces(3, FLAT)


def test_threads_give_the_same_surface():
    alone = loss_surface(wave, FLAT, resolution=17)
    with ThreadPoolExecutor(2) as executor:
        found = loss_surface(wave, FLAT, resolution=17, executor=executor)
    assert (found.losses == alone.losses).all() and found.done == 1.0


def test_an_executor_is_waited_for_by_futures():
    gate = threading.Event()

    def loss(p):
        gate.wait()
        return bowl(p)

    with ThreadPoolExecutor(1) as executor:
        surfaces = loss_surfaces(loss, FLAT, resolution=5, step_seconds=0, executor=executor)
        first = next(surfaces)
        assert isinstance(first, Future) and not first.done()
        gate.set()
        rest = [answer for answer in surfaces if isinstance(answer, LossSurface)]
    assert rest[0].losses.shape == (1, 1) and rest[-1].losses.shape == (5, 5)
    done = [surface.done for surface in rest]
    assert done == sorted(done) and done[-1] == 1.0
    assert rest[-1].losses == pytest.approx(exact(bowl, rest[-1]))


def test_closing_cancels_what_waits_at_the_executor():
    gate, seen = threading.Event(), []

    def loss(p):
        seen.append(1)
        if len(seen) > 1:
            gate.wait()
        return 0.0

    with ThreadPoolExecutor(1) as executor:
        surfaces = loss_surfaces(loss, FLAT, resolution=65, coarsest=65, step_seconds=0, executor=executor)
        answer = next(surfaces)
        while not (isinstance(answer, Future) and seen[1:]):
            answer = next(surfaces) if not isinstance(answer, Future) or answer.done() else answer
        surfaces.close()
        gate.set()
    assert len(seen) <= 17


def test_processes_give_the_same_surface(monkeypatch):
    monkeypatch.setenv("NOT_HERE", str(os.getpid()))
    alone = loss_surface(bowl, FLAT, resolution=9)
    with ProcessPoolExecutor(2, mp_context=get_context("forkserver")) as executor:
        assert (loss_surface(tagged_bowl, FLAT, resolution=9, executor=executor).losses == alone.losses).all()
        network = MLP((2, 3, 1))
        loss = NetworkLoss(network, np.eye(2), [0.0, 1.0])
        theta, *directions = np.random.default_rng(0).normal(size=(3, network.n_parameters))
        over = plane(theta, directions)
        found = loss_surface(loss, over, resolution=9, executor=executor)
        assert found.losses == pytest.approx(loss_surface(loss, over, resolution=9).losses, rel=1e-13)
        with pytest.raises(ValueError, match="loss must be picklable to be evaluated by processes: define it at"):
            loss_surface(lambda p: 0.0, FLAT, executor=executor)
        with pytest.raises(TypeError, match="subtract"):
            loss_surface(_subtracts, FLAT, executor=executor)


def _subtracts(p):
    return "a" - p


def test_a_line_between_two_wells_has_a_barrier():
    line = loss_line(lambda p: (p[0] ** 2 - 1) ** 2 + p[1], [-1.0, 0.0], [1.0, 0.5], fractions=np.linspace(-1, 2, 301))
    t = line.fractions
    assert line.losses == pytest.approx(((2 * t - 1) ** 2 - 1) ** 2 + 0.5 * t, abs=1e-12)
    assert line.barrier == pytest.approx(1.0) and line.barrier_at == pytest.approx(0.5)


def test_a_line_within_a_bowl_has_none():
    line = loss_line(bowl, [-1.0, 3.0], [2.0, 1.0])
    assert (line.barrier, line.barrier_at) == (0.0, 0.0) and len(line.losses) == 51


def test_a_line_through_what_is_not_finite_says_so():
    assert loss_line(lambda p: np.inf if 0 < p[0] < 1 else 0.0, [-1.0], [2.0]).barrier == np.inf
    assert np.isnan(loss_line(lambda p: np.inf if p[0] > 1 else 0.0, [-1.0], [2.0]).barrier)
    assert np.isfinite(loss_line(lambda p: np.inf if p[0] > 2 else 0.0, [-1.0], [2.0], fractions=[0, 0.5, 2]).barrier)


def test_a_line_of_no_length_is_flat():
    assert loss_line(bowl, [1.0, 1.0], [1.0, 1.0]).losses.tolist() == [2.0] * 51


def test_a_network_and_a_batched_loss_are_evaluated_all_at_once():
    loss = NetworkLoss(MLP((1, 1, 1)), [[1.0]], [1.0])
    start, end = np.ones(4), -np.ones(4)
    slow = loss_line(lambda p: loss(p), start, end)
    assert loss_line(loss, start, end).losses == pytest.approx(slow.losses, rel=1e-13)
    assert loss_line(lambda p: loss(p), start, end, batched=True).losses == pytest.approx(slow.losses, rel=1e-13)
    with pytest.raises(ValueError, match=r"loss must return 51 numbers, got shape \(\)"):
        loss_line(lambda p: 1.0, start, end, batched=True)


def test_a_line_between_vectors_of_two_lengths_is_refused():
    with pytest.raises(ValueError, match="start and end must be vectors of the same length, got shapes"):
        loss_line(bowl, [1.0], [1.0, 2.0])

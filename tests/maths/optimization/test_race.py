import numpy as np
import pytest

from mathml_widgets.maths import optimization as opt

LANES = {
    "plain": opt.GradientDescent(1e-3),
    "own": lambda function, x: iter([x / 2, x / 4]),
    "Adam": opt.Adam(0.05),
    "BFGS": opt.BFGS(),
    "scheduled": opt.GradientDescent(opt.inverse_time(1e-3)),
}


@pytest.mark.parametrize("start", [[1.0, -1.0], [[1.0, -1.0], [0.0, 3.0]], np.ones((2, 3, 2))])
def test_every_lane_runs_as_if_it_were_alone(start):
    paths = opt.race(opt.himmelblau(), start, LANES, 40)
    assert list(paths) == list(LANES)
    for name, method in LANES.items():
        alone = opt.descend(opt.himmelblau(), start, method, 40)
        assert np.allclose(paths[name].points, alone.points, rtol=1e-7)
        assert np.array_equal(paths[name].ending, alone.ending)
        assert np.array_equal(paths[name].ended_at, alone.ended_at)
        assert paths[name].internals.keys() == alone.internals.keys()


def test_one_call_fetches_the_gradients_of_all_lanes_with_one_gradient_a_step():
    calls = []

    def gradient(points):
        calls.append(len(points))
        return 2 * points

    f = opt.Objective(lambda p: (p**2).sum(axis=1), gradient, batched=True)
    lanes = {str(rate): opt.GradientDescent(rate) for rate in (0.1, 0.2, 0.3)}
    opt.race(f, np.ones((7, 2)), lanes, 10, tolerance=0)
    assert calls == [21] * 11


def test_starts_that_have_ended_are_asked_no_more():
    calls = []

    def gradient(points):
        calls.append(len(points))
        return points

    f = opt.Objective(lambda p: 0.5 * (p**2).sum(axis=1), gradient, batched=True)
    opt.race(f, np.ones((2, 1)), {"arrives": opt.GradientDescent(1.0), "creeps": opt.GradientDescent(0.1)}, 5)
    assert calls == [4, 4, 2, 2, 2, 2]


def test_a_lane_that_rolls_through_a_flat_place_has_not_arrived_though_another_has():
    lanes = {"stands": opt.GradientDescent(0.5), "rolls": opt.HeavyBall(0.25, 0.5)}
    paths = opt.race(opt.sphere(1), [1.0], lanes, 10)
    assert (paths["stands"].ending, paths["stands"].ended_at) == ("converged", 1)
    assert paths["rolls"].gradients[2, 0] == 0.0
    assert paths["rolls"].ending == "budget"


def test_a_lane_that_diverges_leaves_the_others_in_the_race():
    paths = opt.race(opt.rosenbrock(), [-1.2, 1.0], {"wild": opt.GradientDescent(1.0), "tame": opt.BFGS()}, 100)
    assert paths["wild"].ending == "diverged"
    assert paths["tame"].ending == "converged"


def test_growing_races_end_when_all_lanes_have_ended():
    lanes = {"fast": opt.GradientDescent(0.5), "slow": opt.GradientDescent(0.2)}
    answers = list(opt.racing(opt.sphere(), [1.0, 1.0], lanes, 1000, every=10))
    assert len(answers) == 4  # the slow one needs 37 steps
    assert [len(paths["fast"].points) for paths in answers] == [2] * 4
    assert answers[-1]["slow"].ending == "converged"


def test_answers_that_were_yielded_do_not_change_later():
    growing = opt.racing(opt.himmelblau(), [1.0, -1.0], {"a": opt.Adam(0.1), "b": opt.BFGS()}, 20, every=5)
    first = next(growing)
    copies = {name: (path.points.copy(), path.internals) for name, path in first.items()}
    list(growing)
    for name, (points, _) in copies.items():
        assert np.array_equal(first[name].points, points)
        assert len(first[name].points) == 6


def test_noise_is_the_same_in_every_lane_and_nothing_converges_by_chance():
    noisy = opt.with_gradient_noise(opt.sphere(), 0.1, 50, generator=np.random.default_rng(0))
    paths = opt.race(noisy, [0.0, 0.0], {"a": opt.GradientDescent(0.1), "b": opt.GradientDescent(0.1)}, 50)
    assert np.array_equal(paths["a"].points, paths["b"].points)
    assert paths["a"].ending == "budget"
    assert len(paths["a"].points) == 51


def test_first_order_lanes_are_kept_within_the_bounds():
    boxed = opt.Objective(lambda x: -x[0] - x[1], lambda x: [-1.0, -1.0], bounds=[[0, 1], [0, 2]])
    for method in (opt.GradientDescent(0.3), opt.Adam(0.3)):
        path = opt.descend(boxed, [[0.5, 0.5], [1.0, 0.0]], method, 20)
        assert path.points.max(axis=(0, 1)).tolist() == [1.0, 2.0]
        assert path.points[-1].tolist() == [[1.0, 2.0], [1.0, 2.0]]


@pytest.mark.parametrize("method", [opt.BFGS(), opt.Newton(), opt.NelderMead()])
def test_methods_that_cannot_keep_bounds_or_bear_noise_say_so(method):
    boxed = opt.Objective(lambda x: x[0], bounds=[[0, 1]], name="boxed")
    with pytest.raises(ValueError, match=rf"function must have no bounds for {type(method).__name__}, got Objective"):
        opt.descend(boxed, [0.5], method, 3)
    noisy = opt.with_gradient_noise(opt.sphere(), 0.1, 5, generator=np.random.default_rng(0))
    with pytest.raises(ValueError, match="function must have no sampled gradient for"):
        opt.descend(noisy, [0.5, 0.5], method, 3)


def test_a_race_of_nobody_is_refused():
    with pytest.raises(ValueError, match="lanes must hold at least one method, got none"):
        opt.race(opt.sphere(), [1.0, 1.0], {}, 3)

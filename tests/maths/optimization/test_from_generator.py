import numpy as np
import pytest

from mathml_widgets.maths import optimization as opt


def gradient_descent(function, x):
    while True:
        x = x - 0.01 * function.gradient(x)
        yield x


def test_a_reader_s_gradient_descent_is_gradient_descent():
    starts = np.random.default_rng(0).uniform(-2, 2, (3, 2))
    mine = opt.descend(opt.himmelblau(), starts, gradient_descent, 30, tolerance=0)
    ours = opt.descend(opt.himmelblau(), starts, opt.GradientDescent(0.01), 30, tolerance=0)
    assert np.allclose(mine.points, ours.points, rtol=1e-12)
    assert mine.gradients is None
    assert mine.evaluations.gradients[:, 0].tolist() == list(range(31))


def test_internals_are_recorded_by_name():
    def with_internals(function, x):
        for k in range(4):
            x = x / 2
            yield x, {"velocity": -x, "k": k}

    path = opt.descend(opt.sphere(), [[8.0, 0.0], [16.0, 8.0]], with_internals, 10)
    assert path.ending.tolist() == ["stopped", "stopped"]
    assert path.ended_at.tolist() == [4, 4]
    assert path.internals["k"][1:, 0].tolist() == [0, 1, 2, 3]
    assert np.isnan(path.internals["k"][0]).all()
    assert np.array_equal(path.internals["velocity"][1:], -path.points[1:])


def test_each_start_may_stop_at_its_own_time():
    def until_small(function, x):
        while abs(x[0]) > 1:
            x = x / 2
            yield x

    path = opt.descend(opt.sphere(1), [[4.0], [32.0], [0.5]], until_small, 100)
    assert path.ended_at.tolist() == [2, 5, 0]
    assert path.points[-1].ravel().tolist() == [1.0, 1.0, 0.5]


def test_values_gradients_and_hessians_are_at_hand_and_counted():
    def curious(function, x):
        assert function(x) == function.value(x) == 5.0
        assert function.gradient(x).tolist() == [2.0, 4.0]
        assert function.hessian(x).tolist() == [[2.0, 0.0], [0.0, 2.0]]
        yield x

    path = opt.descend(opt.sphere(), [1.0, 2.0], curious, 1)
    assert [int(counts[-1]) for counts in path.evaluations] == [2, 1, 1]
    assert path.n_evaluations == 4


def test_the_start_is_a_copy_that_may_be_changed_in_place():
    def careless(function, x):
        while True:
            x -= 1.0
            yield x

    start = np.array([[5.0, 5.0]])
    path = opt.descend(opt.sphere(), start, careless, 3)
    assert start.tolist() == [[5.0, 5.0]]
    assert path.points[:, 0, 0].tolist() == [5.0, 4.0, 3.0, 2.0]


def test_points_that_are_not_finite_are_a_divergence():
    path = opt.descend(opt.sphere(1), [1.0], lambda f, x: iter([[2.0], [float("nan")], [3.0]]), 10)
    assert (path.ending, path.ended_at) == ("diverged", 2)


@pytest.mark.parametrize("point", [[1.0], [1.0, 2.0, 3.0], [[1.0, 2.0]]])
def test_a_point_of_another_shape_is_refused(point):
    with pytest.raises(ValueError, match=r"generator must yield points of shape \(2,\), got shape"):
        opt.descend(opt.sphere(), [1.0, 1.0], lambda f, x: iter([point]), 3)


def test_what_is_no_point_is_refused():
    with pytest.raises(ValueError, match="generator's point must hold numbers"):
        opt.descend(opt.sphere(), [1.0, 1.0], lambda f, x: iter(["here"]), 3)
    with pytest.raises(ValueError, match="generator must be a generator function, got 3"):
        opt.FromGenerator(3)


def test_an_exception_of_the_reader_is_not_swallowed():
    def broken(function, x):
        yield x
        raise RuntimeError("mine")

    with pytest.raises(RuntimeError, match="mine"):
        opt.descend(opt.sphere(), [1.0, 1.0], broken, 3)

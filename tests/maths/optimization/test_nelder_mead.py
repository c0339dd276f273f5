import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.optimize import minimize

from mathml_widgets.maths import optimization as opt


@pytest.mark.parametrize("name", ["rosenbrock", "himmelblau", "beale", "rastrigin", "cliff"])
@pytest.mark.parametrize("start", [[-1.2, 1.0], [0.0, 0.5], [2.0, -1.5]])
def test_every_step_and_its_cost_agree_with_scipy(name, start):
    f = opt.TEST_FUNCTIONS[name]()
    peer = minimize(
        lambda x: float(f.value(x)),
        start,
        method="Nelder-Mead",
        options={"return_all": True, "maxiter": 60, "xatol": 0, "fatol": 0},
    )
    path = opt.descend(f, start, opt.NelderMead(), len(peer.allvecs) - 1, tolerance=0)
    assert len(peer.allvecs) > 50
    assert np.abs(path.points - np.array(peer.allvecs)).max() <= 1e-12
    assert path.evaluations.values[-1] == peer.nfev
    assert path.evaluations.gradients[-1] == 0


@pytest.mark.parametrize(("name", "start"), [("rastrigin", [3.41, 1.99]), ("ackley", [-2.01, 3.47])])
def test_the_shrinking_of_a_simplex_agrees_with_scipy(name, start):
    f = opt.TEST_FUNCTIONS[name]()
    options = {"return_all": True, "maxiter": 40, "xatol": 0, "fatol": 0}
    peer = minimize(lambda x: float(f.value(x)), start, method="Nelder-Mead", options=options)
    path = opt.descend(f, start, opt.NelderMead(), len(peer.allvecs) - 1, tolerance=0)
    assert np.diff(path.evaluations.values).max() == 4  # mirrored, contracted, and two corners shrunk
    assert np.abs(path.points - np.array(peer.allvecs)).max() <= 1e-12
    assert path.evaluations.values[-1] == peer.nfev


def test_five_dimensions_agree_with_scipy():
    f, start = opt.rosenbrock(5), np.linspace(-1, 1, 5)
    peer = minimize(
        lambda x: float(f.value(x)), start, method="Nelder-Mead", options={"return_all": True, "maxiter": 100}
    )
    path = opt.descend(f, start, opt.NelderMead(), 100, tolerance=0)
    assert np.abs(path.points[: len(peer.allvecs)] - np.array(peer.allvecs)).max() <= 1e-10


@settings(max_examples=20)
@given(arrays(float, 2, elements=st.floats(-5, 5)))
def test_the_corners_are_kept_from_best_to_worst_with_their_values(start):
    f = opt.himmelblau()
    internals = opt.descend(f, start, opt.NelderMead(), 40).internals
    assert np.allclose(f.value(internals["simplex"]), internals["corner_values"], rtol=1e-12)
    assert (np.diff(internals["corner_values"], axis=-1) >= 0.0).all()
    simplex = internals["simplex"]
    assert np.allclose(internals["diameter"], np.abs(simplex[:, 1:] - simplex[:, :1]).max(axis=(1, 2)))


def test_it_converges_when_the_simplex_is_small():
    path = opt.descend(opt.booth(), [0.0, 0.0], opt.NelderMead(), 500, tolerance=1e-5)
    assert path.ending == "converged"
    assert path.internals["diameter"][-1] <= 1e-5 < path.internals["diameter"][-2]
    assert np.abs(path.points[-1] - [1, 3]).max() <= 1e-4


def test_a_corner_without_a_value_is_the_worst():
    f = opt.Objective(lambda x: np.log(x[0]) ** 2)  # NaN to the left of 0
    path = opt.descend(f, [0.01], opt.NelderMead(), 200)
    assert path.points[-1, 0] == pytest.approx(1.0, abs=1e-6)
    assert np.isfinite(path.values).all()


def test_it_may_stop_at_a_point_that_is_no_minimum():
    # McKinnon's function is convex and smooth (tau = 3); its simplex shrinks onto the origin, where the slope is 1.
    def mckinnon(p):
        x, y = p
        return (2400.0 if x <= 0 else 6.0) * abs(x) ** 3 + y + y * y

    def triangle(f, start):
        state = opt.NelderMead().init(f, start)
        a, b = (1 + np.sqrt(33)) / 8, (1 - np.sqrt(33)) / 8
        simplex = np.array([[0.0, 0.0], [a, b], [1.0, 1.0]])
        order = np.argsort(f.value(simplex))
        internals = {"simplex": simplex[order], "corner_values": f.value(simplex)[order], "diameter": np.array(1.0)}
        return state._replace(internals=internals, point=simplex[order][0])

    f = opt.Objective(mckinnon)
    state = triangle(f, np.array([0.0, 0.0]))
    for _ in range(60):
        state = opt.NelderMead().step(f, state)
    assert np.abs(state.point).max() <= 1e-6
    assert f.gradient([1e-9, 0.0])[1] == pytest.approx(1.0, abs=1e-6)

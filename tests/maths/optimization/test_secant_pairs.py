import numpy as np
import pytest

from mathml_widgets.maths import optimization as opt
from mathml_widgets.maths.optimization.optimizers.secant_pairs import secant_pair


def test_a_pair_that_curves_upwards_has_the_weight_and_the_scale_of_its_formulas():
    s, y = np.random.default_rng(0).normal(size=(2, 50, 3))
    y[(s * y).sum(axis=1) < 0.0] *= -1.0
    pair = secant_pair(s, y)
    for i in range(50):
        assert pair.weight[i, 0] == pytest.approx(1.0 / (s[i] @ y[i]))
        assert pair.scale[i, 0] == pytest.approx((s[i] @ y[i]) / (y[i] @ y[i]))


@pytest.mark.parametrize(
    ("step", "change"),
    [
        ([1.0, 0.0], [-2.0, 1.0]),
        ([1.0, 0.0], [0.0, 1.0]),
        ([1.0, 0.0], [0.0, 0.0]),
        ([0.0, 0.0], [0.0, 0.0]),
        ([1.0, 0.0], [np.inf, 0.0]),
        ([1.0, 0.0], [np.nan, 0.0]),
        ([1e-300, 0.0], [1e-300, 0.0]),
    ],
)
def test_a_pair_that_tells_nothing_has_no_weight(step, change):
    pair = secant_pair(np.array([step]), np.array([change]))
    assert pair.weight.tolist() == [[0.0]]
    assert np.isnan(pair.scale).all()


@pytest.mark.parametrize("method", [opt.BFGS(), opt.LBFGS()])
def test_a_direction_along_which_the_function_is_straight_teaches_nothing_and_does_no_harm(method):
    tilted = opt.Objective(lambda x: x[0] + 0.5 * x[1] ** 2, lambda x: np.array([1.0, x[1]]))
    path = opt.descend(tilted, [0.0, 0.0], method, 3)
    assert np.isfinite(path.points).all()
    if "inverse_hessian" in path.internals:
        assert np.array_equal(path.internals["inverse_hessian"][-1], np.eye(2))

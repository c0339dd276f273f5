import numpy as np
import pytest
from scipy.special import logsumexp

from mathml_widgets.maths import optimization as opt

PARTS = [opt.quadratic([[2.0, 0.5], [0.5, 1.0]], [0.3, -0.2]), opt.quadratic([[1.0, -0.4], [-0.4, 3.0]]), opt.booth()]
REDUCE = {"sum": np.sum, "maximum": np.max, "log-sum-exp": logsumexp, "product": np.prod}
POINTS = np.random.default_rng(4).uniform(-2, 2, (12, 2))
each_operation = pytest.mark.parametrize("operation", REDUCE)


@each_operation
@pytest.mark.parametrize("count", [1, 2, 3])
def test_a_value_is_that_of_numpy_and_scipy(operation, count):
    whole = opt.combined(PARTS[:count], operation)
    expected = REDUCE[operation](np.stack([part.value(POINTS) for part in PARTS[:count]]), axis=0)
    assert np.allclose(whole.value(POINTS), expected, rtol=1e-14)


@each_operation
def test_gradient_and_hessian_are_those_of_complex_steps(operation):
    whole, h = opt.combined(PARTS, operation), 1e-30
    slopes = np.stack([whole.value(POINTS + 1j * h * axis).imag / h for axis in np.eye(2)], axis=-1)
    curvatures = np.stack([whole.gradient(POINTS + 1j * h * axis).imag / h for axis in np.eye(2)], axis=-1)
    assert np.allclose(whole.gradient(POINTS), slopes, rtol=1e-11)
    assert np.allclose(whole.hessian(POINTS), curvatures, rtol=1e-11)


@each_operation
def test_all_but_the_product_keep_convexity(operation):
    bowls = [opt.quadratic([[1.0]], [-1.0]), opt.quadratic([[1.0]], [1.0])]
    whole = opt.combined(bowls, operation)
    found = opt.find_chord_violation(whole, [[-2.0, 2.0]], generator=np.random.default_rng(0))
    assert (found is None) == (operation != "product")


def test_where_two_share_the_maximum_there_is_a_subgradient_and_no_hessian():
    corner = opt.combined([lambda x: x[0], lambda x: -x[0]], "maximum")
    assert corner.gradient([[0.0], [2.0], [-2.0]]).ravel().tolist() == [1.0, 1.0, -1.0]
    assert np.isnan(corner.hessian([0.0])).all()
    assert corner.hessian([1.0]).tolist() == [[0.0]]


def test_log_sum_exp_neither_overflows_nor_underflows():
    whole = opt.combined([lambda x: 1000.0 * x[0], lambda x: 1000.0 * x[0]], "log-sum-exp")
    assert whole.value([[1.0], [-1.0]]) == pytest.approx([1000.0 + np.log(2), -1000.0 + np.log(2)], rel=1e-15)
    assert whole.gradient([[1.0], [-1.0]]).ravel().tolist() == [1000.0, 1000.0]


def test_a_factor_of_zero_does_not_spoil_the_gradient_of_a_product():
    whole = opt.combined([lambda x: x[0], lambda x: x[0], lambda x: x[0]], "product")
    assert whole.gradient([0.0]).tolist() == [0.0]
    assert whole.hessian([[0.0], [2.0]]).ravel().tolist() == [0.0, 12.0]


def test_a_composition_follows_the_chain_rule():
    whole, h = opt.composed(opt.Objective(lambda t: np.exp(0.1 * t[0])), PARTS[0]), 1e-30
    assert np.allclose(whole.value(POINTS), np.exp(0.1 * PARTS[0].value(POINTS)), rtol=1e-14)
    plain = opt.Objective(lambda x: np.exp(0.1 * PARTS[0].value(x)), batched=False)
    slopes = np.stack([plain.value(POINTS + 1j * h * axis).imag / h for axis in np.eye(2)], axis=-1)
    assert np.allclose(whole.gradient(POINTS), slopes, rtol=1e-12)
    f, g, curvature = PARTS[0].value(POINTS), PARTS[0].gradient(POINTS), PARTS[0].hessian(POINTS)
    inner = 0.01 * g[:, :, None] * g[:, None, :] + 0.1 * curvature
    assert np.allclose(whole.hessian(POINTS), np.exp(0.1 * f)[:, None, None] * inner, rtol=1e-9)


def test_a_combination_can_be_descended():
    whole = opt.combined([opt.sphere(), opt.quadratic(np.eye(2), [1.0, 1.0])], "log-sum-exp")
    path = opt.descend(whole, [2.0, -1.0], opt.DampedNewton(), 50)
    assert path.ending == "converged"
    assert opt.curvature_bounds(whole, path.points[-1:]).strong_convexity > 0.0


@pytest.mark.parametrize(
    ("functions", "operation", "message"),
    [
        ([], "sum", "functions must hold at least one, got none"),
        ([opt.sphere()], "mean", "operation must be one of sum, maximum, log-sum-exp, product, got 'mean'"),
        ([3.0], "sum", "function must be callable, got 3.0"),
    ],
)
def test_impossible_arguments_are_refused_by_name(functions, operation, message):
    with pytest.raises(ValueError, match=message):
        opt.combined(functions, operation)

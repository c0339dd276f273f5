import mpmath
import numpy as np
import pytest
from scipy import special

from mathml_widgets.maths.geometry import ACTIVATIONS, LOSSES, softmax
from mathml_widgets.maths.geometry.activations import logistic
from mathml_widgets.maths.geometry.losses import as_targets

POINTS = np.array([-40.0, -3.0, -0.7, -1e-8, 1e-8, 0.3, 2.0, 35.0])
EXACT = {
    "identity": lambda z: z,
    "tanh": mpmath.tanh,
    "relu": lambda z: max(z, mpmath.mpf(0)),
    "leaky_relu": lambda z: z if z > 0 else mpmath.mpf(0.01) * z,
    "sigmoid": lambda z: 1 / (1 + mpmath.exp(-z)),
    "softplus": lambda z: mpmath.log1p(mpmath.exp(z)),
}


@pytest.mark.parametrize("name", EXACT)
def test_values_slopes_and_bends_are_those_of_mpmath(name):
    activation = ACTIVATIONS[name]
    a = activation.value(POINTS)
    with mpmath.workdps(60):
        for order, found in enumerate((a, activation.slope(POINTS, a), activation.bend(POINTS, a))):
            exact = [float(mpmath.diff(EXACT[name], mpmath.mpf(z), order, h=mpmath.mpf(10) ** -20)) for z in POINTS]
            assert found == pytest.approx(exact, rel=1e-13, abs=1e-15)


def test_the_logistic_function_keeps_its_digits_on_both_sides():
    z = np.linspace(-745.0, 745.0, 1001)
    assert logistic(z) == pytest.approx(special.expit(z), rel=1e-14)
    assert ACTIVATIONS["sigmoid"].slope(np.array([60.0]), np.array([1.0])) == pytest.approx(np.exp(-60.0), rel=1e-14)


@pytest.mark.parametrize("name", ["identity", "relu", "leaky_relu"])
def test_homogeneous_activations_let_factors_through(name):
    activation = ACTIVATIONS[name]
    assert activation.is_homogeneous
    assert activation.value(4.0 * POINTS).tolist() == (4.0 * activation.value(POINTS)).tolist()


@pytest.mark.parametrize("name", ["tanh", "sigmoid", "softplus"])
def test_the_others_do_not(name):
    assert not ACTIVATIONS[name].is_homogeneous


def test_softmax_is_that_of_scipy():
    scores = np.random.default_rng(0).normal(size=(4, 5)) * 100
    assert softmax(scores) == pytest.approx(special.softmax(scores, axis=-1), rel=1e-13)


def test_the_categorical_loss_is_minus_the_log_of_scipys_softmax():
    scores = np.random.default_rng(0).normal(size=(6, 5)) * 10
    classes = np.array([0, 1, 2, 3, 4, 0])
    targets = as_targets(classes, "softmax_cross_entropy", 6, 5)
    exact = -special.log_softmax(scores, axis=-1)[np.arange(6), classes]
    assert LOSSES["softmax_cross_entropy"].value(scores, targets) == pytest.approx(exact, rel=1e-13)


def test_ties_between_scores_are_shared():
    assert LOSSES["softmax_cross_entropy"].value(np.zeros((1, 4)), np.eye(4)[:1]) == pytest.approx(np.log(4.0))


def test_one_class_costs_nothing():
    assert LOSSES["softmax_cross_entropy"].value(np.array([[3.0]]), np.array([[1.0]])).tolist() == [0.0]

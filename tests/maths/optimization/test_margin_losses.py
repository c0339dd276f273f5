import numpy as np
import pytest
from scipy.special import expit
from sklearn.linear_model import SGDClassifier
from sklearn.metrics import hinge_loss, log_loss

from mathml_widgets.maths import optimization as opt

MARGINS = np.linspace(-4.0, 4.0, 161)  # corners at -1, 0 and 1 among them
each_loss = pytest.mark.parametrize("name", opt.MARGIN_LOSSES)


@each_loss
def test_the_slope_is_the_limit_of_secants_to_the_right(name):
    loss, h = opt.MARGIN_LOSSES[name](), 1e-7
    secants = (loss.value(MARGINS + h) - loss.value(MARGINS)) / h
    assert np.allclose(loss.slope(MARGINS), secants, atol=2e-6)


@each_loss
def test_a_loss_is_convex_exactly_where_it_says_so(name):
    loss = opt.MARGIN_LOSSES[name]()
    function = opt.Objective(lambda m: loss.value(m[:, 0]), batched=True)
    found = opt.find_chord_violation(function, [[-6.0, 6.0]], generator=np.random.default_rng(0))
    assert (found is None) == loss.is_convex


@pytest.mark.parametrize("name", ["squared", "hinge", "Huber"])
def test_a_loss_that_is_calibrated_lies_above_the_number_of_errors(name):
    assert (opt.MARGIN_LOSSES[name]().value(MARGINS) >= opt.zero_one_loss().value(MARGINS)).all()


def test_the_logistic_and_the_hinge_loss_are_those_of_scikit_learn():
    labels, scores = np.array([1, -1, 1, -1]), np.array([0.3, 2.0, -1.5, -0.2])
    probabilities = expit(scores)
    assert opt.logistic_loss().value(labels * scores).mean() == pytest.approx(log_loss(labels, probabilities))
    assert opt.hinge_loss().value(labels * scores).mean() == pytest.approx(hinge_loss(labels, scores))


def test_the_huber_loss_is_that_of_scikit_learn():
    theirs = SGDClassifier.loss_functions["modified_huber"][0]()
    expected = [theirs.py_loss(m, 1.0) for m in MARGINS]
    slopes = [theirs.py_dloss(m, 1.0) for m in MARGINS]
    assert np.allclose(opt.huber_loss().value(MARGINS), expected, rtol=1e-13)
    assert np.allclose(opt.huber_loss().slope(MARGINS), slopes, rtol=1e-13)


def test_the_focal_loss_is_its_formula_and_without_focus_the_logistic_loss():
    p = expit(MARGINS)
    assert np.allclose(opt.focal_loss(1.5).value(MARGINS), -((1 - p) ** 1.5) * np.log(p), rtol=1e-12)
    assert np.allclose(opt.focal_loss(0).value(MARGINS), opt.logistic_loss().value(MARGINS), rtol=1e-15)
    assert opt.focal_loss(0).is_convex


@each_loss
def test_the_largest_margins_have_a_loss_and_a_slope(name):
    loss = opt.MARGIN_LOSSES[name]()
    for margin in (-5e307, 5e307, 0.0, -0.0, 5e-324):
        assert not np.isnan(loss.value(margin))
        assert np.isfinite(loss.slope(margin))
    assert loss.value(np.zeros((0, 2))).shape == (0, 2)


def test_margins_that_are_no_numbers_are_refused():
    with pytest.raises(ValueError, match="margin must be finite, got nan"):
        opt.hinge_loss().value([0.0, np.nan])
    with pytest.raises(ValueError, match="focus must be zero or positive and finite, got -1"):
        opt.focal_loss(-1)

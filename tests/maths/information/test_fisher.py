import math

import numpy as np
import pytest
from scipy import stats

from mathml_widgets.maths import information as info


def bernoulli(p):
    return np.array([p, 1 - p])


def poisson(rate):
    k = np.arange(60)
    return np.exp(k * np.log(rate) - rate - np.array([math.lgamma(i + 1) for i in k]))


GRID = np.linspace(-30, 30, 6001)


def normal(parameters):
    mean, width = parameters
    heights = np.exp(-0.5 * ((GRID - mean) / width) ** 2) / (width * math.sqrt(2 * math.pi))
    return heights * info.cell_widths(GRID)


def test_the_information_of_named_families_has_its_closed_form():
    for p in (0.01, 0.3, 0.5):
        assert info.fisher_information(bernoulli, p) == pytest.approx(1 / (p * (1 - p)), rel=1e-12)
    assert info.fisher_information(poisson, 3.0) == pytest.approx(1 / 3, rel=1e-10)
    assert info.fisher_information(normal, [0.5, 2.0]) == pytest.approx(np.diag([1 / 4, 2 / 4]), rel=1e-8, abs=1e-10)


def test_the_information_of_a_softmax_is_the_covariance_of_its_outcomes():
    def softmax(z):
        return np.exp(z) / np.exp(z).sum()

    z = np.array([0.3, -1.0, 0.5])
    p = softmax(z)
    assert info.fisher_information(softmax, z) == pytest.approx(np.diag(p) - np.outer(p, p), rel=1e-11, abs=1e-14)


def test_a_family_that_takes_no_complex_numbers_is_differentiated_too():
    def binomial(p):
        return stats.binom.pmf(np.arange(6), 5, float(p))

    assert info.fisher_information(binomial, 0.3) == pytest.approx(5 / 0.21, rel=1e-6)


def test_a_divergence_of_neighbours_is_half_the_information_times_the_squared_step():
    found = info.fisher_quadratic(bernoulli, 0.3, 0.01)
    assert found.divergence / 0.01**2 == pytest.approx(2.352, abs=5e-4)
    assert found.quadratic / 0.01**2 == pytest.approx(2.381, abs=5e-4)
    ratios = [info.fisher_quadratic(bernoulli, 0.3, d).ratio - 1 for d in (1e-2, 1e-3, 1e-4)]
    assert ratios[0] / ratios[1] == pytest.approx(10, rel=0.05)
    assert ratios[1] / ratios[2] == pytest.approx(10, rel=0.05)
    two = info.fisher_quadratic(normal, [0.0, 1.0], [1e-3, 0.0])
    assert two.ratio == pytest.approx(1, abs=1e-6)
    assert info.fisher_quadratic(bernoulli, 0.3, 0.0) == (0.0, 0.0, 1.0)


def test_an_outcome_that_appears_at_first_order_is_told_apart_without_end():
    assert info.fisher_information(lambda p: np.array([p, 1 - p]), 0.0) == math.inf
    assert info.fisher_information(lambda p: np.array([1 - 0 * p, 0 * p]), 0.5) == 0.0
    assert info.fisher_quadratic(lambda p: np.array([p, 1 - p]), 0.0, 0.1).quadratic == math.inf


def test_what_is_no_family_is_refused():
    with pytest.raises(ValueError, match="family\\(parameters\\) must sum to 1"):
        info.fisher_information(lambda p: np.array([p, p]), 0.3)
    with pytest.raises(ValueError, match="parameters must be a number or a row of numbers"):
        info.fisher_information(bernoulli, [[0.3]])
    with pytest.raises(ValueError, match="step must have the shape of parameters"):
        info.fisher_quadratic(bernoulli, 0.3, [0.1])

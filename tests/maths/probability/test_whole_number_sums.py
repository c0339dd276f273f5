"""Sums over whole numbers, however many there are."""

import numpy as np
import pytest
from scipy import stats

from mathml_widgets.maths import probability as pr
from mathml_widgets.maths.probability.whole_number_sums import MOST, stretches


@pytest.mark.parametrize("n", [1, 7, MOST, MOST + 1, 3 * MOST + 5])
def test_stretches_stand_for_every_number_once(n):
    covered = [(k - (length - 1) / 2, k + (length - 1) / 2) for k, length in stretches(10.0, 9.0 + n)]
    first, last = (np.concatenate(ends) for ends in zip(*covered, strict=True))
    assert (first[0], last[-1]) == (10.0, 9.0 + n)
    np.testing.assert_array_equal(first[1:], last[:-1] + 1)


def test_a_million_numbers_are_added_one_by_one():
    assert {length for _, length in stretches(0.0, MOST - 1.0)} == {1.0}


def test_the_entropy_of_huge_counts_is_that_of_their_normal_limit():
    # Evans, Boersma, Blachman and Jagers 1988: 1/2 log(2 pi e rate) - 1/(12 rate) - ...
    for rate in (1e8, 1e12):
        expected = 0.5 * np.log(2 * np.pi * np.e * rate) - 1 / (12 * rate)
        assert float(pr.Poisson(rate).entropy()) == pytest.approx(expected, rel=1e-8)
    n = 10**9
    assert float(pr.Binomial(n, 0.5).entropy()) == pytest.approx(0.5 * np.log(np.pi * np.e * n / 2), rel=1e-8)


def test_expectations_over_long_supports_are_those_of_the_formulas():
    geometric = pr.Geometric(1e-9)
    assert pr.expectation(geometric, lambda x: x) == pytest.approx(float(geometric.mean()), rel=1e-8)
    assert pr.expectation(geometric, np.ones_like) == pytest.approx(1.0, rel=1e-8)
    mean, variance = stats.poisson.stats(1e10)
    assert pr.expectation(pr.Poisson(1e10), lambda x: (x - mean) ** 2) == pytest.approx(float(variance), rel=1e-8)

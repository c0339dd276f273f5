"""Distributions by their names, and numbers over all values of one handle."""

import numpy as np
import pytest
from scipy import stats

from mathml_widgets.maths import probability as pr

FAMILIES = [*pr.FAMILIES, "mixture", "kernel density", *pr.PLANE_TARGETS]
DATA = np.random.default_rng(0).normal(size=40)


# --- by name ------------------------------------------------------------------------


@pytest.mark.parametrize("family", FAMILIES)
def test_every_name_makes_a_distribution_of_its_usual_numbers(family):
    target = pr.distribution_named(family, pr.usual_parameters(family), data=DATA)
    assert target.distribution.shape == ()
    assert (target.plane is not None) == (family in pr.PLANE_TARGETS)
    low, high = pr.usual_interval(target.distribution)
    assert low <= high
    assert 0 < pr.interval_probability(target.distribution, low, high) <= 1


def test_a_mixture_is_made_of_rows():
    found = pr.distribution_named("mixture", [0.25, -1, 1, 0.75, 2, 0.5]).distribution
    assert found.mean() == pytest.approx(1.25)
    assert found.cdf(0) == pytest.approx(0.25 * stats.norm.cdf(1) + 0.75 * stats.norm.cdf(-4))


def test_the_bandwidth_of_a_kernel_density_is_a_multiple_of_the_usual():
    one, twice = (pr.distribution_named("kernel density", [k], data=DATA).distribution for k in (1, 2))
    assert twice.bandwidth == 2 * one.bandwidth == 2 * pr.KernelDensity(DATA).bandwidth


@pytest.mark.parametrize(
    ("family", "parameters", "rule"),
    [
        ("normal", [0], "parameters of normal must be 2: mean, standard_deviation; got 1 numbers"),
        ("banana", [], "parameters of banana must be"),
        ("mixture", [1, 0], "rows of weight, mean and standard deviation, got 2 numbers"),
        ("mixture", [1, 0, -1], "parameters: standard_deviation must be positive"),
        ("categorical", [0.5, 0.4], "parameters: probabilities must sum to 1"),
        ("drawn", [1], "family must be one that is known, with the numbers that it needs, got 'drawn'"),
        ("pareto", [1], "family must be one that is known"),
    ],
)
def test_what_is_no_distribution_is_refused_by_name(family, parameters, rule):
    with pytest.raises(ValueError, match=rule):
        pr.distribution_named(family, parameters)


# --- over a handle ------------------------------------------------------------------


@pytest.mark.parametrize("family", FAMILIES)
def test_a_probability_over_a_parameter_is_that_of_each_distribution_by_itself(family):
    usual = pr.usual_parameters(family)
    shares = {"categorical": [0, 1, 2], "mixture": [0, 3]}.get(family)
    values = [1.0, 2.0, 5.0] if family == "binomial" else [0.2, 0.5, 0.8]
    rows = pr.parameters_along(usual, 0, values, shares)
    found = pr.probability_along(family, rows, -0.7, 1.3, DATA)
    for row, value in zip(rows, found, strict=True):
        alone = pr.distribution_named(family, row, data=DATA).distribution
        assert value == pytest.approx(float(pr.interval_probability(alone, -0.7, 1.3)), rel=1e-12, abs=1e-14)


@pytest.mark.parametrize("family", ["normal", "mixture"])
def test_numbers_that_are_no_parameters_come_to_nothing(family):
    usual = pr.usual_parameters(family)
    place = 1 if family == "normal" else 2
    found = pr.probability_along(family, pr.parameters_along(usual, place, [-1.0, 0.0, 1.0]), 0, 1)
    assert np.isnan(found).tolist() == [True, True, False]


def test_a_share_makes_the_others_give_way_in_their_old_ratio():
    for value in (0.0, 0.3, 1.0):
        moved = pr.with_share([0.1, 0.6, 0.3], 0, value)
        assert moved.sum() == pytest.approx(1.0)
        assert moved[0] == value
        assert moved[1] == pytest.approx(2 * moved[2])
    assert pr.with_share([1.0], 0, 1.0).tolist() == [1.0]


@pytest.mark.parametrize("end", [0, 1])
def test_an_end_pushes_the_other_along(end):
    normal = pr.Normal()
    values = np.array([-2.0, 0.0, 2.0])
    found = pr.probability_along_end(normal, [-1.0, 1.0], end, values)
    for value, probability in zip(values, found, strict=True):
        a, b = (value, max(value, 1.0)) if end == 0 else (min(value, -1.0), value)
        assert probability == pytest.approx(stats.norm.cdf(b) - stats.norm.cdf(a), abs=1e-15)


def test_a_height_of_a_drawn_density_changes_the_probability_and_none_at_all_is_nothing():
    drawn = [[0, 0], [1, 1], [2, 0], [3, 0]]
    found = pr.probability_along_height(drawn, 1, [0.0, 0.5, 4.0], 0, 1)
    assert np.isnan(found[0])
    np.testing.assert_allclose(found[1:], 0.5)
    higher = pr.probability_along_height(drawn, 2, [0.0, 1.0], 0, 1)
    np.testing.assert_allclose(higher, [0.5, 0.25])


def test_the_acceptance_of_a_walk_falls_with_its_width_as_theory_has_it():
    widths = np.array([0.2, 1.0, 5.0])
    generator = np.random.default_rng(0)
    found = list(pr.acceptance_along("Metropolis-Hastings", pr.Normal(), widths, generator, n_tried=20_000))
    machine = pr.mechanism("Metropolis-Hastings", pr.Normal(), width=1.0)
    _, chains = machine.draw(4096, np.random.default_rng(1)).record
    scale = float(np.std(chains.proposals[0, 1:, 0] - chains.samples[0, :-1, 0]))
    # Roberts, Gelman and Gilks 1997, for one dimension: 2/π arctan(2/σ)
    np.testing.assert_allclose(found, 2 / np.pi * np.arctan(2 / (scale * widths)), atol=0.03)


def test_the_acceptance_of_rejection_is_exactly_one_in_m():
    found = list(pr.acceptance_along("rejection", pr.Beta(2, 2), [0.01, 1.0], np.random.default_rng(0)))
    machine = pr.mechanism("rejection", pr.Beta(2, 2), width=1.0)
    assert found[1] == 1 / machine.bound
    assert np.isnan(found[0])


def test_what_refuses_nothing_has_no_acceptance():
    assert np.isnan(list(pr.acceptance_along("inverse cdf", pr.Normal(), [1.0], np.random.default_rng(0))))

"""Targets in the plane, proposals, and every mechanism on every target that it can draw from."""

from itertools import pairwise

import numpy as np
import pytest
from scipy import integrate, optimize, stats

from mathml_widgets.maths.probability import (
    FAMILIES,
    LOG_DENSITIES,
    MECHANISMS,
    PLANE_TARGETS,
    Banana,
    Beta,
    Categorical,
    Cauchy,
    Donut,
    Ellipse,
    Empirical,
    Exponential,
    FromDensity,
    Funnel,
    Gamma,
    Laplace,
    LogNormal,
    Mixture,
    Normal,
    Poisson,
    StudentT,
    Uniform,
    gibbs,
    grid_conditionals,
    growing_samples,
    log_density_source,
    mechanism,
    normal_conditionals,
    proposal_for,
    tight_bound,
    weighed_mean,
    weighed_variance,
)
from mathml_widgets.maths.probability.mechanisms import FIRST, LENGTHS

in_the_plane = pytest.mark.parametrize("target", [one() for one in PLANE_TARGETS.values()], ids=PLANE_TARGETS)


def all_of(machine, n, seed=0):
    """Return the last block of a growing sample."""
    return [one for one in growing_samples(machine, n, np.random.default_rng(seed)) if one][-1]


# --- targets in the plane -----------------------------------------------------------------


@in_the_plane
def test_a_target_in_the_plane_has_mass_one_and_nearly_all_of_it_within_its_extent(target):
    x_low, x_high, y_low, y_high = target.extent
    x, y = np.linspace(x_low, x_high, 1501), np.linspace(y_low, y_high, 1501)
    density = np.exp(target.logpdf(np.stack(np.meshgrid(x, y, indexing="ij"), axis=-1)))
    mass = integrate.simpson(integrate.simpson(density, x=y), x=x)
    assert 0.985 < mass < 1 + 1e-3
    assert target.sample(20_000, np.random.default_rng(1)).shape == (20_000, 2)


@in_the_plane
def test_the_marginal_is_the_integral_over_the_other_coordinate(target):
    marginal = target.marginal()
    for x in np.asarray(marginal.quantile([0.05, 0.3, 0.5, 0.9])):
        whole = integrate.quad(lambda y, x=x: np.exp(target.logpdf([x, y])), -60, 60, limit=500, points=(-3, 0, 3))[0]
        assert marginal.pdf(x) == pytest.approx(whole, rel=1e-5)


@in_the_plane
def test_the_slope_is_that_of_finite_differences(target):
    for point in target.sample(20, np.random.default_rng(2)):
        by_steps = optimize.approx_fprime(point, target.logpdf, 1e-7)
        np.testing.assert_allclose(target.gradient(point), by_steps, rtol=1e-4, atol=1e-4)


@in_the_plane
def test_exact_draws_follow_the_marginal(target):
    draws = target.sample(20_000, np.random.default_rng(3))[:, 0]
    assert stats.kstest(draws, target.marginal().cdf).pvalue > 1e-3


@in_the_plane
@pytest.mark.parametrize("drop", [0.5, 2.0])
def test_on_a_level_curve_the_density_has_fallen_by_as_much_as_asked_for(target, drop):
    top = -optimize.minimize(lambda p: -target.logpdf(p), target.level_curves(1e-6)[0][0], method="Nelder-Mead").fun
    for curve in target.level_curves(drop):
        np.testing.assert_allclose(target.logpdf(curve), top - drop, atol=1e-5)


@pytest.mark.parametrize("target", [Ellipse(0.6), Banana(1, 0.5), Donut(2, 0.5), Funnel(1)])
def test_gibbs_on_a_grid_finds_the_marginal(target):
    starts = target.sample(400, np.random.default_rng(4))
    chains = gibbs(grid_conditionals(target.logpdf, (target.extent[:2], target.extent[2:])), starts, 20,
                   np.random.default_rng(5))  # fmt: skip
    last = chains.samples[:, -1, 0]
    assert stats.kstest(last, target.marginal().cdf).pvalue > 1e-3


def test_conditionals_on_a_grid_are_those_of_the_normal_distribution():
    covariance = [[1, 0.6], [0.6, 1]]
    _, exact = normal_conditionals([0, 0], covariance)
    _, on_grid = grid_conditionals(Ellipse(0.6).logpdf, ((-6, 6), (-6, 6)))
    points = np.full((50_000, 2), 1.5)
    first, second = (draw(points, np.random.default_rng(seed)) for seed, draw in enumerate((exact, on_grid)))
    assert stats.ks_2samp(first, second).pvalue > 1e-3


@pytest.mark.parametrize(
    ("make", "rule"),
    [
        (lambda: Ellipse(1), "correlation must lie between"),
        (lambda: Banana(1, 0), "width must be positive"),
        (lambda: Donut(-1), "radius must be positive"),
        (lambda: Funnel(float("nan")), "spread must hold numbers"),
        (lambda: Funnel([1, 2]), "spread must be one number"),
        (lambda: Ellipse().logpdf([1, 2, 3]), "points must have shape"),
        (lambda: grid_conditionals(Ellipse().logpdf, ((0, 1), (0, 1)), 1), "n_nodes must be at least 2"),
    ],
)
def test_what_is_no_target_is_refused_by_name(make, rule):
    with pytest.raises(ValueError, match=rule):
        make()


# --- proposals ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("target", "bound"),
    [
        (Beta(2, 2), 1.5),
        (Uniform(2, 5), 1.0),
        (Beta(5, 1.5), stats.beta(5, 1.5).pdf(4 / 4.5)),
    ],
)
def test_on_a_bounded_support_the_least_factor_is_the_greatest_density_times_the_width(target, bound):
    assert tight_bound(target, proposal_for(target)) == pytest.approx(bound, rel=1e-9)


@pytest.mark.parametrize(
    "target",
    [
        Normal(3, 2),
        Laplace(),
        StudentT(3),
        Gamma(2, 1),
        LogNormal(0, 0.5),
        Mixture([Normal(-4, 0.1), Normal(2, 1)]),
    ],
)
def test_the_lifted_proposal_touches_the_density_and_lies_nowhere_below(target):
    proposal = proposal_for(target)
    bound = tight_bound(target, proposal)
    x = np.concatenate([np.linspace(-60, 60, 400_001), np.asarray(target.quantile(np.linspace(1e-6, 1 - 1e-6, 9999)))])
    ratio = np.asarray(target.pdf(x)) / (bound * np.asarray(proposal.pdf(x)))
    assert ratio.max() <= 1 + 1e-9
    assert ratio.max() > 1 - 1e-5


def test_the_normal_under_cauchy_needs_a_factor_that_is_known():
    assert tight_bound(Normal(), Cauchy()) == pytest.approx(np.sqrt(2 * np.pi / np.e), rel=1e-12)


@pytest.mark.parametrize("target", [Gamma(0.5, 1), Beta(0.5, 0.5), StudentT(0.5)])
def test_a_pole_or_a_heavier_tail_has_no_envelope(target):
    assert tight_bound(target, proposal_for(target)) == np.inf
    with pytest.raises(ValueError, match="no envelope"):
        mechanism("rejection", target)


# --- weighed draws ------------------------------------------------------------------------


def test_equal_weights_give_the_plain_mean_and_its_error():
    x = np.random.default_rng(0).normal(size=1000)
    found = weighed_mean(x, np.ones(1000))
    assert found.value == pytest.approx(x.mean(), abs=1e-12)
    assert found.standard_error == pytest.approx(x.std() / np.sqrt(1000), rel=1e-12)
    assert weighed_variance(x, np.ones(1000)).value == pytest.approx(x.var(), rel=1e-12)


def test_whole_weights_are_repetitions():
    assert weighed_mean([1, 2, 6], [1, 2, 1]).value == pytest.approx(np.mean([1, 2, 2, 6]))


@pytest.mark.parametrize("weights", [[1, 2], [-1, 2, 3], [0, 0, 0]])
def test_weights_that_are_none_are_refused(weights):
    with pytest.raises(ValueError, match="weights must"):
        weighed_mean([1, 2, 3], weights)


# --- mechanisms ---------------------------------------------------------------------------

TARGETS = {
    "normal": Normal(1, 2),
    "exponential": Exponential(0.5),
    "beta": Beta(2, 3),
    "mixture": Mixture([Normal(-2, 0.5), Normal(1, 1)], [0.4, 0.6]),
    "your density": FromDensity(lambda x: np.exp(-(x**4)), support=(-4, 4)),
    "Poisson": Poisson(4),
    "categorical": Categorical([0.2, 0.5, 0.3]),
    "data": Empirical([1.5, 2.5, 2.5, 9.0]),
    **{name: one() for name, one in PLANE_TARGETS.items()},
}


def suited():
    """Return every pair of a mechanism and a target that go together."""
    pairs = []
    for name in MECHANISMS:
        for label, target in TARGETS.items():
            try:
                mechanism(name, target)
            except ValueError:
                continue
            pairs.append(pytest.param(name, target, id=f"{name}-{label}"))
    return pairs


@pytest.mark.parametrize(("name", "target"), suited())
def test_a_mechanism_draws_from_its_target(name, target):
    machine = mechanism(name, target)
    line = target.marginal() if hasattr(target, "marginal") else target
    block = all_of(machine, 40_000)
    weights = np.ones(len(block.samples))
    if block.log_weights is not None:
        weights = np.exp(block.log_weights - block.log_weights.max())
    worth = weights.sum() ** 2 / (weights**2).sum()
    if machine.chain_length:
        # chains that start at exact draws are right whatever their length: one state of each is independent
        last = block.samples[machine.chain_length - 1 :: machine.chain_length]
        block, weights, worth = block._replace(samples=last), np.ones(len(last)), len(last)
    for x in np.asarray(line.quantile([0.1, 0.35, 0.6, 0.9])):
        share = float(weights @ (block.samples <= x)) / weights.sum()
        expected = float(line.cdf(x))
        assert abs(share - expected) < 4.5 * np.sqrt(0.25 / worth)


@pytest.mark.parametrize("name", MECHANISMS)
def test_the_first_draws_do_not_depend_on_how_many_follow(name):
    target = Poisson(3) if name == "alias" else Banana() if name in ("Gibbs", "Hamiltonian") else Normal()
    machine = mechanism(name, target)
    few, many = all_of(machine, 700), all_of(machine, 9000)
    np.testing.assert_array_equal(few.samples, many.samples[:700])


def test_a_sample_grows_in_steps_between_which_one_can_look_up():
    found = list(growing_samples(mechanism("direct", Normal()), 100_000, np.random.default_rng(0)))
    sizes = [len(one.samples) for one in found if one]
    assert sizes[0] == FIRST
    assert sizes[-1] == 100_000
    assert all(b <= 2.5 * a for a, b in pairwise(sizes))
    assert len(found) > len(sizes)


def test_of_all_darts_one_in_m_is_kept():
    machine = mechanism("rejection", Beta(2, 2), envelope=2.0)
    block = all_of(machine, 50_000)
    assert machine.bound == pytest.approx(3.0)
    assert block.n_accepted / block.n_tried == pytest.approx(1 / 3, abs=4 * np.sqrt(2 / 9 / block.n_tried))
    assert not block.record.violated.any()
    assert all_of(mechanism("rejection", Beta(2, 2), envelope=0.5), 1000).record.violated.any()


def test_the_acceptance_of_a_walk_falls_as_its_steps_grow():
    rates = []
    for width in (0.1, 1.0, 10.0):
        block = all_of(mechanism("Metropolis-Hastings", Normal(), width=width), 20_000)
        rates.append(block.n_accepted / block.n_tried)
    # For normal steps of s on a standard normal target it is 2/π arctan(2/s).
    exact = [2 / np.pi * np.arctan(2 / (width * 2 * stats.norm.ppf(0.75))) for width in (0.1, 1.0, 10.0)]
    np.testing.assert_allclose(rates, exact, atol=0.02)


def test_walks_have_the_lengths_that_they_say():
    for name, length in LENGTHS.items():
        assert mechanism(name, Banana()).chain_length == length


@pytest.mark.parametrize(
    ("name", "target", "why"),
    [
        ("Gibbs", Normal(), "walks in the plane"),
        ("Hamiltonian", Normal(), "walks in the plane"),
        ("Box-Muller", Gamma(2, 1), "makes normal numbers"),
        ("alias", Normal(), "can be counted"),
        ("alias", Poisson(50_000), "at most 400"),
        ("rejection", Poisson(3), "whole numbers"),
        ("importance", Poisson(3), "whole numbers"),
        ("Metropolis-Hastings", Poisson(3), "whole numbers"),
        ("slice", Normal(), "name must be one of"),
    ],
)
def test_a_mechanism_that_does_not_suit_says_why(name, target, why):
    with pytest.raises(ValueError, match=why):
        mechanism(name, target)


@pytest.mark.parametrize("options", [{"width": 0}, {"width": float("nan")}, {"envelope": -1}])
def test_widths_and_envelopes_are_positive(options):
    with pytest.raises(ValueError, match=f"{next(iter(options))} must be positive"):
        mechanism("rejection", Beta(2, 2), **options)


# --- formulas -----------------------------------------------------------------------------


@pytest.mark.parametrize("name", FAMILIES)
def test_the_formula_that_one_can_take_along_is_the_density(name):
    distribution = FAMILIES[name]()
    parameters = np.concatenate([np.atleast_1d(one) for one in distribution.parameters.values()])
    made = {}
    exec(f"import numpy as np\nfrom math import lgamma\nparameters = {parameters.tolist()}\n"
         + log_density_source(name), made)  # fmt: skip
    x = np.unique(np.asarray(distribution.quantile(np.linspace(0.01, 0.99, 41))))
    np.testing.assert_allclose(made["log_density_at"](x), distribution.logpdf(x), rtol=1e-9, atol=1e-12)


def test_the_formula_of_a_mixture_takes_its_rows():
    made = {"parameters": [0.3, -1, 0.5, 0.7, 2, 1]}
    exec("import numpy as np\n" + log_density_source("mixture"), made)
    x = np.linspace(-3, 5, 9)
    expected = Mixture([Normal(-1, 0.5), Normal(2, 1)], [0.3, 0.7]).logpdf(x)
    np.testing.assert_allclose(made["log_density_at"](x), expected, rtol=1e-12)


def test_every_family_has_a_formula_and_others_have_none():
    assert set(FAMILIES) < set(LOG_DENSITIES)
    assert log_density_source("drawn") == ""

"""Mechanisms of drawing beside the laws that they are to follow; all statistical bounds are at five standard errors."""

import math
from itertools import islice

import numpy as np
import pytest
import scipy.stats as ss
from hypothesis import given, settings
from hypothesis import strategies as st

from mathml_widgets.maths import probability as pr

ALPHA = 1e-6
"""A correct sampler with a fixed seed fails a test at this level once in a million seeds."""


def rng(seed=0):
    return np.random.default_rng(seed)


def test_draws_by_inverse_cdf_are_quantiles_of_uniform_numbers():
    draws = pr.sample_by_inverse_cdf(pr.Exponential(2.0), 5000, rng())
    np.testing.assert_allclose(draws.samples, pr.Exponential(2.0).quantile(draws.uniforms), rtol=0)
    assert ss.kstest(draws.samples, pr.Exponential(2.0).cdf).pvalue > ALPHA
    own = pr.sample_by_inverse_cdf(lambda u: np.tan(np.pi * (u - 0.5)), 5000, rng(1))
    assert ss.kstest(own.samples, ss.cauchy.cdf).pvalue > ALPHA


def test_draws_by_rejection_follow_the_density_and_one_in_m_is_kept():
    wanted, easy = pr.Beta(2, 4), pr.Uniform(0, 1)
    bound = wanted.pdf(0.25)
    draws = pr.sample_by_rejection(wanted, easy, bound, 20_000, rng())
    assert len(draws.samples) == 20_000
    assert ss.kstest(draws.samples, wanted.cdf).pvalue > ALPHA
    spread = math.sqrt((1 - 1 / bound) / bound / len(draws.x))
    assert draws.acceptance_rate == pytest.approx(1 / bound, abs=5 * spread)
    assert not draws.violated.any()
    assert draws.largest_ratio <= bound * (1 + 1e-12)
    assert (draws.heights <= bound).all()
    np.testing.assert_array_equal(draws.samples, draws.x[draws.accepted])


def test_an_envelope_that_is_cut_is_reported():
    draws = pr.sample_by_rejection(lambda x: 2 * x, pr.Uniform(0, 1), 1.0, 5000, rng())
    np.testing.assert_array_equal(draws.violated, draws.x > 0.5)
    assert draws.largest_ratio == pytest.approx(2, abs=0.01)
    assert ss.kstest(draws.samples, lambda x: 2 * x).pvalue < ALPHA


def test_discrete_things_can_be_rejected_too():
    draws = pr.sample_by_rejection(pr.Binomial(4, 0.5), pr.Categorical([0.2] * 5), 0.375 * 5, 20_000, rng())
    observed = np.bincount(draws.samples.astype(int), minlength=5)
    assert ss.chisquare(observed, 20_000 * ss.binom.pmf(np.arange(5), 4, 0.5)).pvalue > ALPHA


def test_darts_are_thrown_one_by_one():
    darts = list(islice(pr.rejection_steps(lambda x: 6 * x * (1 - x), pr.Uniform(0, 1), 1.5, rng()), 2000))
    assert all(dart.accepted == (dart.height < dart.density) and dart.envelope == 1.5 for dart in darts)
    share = np.mean([dart.accepted for dart in darts])
    assert share == pytest.approx(2 / 3, abs=5 * math.sqrt(2 / 9 / 2000))


def test_box_and_muller_make_independent_normal_numbers():
    draws = pr.sample_by_box_muller(10_000, rng())
    for column in draws.points.T:
        assert ss.kstest(column, "norm").pvalue > ALPHA
    assert abs(ss.pearsonr(*draws.points.T).statistic) < 5 / 100
    assert ss.kstest(draws.radii**2 / 2, "expon").pvalue > ALPHA
    np.testing.assert_allclose(np.hypot(*draws.points.T), draws.radii, rtol=1e-14)
    np.testing.assert_array_equal(pr.box_muller(draws.uniforms).points, draws.points)
    np.testing.assert_array_equal(pr.box_muller([[0.0, 0.3]]).points, [[0, 0]])


@given(st.lists(st.floats(0, 1), min_size=1, max_size=30).filter(lambda p: sum(p) > 0.01))
@settings(max_examples=50)
def test_an_alias_table_holds_the_probabilities(weights):
    p = np.array(weights) / np.sum(weights)
    table = pr.alias_table(p)
    np.testing.assert_allclose(table.probabilities(), p, rtol=0, atol=1e-14)
    assert ((table.thresholds >= 0) & (table.thresholds <= 1)).all()
    assert len({transfer.column for transfer in table.transfers}) == len(table.transfers) == len(p)
    assert (p[table.aliases[table.thresholds < 1]] > 0).all()
    assert all(t.left >= -1e-12 for t in table.transfers)


def test_draws_by_alias_have_the_probabilities():
    p = np.array([0.05, 0.5, 0.0, 0.3, 0.15])
    draws = pr.sample_by_alias(pr.alias_table(p), 50_000, rng())
    counts = np.bincount(draws.samples, minlength=5)
    assert counts[2] == 0
    assert ss.chisquare(counts[p > 0], 50_000 * p[p > 0]).pvalue > ALPHA


def test_weights_turn_one_distribution_into_another():
    narrow, wide = pr.Normal(0, 1), pr.Normal(0, 2)
    draws = pr.sample_by_importance(lambda x: narrow.logpdf(x) + 7, wide, 50_000, rng())
    assert draws.weights.sum() == pytest.approx(1)
    # E[w²] of these two normals is 4 / sqrt(7).
    assert draws.effective_sample_size / 50_000 == pytest.approx(math.sqrt(7) / 4, rel=0.02)
    for function, truth in ((None, 0.0), (np.square, 1.0), (lambda x: (x > 2).astype(float), ss.norm.sf(2))):
        mean, error = draws.mean(function)
        assert mean == pytest.approx(truth, abs=5 * error)
    assert draws.log_normalizer == pytest.approx(7, abs=0.02)
    same = pr.sample_by_importance(narrow, narrow, 100, rng())
    assert same.effective_sample_size == pytest.approx(100)


def test_a_narrow_proposal_is_worth_few_draws():
    draws = pr.sample_by_importance(pr.Normal(0, 3), pr.Normal(0, 1), 10_000, rng())
    assert draws.effective_sample_size < 500


def banana(x):
    return -0.5 * x[..., 0] ** 2 - 0.5 * (x[..., 1] - x[..., 0] ** 2) ** 2


def test_metropolis_chains_follow_the_density():
    chains = pr.metropolis_hastings(banana, np.zeros((100, 2)), 4000, rng(), step_size=1.2)
    first = chains.samples[:, 500:, 0]
    size = pr.effective_sample_size(first)
    assert size > 3000
    assert first.mean() == pytest.approx(0, abs=5 / math.sqrt(size))
    assert first.var() == pytest.approx(1, abs=5 * math.sqrt(2 / pr.effective_sample_size(first**2)))
    second = chains.samples[:, 500:, 1]
    # The second coordinate is a chi-squared number plus a normal one: mean 1, variance 2 + 1.
    assert second.mean() == pytest.approx(1, abs=5 * math.sqrt(3 / pr.effective_sample_size(second)))
    np.testing.assert_allclose(chains.log_densities, banana(chains.samples), rtol=1e-14)
    np.testing.assert_allclose(chains.acceptance_rates, chains.accepted.mean(axis=1))


def test_the_acceptance_rate_on_a_normal_is_the_known_one():
    scale = 2.4
    chains = pr.metropolis_hastings(
        lambda x: -0.5 * x[..., 0] ** 2, rng(3).normal(size=(400, 1)), 500, rng(), step_size=scale
    )
    # In one dimension the rate is (2 / pi) arctan(2 / s).
    spread = chains.acceptance_rates.std() / math.sqrt(400)
    assert chains.acceptance_rates.mean() == pytest.approx(2 / math.pi * math.atan(2 / scale), abs=5 * spread)


def test_moves_one_by_one_are_those_of_the_run():
    start = np.array([[[0.0, 0.0], [1.0, 1.0]]])
    chains = pr.metropolis_hastings(banana, start, 300, rng(5), step_size=[0.5, 1.0])
    moves = list(islice(pr.metropolis_steps(banana, start, rng(5), step_size=[0.5, 1.0]), 300))
    np.testing.assert_array_equal(np.stack([m.following for m in moves], axis=2), chains.samples)
    np.testing.assert_array_equal(np.stack([m.proposal for m in moves], axis=2), chains.proposals)
    np.testing.assert_array_equal(np.stack([m.accepted for m in moves], axis=2), chains.accepted)
    assert all(((m.log_uniform < m.log_ratio) == m.accepted).all() for m in moves)
    where = np.where(moves[0].accepted[..., None], moves[0].proposal, moves[0].position)
    np.testing.assert_array_equal(where, moves[0].following)


def test_a_density_of_one_point_serves_as_well():
    def at_one(x):
        return -0.5 * float(x[0]) ** 2 if x[0] > 0 else -math.inf

    one = pr.metropolis_hastings(at_one, [1.0], 2000, rng(), step_size=2.0)
    rows = pr.metropolis_hastings(
        lambda x: np.where(x[..., 0] > 0, -0.5 * x[..., 0] ** 2, -np.inf), [1.0], 2000, rng(), step_size=2.0
    )
    np.testing.assert_array_equal(one.samples, rows.samples)
    assert one.samples.shape == (2000, 1)
    assert one.samples.min() > 0
    assert isinstance(one.acceptance_rates, float)


def test_unfair_proposals_are_corrected():
    def multiply(x, generator):
        factor = np.exp(generator.normal(0, 0.8, x.shape))
        return x * factor, np.log(factor[:, 0])

    target = pr.Gamma(3, 1)
    chains = pr.metropolis_hastings(lambda x: target.logpdf(x[..., 0]), np.ones((200, 1)), 500, rng(), propose=multiply)
    x = chains.samples[:, 100:, 0]
    size = pr.effective_sample_size(x)
    assert x.mean() == pytest.approx(target.mean(), abs=5 * math.sqrt(target.variance() / size))


def test_gibbs_rounds_on_a_normal_forget_at_the_known_rate():
    r = 0.8
    covariance = [[1.0, r * 2], [r * 2, 4.0]]
    chains = pr.gibbs(pr.normal_conditionals([1, -1], covariance), np.tile([1.0, -1.0], (400, 1)), 1000, rng())
    x = chains.samples[:, 50:]
    flat = x.reshape(-1, 2)
    sizes = pr.effective_sample_size(x)
    np.testing.assert_allclose(flat.mean(axis=0), [1, -1], atol=5 * 2 / math.sqrt(sizes.min()))
    np.testing.assert_allclose(np.cov(flat.T), covariance, atol=5 * 6 / math.sqrt(sizes.min() / 2))
    lag = pr.autocorrelation(x[..., 0], 2)[:, 1].mean()
    assert lag == pytest.approx(r**2, abs=0.01)


def test_a_gibbs_path_moves_along_one_axis_at_a_time():
    chains = pr.gibbs(pr.normal_conditionals([0, 0, 0], np.eye(3) + 0.3), [0.0, 1.0, 2.0], 20, rng())
    moved = np.diff(chains.path, axis=0) != 0
    np.testing.assert_array_equal(moved, np.tile(np.eye(3, dtype=bool), (20, 1)))
    np.testing.assert_array_equal(chains.path[3::3], chains.samples)
    np.testing.assert_array_equal(chains.path[0], [0, 1, 2])


def test_gibbs_on_a_table_has_its_frequencies():
    joint = np.array([[0.1, 0.2, 0.05], [0.3, 0.0, 0.35]])
    chains = pr.gibbs(pr.table_conditionals(joint), np.zeros((500, 2)), 400, rng())
    places = chains.samples[:, 20:].astype(int)
    found = np.zeros((2, 3))
    np.add.at(found, (places[..., 0], places[..., 1]), 1)
    found /= found.sum()
    assert found[1, 1] == 0
    sizes = [pr.effective_sample_size((places[..., 0] * 3 + places[..., 1] == k) * 1.0) for k in (0, 1, 2, 3, 5)]
    for k, size in zip((0, 1, 2, 3, 5), sizes, strict=True):
        p = joint.ravel()[k]
        assert found.ravel()[k] == pytest.approx(p, abs=5 * math.sqrt(p * (1 - p) / size))


def test_gibbs_never_leaves_a_piece_that_touches_no_other():
    chains = pr.gibbs(pr.table_conditionals(np.eye(4)), [[0, 0], [2, 2]], 50, rng())
    assert (chains.samples[0] == 0).all()
    assert (chains.samples[1] == 2).all()


def test_a_leapfrog_keeps_the_energy_to_second_order_and_runs_back():
    def gradient(q):
        return -q

    errors = []
    for step, n in ((0.2, 10), (0.1, 20), (0.05, 40)):
        way = pr.leapfrog(gradient, [1.0, 0.5], [0.3, -0.7], step, n)
        energy = (way.positions**2 + way.momenta**2).sum(axis=-1) / 2
        errors.append(abs(energy - energy[0]).max())
        back = pr.leapfrog(gradient, way.positions[-1], -way.momenta[-1], step, n)
        np.testing.assert_allclose(back.positions[-1], [1.0, 0.5], atol=1e-13)
    assert errors[0] / errors[1] == pytest.approx(4, rel=0.05)
    assert errors[1] / errors[2] == pytest.approx(4, rel=0.05)


def test_a_leapfrog_on_a_parabola_is_the_known_rotation():
    step = 0.5
    # The map (q, p) of one step is an ellipse's rotation by arccos(1 - step² / 2).
    way = pr.leapfrog(lambda q: -q, [1.0], [0.0], step, 50)
    angle = math.acos(1 - step**2 / 2)
    np.testing.assert_allclose(way.positions[:, 0], np.cos(angle * np.arange(51)), atol=1e-12)


@pytest.mark.parametrize("with_gradient", [True, False])
def test_hamiltonian_chains_follow_the_density(with_gradient):
    covariance = np.array([[1.0, 0.9], [0.9, 1.0]])
    precision = np.linalg.inv(covariance)
    chains = pr.hamiltonian(
        lambda q: -0.5 * np.einsum("...i,ij,...j", q, precision, q),
        np.zeros((100, 2)),
        300,
        rng(),
        gradient=(lambda q: -q @ precision) if with_gradient else None,
        step_size=0.25,
        n_leapfrog=7,
    )
    x = chains.samples[:, 50:]
    sizes = np.minimum(pr.effective_sample_size(x), 25_000)
    np.testing.assert_allclose(x.reshape(-1, 2).mean(axis=0), 0, atol=5 / math.sqrt(sizes.min()))
    np.testing.assert_allclose(np.cov(x.reshape(-1, 2).T), covariance, atol=5 * math.sqrt(2 / sizes.min()))
    assert chains.acceptance_rates.mean() > 0.9
    # At equilibrium the mean of exp(-error) is 1 (Jarzynski's equality).
    gains = np.exp(-chains.energy_errors[:, 50:])
    assert gains.mean() == pytest.approx(1, abs=5 * gains.std() / math.sqrt(gains.size))
    np.testing.assert_array_equal(chains.trajectories[:, 1:, 0], chains.samples[:, :-1])
    taken = chains.accepted
    np.testing.assert_array_equal(chains.samples[taken], chains.trajectories[:, :, -1][taken])
    assert not chains.divergent.any()


def test_too_long_leaps_diverge_and_are_reported():
    arguments = dict(gradient=lambda q: -q, n_leapfrog=40)
    wild = pr.hamiltonian(lambda q: -0.5 * (q**2).sum(axis=-1), [0.5], 30, rng(), step_size=2.5, **arguments)
    assert wild.divergent.all()
    assert wild.acceptance_rates == 0
    assert (wild.samples == 0.5).all()
    tame = pr.hamiltonian(
        lambda q: -0.5 * (q**2).sum(axis=-1), [0.5], 30, rng(), step_size=1.9, keep_trajectories=False, **arguments
    )
    assert not tame.divergent.any()
    assert tame.trajectories is None
    walled = pr.hamiltonian(
        lambda q: np.where(q[..., 0] > 0, -q[..., 0], -np.inf), [0.1], 200, rng(), step_size=0.5, n_leapfrog=5
    )
    assert walled.samples.min() > 0


def test_autocorrelations_are_those_of_sums():
    x = np.cumsum(rng().normal(size=(3, 40)), axis=1) + 1e6
    found = pr.autocorrelation(x)
    for row, correlations in zip(x, found, strict=True):
        deviations = row - row.mean()
        expected = [(deviations[: 40 - k] * deviations[k:]).sum() / (deviations**2).sum() for k in range(40)]
        np.testing.assert_allclose(correlations, expected, atol=1e-9)
    assert pr.autocorrelation(x, 5).shape == (3, 5)
    assert np.isnan(pr.autocorrelation([2.0, 2.0, 2.0])).all()


def autoregressive(phi, m, n, seed=0):
    generator = rng(seed)
    x = np.empty((m, n))
    x[:, 0] = generator.normal(size=m)
    noise = generator.normal(size=(m, n)) * math.sqrt(1 - phi**2)
    for t in range(1, n):
        x[:, t] = phi * x[:, t - 1] + noise[:, t]
    return x


@pytest.mark.parametrize("phi", [-0.4, 0.0, 0.5, 0.9])
def test_the_effective_size_of_an_autoregression_is_the_known_one(phi):
    x = autoregressive(phi, 8, 40_000)
    tau = (1 + phi) / (1 - phi)
    # Sokal's standard error of tau is sqrt(2 (2 W + 1) / n), with a sum that ends after W = 5 tau lags at most.
    error = math.sqrt(2 * (10 * max(tau, 1) + 1) / x.size)
    assert pr.effective_sample_size(x) == pytest.approx(x.size / tau, rel=5 * error)


def test_the_effective_size_is_that_of_loops():
    x = autoregressive(0.7, 3, 200, 1)
    m, n = x.shape
    centred = x - x.mean(axis=1, keepdims=True)
    covariances = np.array([[(c[: n - k] * c[k:]).sum() / n for k in range(n)] for c in centred])
    within = np.mean(covariances[:, 0] * n / (n - 1))
    total = within * (n - 1) / n + x.mean(axis=1).var(ddof=1)
    rho = [1.0] + [1 - (within - np.mean(covariances[:, k]) * n / (n - 1)) / total for k in range(1, n)]
    tau, least = -1.0, math.inf
    for k in range(0, n - 1, 2):
        pair = rho[k] + rho[k + 1]
        if pair <= 0:
            break
        least = min(least, pair)
        tau += 2 * least
    assert pr.effective_sample_size(x) == pytest.approx(m * n / tau, rel=1e-10)
    np.testing.assert_allclose(
        pr.effective_sample_size(np.stack([x, 5 * x + 1], axis=-1)), [m * n / tau] * 2, rtol=1e-9
    )


def test_chains_that_disagree_are_worth_little_and_betray_themselves():
    x = rng().normal(size=(4, 1000))
    assert pr.split_r_hat(x) == pytest.approx(1, abs=0.01)
    apart = x + np.array([[0], [0], [0], [10]])
    assert pr.split_r_hat(apart) > 3
    assert pr.effective_sample_size(apart) < 10
    drifting = x[0] + np.linspace(0, 10, 1000)
    assert pr.split_r_hat(drifting) > 1.5


def test_split_r_hat_is_that_of_its_formula():
    x = rng(2).normal([[0.0], [0.3], [0.5]], size=(3, 101))
    halves = np.concatenate([x[:, :50], x[:, 51:]])
    within = halves.var(axis=1, ddof=1).mean()
    between = 50 * halves.mean(axis=1).var(ddof=1)
    assert pr.split_r_hat(x) == pytest.approx(math.sqrt((49 / 50 * within + between / 50) / within), rel=1e-12)


def test_chains_that_stand_still_have_no_size():
    assert math.isnan(pr.effective_sample_size(np.full(10, 0.1)))
    assert math.isnan(pr.split_r_hat(np.full((2, 10), 0.1)))
    assert pr.split_r_hat(np.array([[0.1] * 10, [0.2] * 10])) == math.inf


@pytest.mark.parametrize("size", [1e-300, 1e300])
def test_the_unit_of_a_chain_makes_no_difference(size):
    x = autoregressive(0.5, 3, 100)
    np.testing.assert_allclose(pr.autocorrelation(x * size), pr.autocorrelation(x), rtol=1e-9, atol=1e-12)
    assert pr.effective_sample_size(x * size) == pytest.approx(pr.effective_sample_size(x), rel=1e-9)
    assert pr.split_r_hat(x * size) == pytest.approx(pr.split_r_hat(x), rel=1e-12)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: pr.sample_by_inverse_cdf(np.mean, 3, rng()), "quantile must return one number"),
        (lambda: pr.sample_by_inverse_cdf(pr.Normal(), 0, rng()), "n must be a whole number from 1 on, got 0"),
        (lambda: pr.sample_by_rejection(lambda x: -x, pr.Uniform(), 1, 3, rng()), "density must be at least 0"),
        (lambda: pr.sample_by_rejection(np.sum, pr.Uniform(), 1, 3, rng()), "density must return one number"),
        (lambda: pr.sample_by_rejection(np.square, pr.Uniform(), 0, 3, rng()), "bound must be positive and finite"),
        (lambda: pr.sample_by_inverse_cdf(pr.Normal(), math.inf, rng()), "n must be a whole number from 1 on, got inf"),
        (lambda: pr.sample_by_inverse_cdf(pr.Normal(), math.nan, rng()), "n must be a whole number from 1 on, got nan"),
        (lambda: pr.box_muller([[1.0, 0.5]]), r"uniforms must lie from 0 up to but not at 1, got 1\.0"),
        (lambda: pr.box_muller([1.0, 0.5]), r"uniforms must have shape \(n, 2\)"),
        (lambda: pr.alias_table([]), "probabilities must be one row"),
        (lambda: pr.alias_table([0.5, 0.6]), r"probabilities must sum to 1, got 1\.1"),
        (lambda: pr.alias_table([1.5, -0.5]), r"probabilities must be at least 0, got -0\.5"),
        (lambda: pr.sample_by_importance(lambda x: x * np.inf, pr.Normal(), 9, rng()), "log_density must be a number"),
        (lambda: pr.sample_by_importance(lambda x: x * 0 - np.inf, pr.Normal(), 9, rng()), "must be above -inf"),
        (lambda: pr.metropolis_hastings(banana, [0.0, 0.0], 0, rng()), "n_steps must be a whole number"),
        (lambda: pr.metropolis_hastings(banana, [0.0, 0.0], 9, rng(), step_size=-1), "step_size must be positive"),
        (lambda: pr.metropolis_hastings(banana, [0.0, 0.0], 9, rng(), step_size=[1] * 3), "step_size must be one"),
        (lambda: pr.metropolis_hastings(banana, 0.0, 9, rng()), "start must have shape"),
        (lambda: pr.metropolis_hastings(lambda x: -np.inf, [0.0], 9, rng()), "start must be where the density is"),
        (lambda: pr.metropolis_hastings(lambda x: "a", [0.0], 9, rng()), "log_density must return real numbers"),
        (lambda: pr.metropolis_hastings(lambda x: x, [0.0, 1.0], 9, rng()), "must return one number for a point"),
        (
            lambda: pr.metropolis_hastings(lambda x: np.log(x[..., 0]), [1.0], 99, rng()),
            "log_density must be a number below infinity, got nan at",
        ),
        (
            lambda: pr.metropolis_hastings(banana, [0.0, 0.0], 9, rng(), propose=lambda x, g: (x[:, :1], 0)),
            "propose must return points",
        ),
        (lambda: pr.gibbs([], [0.0], 9, rng()), "conditionals must be one for each of 1 coordinates, got 0"),
        (lambda: pr.gibbs([lambda x, g: 1.0], [0.0], 9, rng()), "conditionals must return 1 numbers"),
        (lambda: pr.gibbs([lambda x, g: [np.nan]], [0.0], 9, rng()), "conditionals must return finite numbers"),
        (lambda: pr.normal_conditionals([0, 0], [[1, 2], [2, 1]]), "covariance must be positive definite"),
        (lambda: pr.normal_conditionals([0, 0], [[1, 2], [0, 1]]), "covariance must be symmetric"),
        (lambda: pr.normal_conditionals([0], np.eye(2)), "mean must have 2 numbers"),
        (lambda: pr.table_conditionals([[0.0]]), "joint must hold numbers from 0 on, not all of them 0"),
        (lambda: pr.gibbs(pr.table_conditionals(np.eye(2)), [7, 7], 9, rng()), "start must lie in the table"),
        (lambda: pr.leapfrog(np.negative, [0.0], [0.0, 1.0], 0.1, 5), "momentum must have the shape"),
        (lambda: pr.leapfrog(np.sum, [0.0], [0.0], 0.1, 5), "gradient must return an array"),
        (lambda: pr.autocorrelation([]), "x must have at least one number"),
        (lambda: pr.autocorrelation([1, 2], 3), "n_lags must be a whole number from 1 to 2, got 3"),
        (lambda: pr.effective_sample_size([1, 2, 3]), "samples must hold at least 4 draws"),
        (lambda: pr.split_r_hat(np.zeros((1, 1, 1, 1))), "samples must have one, two or three axes"),
    ],
)
def test_what_cannot_be_drawn_from_is_named(call, message):
    with pytest.raises(ValueError, match=message):
        call()

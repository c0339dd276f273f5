import math
from itertools import pairwise

import mpmath
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import optimize

from mathml_widgets.maths import information as info
from mathml_widgets.maths.information.convex_hull import conflicting_rows, face_of_origin, nearest_mixture

DIE = np.arange(1.0, 7.0)


def itself(x):
    return x


def square(x):
    return x * x


def exact(features, targets, found):
    """Newton's method from the answer found, in 40 digits, on the features as the floats that they are."""
    with mpmath.workdps(40):
        rows = [[mpmath.mpf(float(v)) - mpmath.mpf(float(c)) for v in row] for row, c in
                zip(features, targets, strict=True)]  # fmt: skip
        m, n = len(rows), len(rows[0])
        slopes = mpmath.matrix([mpmath.mpf(float(v)) for v in found.multipliers])
        for _ in range(5):
            e = [mpmath.exp(mpmath.fsum(slopes[j] * rows[j][i] for j in range(m))) for i in range(n)]
            total = mpmath.fsum(e)
            p = [v / total for v in e]
            slope = mpmath.matrix([mpmath.fsum(p[i] * rows[j][i] for i in range(n)) for j in range(m)])
            curvature = mpmath.matrix(m, m)
            for a in range(m):
                for b in range(m):
                    curvature[a, b] = mpmath.fsum(p[i] * rows[a][i] * rows[b][i] for i in range(n))
            curvature -= slope * slope.T
            slopes -= mpmath.lu_solve(curvature, slope)
        return [float(v) for v in p]


def test_the_brandeis_die_is_that_of_jaynes():
    found = info.maximum_entropy(DIE, [itself], [4.5])
    assert found.probabilities == pytest.approx([0.05435, 0.07877, 0.11416, 0.16545, 0.23977, 0.34749], abs=5e-6)
    assert found.entropy == pytest.approx(1.61358 / math.log(2), abs=2e-5)
    assert found.multipliers == pytest.approx([0.37105], abs=5e-6)
    slope = optimize.brentq(lambda s: (DIE - 4.5) @ np.exp(s * DIE), 0, 2, xtol=1e-15, rtol=1e-15)
    assert found.multipliers[0] == pytest.approx(slope, rel=1e-13)
    assert found.log_partition == pytest.approx(math.log(np.exp(slope * DIE).sum()), rel=1e-13)
    assert found.converged
    assert found.possible.all()


@pytest.mark.parametrize("mean", [1.5, 3.5, 4.5, 5.9, 5.999999, 1 + 1e-9, 6 - 1e-12])
def test_the_die_is_right_to_the_last_digit_up_to_the_boundary(mean):
    found = info.maximum_entropy(DIE, [itself], [mean])
    assert found.probabilities == pytest.approx(exact([DIE], [mean], found), abs=5e-16)
    assert found.probabilities == pytest.approx(exact([DIE], [mean], found), rel=1e-10)
    assert found.moments == pytest.approx([mean], rel=1e-15)


@pytest.mark.parametrize(
    "targets", [[0.2, 1.0, 0.3, 2.4], [0.0, 1.0, 0.0, 3.0], [1.5, 2.5, 4.5, 8.6], [0.0, 0.05, 0.0, 0.006]]
)
def test_four_moments_are_matched_to_the_last_digit(targets):
    x = np.linspace(-3, 3, 121)
    powers = [x**k for k in range(1, 5)]
    found = info.maximum_entropy(x, powers, targets)
    assert found.converged
    assert found.gap <= 1e-15
    assert found.probabilities == pytest.approx(exact(powers, targets, found), abs=1e-15)


@settings(max_examples=40)
@given(st.integers(0, 2**32), st.integers(2, 30), st.integers(1, 4))
def test_no_distribution_with_these_averages_has_a_larger_entropy(seed, n, m):
    generator = np.random.default_rng(seed)
    f = generator.normal(size=(m, n))
    p = generator.dirichlet(np.full(n, 0.5))
    found = info.maximum_entropy(np.arange(n), f, f @ p)
    assert found.moments == pytest.approx(f @ p, abs=1e-9)
    assert found.probabilities.sum() == pytest.approx(1, abs=1e-14)
    assert found.entropy >= info.entropy(p) - 1e-9
    if np.isfinite(found.multipliers).all():
        # The Pythagorean identity: what p lacks is its divergence from the answer.
        assert found.entropy - info.entropy(p) == pytest.approx(info.kl_divergence(p, found.probabilities), abs=1e-6)
        assert found.newton_path[-1].dual / math.log(2) == pytest.approx(found.entropy, abs=1e-9)


def test_the_dual_falls_along_the_path_and_stays_above_the_entropy():
    found = info.maximum_entropy(DIE, [itself, square], [4.5, 22.0])
    duals = [step.dual for step in found.newton_path]
    assert all(a >= b - 1e-14 for a, b in pairwise(duals))
    assert duals[0] == pytest.approx(math.log(6), rel=1e-15)
    assert found.newton_path[0].moments == pytest.approx([3.5, 91 / 6], rel=1e-14)
    assert found.newton_path[-1].multipliers == pytest.approx(found.multipliers, rel=1e-9)
    assert duals[-1] == pytest.approx(found.entropy * math.log(2), rel=1e-13)


def test_the_constraint_gives_the_family():
    x = np.linspace(0, 60, 6001)
    exponential = info.maximum_entropy(x, [itself], [2.0])
    assert exponential.multipliers[0] == pytest.approx(-0.5, abs=0.002)
    z = np.linspace(-12, 12, 2401)
    normal = info.maximum_entropy(z, [itself, square], [0.5, 0.25 + 4.0])
    assert normal.probabilities == pytest.approx(info.gaussian_cells(z, 0.5, 2.0), abs=1e-5)
    laplace = info.maximum_entropy(z, [np.abs], [1.0])
    ratio = np.diff(np.log(laplace.probabilities[z > 0.005]))
    assert ratio == pytest.approx(np.full(len(ratio), ratio[0]), abs=1e-9)


def test_nothing_known_gives_the_uniform_and_a_prior_is_kept():
    uniform = info.maximum_entropy(DIE, [np.ones(6)], [1.0])
    assert uniform.probabilities == pytest.approx(np.full(6, 1 / 6), rel=1e-15)
    prior = np.array([0.1, 0.1, 0.1, 0.1, 0.1, 0.5])
    kept = info.maximum_entropy(DIE, [itself], [DIE @ prior], prior=prior)
    assert kept.probabilities == pytest.approx(prior, rel=1e-13)
    shut = info.maximum_entropy(DIE, [itself], [4.0], prior=[0.25, 0.25, 0, 0, 0.25, 0.25])
    assert shut.probabilities[2:4].tolist() == [0, 0]
    assert shut.moments == pytest.approx([4.0], rel=1e-14)
    tilted = info.tilted(shut.multipliers, DIE, [itself], prior=[0.25, 0.25, 0, 0, 0.25, 0.25])
    assert tilted.probabilities == pytest.approx(shut.probabilities, abs=1e-15)
    assert tilted.log_partition == pytest.approx(shut.log_partition, rel=1e-13)


def test_on_the_boundary_only_a_face_is_possible_and_multipliers_are_infinite():
    six = info.maximum_entropy(DIE, [itself], [6.0])
    assert six.probabilities.tolist() == [0, 0, 0, 0, 0, 1]
    assert six.multipliers.tolist() == [math.inf]
    assert six.entropy == 0.0
    edge = info.maximum_entropy(DIE, [itself, square], [1.5, 2.5])
    assert edge.probabilities == pytest.approx([0.5, 0.5, 0, 0, 0, 0], abs=1e-15)
    assert edge.possible.tolist() == [True, True, False, False, False, False]
    square_corners = np.array([[0.0, 0], [0, 1], [1, 0], [1, 1]])
    side = info.maximum_entropy(square_corners, [lambda s: s[:, 0], lambda s: s[:, 1]], [1.0, 0.25])
    assert side.probabilities == pytest.approx([0, 0, 0.75, 0.25], abs=1e-15)
    assert side.multipliers[0] == math.inf
    assert side.multipliers[1] == pytest.approx(math.log(0.25 / 0.75), rel=1e-13)


def test_averages_of_any_distribution_are_possible_however_few_its_states():
    for seed in range(300):
        generator = np.random.default_rng(seed)
        n, m = int(generator.integers(1, 10)), int(generator.integers(1, 5))
        whole = seed % 2
        f = generator.integers(-2, 3, (m, n)).astype(float) if whole else generator.normal(size=(m, n))
        p = np.where(generator.random(n) < 0.5, 0.0, generator.dirichlet(np.full(n, 0.3)))
        p = p / p.sum() if p.sum() > 0 else np.eye(n)[0]
        found = info.maximum_entropy(np.arange(n), f, f @ p)
        assert found.converged
        assert found.gap <= 1e-9
        assert found.entropy >= info.entropy(p) - 1e-7
        assert not np.isnan(found.multipliers).any()
        assert not np.isnan(found.log_partition)


def test_dependent_constraints_that_agree_are_allowed():
    found = info.maximum_entropy(DIE, [itself, lambda x: 2 * x, lambda x: x * 0 + 1], [4.5, 9.0, 1.0])
    alone = info.maximum_entropy(DIE, [itself], [4.5])
    assert found.probabilities == pytest.approx(alone.probabilities, abs=1e-15)
    assert found.multipliers @ [1, 2, 0] == pytest.approx(alone.multipliers[0], rel=1e-12)


def test_impossible_averages_are_refused_with_those_to_blame():
    with pytest.raises(info.InfeasibleTargetsError, match=r"got feature 0 = 7 \(between 1 and 6\)$") as caught:
        info.maximum_entropy(DIE, [itself], [7.0])
    assert caught.value.conflicting_constraints == (0,)
    with pytest.raises(info.InfeasibleTargetsError) as caught:
        info.maximum_entropy(
            DIE, [lambda x: x == 1, itself, square], [0.1, 4.5, 20.0], names=["P(1)", "mean", "square"]
        )
    # 20 is below the square of the mean.
    assert caught.value.conflicting_constraints == (1, 2)
    assert "mean = 4.5" in str(caught.value)
    assert "P(1)" not in str(caught.value)
    with pytest.raises(info.InfeasibleTargetsError, match=r"feature 0 = 1 .* with feature 1 = 2.5"):
        info.maximum_entropy(DIE, [itself, lambda x: 2 * x], [1.0, 2.5])
    with pytest.raises(info.InfeasibleTargetsError):
        info.maximum_entropy(DIE, [np.ones(6)], [1.1])


def test_feasibility_is_told_without_an_error():
    inside = info.feasibility(DIE, [itself], [4.5])
    assert (inside.feasible, inside.conflicting_constraints, inside.ranges.tolist()) == (True, (), [[1, 6]])
    assert inside.possible.all()
    edge = info.feasibility(DIE, [itself, square], [1.5, 2.5])
    assert edge.feasible
    assert edge.possible.tolist() == [True, True, False, False, False, False]
    outside = info.feasibility(DIE, [itself, square], [4.5, 12.25])
    assert (outside.feasible, outside.conflicting_constraints) == (False, (0, 1))
    assert not outside.possible.any()


@settings(max_examples=40)
@given(st.integers(0, 2**32), st.integers(1, 12), st.integers(1, 4), st.floats(0, 3))
def test_a_plane_proves_what_is_impossible_as_linear_programming_does(seed, n, m, away):
    generator = np.random.default_rng(seed)
    rows = generator.normal(size=(m, n)) + away * generator.normal(size=(m, 1))
    program = optimize.linprog(np.zeros(n), A_eq=np.vstack([rows, np.ones(n)]), b_eq=np.append(np.zeros(m), 1))
    found = nearest_mixture(rows)
    assert found.reached == (program.status == 0)
    if found.reached:
        assert rows @ found.weights == pytest.approx(np.zeros(m), abs=1e-9)
        assert found.weights.min() >= 0
        assert face_of_origin(rows) is not None
    else:
        assert (found.normal @ rows < 0).all()
        assert face_of_origin(rows) is None
        blamed = list(conflicting_rows(rows))
        assert not nearest_mixture(rows[blamed]).reached
        for row in blamed if len(blamed) > 1 else []:
            assert nearest_mixture(rows[[other for other in blamed if other != row]]).reached


def test_multipliers_as_knobs_give_averages_and_their_covariance():
    found = info.tilted([0.3, -0.1], DIE, [itself, square])
    weights = np.exp(0.3 * DIE - 0.1 * DIE**2)
    assert found.log_partition == pytest.approx(math.log(weights.sum()), rel=1e-14)
    assert found.probabilities == pytest.approx(weights / weights.sum(), rel=1e-14)
    assert found.covariance == pytest.approx(np.cov([DIE, DIE**2], aweights=found.probabilities, ddof=0), rel=1e-12)
    cold = info.tilted([1e4], DIE, [itself])
    assert cold.probabilities.tolist() == [0, 0, 0, 0, 0, 1]
    back = info.maximum_entropy(DIE, [itself, square], found.moments)
    assert back.multipliers == pytest.approx([0.3, -0.1], rel=1e-11)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: info.maximum_entropy([], [itself], [1]), "support must hold at least one state"),
        (lambda: info.maximum_entropy(DIE, [], []), "features must"),
        (lambda: info.maximum_entropy(DIE, [itself], [1, 2]), "targets must hold one for each of 1 features"),
        (lambda: info.maximum_entropy(DIE, [lambda x: x[:2]], [1]), "features must give one number for each of 6"),
        (lambda: info.maximum_entropy(DIE, [lambda x: x * math.nan], [1]), "features\\[0\\] must be finite"),
        (lambda: info.maximum_entropy(DIE, [itself], [math.inf]), "targets must be finite"),
        (lambda: info.maximum_entropy(DIE, [itself], [3], prior=[1.0]), "prior must have one probability for each"),
        (lambda: info.tilted([1, 2], DIE, [itself]), "multipliers must hold one for each of 1 features"),
    ],
)
def test_what_is_no_problem_is_refused(call, message):
    with pytest.raises(ValueError, match=message):
        call()

import math

import numpy as np
import pytest
from scipy import integrate, stats

from mathml_widgets.maths import information as info

BY_SCIPY = {
    ("normal", (2.0,)): stats.norm(scale=2.0),
    ("uniform", (0.25,)): stats.uniform(0, 0.25),
    ("exponential", (3.0,)): stats.expon(scale=3.0),
    ("laplace", (0.5,)): stats.laplace(scale=0.5),
    ("logistic", (2.0,)): stats.logistic(scale=2.0),
    ("cauchy", (1.5,)): stats.cauchy(scale=1.5),
    ("gamma", (2.5, 3.0)): stats.gamma(2.5, scale=3.0),
    ("beta", (2.0, 5.0)): stats.beta(2.0, 5.0),
    ("weibull", (1.5, 2.0)): stats.weibull_min(1.5, scale=2.0),
    ("lognormal", (-0.5, 0.75)): stats.lognorm(0.75, scale=math.exp(-0.5)),
    ("t", (4.0, 2.0)): stats.t(4.0, scale=2.0),
}


@pytest.mark.parametrize(("family", "parameters"), BY_SCIPY)
def test_a_density_of_each_family_is_scipys_and_has_its_entropy(family, parameters):
    oracle = BY_SCIPY[family, parameters]
    density = info.density_of(family, parameters)
    x = oracle.ppf([0.01, 0.2, 0.5, 0.9])
    np.testing.assert_allclose(density.pdf(x), oracle.pdf(x), rtol=1e-10)
    assert info.entropy_of(family, parameters, math.e) == pytest.approx(float(oracle.entropy()), abs=1e-9)
    assert info.entropy_of(family, parameters) == pytest.approx(density.entropy() / math.log(2), abs=1e-9)
    assert len(info.parameter_names(family)) == len(parameters)


@pytest.mark.parametrize(("family", "parameters"), BY_SCIPY)
def test_the_curve_adds_up_to_the_probability_and_the_entropy_of_its_range(family, parameters):
    oracle = BY_SCIPY[family, parameters]
    x, density, parts = info.density_curve(info.density_of(family, parameters), 20_001)
    inside = oracle.cdf(x[-1]) - oracle.cdf(x[0])
    assert inside > 0.94
    assert integrate.trapezoid(density, x) == pytest.approx(inside, abs=1e-5)
    found, _ = integrate.quad(lambda z: -oracle.pdf(z) * oracle.logpdf(z) / math.log(2), x[0], x[-1], limit=200)
    assert integrate.trapezoid(parts, x) == pytest.approx(found, abs=1e-5)
    np.testing.assert_allclose(parts, -density * np.log2(density), rtol=1e-12, atol=1e-15)


def test_a_density_that_is_infinite_at_an_end_is_drawn_finite():
    _, density, parts = info.density_curve(info.density_of("beta", [0.01, 1.0]), 11)
    assert np.isfinite(density).all()
    assert np.isfinite(parts).all()


@pytest.mark.parametrize(
    ("family", "parameters", "message"),
    [
        ("pareto", [1.0], "family must be one of beta, cauchy"),
        ("normal", [0.0], "standard_deviation must be positive, got 0"),
        ("gamma", [1.0, -2.0], "scale must be positive, got -2"),
        ("beta", [1.0], "beta must be given a and b, but b is missing"),
        ("normal", [math.nan], "standard_deviation must be finite"),
    ],
)
def test_a_density_that_is_none_is_refused_by_name(family, parameters, message):
    with pytest.raises(ValueError, match=message):
        info.density_of(family, parameters)


@pytest.mark.parametrize("scale", [1e-300, 1.0, 1e300])
def test_the_normal_of_the_same_spread_is_scipys_at_any_scale(scale):
    x = np.random.default_rng(0).normal(size=(50, 2)) @ [[1.0, 0.5], [0.0, 2.0]]
    expected = stats.multivariate_normal(cov=np.cov(x, rowvar=False)).entropy() / math.log(2)
    found = info.normal_entropy_of(x * scale)
    assert found == pytest.approx(expected + 2 * math.log2(scale), rel=1e-12)
    assert info.normal_entropy_of(np.array([3.0, 3.0]) * scale) == -math.inf
    assert info.normal_entropy_of(np.array([[1.0, 2.0], [2.0, 4.0], [3.0, 6.0]]) * scale) == -math.inf
    assert info.normal_entropy_of([0.0, 0.0]) == -math.inf


@pytest.mark.parametrize("points", [[1.0], 1.0, np.zeros((2, 0)), [1.0, math.nan]])
def test_a_spread_needs_two_finite_points(points):
    with pytest.raises(ValueError, match="points"):
        info.normal_entropy_of(points)

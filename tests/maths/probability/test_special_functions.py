import math

import mpmath as mp
import numpy as np
import pytest
import scipy.special as sp
from hypothesis import given, settings
from hypothesis import strategies as st

from mathml_widgets.maths.probability import special_functions as sf
from mathml_widgets.maths.probability.special_functions import (
    bessel,
    continued_fractions,
    error_function,
    gamma_function,
    gamma_slopes,
)
from mathml_widgets.maths.probability.special_functions.kernels import beta_kernel, deviance, gamma_kernel
from tests.maths.probability.condition_numbers import assert_accurate

RNG = np.random.default_rng(20)
WIDE = np.concatenate([10.0 ** RNG.uniform(-10, 6, 60), RNG.uniform(0, 12, 60)])[:, None]
LINE = np.concatenate([RNG.uniform(-6, 26, 80), 10.0 ** RNG.uniform(-10, 0, 20)])[:, None]


def lower_gamma(a, x):
    return mp.gammainc(a, 0, x, regularized=True)


def upper_gamma(a, x):
    return mp.gammainc(a, x, mp.inf, regularized=True)


def lower_beta(a, b, x):
    return mp.betainc(a, b, 0, x, regularized=True)


def upper_beta(a, b, x):
    return mp.betainc(b, a, 0, 1 - x, regularized=True)


@pytest.mark.parametrize(
    ("ours", "exact", "points"),
    [
        (sf.erf, mp.erf, LINE),
        (sf.erfc, mp.erfc, LINE),
        (sf.scaled_erfc, lambda x: mp.exp(x * x) * mp.erfc(x), LINE),
        (sf.normal_pdf, mp.npdf, LINE),
        (sf.normal_cdf, mp.ncdf, -1.4 * LINE),
        (sf.normal_log_cdf, lambda x: mp.log(mp.ncdf(x)), -1.4 * LINE),
        (sf.log_gamma, mp.loggamma, WIDE),
        (sf.digamma, mp.digamma, WIDE),
        (sf.trigamma, lambda x: mp.psi(1, x), WIDE),
        (sf.scaled_bessel_i0, lambda x: mp.exp(-x) * mp.besseli(0, x), WIDE[:80]),
        (sf.scaled_bessel_i1, lambda x: mp.exp(-x) * mp.besseli(1, x), WIDE[:80]),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_a_function_of_one_number_is_right_to_a_few_units_in_the_last_place(ours, exact, points):
    assert_accurate(ours, exact, points, bound=1e-15)


def test_the_error_function_is_inverted_to_the_last_digits():
    y = np.concatenate([RNG.uniform(-1, 1, 40), 10.0 ** RNG.uniform(-20, 0, 20)])[:, None]
    assert_accurate(sf.erf_inverse, mp.erfinv, y, bound=1e-15)


@pytest.mark.parametrize("probability", [1e-300, 1e-100, 1e-20, 1e-5, 0.1, 0.125, 0.3, 0.5 - 1e-9, 0.875, 0.99])
def test_the_normal_quantile_undoes_the_exact_cdf(probability):
    with mp.workdps(40):
        z = sf.normal_quantile(probability)
        exact = mp.findroot(lambda t: mp.log(mp.ncdf(t)) - mp.log(probability), z)
        assert abs(z - exact) <= 4e-16 * abs(exact)
    assert sf.erfc_inverse(2 * probability) == pytest.approx(-z / math.sqrt(2), rel=4e-16)


def test_the_beta_function_is_right_for_small_and_huge_arguments():
    points = 10.0 ** RNG.uniform(-3, 8, (80, 2))
    assert_accurate(sf.log_beta, lambda a, b: mp.loggamma(a) + mp.loggamma(b) - mp.loggamma(a + b), points, 1e-14)


def gamma_points(lowest, highest, n):
    shape = 10.0 ** RNG.uniform(lowest, highest, n)
    x = np.abs(shape + np.sqrt(shape) * RNG.normal(0, 4, n))
    x[::3] = shape[::3] * 10.0 ** RNG.uniform(-2, 0.6, len(x[::3]))
    return np.column_stack([shape, np.maximum(x, 1e-8)])


def test_both_incomplete_gamma_functions_are_right_in_their_tails():
    points = gamma_points(-2, 3.5, 80)
    assert_accurate(sf.gamma_p, lower_gamma, points)
    assert_accurate(sf.gamma_q, upper_gamma, points)


def beta_points(lowest, highest, n):
    a, b = 10.0 ** RNG.uniform(lowest, highest, (2, n))
    mean = a / (a + b)
    spread = np.sqrt(mean * (1 - mean) / (a + b + 1))
    return np.column_stack([a, b, np.clip(mean + spread * RNG.normal(0, 4, n), 1e-6, 1 - 1e-6)])


def test_both_incomplete_beta_functions_are_right_in_their_tails():
    points = beta_points(-2, 2.7, 80)
    assert_accurate(sf.beta_inc, lower_beta, points)
    assert_accurate(sf.beta_inc_upper, upper_beta, points)


@pytest.mark.parametrize("z", [-6, -1, 0, 2, 8])
def test_a_shape_of_a_million_is_no_harder(z):
    a = 1e6
    x = a + z * 1e3
    with mp.workdps(30):
        kernel = mp.exp(a * mp.log(x) - x - mp.loggamma(a))
        if z <= 0:
            area = mp.quad(lambda s: mp.exp(-a * s - x * mp.expm1(-s)), [0, 0.001, 0.004, 0.016, 0.1])
        else:
            area = mp.quad(lambda s: mp.exp(a * s - x * mp.expm1(s)), [0, 0.001, 0.004, 0.016, 0.1])
        exact = float(kernel * area)
    found = sf.gamma_p(a, x) if z <= 0 else sf.gamma_q(a, x)
    assert found == pytest.approx(exact, rel=1e-12)  # The condition number is above 800.


@given(st.floats(0.05, 1e5), st.floats(0.05, 1e5), st.floats(1e-9, 1))
@settings(max_examples=40)
def test_the_inverses_undo_the_incomplete_functions(a, b, p):
    x = sf.gamma_p_inverse(a, p)
    if 1e-300 < x < np.inf:
        assert sf.gamma_p(a, x) == pytest.approx(p, rel=1e-12)
    x = sf.gamma_q_inverse(a, p)
    if 1e-300 < x < np.inf:
        assert sf.gamma_q(a, x) == pytest.approx(p, rel=1e-12)
    x = sf.beta_inc_inverse(a, b, p)
    if 1e-300 < x < 0.5:
        assert sf.beta_inc(a, b, x) == pytest.approx(p, rel=1e-11)


@given(st.floats(0.01, 1e4), st.floats(0.01, 1e4), st.floats(0, 1))
@settings(max_examples=40)
def test_the_two_tails_make_one(a, b, x):
    assert sf.beta_inc(a, b, x) + sf.beta_inc_upper(a, b, x) == pytest.approx(1, abs=1e-15)
    assert sf.gamma_p(a, b) + sf.gamma_q(a, b) == pytest.approx(1, abs=1e-15)


@given(st.floats(0.01, 1e4), st.floats(0.01, 1e4), st.floats(0.001, 0.999))
@settings(max_examples=40)
def test_the_regularised_beta_function_has_its_mirror_image(a, b, x):
    y = 1 - x
    if 1 - y == x:
        assert sf.beta_inc(a, b, x) == pytest.approx(sf.beta_inc_upper(b, a, y), rel=1e-13)


def test_inverses_agree_with_scipy_over_a_grid():
    a, b, p = np.meshgrid([0.1, 0.5, 1, 3, 40, 500], [0.2, 1, 7, 300], [1e-12, 1e-3, 0.2, 0.5, 0.9, 0.999])
    np.testing.assert_allclose(sf.gamma_p_inverse(a, p), sp.gammaincinv(a, p), rtol=2e-13)
    np.testing.assert_allclose(sf.gamma_q_inverse(a, p), sp.gammainccinv(a, p), rtol=2e-13)
    np.testing.assert_allclose(sf.beta_inc_inverse(a, b, p), sp.betaincinv(a, b, p), rtol=2e-12)


def test_student_t_is_right_in_its_tails():
    nu = 10.0 ** RNG.uniform(-1, 3.5, 60)
    t = RNG.standard_t(np.minimum(nu, 5)) * 3

    def exact(t, nu):
        x = nu / (nu + t * t)
        outer = mp.betainc(nu / 2, mp.mpf(1) / 2, 0, x, regularized=True) / 2
        return outer if t < 0 else 1 - outer

    assert_accurate(sf.student_t_cdf, exact, np.column_stack([t, nu]))


def test_student_t_quantiles_agree_with_scipy_and_mirror():
    p, nu = np.meshgrid([1e-12, 0.01, 0.3, 0.5 - 1e-6, 0.6, 0.99], [0.5, 1, 2, 7, 50, 1e4])
    found = sf.student_t_quantile(p, nu)
    np.testing.assert_allclose(sf.student_t_cdf(found, nu), p, rtol=1e-13)
    np.testing.assert_allclose(found, sp.stdtrit(nu, p), rtol=1e-9)
    assert sf.student_t_quantile([0, 0.5, 1], 3).tolist() == [-np.inf, 0, np.inf]


def test_fisher_f_is_right_in_its_tails():
    d1, d2 = 10.0 ** RNG.uniform(-0.5, 2.5, (2, 50))
    points = np.column_stack([RNG.f(d1, d2), d1, d2])
    assert_accurate(sf.f_cdf, lambda x, m, n: lower_beta(m / 2, n / 2, m * x / (m * x + n)), points)
    assert_accurate(sf.f_sf, lambda x, m, n: lower_beta(n / 2, m / 2, n / (m * x + n)), points)


def test_fisher_f_quantiles_agree_with_scipy():
    p, d1, d2 = np.meshgrid([1e-9, 0.05, 0.5, 0.99], [1, 3, 20], [2, 9, 200])
    np.testing.assert_allclose(sf.f_quantile(p, d1, d2), sp.fdtri(d1, d2, p), rtol=1e-9)
    np.testing.assert_allclose(sf.f_cdf(sf.f_quantile(p, d1, d2), d1, d2), p, rtol=1e-13)


def test_chi_squared_areas_are_those_of_a_gamma_distribution():
    x, nu = np.meshgrid([1e-3, 1, 10, 900], [0.3, 1, 2, 30])
    np.testing.assert_allclose(sf.chi_squared_cdf(x, nu), sp.chdtr(nu, x), rtol=1e-12)
    np.testing.assert_allclose(sf.chi_squared_sf(x, nu), sp.chdtrc(nu, x), rtol=1e-12)
    np.testing.assert_allclose(sf.chi_squared_quantile(0.05, nu, upper_tail=True), sp.chdtri(nu, 0.05), rtol=1e-12)
    np.testing.assert_allclose(sf.chi_squared_quantile(0.95, nu), sp.chdtri(nu, 0.05), rtol=1e-12)


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (sf.erf([-np.inf, np.inf]), [-1, 1]),
        (sf.erfc([-np.inf, np.inf]), [2, 0]),
        (sf.erfc_inverse([0, 1, 2]), [np.inf, 0, -np.inf]),
        (sf.erf_inverse([-1, 0, 1]), [-np.inf, 0, np.inf]),
        (sf.scaled_erfc([-np.inf, -30, 0, np.inf]), [np.inf, np.inf, 1, 0]),
        (sf.normal_cdf([-np.inf, 0, np.inf]), [0, 0.5, 1]),
        (sf.normal_log_cdf([-np.inf, np.inf]), [-np.inf, 0]),
        (sf.normal_quantile([0, 0.5, 1]), [-np.inf, 0, np.inf]),
        (sf.log_gamma([0, 1, 2, np.inf, 1e308]), [np.inf, 0, 0, np.inf, np.inf]),
        (sf.log_beta([0, 1], [3, 1]), [np.inf, 0]),
        (sf.gamma_p([2, 2], [0, np.inf]), [0, 1]),
        (sf.gamma_q([2, 2], [0, np.inf]), [1, 0]),
        (sf.gamma_p_inverse(3, [0, 1]), [0, np.inf]),
        (sf.gamma_q_inverse(3, [0, 1]), [np.inf, 0]),
        (sf.beta_inc(2, 3, [0, 1]), [0, 1]),
        (sf.beta_inc_upper(2, 3, [0, 1]), [1, 0]),
        (sf.beta_inc_inverse(2, 3, [0, 1]), [0, 1]),
        (sf.student_t_cdf([-np.inf, np.inf], 3), [0, 1]),
        (sf.f_cdf([0, np.inf], 3, 4), [0, 1]),
        (sf.chi_squared_sf([0, np.inf], 3), [1, 0]),
        (sf.scaled_bessel_i0([0, np.inf]), [1, 0]),
        (sf.scaled_bessel_i1([0, np.inf]), [0, 0]),
    ],
)
def test_values_at_the_ends_of_the_line_are_exact_to_the_last_place(found, expected):
    np.testing.assert_allclose(found, expected, rtol=4e-16, atol=0)


def test_quantiles_too_small_for_a_float_are_zero():
    assert sf.gamma_p_inverse(0.01, 1e-10) == 0
    assert sf.beta_inc_inverse(0.01, 5, 1e-10) == 0
    assert sf.beta_inc_inverse(5, 0.01, 1 - 1e-3) == 1


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: sf.erf(np.nan), "x must hold numbers, got nan"),
        (lambda: sf.erf([0, np.nan]), "x must hold numbers, got nan at index 1"),
        (lambda: sf.erf("one"), "x must hold real numbers, got 'one'"),
        (lambda: sf.erf(1j), "x must hold real numbers, got 1j"),
        (lambda: sf.erf([[1], [1, 2]]), "x must have rows of equal length, got [[1], [1, 2]]"),
        (lambda: sf.erf_inverse(2), "y must lie between -1 and 1, got 2.0"),
        (lambda: sf.erfc_inverse([1, -1]), "y must lie between 0 and 2, got -1.0"),
        (lambda: sf.log_gamma(-1), "x must be at least 0, got -1.0"),
        (lambda: sf.digamma(0), "x must be positive and finite, got 0.0"),
        (lambda: sf.normal_quantile(1.5), "probability must lie between 0 and 1, got 1.5"),
        (lambda: sf.gamma_p(0, 1), "shape must be positive and finite, got 0.0"),
        (lambda: sf.gamma_p(1, -1), "x must be at least 0, got -1.0"),
        (lambda: sf.beta_inc(1, np.inf, 0.5), "b must be positive and finite, got inf"),
        (lambda: sf.beta_inc(1, 1, 2), "x must lie between 0 and 1, got 2.0"),
        (
            lambda: sf.f_cdf(1, [[1, -1]], 1),
            "numerator_degrees must be positive and finite, got -1.0 at index (0, 1)",
        ),
    ],
)
def test_what_is_no_argument_is_refused_by_name(call, message):
    with pytest.raises(ValueError) as caught:
        call()
    assert str(caught.value) == message


def test_empty_arrays_give_empty_arrays():
    for function in (sf.erf, sf.erfc, sf.erf_inverse, sf.normal_quantile, sf.log_gamma, sf.digamma):
        assert function([]).shape == (0,)
    assert sf.gamma_p_inverse(2, []).shape == (0,)
    assert sf.beta_inc_inverse(2, [[1], [3]], np.zeros((2, 0))).shape == (2, 0)


def chebyshev_coefficients(function, lowest, highest, n):
    """Return the coefficients by interpolation at twice as many Chebyshev points, in 50 digits."""
    with mp.workdps(50):
        angles = [mp.pi * (k + mp.mpf(1) / 2) / (2 * n) for k in range(2 * n)]
        middle, half = (mp.mpf(lowest) + highest) / 2, (mp.mpf(highest) - lowest) / 2
        values = [function(middle + half * mp.cos(angle)) for angle in angles]
        return [
            float(mp.fsum(v * mp.cos(j * t) for v, t in zip(values, angles, strict=True)) / n / (2 if j == 0 else 1))
            for j in range(n)
        ]


def of_scaled_erfc(t):
    x = mp.mpf("3.75") * (1 + t) / (1 - t)
    return (1 + 2 * x) * mp.exp(x * x) * mp.erfc(x)


def of_digamma(x):
    return mp.digamma(x) / (x - mp.mpf("1.461632144968362341262659542325721328468196204"))


@pytest.mark.parametrize(
    ("table", "function", "lowest", "highest"),
    [
        (error_function.ERF, lambda s: mp.erf(mp.sqrt(s)) / mp.sqrt(s), 0, 1),
        (error_function.SCALED_ERFC, of_scaled_erfc, -1, 1),
        (gamma_function.LOG_GAMMA, lambda x: mp.loggamma(x) / ((x - 1) * (x - 2)), 1, 3),
        (gamma_slopes.DIGAMMA, of_digamma, 1, 3),
        (bessel.I0_NEAR, lambda x: mp.exp(-x) * mp.besseli(0, x), 0, 8),
        (bessel.I1_NEAR, lambda x: mp.exp(-x) * mp.besseli(1, x) / x, 0, 8),
        (bessel.I0_FAR, lambda u: mp.exp(-1 / u) * mp.besseli(0, 1 / u) / mp.sqrt(u), 0, 0.125),
        (bessel.I1_FAR, lambda u: mp.exp(-1 / u) * mp.besseli(1, 1 / u) / mp.sqrt(u), 0, 0.125),
    ],
    ids=["erf", "scaled erfc", "log gamma", "digamma", "I0 near", "I1 near", "I0 far", "I1 far"],
)
def test_the_tables_are_the_chebyshev_coefficients_of_what_they_stand_for(table, function, lowest, highest):
    again = chebyshev_coefficients(function, lowest, highest, len(table) + 3)
    np.testing.assert_allclose(table, again[: len(table)], atol=2e-17 * abs(table[0]), rtol=1e-15)
    assert max(abs(c) for c in again[len(table) :]) < 1e-17 * abs(table[0])


@pytest.mark.parametrize(("x", "mean"), [(5, 5), (5, 5.0001), (5, 6.1), (5, 4.1), (5, 7), (5, 500), (1e6, 1e6 + 1)])
def test_the_deviance_does_not_cancel(x, mean):
    with mp.workdps(40):
        exact = mp.mpf(x) * mp.log(mp.mpf(x) / mp.mpf(mean)) + mp.mpf(mean) - x
        assert deviance(np.array([x * 1.0]), np.array([mean * 1.0]))[0] == pytest.approx(float(exact), rel=1e-15)


def test_kernels_are_the_densities_they_are_named_for():
    points = gamma_points(-2, 5, 60)
    assert_accurate(
        lambda a, x: np.exp(gamma_kernel(a, x)),
        lambda a, x: mp.exp(a * mp.log(x) - x - mp.loggamma(a)),
        points,
        bound=1e-14,
    )
    points = beta_points(-2, 5, 60)
    assert_accurate(
        lambda a, b, x: np.exp(beta_kernel(a, b, x, 1 - x)),
        lambda a, b, x: mp.exp(
            a * mp.log(x) + b * mp.log(1 - x) - mp.loggamma(a) - mp.loggamma(b) + mp.loggamma(a + b)
        ),
        points,
        bound=1e-14,
    )


def test_a_continued_fraction_goes_on_for_those_that_have_not_settled():
    x = np.array([0.1, 1.0, 5.0])
    tangent = continued_fractions.continued_fraction(
        np.full(3, 1e-200), lambda k, x: (x if k == 1 else -x * x, np.full_like(x, 2 * k - 1.0)), x
    )
    np.testing.assert_allclose(tangent, np.tan(x), rtol=1e-14)

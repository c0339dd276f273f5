from fractions import Fraction

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from mathml_widgets.maths.linear_algebra.extended_range import (
    Wide,
    difference_of_products,
    join,
    product,
    scaled,
    split,
)

finite = st.floats(allow_nan=False, allow_infinity=False)


@settings(max_examples=300)
@given(finite, finite, finite, finite)
def test_a_difference_of_products_of_any_floats_is_accurate(a, b, c, d):
    mantissa, exponent = difference_of_products(a, b, c, d)
    exact = Fraction(a) * Fraction(b) - Fraction(c) * Fraction(d)
    found = Fraction(mantissa) * Fraction(2) ** exponent
    assert abs(found - exact) <= Fraction(9e-16) * abs(exact)


def test_joining_ends_in_infinity_and_zero():
    assert float(Wide(0.5, 1)) == 1.0
    assert float(Wide(-0.5, 5000)) == -np.inf
    assert float(Wide(0.5, -5000)) == 0.0
    assert join(np.array([0.5, -0.5, 0.5]), np.array([10**9, 10**9, -(10**9)])).tolist() == [np.inf, -np.inf, 0.0]


def test_scaling_by_a_power_of_two_loses_nothing():
    stack = np.array([[[3e300, 1e290]], [[5e-320, 0.0]], [[0.0, 0.0]]])
    small, exponent = scaled(stack)
    assert (join(small, exponent[:, None, None]) == stack).all()
    assert (np.abs(small).max(axis=(1, 2))[:2] >= 0.5).all()
    assert (np.abs(small) < 1.0).all()


def test_a_product_with_exponents_agrees_with_an_ordinary_one():
    rng = np.random.default_rng(1)
    a, b = rng.normal(size=(3, 4)), rng.normal(size=(4, 2))
    assert np.allclose(join(*product(split(a), split(b))), a @ b, rtol=1e-14)


def test_a_product_with_exponents_keeps_what_an_ordinary_one_loses():
    huge = np.array([[1e200, 0.0], [0.0, 1e-200]])
    squared = product(split(huge), split(huge))
    back = product(squared, split(np.array([[1e-200, 0.0], [0.0, 1e200]])))
    assert np.allclose(join(*back), huge, rtol=1e-14)

import math
from itertools import pairwise

import mpmath
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mathml_widgets.maths import information as info

orders = st.floats(0, 60) | st.sampled_from([0.0, 1.0, 2.0, 1 + 1e-9, 1 - 1e-9, 0.5, 1.5, math.inf])
distributions = st.lists(st.floats(1e-9, 1) | st.just(0.0), min_size=2, max_size=8).filter(lambda w: sum(w) > 1e-3)


def exact_renyi(p, order):
    with mpmath.workdps(60):
        p = [mpmath.mpf(float(x)) for x in p if x > 0]
        total = mpmath.fsum(p)
        p = [x / total for x in p]
        if order == 1:
            return -mpmath.fsum(x * mpmath.log(x, 2) for x in p)
        if order == math.inf:
            return -mpmath.log(max(p), 2)
        return mpmath.log(mpmath.fsum(x ** mpmath.mpf(order) for x in p), 2) / (1 - mpmath.mpf(order))


def exact_tsallis(p, order):
    with mpmath.workdps(60):
        p = [mpmath.mpf(float(x)) for x in p if x > 0]
        total = mpmath.fsum(p)
        p = [x / total for x in p]
        if order == 1:
            return -mpmath.fsum(x * mpmath.log(x) for x in p)
        return (1 - mpmath.fsum(x ** mpmath.mpf(order) for x in p)) / (mpmath.mpf(order) - 1)


@settings(max_examples=40)
@given(distributions, orders)
def test_entropies_of_every_order_are_exact_also_near_order_one(w, order):
    p = info.normalized(w)
    assert info.renyi_entropy(p, order) == pytest.approx(float(exact_renyi(p, order)), rel=1e-12, abs=1e-14)
    if order < math.inf:
        assert info.tsallis_entropy(p, order) == pytest.approx(float(exact_tsallis(p, order)), rel=1e-12, abs=1e-14)


@settings(max_examples=40)
@given(distributions)
def test_the_entropy_never_rises_with_the_order(w):
    p = info.normalized(w)
    found = [info.renyi_entropy(p, order) for order in (0, 0.3, 1, 2, 10, math.inf)]
    assert all(a >= b - 1e-12 for a, b in pairwise(found))


def test_special_orders_have_their_names():
    p = [1 / 2, 1 / 4, 1 / 8, 1 / 8, 0]
    assert info.renyi_entropy(p, 0) == 2.0  # Hartley
    assert info.renyi_entropy(p, 1) == info.entropy(p) == 1.75
    assert info.renyi_entropy(p, 2) == pytest.approx(-math.log2(sum(x * x for x in p)), rel=1e-14)
    assert info.renyi_entropy(p, math.inf) == 1.0
    assert info.tsallis_entropy([0.5, 0.5], 2) == 0.5  # Gini
    assert info.tsallis_entropy(p, 0) == 3.0
    assert info.tsallis_entropy(p, math.inf) == 0.0
    assert info.tsallis_entropy(p, 1) == pytest.approx(1.75 * math.log(2), rel=1e-15)


def test_tsallis_entropies_of_independent_sources_add_up_only_with_their_product():
    p, q, order = np.array([0.2, 0.8]), np.array([0.5, 0.3, 0.2]), 1.7
    one, other = info.tsallis_entropy(p, order), info.tsallis_entropy(q, order)
    both = info.tsallis_entropy(np.outer(p, q).ravel(), order)
    assert both == pytest.approx(one + other + (1 - order) * one * other, rel=1e-13)
    assert info.renyi_entropy(np.outer(p, q).ravel(), order) == pytest.approx(
        info.renyi_entropy(p, order) + info.renyi_entropy(q, order), rel=1e-13
    )


def test_stacks_and_huge_orders_stay_finite():
    p = np.random.default_rng(1).dirichlet(np.ones(4), 3)
    assert info.renyi_entropy(p, 1e6).shape == (3,)
    assert info.renyi_entropy(p, 1e6) == pytest.approx(info.renyi_entropy(p, math.inf), rel=1e-5)
    assert info.renyi_entropy([1, 0], 3) == 0.0


@pytest.mark.parametrize("function", [info.renyi_entropy, info.tsallis_entropy])
@pytest.mark.parametrize("order", [-1, math.nan])
def test_a_negative_order_is_refused(function, order):
    with pytest.raises(ValueError, match="order must not be negative, got"):
        function([0.5, 0.5], order)


@settings(max_examples=40)
@given(distributions, st.lists(orders.filter(math.isfinite), min_size=1, max_size=6), st.sampled_from([2, math.e, 10]))
def test_many_orders_at_once_are_each_as_alone(weights, row, base):
    p = np.array(weights) / np.sum(weights)
    found = info.order_curves(p, row, base)
    for order, (renyi, tsallis) in zip(row, found, strict=True):
        assert renyi == pytest.approx(info.renyi_entropy(p, order, base), rel=1e-9, abs=1e-12)
        assert tsallis == pytest.approx(info.tsallis_entropy(p, order), rel=1e-9, abs=1e-12)


@pytest.mark.parametrize("row", [[-1.0], [math.inf], [[1.0]]])
def test_orders_that_are_none_are_refused(row):
    with pytest.raises(ValueError, match="orders must"):
        info.order_curves([0.5, 0.5], row)

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mathml_widgets.maths import information as info


@settings(max_examples=40)
@given(st.integers(0, 2**32), st.integers(2, 7), st.floats(-0.5, 1.5), st.sets(st.integers(0, 6)))
def test_a_dragged_bar_leaves_a_distribution_with_the_locked_bars_untouched(seed, n, value, locked):
    p = np.random.default_rng(seed).dirichlet(np.full(n, 0.5))
    locked = {i for i in locked if i < n}
    found = info.with_probability(p, 0, value, locked_outcomes=locked)
    assert found.sum() == pytest.approx(1, abs=1e-14)
    assert found.min() >= 0
    assert all(found[i] == p[i] for i in locked)
    free = [i for i in range(1, n) if i not in locked]
    if free and 0 not in locked:
        room = 1 - sum(p[i] for i in locked)
        assert found[0] == pytest.approx(min(max(value, 0), room), abs=1e-14)
        assert found[free] * p[free].sum() == pytest.approx(p[free] * found[free].sum(), abs=1e-12)
    else:
        assert found == pytest.approx(p, abs=0)


def test_empty_bars_share_the_room_equally():
    assert info.with_probability([1, 0, 0], 0, 0.5).tolist() == [0.5, 0.25, 0.25]
    assert info.with_probability([1.0], 0, 0.2).tolist() == [1.0]


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: info.with_probability([0.5, 0.5], 2, 0.1), "outcome must be between 0 and 1, got 2"),
        (lambda: info.with_probability([0.5, 0.5], "a", 0.1), "outcome must be a place of the distribution, got 'a'"),
        (lambda: info.with_probability([0.5, 0.5], 0, np.nan), "value must be finite, got nan"),
        (lambda: info.with_probability([0.5, 0.5], 0, 0.1, locked_outcomes=[-1]), "locked_outcomes must be between"),
    ],
)
def test_a_bar_that_is_not_there_is_refused(call, message):
    with pytest.raises(ValueError, match=message):
        call()


@given(st.integers(0, 2**32), st.integers(1, 7), st.sets(st.integers(0, 6)), st.sampled_from([2, 10]))
def test_the_entropy_along_a_bar_is_that_of_each_place_where_it_may_stand(seed, n, locked, base):
    p = np.random.default_rng(seed).dirichlet(np.full(n, 0.5))
    locked = {i for i in locked if 0 < i < n}
    curve = info.entropy_along(p, 0, locked_outcomes=locked, base=base, n_steps=8)
    assert curve.shape == (9, 2)
    for value, entropy in curve:
        bars = info.with_probability(p, 0, value, locked_outcomes=locked)
        assert bars[0] == pytest.approx(value, abs=1e-14)
        assert entropy == pytest.approx(info.entropy(bars, base), abs=1e-12)


def test_a_locked_bar_shows_what_it_would_do_if_it_were_free():
    free = info.entropy_along([0.5, 0.5], 0, n_steps=4)
    np.testing.assert_array_equal(info.entropy_along([0.5, 0.5], 0, locked_outcomes=[0], n_steps=4), free)

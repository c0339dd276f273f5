import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mathml_widgets.maths import optimization as opt

steps = st.integers(0, 1000)


@given(steps)
def test_each_schedule_follows_its_formula(k):
    assert opt.constant(0.3)(k) == 0.3
    assert opt.step_decay(0.3, 0.5, 7)(k) == pytest.approx(0.3 * 0.5 ** (k // 7))
    assert opt.inverse_time(0.3, 0.1)(k) == pytest.approx(0.3 / (1 + 0.1 * k))
    assert opt.inverse_square_root(0.3)(k) == pytest.approx(0.3 / math.sqrt(k + 1))
    expected = 0.1 + 0.2 * (1 + math.cos(math.pi * min(k / 50, 1))) / 2
    assert opt.cosine(0.3, 50, 0.1)(k) == pytest.approx(expected)
    assert opt.warm_up(0.3, 20, 0.25)(k) == pytest.approx(0.3 * (0.25 + 0.75 * min(k / 20, 1)))


@given(steps)
def test_every_falling_schedule_falls_and_stays_positive(k):
    for schedule in (opt.step_decay(1.0), opt.inverse_time(1.0), opt.inverse_square_root(1.0), opt.cosine(1.0, 100)):
        assert 1.0 >= schedule(k) >= schedule(k + 1) >= 0.0


def test_warm_up_multiplies_the_schedule_that_follows():
    rate = opt.warm_up(opt.inverse_time(1.0), 2)
    assert [rate(k) for k in range(4)] == [0.0, 0.25, 1 / 3, 0.25]


def test_schedules_agree_with_torch():
    torch = pytest.importorskip("torch", reason="PyTorch is not installed: it is pinned in the test extra")
    scheduler = torch.optim.lr_scheduler
    pairs = [
        (opt.step_decay(0.5, 0.1, 3), lambda o: scheduler.StepLR(o, 3, 0.1)),
        (opt.cosine(0.5, 10, 0.1), lambda o: scheduler.CosineAnnealingLR(o, 10, 0.1)),
        (opt.warm_up(0.5, 4, 0.25), lambda o: scheduler.LinearLR(o, 0.25, 1.0, 4)),
    ]
    for ours, make in pairs:
        optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=0.5)
        theirs = make(optimizer)
        for k in range(11):
            assert ours(k) == pytest.approx(optimizer.param_groups[0]["lr"], rel=1e-12), k
            optimizer.step()
            theirs.step()


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: opt.constant(0), "rate must be positive and finite, got 0"),
        (lambda: opt.constant("fast"), "rate must be a positive number, got 'fast'"),
        (lambda: opt.step_decay(1, -1), "factor must be positive and finite, got -1"),
        (lambda: opt.step_decay(1, 0.5, 0), "every must be an integer of at least 1, got 0"),
        (lambda: opt.inverse_time(1, -0.1), "decay must be zero or positive and finite, got -0.1"),
        (lambda: opt.cosine(1, 2.5), "steps must be an integer of at least 1, got 2.5"),
        (lambda: opt.warm_up(1, 5, 1.0), "initial must be at least 0 and below 1, got 1.0"),
    ],
)
def test_impossible_schedules_are_refused_by_name(make, message):
    with pytest.raises(ValueError, match=message):
        make()

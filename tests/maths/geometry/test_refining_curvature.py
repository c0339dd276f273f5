import numpy as np
import pytest

from mathml_widgets.maths.geometry import (
    check_given_gradient,
    function_landscape,
    hessian_of,
    loss_landscape,
    lowest_turn,
    plane,
    refining_curvature,
    refining_gradient,
    refining_slice,
    slice_hessian,
    why_no_spectrum,
)
from mathml_widgets.maths.geometry.landscapes import Landscape

SCALES = np.array([3.0, -1.0, 0.5, 2.0])
POINT = np.array([0.3, -0.2, 0.5, 0.1])


def traceable(p):
    return (SCALES * p**2).sum() + p[0] * p[1] ** 3


def opaque(p):
    return float(traceable(np.array([float(x) for x in p])))


def gradient(p):
    found = 2 * SCALES * p
    return found + np.array([p[1] ** 3, 3 * p[0] * p[1] ** 2, 0, 0])


def exact_hessian(p):
    found = np.diag(2 * SCALES)
    found[0, 1] = found[1, 0] = 3 * p[1] ** 2
    found[1, 1] += 6 * p[0] * p[1]
    return found


KNOWN = {
    "opaque": loss_landscape(opaque, POINT),
    "traceable": loss_landscape(traceable, POINT),
    "gradient": loss_landscape(opaque, POINT, gradient=gradient),
}


def last_of(steps):
    *_, last = steps
    return last.answer


@pytest.mark.parametrize(
    ("name", "source", "error"),
    [("opaque", None, 1e-6), ("traceable", "forward over reverse", 1e-13), ("gradient", "complex step", 1e-12)],
)
def test_the_full_curvature_is_found_by_the_best_way_there_is(name, source, error):
    land = KNOWN[name]
    operator = hessian_of(land, POINT)
    assert (operator and operator.source) == source
    found = last_of(refining_curvature(land, POINT, operator, generator=np.random.default_rng(0)))
    exact = np.linalg.eigvalsh(exact_hessian(POINT))
    np.testing.assert_allclose(found.eigenvalues, exact, rtol=error, atol=10 * error)
    surface = plane(POINT, np.random.default_rng(1).standard_normal((2, 4)))
    within = last_of(refining_slice(land, surface, operator))
    np.testing.assert_allclose(within, slice_hessian(surface, hessian=exact_hessian(POINT)), atol=10 * error)
    slope = last_of(refining_gradient(land, POINT, operator))
    np.testing.assert_allclose(slope, gradient(POINT), rtol=1e-8, atol=1e-9)


def test_only_one_evaluation_lies_between_two_pauses():
    calls = []

    def counted(p):
        calls.append(1)
        return opaque(p)

    land = loss_landscape(counted, POINT)
    surface = plane(POINT, np.eye(4)[:2])
    for steps in (
        refining_curvature(land, POINT, None, generator=np.random.default_rng(0)),
        refining_slice(land, surface, None),
        refining_gradient(land, POINT, None),
    ):
        calls.clear()
        for answer in steps:
            assert len(calls) <= 1 or answer.done == 1.0
            calls.clear()


def test_only_one_product_lies_between_two_pauses():
    calls = []

    def product(_point, v):
        calls.append(1)
        return curvatures * v

    for n in (200, 400):
        curvatures = np.linspace(-1, 2, n)
        land = Landscape(lambda p: 0.0, np.zeros(n), curvature=product)
        for _ in refining_curvature(land, land.start, hessian_of(land, land.start), generator=np.random.default_rng(0)):
            assert len(calls) <= 1
            calls.clear()


def test_above_the_limit_extremes_and_trace_are_estimated():
    curvatures = np.linspace(-1, 2, 1000)
    land = Landscape(lambda p: 0.0, np.zeros(1000), curvature=lambda _point, v: curvatures * v)
    steps = refining_curvature(land, land.start, hessian_of(land, land.start), generator=np.random.default_rng(0))
    found = last_of(steps)
    assert (found.method, found.eigenvalues) == ("Lanczos", None)
    assert (found.lowest, found.highest) == pytest.approx((-1.0, 2.0), abs=1e-6)
    assert abs(found.trace - curvatures.sum()) <= 4 * found.trace_error + 1e-6
    assert abs(found.n_negative - 333) <= 4 * found.n_negative_error + 20


def test_where_the_full_hessian_cannot_be_known_the_reason_is_told():
    blind = loss_landscape(opaque, np.zeros(100))
    assert "100 parameters are more than 60: hand over a gradient" in why_no_spectrum(blind, None)
    huge = Landscape(lambda p: 0.0, np.broadcast_to(0.0, 5_000_000), curvature=lambda _p, v: v)
    assert "too many to keep 30 vectors" in why_no_spectrum(huge, hessian_of(huge, np.zeros(1)))
    assert why_no_spectrum(KNOWN["opaque"], None) == ""
    assert last_of(refining_gradient(blind, np.zeros(100), None)) is None


def test_a_gradient_that_is_not_that_of_the_loss_is_refused():
    generator = np.random.default_rng(0)
    for right in (KNOWN["gradient"], loss_landscape(lambda p: np.float32(traceable(p)), POINT, gradient=gradient)):
        assert 2 <= len(list(check_given_gradient(right, POINT, generator=generator))) <= 8
    wrong = loss_landscape(opaque, POINT, gradient=lambda p: gradient(p) * 1.01)
    with pytest.raises(ValueError, match="gradient must be that of the loss, got a slope of"):
        list(check_given_gradient(wrong, POINT, generator=generator))
    assert list(check_given_gradient(KNOWN["opaque"], POINT, generator=generator)) == []


@pytest.mark.parametrize("seed", range(5))
def test_the_lowest_turn_is_lower_than_all_others(seed):
    generator = np.random.default_rng(seed)
    start, towards = generator.standard_normal((2, 4))
    operator = hessian_of(KNOWN["gradient"], POINT)
    found = lowest_turn(operator, start, towards)
    u, w = plane(np.zeros(4), [start, towards]).basis
    angles = np.linspace(-np.pi / 2, np.pi / 2, 1001)
    turned = np.cos(angles)[:, None] * u + np.sin(angles)[:, None] * w
    curvature = np.einsum("ki,ij,kj->k", turned, exact_hessian(POINT), turned)
    best = np.cos(found) * u + np.sin(found) * w
    assert best @ exact_hessian(POINT) @ best <= curvature.min() + 1e-9


def test_a_function_of_two_numbers_has_its_curvature_too():
    land = function_landscape(lambda x, y: float(x) ** 2 - 3 * float(y) ** 2)
    found = last_of(refining_curvature(land, [0.0, 0.0], hessian_of(land, [0, 0]), generator=np.random.default_rng(0)))
    np.testing.assert_allclose(found.eigenvalues, [-6, 2], atol=1e-6)

import numpy as np
import pytest

from mathml_widgets.maths import calculus
from mathml_widgets.maths.calculus.lanes import side_by_side

from .functions import ALL, ANALYTIC, NOT_ANALYTIC, POINT

NEAR = POINT + np.random.default_rng(3).normal(scale=1e-3, size=(50, 3))


@pytest.mark.parametrize("name", ALL)
def test_tracing_does_not_change_the_value(name):
    assert calculus.trace(ALL[name], POINT).value == pytest.approx(float(ALL[name](POINT)), rel=1e-14)


@pytest.mark.parametrize("name", ALL)
def test_many_points_at_once_give_what_each_alone_gives(name):
    together = side_by_side(ALL[name], NEAR)
    assert together == pytest.approx(np.array([ALL[name](x) for x in NEAR], dtype=float), rel=1e-12, abs=1e-14)


@pytest.mark.parametrize("name", ANALYTIC)
def test_the_traced_gradient_is_that_of_the_complex_step(name):
    found = calculus.gradient(ANALYTIC[name], POINT)
    assert found.method == "complex step"
    assert calculus.trace(ANALYTIC[name], POINT).gradient() == pytest.approx(found.value, rel=1e-13, abs=1e-14)


@pytest.mark.parametrize("name", NOT_ANALYTIC)
def test_the_traced_gradient_is_that_of_differences(name):
    found = calculus.gradient(NOT_ANALYTIC[name], POINT)
    assert found.method == "finite difference"
    assert calculus.trace(NOT_ANALYTIC[name], POINT).gradient() == pytest.approx(found.value, rel=1e-11, abs=1e-11)


@pytest.mark.parametrize("name", ALL)
def test_the_traced_hessian_is_that_of_differences(name):
    found = calculus.hessian(ALL[name], POINT)
    traced = calculus.trace(ALL[name], POINT).hessian()
    assert np.abs(traced - found.value).max() <= 1e-9 * (1 + np.abs(traced).max())
    assert (np.abs(traced - found.value) <= found.error + 1e-13 * np.abs(traced).max()).all()


@pytest.mark.parametrize("name", ALL)
def test_forward_and_reverse_sweeps_agree(name):
    run = calculus.trace(ALL[name], POINT)
    forward = [run.tangents(axis)[run.output] for axis in np.eye(3)]
    assert run.gradient() == pytest.approx(np.array(forward), rel=1e-12, abs=1e-13)


@pytest.mark.parametrize(
    "function",
    [
        lambda x: np.interp(x[0], [0.0, 1.0], [0.0, 1.0]),
        lambda x: np.einsum("ii->", np.outer(x, x)),
        lambda x: np.einsum("ij,ij->", np.outer(x, x), np.outer(x, x)[:, :2]),
        lambda x: np.einsum("iij,jk->", np.ones((3, 3, 3)), np.outer(x, x)),
        lambda x: np.linalg.norm(np.outer(x, x), 2),
        lambda x: np.matmul(np.ones((2, 3, 3)), x).sum(),
        lambda x: np.add(x, 1.0, where=np.array([True, False, True])).sum(),
        lambda x: np.subtract.reduce(x),
        lambda x: np.add(np.zeros(3), x, out=np.zeros(3)).sum(),
        lambda x: x.astype(int).sum(),
        lambda x: np.arange(3)[x[0]],
        lambda x: x.mystery,
        lambda x: len(x[0]),
        lambda x: np.max(x[:0]),
    ],
)
def test_what_cannot_be_followed_is_refused(function):
    with pytest.raises(TypeError, match="function cannot be traced"):
        calculus.trace(function, POINT)


def test_arrays_that_do_not_fit_are_refused_by_name():
    with pytest.raises(TypeError, match="matmul sums over axes of length 2 and 3: they must be equal"):
        calculus.trace(lambda x: np.ones((3, 2)) @ x, POINT)
    with pytest.raises(TypeError, match=r"cannot reshape an array of size 3 into shape \(2, 2\)"):
        calculus.trace(lambda x: x.reshape(2, 2), POINT)


def test_an_array_cannot_be_changed_in_place():
    def function(x):
        x[0] = 1.0
        return x.sum()

    with pytest.raises(TypeError, match="cannot be changed in place"):
        calculus.trace(function, POINT)


def test_writing_into_a_plain_array_is_refused():
    def function(x):
        y = np.zeros(3)
        y += x
        return y.sum()

    with pytest.raises(TypeError, match="cannot write a watched value into a plain array"):
        calculus.trace(function, POINT)

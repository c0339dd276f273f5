import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mathml_widgets.maths.geometry import differenced_hessian, hessian_operator


def rosenbrock(x):
    return np.sum(100 * (x[1:] - x[:-1] ** 2) ** 2 + (1 - x[:-1]) ** 2)


def rosenbrock_gradient(x):
    slope, r = np.zeros_like(x), x[1:] - x[:-1] ** 2
    slope[1:] = 200 * r
    slope[:-1] += -400 * r * x[:-1] - 2 * (1 - x[:-1])
    return slope


def rosenbrock_hessian(x):
    n = len(x)
    h = np.diag(np.append(2 - 400 * (x[1:] - 3 * x[:-1] ** 2), 0.0)) + np.diag(np.append(0.0, np.full(n - 1, 200.0)))
    return h + np.diag(-400 * x[:-1], 1) + np.diag(-400 * x[:-1], -1)


@settings(max_examples=25)
@given(st.integers(2, 12), st.integers(0, 2**32 - 1))
def test_every_source_gives_the_product_with_the_hessian(n, seed):
    rng = np.random.default_rng(seed)
    x, v = rng.normal(size=(2, n))
    exact = rosenbrock_hessian(x) @ v
    size = np.abs(exact).max()
    sources = {
        "forward over reverse": (hessian_operator(x, function=rosenbrock), 1e-13),
        "complex step": (hessian_operator(x, gradient=rosenbrock_gradient), 1e-13),
        "central difference": (hessian_operator(x, gradient=rosenbrock_gradient, method="central difference"), 1e-7),
        "given": (hessian_operator(x, product=lambda p, u: rosenbrock_hessian(p) @ u), 0.0),
    }
    for source, (operator, tolerance) in sources.items():
        assert operator.source == source
        np.testing.assert_allclose(operator(v), exact, rtol=0, atol=tolerance * size)
        assert operator.n_products == 1
        whole = operator.dense()
        largest = np.abs(rosenbrock_hessian(x)).max()
        np.testing.assert_allclose(whole, rosenbrock_hessian(x), rtol=0, atol=tolerance * largest)
        assert operator.n_products == n + 1


def test_products_agree_with_torch():
    torch = pytest.importorskip("torch", reason="PyTorch is not installed")
    rng = np.random.default_rng(4)
    w, b, data = rng.normal(size=(3, 2)), rng.normal(size=3), rng.normal(size=(7, 2))

    def loss(x):
        hidden = np.tanh(data @ x[:6].reshape(3, 2).T + x[6:9])
        return np.mean((hidden @ x[9:12]) ** 2)

    def twin(x):
        hidden = torch.tanh(torch.tensor(data) @ x[:6].reshape(3, 2).T + x[6:9])
        return torch.mean((hidden @ x[9:12]) ** 2)

    point, v = np.concatenate([w.ravel(), b, rng.normal(size=3)]), rng.normal(size=12)
    _, product = torch.autograd.functional.hvp(twin, torch.tensor(point), torch.tensor(v))
    np.testing.assert_allclose(hessian_operator(point, function=loss)(v), product.numpy(), rtol=1e-12)


@settings(max_examples=25)
@given(st.floats(-1e3, 1e3), st.integers(0, 2**32 - 1))
def test_a_product_is_linear_in_the_vector(factor, seed):
    rng = np.random.default_rng(seed)
    x, u, v = rng.normal(size=(3, 5))
    h = hessian_operator(x, function=rosenbrock)
    combined = h(u + factor * v)
    np.testing.assert_allclose(combined, h(u) + factor * h(v), atol=1e-10 * (1 + abs(factor)) * 1e4)
    np.testing.assert_allclose(u @ h(v), v @ h(u), atol=1e-11 * 1e4)


def test_a_gradient_that_is_not_analytic_is_differenced():
    for gradient in (
        lambda x: np.abs(x) ** 3 / 3,
        lambda x: np.maximum(x.real, 0.0) * x,
        lambda x: np.array([float(t) ** 2 for t in x]),
    ):
        h = hessian_operator([2.0, 3.0], gradient=gradient)
        assert h.source == "central difference"
        with pytest.raises(ValueError, match="gradient must be analytic for the complex step"):
            hessian_operator([2.0, 3.0], gradient=gradient, method="complex step")


def test_vectors_of_any_size_and_zero_have_their_product():
    for operator in (
        hessian_operator([1.0, 2.0], gradient=lambda x: x**2),
        hessian_operator([1.0, 2.0], gradient=lambda x: x**2, method="central difference"),
        hessian_operator([1.0, 2.0], function=lambda x: np.sum(x**3) / 3),
    ):
        np.testing.assert_array_equal(operator([0.0, 0.0]), [0, 0])
        np.testing.assert_allclose(operator([1e150, -1e150]), [2e150, -4e150], rtol=1e-9)
        np.testing.assert_allclose(operator([1e-150, -1e-150]), [2e-150, -4e-150], rtol=1e-9)
    np.testing.assert_array_equal(hessian_operator([1.0, 2.0], function=lambda x: x[0])([1.0, 1.0]), [0, 0])


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({}, "exactly one of function, gradient and product must be given, got 0"),
        ({"gradient": np.sin, "function": np.sum}, "exactly one of .* got function and gradient"),
        ({"gradient": np.sin, "method": "guess"}, "method must be one of"),
        ({"gradient": np.sum}, r"gradient must have shape \(2,\), got shape \(\)"),
        ({"gradient": lambda x: x / 0.0}, "gradient must be finite and real at the point"),
        ({"function": lambda x: x * 2}, r"function must return one number, got shape \(2,\)"),
    ],
)
def test_bad_arguments_are_named(arguments, message):
    with pytest.raises(ValueError, match=message):
        hessian_operator([1.0, 2.0], **arguments)


def test_bad_vectors_and_products_are_named():
    with pytest.raises(ValueError, match=r"vector must have shape \(2,\), got shape \(3,\)"):
        hessian_operator([1.0, 2.0], gradient=np.sin)([1.0, 2.0, 3.0])
    with pytest.raises(ValueError, match=r"the product must have shape \(2,\), got shape \(\)"):
        hessian_operator([1.0, 2.0], product=lambda x, v: x @ v)([1.0, 2.0])
    with pytest.raises(ValueError, match=r"point must be a vector, got shape \(\)"):
        hessian_operator(1.0, gradient=np.sin)


@settings(max_examples=25)
@given(st.integers(2, 8), st.integers(0, 2**32 - 1))
def test_the_differenced_hessian_is_symmetric_and_near_the_exact_one(n, seed):
    x = np.random.default_rng(seed).normal(size=n)
    found = differenced_hessian(rosenbrock_gradient, x)
    exact = rosenbrock_hessian(x)
    np.testing.assert_array_equal(found.value, found.value.T)
    np.testing.assert_allclose(found.value, exact, rtol=0, atol=1e-6 + 1e-9 * np.abs(exact).max())
    assert found.asymmetry <= 1e-6 + 1e-9 * np.abs(exact).max()


def test_many_points_through_one_gradient_give_the_same_hessian():
    x = np.random.default_rng(0).normal(size=6)
    alone = differenced_hessian(rosenbrock_gradient, x)
    together = differenced_hessian(lambda p: np.array([rosenbrock_gradient(q) for q in p]), x, batched=True)
    np.testing.assert_array_equal(alone.value, together.value)


def test_a_gradient_that_is_no_gradient_shows_its_asymmetry():
    assert differenced_hessian(lambda x: np.array([x[1], -x[0]]), [1.0, 2.0]).asymmetry == pytest.approx(2.0)


def test_a_flat_minimum_and_a_sharp_one_are_the_same_function_rescaled():
    def gradient(w):
        return 2 * (w[0] * w[1] - 1) * w[::-1]

    traces = [np.trace(differenced_hessian(gradient, [c, 1 / c]).value) for c in (1.0, 2.0, 10.0)]
    np.testing.assert_allclose(traces, [4.0, 8.5, 200.02], rtol=1e-9)


def test_the_differenced_hessian_names_what_is_wrong():
    with pytest.raises(ValueError, match=r"gradient must have shape \(2,\), got shape \(1,\)"):
        differenced_hessian(lambda x: x[:1], [1.0, 2.0])
    with pytest.raises(ValueError, match=r"relative_step must be positive and finite, got 0"):
        differenced_hessian(np.sin, [1.0], relative_step=0)
    with pytest.raises(ValueError, match="point must be a vector"):
        differenced_hessian(np.sin, 1.0)
    assert differenced_hessian(np.sin, []).value.shape == (0, 0)

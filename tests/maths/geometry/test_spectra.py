import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse.linalg import LinearOperator, eigsh

from mathml_widgets.maths.geometry import (
    extreme_eigenvalues,
    hessian_operator,
    hutchinson_trace,
    lanczos,
    refining_density,
    refining_extremes,
    refining_spectrum,
    slice_verdict,
    spectral_density,
    spectrum,
)


def symmetric(eigenvalues, seed=0):
    q, _ = np.linalg.qr(np.random.default_rng(seed).normal(size=(len(eigenvalues),) * 2))
    return (q * eigenvalues) @ q.T


def generator():
    return np.random.default_rng(7)


@settings(max_examples=30)
@given(st.integers(1, 30), st.integers(0, 2**32 - 1))
def test_the_basis_is_orthonormal_and_turns_the_matrix_tridiagonal(n, seed):
    rng = np.random.default_rng(seed)
    a = rng.normal(size=(n, n))
    a = a + a.T
    found = lanczos(lambda v: a @ v, n, n, generator=rng)
    assert found.basis.shape == (n, n)
    np.testing.assert_allclose(found.basis @ found.basis.T, np.eye(n), atol=1e-13)
    np.testing.assert_allclose(found.basis @ a @ found.basis.T, found.tridiagonal(), atol=1e-12 * np.abs(a).sum())
    np.testing.assert_allclose(found.eigen()[0], np.linalg.eigvalsh(a), atol=1e-12 * np.abs(a).sum())


def test_the_recurrence_holds_but_for_the_last_column():
    a = symmetric(np.linspace(-1, 3, 50))
    found = lanczos(lambda v: a @ v, 50, 12, generator=generator())
    rest = a @ found.basis.T - found.basis.T @ found.tridiagonal()
    np.testing.assert_allclose(rest[:, :-1], 0.0, atol=1e-14)
    assert np.linalg.norm(rest[:, -1]) == pytest.approx(found.residual)
    values, vectors, bounds = found.eigen()
    ritz = found.basis.T @ vectors
    np.testing.assert_allclose(np.linalg.norm(a @ ritz - ritz * values, axis=0), bounds, atol=1e-13)


def test_orthogonality_survives_hundreds_of_steps_on_a_hard_spectrum():
    a = np.append(np.linspace(0, 1, 399), 1e6)  # one outlier: plain Lanczos finds it again and again
    found = lanczos(lambda v: a * v, 400, 300, generator=generator())
    np.testing.assert_allclose(found.basis @ found.basis.T, np.eye(300), atol=1e-12)
    assert (found.eigen()[0] > 1e5).sum() == 1


def test_a_start_along_few_eigenvectors_exhausts_the_space():
    a = np.diag([1.0, 2.0, 3.0, 4.0])
    ended = lanczos(lambda v: a @ v, 4, 4, start=[1.0, 1.0, 0.0, 0.0])
    np.testing.assert_allclose(ended.eigen()[0], [1, 2], atol=1e-14)
    assert ended.residual == 0.0
    freshened = lanczos(lambda v: a @ v, 4, 4, start=[1.0, 1.0, 0.0, 0.0], generator=generator())
    np.testing.assert_allclose(freshened.eigen()[0], [1, 2, 3, 4], atol=1e-14)
    assert (freshened.off_diagonal == 0.0).sum() == 1


@pytest.mark.parametrize("scale", [1e-200, 1.0, 1e150])
def test_extremes_are_those_of_scipy_whatever_the_scale(scale):
    a = symmetric(scale * np.random.default_rng(1).normal(size=400))
    found = extreme_eigenvalues(lambda v: a @ v, 400, 2, 3, generator=generator())
    both = LinearOperator((400, 400), matvec=lambda v: a @ v / scale, dtype=float)
    low = np.sort(eigsh(both, 2, which="SA", return_eigenvectors=False)) * scale
    high = np.sort(eigsh(both, 3, which="LA", return_eigenvectors=False))[::-1] * scale
    np.testing.assert_allclose(found.lowest, low, rtol=1e-11)
    np.testing.assert_allclose(found.highest, high, rtol=1e-11)
    assert found.converged
    assert found.n_products < 400


@settings(max_examples=25)
@given(st.integers(1, 40), st.integers(0, 2**32 - 1), st.integers(1, 12))
def test_an_eigenvalue_lies_within_each_bound_even_before_it_has_converged(n, seed, products):
    rng = np.random.default_rng(seed)
    a = rng.normal(size=(n, n))
    a = a + a.T
    found = extreme_eigenvalues(lambda v: a @ v, n, 1, 0, generator=rng, max_products=products)
    true = np.linalg.eigvalsh(a)
    assert np.abs(true - found.lowest[0]).min() <= found.lowest_bounds[0]
    v = found.lowest_vectors[:, 0]
    assert np.linalg.norm(v) == pytest.approx(1.0)
    assert np.linalg.norm(a @ v - found.lowest[0] * v) <= found.lowest_bounds[0] + 1e-13 * np.abs(a).sum()
    assert found.lowest[0] >= true[0] - 1e-12 * np.abs(true).max()


def test_the_vectors_are_eigenvectors_with_their_leading_entry_positive():
    a = symmetric(np.array([-3.0, -1.0, 0.0, 0.5, 1.0, 4.0]))
    found = extreme_eigenvalues(lambda v: a @ v, 6, 1, 1, generator=generator())
    np.testing.assert_allclose(a @ found.lowest_vectors, -3.0 * found.lowest_vectors, atol=1e-13)
    np.testing.assert_allclose(a @ found.highest_vectors, 4.0 * found.highest_vectors, atol=1e-13)
    for v in (found.lowest_vectors[:, 0], found.highest_vectors[:, 0]):
        assert v[np.abs(v).argmax()] > 0


def test_repeated_eigenvalues_and_zero_matrices_are_found():
    once = extreme_eigenvalues(lambda v: 2.0 * v, 5, 2, 2, generator=generator())
    np.testing.assert_allclose(np.append(once.lowest, once.highest), 2.0, atol=1e-14)
    zero = extreme_eigenvalues(lambda v: 0.0 * v, 5, 1, 1, generator=generator())
    assert (zero.lowest[0], zero.highest[0], zero.converged) == (0.0, 0.0, True)
    single = extreme_eigenvalues(lambda v: -3.0 * v, 1, 0, 1, generator=generator())
    assert (single.highest[0], single.lowest.shape, single.lowest_vectors.shape) == (-3.0, (0,), (1, 0))


def test_too_few_products_are_a_result_that_says_so():
    curvatures = np.linspace(-1, 1, 1000)
    found = extreme_eigenvalues(lambda v: curvatures * v, 1000, generator=generator(), max_products=10)
    assert (found.converged, found.n_products) == (False, 10)


def test_answers_get_better_with_every_look():
    curvatures = np.linspace(-1, 1, 1000)
    answers = list(refining_extremes(lambda v: curvatures * v, 1000, generator=generator()))
    highest = np.array([answer.highest[0] for answer in answers])
    assert (np.diff(highest) >= -1e-14).all()
    assert [answer.converged for answer in answers] == [False] * (len(answers) - 1) + [True]
    assert highest[-1] == pytest.approx(1.0, abs=1e-12)


def test_the_trace_of_a_diagonal_matrix_needs_one_probe():
    found = hutchinson_trace(lambda v: np.arange(50.0) * v, 50, 1, generator=generator())
    assert (found.value, found.standard_error) == (1225.0, np.inf)


def test_the_trace_lies_within_four_standard_errors_and_the_error_is_the_one_of_theory():
    a = symmetric(np.random.default_rng(2).normal(size=80))
    found = hutchinson_trace(lambda v: a @ v, 80, 400, generator=generator())
    assert abs(found.value - np.trace(a)) <= 4 * found.standard_error
    theory = np.sqrt(2 * ((a**2).sum() - (np.diag(a) ** 2).sum()) / 400)
    assert found.standard_error == pytest.approx(theory, rel=0.15)  # a sample deviation of 400 is off by 4 %


def test_the_density_of_few_distinct_eigenvalues_is_exact():
    curvatures = np.repeat([-1.0, 0.5, 2.0], [30, 50, 120])
    found = spectral_density(lambda v: curvatures * v, 200, generator=generator(), width=0.01)
    np.testing.assert_allclose(found.nodes, np.tile([-1.0, 0.5, 2.0], (10, 1)), atol=1e-12)
    np.testing.assert_allclose(found.weights, np.tile([0.15, 0.25, 0.6], (10, 1)), atol=1e-12)
    assert found.share_below(0.0)[0] == pytest.approx(0.15)
    total, error = found.sum_of(2)
    assert total == pytest.approx((curvatures**2).sum())
    assert error < 1e-10


def test_the_density_is_that_of_the_semicircle():
    rng = np.random.default_rng(5)
    n = 400
    a = rng.normal(size=(n, n))
    a = (a + a.T) / np.sqrt(2 * n)
    grid = np.linspace(-1.8, 1.8, 19)
    found = spectral_density(lambda v: a @ v, n, generator=generator(), grid=grid, width=0.1, n_steps=80)
    true = np.exp(-0.5 * ((grid[:, None] - np.linalg.eigvalsh(a)) / 0.1) ** 2).mean(axis=1) / (0.1 * np.sqrt(2 * np.pi))
    assert (np.abs(found.density - true) <= 4 * found.standard_error + 1e-6).all()
    semicircle = np.sqrt(4 - grid[2:-2] ** 2) / (2 * np.pi)
    assert (np.abs(found.density[2:-2] - semicircle) <= 4 * found.standard_error[2:-2] + 1e-3).all()
    share, error = found.share_below(0.0)
    assert abs(share - 0.5) <= 4 * error + 1 / 80


def test_the_density_integrates_to_one():
    curvatures = np.random.default_rng(0).normal(size=300)
    found = spectral_density(lambda v: curvatures * v, 300, generator=generator())
    assert np.trapezoid(found.density, found.grid) == pytest.approx(1.0, abs=2e-3)  # three widths hold 99.7 %
    np.testing.assert_allclose(found.weights.sum(axis=1), 1.0, atol=1e-13)


def test_a_multiple_of_the_identity_has_a_density():
    found = spectral_density(lambda v: 0.0 * v, 10, generator=generator(), n_probes=1)
    assert np.isfinite(found.density).all()
    assert (found.standard_error == np.inf).all()


def test_dense_and_lanczos_agree_on_the_same_hessian():
    curvatures = np.append(np.linspace(-1, 2, 90), [5.0, -4.0])
    a = symmetric(curvatures)
    dense = spectrum(a)
    estimated = spectrum(lambda v: a @ v, 92, generator=generator(), dense_limit=10, n_probes=40)
    assert (dense.method, estimated.method) == ("dense", "Lanczos")
    assert dense.n_negative == (curvatures < 0).sum()
    np.testing.assert_allclose(dense.eigenvalues, np.sort(curvatures), atol=1e-13)
    assert estimated.lowest == pytest.approx(dense.lowest, abs=1e-12)
    assert estimated.highest == pytest.approx(dense.highest, abs=1e-12)
    np.testing.assert_allclose(estimated.lowest_vector, dense.lowest_vector, atol=1e-8)
    np.testing.assert_allclose(estimated.highest_vector, dense.highest_vector, atol=1e-8)
    assert abs(estimated.trace - dense.trace) <= 4 * estimated.trace_error
    assert abs(estimated.n_negative - dense.n_negative) <= 4 * estimated.n_negative_error + 92 / 60
    assert dense.trace_error == dense.n_negative_error == 0.0


def test_the_spectrum_of_an_operator_needs_no_size():
    found = spectrum(hessian_operator([1.0, 1.0], function=lambda w: (w[0] * w[1] - 1) ** 2))
    assert found.trace == pytest.approx(4.0)
    assert found.n_negative == 0.0
    np.testing.assert_allclose(found.eigenvalues, [0, 4], atol=1e-14)


def test_a_positive_hessian_has_no_negative_direction_by_lanczos_either():
    curvatures = np.linspace(0.5, 4, 500)
    found = spectrum(lambda v: curvatures * v, 500, generator=generator())
    assert (found.n_negative, found.n_negative_error) == (0.0, 0.0)
    assert slice_verdict([1.0, 2.0], found) == "looks convex here; the full Hessian has no negative direction of 500"


def test_the_answers_on_the_way_come_to_the_last_one():
    a = symmetric(np.append(np.linspace(-1, 2, 90), [5.0, -4.0]))
    asked = {"generator": generator(), "dense_limit": 10, "n_probes": 4, "n_steps": 20}
    answers = list(refining_spectrum(lambda v: a @ v, 92, **asked))
    last = spectrum(lambda v: a @ v, 92, **{**asked, "generator": generator()})
    assert (answers[-1].trace, answers[-1].lowest) == (last.trace, last.lowest)
    assert answers[0].trace_error == np.inf
    assert all(0.0 < answer.trace_error < np.inf for answer in answers[-3:])
    densities = list(refining_density(lambda v: a @ v, 92, n_probes=3, generator=generator()))
    assert [len(density.nodes) for density in densities] == [1, 2, 3]
    assert (densities[0].standard_error == np.inf).all()
    assert len(list(refining_spectrum(a))) == 1


def test_a_lowest_eigenvalue_that_is_still_moving_is_within_its_bound():
    curvatures = np.random.default_rng(3).normal(size=400)
    for answer in refining_spectrum(lambda v: curvatures * v, 400, generator=generator(), n_probes=1):
        assert np.abs(curvatures - answer.lowest).min() <= answer.lowest_bound
        assert np.abs(curvatures - answer.highest).min() <= answer.highest_bound


def test_the_verdict_tells_what_the_slice_hides():
    full = spectrum(np.diag([3.0, 2.0, 1.0] + [-0.5] * 12))
    assert slice_verdict([1.0, 2.0], full) == "looks convex here; the full Hessian has 12 negative directions of 15"
    assert slice_verdict([-1.0, 2.0], full).startswith("looks like a saddle here")
    assert slice_verdict([-1.0, -2.0], full).startswith("looks concave here")
    assert slice_verdict([0.0, 1e-9], full).startswith("looks flat here")
    assert (
        slice_verdict([1.0], spectrum([[1.0]])) == "looks convex here; the full Hessian has no negative direction of 1"
    )
    curvatures = np.append(np.linspace(0.1, 4, 399), -2.0)
    single = spectrum(lambda v: curvatures * v, 400, generator=generator(), n_probes=3)
    assert slice_verdict([1.0], single).endswith("the full Hessian has at least 1 negative direction of 400")


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: lanczos(np.copy, 3, 2), "generator or start must be given, got neither"),
        (lambda: lanczos(np.copy, 3, 0, generator=generator()), "n_steps must be an integer of at least 1, got 0"),
        (lambda: lanczos(np.copy, 3, 2, start=[0.0, 0.0, 0.0]), "start must not be zero"),
        (lambda: lanczos(np.copy, 3, 2, start=[1.0]), r"start must have shape \(3,\), got shape \(1,\)"),
        (lambda: lanczos(lambda v: v[:1], 3, 2, start=np.ones(3)), r"product must have shape \(3,\), got shape \(1,\)"),
        (lambda: lanczos(lambda v: v * np.inf, 3, 2, start=np.ones(3)), "product must be finite"),
        (lambda: extreme_eigenvalues(np.copy, 3, 2, 2, generator=generator()), "n_lowest .* from 1 to size = 3, got 4"),
        (lambda: extreme_eigenvalues(np.copy, 3, 0, 0, generator=generator()), "n_lowest .* from 1 to size = 3, got 0"),
        (lambda: hutchinson_trace(np.copy, 3, 0, generator=generator()), "n_probes must be an integer of at least 1"),
        (lambda: hutchinson_trace(np.sum, 3, generator=generator()), r"product must have shape \(3,\), got shape \(\)"),
        (lambda: hutchinson_trace(lambda v: v * np.nan, 3, generator=generator()), "product must be finite"),
        (lambda: spectral_density(np.copy, 3, generator=generator(), width=0.0), "width must be positive"),
        (lambda: spectrum(np.copy), "size must be given for a callable, got none"),
        (lambda: spectrum(np.copy, 301), "generator must be given above 300 parameters, got none for 301"),
        (lambda: spectrum([[1.0, 2.0], [0.0, 1.0]]), "hessian must be symmetric"),
        (lambda: spectrum([[1.0, 2.0]]), "hessian must be square"),
        (
            lambda: spectrum(lambda v: np.array([v[1], -v[0]]), 2),
            "hessian must be symmetric, got entries that differ by 2",
        ),
    ],
)
def test_bad_arguments_are_named(call, message):
    with pytest.raises(ValueError, match=message):
        call()

"""What `DistributionSampler` computes, draws and refuses beyond the contract of every widget."""

import json

import comm
import numpy as np
import pytest
from scipy import stats

from mathml_widgets import DistributionSampler
from mathml_widgets.maths import probability as pr
from mathml_widgets.widgets._distribution_sampler.dials import MOST_SAMPLES
from mathml_widgets.widgets._distribution_sampler.marks import MARKS
from mathml_widgets.widgets.distribution_sampler import FAMILIES, VIEWS
from tests.shell.channel import Channel
from tests.shell.hands import move, say

FIGURE = {"bars", "columns", "band", "area", "ghosts", "second", "curve", "trail", "masses", "refused", "dots",
          "guide", "now", "edges", "names"}  # fmt: skip


@pytest.fixture
def sent(monkeypatch):
    """Record what the widgets made in a test send to the browser."""
    channel = Channel()
    monkeypatch.setattr(comm, "create_comm", channel.create)
    return channel


def reading(w, name):
    return next(row for row in w.readouts if row["name"] == name)


# --- what it is about ---------------------------------------------------------------------


@pytest.mark.parametrize("family", [name for name in FAMILIES if name != "yours"])
def test_every_family_answers_and_agrees_with_itself(family):
    w = DistributionSampler(family)
    assert w.distribution.shape == ()
    assert [one.claim for one in w.check() if not one.holds] == []
    assert 0 <= w.interval_probability <= 1
    assert family in w.describe()


@pytest.mark.parametrize(
    ("family", "parameters", "scipys"),
    [
        ("normal", [1, 2], stats.norm(1, 2)),
        ("gamma", [3, 2], stats.gamma(3, scale=0.5)),
        ("beta", [2, 5], stats.beta(2, 5)),
        ("t", [7, 1, 2], stats.t(7, 1, 2)),
        ("Poisson", [4], stats.poisson(4)),
        ("binomial", [12, 0.3], stats.binom(12, 0.3)),
    ],
)
def test_its_numbers_are_those_of_scipy(family, parameters, scipys):
    w = DistributionSampler(family, parameters, interval=[0, 3])
    np.testing.assert_allclose(w.moments, scipys.stats("mvsk"), rtol=1e-9, atol=1e-12)
    below = scipys.cdf(-1e-9) if w.distribution.is_discrete else scipys.cdf(0)
    assert w.interval_probability == pytest.approx(scipys.cdf(3) - below, rel=1e-9)
    assert w.entropy == pytest.approx(float(scipys.entropy()), rel=1e-9)
    np.testing.assert_allclose(w.quantiles, scipys.ppf([0.025, 0.25, 0.5, 0.75, 0.975]), rtol=1e-9)
    np.testing.assert_allclose(w.density, getattr(scipys, "pdf", getattr(scipys, "pmf", None))(w.points), rtol=1e-9)


def test_the_first_argument_may_be_a_name_data_a_density_or_a_distribution():
    assert DistributionSampler("exponential", [2]).moments[0] == 0.5
    data = DistributionSampler([1, 2, 6])
    assert (data.family, data.moments[0]) == ("data", 3.0)
    density = DistributionSampler(lambda x: np.exp(-(x**2) / 2))
    assert density.family == "yours"
    assert density.interval_probability == pytest.approx(stats.norm.cdf(density.interval[1]) * 2 - 1, abs=1e-9)
    mixed = DistributionSampler(pr.Mixture([pr.Normal(-1, 1), pr.Normal(2, 0.5)], [0.25, 0.75]))
    assert (mixed.family, mixed.parameters.tolist()) == ("mixture", [0.25, -1, 1, 0.75, 2, 0.5])
    assert DistributionSampler(pr.Categorical([0.1, 0.9])).parameters.tolist() == [0.1, 0.9]
    assert DistributionSampler(pr.Banana(1, 0.5)).family == "banana"
    strange = pr.Mixture([pr.Exponential(1), pr.Uniform(0, 3)])
    assert DistributionSampler(strange).distribution is strange


def test_a_log_density_on_a_support_is_a_distribution():
    w = DistributionSampler(logpdf=lambda x: -x, support=[0, np.inf])
    np.testing.assert_allclose(w.moments, [1, 1, 2, 6], rtol=1e-6)
    again = DistributionSampler.from_state(json.loads(json.dumps(w.state)), logpdf=lambda x: -x, support=[0, np.inf])
    np.testing.assert_allclose(again.moments, w.moments)


def test_a_new_family_brings_its_usual_parameters_and_an_interval_and_undo_brings_the_old_ones_back():
    w = DistributionSampler("normal", [3, 2])
    before = w.interval.tolist()
    w.family = "gamma"
    assert w.parameters.tolist() == [2, 1]
    assert w.interval.tolist() != before
    w.undo()
    assert (w.family, w.parameters.tolist(), w.interval.tolist()) == ("normal", [3, 2], before)
    w.redo()
    assert (w.family, w.parameters.tolist()) == ("gamma", [2, 1])


def test_data_choose_their_own_family_and_a_kernel_density_keeps_them():
    w = DistributionSampler()
    w.data = [1, 2, 3, 4, 10]
    assert w.family == "data"
    w.family = "kernel density"
    w.data = [1, 2, 3]
    assert w.family == "kernel density"
    assert w.distribution.bandwidth == pr.KernelDensity([1, 2, 3]).bandwidth


# --- draws --------------------------------------------------------------------------------


def test_one_more_draw_keeps_those_there_are():
    w = DistributionSampler("gamma", n_samples=500)
    before = w.samples
    w.draw_more(1)
    assert w.n_samples == 501
    np.testing.assert_array_equal(w.samples[:500], before)
    w.draw_anew()
    assert not np.isin(w.samples, before).any()
    w.undo()
    np.testing.assert_array_equal(w.samples[:500], before)


def test_a_million_draws_are_made_and_no_more():
    w = DistributionSampler("normal", n_samples=MOST_SAMPLES)
    assert len(w.samples) == MOST_SAMPLES
    assert abs(w.simulated_moments[0]) < 5 * w.standard_errors[0]
    assert w.standard_errors[0] == pytest.approx(1e-3, rel=0.01)
    w.draw_more(10)
    assert w.n_samples == MOST_SAMPLES
    with pytest.raises(ValueError, match="n_samples must be between 1 and 1,000,000, got 10000000"):
        w.n_samples = 10_000_000


def test_errors_of_a_walk_count_what_its_draws_are_worth():
    w = DistributionSampler("normal", sampler="Metropolis-Hastings", n_samples=20_000)
    assert w.effective_sample_size < 0.5 * w.n_samples
    expected = np.sqrt(w.simulated_moments[1] / w.effective_sample_size)
    assert w.standard_errors[0] == pytest.approx(expected, rel=0.01)
    assert abs(w.simulated_moments[0]) < 5 * w.standard_errors[0]
    assert w.acceptance_rate == pytest.approx(2 / np.pi * np.arctan(2 / 1.349), abs=0.03)


def test_weighed_draws_give_weighed_numbers():
    w = DistributionSampler("normal", [1, 1], sampler="importance", n_samples=20_000)
    assert w.weights.sum() == pytest.approx(1)
    assert abs(w.simulated_moments[0] - 1) < 5 * w.standard_errors[0]
    assert w.effective_sample_size < w.n_samples
    covered = w.counts[:, 2] @ (w.counts[:, 1] - w.counts[:, 0])
    assert covered == pytest.approx(1, abs=0.01)


def test_the_acceptance_of_rejection_is_one_in_m():
    w = DistributionSampler("beta", [2, 2], sampler="rejection", n_samples=20_000)
    row = reading(w, "acceptance_rate")
    assert row["exact"] == "2/3"
    assert w.acceptance_rate == pytest.approx(2 / 3, abs=0.015)
    w.envelope = 0.8  # M g is below f in the middle, so less than 1/M is accepted
    assert w.machine.bound > 1 and "exact" not in reading(w, "acceptance_rate")
    across = np.linspace(0, 1, 100_001)
    assert w.acceptance_rate == pytest.approx(np.minimum(stats.beta.pdf(across, 2, 2), 1.2).mean() / 1.2, abs=0.015)
    w.envelope = 0.5
    assert any("envelope cuts" in one["text"] for one in w.notices)


def test_a_sampler_that_cannot_draw_from_this_says_so_and_direct_draws_stand_in():
    w = DistributionSampler("normal", sampler="Gibbs")
    assert "walks in the plane" in w.sampler_reason
    assert w.notices[0]["text"].startswith(w.sampler_reason)
    assert len(w.samples) == 1000
    w.family = "ellipse"
    assert w.sampler_reason == ""


def test_the_histogram_has_the_share_of_the_draws_in_each_bin():
    w = DistributionSampler("Poisson", n_samples=5000)
    left, right, heights = w.counts.T
    assert set(right - left) == {1.0}
    shares = [(w.samples == k).mean() for k in (left + right) / 2]
    np.testing.assert_allclose(heights, shares)


def test_the_band_of_the_ecdf_is_that_of_dkw():
    w = DistributionSampler(n_samples=100)
    assert w.empirical_band == pytest.approx(pr.Empirical(range(100)).dkw_band(0.95).half_width)


# --- what a hand would find elsewhere -----------------------------------------------------


@pytest.mark.parametrize(
    ("held", "given", "name"),
    [
        ("parameters 1", {}, "P(−1 ≤ X ≤ 1)"),
        ("parameters 2", {"family": "gamma"}, "P(0.6 ≤ X ≤ 3.4)"),
        ("parameters 2", {"family": "categorical"}, "P(1 ≤ X ≤ 1)"),
        ("parameters 4", {"family": "mixture"}, "P(−1.5 ≤ X ≤ 1.5)"),
        ("parameters 1", {"family": "kernel density"}, "P(1 ≤ X ≤ 4.3)"),
        ("parameters 1", {"family": "banana"}, "P(−1 ≤ X ≤ 1)"),
        ("drawn_density 14", {"family": "drawn"}, "P(−1.3 ≤ X ≤ 1.7)"),
    ],
)
def test_while_a_parameter_is_held_its_probability_is_known_everywhere(held, given, name):
    w = DistributionSampler(**given)
    assert (w.preview, w.previewed) == (None, {})
    move(w, held=held)
    assert w.previewed == {"slider": held, "name": name}
    values, heights = w.preview.T
    trait, index = held.split()
    for value in values[[2, -3]]:
        moved = getattr(w, trait).copy()
        moved.flat[int(index) - 1] = value
        if given.get("family") == "categorical":
            moved = pr.with_share(w.parameters, int(index) - 1, value)
        if given.get("family") == "mixture":
            moved[[0, 3]] = 1 - value, value
        alone = DistributionSampler(**given | {trait: moved, "interval": w.interval})
        assert np.interp(value, values, heights) == pytest.approx(alone.interval_probability, abs=1e-12)
    move(w, held="")
    assert (w.preview, w.previewed) == (None, {})


def test_an_end_of_the_interval_is_previewed_by_its_slider_and_by_its_ring():
    w = DistributionSampler()
    move(w, held="interval 2")
    by_slider = w.preview
    values, heights = by_slider.T
    np.testing.assert_allclose(heights, stats.norm.cdf(values) - stats.norm.cdf(np.minimum(values, -1)), atol=1e-14)
    move(w, held="interval ring 2")
    np.testing.assert_array_equal(w.preview, by_slider)
    assert w.previewed["slider"] == "interval 2"
    w.set(family="drawn")
    move(w, held="drawn_density ring 7")
    assert w.previewed["slider"] == "drawn_density 14"


@pytest.mark.parametrize(
    ("held", "given", "name", "expected"),
    [
        ("n_samples", {"parameters": [0, 3]}, "standard error of the mean", lambda n: 3 / np.sqrt(n)),
        ("sample_size", {"view": "statistic"}, "spread of the mean", lambda n: 1 / np.sqrt(n)),
        ("sample_size", {"view": "statistic", "statistic": "sum"}, "spread of the sum", np.sqrt),
        ("level", {}, "length of the interval", lambda level: 2 * stats.norm.ppf((1 + level) / 2)),
        ("envelope", {"family": "beta", "sampler": "rejection"}, "acceptance rate",
         lambda times: np.where(times >= 1, 2 / 3 / times, np.nan)),
    ],
)  # fmt: skip
def test_other_sliders_are_previewed_by_what_they_change(held, given, name, expected):
    w = DistributionSampler(**given)
    move(w, held=held)
    assert w.previewed == {"slider": held, "name": name}
    values, heights = w.preview.T
    np.testing.assert_allclose(heights, expected(values), rtol=1e-9)


def test_the_norm_and_the_width_of_a_walk_are_previewed():
    w = DistributionSampler(view="norm")
    move(w, held="n_dimensions")
    values, heights = w.preview.T
    np.testing.assert_allclose(heights[-1], np.sqrt(values[-1] - 0.5), rtol=1e-4)
    w = DistributionSampler(sampler="Metropolis-Hastings")
    move(w, held="width")
    rates = w.preview[:, 1]
    assert w.previewed["name"] == "acceptance rate"
    assert rates[0] > 0.9 > 0.2 > rates[-1]
    move(w, width=2.0)
    np.testing.assert_array_equal(w.preview[:, 1], rates)


@pytest.mark.parametrize(
    ("held", "given"),
    [("brush", {}), ("chips ring 3", {"view": "chips"}), ("n_samples", {"family": "Cauchy"}), ("step", {}),
     ("parameters 9", {}), ("sample_size", {"view": "statistic", "statistic": "median"}), ("drawn_density ring x", {})],
)  # fmt: skip
def test_where_nothing_can_be_said_there_is_no_preview(held, given):
    w = DistributionSampler(**given)
    move(w, held=held)
    assert (w.error, w.preview, w.previewed) == (None, None, {})


def test_a_preview_gives_no_question_away():
    assert all("preview" in question.masks for question in DistributionSampler.questions.values())


# --- pictures -----------------------------------------------------------------------------


def shown(w):
    return {name for name, mark in w._marks.items() if mark.visible}


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("family", ["normal", "gamma", "Poisson", "data", "categorical", "Cauchy", "banana", "drawn"])
def test_every_view_of_every_kind_draws_finite_things_inside_its_window(family, view):
    w = DistributionSampler(family, view=view)
    low, high, bottom, top = w.window
    assert low < high
    assert bottom < top
    assert np.isfinite(w.window).all()
    assert shown(w) == {name for name in FIGURE if name in w.layers and len(w.layers[name])}
    assert w.error is None
    for name in ("curve", "trail"):
        if name in w.layers:
            assert np.isfinite(np.asarray(w._marks[name].y, dtype=float)[-1])


@pytest.mark.parametrize("shape", [0.5, 1.0])
def test_a_density_with_a_pole_or_an_edge_still_makes_a_chart(shape):
    w = DistributionSampler("gamma", [shape, 1])
    assert 0.5 < w.window[3] < 20
    assert w.layers["curve"][1].max() < np.inf


def test_the_marks_show_what_was_computed():
    w = DistributionSampler("normal", [0, 1], interval=[-1, 2])
    x, y = w._marks["curve"].x, w._marks["curve"].y
    np.testing.assert_allclose(y, stats.norm.pdf(x), rtol=1e-9)
    area = w._marks["area"]
    assert np.trapezoid(area.y, area.x) == pytest.approx(w.interval_probability, abs=2e-3)
    w.parameters = [1, 2]
    np.testing.assert_allclose(w._marks["curve"].y, stats.norm.pdf(w._marks["curve"].x, 1, 2), rtol=1e-9)


def test_a_change_of_a_slider_sends_few_and_small_messages(sent):
    w = DistributionSampler()
    move(w, held="parameters 1")
    sent.forget()
    move(w, parameters=[0.01, 1.0])
    assert len(sent.updates(w)) == 1
    assert sum(len(sent.updates(mark)) for mark in w._marks.values()) == 0
    assert not {"samples", "points", "density", "layers"} & set(sent.updates(w)[0])


def test_the_window_stays_while_little_changes():
    w = DistributionSampler()
    before = w.window.tolist()
    w.parameters = [0.05, 1.0]
    assert w.window.tolist() == before


def test_under_a_hand_the_curve_moves_and_the_axis_stays_as_far_as_it_goes():
    w = DistributionSampler("normal", [0, 1])
    assert w.window[:2].tolist() == [-4, 4]
    move(w, held="parameters 1")
    move(w, parameters=[1.5, 1.0])
    assert w.window[:2].tolist() == [-4, 5]
    move(w, parameters=[0.3, 1.0])
    assert w.window[:2].tolist() == [-4, 4]
    move(w, parameters=[0.0, 0.1])  # too narrow for the points of so wide a chart
    assert w.window[:2].tolist() == pytest.approx([-0.4, 0.4])
    move(w, parameters=[1.5, 1.0])
    move(w, held="")
    assert w.window[:2].tolist() == [-2, 5]


def test_a_drawn_density_is_drawn_as_high_as_it_was_drawn():
    w = DistributionSampler(drawn_density=[[0, 0], [1, 5], [2, 0]])
    assert (w.family, w.distribution.pdf(1)) == ("drawn", 1.0)
    curve = w.layers["curve"]
    assert curve[1].max() == pytest.approx(5.0)
    assert w.window[3] >= 5


def test_chips_return_the_family_that_fits_best():
    w = DistributionSampler(view="chips", chips=[0, 1, 3, 7, 10, 7, 3, 1, 0], chip_range=[-3, 3])
    assert w.best_family in ("normal", "logistic", "t", "von Mises")
    assert w.chip_fits[w.best_family] == min(w.chip_fits.values())
    w.take_best()
    assert (w.family, w.view) == (w.best_family or w.family, "density")
    assert abs(w.moments[0]) < 0.05


# --- mechanisms, step by step -------------------------------------------------------------


def test_a_mechanism_goes_forward_and_back_and_its_steps_are_those_of_the_draws():
    w = DistributionSampler("exponential", sampler="inverse cdf", step=1)
    assert w.view == "mechanism"
    uniforms, draws = w.sampler_steps.T
    np.testing.assert_allclose(stats.expon.cdf(draws), uniforms, rtol=1e-9)
    np.testing.assert_array_equal(draws, w.samples[:200])
    w.take_step(2)
    assert w.step == 3
    assert f"{draws[2]:.3g}"[:4] in w.notices[0]["text"]
    say(w, "call", name="take_step", args={"count": -1})
    assert w.step == 2
    w.take_step(-5)
    assert w.step == 1


@pytest.mark.parametrize(
    ("family", "sampler"),
    [
        ("normal", "inverse cdf"), ("Poisson", "inverse cdf"), ("beta", "rejection"), ("normal", "Box-Muller"),
        ("lognormal", "Box-Muller"), ("categorical", "alias"), ("Poisson", "alias"), ("data", "alias"),
        ("normal", "importance"), ("gamma", "Metropolis-Hastings"), ("donut", "Metropolis-Hastings"),
        ("ellipse", "Gibbs"), ("funnel", "Gibbs"), ("banana", "Hamiltonian"), ("donut", "Hamiltonian"),
    ],
)  # fmt: skip
def test_each_mechanism_shows_its_steps_in_picture_numbers_and_words(family, sampler):
    w = DistributionSampler(family, sampler=sampler, step=7)
    assert w.sampler_reason == ""
    assert w.sampler_steps.shape == (min(200, len(w.sampler_steps)), w.step_names.count(",") + 1)
    assert w.notices[0]["text"].startswith("Step 7: ")
    first = w.layers
    w.step = 8
    assert w.layers is not first
    w.step = 200
    assert w.error is None


@pytest.mark.parametrize(
    ("family", "sampler"), [("beta", "rejection"), ("normal", "Box-Muller"), ("gamma", "Metropolis-Hastings")]
)
def test_the_film_of_a_mechanism_shows_what_the_chart_shows_at_each_step(family, sampler):
    w = DistributionSampler(family, sampler=sampler)
    film = w.film
    assert (film["trait"], film["count"], len(film["words"])) == ("step", 200, 200)
    ends = np.cumsum(film["runs"][:, 3])
    low, high = film["windows"][0, [1, 3]], film["windows"][0, [2, 4]]
    for step in (1, 20, 137):
        w.step = step
        assert w.notices[0]["text"] == film["words"][step - 1]
        alive = (film["runs"][:, 1] <= step) & (step <= film["runs"][:, 2])
        for layer in set(film["runs"][:, 0].tolist()):
            mark = list(w._marks.values())[film["marks"][layer]]
            runs = np.flatnonzero(alive & (film["runs"][:, 0] == layer))
            parts = [film["points"][ends[i] - film["runs"][i, 3] : ends[i]] for i in runs]
            points = np.concatenate([np.empty((0, 2)), *parts])
            np.testing.assert_allclose((low + points * (high - low)).T, [mark.x, mark.y], rtol=1e-5, atol=1e-5)


def test_there_is_a_film_only_where_there_are_steps_and_no_hand_on_something_else(sent):
    w = DistributionSampler("beta", sampler="rejection")
    assert w.film is not DistributionSampler(view="mechanism").film == {}
    assert list(w._marks) == list(MARKS)
    film = w.film
    move(w, held="parameters 1")
    assert w.film == {}
    move(w, held="")
    assert w.film["count"] == 200
    sent.forget()
    move(w, held="step")
    move(w, step=30)
    move(w, held="")
    w.draw_more(100)
    assert not any("film" in update for update in sent.updates(w))
    w.view = "density"
    assert w.film == {}
    assert film["count"] == 200


def test_the_first_dart_that_is_kept_is_the_first_draw():
    w = DistributionSampler("beta", sampler="rejection")
    places, heights, densities, kept = w.sampler_steps.T
    np.testing.assert_array_equal(kept.astype(bool), heights < densities)
    np.testing.assert_array_equal(places[kept == 1], w.samples[: int(kept.sum())])


# --- laws of many draws -------------------------------------------------------------------


def test_the_mean_of_n_draws_is_narrower_by_the_root_of_n():
    w = DistributionSampler("uniform", view="statistic", sample_size=25, n_samples=4000)
    mean, spread, seen_mean, seen_spread, mean_error, spread_error = w.statistic_moments
    assert spread == pytest.approx(np.sqrt(1 / 12 / 25))
    assert abs(seen_mean - mean) < 5 * mean_error
    assert abs(seen_spread - spread) < 5 * spread_error


def test_the_mean_of_cauchy_draws_is_as_wild_as_one():
    w = DistributionSampler("Cauchy", view="statistic", sample_size=100, n_samples=2000)
    assert np.subtract(*np.quantile(w.statistic_draws, [0.75, 0.25])) == pytest.approx(2, abs=0.3)
    assert any("no narrower" in one["text"] for one in w.notices)
    assert reading(w, "mean")["values"] is None


def test_the_norm_of_a_standard_normal_vector_grows_like_the_root_of_the_dimension():
    w = DistributionSampler(view="norm", n_dimensions=1000)
    assert w.norm_moments[0] == pytest.approx(31.6149, abs=1e-3)
    assert w.norm_moments[1] == pytest.approx(0.7070, abs=1e-3)
    assert abs(w.norm_moments[2] - w.norm_moments[0]) < 5 * w.norm_moments[4]


# --- questions ----------------------------------------------------------------------------


def test_the_three_questions_know_their_answers():
    w = DistributionSampler("normal", [0, 2], interval=[-2, 2], sample_size=16)
    w.ask("probability")
    assert w.answer(0.68)["right"]
    w.ask("width_of_the_mean")
    attempt = w.answer(1.0)
    assert (attempt["truth"], attempt["error"]) == (0.5, 1.0)
    assert w.answer(0.5)["right"]
    w.set(family="beta", sampler="rejection", n_samples=20_000)
    w.ask("share_accepted")
    assert w.answer(0.66)["right"]
    w.family = "Cauchy"
    w.ask("width_of_the_mean")
    assert "none" in w.answer(1.0)["truth"]


# --- what leaves with the reader ----------------------------------------------------------


@pytest.mark.parametrize("family", [*pr.FAMILIES, "mixture"])
def test_the_code_cell_gives_the_density_and_the_probability_with_numpy_alone(family):
    w = DistributionSampler(family)
    numbers = {}
    exec(w.to_code().split("# The same numbers with NumPy alone.\n")[1], numbers)
    np.testing.assert_allclose(numbers["density"], w.density, rtol=1e-8, atol=1e-12)
    assert numbers["interval_probability"] == pytest.approx(w.interval_probability, rel=1e-4)


# --- what is refused ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("values", "rule"),
    [
        ({"family": "gama"}, "family must be one of .*; did you mean 'gamma'"),
        ({"family": ["normal"]}, "family must be one of"),
        ({"family": np.zeros((2, 2))}, "family must be one of"),
        ({"family": "normal", "parameters": [0, -1]}, "standard_deviation must be positive"),
        ({"family": "normal", "parameters": [0, 1, 2]}, "parameters of normal must be 2: mean, standard_deviation"),
        ({"family": "categorical", "parameters": [0.5, 0.6]}, "parameters: probabilities must sum to 1"),
        ({"family": "mixture", "parameters": [0.5, 0]}, "rows of weight, mean and standard deviation"),
        ({"family": "ellipse", "parameters": [1.5]}, "correlation must lie between"),
        ({"parameters": []}, "parameters must have shape"),
        ({"parameters": "text"}, "parameters must be an array"),
        ({"parameters": [0, np.nan]}, r"parameters\[1\] must be finite"),
        ({"parameters": np.zeros(1000)}, "parameters must have at most 90"),
        ({"drawn_density": [[0, 0], [1, 0]]}, "drawn_density: heights must be positive somewhere"),
        ({"drawn_density": [[0, 1]]}, "drawn_density: points must be"),
        ({"drawn_density": [[0, 1], [0, 2]]}, "drawn_density: points must increase"),
        ({"drawn_density": np.zeros((0, 2))}, "drawn_density must have shape"),
        ({"data": []}, "data must have shape"),
        ({"data": [[1, 2]]}, "data must have shape"),
        ({"data": ["a"]}, "data must be an array of numbers"),
        ({"data": [1 + 1j]}, "data must be real"),
        ({"data": np.zeros(200_000)}, "data must have at most 100,000"),
        ({"interval": [2, 1]}, "interval must run from a to b"),
        ({"interval": [1]}, "interval must have shape"),
        ({"n_samples": 0}, "n_samples must be between"),
        ({"n_samples": 2.5}, "n_samples must be"),
        ({"sampler": "magic"}, "sampler must be one of"),
        ({"view": "pdf"}, "view must be one of"),
        ({"step": 0}, "step must be between"),
        ({"width": 0.0}, "width must be between"),
        ({"width": np.inf}, "width must be finite"),
        ({"envelope": -1.0}, "envelope must be between"),
        ({"level": 1.0}, "level must be between"),
        ({"statistic": "mode"}, "statistic must be one of"),
        ({"sample_size": 10**9}, "sample_size must be between"),
        ({"n_dimensions": -3}, "n_dimensions must be between"),
        ({"n_bins": 1}, "n_bins must be between"),
        ({"chips": [-1, 2]}, "chips must be at least 0"),
        ({"chip_range": [1, 1]}, "chip_range must increase"),
        ({"pdf": lambda x: -np.ones_like(x)}, "pdf must not be negative"),
        ({"pdf": 3}, "pdf must be callable"),
        ({"family": "yours"}, "pdf, logpdf or your_distribution must be given"),
        ({"your_distribution": "normal"}, "your_distribution must be"),
        ({"your_distribution": pr.Normal([0, 1])}, "your_distribution must be a single one"),
        ({"preset": "nothing"}, "preset must be one of"),
    ],
)  # fmt: skip
def test_a_bad_value_is_refused_by_name_in_python_and_the_picture_stays(values, rule):
    with pytest.raises(ValueError, match=rule):
        DistributionSampler(**values)
    w = DistributionSampler()
    layers, state = w.layers, w.state
    with pytest.raises(ValueError, match=rule):
        w.set(**values)
    assert w.layers is layers
    assert w.state == state
    w.parameters = [1, 1]
    assert w.error is None


@pytest.mark.parametrize("first", [object(), "gama", b"bytes", [[1, 2], [3]], {"a": 1}, np.array([[1.0]]), [], 5, True])
def test_a_bad_first_argument_is_refused_by_name(first):
    with pytest.raises(ValueError, match=r"family|data"):
        DistributionSampler(first)


@pytest.mark.parametrize(
    "values", [{"parameters": [0, -1]}, {"interval": [3, 1]}, {"n_samples": 10**7}, {"family": "<b>"}]
)
def test_a_bad_value_by_hand_is_said_in_the_view(values):
    w = DistributionSampler()
    layers = w.layers
    move(w, **values)
    assert next(iter(values)) in w.error["message"] or "standard_deviation" in w.error["message"]
    assert w.layers is layers
    move(w, parameters=[0.5, 1.0])
    assert w.error is None


@pytest.mark.parametrize("call", [{"count": 0}, {"count": "many"}, {"count": 2.5}, {"count": True}])
def test_a_bad_number_of_draws_by_hand_is_said_in_the_view(call):
    w = DistributionSampler()
    say(w, "call", name="draw_more", args=call)
    assert "count must be" in w.error["message"]
    assert w.n_samples == 1000


def test_parameters_by_position_need_a_family_and_no_argument_comes_twice():
    with pytest.raises(TypeError, match="takes parameters only with the name"):
        DistributionSampler([1, 2, 3], [0, 1])
    with pytest.raises(TypeError, match="data twice"):
        DistributionSampler([1, 2, 3], data=[1])


def test_a_single_spike_drawn_by_hand_is_a_distribution():
    w = DistributionSampler(drawn_density=[[0, 0], [1, 0], [1.001, 9], [1.002, 0], [2, 0]])
    assert w.moments[0] == pytest.approx(1.001)
    assert w.error is None


def test_huge_and_tiny_scales_make_charts():
    for scale in (1e-300, 1e-9, 1e9, 1e150):
        w = DistributionSampler("normal", [0, scale])
        assert np.isfinite(w.window).all()
        assert w.error is None


@pytest.mark.parametrize("view", ["density", "ECDF", "QQ", "running mean", "statistic", "norm", "autocorrelation"])
@pytest.mark.parametrize("data", [[3.0], [2.0] * 5, [1e-320, 0.0], [0.0, 1e-300], [1e75, -1e75]])
def test_one_number_equal_ones_and_extreme_ones_make_charts(data, view):
    w = DistributionSampler(data, view=view)
    assert np.isfinite(w.window).all()
    assert (w.error, w.moments[0]) == (None, pytest.approx(np.mean(data)))


def test_a_distribution_far_from_zero_for_its_width_makes_a_chart():
    w = DistributionSampler("normal", [1e300, 1.0])
    assert w.window[0] < 1e300 < w.window[1]
    assert w.counts[:, 2] @ (w.counts[:, 1] - w.counts[:, 0]) == pytest.approx(1.0)


@pytest.mark.parametrize(
    ("first", "rule"),
    [
        (lambda x: -np.exp(-x * x), "pdf must not be negative, got"),
        (lambda x: np.where(np.abs(x) < 1, np.inf, 0.0), "pdf must be finite, got inf at x"),
        (lambda x: x * np.nan, "pdf must be a number, got nan"),
        (lambda x: 0 * x, "the density must be positive somewhere"),
        (lambda x: 1 / (1 + np.abs(x)), "pdf must have a finite integral"),
        (lambda x: np.exp(-x * x) * 1j, "pdf must return real numbers"),
        (lambda x: "a", "pdf must return real numbers"),
        (lambda x: np.zeros(3), "pdf must return one number for one number"),
        ([1, np.nan], r"data\[1\] must be finite, got nan"),
        ([1, 1e200], r"data must lie between -1e\+75 and 1e\+75, got 1e\+200"),
        (np.zeros(10_000_000), "data must have at most 100,000 rows, got 10,000,000"),
        (np.array([None, 1], dtype=object), "data must be an array of numbers"),
        ("x" * 10_000_000, "family must be one of"),
        (b"\x00\xff" * 5_000_000, "data must be an array of numbers"),
    ],
)
def test_what_is_no_density_and_no_data_is_refused_in_a_sentence(first, rule):
    with pytest.raises(ValueError, match=rule) as raised:
        DistributionSampler(first)
    assert len(str(raised.value)) < 600


def test_a_density_need_not_be_normalised_and_its_logarithm_may_be_minus_infinity():
    w = DistributionSampler(lambda x: 7 * np.exp(-x * x / 2))
    np.testing.assert_allclose(w.moments, [0, 1, 0, 0], atol=1e-8)
    w = DistributionSampler(logpdf=lambda x: np.where(x > 0, -x, -np.inf), support=[0, np.inf])
    np.testing.assert_allclose(w.moments, [1, 1, 2, 6], rtol=1e-6)


def test_what_only_a_mark_shows_is_not_sent_twice():
    w = DistributionSampler()
    assert not {"samples", "weights", "points", "density", "cumulative", "counts", "layers", "drawn"} & set(w.keys)


@pytest.mark.parametrize("family", ["kernel density", "Cauchy", "data", "categorical"])
def test_no_number_is_sent_that_json_does_not_know(family):
    w = DistributionSampler(family, view="statistic")
    plain = {k: getattr(w, k) for k in w.keys if not isinstance(getattr(w, k), np.ndarray) and k in w.traits()}
    ours = {k: v for k, v in plain.items() if w.trait_metadata(k, "kind")}
    json.dumps(ours, allow_nan=False)

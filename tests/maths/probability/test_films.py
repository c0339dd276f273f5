"""Mechanisms step by step, and films of their pictures."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mathml_widgets.maths import probability as pr
from mathml_widgets.maths.probability import pictures
from mathml_widgets.maths.probability.pictures.films import in_common

LAYERS = ("ghosts", "curve", "trail", "refused", "dots", "guide", "now")
MACHINES = [
    ("normal", "inverse cdf"), ("Poisson", "inverse cdf"), ("beta", "rejection"), ("normal", "Box-Muller"),
    ("binomial", "alias"), ("normal", "importance"), ("gamma", "Metropolis-Hastings"),
    ("donut", "Metropolis-Hastings"), ("ellipse", "Gibbs"), ("banana", "Hamiltonian"), ("funnel", "Hamiltonian"),
    ("banana", "direct"),
]  # fmt: skip


def usual(family):
    cls = pr.PLANE_TARGETS.get(family) or pr.FAMILIES[family]
    return cls(**{name: one.default for name, one in cls.declared.items()})


def walk(family, sampler):
    target = usual(family)
    plane = target if family in pr.PLANE_TARGETS else None
    line = plane.marginal() if plane else target
    machine = pr.mechanism(sampler, target)
    record = machine.draw(1024, np.random.default_rng(0)).record
    ends = line.quantile(np.array([1e-3, 1 - 1e-3]))
    points = np.arange(0.0, 20.0) if line.is_discrete else np.linspace(*ends, 201)
    density, cumulative = np.asarray(line.pdf(points)), np.asarray(line.cdf(points))
    return record, pictures.walkthrough(machine, plane, record, line, points, density, cumulative)


@pytest.mark.parametrize(("family", "sampler"), MACHINES)
def test_a_film_holds_every_picture_of_a_mechanism(family, sampler):
    _, found = walk(family, sampler)
    shown = [found.picture(step) for step in range(1, found.n_steps + 1)]
    film = pictures.film_of(shown, LAYERS)
    size = np.ptp(film.windows[0, 1:].reshape(2, 2), axis=1).max()
    for step, picture in enumerate(shown, start=1):
        held = pictures.picture_of(film, step, LAYERS)
        assert held.pop("window") == picture["window"]
        assert held.pop("names", picture.get("names", [])) == picture.get("names", [])
        assert held
        for name, points in held.items():
            np.testing.assert_allclose(points, picture[name], rtol=1e-6, atol=1e-6 * size)
        still = set(LAYERS) & set(picture) - set(held)
        for name in still:
            np.testing.assert_array_equal(picture[name], shown[0][name])


def test_a_walk_in_the_plane_goes_from_place_to_place_and_marks_what_it_refused():
    (starts, chains), found = walk("donut", "Metropolis-Hastings")
    picture = found.picture(30)
    places = np.concatenate([starts[:1], chains.samples[0, :30]])
    np.testing.assert_array_equal(picture["trail"], places.T)
    np.testing.assert_array_equal(picture["now"][:, 0], chains.samples[0, 29])
    assert picture["refused"].shape[1] == (~chains.accepted[0, :30]).sum()
    np.testing.assert_array_equal(picture["guide"][:, 1], chains.proposals[0, 29])


def test_darts_are_kept_below_the_density_and_counted_once():
    record, found = walk("beta", "rejection")
    picture = found.picture(50)
    low, high = picture["window"][:2]
    inside = (record.x[:50] >= low) & (record.x[:50] <= high)
    assert picture["dots"].shape[1] + picture["refused"].shape[1] == inside.sum() > 40
    x, heights = picture["dots"]
    assert (heights < usual("beta").pdf(x)).all()
    np.testing.assert_array_equal(picture["now"][:, 0], [record.x[49], record.heights[49]])


def test_the_axis_of_steps_grows_seldom():
    _, found = walk("gamma", "Metropolis-Hastings")
    tops = [found.picture(step)["window"][3] for step in range(1, found.n_steps + 1)]
    assert tops == sorted(tops)
    assert len(set(tops)) == 4
    assert all(step <= top for step, top in enumerate(tops, start=1))


def test_direct_draws_on_the_line_have_nothing_to_show():
    normal = pr.Normal()
    x = np.linspace(-3, 3, 7)
    assert pictures.walkthrough(pr.mechanism("direct", normal), None, None, normal, x, normal.pdf(x), x) is None


@settings(max_examples=200, deadline=None)
@given(st.lists(st.lists(st.sampled_from([0.0, 0.5, 1.0, np.nan]), max_size=6), min_size=1, max_size=12))
def test_any_sequence_of_lines_is_held(rows):
    shown = [{"window": (0.0, 1.0, 0.0, 1.0), "trail": np.array([row, row]).reshape(2, -1)} for row in rows]
    film = pictures.film_of(shown, ["trail"])
    assert film.n_pictures == len(rows)
    for number, picture in enumerate(shown, start=1):
        held = pictures.picture_of(film, number, ["trail"]).get("trail", shown[0]["trail"])
        np.testing.assert_array_equal(held, picture["trail"])
    assert film.runs[:, 3].sum() == len(film.points)


def test_a_trail_costs_no_more_than_its_longest_picture():
    trail = np.arange(200.0).reshape(2, 100)
    window = (0, 100, 100, 200)
    film = pictures.film_of([{"window": window, "trail": trail[:, :n]} for n in range(1, 101)], ["trail"])
    assert len(film.points) == 100


def test_lines_have_in_common_what_they_begin_with():
    line = np.array([[0.0, np.nan, 2.0], [1.0, np.nan, 3.0]])
    assert in_common(line, line) == 3
    assert in_common(line, line[:, :2]) == 2
    assert in_common(line, np.add(line, 1.0)) == 0
    assert in_common(np.empty((2, 0)), line) == 0

import math

import numpy as np
import pytest

from mathml_widgets.maths import information as info

X = np.linspace(-10, 10, 801)
TWO = 0.6 * info.gaussian_cells(X, -3, 0.8) + 0.4 * info.gaussian_cells(X, 2, 0.6)


def test_bells_on_a_grid_are_distributions():
    found = info.gaussian_cells(X, [[0.0], [1.0]], [0.5, 2.0])
    assert found.shape == (2, 2, 801)
    assert found.sum(axis=-1) == pytest.approx(np.ones((2, 2)), abs=1e-14)
    assert found[0, 1] @ X**2 == pytest.approx(4, rel=1e-4)
    narrow = info.gaussian_cells(X, 0.001, 1e-9)
    assert narrow[400] == 1.0
    assert info.gaussian_cells(X, 0.0, 1e-300)[400] == 1.0


def test_landscapes_hold_the_divergences_of_both_directions():
    means, widths = np.linspace(-5, 5, 11), np.array([0.5, 1.0, 3.0])
    found = info.kl_landscapes(X, TWO, means, widths)
    assert found.forward.shape == found.reverse.shape == (3, 11)
    for i, width in enumerate(widths):
        for j, mean in enumerate(means):
            bell = info.gaussian_cells(X, mean, width)
            reverse = info.kl_divergence(bell, TWO)
            assert found.reverse[i, j] == pytest.approx(reverse, rel=1e-9, abs=1e-12)
            if bell.min() > 0:
                assert found.forward[i, j] == pytest.approx(info.kl_divergence(TWO, bell), rel=1e-9, abs=1e-12)
    assert np.isfinite(found.forward).all()  # also where the bell's tail is below the smallest float


def test_one_direction_has_a_minimum_for_each_mode_and_the_other_has_one():
    means, widths = np.linspace(-6, 6, 121), np.linspace(0.3, 5, 95)
    found = info.kl_landscapes(X, TWO, means, widths)
    picked = info.local_minima(found.reverse)
    assert sorted(means[picked.columns].round(1)) == [-3.0, 2.0]
    assert picked.values[0] == found.reverse.min()
    covering = info.local_minima(found.forward)
    assert len(covering.values) == 1
    mean, deviation = TWO @ X, math.sqrt(TWO @ X**2 - (TWO @ X) ** 2)
    assert means[covering.columns[0]] == pytest.approx(mean, abs=0.06)
    assert widths[covering.rows[0]] == pytest.approx(deviation, abs=0.03)


def test_a_bell_with_mass_where_the_target_has_none_is_infinitely_far():
    target = np.where(np.abs(X) < 2, 1.0, 0.0)
    target /= target.sum()
    found = info.kl_landscapes(X, target, [0.0], [1.0])
    assert found.reverse[0, 0] == math.inf
    assert math.isfinite(found.forward[0, 0])
    assert len(info.local_minima(found.reverse).values) == 0


@pytest.mark.parametrize("method", ["gradient", "natural gradient"])
def test_the_forward_fit_takes_the_mean_and_the_deviation_of_the_target(method):
    found = info.fit_gaussian(X, TWO, 0.0, 2.0, method=method, learning_rate=0.3, n_steps=600)
    assert found.means[-1] == pytest.approx(TWO @ X, abs=0.01)  # but for the tails outside the grid
    bell = info.gaussian_cells(X, found.means[-1], found.widths[-1])
    assert bell @ X == pytest.approx(TWO @ X, rel=1e-6)
    assert bell @ X**2 == pytest.approx(TWO @ X**2, rel=1e-6)
    assert (np.diff(found.divergences) <= 1e-12).all()


def test_the_reverse_fit_picks_the_mode_where_it_starts_and_many_starts_go_together():
    found = info.fit_gaussian(X, TWO, [-4.0, 3.0], [1.0, 1.0], direction="reverse", learning_rate=0.2, n_steps=300)
    assert found.means.shape == (2, 301)
    assert found.means[:, -1] == pytest.approx([-3, 2], abs=0.01)
    assert found.widths[:, -1] == pytest.approx([0.8, 0.6], abs=0.01)
    alone = info.fit_gaussian(X, TWO, 3.0, 1.0, direction="reverse", learning_rate=0.2, n_steps=300)
    assert alone.means == pytest.approx(found.means[1], rel=1e-13)
    assert found.divergences[0, -1] == pytest.approx(math.log2(1 / 0.6), abs=0.01)


@pytest.mark.parametrize("direction", ["forward", "reverse"])
def test_steps_follow_the_slope_that_differences_measure(direction):
    start, rate = (0.7, 1.3), 1e-4
    found = info.fit_gaussian(X, TWO, *start, direction=direction, method="gradient", learning_rate=rate, n_steps=1)

    def value(mean, log_width):
        bell = info.gaussian_cells(X, mean, math.exp(log_width))
        pair = (TWO, bell) if direction == "forward" else (bell, TWO)
        return info.kl_divergence(*pair, math.e)

    step = 1e-5
    a, b = start[0], math.log(start[1])
    slopes = [
        (value(a + step, b) - value(a - step, b)) / (2 * step),
        (value(a, b + step) - value(a, b - step)) / (2 * step),
    ]
    moved = [found.means[1] - a, math.log(found.widths[1]) - b]
    assert np.array(moved) == pytest.approx(-rate * np.array(slopes), rel=1e-5)
    natural = info.fit_gaussian(X, TWO, *start, direction=direction, learning_rate=rate, n_steps=1)
    fisher = np.array([1 / start[1] ** 2, 2.0])
    moved = np.array([natural.means[1] - a, math.log(natural.widths[1]) - b])
    assert moved == pytest.approx(-rate * np.array(slopes) / fisher, rel=1e-4)


def test_where_the_grid_cuts_the_bell_the_natural_step_divides_by_the_whole_information():
    x, start, rate = np.linspace(0, 4, 201), np.array([0.3, math.log(1.2)]), 1e-4
    target = info.gaussian_cells(x, 2.5, 0.6)
    information = info.fisher_information(lambda p: info.gaussian_cells(x, p[0], math.exp(p[1])), start)
    assert abs(information[0, 1]) > 0.3 * math.sqrt(information[0, 0] * information[1, 1])
    moves = []
    for method in ("gradient", "natural gradient"):
        found = info.fit_gaussian(x, target, 0.3, 1.2, method=method, learning_rate=rate, n_steps=1)
        moves.append(np.array([found.means[1], math.log(found.widths[1])]) - start)
    assert information @ moves[1] == pytest.approx(moves[0], rel=1e-5)


def test_flat_landscapes_have_no_minimum():
    assert len(info.local_minima(np.ones((3, 3))).values) == 0
    found = info.local_minima([[1, 2], [3, 4]])
    assert (found.rows.tolist(), found.columns.tolist()) == ([0], [0])
    with pytest.raises(ValueError, match="landscape must have two axes and hold no NaN"):
        info.local_minima([[math.nan]])


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"direction": "sideways"}, "direction must be one of"),
        ({"method": "adam"}, "method must be one of"),
        ({"learning_rate": 0}, "learning_rate must be positive, got 0"),
        ({"width": 0.0}, "width must be positive, got 0"),
        ({"n_steps": 0}, "n_steps must be at least 1, got 0"),
        ({"target": [1.0]}, "target must have one probability for each of 801 points, got 1"),
        ({"target": np.eye(801)[3], "direction": "reverse"}, "target must be positive on every cell"),
    ],
)
def test_what_cannot_be_fitted_is_refused(changes, message):
    with pytest.raises(ValueError, match=message):
        info.fit_gaussian(**{"grid": X, "target": TWO, "mean": 0.0, "width": 1.0, **changes})

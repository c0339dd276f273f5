from itertools import pairwise

import numpy as np
import pytest

from mathml_widgets.maths import optimization as opt


def last(maps):
    *_, final = maps
    return final


def test_each_cell_says_where_its_start_ends():
    f, method = opt.himmelblau(), opt.GradientDescent(0.01)
    basins = last(opt.basin_map(f, method, [[-4, 4], [-4, 4]], resolution=9))
    for i in (0, 3, 8):
        for j in (1, 4, 7):
            path = opt.descend(f, [basins.x[j], basins.y[i]], method, 500, tolerance=1e-6)
            assert basins.n_steps[i, j] == path.ended_at
            assert np.abs(basins.ends[basins.labels[i, j]] - path.points[-1]).max() <= 1e-4


def test_the_four_minima_of_himmelblau_have_their_number_whatever_is_reached_first():
    f = opt.himmelblau()
    basins = last(opt.basin_map(f, opt.DampedNewton(), resolution=17))
    assert np.array_equal(basins.ends[:4], f.minima)
    corners = [(3, 2), (-3, 3), (-4, -3), (4, -2)]
    for label, (x, y) in enumerate(corners):
        i, j = np.abs(basins.y - y).argmin(), np.abs(basins.x - x).argmin()
        assert basins.labels[i, j] == label


def test_each_finer_map_keeps_what_the_coarser_has_found():
    maps = list(opt.basin_map(opt.himmelblau(), opt.GradientDescent(0.01), [[-4, 4], [-4, 4]], resolution=33))
    assert [len(m.x) for m in maps] == [9, 17, 33]
    for coarse, fine in pairwise(maps):
        assert np.array_equal(fine.labels[::2, ::2], coarse.labels)
        assert np.array_equal(fine.n_steps[::2, ::2], coarse.n_steps)
        assert np.array_equal(fine.x[::2], coarse.x)
        assert np.array_equal(fine.ends[: len(coarse.ends)], coarse.ends)


def test_no_start_is_followed_twice():
    starts = []

    def recording(function, x):
        starts.append(tuple(x))
        yield x

    list(opt.basin_map(opt.sphere(), recording, resolution=17))
    assert len(starts) == len(set(starts)) == 17 * 17


def test_divergence_and_unfinished_paths_have_labels_of_their_own():
    half = opt.Objective(
        lambda p: p[0] ** 2 / 2 if p[0] > 0 else -(p[0] ** 2), lambda p: [p[0] if p[0] > 0 else -2 * p[0], 0]
    )
    basins = last(opt.basin_map(half, opt.GradientDescent(0.5), [[-1, 1], [0, 1]], resolution=3, steps=60))
    assert basins.labels[0].tolist() == [-1, 0, 0]
    slow = last(opt.basin_map(opt.sphere(), opt.GradientDescent(1e-6), resolution=3, steps=5))
    assert slow.labels[0, 0] == -2
    assert slow.labels[1, 1] == 0


def test_the_map_of_a_symmetric_function_is_symmetric():
    well = opt.Objective(
        lambda p: (p[:, 0] ** 2 - 1) ** 2 + p[:, 1] ** 2,
        lambda p: np.array([4 * p[:, 0] * (p[:, 0] ** 2 - 1), 2 * p[:, 1]]).T,
        batched=True,
        minima=[[-1, 0], [1, 0]],
    )
    labels = last(opt.basin_map(well, opt.GradientDescent(0.05), [[-1.5, 1.5], [-1, 1]], resolution=17)).labels
    assert (labels[:, :8] == 0).all()
    assert (labels[:, 9:] == 1).all()
    assert (labels[:, 8] == 2).all()  # the ridge ends in the saddle between the wells


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"resolution": 10}, r"resolution must be 2\^p \+ 1, such as 17, 33 or 65, got 10"),
        ({"resolution": 1}, "resolution must be an integer of at least 2, got 1"),
        (
            {"domain": [[0, 1]]},
            r"domain must be \[\[lowest x, highest x\], \[lowest y, highest y\]\], got shape \(1, 2\)",
        ),
        ({"domain": [[1, 0], [0, 1]]}, r"domain must rise from low to high, got \[1.0, 0.0\] in row 0"),
        ({"function": lambda x, y: x * y}, "domain must be given for a function that has none, got Objective"),
    ],
)
def test_impossible_arguments_are_refused_by_name(arguments, message):
    given = {"function": opt.sphere(), "optimizer": opt.GradientDescent(0.1)}
    with pytest.raises(ValueError, match=message):
        next(opt.basin_map(**{**given, **arguments}))

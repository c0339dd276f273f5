from .densities import (
    Picture,
    axis_of,
    cdf_picture,
    density_picture,
    ecdf_picture,
    histogram_edges,
    log_picture,
    qq_picture,
    quantile_picture,
)
from .films import Film, film_of, picture_of
from .many_draws import (
    chips_picture,
    correlation_picture,
    law_of,
    norm_picture,
    norm_theory,
    running_picture,
    statistic_picture,
)
from .mechanism_pictures import Walkthrough, plane_picture, walkthrough
from .steps import step_in_words, steps_of

__all__ = [
    "Film",
    "Picture",
    "Walkthrough",
    "axis_of",
    "cdf_picture",
    "chips_picture",
    "correlation_picture",
    "density_picture",
    "ecdf_picture",
    "film_of",
    "histogram_edges",
    "law_of",
    "log_picture",
    "norm_picture",
    "norm_theory",
    "picture_of",
    "plane_picture",
    "qq_picture",
    "quantile_picture",
    "running_picture",
    "statistic_picture",
    "step_in_words",
    "steps_of",
    "walkthrough",
]

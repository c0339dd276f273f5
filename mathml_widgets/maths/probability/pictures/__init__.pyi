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
from .many_draws import (
    chips_picture,
    correlation_picture,
    law_of,
    norm_picture,
    norm_theory,
    running_picture,
    statistic_picture,
)
from .steps import mechanism_picture, plane_picture, step_in_words, steps_of

__all__ = [
    "Picture",
    "axis_of",
    "cdf_picture",
    "chips_picture",
    "correlation_picture",
    "density_picture",
    "ecdf_picture",
    "histogram_edges",
    "law_of",
    "log_picture",
    "mechanism_picture",
    "norm_picture",
    "norm_theory",
    "plane_picture",
    "qq_picture",
    "quantile_picture",
    "running_picture",
    "statistic_picture",
    "step_in_words",
    "steps_of",
]

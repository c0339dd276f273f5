from .bessel import scaled_bessel_i0, scaled_bessel_i1
from .beta_quantiles import beta_inc_inverse
from .chi_squared import chi_squared_cdf, chi_squared_quantile, chi_squared_sf
from .error_function import erf, erf_inverse, erfc, erfc_inverse, scaled_erfc
from .fisher_f import f_cdf, f_quantile, f_sf
from .gamma_function import log_beta, log_gamma
from .gamma_quantiles import gamma_p_inverse, gamma_q_inverse
from .gamma_slopes import digamma, trigamma
from .incomplete_beta import beta_inc, beta_inc_upper
from .incomplete_gamma import gamma_p, gamma_q
from .normal import normal_cdf, normal_log_cdf, normal_pdf, normal_quantile
from .student_t import student_t_cdf, student_t_quantile

__all__ = [
    "beta_inc",
    "beta_inc_inverse",
    "beta_inc_upper",
    "chi_squared_cdf",
    "chi_squared_quantile",
    "chi_squared_sf",
    "digamma",
    "erf",
    "erf_inverse",
    "erfc",
    "erfc_inverse",
    "f_cdf",
    "f_quantile",
    "f_sf",
    "gamma_p",
    "gamma_p_inverse",
    "gamma_q",
    "gamma_q_inverse",
    "log_beta",
    "log_gamma",
    "normal_cdf",
    "normal_log_cdf",
    "normal_pdf",
    "normal_quantile",
    "scaled_bessel_i0",
    "scaled_bessel_i1",
    "scaled_erfc",
    "student_t_cdf",
    "student_t_quantile",
    "trigamma",
]

from .classification.calibration import (
    CalibrationCurve,
    NullCalibrationError,
    calibration_curve,
    expected_calibration_error,
    null_calibration_error,
)
from .classification.confusion import confusion_matrices, confusion_matrix
from .classification.curves import (
    PrecisionRecallCurve,
    RocCurve,
    auc,
    average_precision,
    precision_recall_curve,
    roc_curve,
)
from .classification.metric_intervals import MetricInterval, metric_intervals
from .classification.metrics import METRICS, GroupMetrics, group_metrics, metric_by_name, metrics
from .classification.normal_classes import NormalRates, normal_auc, normal_rates, normal_roc_curve
from .classification.prevalence import PredictiveValues, change_prevalence, predictive_values, reweight
from .classification.probability_scores import BrierParts, brier_parts, brier_score, log_loss
from .classification.rates import (
    Rates,
    accuracy,
    balanced_accuracy,
    f_beta,
    kappa,
    lift,
    matthews_correlation,
    negative_predictive_value,
    net_benefit,
    precision,
    rates,
    recall,
    specificity,
)
from .classification.temperature import Temperature, fit_temperature, temper
from .classification.thresholds import BestThreshold, best_threshold, iso_cost_slope
from .comparison.folds import FoldComparison, compare_folds
from .comparison.leaderboard import (
    Leaderboard,
    LeaderboardOptimism,
    expected_maximum,
    leaderboard,
    leaderboard_optimism,
)
from .comparison.mcnemar import McNemar, mcnemar, mcnemar_from_counts
from .comparison.paired_bootstrap import PairedDifference, paired_bootstrap
from .intervals.bootstrap_intervals import bootstrap_intervals
from .intervals.coverage import Coverage, SimulatedCoverage, exact_coverage, simulated_coverage
from .intervals.means import median_interval, t_interval, variance_interval, z_interval
from .intervals.proportions import Interval, agresti_coull, clopper_pearson, wald, wilson
from .learning.cross_validation import (
    CrossValidation,
    cross_validate,
    generalized_cross_validation,
    k_fold,
    leave_one_out,
    leave_one_out_residuals,
    stratified_k_fold,
)
from .learning.decomposition import (
    BiasVariance,
    SimulatedBiasVariance,
    degrees_of_freedom,
    exact_bias_variance,
    simulated_bias_variance,
)
from .learning.learners import (
    kernel_learner,
    learner,
    loess_learner,
    nearest_neighbors_learner,
    polynomial_learner,
    ridge_learner,
)
from .learning.polynomials import PolynomialErrors, polynomial_bias_variance, polynomial_errors
from .learning.random_features import DoubleDescent, ReluFeatures, double_descent, relu_features
from .learning.smoothers import (
    kernel_smoother,
    loess_smoother,
    nearest_neighbors_smoother,
    polynomial_smoother,
    ridge_smoother,
)
from .long_run.bayes_factor import BayesFactorBound, bayes_factor_bound
from .long_run.exaggeration import Exaggeration, exaggeration_ratio
from .long_run.multiple_testing import benjamini_hochberg, bonferroni, family_wise_error_rate, holm
from .long_run.noncentral_t import noncentral_t_cdf
from .long_run.peeking import Peeking, peeking_error_rate, simulated_peeking
from .long_run.power import p_value_quantiles, required_size, t_test_power, z_test_power
from .long_run.studies import Studies, simulate_studies
from .resampling.bootstrap import Bootstrap, bootstrap
from .resampling.exact_law import SumLaw, sign_sum_law, subset_sum_law
from .resampling.permutation import PermutationTest, permutation_test
from .resampling.quantile_law import resampled_rank_law, resampled_ranks
from .testing.t_tests import MeanTest, t_test, welch_test
from .testing.z_tests import proportion_z_test, z_test

__all__ = [
    "METRICS",
    "BayesFactorBound",
    "BestThreshold",
    "BiasVariance",
    "Bootstrap",
    "BrierParts",
    "CalibrationCurve",
    "Coverage",
    "CrossValidation",
    "DoubleDescent",
    "Exaggeration",
    "FoldComparison",
    "GroupMetrics",
    "Interval",
    "Leaderboard",
    "LeaderboardOptimism",
    "McNemar",
    "MeanTest",
    "MetricInterval",
    "NormalRates",
    "NullCalibrationError",
    "PairedDifference",
    "Peeking",
    "PermutationTest",
    "PolynomialErrors",
    "PrecisionRecallCurve",
    "PredictiveValues",
    "Rates",
    "ReluFeatures",
    "RocCurve",
    "SimulatedBiasVariance",
    "SimulatedCoverage",
    "Studies",
    "SumLaw",
    "Temperature",
    "accuracy",
    "agresti_coull",
    "auc",
    "average_precision",
    "balanced_accuracy",
    "bayes_factor_bound",
    "benjamini_hochberg",
    "best_threshold",
    "bonferroni",
    "bootstrap",
    "bootstrap_intervals",
    "brier_parts",
    "brier_score",
    "calibration_curve",
    "change_prevalence",
    "clopper_pearson",
    "compare_folds",
    "confusion_matrices",
    "confusion_matrix",
    "cross_validate",
    "degrees_of_freedom",
    "double_descent",
    "exact_bias_variance",
    "exact_coverage",
    "exaggeration_ratio",
    "expected_calibration_error",
    "expected_maximum",
    "f_beta",
    "family_wise_error_rate",
    "fit_temperature",
    "generalized_cross_validation",
    "group_metrics",
    "holm",
    "iso_cost_slope",
    "k_fold",
    "kappa",
    "kernel_learner",
    "kernel_smoother",
    "leaderboard",
    "leaderboard_optimism",
    "learner",
    "leave_one_out",
    "leave_one_out_residuals",
    "lift",
    "loess_learner",
    "loess_smoother",
    "log_loss",
    "matthews_correlation",
    "mcnemar",
    "mcnemar_from_counts",
    "median_interval",
    "metric_by_name",
    "metric_intervals",
    "metrics",
    "nearest_neighbors_learner",
    "nearest_neighbors_smoother",
    "negative_predictive_value",
    "net_benefit",
    "noncentral_t_cdf",
    "normal_auc",
    "normal_rates",
    "normal_roc_curve",
    "null_calibration_error",
    "p_value_quantiles",
    "paired_bootstrap",
    "peeking_error_rate",
    "permutation_test",
    "polynomial_bias_variance",
    "polynomial_errors",
    "polynomial_learner",
    "polynomial_smoother",
    "precision",
    "precision_recall_curve",
    "predictive_values",
    "proportion_z_test",
    "rates",
    "recall",
    "relu_features",
    "required_size",
    "resampled_rank_law",
    "resampled_ranks",
    "reweight",
    "ridge_learner",
    "ridge_smoother",
    "roc_curve",
    "sign_sum_law",
    "simulate_studies",
    "simulated_bias_variance",
    "simulated_coverage",
    "simulated_peeking",
    "specificity",
    "stratified_k_fold",
    "subset_sum_law",
    "t_interval",
    "t_test",
    "t_test_power",
    "temper",
    "variance_interval",
    "wald",
    "welch_test",
    "wilson",
    "z_interval",
    "z_test",
    "z_test_power",
]

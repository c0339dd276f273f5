"""Statistics: what data can and cannot tell.

How good a classifier is, and how sure that is (`classification`, `comparison`); what a fit owes to
noise (`learning`); the data as they might have been (`resampling`); tests and intervals with what
they promise (`testing`, `intervals`), and what comes of them in the long run (`long_run`).
Arrays go in; arrays, numbers and named tuples come out.
"""

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
from .comparison.mcnemar import McNemar, mcnemar, mcnemar_from_counts
from .comparison.paired_bootstrap import PairedDifference, paired_bootstrap
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

__all__ = [
    "METRICS",
    "BestThreshold",
    "BiasVariance",
    "BrierParts",
    "CalibrationCurve",
    "CrossValidation",
    "DoubleDescent",
    "GroupMetrics",
    "McNemar",
    "MetricInterval",
    "NullCalibrationError",
    "PairedDifference",
    "PolynomialErrors",
    "PrecisionRecallCurve",
    "PredictiveValues",
    "Rates",
    "ReluFeatures",
    "RocCurve",
    "SimulatedBiasVariance",
    "Temperature",
    "accuracy",
    "auc",
    "average_precision",
    "balanced_accuracy",
    "best_threshold",
    "brier_parts",
    "brier_score",
    "calibration_curve",
    "change_prevalence",
    "confusion_matrices",
    "confusion_matrix",
    "cross_validate",
    "degrees_of_freedom",
    "double_descent",
    "exact_bias_variance",
    "expected_calibration_error",
    "f_beta",
    "fit_temperature",
    "generalized_cross_validation",
    "group_metrics",
    "iso_cost_slope",
    "k_fold",
    "kappa",
    "kernel_learner",
    "kernel_smoother",
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
    "metric_by_name",
    "metric_intervals",
    "metrics",
    "nearest_neighbors_learner",
    "nearest_neighbors_smoother",
    "negative_predictive_value",
    "net_benefit",
    "null_calibration_error",
    "paired_bootstrap",
    "polynomial_bias_variance",
    "polynomial_errors",
    "polynomial_learner",
    "polynomial_smoother",
    "precision",
    "precision_recall_curve",
    "predictive_values",
    "rates",
    "recall",
    "relu_features",
    "reweight",
    "ridge_learner",
    "ridge_smoother",
    "roc_curve",
    "simulated_bias_variance",
    "specificity",
    "stratified_k_fold",
    "temper",
]

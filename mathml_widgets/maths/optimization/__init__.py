"""Optimization: how to get down, and what stands in the way.

One idea a file. A function to be made small is an `Objective`: the test functions with known minima
(`test_functions`), the losses of regression, or the reader's own. A method is a small object with
`init` and `step` (`optimizers`), or a generator of points. `descend` follows one method from one
start or many, `race` several from the same start; what they return holds every point, value and
internal, and how each path ended. Around these: learning rates that change (`schedules`) and their
tuning, what the curvatures promise (`rates`) and what paths keep of it (`convergence`), maps of where
each start ends (`basins`), the noise of minibatches and what comes of it (`minibatches`,
`stationary`, `averages`), and convexity: proofs against it and for it (`chords`, `convexity`), the
losses of classifiers (`margin_losses`), and what is left of it when functions are put together
(`combinations`).
"""

from .averages import averaged
from .basins import BasinMap, basin_map
from .chords import Violation, chord_gap, find_chord_violation
from .cobweb import Cobweb, cobweb
from .combinations import OPERATIONS, combined, composed
from .convergence import measured_factor, measured_iterations, predicted_iterations
from .convexity import CurvatureBounds, HessianSigns, curvature_bounds, hessian_signs, secant_bounds
from .descent import Descent, Evaluations
from .first_order import FirstOrder
from .margin_losses import (
    MARGIN_LOSSES,
    MarginLoss,
    focal_loss,
    hinge_loss,
    huber_loss,
    logistic_loss,
    squared_loss,
    zero_one_loss,
)
from .minibatches import gradient_covariance, minibatches, with_gradient_noise, with_minibatches
from .objective import Objective
from .optimizers import (
    BFGS,
    LBFGS,
    Adadelta,
    AdaGrad,
    Adam,
    AdamW,
    AMSGrad,
    ConjugateGradient,
    DampedNewton,
    FromGenerator,
    GradientDescent,
    HeavyBall,
    NAdam,
    NelderMead,
    Nesterov,
    Newton,
    RMSprop,
    SteepestDescent,
    TrustRegion,
)
from .path import descend, descending, iterate
from .race import race, racing
from .rates import (
    BestRate,
    best_gradient_descent,
    best_heavy_ball,
    curvature_range,
    mode_factors,
    spectral_radius,
    stability_limit,
)
from .regression import SampleLoss, linear_regression, logistic_regression
from .schedules import constant, cosine, inverse_square_root, inverse_time, step_decay, warm_up
from .state import Optimizer, State
from .stationary import Stationary, stationary_law
from .test_functions import (
    TEST_FUNCTIONS,
    ackley,
    beale,
    booth,
    cliff,
    dixon_price,
    ellipse,
    heavy_ball_cycle,
    himmelblau,
    matyas,
    mccormick,
    monkey_saddle,
    plateau,
    quadratic,
    rastrigin,
    reddi_kale_kumar,
    rosenbrock,
    sphere,
)
from .tuning import TuningCurve, tuning_curve

__all__ = [
    "BFGS",
    "LBFGS",
    "MARGIN_LOSSES",
    "OPERATIONS",
    "TEST_FUNCTIONS",
    "AMSGrad",
    "AdaGrad",
    "Adadelta",
    "Adam",
    "AdamW",
    "BasinMap",
    "BestRate",
    "Cobweb",
    "ConjugateGradient",
    "CurvatureBounds",
    "DampedNewton",
    "Descent",
    "Evaluations",
    "FirstOrder",
    "FromGenerator",
    "GradientDescent",
    "HeavyBall",
    "HessianSigns",
    "MarginLoss",
    "NAdam",
    "NelderMead",
    "Nesterov",
    "Newton",
    "Objective",
    "Optimizer",
    "RMSprop",
    "SampleLoss",
    "State",
    "Stationary",
    "SteepestDescent",
    "TrustRegion",
    "TuningCurve",
    "Violation",
    "ackley",
    "averaged",
    "basin_map",
    "beale",
    "best_gradient_descent",
    "best_heavy_ball",
    "booth",
    "chord_gap",
    "cliff",
    "cobweb",
    "combined",
    "composed",
    "constant",
    "cosine",
    "curvature_bounds",
    "curvature_range",
    "descend",
    "descending",
    "dixon_price",
    "ellipse",
    "find_chord_violation",
    "focal_loss",
    "gradient_covariance",
    "heavy_ball_cycle",
    "hessian_signs",
    "himmelblau",
    "hinge_loss",
    "huber_loss",
    "inverse_square_root",
    "inverse_time",
    "iterate",
    "linear_regression",
    "logistic_loss",
    "logistic_regression",
    "matyas",
    "mccormick",
    "measured_factor",
    "measured_iterations",
    "minibatches",
    "mode_factors",
    "monkey_saddle",
    "plateau",
    "predicted_iterations",
    "quadratic",
    "race",
    "racing",
    "rastrigin",
    "reddi_kale_kumar",
    "rosenbrock",
    "secant_bounds",
    "spectral_radius",
    "sphere",
    "squared_loss",
    "stability_limit",
    "stationary_law",
    "step_decay",
    "tuning_curve",
    "warm_up",
    "with_gradient_noise",
    "with_minibatches",
    "zero_one_loss",
]

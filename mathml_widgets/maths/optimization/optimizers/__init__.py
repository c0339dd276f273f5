"""Methods of descent, from one gradient a step to none at all.

Those with a learning rate differ only in how they scale and remember gradients; the others look for the
length of each step, or learn the curvature, or do without slopes. Every one has `init` and `step`, takes one
start or many at once, and keeps what it remembers in the open.
"""

from .adadelta import Adadelta
from .adagrad import AdaGrad
from .adam import Adam
from .adamw import AdamW
from .amsgrad import AMSGrad
from .bfgs import BFGS
from .conjugate_gradient import ConjugateGradient
from .damped_newton import DampedNewton
from .from_generator import FromGenerator
from .gradient_descent import GradientDescent
from .heavy_ball import HeavyBall
from .lbfgs import LBFGS
from .nadam import NAdam
from .nelder_mead import NelderMead
from .nesterov import Nesterov
from .newton import Newton
from .rmsprop import RMSprop
from .steepest_descent import SteepestDescent
from .trust_region import TrustRegion

__all__ = [
    "BFGS",
    "LBFGS",
    "AMSGrad",
    "AdaGrad",
    "Adadelta",
    "Adam",
    "AdamW",
    "ConjugateGradient",
    "DampedNewton",
    "FromGenerator",
    "GradientDescent",
    "HeavyBall",
    "NAdam",
    "NelderMead",
    "Nesterov",
    "Newton",
    "RMSprop",
    "SteepestDescent",
    "TrustRegion",
]

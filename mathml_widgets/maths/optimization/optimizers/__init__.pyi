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

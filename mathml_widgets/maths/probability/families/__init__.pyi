from .bernoulli import Bernoulli
from .beta import Beta
from .binomial import Binomial
from .by_name import FAMILIES
from .categorical import Categorical
from .cauchy import Cauchy
from .exponential import Exponential
from .fisher_f import FisherF
from .gamma import ChiSquared, Gamma
from .geometric import Geometric
from .laplace import Laplace
from .log_normal import LogNormal
from .logistic import Logistic
from .negative_binomial import NegativeBinomial
from .normal import Normal
from .poisson import Poisson
from .student_t import StudentT
from .uniform import Uniform
from .von_mises import VonMises
from .weibull import Weibull

__all__ = [
    "FAMILIES",
    "Bernoulli",
    "Beta",
    "Binomial",
    "Categorical",
    "Cauchy",
    "ChiSquared",
    "Exponential",
    "FisherF",
    "Gamma",
    "Geometric",
    "Laplace",
    "LogNormal",
    "Logistic",
    "NegativeBinomial",
    "Normal",
    "Poisson",
    "StudentT",
    "Uniform",
    "VonMises",
    "Weibull",
]

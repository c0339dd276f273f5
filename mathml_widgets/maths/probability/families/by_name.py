"""The families by their names."""

from ..distribution import Distribution
from .bernoulli import Bernoulli
from .beta import Beta
from .binomial import Binomial
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

FAMILIES: dict[str, type[Distribution]] = {
    family.name: family
    for family in (
        Normal,
        Uniform,
        Exponential,
        Gamma,
        Beta,
        StudentT,
        Laplace,
        LogNormal,
        Cauchy,
        Weibull,
        VonMises,
        ChiSquared,
        FisherF,
        Logistic,
        Bernoulli,
        Binomial,
        Geometric,
        Poisson,
        NegativeBinomial,
        Categorical,
    )
}

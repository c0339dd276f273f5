"""Functions whose minima are known, each with a difficulty of its own.

Bowls ask only for the right step size; valleys bend; some functions have many minima, some are flat or
end in a wall, and two were made to break a method.
Every one is an `Objective` with value, gradient, Hessian, formula, domain and minima.
Their formulas are those of the literature; where signs or factors differ between sources, the docstring says
which is meant.
"""

from collections.abc import Callable

from ..objective import Objective
from .bowls import booth, ellipse, matyas, quadratic, sphere
from .counterexamples import heavy_ball_cycle, reddi_kale_kumar
from .flats import cliff, monkey_saddle, plateau
from .many_minima import ackley, himmelblau, mccormick, rastrigin
from .valleys import beale, dixon_price, rosenbrock

TEST_FUNCTIONS: dict[str, Callable[[], Objective]] = {
    function.__name__: function
    for function in (
        sphere,
        ellipse,
        booth,
        matyas,
        rosenbrock,
        beale,
        dixon_price,
        himmelblau,
        rastrigin,
        ackley,
        mccormick,
        monkey_saddle,
        plateau,
        cliff,
    )
}

__all__ = [
    "TEST_FUNCTIONS",
    "ackley",
    "beale",
    "booth",
    "cliff",
    "dixon_price",
    "ellipse",
    "heavy_ball_cycle",
    "himmelblau",
    "matyas",
    "mccormick",
    "monkey_saddle",
    "plateau",
    "quadratic",
    "rastrigin",
    "reddi_kale_kumar",
    "rosenbrock",
    "sphere",
]

from .bowls import booth, ellipse, matyas, quadratic, sphere
from .by_name import TEST_FUNCTIONS
from .counterexamples import heavy_ball_cycle, reddi_kale_kumar
from .flats import cliff, monkey_saddle, plateau
from .many_minima import ackley, himmelblau, mccormick, rastrigin
from .valleys import beale, dixon_price, rosenbrock

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

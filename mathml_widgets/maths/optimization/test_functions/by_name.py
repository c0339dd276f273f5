"""The test functions by their names."""

from collections.abc import Callable

from ..objective import Objective
from .bowls import booth, ellipse, matyas, sphere
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

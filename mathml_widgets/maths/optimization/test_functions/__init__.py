"""Functions whose minima are known, each with a difficulty of its own.

Bowls ask only for the right step size; valleys bend; some functions have many minima, some are flat or
end in a wall, and two were made to break a method.
Every one is an `Objective` with value, gradient, Hessian, formula, domain and minima.
Their formulas are those of the literature; where signs or factors differ between sources, the docstring says
which is meant.
"""

from ...lazily import lazily

lazily(__name__)

"""Calculus: slopes of functions, however the functions are given.

A function that can only be called is differentiated by a complex step or by differences
(`derivative`, `gradient`, `jacobian`, `hessian`); one written with NumPy operations is laid open
and differentiated exactly (`trace`); one whose gradient was written by hand is checked
(`check_gradient`, `Function`).
Every answer says how it was found and how far to trust it.
"""

from .derivatives import Derivative, derivative, directional_derivative, gradient, jacobian
from .function import Evaluation, Function
from .gradient_check import GradientCheck, check_gradient, check_jacobian
from .line_search import AcceptableSteps, LineSearch, Trial, acceptable_steps, armijo, wolfe
from .operation_counts import OperationCounts
from .paths import Path
from .second_derivatives import Hessian, hessian
from .step_sizes import BestSteps, StepErrors, step_errors
from .steps import Message, Step
from .tracing import Edge, Node, Trace, trace

__all__ = [
    "AcceptableSteps",
    "BestSteps",
    "Derivative",
    "Edge",
    "Evaluation",
    "Function",
    "GradientCheck",
    "Hessian",
    "LineSearch",
    "Message",
    "Node",
    "OperationCounts",
    "Path",
    "Step",
    "StepErrors",
    "Trace",
    "Trial",
    "acceptable_steps",
    "armijo",
    "check_gradient",
    "check_jacobian",
    "derivative",
    "directional_derivative",
    "gradient",
    "hessian",
    "jacobian",
    "step_errors",
    "trace",
    "wolfe",
]

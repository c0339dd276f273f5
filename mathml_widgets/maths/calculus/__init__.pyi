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

"""Geometry: what a function looks like from nearby, and what a slice of it hides.

One idea a file. Near a point a function is its Taylor polynomial (`taylor`), a critical point is what its
eigenvalues say (`critical_point`), and a map is its Jacobian (`map_jacobian`), which stretches areas and thins
out densities (`push_forward`). In many dimensions the Hessian is never written down: it is asked for
products (`hessian_operator`), and from these come its extremes, its spectrum and its trace.
"""

from .critical_points import CriticalPoint, classification, critical_point
from .curvatures import PolarCurvature, directional_curvature, polar_curvature
from .exact_inertia import Inertia, exact_inertia
from .measured_orders import MeasuredOrders, TaylorErrors, measured_orders, taylor_errors
from .predicted_steps import (
    PredictedStep,
    newton_displacement,
    predicted_step,
    trust_region_displacement,
)
from .taylor_expansions import Taylor, taylor, taylor_approximations, taylor_terms

__all__ = [
    "CriticalPoint",
    "Inertia",
    "MeasuredOrders",
    "PolarCurvature",
    "PredictedStep",
    "Taylor",
    "TaylorErrors",
    "classification",
    "critical_point",
    "directional_curvature",
    "exact_inertia",
    "measured_orders",
    "newton_displacement",
    "polar_curvature",
    "predicted_step",
    "taylor",
    "taylor_approximations",
    "taylor_errors",
    "taylor_terms",
    "trust_region_displacement",
]

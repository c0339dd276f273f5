"""Geometry: what a function looks like from nearby, and what a slice of it hides.

One idea a file. Near a point a function is its Taylor polynomial (`taylor`), a critical point is what its
eigenvalues say (`critical_point`), and a map is its Jacobian (`map_jacobian`), which stretches areas and thins
out densities (`push_forward`). In many dimensions the Hessian is never written down: it is asked for
products (`hessian_operator`), and from these come its extremes, its spectrum and its trace.
"""

from .critical_points import CriticalPoint, classification, critical_point
from .curvatures import PolarCurvature, directional_curvature, polar_curvature
from .differenced_hessians import DifferencedHessian, differenced_hessian
from .exact_inertia import Inertia, exact_inertia
from .extreme_eigenvalues import ExtremeEigenvalues, extreme_eigenvalues, refining_extremes
from .hessian_operators import HessianOperator, hessian_operator
from .lanczos_process import Lanczos, lanczos
from .measured_orders import MeasuredOrders, TaylorErrors, measured_orders, taylor_errors
from .predicted_steps import (
    PredictedStep,
    newton_displacement,
    predicted_step,
    trust_region_displacement,
)
from .spectra import Spectrum, slice_verdict, spectrum
from .spectral_densities import SpectralDensity, spectral_density
from .taylor_expansions import Taylor, taylor, taylor_approximations, taylor_terms
from .trace_estimates import TraceEstimate, hutchinson_trace

__all__ = [
    "CriticalPoint",
    "DifferencedHessian",
    "ExtremeEigenvalues",
    "HessianOperator",
    "Inertia",
    "Lanczos",
    "MeasuredOrders",
    "PolarCurvature",
    "PredictedStep",
    "SpectralDensity",
    "Spectrum",
    "Taylor",
    "TaylorErrors",
    "TraceEstimate",
    "classification",
    "critical_point",
    "differenced_hessian",
    "directional_curvature",
    "exact_inertia",
    "extreme_eigenvalues",
    "hessian_operator",
    "hutchinson_trace",
    "lanczos",
    "measured_orders",
    "newton_displacement",
    "polar_curvature",
    "predicted_step",
    "refining_extremes",
    "slice_verdict",
    "spectral_density",
    "spectrum",
    "taylor",
    "taylor_approximations",
    "taylor_errors",
    "taylor_terms",
    "trust_region_displacement",
]

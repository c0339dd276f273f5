"""Geometry: what a function looks like from nearby, and what a slice of it hides.

One idea a file. Near a point a function is its Taylor polynomial (`taylor`), a critical point is what its
eigenvalues say (`critical_point`), and a map is its Jacobian (`map_jacobian`), which stretches areas and thins
out densities (`push_forward`). In many dimensions the Hessian is never written down: it is asked for
products (`hessian_operator`), and from these come its extremes, its spectrum and its trace.

A network (`MLP`) with its data is a loss of one long vector (`NetworkLoss`), differentiated by hand
(`backpropagation`). A landscape is that loss over a `plane` of directions (`loss_surfaces`), with what the plane
hides beside it: of the path (`path_in_plane`), of the curvature (`slice_hessian`), of the symmetries (`rescaled`,
`aligned_units`).
"""

from .activations import ACTIVATIONS, Activation
from .backpropagation import Backpropagation, backpropagation, sample_gradients
from .critical_points import CriticalPoint, classification, critical_point
from .curvature_products import network_curvature, network_hessian
from .curvatures import PolarCurvature, directional_curvature, polar_curvature
from .data_sets import DataSet, blobs, exclusive_or, moons, spirals
from .differenced_hessians import DifferencedHessian, differenced_hessian
from .directions import (
    PathDirections,
    extreme_directions,
    gradient_directions,
    normalized_directions,
    path_directions,
    plane_through,
    random_directions,
    suggested_radius,
    turned_direction,
)
from .exact_inertia import Inertia, exact_inertia
from .extreme_eigenvalues import ExtremeEigenvalues, extreme_eigenvalues, refining_extremes
from .failed_nodes import FailedNode, failed_node
from .flat_modules import FlatModule
from .forward_pass import ForwardPass, forward_pass
from .hessian_operators import HessianOperator, hessian_operator
from .initializations import initial_parameters
from .lanczos_process import Lanczos, lanczos
from .layer_jacobians import LayerJacobians, dead_units, layer_gradient_norms, layer_jacobians
from .layer_rescaling import rescaled
from .loss_lines import LossLine, loss_line
from .loss_surfaces import LossSurface, loss_surface, loss_surfaces
from .losses import LOSSES, Loss, softmax
from .measured_orders import MeasuredOrders, TaylorErrors, measured_orders, taylor_errors
from .mlp import MLP
from .network_checks import NetworkCheck, check_backpropagation
from .network_costs import network_costs
from .network_loss import NetworkLoss
from .network_presets import deep_linear, small_classifier, two_weights
from .parameter_groups import ParameterGroup, parameter_groups
from .path_views import PathView, path_in_plane, random_walk_captured
from .plane_curvatures import slice_hessian
from .planes import Plane, plane
from .predicted_steps import (
    PredictedStep,
    newton_displacement,
    predicted_step,
    trust_region_displacement,
)
from .saddles import QuadraticLoss, convex_slice_share, quadratic_saddle
from .spectra import Spectrum, slice_verdict, spectrum
from .spectral_densities import SpectralDensity, spectral_density
from .taylor_expansions import Taylor, taylor, taylor_approximations, taylor_terms
from .trace_estimates import TraceEstimate, hutchinson_trace
from .training_paths import train, training
from .unit_alignment import aligned_units, best_assignment, permuted_units

__all__ = [
    "ACTIVATIONS",
    "LOSSES",
    "MLP",
    "Activation",
    "Backpropagation",
    "CriticalPoint",
    "DataSet",
    "DifferencedHessian",
    "ExtremeEigenvalues",
    "FailedNode",
    "FlatModule",
    "ForwardPass",
    "HessianOperator",
    "Inertia",
    "Lanczos",
    "LayerJacobians",
    "Loss",
    "LossLine",
    "LossSurface",
    "MeasuredOrders",
    "NetworkCheck",
    "NetworkLoss",
    "ParameterGroup",
    "PathDirections",
    "PathView",
    "Plane",
    "PolarCurvature",
    "PredictedStep",
    "QuadraticLoss",
    "SpectralDensity",
    "Spectrum",
    "Taylor",
    "TaylorErrors",
    "TraceEstimate",
    "aligned_units",
    "backpropagation",
    "best_assignment",
    "blobs",
    "check_backpropagation",
    "classification",
    "convex_slice_share",
    "critical_point",
    "dead_units",
    "deep_linear",
    "differenced_hessian",
    "directional_curvature",
    "exact_inertia",
    "exclusive_or",
    "extreme_directions",
    "extreme_eigenvalues",
    "failed_node",
    "forward_pass",
    "gradient_directions",
    "hessian_operator",
    "hutchinson_trace",
    "initial_parameters",
    "lanczos",
    "layer_gradient_norms",
    "layer_jacobians",
    "loss_line",
    "loss_surface",
    "loss_surfaces",
    "measured_orders",
    "moons",
    "network_costs",
    "network_curvature",
    "network_hessian",
    "newton_displacement",
    "normalized_directions",
    "parameter_groups",
    "path_directions",
    "path_in_plane",
    "permuted_units",
    "plane",
    "plane_through",
    "polar_curvature",
    "predicted_step",
    "quadratic_saddle",
    "random_directions",
    "random_walk_captured",
    "refining_extremes",
    "rescaled",
    "sample_gradients",
    "slice_hessian",
    "slice_verdict",
    "small_classifier",
    "softmax",
    "spectral_density",
    "spectrum",
    "spirals",
    "suggested_radius",
    "taylor",
    "taylor_approximations",
    "taylor_errors",
    "taylor_terms",
    "train",
    "training",
    "trust_region_displacement",
    "turned_direction",
    "two_weights",
]

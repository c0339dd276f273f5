from .activations import ACTIVATIONS, Activation
from .area_ratios import AreaRatio, LinearizationErrors, area_ratio, linearization_errors, shoelace_area
from .backpropagation import Backpropagation, backpropagation, sample_gradients
from .class_numbers import class_numbers, has_names
from .critical_points import CriticalPoint, classification, critical_point
from .curvature_products import network_curvature, network_hessian
from .curvatures import PolarCurvature, directional_curvature, polar_curvature
from .data_sets import DataSet, blobs, exclusive_or, moons, spirals
from .differenced_hessians import DifferencedHessian, differenced_hessian
from .direction_choices import ChosenDirections, chosen_directions, turn_targets, turned_plane
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
    turned_directions,
)
from .exact_inertia import Inertia, exact_inertia
from .extreme_eigenvalues import ExtremeEigenvalues, extreme_eigenvalues, refining_extremes
from .failed_nodes import FailedNode, failed_node
from .fitted_networks import FittedNetwork, fitted_network, is_fitted_network
from .flat_modules import FlatModule
from .fold_curves import FoldCurve, fold_curve
from .forward_pass import ForwardPass, forward_pass
from .framings import Framing, framing, landscape_framing
from .hessian_operators import HessianOperator, hessian_operator
from .initializations import initial_parameters
from .lanczos_process import Lanczos, lanczos
from .landscape_lines import Line, crosshair, joined_points, refining_line
from .landscape_paths import (
    LandscapePath,
    path_of_checkpoints,
    path_of_starts,
    path_of_training,
    place_of_step,
    refining_path_losses,
    rescaled_where_possible,
    starting_points,
    thinned_path,
)
from .landscape_sources import OTHER_MODEL, landscape_of
from .landscape_training import Training, training_on
from .landscape_verdicts import has_wall, landscape_verdict, walk_verdict
from .landscapes import Landscape, callable_landscape, function_landscape, loss_landscape
from .layer_jacobians import LayerJacobians, dead_units, layer_gradient_norms, layer_jacobians
from .layer_products import LayerProducts, layer_products
from .layer_rescaling import rescaled
from .level_choices import contour_levels, finite_range, log_offset, suggested_clamp
from .loss_lines import LossLine, loss_line
from .loss_surfaces import LossSurface, loss_surface, loss_surfaces
from .losses import LOSSES, Loss, softmax
from .map_jacobians import MapJacobian, images, jacobian_field, map_jacobian
from .measured_orders import MeasuredOrders, TaylorErrors, measured_orders, taylor_errors
from .memory import check_memory
from .mlp import MLP
from .model_pictures import DrawnSamples, ModelPicture, drawn_samples, model_picture, pictured
from .module_landscapes import flat_parameters, is_module, module_landscape
from .network_checks import NetworkCheck, check_backpropagation
from .network_costs import network_costs
from .network_landscapes import network_for, network_landscape
from .network_loss import NetworkLoss
from .network_presets import deep_linear, small_classifier, two_weights
from .parameter_groups import ParameterGroup, parameter_groups
from .path_views import PathView, path_fade, path_in_plane, random_walk_captured, refining_random_walk
from .plane_curvatures import slice_hessian
from .plane_densities import PlaneDensity, normal_density, uniform_density
from .plane_layers import composed, layer
from .plane_map_presets import PLANE_MAPS, leaky_relu_flow
from .plane_maps import PlaneMap, box_muller, complex_square, fold, polar_coordinates, swirl
from .planes import Plane, plane
from .predicted_steps import (
    PredictedStep,
    newton_displacement,
    predicted_step,
    trust_region_displacement,
)
from .preimages import preimages
from .push_forward import PushForward, push_forward, pushed_density
from .refinements import Refinement
from .refining_curvature import (
    check_given_gradient,
    hessian_of,
    lowest_turn,
    refining_curvature,
    refining_gradient,
    refining_slice,
    why_no_spectrum,
)
from .regularized_losses import RegularizedLoss
from .saddles import QuadraticLoss, convex_slice_share, quadratic_saddle
from .spectra import Spectrum, refining_spectrum, shape_of, slice_verdict, spectrum
from .spectral_densities import SpectralDensity, refining_density, spectral_density
from .surface_heights import Heights, grid_axes, surface_heights
from .taylor_expansions import Taylor, taylor, taylor_approximations, taylor_terms
from .trace_estimates import TraceEstimate, hutchinson_trace
from .training_paths import train, training
from .unit_alignment import aligned_units, best_assignment, permuted_units
from .zero_lines import zero_segments

__all__ = [
    "ACTIVATIONS",
    "LOSSES",
    "MLP",
    "OTHER_MODEL",
    "PLANE_MAPS",
    "Activation",
    "AreaRatio",
    "Backpropagation",
    "ChosenDirections",
    "CriticalPoint",
    "DataSet",
    "DifferencedHessian",
    "DrawnSamples",
    "ExtremeEigenvalues",
    "FailedNode",
    "FittedNetwork",
    "FlatModule",
    "FoldCurve",
    "ForwardPass",
    "Framing",
    "Heights",
    "HessianOperator",
    "Inertia",
    "Lanczos",
    "Landscape",
    "LandscapePath",
    "LayerJacobians",
    "LayerProducts",
    "Line",
    "LinearizationErrors",
    "Loss",
    "LossLine",
    "LossSurface",
    "MapJacobian",
    "MeasuredOrders",
    "ModelPicture",
    "NetworkCheck",
    "NetworkLoss",
    "ParameterGroup",
    "PathDirections",
    "PathView",
    "Plane",
    "PlaneDensity",
    "PlaneMap",
    "PolarCurvature",
    "PredictedStep",
    "PushForward",
    "QuadraticLoss",
    "Refinement",
    "RegularizedLoss",
    "SpectralDensity",
    "Spectrum",
    "Taylor",
    "TaylorErrors",
    "TraceEstimate",
    "Training",
    "aligned_units",
    "area_ratio",
    "backpropagation",
    "best_assignment",
    "blobs",
    "box_muller",
    "callable_landscape",
    "check_backpropagation",
    "check_given_gradient",
    "check_memory",
    "chosen_directions",
    "class_numbers",
    "classification",
    "complex_square",
    "composed",
    "contour_levels",
    "convex_slice_share",
    "critical_point",
    "crosshair",
    "dead_units",
    "deep_linear",
    "differenced_hessian",
    "directional_curvature",
    "drawn_samples",
    "exact_inertia",
    "exclusive_or",
    "extreme_directions",
    "extreme_eigenvalues",
    "failed_node",
    "finite_range",
    "fitted_network",
    "flat_parameters",
    "fold",
    "fold_curve",
    "forward_pass",
    "framing",
    "function_landscape",
    "gradient_directions",
    "grid_axes",
    "has_names",
    "has_wall",
    "hessian_of",
    "hessian_operator",
    "hutchinson_trace",
    "images",
    "initial_parameters",
    "is_fitted_network",
    "is_module",
    "jacobian_field",
    "joined_points",
    "lanczos",
    "landscape_framing",
    "landscape_of",
    "landscape_verdict",
    "layer",
    "layer_gradient_norms",
    "layer_jacobians",
    "layer_products",
    "leaky_relu_flow",
    "linearization_errors",
    "log_offset",
    "loss_landscape",
    "loss_line",
    "loss_surface",
    "loss_surfaces",
    "lowest_turn",
    "map_jacobian",
    "measured_orders",
    "model_picture",
    "module_landscape",
    "moons",
    "network_costs",
    "network_curvature",
    "network_for",
    "network_hessian",
    "network_landscape",
    "newton_displacement",
    "normal_density",
    "normalized_directions",
    "parameter_groups",
    "path_directions",
    "path_fade",
    "path_in_plane",
    "path_of_checkpoints",
    "path_of_starts",
    "path_of_training",
    "permuted_units",
    "pictured",
    "place_of_step",
    "plane",
    "plane_through",
    "polar_coordinates",
    "polar_curvature",
    "predicted_step",
    "preimages",
    "push_forward",
    "pushed_density",
    "quadratic_saddle",
    "random_directions",
    "random_walk_captured",
    "refining_curvature",
    "refining_density",
    "refining_extremes",
    "refining_gradient",
    "refining_line",
    "refining_path_losses",
    "refining_random_walk",
    "refining_slice",
    "refining_spectrum",
    "rescaled",
    "rescaled_where_possible",
    "sample_gradients",
    "shape_of",
    "shoelace_area",
    "slice_hessian",
    "slice_verdict",
    "small_classifier",
    "softmax",
    "spectral_density",
    "spectrum",
    "spirals",
    "starting_points",
    "suggested_clamp",
    "suggested_radius",
    "surface_heights",
    "swirl",
    "taylor",
    "taylor_approximations",
    "taylor_errors",
    "taylor_terms",
    "thinned_path",
    "train",
    "training",
    "training_on",
    "trust_region_displacement",
    "turn_targets",
    "turned_direction",
    "turned_directions",
    "turned_plane",
    "two_weights",
    "uniform_density",
    "walk_verdict",
    "why_no_spectrum",
    "zero_segments",
]

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

from ..lazily import lazily

lazily(__name__)

"""The curvature that a slice shows.

A slice through a saddle may look like a bowl: its curvatures are those of the Hessian along two directions only, and
lie between the extremes of all of them.
With perpendicular directions of length 1 they can be compared with the eigenvalues of the whole Hessian.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from ..calculus import hessian as measured_hessian
from ..linear_algebra.arguments import FloatArray, as_array
from .opaque_planes import as_loss
from .planes import Plane


def slice_hessian(
    plane: Plane,
    *,
    hessian: ArrayLike | None = None,
    product: Callable[[Any], Any] | None = None,
    loss: Callable[[Any], Any] | None = None,
) -> FloatArray:
    r"""Return the Hessian of a loss within a plane, at its origin, for an orthonormal basis Q.

    .. math:: Q H Q^\top

    Parameters
    ----------
    plane : Plane
    hessian : array_like (n_parameters, n_parameters), optional
        H.
    product : callable, optional
        From a direction v (n_parameters,) to H v.
    loss : callable, optional
        From parameters (n_parameters,) to a number: the slice is then measured by differences.

    Returns
    -------
    array (2, 2)
        Symmetric.  Its eigenvalues are the curvatures of the slice, in rising order by `numpy.linalg.eigvalsh`; by
        Cauchy's interlacing they lie between the extreme ones of H.

    Raises
    ------
    ValueError
        Unless exactly one of the three is given, in the right shape.

    Examples
    --------
    >>> from mathml_widgets.maths.geometry import plane
    >>> slice_hessian(plane([0, 0, 0], [[2, 0, 0], [1, 1, 0]]), hessian=np.diag([1.0, 5.0, -9.0]))
    array([[1., 0.],
           [0., 5.]])
    """
    if sum(given is not None for given in (hessian, product, loss)) != 1:
        raise ValueError("exactly one of hessian, product and loss must be given")
    basis, n = plane.basis, plane.basis.shape[1]
    if loss is not None:
        at = plane.origin
        found = measured_hessian(lambda x: as_loss(loss(at + np.asarray(x) @ basis)), np.zeros(2))
        result: FloatArray = np.asarray(found.value, dtype=np.float64)
        return result
    if hessian is not None:
        matrix = as_array(hessian, "hessian")
        if matrix.shape != (n, n):
            raise ValueError(f"hessian must have shape ({n}, {n}), got shape {matrix.shape}")
        images = basis @ matrix
    else:
        assert product is not None
        images = np.stack([as_array(product(row.copy()), "product") for row in basis])
        if images.shape != basis.shape:
            raise ValueError(f"product must return {n} numbers, got shape {images.shape[1:]}")
    small = images @ basis.T
    return 0.5 * small + 0.5 * small.T

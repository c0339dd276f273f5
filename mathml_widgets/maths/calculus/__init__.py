"""Calculus: slopes of functions, however the functions are given.

A function that can only be called is differentiated by a complex step or by differences
(`derivative`, `gradient`, `jacobian`, `hessian`); one written with NumPy operations is laid open
and differentiated exactly (`trace`); one whose gradient was written by hand is checked
(`check_gradient`, `Function`).
Every answer says how it was found and how far to trust it.
"""

from ..lazily import lazily

lazily(__name__)

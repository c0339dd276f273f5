"""What `MatrixTransform` computes for a matrix, with none of the shell round it."""

from typing import Any

from numpy.typing import ArrayLike

from mathml_widgets import MatrixTransform

SUBJECT = MatrixTransform()


def answer(matrix: ArrayLike) -> dict[str, Any]:
    """Return every derived value that depends on the matrix."""
    values: dict[str, Any] = {"matrix": SUBJECT.traits()["matrix"].validate(SUBJECT, matrix)}
    for one in SUBJECT._computations:
        if not values.keys().isdisjoint(one.inputs):
            arguments = [values[name] if name in values else getattr(SUBJECT, name) for name in one.inputs]
            values |= one.values(one.function(*arguments))
    return values

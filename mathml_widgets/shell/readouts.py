"""A number on screen: exact, as NumPy has it, simulated; or the reason why there is none."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

FORMS = ("number", "count", "polar", "vectors", "words")


def readout(
    name: str,
    label: str,
    value: ArrayLike | str | None,
    *,
    exact: object = None,
    simulated: Sequence[float] | None = None,
    unit: str = "",
    form: str = "number",
    reason: str = "",
    about: str = "",
    main: bool = False,
    detail: bool = False,
) -> dict[str, Any]:
    """Return one row of the table of numbers, as the views read it.

    Parameters
    ----------
    name : str
        Tells the row from others; questions mask it by this name.
    label : str
        What the row is called on screen.
    value : array_like, str or None
        One number or several; for the form "polar" rows (modulus, degrees); for "vectors"
        a matrix whose columns are shown; for "words" a text.
    exact : object, optional
        The exact value, shown as `str(exact)`.
    simulated : (float, float), optional
        An estimate and its standard error.
    unit : str, optional
        Shown behind the numbers.
    form : {"number", "count", "polar", "vectors", "words"}
        How the values are written.
    reason : str, optional
        What to say where there is no number: a value that is None or not finite.
    about : {"", "answer", "second", "third", "ghost"}
        Whose colour the label takes.
    main : bool, default False
        Whether the row stays in present mode.
    detail : bool, default False
        Whether the row is folded away until the reader asks for more numbers.
    """
    if form not in FORMS:
        raise ValueError(f"form must be one of {', '.join(FORMS)}, got {form!r}")
    row: dict[str, Any] = {"name": name, "label": label, "unit": unit, "form": form, "about": about}
    row |= {"main": main, "detail": detail}
    if isinstance(value, str):
        row |= {"values": [value], "form": "words"}
    else:
        numbers = None if value is None else np.atleast_1d(np.asarray(value, dtype=float))
        if numbers is None or not np.isfinite(numbers).all():
            return row | {"values": None, "reason": reason or "too large for a float"}
        if form == "vectors":
            numbers = numbers.T
        row |= {"values": numbers.tolist()}
    if exact is not None:
        row |= {"exact": str(exact)}
    if simulated is not None:
        row |= {"simulated": [float(one) for one in simulated]}
    return row

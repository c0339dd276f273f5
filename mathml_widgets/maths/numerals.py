"""Numbers in sentences.

A sentence holds few digits, a true minus sign, and a power of ten only where a plain number would
be a row of zeros.
"""

from __future__ import annotations

import math

SUPERSCRIPTS = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def numeral(x: float, digits: int = 3) -> str:
    """Return a number as text, with a power of ten below 0.001 and from a million on.

    Parameters
    ----------
    x : float
        NaN is no number to tell, and is refused.
    digits : int
        Significant digits; those of a whole part are all kept.

    Raises
    ------
    ValueError
        If `x` is NaN.

    Examples
    --------
    >>> numeral(-2 / 3), numeral(12345.6), numeral(4.5e-5), numeral(-1e300)
    ('−0.667', '12,300', '4.5×10⁻⁵', '−1×10³⁰⁰')
    """
    if math.isnan(x):
        raise ValueError("x must be a number, got nan")
    if math.isinf(x):
        return "more than 1.8×10³⁰⁸" if x > 0.0 else "less than −1.8×10³⁰⁸"
    mantissa, exponent = f"{x + 0.0:.{digits - 1}e}".split("e")
    power = int(exponent)
    if power >= 6 or power < -3:
        text = f"{float(mantissa):g}×10{str(power).translate(SUPERSCRIPTS)}"
    else:
        rounded = float(f"{mantissa}e{exponent}")
        text = f"{rounded:,.0f}" if power >= 3 else f"{rounded:g}"
    return text.replace("-", "−")

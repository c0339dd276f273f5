import math
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mathml_widgets.maths.numerals import SUPERSCRIPTS, numeral

BACK = {after: chr(before) for before, after in SUPERSCRIPTS.items()}


@pytest.mark.parametrize(
    ("x", "text"),
    [
        (0.0, "0"),
        (-0.0, "0"),
        (1.0, "1"),
        (-3.0, "−3"),
        (0.1 + 0.2, "0.3"),
        (40002.0, "40,000"),
        (999.9, "1,000"),
        (999_999.0, "1×10⁶"),
        (0.000_999_9, "0.001"),
        (5e-324, "4.94×10⁻³²⁴"),
        (math.inf, "more than 1.8×10³⁰⁸"),
        (-math.inf, "less than −1.8×10³⁰⁸"),
    ],
)
def test_a_number_is_told_as_people_write_it(x, text):
    assert numeral(x) == text


@given(st.floats(allow_nan=False, allow_infinity=False, allow_subnormal=False), st.integers(1, 6))
def test_what_is_told_is_the_number_rounded(x, digits):
    text = numeral(x, digits).replace("−", "-").replace(",", "")
    mantissa, _, exponent = text.partition("×10")
    power = int("".join(BACK.get(ord(sign), sign) for sign in exponent) or 0)
    assert float(f"{mantissa}e{power}") == pytest.approx(float(f"{x:.{digits}g}"), rel=1e-15)
    assert re.fullmatch(r"-?[\d.]+", mantissa)


def test_nan_is_refused():
    with pytest.raises(ValueError, match="x must be a number, got nan"):
        numeral(math.nan)

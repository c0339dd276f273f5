import math
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mathml_widgets.maths.expressions import LONGEST, number


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1/3", 1 / 3),
        ("sqrt(2)/2", math.sqrt(2) / 2),
        ("cos(30deg)", math.sqrt(3) / 2),
        ("-2.5e-3", -0.0025),
        ("pi/4", math.pi / 4),
        ("2*sqrt(3)", 2 * math.sqrt(3)),
        ("  7 ", 7),
        (".5", 0.5),
        ("5.", 5),
        ("007", 7),
        ("+3", 3),
        ("--1", 1),
        ("2**-2", 0.25),
        ("2^3^2", 512),
        ("-2^2", -4),
        ("√2", math.sqrt(2)),
        ("2√3", 2 * math.sqrt(3)),
        ("√(1+3)", 2),
        ("√π", math.sqrt(math.pi)),
        ("−1×2·3÷4", -1.5),
        ("2π", 2 * math.pi),
        ("1/2π", math.pi / 2),
        ("cos(60°)", 0.5),
        ("2 deg", math.pi / 90),
        ("3(1+2)", 9),
        ("(1+1)(2+1)", 6),
        ("1e−3", 0.001),
        ("exp(1)", math.e),
        ("log(exp(2))", 2),
        ("abs(-3)", 3),
        ("sin(pi/6)", 0.5),
        ("tan(45deg)", 1),
        ("0", 0),
        ("1e-400", 0),
    ],
)
def test_a_number_is_read_as_it_is_meant(text, value):
    assert number(text) == pytest.approx(value, rel=1e-15, abs=0)


@pytest.mark.parametrize("text", ["cos(90deg)", "sin(180°)", "sin(pi)", "tan(180deg)", "cos(450°)", "-0"])
def test_what_is_zero_but_for_rounding_is_zero(text):
    assert math.copysign(1.0, number(text)) == 1.0
    assert number(text) == 0.0


def test_a_small_sine_is_not_mistaken_for_zero():
    assert number("sin(1e-17)") == 1e-17
    assert number("sin(180.0000001deg)") == pytest.approx(-1.745e-9, rel=1e-3, abs=0)


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("1/0", "not divide by zero"),
        ("0**-1", "not divide by zero"),
        ("1/sin(pi)", "not divide by zero"),
        ("9**9**9", "be below 1.8e308 in each step"),
        ("exp(1000)", "be below 1.8e308 in each step"),
        ("1e999", "be below 1.8e308 in each step"),
        ("1e308*10", "be finite"),
        ("sqrt(1e308*10)", "be finite"),
        ("__import__('os')", "use no name but pi, deg, sqrt, cos, sin, tan, exp, log, abs, not '__import__'"),
        ("x+1", "not 'x'"),
        ("inf", "not 'inf'"),
        ("nan", "not 'nan'"),
        ("True", "not 'True'"),
        ("1j", "not 'j'"),
        ("1e", "not 'e'"),
        ("0x10", "not 'x10'"),
        ("1_000", "not '_000'"),
        ("pi.real", "not contain '.'"),
        ("(1).real", "not contain '.'"),
        ("1,5", "not contain ','"),
        ("[1]", "not contain '['"),
        ("'a'", 'not contain "\'"'),
        ("1<2", "not contain '<'"),
        ("\x00", "not contain '\\x00'"),
        ("²", "not contain '²'"),
        ("1 2", "have an operator before 2.0"),
        ("1+", "be a complete expression"),
        ("(1", "be a complete expression"),
        ("1//2", "be a complete expression"),
        ("√", "be a number made of"),
        ("cos", "be a number made of"),
        ("cos()", "be a number made of"),
        ("pi(2", "be a complete expression"),
        ("sqrt(-1)", "take sqrt of numbers from 0 up, not of -1"),
        ("log(0)", "take log of positive numbers, not of 0"),
        ("(-8)**(1/3)", "be real, and a negative number has no such power"),
        ("tan(90deg)", "take tan where it has a value"),
        ("tan(-pi/2)", "take tan where it has a value"),
        ("(" * 100 + "1" + ")" * 99, "be a complete expression"),
        ("<b>1</b>", "not contain '<'"),
    ],
)
def test_anything_else_is_refused_by_name_rule_and_culprit(text, rule):
    with pytest.raises(ValueError) as caught:
        number(text, "matrix[0, 1]")
    message = str(caught.value)
    assert message.startswith("matrix[0, 1] must ")
    assert rule in message
    assert message.endswith(f"got {text!r}")


@pytest.mark.parametrize("text", ["", "   ", "\t\n"])
def test_an_empty_entry_is_refused(text):
    with pytest.raises(ValueError, match="entry must be a number such as 2 or sqrt"):
        number(text)


def test_a_long_text_is_refused_by_its_length_alone():
    with pytest.raises(ValueError, match="entry must have at most 200 characters, got 10,000"):
        number("1" * 10_000)
    assert number("1" + "+0" * ((LONGEST - 1) // 2)) == 1.0


@pytest.mark.parametrize("value", [3, 2.5, None, b"1", ["1"]])
def test_only_text_is_read(value):
    with pytest.raises(TypeError, match="entry must be text, got"):
        number(value)


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_the_text_of_any_float_is_read_back(x):
    assert number(repr(x)) == x
    assert number(repr(x).replace("-", "−")) == x


@settings(max_examples=500)
@given(st.text(st.sampled_from(list("0123456789.eE+-*/()^π°√−×· sqrtcoinadglpx_,'[]{}:;=\\\x00é")), max_size=40))
def test_no_text_does_anything_but_give_a_finite_float_or_a_value_error(text):
    try:
        value = number(text)
    except ValueError as error:
        assert str(error).startswith("entry must ")
    else:
        assert math.isfinite(value)


def test_random_arithmetic_agrees_with_python():
    rng = random.Random(0)
    for _ in range(200):
        text = str(rng.randint(1, 9))
        for _ in range(6):
            text += f" {rng.choice('+-*/')} {rng.randint(1, 9)}.5"
        assert number(text) == pytest.approx(eval(text), rel=1e-14, abs=1e-14)  # text of digits and operators only


def test_a_deep_tower_of_signs_and_parentheses_is_read():
    assert number("-" * 199 + "1") == -1.0
    assert number("(" * 90 + "1" + ")" * 90) == 1.0

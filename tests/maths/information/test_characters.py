import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mathml_widgets.maths import information as info

FAMILY = "👨\u200d👩\u200d👧\u200d👦"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("abc", ["a", "b", "c"]),
        ("a\r\nb\n\r", ["a", "\r\n", "b", "\n", "\r"]),
        ("e\u0301a", ["e\u0301", "a"]),
        ("x\u0301\u0302\u0323y", ["x\u0301\u0302\u0323", "y"]),
        ("\u0301a", ["\u0301", "a"]),
        (f"a{FAMILY}b", ["a", FAMILY, "b"]),
        ("👋🏽👋", ["👋🏽", "👋"]),
        ("❤\ufe0f!", ["❤\ufe0f", "!"]),
        ("🇫🇷🇩🇪🇯", ["🇫🇷", "🇩🇪", "🇯"]),
        ("🏴\U000e0067\U000e0062\U000e007fx", ["🏴\U000e0067\U000e0062\U000e007f", "x"]),
        ("한국", ["한", "국"]),
        ("\u1112\u1161\u11ab\u1100", ["\u1112\u1161\u11ab", "\u1100"]),
        ("\uac00\u11a8\uac01\u1161", ["\uac00\u11a8", "\uac01", "\u1161"]),
        ("नमस्ते", ["न", "म", "स्ते"]),
        ("கு", ["கு"]),
        ("กำ", ["กำ"]),
        ("\u06001", ["\u06001"]),
        ("a\u200bb", ["a", "\u200b", "b"]),
        ("a\u200d👩", ["a\u200d", "👩"]),
        ("\ud83d", ["\ud83d"]),
    ],
)
def test_a_character_is_what_the_standard_calls_one(text, expected):
    assert info.characters(text) == expected


@given(st.text(alphabet=st.characters() | st.sampled_from("\u0301\u200d\r\n👩🇫🇷\ufe0f\u1112\u1161\u11ab\u0915\u094d")))
def test_the_characters_joined_are_the_text_and_each_stays_whole(text):
    found = info.characters(text)
    assert "".join(found) == text
    for one in found:
        assert info.characters(one) == [one]


@given(st.text(alphabet=st.characters(categories=["L", "N", "P", "Z"], max_codepoint=0x2FF)))
def test_plain_text_is_cut_at_every_code_point(text):
    plain = "".join(one for one in text if unicodedata.category(one) not in ("Zl", "Zp"))
    assert info.characters(plain) == list(plain)


def test_ten_megabytes_of_plain_text_are_not_searched_for_clusters():
    assert len(info.characters("ab" * 5_000_000)) == 10_000_000


def test_marks_are_nowhere_but_where_they_are_looked_for():
    kinds = ("Mn", "Me", "Mc", "Cc", "Cf", "Zl", "Zp")
    elsewhere = [point for point in (*range(0x20000, 0xE0000), *range(0xE1000, 0x110000))
                 if unicodedata.category(chr(point)) in kinds]  # fmt: skip
    assert elsewhere == []

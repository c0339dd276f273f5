"""What a reader calls a character.

A text is stored as code points, and one sign on paper may be several of them: a letter and its accent, a family of
emoji held together by joiners, a flag of two letters, a Korean syllable of three parts. Cut between them and the
pieces mean something else, so a message is counted in whole signs, the extended grapheme clusters of Unicode.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from itertools import chain

_JOINER = 0x200D
_EXTENDING = (
    (0x0E33, 0x0E33), (0x0EB3, 0x0EB3), (0x200C, 0x200D), (0xFF9E, 0xFF9F), (0x1F3FB, 0x1F3FF), (0xE0020, 0xE007F),
)  # fmt: skip
_SPACED = (
    (0x102B, 0x102C), (0x1038, 0x1038), (0x1062, 0x1064), (0x1067, 0x106D), (0x1083, 0x1083), (0x1087, 0x108C),
    (0x108F, 0x108F), (0x109A, 0x109C), (0x1A61, 0x1A61), (0x1A63, 0x1A64), (0xAA7B, 0xAA7B), (0xAA7D, 0xAA7D),
    (0x11720, 0x11721),
)  # fmt: skip
"""Marks that stand by themselves."""

_BEFORE = (
    (0x0600, 0x0605), (0x06DD, 0x06DD), (0x070F, 0x070F), (0x0890, 0x0891), (0x08E2, 0x08E2), (0x0D4E, 0x0D4E),
    (0x110BD, 0x110BD), (0x110CD, 0x110CD), (0x111C2, 0x111C3), (0x1193F, 0x1193F), (0x11941, 0x11941),
    (0x11A3A, 0x11A3A), (0x11A84, 0x11A89), (0x11D46, 0x11D46), (0x11F02, 0x11F02),
)  # fmt: skip
_PICTURES = (
    (0xA9, 0xA9), (0xAE, 0xAE), (0x203C, 0x203C), (0x2049, 0x2049), (0x2122, 0x2122), (0x2139, 0x2139),
    (0x2194, 0x2199), (0x21A9, 0x21AA), (0x231A, 0x231B), (0x2328, 0x2328), (0x2388, 0x2388), (0x23CF, 0x23CF),
    (0x23E9, 0x23F3), (0x23F8, 0x23FA), (0x24C2, 0x24C2), (0x25AA, 0x25AB), (0x25B6, 0x25B6), (0x25C0, 0x25C0),
    (0x25FB, 0x25FE), (0x2600, 0x2605), (0x2607, 0x2612), (0x2614, 0x2685), (0x2690, 0x2705), (0x2708, 0x2712),
    (0x2714, 0x2714), (0x2716, 0x2716), (0x271D, 0x271D), (0x2721, 0x2721), (0x2728, 0x2728), (0x2733, 0x2734),
    (0x2744, 0x2744), (0x2747, 0x2747), (0x274C, 0x274C), (0x274E, 0x274E), (0x2753, 0x2755), (0x2757, 0x2757),
    (0x2763, 0x2767), (0x2795, 0x2797), (0x27A1, 0x27A1), (0x27B0, 0x27B0), (0x27BF, 0x27BF), (0x2934, 0x2935),
    (0x2B05, 0x2B07), (0x2B1B, 0x2B1C), (0x2B50, 0x2B50), (0x2B55, 0x2B55), (0x3030, 0x3030), (0x303D, 0x303D),
    (0x3297, 0x3297), (0x3299, 0x3299), (0x1F000, 0x1F0FF), (0x1F10D, 0x1F10F), (0x1F12F, 0x1F12F),
    (0x1F16C, 0x1F171), (0x1F17E, 0x1F17F), (0x1F18E, 0x1F18E), (0x1F191, 0x1F19A), (0x1F1AD, 0x1F1E5),
    (0x1F201, 0x1F20F), (0x1F21A, 0x1F21A), (0x1F22F, 0x1F22F), (0x1F232, 0x1F23A), (0x1F23C, 0x1F23F),
    (0x1F249, 0x1F3FA), (0x1F400, 0x1F53D), (0x1F546, 0x1F64F), (0x1F680, 0x1F6FF), (0x1F774, 0x1F77F),
    (0x1F7D5, 0x1F7FF), (0x1F80C, 0x1F80F), (0x1F848, 0x1F84F), (0x1F85A, 0x1F85F), (0x1F888, 0x1F88F),
    (0x1F8AE, 0x1F8FF), (0x1F90C, 0x1F93A), (0x1F93C, 0x1F945), (0x1F947, 0x1FAFF), (0x1FC00, 0x1FFFD),
)  # fmt: skip
"""Signs that joiners hold together."""

_ASSIGNED = range(0x20000), range(0xE0000, 0xE1000)
"""Where marks are: beyond there are only ideographs and private use."""

_FLAG_LETTERS = ((0x1F1E6, 0x1F1FF),)
_KOREAN_FIRST = ((0x1100, 0x115F), (0xA960, 0xA97C))
_KOREAN_VOWEL = ((0x1160, 0x11A7), (0xD7B0, 0xD7C6))
_KOREAN_LAST = ((0x11A8, 0x11FF), (0xD7CB, 0xD7FB))
_SYLLABLES = (0xAC00, 0xD7A3)
_LINKERS = ((0x094D, 0x094D), (0x09CD, 0x09CD), (0x0ACD, 0x0ACD), (0x0B4D, 0x0B4D), (0x0C4D, 0x0C4D), (0x0D4D, 0x0D4D))
_LINKED = (
    (0x0915, 0x0939), (0x0958, 0x095F), (0x0978, 0x097F), (0x0995, 0x09A8), (0x09AA, 0x09B0), (0x09B2, 0x09B2),
    (0x09B6, 0x09B9), (0x09DC, 0x09DD), (0x09DF, 0x09DF), (0x09F0, 0x09F1), (0x0A95, 0x0AA8), (0x0AAA, 0x0AB0),
    (0x0AB2, 0x0AB3), (0x0AB5, 0x0AB9), (0x0AF9, 0x0AF9), (0x0B15, 0x0B28), (0x0B2A, 0x0B30), (0x0B32, 0x0B33),
    (0x0B35, 0x0B39), (0x0B5C, 0x0B5D), (0x0B5F, 0x0B5F), (0x0B71, 0x0B71), (0x0C15, 0x0C28), (0x0C2A, 0x0C39),
    (0x0C58, 0x0C5A), (0x0D15, 0x0D3A),
)  # fmt: skip
"""Consonants of Indian scripts, which a linker joins."""

Ranges = tuple[tuple[int, int], ...]


def characters(text: str) -> list[str]:
    r"""Return a text as the characters that a reader sees.

    Parameters
    ----------
    text : str

    Returns
    -------
    list of str
        Each one or more code points; joined they are the text.

    Notes
    -----
    The marks are those of the Unicode version that Python knows; which signs join is that of version 15.1.

    References
    ----------
    *Unicode Text Segmentation*, Unicode Standard Annex 29.

    Examples
    --------
    >>> [len(one) for one in characters("e\u0301 👩\u200d👧 🇫🇷")]
    [2, 1, 3, 1, 2]
    """
    if not joins_code_points(text):
        return list(text)
    return _clusters().findall(text)


def joins_code_points(text: str) -> bool:
    """Tell whether a character of the text may be more than one code point."""
    if len(text) < 2:
        return False
    return "\r\n" in text if text.isascii() else _joining().search(text) is not None


@cache
def _marks() -> tuple[Ranges, Ranges]:
    """Return the code points that extend the character before them, and those that end one on both sides."""
    own = {point for low, high in (*_EXTENDING, *_SPACED, *_BEFORE) for point in range(low, high + 1)}
    extending, ending = [], []
    for point in chain(*_ASSIGNED):
        if point not in own:
            kind = unicodedata.category(chr(point))
            if kind in ("Mn", "Me", "Mc"):
                extending.append(point)
            elif kind in ("Cc", "Cf", "Zl", "Zp"):
                ending.append(point)
    return (*_as_ranges(extending), *_EXTENDING), _as_ranges(ending)


@cache
def _joining() -> re.Pattern[str]:
    extending, _ = _marks()
    parts = (extending, _BEFORE, _FLAG_LETTERS, _KOREAN_FIRST, _KOREAN_VOWEL, _KOREAN_LAST)
    return re.compile(f"[{''.join(map(_written, parts))}]|\r\n")


@cache
def _clusters() -> re.Pattern[str]:
    extending, ending = _marks()
    syllables = range(_SYLLABLES[0], _SYLLABLES[1] + 1)
    open_syllables = "".join(map(chr, syllables[::28]))
    first, vowel, last = (f"[{_written(part)}]" for part in (_KOREAN_FIRST, _KOREAN_VOWEL, _KOREAN_LAST))
    extend, picture, link, linked = (f"[{_written(part)}]" for part in (extending, _PICTURES, _LINKERS, _LINKED))
    closed = f"[{_written((_SYLLABLES,))}]"
    korean = f"{first}*(?:{vowel}+|[{open_syllables}]{vowel}*|{closed}){last}*|{first}+|{last}+"
    flag = f"[{_written(_FLAG_LETTERS)}]"
    pictures = f"{picture}(?:{extend}*{chr(_JOINER)}{picture})*"
    indian = f"{linked}(?:{extend}*{link}{extend}*{linked})+"
    end = f"[{_written(ending)}]"
    core = f"{korean}|{flag}{{2}}|{pictures}|{indian}|[^{_written(ending)}]"
    before = f"[{_written(_BEFORE)}]"
    return re.compile(f"\r\n|{end}|{before}*(?:{core}){extend}*|{before}+{extend}*", re.DOTALL)


def _as_ranges(points: list[int]) -> Ranges:
    ranges: list[tuple[int, int]] = []
    for point in points:
        if ranges and ranges[-1][1] == point - 1:
            ranges[-1] = (ranges[-1][0], point)
        else:
            ranges.append((point, point))
    return tuple(ranges)


def _written(ranges: Ranges) -> str:
    """Return ranges of code points as they stand between the brackets of a regular expression."""
    return "".join(f"{re.escape(chr(low))}-{re.escape(chr(high))}" for low, high in ranges)

"""Pictures as files."""

import struct
from xml.etree import ElementTree

import pytest

from .cells import COMPANION, MATRIX
from .lab import Lab

SVG = "{http://www.w3.org/2000/svg}"


def check_svg(text: str, *words: str) -> tuple[float, float]:
    """Check that a text is an SVG that stands alone and says these words; return its size."""
    root = ElementTree.fromstring(text)
    assert root.tag == f"{SVG}svg"
    said = " ".join("".join(one.itertext()) for one in root.iter(f"{SVG}text"))
    for word in words:
        assert word in said
    assert root.findtext(f"{SVG}title")
    assert "var(--" not in text
    assert 'tabindex="' not in text
    return float(root.get("width")), float(root.get("height"))


def check_png(data: bytes) -> tuple[int, int]:
    """Check that bytes are a whole PNG; return its size."""
    assert data.startswith(b"\x89PNG\r\n\x1a\n")
    assert data.endswith(b"IEND\xaeB`\x82")
    return struct.unpack(">II", data[16:24])


def test_a_cell_saves_the_picture_and_finds_the_file_on_its_next_line(lab: Lab):
    view = lab.show(MATRIX, COMPANION)
    lab.execute("svg = w.save('matrix.svg').read_text(); png = w.save('matrix.png').read_bytes().hex()")
    width, height = check_svg(lab.python("svg"), "A e₁", "σ₁ 1.83", "seed 0", "1.83")
    box = view.picture.bounding_box()
    assert (width, height > box["height"]) == (pytest.approx(box["width"], abs=1), True)
    assert check_png(bytes.fromhex(lab.python("png"))) == (
        pytest.approx(2 * width, abs=1),
        pytest.approx(2 * height, abs=1),
    )
    lab.sight(1)
    lab.execute("chart = s.save('chart.svg').read_text()")
    check_svg(lab.python("chart"), "σ₁", "|λ₁|", "fraction t of the path", "seed 0")


def test_where_messages_wait_for_the_cell_the_file_is_there_when_it_has_ended(lab: Lab):
    lab.show(MATRIX, kernel="no_subshells")
    lab.execute("import os; path = w.save('late.svg'); there = path.exists()")
    lab.wait_python("[there, path.exists()]", [False, True])
    check_svg((lab.server.notebooks / "late.svg").read_text(), "seed 0")

"""The lists that the extension and the gallery are made of follow from the package."""

import json
import re
from pathlib import Path

import pytest

import mathml_widgets
from mathml_widgets import catalogue, lessons

ROOT = Path(__file__).parents[1]
STEMS = sorted(path.stem for path in (ROOT / "mathml_widgets/widgets").glob("[a-z]*.py"))
WIDGETS = catalogue.widgets()
every_widget = pytest.mark.parametrize("widget", WIDGETS, ids=[one["name"] for one in WIDGETS])


def test_the_catalogue_holds_every_widget_once():
    assert sorted(one["stem"] for one in WIDGETS) == STEMS


def test_widgets_stand_in_the_order_of_the_course():
    places = [catalogue._place(one["subject"]) for one in WIDGETS]
    assert places == sorted(places)


@every_widget
def test_a_widget_is_told_by_a_question_and_a_sentence(widget):
    assert widget["question"].endswith("?")
    assert re.match(r"[A-Z].*[.?]$", widget["summary"])
    assert "\n" not in widget["question"] + widget["summary"]


@every_widget
def test_a_widget_takes_what_the_catalogue_says_of_it(widget):
    cls = getattr(mathml_widgets, widget["name"])
    assert widget["presets"] == list(cls.presets)
    assert widget["version"] == cls.state_version
    assert bool(widget["bases"]) == ("base" in cls.class_traits())
    for base in widget["bases"]:
        assert cls(base=base).base == base


@every_widget
def test_the_small_picture_is_an_icon_in_the_tokens_of_the_theme(widget):
    assert widget["picture"].startswith("<svg "), f"python -m tests.browser.small_pictures {widget['name']}"
    assert len(widget["picture"]) < 20_000
    assert "var(--mathml-" in widget["picture"]
    assert not re.search(r"<(script|style|text|foreignObject)|\son\w+=|https?://(?!www\.w3\.org/)", widget["picture"])


@every_widget
def test_a_page_of_the_manual_is_plain_markdown_with_its_pictures(widget):
    page = catalogue.manual(widget["stem"])
    assert page.startswith(f"# {widget['name']}")
    assert "```{" not in page
    for picture in re.findall(r"!\[[^]]*\]\(([^)]*)\)", page):
        assert (ROOT / "docs/pictures" / picture).is_file(), picture


def test_a_widget_stands_in_the_subject_whose_lesson_shows_it():
    by_name = {one["name"]: one["subject"] for one in WIDGETS}
    assert by_name["MatrixTransform"] == by_name["MorphSpectrum"] == "linear_algebra"


def test_the_gallery_is_the_one_that_the_catalogue_gives():
    kept = json.loads((ROOT / "notebooks/gallery.ipynb").read_text(encoding="utf-8"))
    assert kept == catalogue.gallery(), "make gallery"


def test_the_gallery_shows_every_widget_under_its_question():
    cells = catalogue.gallery()["cells"]
    shown = {"".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"}
    for one in WIDGETS:
        assert f"{one['stem']} = mw.{one['name']}()\n{one['stem']}" in shown


def test_the_gallery_comes_first_and_the_lessons_follow_the_course():
    names = [one["name"] for one in catalogue.courses()]
    assert names[0] == "gallery"
    places = [catalogue._place(name) for name in names[1:]]
    assert places == sorted(places)
    assert len(names) == len(list(lessons.folder().glob("*.ipynb")))


def test_a_lesson_names_the_data_that_it_reads():
    [algebra] = [one for one in catalogue.courses() if one["name"] == "linear_algebra"]
    assert algebra["data"] == ["iris.csv", "wine.csv"]
    assert algebra["title"] == "Linear algebra: what a matrix does"
    assert algebra["sentence"].startswith("A matrix is a rule that moves every point of space at once.")


def test_what_is_offered_holds_the_catalogue_the_lessons_and_the_manual(tmp_path):
    catalogue.main(tmp_path)
    offered = json.loads((tmp_path / "catalogue.json").read_text(encoding="utf-8"))
    assert offered == {"widgets": WIDGETS, "lessons": catalogue.courses()}
    for lesson in offered["lessons"]:
        assert (tmp_path / "lessons" / f"{lesson['name']}.ipynb").is_file()
        assert all((tmp_path / "lessons/data" / name).is_file() for name in lesson["data"])
    assert {path.stem for path in (tmp_path / "manual").glob("*.md")} == set(STEMS)

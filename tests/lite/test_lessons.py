"""Every lesson runs from top to bottom, wide and on a phone, and each of its widgets answers a hand."""

import json
import re

import pytest
from playwright.sync_api import Browser, expect

from js.lite.fetch import ROOT

from ..browser.shots import shoot
from ..browser.sight import Sight
from .conftest import PHONE, WIDE
from .host import Host
from .reader import Reader

LESSONS = sorted(path.name for path in (ROOT / "notebooks").glob("*.ipynb"))
WIDGET = "application/vnd.jupyter.widget-view+json"

STATES = """{
    one._mathml: json.dumps(one.state, sort_keys=True)
    for one in list(_instances.values()) if getattr(one, '_mathml', '')
}"""


@pytest.mark.parametrize("where", ["wide", "phone"])
@pytest.mark.parametrize("lesson", LESSONS)
def test_a_lesson_runs_without_error_and_each_widget_answers_a_hand(
    host: Host, browser: Browser, lesson: str, where: str
):
    host.up()
    context = browser.new_context(**(PHONE if where == "phone" else WIDE))
    reader = Reader(host, context, touch=where == "phone")
    reader.open(lesson, app="notebooks" if where == "phone" else "lab")
    reader.run_all()
    outputs = reader.page.evaluate("[...rig.panel.content.model.cells].flatMap(c => c.toJSON().outputs ?? [])")
    shown = [one for one in outputs if WIDGET in one.get("data", {})]
    assert shown
    assert [one for one in outputs if one["output_type"] == "stream" and one["name"] == "stderr"] == []
    reader.execute("import json; from ipywidgets.widgets.widget import _instances")
    expect(reader.views).not_to_have_count(0)
    for number in range(reader.views.count()):
        view = reader.sight(number)
        expect(view.alert).to_be_empty()
        expect(view.badge).to_be_hidden()
        before = reader.python(STATES)
        drive(reader, view)
        reader.wait_python(f"{STATES} != json.loads({json.dumps(json.dumps(before))})", True)
    shoot(reader.page, f"lite-{lesson}-{where}")
    reader.watch.check()
    context.close()


def drive(reader: Reader, view: Sight) -> None:
    """Move the first thing in a view that can be moved, by hand."""
    rings = view.root.locator(".mathml-handle:not([data-name=guess], [role=button]) .mathml-ring:visible")
    knots = view.root.locator(".mathml-handle[role=button]:visible")
    sliders = view.root.locator("input[type=range]:visible:not([aria-disabled=true])")
    if rings.count():
        reader.drag(rings.first, 24, -18)
    elif knots.count():
        reader.hand.press(knots.nth(0), "Enter")
        reader.hand.press(knots.nth(1), "Enter")
    elif sliders.count():
        slider = sliders.first
        at_end = float(slider.input_value()) >= float(slider.get_attribute("max") or 100)
        reader.hand.press(slider, "ArrowLeft" if at_end else "ArrowRight")
    else:
        menu = view.root.locator("select:visible:not([aria-disabled=true])").first
        values = menu.locator("option").evaluate_all("options => options.map((one) => one.value)")
        menu.select_option(next(value for value in values if value != menu.input_value()))


def test_the_start_page_leads_to_every_lesson_and_every_widget(reader: Reader, site):
    reader.page.goto(f"{reader.host.url}/")
    links = reader.page.locator("li a")
    addresses = links.evaluate_all("links => links.map((one) => one.href)")
    assert {re.sub(r".*path=", "", one) for one in addresses if "path=" in one} == set(LESSONS)
    widgets = {path.stem for path in (ROOT / "mathml_widgets/widgets").glob("[a-z]*.py")}
    assert {re.sub(r".*/(\w+)\.html$", r"\1", one) for one in addresses if "/embed/" in one} == widgets
    for address in {*addresses, f"{reader.host.url}/licences.html"}:
        assert reader.page.request.get(address).ok, address

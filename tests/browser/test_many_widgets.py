"""Fifty widgets in one notebook."""

import time

from playwright.sync_api import expect

from .lab import Lab

FIFTY = """\
import gc
import mathml_widgets as mw
from IPython.display import display

many = [mw.MatrixTransform([[1 + k / 50, 0.5], [0, 1]]) for k in range(50)]
for one in many:
    display(one)
"""

ALIVE = "gc.collect() >= 0 and sum(isinstance(one, mw.MatrixTransform) for one in gc.get_objects())"

IMPATIENCE = r"\[anywidget\] Failed to initialize model"
"""What anywidget says of a view that took two seconds to load, as the last of fifty may; it must hear all the same."""


def memory(lab: Lab) -> dict[str, float]:
    """Return what the page holds after a garbage collection."""
    session = lab.page.context.new_cdp_session(lab.page)
    session.send("Performance.enable")
    session.send("HeapProfiler.collectGarbage")
    metrics = session.send("Performance.getMetrics")["metrics"]
    session.detach()
    return {one["name"]: one["value"] for one in metrics}


def test_fifty_widgets_are_drawn_and_a_cell_that_runs_again_releases_what_it_made(lab: Lab, capsys):
    lab.watch.allow(IMPATIENCE)
    lab.open(FIFTY)
    empty = memory(lab)
    begun = time.monotonic()
    lab.run_all()
    expect(lab.views).to_have_count(50)
    expect(lab.page.locator(".mathml-root svg.mathml-picture")).to_have_count(50)
    lab.wait_idle()
    seconds = time.monotonic() - begun
    full = memory(lab)
    megabytes = (full["JSHeapUsedSize"] - empty["JSHeapUsedSize"]) / 1e6
    with capsys.disabled():
        print(f"\n50 widgets drawn in {seconds:.1f} s, {megabytes:.0f} MB of JavaScript")
    assert megabytes < 100
    determinants = lab.page.locator('tr[data-name="determinant"] .mathml-numeric')
    assert determinants.all_inner_texts() == [f"{1 + k / 50:.3f}" for k in range(50)]
    assert lab.python(ALIVE) == 50

    lab.run_all()
    expect(lab.page.locator(".mathml-root svg.mathml-picture")).to_have_count(50)
    lab.wait_idle()
    assert lab.python(ALIVE) == 50
    again = memory(lab)
    lab.execute("for k, one in enumerate(many): one.matrix = [[k, 0], [0, 2]]")
    for k in range(50):
        expect(determinants.nth(k)).to_have_text(f"{2 * k}.000")
    for name, share in [("Nodes", 0.1), ("JSEventListeners", 0.1), ("JSHeapUsedSize", 0.75)]:
        grown = (again[name] - full[name]) / (full[name] - empty[name])
        assert grown < share, f"{name} grew by {grown:.0%} of what fifty widgets take"

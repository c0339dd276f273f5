"""How long a reader waits: for Python, for the first picture, and for an answer while the hand moves."""

import re
import time

import numpy as np
import pytest
from playwright.sync_api import BrowserContext, expect

from ..browser.cells import COMPANION, MATRIX
from .host import Host
from .reader import Reader

# Pixels. A view keeps no more decimals of a dragged point than a tenth of a pixel deserves.
TIDY = 0.1

# Times each of our views' messages until its answer is on the page.
CLOCK = """() => {
  const sent = new Map();
  const waits = globalThis.waits = [];
  rig.kernel.anyMessage.connect((_, { msg, direction }) => {
    if (msg.header.msg_type !== "comm_msg") return;
    const { data } = msg.content;
    if (direction === "send" && data.content?.kind === "set") {
      sent.set(data.content.client + data.content.serial, performance.now());
    }
    const answered = data.state?.answered;
    const begun = answered && sent.get(answered.client + answered.serial);
    if (begun !== undefined) waits.push(performance.now() - begun);
  });
}"""


@pytest.fixture(scope="module")
def measured(record_testsuite_property):
    """What was measured, printed at the end."""
    found: dict[str, str] = {}
    yield found
    print("\n" + "\n".join(f"{name}: {value}" for name, value in found.items()))
    for name, value in found.items():
        record_testsuite_property(name, value)


def test_a_newcomer_and_a_regular_see_a_picture(host: Host, newcomer: BrowserContext, measured: dict[str, str]):
    host.up()
    for visit in ("first", "second"):
        reader = Reader(host, newcomer)
        begun = time.monotonic()
        reader.write(MATRIX)
        ready = time.monotonic() - begun
        reader.run_all()
        expect(reader.sight().number("determinant")).to_have_text(re.compile(r"\d"))
        measured[f"{visit} visit, seconds to Python"] = f"{ready:.1f}"
        measured[f"{visit} visit, seconds to the first picture"] = f"{time.monotonic() - begun:.1f}"
        reader.wait_kept()
        reader.watch.check()
        reader.page.close()


@pytest.mark.parametrize(("name", "cells"), [("alone", [MATRIX]), ("with a linked chart", [MATRIX, COMPANION])])
def test_the_answers_to_a_dragging_hand_end_where_it_let_go(
    reader: Reader, measured: dict[str, str], name: str, cells: list[str]
):
    view = reader.show(*cells)
    reader.page.evaluate(CLOCK)
    ring = view.ring("first")
    start = np.array(reader.python("w.matrix[:, 0]"))
    unit = view.place(ring)[0] / start[0]
    moves = 4 * np.stack([np.cos(np.arange(60) / 5), np.sin(np.arange(60) / 5)], axis=1)
    with reader.hand.hold(ring) as grasp:
        for dx, dy in moves:
            grasp.move(dx, dy, steps=2)
    reader.wait_python("w.held", "")
    expect(view.badge).to_be_hidden()
    place = start + moves.sum(axis=0) * [1, -1] / unit
    reader.wait_python("w.matrix[:, 0]", pytest.approx(place.tolist(), abs=TIDY / unit))
    if len(cells) > 1:
        reader.wait_python("bool((s.matrix == w.matrix).all())", True)
    waits = reader.page.evaluate("waits")
    assert len(waits) > 1
    middle, slow = np.percentile(waits, [50, 95])
    measured[f"answer while dragging, {name}"] = f"{middle:.0f} ms, 95 % within {slow:.0f} ms ({len(waits)} answers)"

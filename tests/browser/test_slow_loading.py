"""A view whose code is long in coming."""

from playwright.sync_api import expect

from .cells import MATRIX
from .hand import Hand
from .lab import Lab

IMPATIENT = """\
AbortSignal.timeout = () => {
    const over = new AbortController();
    queueMicrotask(() => over.abort());
    return over.signal;
};"""


def test_a_view_hears_its_kernel_although_anywidget_no_longer_waited_for_it(lab: Lab, hand: Hand):
    lab.page.add_init_script(IMPATIENT)
    lab.watch.allow(r"\[anywidget\] Failed to initialize model")
    view = lab.show(MATRIX)
    hand.press(view.handle("first"), "Home")
    lab.wait_python("w.matrix[:, 0]", [1, 0])
    expect(view.number("determinant")).to_have_text("1.250")

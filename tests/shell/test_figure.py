"""A `FigureWidget` is a panel of ours beside bqplot figures, which show what is computed."""

import numpy as np
import pytest
from traitlets import Enum, Float, Int

from mathml_widgets.shell import Array, computes, derived, given
from mathml_widgets.shell.figure import FigureWidget, Panel, figure
from mathml_widgets.shell.gathering import at_once
from tests.shell.hands import Subshell, move, say


class Curve(FigureWidget):
    """A line of a slope, and a constant beside it."""

    slope = given(Float(1.0), label="Slope", unit="1", low=-2.0, high=2.0)
    kind = given(Enum(("solid", "dashed"), "solid"), label="Line")
    hidden_number = given(Int(0))

    x = derived(Array(None)).tag(sync=False)
    y = derived(Array(None)).tag(sync=False)
    top = derived(Float())

    @computes("x", "y", "top")
    def line(slope, hidden_number):
        x = np.linspace(0.0, 1.0, 5)
        return x, slope * x + hidden_number, float(abs(slope))

    def build(self):
        import bqplot

        self.drawn = 0
        scales = {"x": bqplot.LinearScale(), "y": bqplot.LinearScale()}
        self.curve, self.limit = bqplot.Lines(scales=scales), bqplot.Lines(scales=scales)
        return [figure([self.curve, self.limit], [])]

    def draw(self):
        self.drawn += 1
        with at_once(self.curve, self.limit):
            self.curve.x, self.curve.y = self.x, self.y
            self.limit.x, self.limit.y = [0.0, 1.0], [self.top, self.top]


@pytest.fixture
def w():
    return Curve()


def test_the_marks_show_what_is_computed(w):
    np.testing.assert_array_equal(w.curve.y, w.y)
    w.slope = 2
    np.testing.assert_array_equal(w.curve.y, w.y)
    assert list(w.limit.y) == [2, 2]


def test_the_panel_stands_before_the_figures_and_speaks_for_the_widget(w, sent):
    panel, shown = w.children
    assert isinstance(panel, Panel)
    assert w.figures == [shown]
    assert sent.opened[panel.model_id]["owner"] == f"IPY_MODEL_{w.model_id}"


def test_the_first_message_holds_the_answer_and_the_controls(sent):
    w = Curve(slope=1.5)
    opened = sent.opened[w.model_id]
    assert opened["top"] == 1.5
    assert opened["controls"] == [
        {"name": "kind", "options": ["solid", "dashed"], "label": "Line"},
        {"name": "slope", "options": [], "label": "Slope", "unit": "1", "low": -2.0, "high": 2.0},
    ]


def test_a_change_is_drawn_once_with_one_message_for_each_mark(w, sent):
    before = w.drawn
    sent.forget()
    move(w, slope=1.75)
    assert w.drawn == before + 1
    assert [len(sent.updates(each)) for each in (w, w.curve, w.limit)] == [1, 1, 1]
    assert set(sent.updates(w.curve)[0]) == {"x", "y"} or set(sent.updates(w.curve)[0]) == {"y"}


def test_what_only_a_mark_shows_is_not_sent_twice(w, sent):
    sent.forget()
    w.slope = 2
    assert not {"x", "y"} & set(sent.updates(w)[0])


def test_what_changes_no_picture_is_not_drawn(w):
    before = w.drawn
    w.digits = 5
    move(w, held="slider")
    say(w, "hello")
    assert w.drawn == before


def test_the_panel_is_answered_before_the_figure_is_drawn(w, sent):
    sent.forget()
    move(w, slope=1.75)
    assert sent.sent[0][0] == w.model_id


def test_under_a_hand_the_marks_travel_with_the_answer(w, sent):
    move(w, held="slope")
    sent.forget()
    move(w, slope=1.75)
    assert [len(sent.updates(each)) for each in (w, w.curve, w.limit)] == [1, 0, 0]
    fed = sent.updates(w)[0]["fed"]
    assert set(fed) == {w.curve.model_id, w.limit.model_id}
    shown = fed[w.curve.model_id]["y"]
    np.testing.assert_array_equal(np.frombuffer(shown["value"], shown["dtype"]), w.y)


def test_what_is_fed_holds_all_that_changed_since_the_hand_took_hold(w, sent):
    move(w, held="slope")
    move(w, slope=1.75)
    w.set(slope=0.0, hidden_number=2)
    sent.forget()
    move(w, slope=-0.0, hidden_number=3)
    assert w.curve.model_id in sent.updates(w)[0]["fed"]
    assert w.limit.model_id in sent.updates(w)[0]["fed"]
    assert sent.updates(w.curve) == sent.updates(w.limit) == []


def test_when_the_hand_lets_go_each_mark_says_what_it_has_become(w, sent):
    move(w, held="slope")
    move(w, slope=1.75)
    sent.forget()
    move(w, held="")
    assert sent.updates(w)[0]["fed"] == {}
    assert [len(sent.updates(each)) for each in (w.curve, w.limit)] == [1, 1]
    assert "y" in sent.updates(w.curve)[0]
    sent.forget()
    move(w, slope=1.25)
    assert len(sent.updates(w.curve)) == 1
    assert "fed" not in sent.updates(w)[0]


def test_a_refused_value_draws_nothing(w):
    before, y = w.drawn, w.y
    move(w, slope="steep")
    assert (w.drawn, w.y) == (before, y)
    assert "slope" in w.error["message"]


def test_a_figure_widget_has_all_that_every_widget_has(w):
    w.slope = 2
    w.undo()
    assert w.top == 1
    assert Curve.from_url(w.to_url()).state == w.state
    w.lock("slope")
    move(w, slope=2)
    assert w.slope == 1


def test_two_threads_draw_one_after_another(w):
    with Subshell() as subshell:
        for k in range(30):
            subshell.hear(w, "set", gesture="drag", values={"slope": k / 10})
            w.hidden_number = k
        subshell.rest()
    np.testing.assert_array_equal(w.curve.y, w.y)
    assert w.hidden_number == 29

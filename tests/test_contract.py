"""What every widget must do, run over all of them."""

import inspect
import json
import math

import comm
import numpy as np
import pytest

import mathml_widgets
from mathml_widgets.shell.kinds import names_of
from tests.recording import Recording

WIDGETS = [
    getattr(mathml_widgets, name)
    for name in dir(mathml_widgets)
    if name[0].isupper() and inspect.isclass(getattr(mathml_widgets, name))
]
every_widget = pytest.mark.parametrize("cls", WIDGETS, ids=lambda cls: cls.__name__)


@pytest.fixture
def recording(monkeypatch):
    """Record what the widgets made in a test send to the browser."""
    sent = Recording()
    monkeypatch.setattr(comm, "create_comm", sent.create)
    return sent


def main_array(widget):
    """Return the name of the first positional argument that holds numbers."""
    return next(name for name in widget.positional if isinstance(getattr(widget, name), np.ndarray))


def one_change(widget, far=1):
    """Return a given trait of the widget and a new value for it: of a distribution, in another order."""
    name = main_array(widget)
    value = np.array(getattr(widget, name))
    return name, (np.roll(value, far) if name == "probabilities" else value + 0.25 * far).tolist()


def message(widget, name, value, serial=1):
    return {
        "kind": "set", "client": "c", "serial": serial, "epoch": widget.answered.get("epoch", 0),
        "gesture": "g", "values": {name: value},
    }  # fmt: skip


def refuse_all_but_long_work(cls, updates, name):
    """Let only long work send more than one message, and no message but the first answer or repeat what was written."""
    assert updates == [] or any(one.progressive for one in cls._computations)
    assert not any("answered" in update or name in update for update in updates)


@every_widget
def test_the_default_builds_and_its_first_message_holds_the_answer(cls, recording):
    widget = cls()
    opened = recording.opened[widget.model_id]
    for name in names_of(widget, "derived"):
        if name in widget.keys:
            assert name in opened["state"]
    assert opened["state"]["description"]


@every_widget
def test_no_model_begins_with_an_array_that_solara_cannot_send(cls, recording):
    cls()
    for opened in recording.opened.values():
        for buffer in opened["buffers"]:
            memoryview(buffer).cast("b")  # as its server does; two rows without entries have no such view


@every_widget
def test_the_first_message_is_below_one_megabyte(cls, recording):
    widget = cls()
    opened = recording.opened[widget.model_id]
    state = {k: v for k, v in opened["state"].items() if k != "_esm"}
    size = len(json.dumps(state)) + sum(memoryview(b).nbytes for b in opened["buffers"])
    assert size < 1_000_000


@every_widget
def test_one_change_by_hand_brings_one_message_back(cls, recording):
    widget = cls()
    name, value = one_change(widget)
    recording.forget()
    widget._handle_custom_msg(message(widget, name, value), [])
    first, *later = recording.updates(widget.model_id)
    assert first["answered"]["serial"] == 1
    assert name not in first
    refuse_all_but_long_work(cls, later, name)


@every_widget
def test_one_change_from_python_brings_one_message_with_the_new_value(cls, recording):
    widget = cls()
    name, value = one_change(widget)
    recording.forget()
    setattr(widget, name, value)
    first, *later = recording.updates(widget.model_id)
    assert name in first
    refuse_all_but_long_work(cls, later, name)


@every_widget
def test_derived_traits_are_read_only_for_python(cls):
    widget = cls()
    for name in names_of(widget, "derived", "log"):
        with pytest.raises(Exception, match="read-only"):
            setattr(widget, name, getattr(widget, name))


@every_widget
def test_derived_traits_are_read_only_for_the_browser(cls):
    widget = cls()
    for name in names_of(widget, "derived"):
        before = getattr(widget, name)
        widget._handle_custom_msg(message(widget, name, 7), [])
        assert name in widget.error["message"]
        assert getattr(widget, name) is before
        widget.set_state({name: 7})
        assert getattr(widget, name) is before


@every_widget
def test_an_unknown_keyword_is_refused_with_the_nearest_name(cls):
    name = cls.positional[0]
    with pytest.raises(TypeError, match=f"did you mean '{name}'"):
        cls(**{name[:-1]: None})


@every_widget
def test_a_change_runs_only_the_functions_it_touches(cls, monkeypatch):
    widget = cls()
    ran = []
    original = type(cls._computations[0]).values

    def counting(self, result):
        ran.append(self.name)
        return original(self, result)

    monkeypatch.setattr(type(cls._computations[0]), "values", counting)
    widget.digits = 5
    assert ran == []
    widget.seed = widget.seed + 1
    reading_the_seed = {c.name for c in cls._computations if "seed" in c.inputs}
    assert reading_the_seed <= set(ran) or not reading_the_seed
    if not reading_the_seed:
        assert ran == []


@every_widget
def test_undo_redo_and_reset_travel_through_the_changes(cls):
    widget = cls()
    name, value = one_change(widget)
    before = getattr(widget, name)
    setattr(widget, name, value)
    after = getattr(widget, name)
    widget.undo()
    np.testing.assert_array_equal(getattr(widget, name), before)
    widget.redo()
    np.testing.assert_array_equal(getattr(widget, name), after)
    widget.reset()
    np.testing.assert_array_equal(getattr(widget, name), before)


@every_widget
def test_state_and_link_bring_the_same_widget_back(cls):
    widget = cls()
    name, value = one_change(widget)
    setattr(widget, name, value)
    again = cls.from_url(widget.to_url())
    assert json.loads(json.dumps(widget.state)) == again.state
    assert cls.from_state(widget.state).state == widget.state


@every_widget
def test_the_code_cell_rebuilds_the_widget_and_its_numbers_without_it(cls):
    widget = cls()
    name, value = one_change(widget)
    setattr(widget, name, value)
    top, plain = widget.to_code().split("# The same numbers with NumPy alone.\n")
    made = {}
    exec(top, made)
    assert made["w"].state == widget.state
    numbers = {}
    exec(plain, numbers)
    shared = set(names_of(widget, "derived")) & set(numbers)
    assert len(shared) >= 3
    for trait in shared:
        np.testing.assert_allclose(numbers[trait], getattr(widget, trait), rtol=1e-9, atol=1e-12)


@every_widget
def test_every_identity_of_the_self_audit_holds(cls):
    audit = cls().check()
    assert audit
    assert [one.claim for one in audit if not one.holds] == []


@every_widget
def test_every_preset_builds_describes_itself_and_passes_its_audit(cls):
    for preset in cls.presets:
        widget = cls(preset=preset)
        assert widget.preset == preset
        assert widget.describe()
        assert [one for one in widget.check() if not one.holds] == []


@every_widget
def test_a_drag_is_one_step_of_undo(cls):
    widget = cls()
    before = getattr(widget, main_array(widget))
    steps = [one_change(widget, far) for far in (2, 3, 1)]
    for serial, (name, moved) in enumerate(steps, start=1):
        widget._handle_custom_msg(message(widget, name, moved, serial), [])
        np.testing.assert_array_equal(getattr(widget, name), moved)
    widget.undo()
    np.testing.assert_array_equal(getattr(widget, name), before)


@every_widget
def test_every_trait_explains_itself(cls):
    for name in names_of(cls, "given", "derived", "interface", "log"):
        assert cls.class_traits()[name].help.endswith("."), name


@every_widget
def test_bad_values_are_refused_by_name_and_change_nothing(cls):
    widget = cls()
    name = main_array(widget)
    before, state = getattr(widget, name), widget.state
    good = np.array(before)
    for bad in ("text", [[1, 2], [3]], np.full(good.shape, math.nan), np.full(good.shape, math.inf),
                np.zeros((0, 0)), np.zeros((1, 1)), object()):  # fmt: skip
        with pytest.raises(ValueError, match=name):
            setattr(widget, name, bad)
        assert getattr(widget, name) is before
    assert widget.state == state
    widget._handle_custom_msg(message(widget, name, "text"), [])
    assert name in widget.error["message"]
    changed, value = one_change(widget)
    setattr(widget, changed, value)
    assert widget.error is None

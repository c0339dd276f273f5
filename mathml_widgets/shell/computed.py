"""`Computed`: keeps what is derived in step with what is given.

A change, from Python or from a message, is one transaction: assign, apply the rules
between traits, run the functions whose inputs changed, store what they found; then tell
the browser in one message, and then the observers. If anything refuses the new values the
old ones come back, so a widget never shows numbers that belong to other inputs.
"""

from __future__ import annotations

import asyncio
import math
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from threading import RLock
from typing import Any, ClassVar
from weakref import WeakKeyDictionary

import ipywidgets
import numpy as np
from traitlets import Bool, Dict, Enum, HasTraits, Int, List, TraitError, TraitType, Unicode
from traitlets.utils.bunch import Bunch

from .arguments import by_name, refuse_twice, refuse_unknown
from .array import same
from .computation import Computation, check_names, ordered
from .errors import GivenError, refusal, short, suggest
from .interrupts import interruptible
from .kinds import WRITTEN, derived, given, interface, kind_of, log, names_of
from .linking import Linkable
from .progressive import Run, drive, finish
from .threads import LOCK, nobody_watches, running_loop

Changes = dict[str, tuple[Any, Any]]
"""Old and new values by trait."""


class Computed(Linkable, ipywidgets.Widget):
    """A widget whose derived traits are functions of its given traits."""

    seed = given(Int(0), help="Seed of all random numbers: same state, same picture.")
    preset = given(Unicode(""), help="Name of a prepared example; empty for the reader's own.")
    preset_names = log(List(Unicode()), help="The presets there are.")
    held = interface(Unicode(""), help="The handle under the finger; empty when none is.")
    digits = interface(Int(3, min=0, max=12), help="Digits after the decimal point on screen.")
    readouts = derived(List(Dict()), help="The numbers on screen: name, value, exact, unit.")
    description = derived(Unicode(""), help="The picture in words.")
    notices = log(List(Dict()), help="What the reader should know: about (a colour) and text.")
    error = log(Dict(default_value=None, allow_none=True), help="What was refused last: message, trait, index.")
    progress = log(Dict(default_value=None, allow_none=True), help="Long work: name, done (0 to 1), stopped.")
    busy = log(Bool(False), help="Whether long work is under way.")

    presets: ClassVar[dict[str, dict[str, Any]]] = {}
    """The values that each preset sets, by trait."""

    alternatives: ClassVar[tuple[tuple[str, ...], ...]] = ()
    """Groups of equivalent inputs: the last one written clears the others to None."""

    positional: ClassVar[tuple[str, ...]] = ()
    """The traits that the constructor's positional arguments are for."""

    _computations: ClassVar[tuple[Computation, ...]] = ()
    _started = False

    def __init_subclass__(cls, **options: Any) -> None:
        super().__init_subclass__(**options)
        if any(isinstance(value, Computation) for value in vars(cls).values()):
            members = {name: value for base in reversed(cls.__mro__) for name, value in vars(base).items()}
            found = [value for value in members.values() if isinstance(value, Computation)]
            traits = {name: value for name, value in members.items() if isinstance(value, TraitType)}
            check_names(found, {name: trait.metadata.get("kind") for name, trait in traits.items()}, cls.__name__)
            cls._computations = ordered(found, cls.__name__)

    def __init__(self, *positional: Any, **named: Any) -> None:
        self._own_id = uuid.uuid4().hex
        self._turn = RLock()
        self._written: dict[str, None] | None = None
        self._accepted: dict[str, Any] = {}
        self._memo: dict[Computation, tuple[Any, ...]] = {}
        self._runs: dict[Computation, Run] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._turns: WeakKeyDictionary[asyncio.AbstractEventLoop, asyncio.Lock] = WeakKeyDictionary()
        placed = by_name(type(self), self.positional, positional)
        refuse_twice(type(self), placed, named)
        named = placed | named
        refuse_unknown(type(self), named)
        # Some hosts read the state as soon as ipywidgets knows of the widget: the answer is there before.
        HasTraits.__init__(self, **named)
        self._begin(list(named))
        super().__init__(model_id=self._own_id)

    def _begin(self, construction: list[str]) -> None:
        """Compute for the first time."""
        default = [] if "preset" in construction else ["preset"]
        self._apply_rules([*default, *construction])
        self._refresh()
        self._accept()
        self._store({"preset_names": list(self.presets)})
        self._started = True

    def open(self) -> None:
        """Open the channel to the browser: its first message holds the answer."""
        super().open()
        self._continue_runs()

    def close(self) -> None:
        """End long work and close the channel to the browser."""
        if self._started:
            self._drop_runs()
        super().close()

    def set(self, **values: Any) -> None:
        """Write several traits as one change: one computation, one message."""
        refuse_unknown(type(self), values)
        with self._changing():
            for name, value in values.items():
                setattr(self, name, value)

    def stop(self) -> None:
        """End long work; what it has found so far stays."""
        stopped = self._drop_runs()
        if stopped:
            self._log(busy=False, progress=_told(stopped[0]) | {"stopped": True})

    def wait(self) -> None:
        """Return when every derived trait belongs to the given ones, long work included.

        Work that failed before is tried again, and raises what it raises.
        """
        while run := self._long_work():
            finish(run, self._step)
        for run in list(self._runs.values()):
            with run.turn:  # another thread may be ending its last step
                pass

    async def done(self) -> None:
        """Wait as `wait` does, leaving the event loop free."""
        while run := self._long_work():
            await drive(run, self._step, self._turns_on(asyncio.get_running_loop()))

    # --- a change ---------------------------------------------------------------------

    def __setattr__(self, name: str, value: Any) -> None:
        if self._started and kind_of(self, name) in WRITTEN:
            with self._changing():
                self._write(name, value)
                self._note(name)
        else:
            self._write(name, value)

    def _write(self, name: str, value: Any) -> None:
        kind = kind_of(self, name)
        if kind == "given":
            value = self._as_number(name, value)
            trait = self.traits()[name]
            if isinstance(trait, Enum) and not isinstance(value, str):  # an array has no single equal
                raise refusal(trait, value)
        try:
            super().__setattr__(name, value)
        except GivenError:
            raise
        except TraitError as error:
            if kind not in WRITTEN:
                raise
            raise refusal(self.traits()[name], value) from error

    def _as_number(self, name: str, value: Any) -> Any:
        """Return a NumPy scalar as a number of Python's; refuse one that is not finite."""
        if isinstance(value, np.generic):
            value = value.item()
        if isinstance(value, float) and not math.isfinite(value) and self.trait_metadata(name, "finite", True):
            raise GivenError(f"{name} must be finite, got {value}")
        return value

    def notify_change(self, change: Bunch) -> None:
        """Compute after a trait was written; observers hear of it afterwards."""
        name, kind = change["name"], kind_of(self, change["name"])
        if not self._started or kind is None or change["type"] != "change":
            super().notify_change(change)
        elif kind in WRITTEN:
            with self._changing():
                self._note(name)
        else:
            self._send_traits([name])
            super().notify_change(change)

    def hold_trait_notifications(self) -> Any:
        """Make one change of all that is written in a `with` block."""
        return self._changing() if self._started else super().hold_trait_notifications()

    @contextmanager
    def _changing(self) -> Iterator[None]:
        """Make one change of all that is written inside; the outermost block computes and tells."""
        refused: BaseException | None = None
        with self._turn:
            if self._written is not None:
                yield
                return
            self._written = {}
            try:
                try:
                    yield
                    self._apply_rules(list(self._written))
                finally:
                    self._written = None
                found = self._refresh()
                changes, logged = self._accept()
            except BaseException as error:
                self._take_back()
                refused = error
        if refused is not None:
            self._refused(refused)
            raise refused
        self._send_change(changes, found | logged)
        try:
            self._notify(changes | found | logged)
        finally:
            self._continue_runs()

    def _note(self, name: str) -> None:
        """Remember, in the order of writing, what was written in this change."""
        assert self._written is not None
        self._written.pop(name, None)
        self._written[name] = None

    def _refused(self, error: BaseException) -> None:
        """Hear why a change was taken back."""

    def _take_back(self) -> None:
        """Return to the values that were accepted last."""
        self._trait_values.update(self._accepted)

    def _accept(self) -> tuple[Changes, Changes]:
        """Take the written values for good; return what changed, and what is logged about it."""
        before, self._accepted = self._accepted, {n: getattr(self, n) for n in names_of(self, *WRITTEN)}
        changes = {n: (before.get(n), v) for n, v in self._accepted.items() if not same(before.get(n), v)}
        forgiven = any(kind_of(self, name) != "interface" for name in changes)
        return changes, self._store({"error": None}) if forgiven else {}

    def _apply_rules(self, written: list[str]) -> None:
        """Let the last written win: a preset and the values that it sets, equivalent inputs."""
        if self.preset and "preset" in written:
            if self.preset not in self.presets:
                known = ", ".join(map(repr, self.presets)) or "none"
                hint = suggest(self.preset, self.presets)
                raise ValueError(f"preset must be one of {known}, got {short(self.preset)}{hint}")
            for name, value in self.presets[self.preset].items():
                if name not in written[written.index("preset") :]:
                    setattr(self, name, value)
        prepared = self.presets.get(self.preset, {})
        if any(not same(getattr(self, n), self._as_trait(n, v)) for n, v in prepared.items()):
            self.preset = ""
        for group in self.alternatives:
            meant = [name for name in written if name in group and getattr(self, name) is not None]
            for name in group if meant else ():
                if name != meant[-1]:
                    setattr(self, name, None)

    # --- computing --------------------------------------------------------------------

    def _refresh(self, fresh: dict[str, Any] | None = None) -> Changes:
        """Run every function whose inputs changed, and store what is new, `fresh` results too."""
        results = {name: self._settle(name, value) for name, value in (fresh or {}).items()}
        memo: dict[Computation, tuple[Any, ...]] = {}
        runs: dict[Computation, Run] = {}
        try:
            for one in self._computations:
                arguments = tuple(results[n] if n in results else getattr(self, n) for n in one.inputs)
                if _unchanged(self._memo.get(one), arguments):
                    continue
                memo[one] = arguments
                with interruptible():
                    if one.progressive:
                        runs[one] = Run(one, arguments)
                        answer = runs[one].advance()
                    else:
                        answer = one.values(one.function(*arguments))
                results |= {name: self._settle(name, value) for name, value in answer.items()}
        except BaseException:
            for run in runs.values():
                run.drop()
            raise
        with LOCK:
            outrun = [self._runs.pop(one) for one in runs if one in self._runs]
            self._runs |= {one: run for one, run in runs.items() if not run.finished}
            self._memo |= memo
            found = self._put(results)
            if runs:
                found |= self._store(self._progress())
        for run in outrun:
            run.drop()
        return found

    def _settle(self, name: str, value: Any) -> Any:
        """Return the value as the trait will hold it: the old object where nothing changed."""
        new, old = self._as_trait(name, value), getattr(self, name)
        return old if same(old, new) else new

    def _as_trait(self, name: str, value: Any) -> Any:
        return self.traits()[name]._validate(self, value)

    # --- long work --------------------------------------------------------------------

    def _long_work(self) -> Run | None:
        """Compute what is not in step; return a run that is still under way."""
        with self._changing():
            pass
        return self._next_run()

    def _continue_runs(self) -> None:
        """See to the rest of long work: now if nobody waits on an event loop, else there."""
        if running_loop() is not None and self._is_watched():
            self._drive_runs()
            return
        while run := self._next_run():
            finish(run, self._step)

    def _next_run(self) -> Run | None:
        """Return the run under way that the others wait for: each answer of its may begin theirs anew."""
        under_way = (self._runs.get(one) for one in self._computations)
        return next((run for run in under_way if run is not None and not run.finished), None)

    def _drive_runs(self) -> None:
        """Take the steps of long work on the event loop of this thread, if there is one."""
        loop = running_loop()
        if loop is None:
            return
        for run in list(self._runs.values()):
            if loop not in run.loops:
                run.loops.add(loop)
                task = loop.create_task(self._drive(run, loop))
                self._tasks.add(task)
                task.add_done_callback(self._tasks.discard)

    def _is_watched(self) -> bool:
        """Tell whether somebody sees what is published after the cell has ended."""
        return not nobody_watches()

    def _turns_on(self, loop: asyncio.AbstractEventLoop) -> asyncio.Lock:
        """Return the lock that runs driven on a loop take turns with."""
        return self._turns.setdefault(loop, asyncio.Lock())

    async def _drive(self, run: Run, loop: asyncio.AbstractEventLoop) -> None:
        try:
            while not run.finished:
                try:
                    await drive(run, self._step, self._turns_on(loop))
                except Exception as error:
                    if error is not run.error:
                        self._report(error)
        finally:
            run.loops.discard(loop)

    def _drop_runs(self) -> list[Run]:
        """End all long work; forget that it was begun where it has found nothing."""
        with LOCK:
            dropped = list(self._runs.values())
            self._runs.clear()
            for run in dropped:
                if not run.answered:
                    self._memo.pop(run.computation, None)
        for run in dropped:
            run.drop()
        return dropped

    def _step(self, run: Run, patient: bool) -> bool:
        """Take one step of long work and publish what it found; an error ends the work.

        Where another thread is taking one, wait for it if `patient`, else return False.
        """
        found: Changes = {}
        failure: BaseException | None = None
        if not run.turn.acquire(blocking=patient):
            return False
        try:
            with interruptible():
                values = run.advance()
            with self._turn:
                if self._runs.get(run.computation) is run:
                    found = self._refresh(values)
            with LOCK:
                if self._runs.get(run.computation) is run:
                    if run.finished:
                        del self._runs[run.computation]
                    found |= self._store(self._progress())
        except BaseException as error:
            failure = error
        finally:
            run.turn.release()
        if failure is not None:
            self._give_up(run, failure)
            return True
        self._send_change({}, found)
        self._notify(found)
        self._drive_runs()
        return True

    def _give_up(self, run: Run, error: BaseException) -> None:
        """End a run that failed; its function is run again with the next change."""
        run.drop(error if isinstance(error, Exception) else None)
        with LOCK:
            wanted = self._runs.get(run.computation) is run
            if wanted:
                del self._runs[run.computation]
                self._memo.pop(run.computation, None)
        if not isinstance(error, Exception):
            self._log(**self._progress())
            raise error
        if wanted:
            self._report(error)

    def _progress(self) -> dict[str, Any]:
        under_way = [run for run in self._runs.values() if not run.finished]
        slowest = min(under_way, key=lambda run: run.done, default=None)
        return {"busy": bool(under_way), "progress": slowest and _told(slowest)}

    # --- publishing -------------------------------------------------------------------

    def _store(self, values: dict[str, Any]) -> Changes:
        """Put values into derived and log traits; return those that are new."""
        return self._put({name: self._as_trait(name, value) for name, value in values.items()})

    def _put(self, values: dict[str, Any]) -> Changes:
        """Put values that their traits have seen into them: those objects, by which the memory knows them."""
        found: Changes = {}
        with LOCK:
            for name, new in values.items():
                old = getattr(self, name)
                if not same(old, new):
                    self._trait_values[name] = new
                    found[name] = (old, new)
        return found

    def _log(self, **values: Any) -> None:
        """Write log traits and show them."""
        found = self._store(values)
        self._send_change({}, found)
        self._notify(found)

    def _report(self, error: BaseException, **where: Any) -> None:
        """Show an error in the view; the widget keeps its last good picture."""
        message = str(error) or type(error).__name__
        if not isinstance(error, (ValueError, TypeError)):
            message = f"{type(error).__name__}: {message}"
        self._log(error={"message": message, "trait": None, "index": None} | where, **self._progress())

    def _notify(self, changes: Changes) -> None:
        """Tell the observers of each change."""
        for name, (old, new) in changes.items():
            super().notify_change(Bunch(name=name, old=old, new=new, owner=self, type="change"))

    def _send_change(self, changes: Changes, found: Changes) -> None:
        """Send one message with all that was written and all that was found."""
        self._send_traits([*changes, *found])

    def _send_traits(self, names: list[str]) -> None:
        synced = [name for name in names if name in self.keys]
        if synced and self._started:
            self.send_state(synced)

    def _should_send_property(self, key: str, value: Any) -> bool:
        """Leave our own traits to `_send_change`; the rest is ipywidgets' business."""
        return kind_of(self, key) is None and bool(super()._should_send_property(key, value))


def _unchanged(before: tuple[Any, ...] | None, now: tuple[Any, ...]) -> bool:
    plain = (int, float, str, bool, bytes, type(None))
    return before is not None and all(
        old is new or (isinstance(old, plain) and same(old, new)) for old, new in zip(before, now, strict=True)
    )


def _told(run: Run) -> dict[str, Any]:
    return {"name": run.computation.name, "done": run.done, "stopped": False}

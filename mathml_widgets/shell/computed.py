"""`Computed`: keeps what is derived in step with what is given.

A change of a given trait, from Python or from a message, is one transaction: assign,
apply the rules between traits, run the functions whose inputs changed, publish all that
is new in one message, then tell the observers. If a function refuses the new values the
old ones come back, so a widget never shows numbers that belong to other inputs.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any, ClassVar

import ipywidgets
from traitlets import Bool, Dict, Int, List, TraitType, Unicode
from traitlets.utils.bunch import Bunch

from .array import same
from .computation import Computation, ordered
from .errors import short, suggest
from .kinds import READ_ONLY, derived, given, interface, log, names_of
from .linking import Linkable
from .progressive import Run, drive, finish
from .threads import LOCK, nobody_watches, running_loop

Changes = dict[str, tuple[Any, Any]]


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

    _computations: ClassVar[tuple[Computation, ...]] = ()
    _started = False

    def __init_subclass__(cls, **options: Any) -> None:
        super().__init_subclass__(**options)
        if any(isinstance(value, Computation) for value in vars(cls).values()):
            found = {
                name: value
                for base in reversed(cls.__mro__)
                for name, value in vars(base).items()
                if isinstance(value, Computation)
            }
            cls._computations = ordered(found.values(), cls.__name__)
            _check_names(cls)

    def __init__(self, *positional: Any, **named: Any) -> None:
        named |= _positional(type(self), positional, named)
        _refuse_unknown(type(self), named)
        self._memo: dict[str, tuple[Any, ...]] = {}
        self._runs: dict[str, Run] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._version = 0
        self._pending: Changes | None = None
        self._construction = set(named)
        super().__init__(**named)

    def open(self) -> None:
        """Compute, then open the channel to the browser: its first message holds the answer."""
        if not self._started:
            with LOCK:
                names = self._construction & set(names_of(self, "given"))
                changed = {n: (None, getattr(self, n)) for n in names}
                self._pending = changed
                self._apply_rules()
                self._pending = None
            self._refresh()
            self._settled(changed)
            self._store({"preset_names": list(self.presets)})
            self._started = True
        super().open()
        self._continue_runs()

    def set(self, **values: Any) -> None:
        """Write several given traits as one change: one computation, one message."""
        _refuse_unknown(type(self), values)
        self._change(lambda: [setattr(self, name, value) for name, value in values.items()])

    def stop(self) -> None:
        """End long work; what it has found so far stays."""
        with LOCK:
            stopped = [run for run in self._runs.values() if not run.finished]
            self._drop_runs()
            if stopped:
                first = stopped[0]
                self._log(
                    busy=False,
                    progress={"name": first.computation.name, "done": first.done, "stopped": True},
                )

    def wait(self) -> None:
        """Return when every derived trait belongs to the given ones, long work included."""
        for run in list(self._runs.values()):
            finish(run, self._publish_step)
            self._run_ended(run)

    async def done(self) -> None:
        """Wait as `wait` does, leaving the event loop free."""
        for run in list(self._runs.values()):
            await self._drive(run)

    # --- a change ---------------------------------------------------------------------

    def notify_change(self, change: Bunch) -> None:
        """Compute after a given trait was assigned; observers hear of it afterwards."""
        name = change["name"]
        kind = self.trait_metadata(name, "kind")
        if not self._started or kind is None or change["type"] != "change":
            super().notify_change(change)
        elif self._pending is not None:
            first, _ = self._pending.get(name, (change["old"], None))
            self._pending[name] = (first, change["new"])
        elif kind in ("given", "kept"):
            self._change(lambda: None, {name: (change["old"], change["new"])})
        else:
            self._send_traits([name])
            super().notify_change(change)

    def _change(
        self,
        assign: Callable[[], object],
        already: Changes | None = None,
        answered: dict[str, Any] | None = None,
    ) -> None:
        """Run one transaction; `answered` is the message that asked for it, if one did."""
        with LOCK:
            if self._pending is not None:
                assign()
                return
            self._pending = changes = dict(already or {})
            try:
                assign()
                self._apply_rules()
            except BaseException:
                self._take_back(changes)
                raise
            finally:
                self._pending = None
            self._version += 1
        try:
            found = self._refresh()
        except BaseException:
            with LOCK:
                self._take_back(changes)
                self._version += 1
            self._refresh()
            raise
        changes = {n: pair for n, pair in changes.items() if not same(*pair)}
        found |= self._settled(changes)
        if self.error is not None:
            found |= self._store({"error": None})
        self._send_change(changes, found, answered)
        self._notify(changes | found)
        self._continue_runs()

    def _take_back(self, changes: Changes) -> None:
        for name, (old, _) in changes.items():
            self._trait_values[name] = old

    def _apply_rules(self) -> None:
        """Let a preset set its values, and the last written of equivalent inputs win."""
        changes = self._pending
        assert changes is not None
        if "preset" in changes and self.preset:
            if self.preset not in self.presets:
                hint = suggest(self.preset, self.presets)
                known = ", ".join(map(repr, self.presets)) or "none"
                raise ValueError(
                    f"preset must be one of {known}, got {short(self.preset)}{hint}"
                )
            for name, value in self.presets[self.preset].items():
                if name not in changes or name == "preset":
                    setattr(self, name, value)
        elif self.preset:
            kept = self.presets[self.preset]
            if any(not same(getattr(self, n), _as_trait(self, n, v)) for n, v in kept.items()):
                self.preset = ""
        for group in self.alternatives:
            written = [n for n in changes if n in group and getattr(self, n) is not None]
            for name in group if written else ():
                if name != written[-1] and getattr(self, name) is not None:
                    setattr(self, name, None)

    def _settled(self, changes: Changes) -> Changes:
        """Hear that a transaction has succeeded; the history records it, and logs that it did."""
        return {}

    # --- computing --------------------------------------------------------------------

    def _refresh(self) -> Changes:
        """Run every function whose inputs changed, and store what is new."""
        while True:
            with LOCK:
                version = self._version
                names = {n for one in self._computations for n in one.inputs}
                values = {n: getattr(self, n) for n in names}
            memo: dict[str, tuple[Any, ...]] = {}
            runs: dict[str, Run] = {}
            results: dict[str, Any] = {}
            for one in self._computations:
                arguments = tuple(results.get(n, values[n]) for n in one.inputs)
                if _unchanged(self._memo.get(one.name), arguments):
                    continue
                memo[one.name] = arguments
                if one.progressive:
                    runs[one.name] = run = Run(one, arguments)
                    first = run.advance()
                    answer = first if isinstance(first, dict) else {}
                else:
                    answer = one.values(one.function(*arguments))
                for name, value in answer.items():
                    results[name] = _settle(self, name, value)
            with LOCK:
                if version != self._version:
                    for run in runs.values():
                        run.drop()
                    continue
                for name, run in runs.items():
                    if name in self._runs:
                        self._runs[name].drop()
                    self._runs[name] = run
                self._memo |= memo
                found = self._store(results)
                return found | self._store(self._progress()) if runs else found

    def _continue_runs(self) -> None:
        """See to the rest of long work: now if nobody waits on an event loop, else there."""
        loop = running_loop()
        for run in list(self._runs.values()):
            if run.finished:
                self._run_ended(run)
            elif loop is None or nobody_watches():
                finish(run, self._publish_step)
                self._run_ended(run)
            else:
                task = loop.create_task(self._drive(run))
                self._tasks.add(task)
                task.add_done_callback(self._tasks.discard)

    async def _drive(self, run: Run) -> None:
        try:
            await drive(run, self._publish_step)
        except Exception as error:
            self._report(error)
        finally:
            self._run_ended(run)

    def _publish_step(self, run: Run, values: dict[str, Any]) -> None:
        with LOCK:
            if self._runs.get(run.computation.name) is not run:
                return
            found = self._store({n: _settle(self, n, v) for n, v in values.items()})
        found |= self._refresh()
        found |= self._store(self._progress())
        self._send_change({}, found, None)
        self._notify(found)

    def _run_ended(self, run: Run) -> None:
        with LOCK:
            if self._runs.get(run.computation.name) is run and run.finished:
                del self._runs[run.computation.name]
                if not self._runs and self.busy:
                    self._log(busy=False, progress=None)

    def _drop_runs(self) -> None:
        for run in self._runs.values():
            run.drop()
        self._runs.clear()

    def _progress(self) -> dict[str, Any]:
        under_way = [run for run in self._runs.values() if not run.finished]
        if not under_way:
            return {"busy": False, "progress": None}
        slowest = min(under_way, key=lambda run: run.done)
        told = {"name": slowest.computation.name, "done": slowest.done, "stopped": False}
        return {"busy": True, "progress": told}

    # --- publishing -------------------------------------------------------------------

    def _store(self, values: dict[str, Any]) -> Changes:
        """Put values into derived and log traits; return those that are new."""
        found: Changes = {}
        with LOCK:
            for name, value in values.items():
                trait = self.traits()[name]
                old = getattr(self, name)
                new = trait._validate(self, value)
                if not same(old, new):
                    self._trait_values[name] = new
                    found[name] = (old, new)
        return found

    def _log(self, **values: Any) -> None:
        """Write log traits and show them."""
        found = self._store(values)
        self._send_change({}, found, None)
        self._notify(found)

    def _report(self, error: BaseException, **where: Any) -> None:
        """Show an error in the view; the widget keeps its last good picture."""
        message = str(error) or type(error).__name__
        if not isinstance(error, (ValueError, TypeError)):
            message = f"{type(error).__name__}: {message}"
        self._log(error={"message": message, "trait": None, "index": None} | where)

    def _notify(self, changes: Changes) -> None:
        """Tell the observers of each change."""
        for name, (old, new) in changes.items():
            super().notify_change(
                Bunch(name=name, old=old, new=new, owner=self, type="change")
            )

    def _send_change(
        self, changes: Changes, found: Changes, answered: dict[str, Any] | None
    ) -> None:
        """Send one message with all that is new; the transport says what that is."""
        self._send_traits([*changes, *found])

    def _send_traits(self, names: list[str]) -> None:
        synced = [name for name in names if name in self.keys]
        if synced and self._started:
            self.send_state(synced)

    def _should_send_property(self, key: str, value: Any) -> bool:
        """Leave our own traits to `_send_change`; the rest is ipywidgets' business."""
        if self.trait_metadata(key, "kind") is not None:
            return False
        return bool(super()._should_send_property(key, value))


def _unchanged(before: tuple[Any, ...] | None, now: tuple[Any, ...]) -> bool:
    plain = (int, float, str, bool, bytes, type(None))
    return before is not None and all(
        old is new or (isinstance(old, plain) and same(old, new))
        for old, new in zip(before, now, strict=True)
    )


def _settle(owner: Computed, name: str, value: Any) -> Any:
    """Return the value as the trait will hold it: the old object where nothing changed."""
    new = owner.traits()[name]._validate(owner, value)
    old = getattr(owner, name)
    return old if same(old, new) else new


def _as_trait(owner: Computed, name: str, value: Any) -> Any:
    return owner.traits()[name]._validate(owner, value)


def _positional(
    cls: type[Computed], positional: tuple[Any, ...], named: dict[str, Any]
) -> dict[str, Any]:
    names = getattr(cls, "positional", ())
    if len(positional) > len(names):
        raise TypeError(
            f"{cls.__name__} takes at most {len(names)} positional arguments, got {len(positional)}"
        )
    placed = dict(zip(names, positional, strict=False))
    for name in placed:
        if name in named:
            raise TypeError(f"{cls.__name__} got {name} twice, by position and by name")
    return {name: value for name, value in placed.items() if value is not None}


def _refuse_unknown(cls: type[Computed], named: dict[str, Any]) -> None:
    allowed = {*names_of(cls, "given", "interface", "kept"), "layout"}
    for name in named:
        if name not in allowed:
            raise TypeError(f"{cls.__name__} has no argument {name!r}{suggest(name, allowed)}")


def _check_names(cls: type[Computed]) -> None:
    kinds = {
        name: trait.metadata.get("kind")
        for base in cls.__mro__
        for name, trait in vars(base).items()
        if isinstance(trait, TraitType)
    }
    for one in cls._computations:
        for name in one.outputs:
            if kinds.get(name) not in READ_ONLY:
                raise TypeError(f"{cls.__name__}: {one.name} fills {name}, not a derived trait")
        for name in one.inputs:
            if name not in kinds:
                hint = suggest(name, kinds)
                raise TypeError(f"{cls.__name__}: {one.name} reads {name}, not a trait{hint}")

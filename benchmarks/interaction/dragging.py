"""One drag, and the figures that come of it."""

import math
from statistics import quantiles

from .contestants import IPYMPL, Contestant
from .stage import Seat

CALM = 1000
"""Milliseconds that the hand stays where it stopped, for the last answer to come."""

FRAME = 1000 / 60


def drag(seat: Seat, contestant: Contestant, turns: int, *, busy: str = "") -> dict:
    """Drag a contestant round; return what the recorder saw, in milliseconds of the page's clock.

    Parameters
    ----------
    seat : Seat
    contestant : Contestant
    turns : int
        Seconds, a turn each.
    busy : str
        Code that the kernel runs meanwhile; it must last as long.
    """
    lab = seat.lab
    x, y = seat.grip(contestant)
    lab.execute("twin.forget(); clock.start()")
    cell = lab.start(busy) if busy else None
    lab.page.evaluate("([name, target]) => recorder.start(name, target)", [contestant.name, contestant.target])
    seat.hand.drag(x, y, turns)
    lab.page.wait_for_timeout(CALM)
    log = lab.page.evaluate("recorder.stop()")
    seat.hand.release()
    if cell:
        cell.wait()
    log["handling"], log["kernel"] = lab.python("clock.read()")
    if contestant is IPYMPL:
        drawn = lab.python("twin.drawn")[: len(log["answers"])]
        log["answers"] = [{**answer, "number": motions} for answer, motions in zip(log["answers"], drawn, strict=True)]
    return log


def answering(log: dict) -> dict[str, float]:
    """Return answers a second, the lag behind the hand, how long the last one took, and the kernel's work for one.

    The lag is from the pointer's move to the arrival of the numbers that belong to it. Values that
    were overtaken have no answer of their own.
    """
    moved = {sent["number"]: sent["moved"] for sent in log["sent"]}
    answers = [answer for answer in log["answers"] if answer["number"] in moved]
    lags = [answer["arrived"] - moved[answer["number"]] for answer in answers]
    during = [answer for answer in answers if answer["arrived"] <= log["lastMove"]]
    last = log["sent"][-1]["number"]
    settled = [answer["arrived"] for answer in answers if answer["number"] == last]
    return {
        "answers": 1000 * len(during) / (log["lastMove"] - log["firstMove"]),
        "lag p50": percentile(lags, 50),
        "lag p95": percentile(lags, 95),
        "settled": settled[0] - log["lastMove"] if settled else math.inf,
        "handling": log["handling"] / len(answers) if answers else math.inf,
        "kernel": log["kernel"] / len(answers) if answers else math.inf,
    }


def pictures(log: dict) -> dict[str, float]:
    """Return how many new pictures a second the hand saw, and the share of the frames that were dropped, in percent."""
    frames = frames_during(log)
    due = (frames[-1] - frames[0]) / FRAME
    return {
        "pictures": 1000 * log["pictures"] / (log["lastMove"] - log["firstMove"]),
        "dropped": 100 * max(0, 1 - (len(frames) - 1) / due),
    }


def frames_during(log: dict) -> list[float]:
    """Return when frames began while the hand was moving."""
    return [frame for frame in log["frames"] if frame <= log["lastMove"]]


def percentile(values: list[float], percent: int) -> float:
    """Return a percentile; infinity where nothing ever came."""
    if len(values) < 2:
        return values[0] if values else math.inf
    return quantiles(values, n=100, method="inclusive")[percent - 1]

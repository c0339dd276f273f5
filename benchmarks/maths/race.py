"""A race: contestants do one job, and time, first call, memory and error stand side by side.

First call and peak memory are taken in a fresh process after the imports, so the first call holds all that is
traced, compiled or cached. Warm calls are medians of rounds in which every contestant runs once, in processor
time, so that other work on the machine does not count. All threads are pinned to one. A contestant whose package
is missing, or whose first call takes longer than `--seconds`, is named and left out of the rounds.

A module of races declares `JOBS` and ends with ``main(__spec__.name, JOBS)``; it runs as

    python -m benchmarks.maths.<module> [JOB ...] [--rounds 7] [--seconds 20]
"""

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

for _variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[_variable] = "1"
os.environ["XLA_FLAGS"] = "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1"
os.environ["JAX_ENABLE_X64"] = "1"
os.environ["JAX_PLATFORMS"] = "cpu"

Task = Callable[[], Any]
Maker = Callable[[], Task]
"""Imports what it needs and prepares the input; the task that it returns is what is timed."""

ROOT = Path(__file__).parents[2]


class Figures(NamedTuple):
    """What one contestant needed, in seconds and MB, and how far off its answer was."""

    first: float
    warm: float
    least: float
    megabytes: float
    error: float


class Goal(NamedTuple):
    """A bound to reach; `judge` gets the figures of all and says whether it is, and by what figure."""

    text: str
    judge: Callable[[Mapping[str, Figures]], tuple[bool, str]]


@dataclass(frozen=True)
class Job:
    """One job, those who do it, what their answers are measured against, and what is to be reached."""

    title: str
    contestants: Mapping[str, Maker]
    error: Callable[[Any], float]
    goals: tuple[Goal, ...] = ()


def faster(ours: str, peer: str, times: float, *, figure: str = "warm") -> Goal:
    """`ours` is to be at least so many times as fast as `peer`; below 1 it may be that much slower."""

    def judge(found: Mapping[str, Figures]) -> tuple[bool, str]:
        ratio = getattr(found[peer], figure) / getattr(found[ours], figure)
        return ratio >= times, f"{ratio:.3g}x"

    return Goal(f"{ours} >= {times:.3g}x {peer} ({figure})", judge)


def within(ours: str, seconds: float) -> Goal:
    """`ours` is to take at most so long."""
    return Goal(
        f"{ours} <= {1e3 * seconds:g} ms",
        lambda found: (found[ours].warm <= seconds, f"{1e3 * found[ours].warm:.3g} ms"),
    )


def accurate(ours: str, error: float) -> Goal:
    """`ours` is to be at most so far off."""
    return Goal(f"{ours}: error <= {error:g}", lambda found: (found[ours].error <= error, f"{found[ours].error:.1e}"))


def timed(task: Task, clock: Callable[[], float]) -> tuple[float, Any]:
    """Run a task once; return the time taken and the answer."""
    began = clock()
    answer = task()
    return clock() - began, answer


def peak_memory(*, reset: bool = False) -> float:
    """Return the most memory held since the last reset, in MB; NaN where Linux does not say."""
    try:
        if reset:
            Path("/proc/self/clear_refs").write_text("5")
        lines = Path("/proc/self/status").read_text().splitlines()
        return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM"))
    except OSError:
        return float("nan")


def first_call(job: Job, name: str) -> dict[str, float]:
    """Return time, memory and error of the first call, in this process, which has done nothing else."""
    task = job.contestants[name]()
    before = peak_memory(reset=True)
    seconds, answer = timed(task, time.perf_counter)
    return {"first": seconds, "megabytes": peak_memory() - before, "error": float(job.error(answer))}


def first_calls(module: str, key: str, job: Job, limit: float) -> dict[str, dict[str, float] | str]:
    """Return each contestant's first call, or why there is none."""
    found: dict[str, dict[str, float] | str] = {}
    for name in job.contestants:
        command = [sys.executable, "-m", module, "--first-call", key, name]
        try:
            answer = subprocess.run(command, capture_output=True, text=True, timeout=limit + 60, cwd=ROOT)
        except subprocess.TimeoutExpired:
            found[name] = f"left out, over {limit:g} s"
            continue
        if answer.returncode:
            last = (answer.stderr.strip().splitlines() or ["no output"])[-1]
            found[name] = f"missing, {last}" if "ModuleNotFoundError" in last else f"failed, {last}"
        else:
            found[name] = json.loads(answer.stdout.splitlines()[-1])
    return found


def warm_calls(tasks: Mapping[str, Task], rounds: int) -> dict[str, list[float]]:
    """Return the times of interleaved rounds, after one that is not counted."""
    taken: dict[str, list[float]] = {name: [] for name in tasks}
    for task in tasks.values():
        task()
    for _ in range(rounds):
        for name, task in tasks.items():
            taken[name].append(timed(task, time.process_time)[0])
    return taken


def run(module: str, key: str, job: Job, rounds: int, limit: float) -> None:
    """Race, and print the table and what is reached."""
    print(f"\n{job.title}\n{'':40}{'first ms':>11}{'warm ms':>11}{'least ms':>11}{'peak MB':>9}{'error':>9}")
    firsts = first_calls(module, key, job, limit)
    ran = {name: first for name, first in firsts.items() if not isinstance(first, str)}
    taken = warm_calls({n: job.contestants[n]() for n, first in ran.items() if first["first"] <= limit}, rounds)
    found: dict[str, Figures] = {}
    for name, first in firsts.items():
        if isinstance(first, str):
            print(f"  {name:38}{first}")
            continue
        times = taken.get(name, [first["first"]])
        found[name] = one = Figures(first["first"], median(times), min(times), first["megabytes"], first["error"])
        milliseconds = (f"{1e3 * seconds:11.3f}" for seconds in (one.first, one.warm, one.least))
        print(f"  {name:38}{''.join(milliseconds)}{one.megabytes:9.1f}{one.error:9.1e}", flush=True)
    for goal in job.goals:
        try:
            reached, figure = goal.judge(found)
        except KeyError as missing:
            print(f"    not measured: {goal.text}: {missing} did not run")
        else:
            print(f"    {'reached' if reached else 'MISSED'}: {goal.text}: {figure}")


def main(module: str, jobs: Mapping[str, Job]) -> None:
    """Run the jobs named on the command line, or all."""
    parser = argparse.ArgumentParser(description=(sys.modules["__main__"].__doc__ or "").partition("\n")[0])
    parser.add_argument("jobs", nargs="*", metavar="JOB", help=", ".join(jobs))
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--seconds", type=float, default=20.0)
    parser.add_argument("--first-call", nargs=2, metavar=("JOB", "CONTESTANT"))
    arguments = parser.parse_args()
    if arguments.first_call:
        key, name = arguments.first_call
        print(json.dumps(first_call(jobs[key], name)))
        return
    if unknown := [key for key in arguments.jobs if key not in jobs]:
        parser.error(f"jobs must be some of {', '.join(jobs)}, got {', '.join(unknown)}")
    for key in arguments.jobs or jobs:
        run(module, key, jobs[key], arguments.rounds, arguments.seconds)

"""What a command costs, measured from outside with everything it starts."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

_LOOK_SECONDS = 0.2
"""The system adds up a process's pages while it waits: looking oftener slows it down."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """Seconds and mebibytes of one command.

    ``memory`` is the most that it and all it started held at one time; what processes share is
    counted once (proportional set size).
    """

    wall: float
    cpu: float
    memory: float


@dataclass
class _Peak:
    """The largest memory that was seen, in MiB."""

    memory: float = 0.0
    ended: threading.Event = field(default_factory=threading.Event)

    def watch(self, process: int) -> None:
        """Look at a process and its descendants until they have ended."""
        while not self.ended.wait(_LOOK_SECONDS):
            self.memory = max(self.memory, sum(map(_resident, _tree(process))))


def measure(
    command: Sequence[str], output: Path, *, fine: Collection[int] = (0,), is_alone: bool = False
) -> Cost:
    """Run a command to its end; what it prints goes to ``output``.

    Any exit status that is not ``fine`` ends the benchmark. A command ``is_alone`` that starts
    no other: the system tells its memory, and it is not looked at while it runs, which costs it
    time.
    """
    before, started = os.times(), time.perf_counter()
    errors = output.with_suffix(".errors")
    with output.open("wb") as file, errors.open("wb") as told:
        process = subprocess.Popen(command, stdout=file, stderr=told)
        with _watching(process.pid) if not is_alone else nullcontext(_Peak()) as peak:
            _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    wall, after = time.perf_counter() - started, os.times()
    if process.returncode not in fine:
        sys.exit(f"{' '.join(command)} failed:\n{errors.read_text()}\n{output.read_text()}")
    cpu = (after.children_user - before.children_user) + (
        after.children_system - before.children_system
    )
    return Cost(wall=wall, cpu=cpu, memory=max(peak.memory, usage.ru_maxrss / 1024))


def medians(costs: Sequence[Cost]) -> Cost:
    """The median of each figure."""
    return Cost(
        wall=median(cost.wall for cost in costs),
        cpu=median(cost.cpu for cost in costs),
        memory=median(cost.memory for cost in costs),
    )


@contextmanager
def _watching(process: int) -> Iterator[_Peak]:
    peak = _Peak()
    watcher = threading.Thread(target=peak.watch, args=(process,), daemon=True)
    watcher.start()
    yield peak
    peak.ended.set()
    watcher.join()


def _tree(process: int) -> Iterator[int]:
    """A process and everything it has started that still runs."""
    yield process
    for task in Path(f"/proc/{process}/task").glob("*/children"):
        for child in _read(task).split():
            yield from _tree(int(child))


def _resident(process: int) -> float:
    """The proportional set size of a process in MiB; nothing of one that has ended."""
    for line in _read(Path(f"/proc/{process}/smaps_rollup")).splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) / 1024
    return 0.0


def _read(path: Path) -> str:
    """A file of ``/proc``; its process may end at any time."""
    try:
        return path.read_text()
    except OSError:
        return ""

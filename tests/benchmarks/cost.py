"""What a command costs, measured from outside with everything it starts."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """Seconds and mebibytes of one command."""

    wall: float
    cpu: float
    memory: float


def measure(command: list[str], output: Path, *, fine: Collection[int] = (0,)) -> Cost:
    """Run a command to its end; what it prints goes to ``output``.

    Any exit status that is not ``fine`` ends the benchmark.
    """
    before, started = os.times(), time.perf_counter()
    errors = output.with_suffix(".errors")
    with output.open("wb") as file, errors.open("wb") as told:
        process = subprocess.Popen(command, stdout=file, stderr=told)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    wall, after = time.perf_counter() - started, os.times()
    if process.returncode not in fine:
        sys.exit(f"{' '.join(command)} failed:\n{errors.read_text()}")
    cpu = (after.children_user - before.children_user) + (
        after.children_system - before.children_system
    )
    return Cost(wall=wall, cpu=cpu, memory=usage.ru_maxrss / 1024)

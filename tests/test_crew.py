"""Work for several processes: how much goes on at a time, in which order, and how it ends."""

from __future__ import annotations

import multiprocessing
import os
import time
from functools import partial
from itertools import pairwise

import pytest

from generator.crew import Crew, Job, done_by


def period(_: int) -> tuple[float, float]:
    """When it began and when it ended."""
    began = time.monotonic()
    time.sleep(0.05)
    return began, time.monotonic()


def process(_: int) -> int:
    time.sleep(0.05)
    return os.getpid()


def fail(number: int) -> int:
    if number == 1:
        raise OSError(28, "No space left on device")
    time.sleep(60)
    return number


def jobs(*needs: int) -> list[Job]:
    return [Job(number=number, memory=memory) for number, memory in enumerate(needs)]


def test_what_does_not_fit_together_is_done_one_after_the_other_the_largest_first():
    crew = Crew(jobs=2, memory=100)
    work = jobs(60, 300, 70, 60)
    periods = dict(done_by(crew, work, lambda number: partial(period, number)))
    order = sorted(periods, key=lambda number: periods[number])
    assert order[:2] == [1, 2]
    for one, other in pairwise(order):
        assert periods[one][1] <= periods[other][0]


def test_every_job_is_done_once_in_as_many_processes_as_there_are():
    crew = Crew(jobs=2, memory=100)
    done = list(done_by(crew, jobs(*[10] * 20), lambda number: partial(process, number)))
    assert sorted(number for number, _ in done) == list(range(20))
    assert 1 <= len({found for _, found in done} - {os.getpid()}) <= 2


def test_a_failure_ends_the_others_and_is_told():
    began = time.monotonic()
    with pytest.raises(OSError, match="No space left"):
        list(done_by(Crew(jobs=2, memory=100), jobs(1, 1), lambda number: partial(fail, number)))
    assert time.monotonic() - began < 30
    assert not multiprocessing.active_children()

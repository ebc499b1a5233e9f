"""Work for several processes within a bound of memory, the largest first.

Ctrl+C is the affair of the process that hands out the work: it ends the others at once.
"""

from __future__ import annotations

import multiprocessing
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ProcessPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TypeVar

_Result = TypeVar("_Result")


@dataclass(frozen=True, slots=True, kw_only=True)
class Crew:
    """So many processes, which together may take so many mebibytes."""

    jobs: int
    memory: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A call in another process that takes about so many mebibytes; ``number`` is its name."""

    number: int
    memory: int


def done_by(
    crew: Crew, jobs: Sequence[Job], do: Callable[[int], Callable[[], _Result]]
) -> Iterator[tuple[int, _Result]]:
    """The number and the result of each job, as they are done; ``do`` gives what to call.

    What needs more than the crew may take is done alone.
    """
    with _processes(crew.jobs) as executor:
        yield from _done(executor, crew, jobs, do)


def _done(
    executor: Executor,
    crew: Crew,
    jobs: Sequence[Job],
    do: Callable[[int], Callable[[], _Result]],
) -> Iterator[tuple[int, _Result]]:
    waiting = sorted(jobs, key=lambda job: -job.memory)
    running: dict[Future[_Result], Job] = {}
    while waiting or running:
        while job := _next(waiting, list(running.values()), crew):
            waiting.remove(job)
            with _undisturbed():
                running[executor.submit(do(job.number))] = job
        for future in wait(running, return_when=FIRST_COMPLETED).done:
            yield running.pop(future).number, future.result()


def _next(waiting: Sequence[Job], running: Sequence[Job], crew: Crew) -> Job | None:
    """The largest job for which there is room."""
    if len(running) >= crew.jobs:
        return None
    room = crew.memory - sum(job.memory for job in running)
    return next((job for job in waiting if job.memory <= room or not running), None)


@contextmanager
def _processes(count: int) -> Iterator[Executor]:
    # Started afresh: a copy of a process that has threads (pyarrow's) may hang.
    context = multiprocessing.get_context("spawn")
    before = set(multiprocessing.active_children())
    executor = ProcessPoolExecutor(count, mp_context=context)
    try:
        yield executor
    except BaseException:
        for process in set(multiprocessing.active_children()) - before:
            process.terminate()
        raise
    finally:
        executor.shutdown(cancel_futures=True)


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Ctrl+C waits meanwhile; processes that are started here never hear of it."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)

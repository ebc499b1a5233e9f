"""The unit of work: one resource, judged and, if it is sound, converted.

What it gives depends on the bytes of the resource and of the tables it refers to, on what its
metadata say and on this program: so it is kept in the store under all of these, and can be made
in any order and in any process.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor, as_completed
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from functools import cache
from multiprocessing import get_context
from typing import Any

from pydantic import TypeAdapter

from generator.convert import convert
from generator.distribution import Catalog, Product
from generator.model import Dataset, Metadata, Reference
from generator.problems import Problem, has_errors
from generator.store import Store, checksum_and_size, key
from generator.validate import (
    Case,
    ReferredTable,
    is_in_force,
    judge,
    readable_source,
    referred_tables,
)

# Below this many bytes of sources, starting processes costs more than they save.
_WORTH_PROCESSES = 3_000_000

Progress = Callable[[str, int, int], None]
"""Called with a name, how many are done and how many there are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """A resource to examine; ``verdict`` is the key of what was found of it before."""

    verdict: str
    dataset: str
    case: Case
    is_converted: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Examined:
    """A resource's problems, and what was made of it where none of them is an error."""

    problems: tuple[Problem, ...]
    product: Product | None


def tasks_for(catalog: Catalog, datasets: Sequence[Dataset], *, converting: bool) -> list[Task]:
    """A task for every resource of ``datasets`` whose file can be opened."""
    referred = referred_tables(catalog, datasets)
    lists = key("validate", asdict(catalog.vocabularies)["area_code_lists"])
    return [
        Task(
            verdict=_verdict_key(case, lists),
            dataset=dataset.identifier,
            case=case,
            is_converted=converting,
        )
        for dataset in datasets
        for case in _cases(catalog, dataset, referred)
    ]


def _cases(
    catalog: Catalog,
    dataset: Dataset,
    referred: Mapping[tuple[str, str], Mapping[Reference, ReferredTable]],
) -> Iterator[Case]:
    for resource in dataset.metadata.resources:
        source = readable_source(catalog, dataset, resource)
        if source is not None:
            yield Case(
                resource=resource,
                source=source,
                file=f"{dataset.folder}/{resource.path}",
                metadata=dataset.metadata,
                references=referred.get((dataset.identifier, resource.name), {}),
                lists=catalog.vocabularies,
                waivers=[each for each in catalog.waivers if each.dataset == dataset.identifier],
                today=catalog.today,
            )


def _verdict_key(case: Case, lists: str) -> str:
    others = [
        [asdict(other.resource), checksum_and_size(other.source)]
        for other in case.references.values()
    ]
    return key(
        "validate",
        case.file,
        case.resource.name,
        checksum_and_size(case.source),
        _json(Metadata, case.metadata),
        others,
        lists,
        [[asdict(each), is_in_force(each, case.today)] for each in case.waivers],
        case.today.year,
    )


def examine_all(
    tasks: Sequence[Task], store: Store, *, jobs: int, progress: Progress | None = None
) -> list[Examined]:
    """Examine every task, in the order given; large work is spread over ``jobs`` processes."""
    results: dict[int, Examined] = {}
    with _executor(tasks, store, jobs) as executor:
        for number, result in _completed(tasks, store, executor):
            results[number] = result
            if progress is not None:
                progress(tasks[number].case.file, len(results), len(tasks))
    return [results[number] for number in range(len(tasks))]


def examine(task: Task, store: Store) -> Examined:
    """Judge one resource and convert it."""
    problems = _verdict(task, store)
    if has_errors(problems) or not task.is_converted:
        return Examined(problems=problems, product=None)
    product = convert(task.case.resource, task.case.source, store)
    return Examined(problems=problems, product=product)


def _verdict(task: Task, store: Store) -> tuple[Problem, ...]:
    known = store.recall(task.verdict)
    if known is not None:
        found: tuple[Problem, ...] = _format(tuple[Problem, ...]).validate_python(known)
        return found
    problems = judge(task.case)
    store.remember(task.verdict, json.loads(_json(tuple[Problem, ...], problems)))
    return problems


def _json(form: Hashable, value: object) -> str:
    return _format(form).dump_json(value).decode()


@cache
def _format(form: Any) -> TypeAdapter[Any]:
    return TypeAdapter(form)


def _completed(
    tasks: Sequence[Task], store: Store, executor: Executor | None
) -> Iterator[tuple[int, Examined]]:
    if executor is None:
        for number, task in enumerate(tasks):
            yield number, examine(task, store)
        return
    largest_first = sorted(range(len(tasks)), key=lambda n: -tasks[n].case.source.stat().st_size)
    futures: dict[Future[Examined], int] = {
        executor.submit(examine, tasks[number], store): number for number in largest_first
    }
    for future in as_completed(futures):
        yield futures[future], future.result()


@contextmanager
def _executor(tasks: Sequence[Task], store: Store, jobs: int) -> Iterator[Executor | None]:
    unknown = (
        task.case.source.stat().st_size for task in tasks if store.recall(task.verdict) is None
    )
    if jobs < 2 or sum(unknown) < _WORTH_PROCESSES:
        yield None
        return
    # Started afresh: a copy of a process that has threads (pyarrow's) may hang.
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as executor:
        yield executor

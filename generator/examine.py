"""The unit of work: one resource, judged and, if it is sound, converted.

What it gives depends on the bytes of the resource and of the tables it refers to, on what its
metadata say and on this program: so it is kept in the store under all of these, and can be made
in any order and in any process.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor, as_completed
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from functools import cache
from multiprocessing import get_context
from pathlib import Path

from pydantic import TypeAdapter

from generator.convert import convert
from generator.distribution import Catalog, Product
from generator.model import Dataset, Reference, Resource
from generator.problems import Problem, has_errors
from generator.store import Store, checksum_and_size, key
from generator.table import is_table
from generator.validate import ReferredTable, readable_source, referred_tables, validate_table

# Below this many bytes of sources, starting processes costs more than they save.
_WORTH_PROCESSES = 3_000_000

Progress = Callable[[str, int, int], None]
"""Called with a name, how many are done and how many there are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """A resource to examine: ``file`` is its path relative to the root, as problems name it.

    ``verdict`` is the key under which the store keeps what was found before.
    """

    verdict: str
    dataset: str
    resource: Resource
    source: Path
    file: str
    references: Mapping[Reference, ReferredTable]
    is_converted: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Examined:
    """A resource's problems, and what was made of it where none of them is an error."""

    problems: tuple[Problem, ...]
    product: Product | None


def tasks_for(catalog: Catalog, datasets: Iterable[Dataset], *, converting: bool) -> list[Task]:
    """A task for every resource of ``datasets`` whose file can be opened."""
    referred = referred_tables(catalog)
    return [
        _task(dataset, resource, source, referred, converting=converting)
        for dataset in datasets
        for resource in dataset.metadata.resources
        if (source := readable_source(catalog, dataset, resource)) is not None
    ]


def _task(
    dataset: Dataset,
    resource: Resource,
    source: Path,
    referred: Mapping[tuple[str, str], Mapping[Reference, ReferredTable]],
    *,
    converting: bool,
) -> Task:
    file = f"{dataset.folder}/{resource.path}"
    references = referred.get((dataset.identifier, resource.name), {})
    tables = [(resource, source)]
    tables += [(other.resource, other.source) for other in references.values()]
    known_by = [[asdict(table), checksum_and_size(path)] for table, path in tables]
    return Task(
        verdict=key("validate", file, known_by),
        dataset=dataset.identifier,
        resource=resource,
        source=source,
        file=file,
        references=references,
        is_converted=converting,
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
                progress(tasks[number].file, len(results), len(tasks))
    return [results[number] for number in range(len(tasks))]


def examine(task: Task, store: Store) -> Examined:
    """Judge one resource and convert it."""
    problems = _verdict(task, store)
    if has_errors(problems) or not task.is_converted:
        return Examined(problems=problems, product=None)
    return Examined(problems=problems, product=convert(task.resource, task.source, store))


def _verdict(task: Task, store: Store) -> tuple[Problem, ...]:
    if not is_table(task.resource):
        return ()
    known = store.recall(task.verdict)
    if known is not None:
        found: tuple[Problem, ...] = _problems_format().validate_python(known)
        return found
    problems = tuple(validate_table(task.resource, task.source, task.file, task.references))
    store.remember(task.verdict, _problems_format().dump_python(problems, mode="json"))
    return problems


@cache
def _problems_format() -> TypeAdapter[tuple[Problem, ...]]:
    return TypeAdapter(tuple[Problem, ...])


def _completed(
    tasks: Sequence[Task], store: Store, executor: Executor | None
) -> Iterator[tuple[int, Examined]]:
    if executor is None:
        for number, task in enumerate(tasks):
            yield number, examine(task, store)
        return
    largest_first = sorted(range(len(tasks)), key=lambda n: -tasks[n].source.stat().st_size)
    futures: dict[Future[Examined], int] = {
        executor.submit(examine, tasks[number], store): number for number in largest_first
    }
    for future in as_completed(futures):
        yield futures[future], future.result()


@contextmanager
def _executor(tasks: Sequence[Task], store: Store, jobs: int) -> Iterator[Executor | None]:
    unknown = (
        task.source.stat().st_size
        for task in tasks
        if is_table(task.resource) and store.recall(task.verdict) is None
    )
    if jobs < 2 or sum(unknown) < _WORTH_PROCESSES:
        yield None
        return
    # Started afresh: a copy of a process that has threads (pyarrow's) may hang.
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as executor:
        yield executor

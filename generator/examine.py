"""The unit of work: one resource, judged and, if it is sound, converted.

What it gives depends on the bytes of the resource and of the tables it refers to, on what its
metadata say and on this program: so it is kept in the store under all of these, and can be made
in any order and in any process.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Hashable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import partial

from generator.crew import Crew, Job, done_by
from generator.distribution import Catalog, Product
from generator.model import Dataset, Metadata, Reference, adapter_of
from generator.problems import PortalError, Problem, has_errors
from generator.store import Store, checksum_and_size, file_version, key
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

_ATTEMPTS = 3
_CHANGING = (
    "{file}: thay đổi trong lúc đọc; hãy dựng lại khi đã ghi xong"
    " · changes while it is read; build again when it is complete"
)

_TEXTS = frozenset({".csv", ".tsv"})
_LEAST_MEMORY, _OF_TEXT, _OF_PACKED = 120, 4, 20
"""Of each process in MiB, and for each byte of a table: workbooks are packed."""

Progress = Callable[[str, int, int], None]
"""Called with a name, how many are done and how many there are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """A resource to examine; ``verdict`` is the key of what was found of it before.

    It is of the ``versions`` of the resource's file and of those of the tables it refers to;
    ``lists`` stands for the lists that hold for all.
    """

    verdict: str
    versions: tuple[tuple[int, ...], ...]
    lists: str
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
        _task(case, dataset.identifier, lists, is_converted=converting)
        for dataset in datasets
        for case in _cases(catalog, dataset, referred)
    ]


def _task(case: Case, dataset: str, lists: str, *, is_converted: bool) -> Task:
    versions = _versions(case)  # asked first: what is written meanwhile is noticed
    return Task(
        verdict=_verdict_key(case, lists),
        versions=versions,
        lists=lists,
        dataset=dataset,
        case=case,
        is_converted=is_converted,
    )


def _versions(case: Case) -> tuple[tuple[int, ...], ...]:
    sources = (case.source, *(other.source for other in case.references.values()))
    return tuple(map(file_version, sources))


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
    tasks: Sequence[Task], store: Store, crew: Crew, *, progress: Progress | None = None
) -> list[Examined]:
    """Examine every task, in the order given; large work is spread over a crew of processes."""
    results = dict(_known_ones(tasks, store))
    for number, result in _completed(tasks, store, crew, results):
        results[number] = result
        if progress is not None:
            progress(tasks[number].case.file, len(results), len(tasks))
    return [results[number] for number in range(len(tasks))]


def examine(task: Task, store: Store) -> Examined:
    """Judge one resource and convert it.

    What is found belongs to one version of its file: where it changes meanwhile, it is read again.

    Raises:
        PortalError: where it never stays the same for long enough.
    """
    for _ in range(_ATTEMPTS):
        try:
            found = _examined(task, store)
        except Exception:
            if not _has_changed(task):
                raise
        else:
            if not _has_changed(task):
                return found
        task = _task(task.case, task.dataset, task.lists, is_converted=task.is_converted)
    raise PortalError(_CHANGING.format(file=task.case.file))


def _has_changed(task: Task) -> bool:
    return _versions(task.case) != task.versions


def _examined(task: Task, store: Store) -> Examined:
    problems = _verdict(task, store)
    if has_errors(problems) or not task.is_converted:
        return Examined(problems=problems, product=None)
    from generator.convert import convert  # noqa: PLC0415 - who only judges need not load it

    product = convert(task.case.resource, task.case.source, store)
    return Examined(problems=problems, product=product)


def _verdict(task: Task, store: Store) -> tuple[Problem, ...]:
    known = _known_verdict(task, store)
    if known is not None:
        return known
    problems = judge(task.case)
    if not _has_changed(task):
        store.remember(task.verdict, json.loads(_json(tuple[Problem, ...], problems)))
    return problems


def _known_ones(tasks: Sequence[Task], store: Store) -> Iterator[tuple[int, Examined]]:
    """The results of tasks of which everything was found and made before, by number."""
    for number, task in enumerate(tasks):
        problems = _known_verdict(task, store)
        if problems is None:
            continue
        if has_errors(problems) or not task.is_converted:
            yield number, Examined(problems=problems, product=None)
            continue
        from generator.convert import recalled  # noqa: PLC0415 - as above

        product = recalled(task.case.resource, task.case.source, store)
        if product is not None:
            yield number, Examined(problems=problems, product=product)


def _known_verdict(task: Task, store: Store) -> tuple[Problem, ...] | None:
    known = store.recall(task.verdict)
    if known is None:
        return None
    found: tuple[Problem, ...] = adapter_of(tuple[Problem, ...]).validate_python(known)
    return found


def _json(form: Hashable, value: object) -> str:
    return adapter_of(form).dump_json(value).decode()


def _completed(
    tasks: Sequence[Task], store: Store, crew: Crew, known: Collection[int]
) -> Iterator[tuple[int, Examined]]:
    """The results of all other tasks, by number, as they are found."""
    sizes = {n: task.case.source.stat().st_size for n, task in enumerate(tasks) if n not in known}
    if not sizes:
        return
    store.sweep()
    if crew.jobs < 2 or len(sizes) < 2 or sum(sizes.values()) < _WORTH_PROCESSES:
        for number in sizes:
            yield number, examine(tasks[number], store)
        return
    jobs = [Job(number=n, memory=_needed(tasks[n], size)) for n, size in sizes.items()]
    try:
        yield from done_by(crew, jobs, lambda number: partial(examine, tasks[number], store))
    except BaseException:
        store.sweep()  # of those that were ended
        raise


def _needed(task: Task, size: int) -> int:
    """About how many mebibytes it takes to read a file of ``size`` bytes, and to convert it."""
    is_text = task.case.resource.ending in _TEXTS
    return _LEAST_MEMORY + size * (_OF_TEXT if is_text else _OF_PACKED) // 2**20

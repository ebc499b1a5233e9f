"""Read a repository of datasets and judge it: what ``opendata validate`` does, and every build."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Collection, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from generator.changes import (
    Changes,
    changes_since,
    former_identifiers,
    published_identifiers,
    touched_datasets,
)
from generator.crew import Crew
from generator.distribution import Catalog, Product
from generator.examine import Progress, examine_all, tasks_for
from generator.load import load
from generator.load.repository import CATALOG_FILE, VOCABULARIES, WAIVERS_FILE
from generator.model import Hosting
from generator.problems import PortalError, Problem, Severity, has_errors
from generator.settings import Settings
from generator.store import Store
from generator.validate import (
    validate_catalog,
    validate_files,
    validate_loss,
    validate_waivers,
)

_THIS_MACHINE = Hosting(site_size=None, largest_file=None)
_SHARED = (CATALOG_FILE, VOCABULARIES, WAIVERS_FILE)

Scope = Collection[str] | None
"""Paths of files and folders, relative to the root; ``None`` for all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """A repository that was read and judged; ``products`` are there where it was to be built."""

    catalog: Catalog
    problems: tuple[Problem, ...]
    products: Mapping[str, tuple[Product, ...]]


def check(
    settings: Settings,
    *,
    only: Collection[str] = (),
    changed_since: str | None = None,
    converting: bool = False,
    progress: Progress | None = None,
) -> Checked:
    """Read everything below ``datasets/`` and collect every problem.

    ``only`` limits what is judged, and what is told, to files at or below these paths (relative
    to the root); ``changed_since`` to the datasets that a git revision's successors touched.
    Errors in what all datasets share are always told.
    """
    store = Store(settings.store)
    with ThreadPoolExecutor(1) as git:  # which compares while we read
        asked = (
            git.submit(changes_since, settings.root, changed_since)
            if changed_since is not None
            else None
        )
        loaded = load(settings.root, settings.today, store)
        changes = asked.result() if asked else None
    catalog = _as_chosen(loaded.catalog, settings)
    touched = None if changes is None else touched_datasets(catalog, changes)
    scopes = (only or None, touched)
    datasets = [dataset for dataset in catalog.datasets if _concerns(scopes, dataset.folder)]
    tasks = tasks_for(catalog, datasets, converting=converting)
    crew = Crew(jobs=settings.jobs, memory=settings.memory)
    examined = examine_all(tasks, store, crew, progress=progress)
    problems = [
        *loaded.problems,
        *validate_catalog(catalog, loaded.locate, datasets),
        *validate_files(catalog, loaded.locate, datasets),
        *validate_waivers(catalog, loaded.locate_waiver),
        # A dataset that cannot be read has a problem of its own; it is not lost.
        *([] if has_errors(loaded.problems) else _losses(settings, catalog, changes)),
        *(problem for result in examined for problem in result.problems),
    ]
    products: dict[str, list[Product]] = {dataset.identifier: [] for dataset in datasets}
    for task, result in zip(tasks, examined, strict=True):
        if result.product is not None:
            products[task.dataset].append(result.product)
    return Checked(
        catalog=catalog,
        problems=tuple(problem for problem in problems if _is_told(scopes, problem)),
        products={name: tuple(made) for name, made in products.items()},
    )


def _as_chosen(catalog: Catalog, settings: Settings) -> Catalog:
    """The catalogue at the address and on the host that it is built for."""
    portal = catalog.portal
    address = (settings.base_url or portal.base_url).rstrip("/") + "/"
    hosting = _THIS_MACHINE if settings.together else portal.hosting
    portal = dataclasses.replace(portal, base_url=address, hosting=hosting)
    return dataclasses.replace(catalog, portal=portal)


def _is_told(scopes: Iterable[Scope], problem: Problem) -> bool:
    place = problem.place.file
    is_shared = problem.severity is Severity.ERROR and _concerns((_SHARED,), place)
    return is_shared or _concerns(scopes, place)


def _concerns(scopes: Iterable[Scope], file: str) -> bool:
    return all(scope is None or any(_meet(file, path) for path in scope) for scope in scopes)


def _meet(file: str, path: str) -> bool:
    """Whether one is, or lies in, the other: what is wrong with a folder concerns its files."""
    return path in {"", file} or file.startswith(f"{path}/") or path.startswith(f"{file}/")


def _losses(settings: Settings, catalog: Catalog, changes: Changes | None) -> list[Problem]:
    if settings.allow_loss:
        return []
    if changes is not None:
        return validate_loss(catalog, former_identifiers(changes))
    if settings.published is None:
        return []
    try:
        index = json.loads(settings.published.read_bytes())
        return list(validate_loss(catalog, published_identifiers(index)))
    except (OSError, ValueError) as error:
        raise PortalError(f"{settings.published}: {error}") from error

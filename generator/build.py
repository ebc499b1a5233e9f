"""Read this first: how a repository of datasets becomes the files of a site.

:func:`check` reads and judges, :func:`prepare` adds what is made from the data, and
:func:`site_files` writes pages and documents. Nothing here writes anything but the store; the
faces (``plugin.py``, ``cli.py``) put the files where they belong.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson

from generator.changes import Changes, changes_since, former_identifiers, touched_datasets
from generator.describe import documents
from generator.describe.datapackage import data_package, main_distribution
from generator.describe.index import dataset_index, published_identifiers
from generator.describe.readme import package_license, package_readme
from generator.describe.sitemap import Location, sitemap
from generator.distribution import Catalog, Distribution, Edition, Product, SiteFile
from generator.examine import Progress, examine_all, tasks_for
from generator.load import load
from generator.load.repository import CATALOG_FILE, VOCABULARIES, WAIVERS_FILE
from generator.model import Dataset, Language
from generator.pack import pack
from generator.problems import PortalError, Problem, Severity, has_errors
from generator.render import Page, render_pages
from generator.settings import Settings
from generator.shell import SLUG, Shell
from generator.store import Store
from generator.validate import (
    validate_catalog,
    validate_files,
    validate_loss,
    validate_waivers,
)

INDEX = "datasets.json"

SHELL_PATHS = (
    "",
    "datasets/",
    f"datasets/{SLUG}/",
    "themes/",
    f"themes/{SLUG}/",
    "agencies/",
    f"agencies/{SLUG}/",
    "problems/",
    f"problems/{SLUG}/",
)
"""Below each language's root: the pages that the host renders as shells."""

_SHARED = (CATALOG_FILE, VOCABULARIES, WAIVERS_FILE)

Scope = Collection[str] | None
"""Paths of files and folders, relative to the root; ``None`` for all."""

Shells = Mapping[tuple[Language, str], Shell]
"""The host's shells by language and path (one of :data:`SHELL_PATHS`)."""


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
    changes = None if changed_since is None else changes_since(settings.root, changed_since)
    store = Store(settings.store)
    loaded = load(settings.root, settings.today, store)
    catalog = _with_address(loaded.catalog, settings.base_url)
    touched = None if changes is None else touched_datasets(catalog, changes)
    scopes = (only or None, touched)
    datasets = [dataset for dataset in catalog.datasets if _concerns(scopes, dataset.folder)]
    tasks = tasks_for(catalog, datasets, converting=converting)
    examined = examine_all(tasks, store, jobs=settings.jobs, progress=progress)
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


def prepare(settings: Settings, progress: Progress | None = None) -> Edition | Checked:
    """Everything that is published from the data, or the problems that stop it."""
    checked = check(settings, converting=True, progress=progress)
    if has_errors(checked.problems):
        return checked
    catalog, store = checked.catalog, Store(settings.store)
    return Edition(
        catalog=catalog,
        products=checked.products,
        packages={
            dataset.identifier: _package(catalog, dataset, checked.products, store)
            for dataset in catalog.datasets
            if dataset.metadata.resources
        },
        problems=checked.problems,
    )


def site_files(
    edition: Edition, templates: Path, shells: Shells, host_pages: Sequence[str]
) -> Iterator[SiteFile]:
    """Every file that is made from the catalogue with the ``site_templates`` at ``templates``.

    ``host_pages`` are the paths of the host's own pages, which the sitemap names too.
    """
    paths = list(host_pages)
    for page in render_pages(edition, templates):
        paths.append(page.path)
        yield _fill(page, shells[page.language, shell_path(page.path)])
    for dataset in edition.catalog.datasets:
        yield from _downloads(edition, dataset)
    yield from documents(edition)
    yield SiteFile(path=INDEX, content=_json(dataset_index(edition.catalog, _address(edition))))
    yield SiteFile(path="sitemap.xml", content=sitemap(_locations(edition, paths)))


def _with_address(catalog: Catalog, base_url: str | None) -> Catalog:
    address = (base_url or catalog.portal.base_url).rstrip("/") + "/"
    portal = dataclasses.replace(catalog.portal, base_url=address)
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


def _package(
    catalog: Catalog, dataset: Dataset, products: Mapping[str, tuple[Product, ...]], store: Store
) -> Distribution:
    made = products[dataset.identifier]
    address = catalog.portal.base_url
    license_ = catalog.vocabularies.licenses[dataset.metadata.license]
    return pack(
        dataset.slug,
        documents={
            "datapackage.json": _json(data_package(catalog, dataset, made, address)),
            "README.md": package_readme(catalog, dataset, address).encode(),
            "LICENSE.txt": package_license(license_).encode(),
        },
        files=[main_distribution(product) for product in made],
        modified=dataset.metadata.modified,
        store=store,
    )


def shell_path(path: str) -> str:
    """The shell that the page at ``path`` is made from: it lies at the same depth."""
    if path in SHELL_PATHS:
        return path
    return f"{path.split('/', maxsplit=1)[0]}/{SLUG}/"


def _fill(page: Page, shell: Shell) -> SiteFile:
    prefix = "" if page.language == "vi" else f"{page.language}/"
    text = shell.fill(
        slug=page.path.rstrip("/").rpartition("/")[2],
        title=page.title,
        description=page.description,
        head=page.head,
        body=page.body,
    )
    return SiteFile(path=f"{prefix}{page.path}index.html", content=text.encode())


def _downloads(edition: Edition, dataset: Dataset) -> Iterator[SiteFile]:
    folder = f"datasets/{dataset.slug}"
    products = edition.products[dataset.identifier]
    files = [item for product in products for item in product.distributions]
    if dataset.identifier in edition.packages:
        files.append(edition.packages[dataset.identifier])
    for file in files:
        yield SiteFile(path=f"{folder}/{file.file_name}", content=file.content)
    descriptor = data_package(edition.catalog, dataset, products, _address(edition))
    yield SiteFile(path=f"{folder}/datapackage.json", content=_json(descriptor))


def _locations(edition: Edition, paths: Sequence[str]) -> Iterator[Location]:
    languages = edition.catalog.portal.languages
    modified = {
        f"datasets/{dataset.slug}/": dataset.metadata.modified
        for dataset in edition.catalog.datasets
    }
    for path in sorted(set(paths)):
        addresses = {
            language: _address(edition) + ("" if language == "vi" else f"{language}/") + path
            for language in languages
        }
        yield Location(addresses=addresses, modified=modified.get(path))


def _address(edition: Edition) -> str:
    return edition.catalog.portal.base_url


def _json(value: Any) -> bytes:
    return orjson.dumps(value, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)

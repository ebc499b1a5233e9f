"""Read this first: how a repository of datasets becomes the files of a site.

:func:`prepare` reads, judges (``check.py``) and adds what is made from the data,
:func:`site_files` writes pages and documents. Nothing here writes anything but the store; the
faces (``plugin.py``, ``cli.py``) put the files where they belong.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import orjson

from generator.check import Checked, check
from generator.describe import LIMITS, STANDARDS, documents, schema_org, sitemap
from generator.describe.checksums import with_checksums
from generator.describe.datapackage import packed_data_package
from generator.describe.entry import Entry, entries
from generator.describe.index import dataset_index
from generator.describe.mapping import Standard
from generator.describe.normalised import main_distribution
from generator.describe.rating import ratings
from generator.describe.readme import package_license, package_readme
from generator.distribution import Distribution, Edition, SiteFile, download_path
from generator.examine import Progress
from generator.model import LANGUAGES, Dataset, Language
from generator.pack import pack
from generator.problems import has_errors
from generator.render import (
    JsonLd,
    MappingView,
    Page,
    StandardView,
    card_images,
    card_path,
    compare_files,
    render_pages,
)
from generator.rows import row_apis
from generator.search import search_files
from generator.settings import Settings
from generator.shell import SLUG, Shell
from generator.store import Store

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
    "standards/",
    "compare/",
    "developers/",
    f"developers/{SLUG}/",
)
"""Below each language's root: the pages that the host renders as shells."""

Shells = Mapping[tuple[Language, str], Shell]
"""The host's shells by language and path (one of :data:`SHELL_PATHS`)."""


def prepare(settings: Settings, progress: Progress | None = None) -> Edition | Checked:
    """Everything that is published from the data, or the problems that stop it."""
    checked = check(settings, converting=True, progress=progress)
    if has_errors(checked.problems):
        return checked
    catalog, store = checked.catalog, Store(settings.store)
    edition = Edition(
        catalog=catalog,
        products=checked.products,
        packages={},
        problems=checked.problems,
        row_apis=row_apis(catalog, checked.products, store),
    )
    packages = {
        entry.dataset.identifier: _package(entry, store)
        for entry in entries(edition)
        if entry.metadata.resources
    }
    edition = dataclasses.replace(edition, packages=packages)
    return dataclasses.replace(edition, ratings=ratings(edition))


def illustrate(edition: Edition, templates: Path, store: Store) -> Edition:
    """The edition with the pictures that stand for its datasets where addresses are shared."""
    return dataclasses.replace(edition, card_images=card_images(edition, templates, store))


def site_files(
    edition: Edition, templates: Path, shells: Shells, host_pages: Sequence[str]
) -> Iterator[SiteFile]:
    """Every file that is made from the catalogue with the ``site_templates`` at ``templates``.

    ``host_pages`` are the paths of the host's own pages, which the sitemap names too.
    """
    yield from with_checksums(edition, _made(edition, templates, shells, host_pages))
    yield from search_files(edition, templates)


def files_elsewhere(edition: Edition) -> Iterator[SiteFile]:
    """Every file for the host of large downloads, below its root, with their checksums."""
    catalog = edition.catalog
    files = (
        SiteFile(path=download_path(dataset, file), content=file.content)
        for dataset in catalog.datasets
        for file in edition.files(dataset)
        if catalog.is_elsewhere(file)
    )
    yield from with_checksums(edition, files)


def _made(
    edition: Edition, templates: Path, shells: Shells, host_pages: Sequence[str]
) -> Iterator[SiteFile]:
    paths = list(host_pages)
    for page in render_pages(edition, templates, standard_views(edition), json_ld(edition)):
        paths.append(page.path)
        yield _fill(page, shells[page.language, shell_path(page.path)])
        yield from page.files
    for dataset in edition.catalog.datasets:
        yield from _downloads(edition, dataset)
    yield from documents(edition)
    yield from compare_files(edition, templates)
    yield SiteFile(path=INDEX, content=_json(dataset_index(edition.catalog, _address(edition))))
    yield from sitemap.files(edition, paths)


def json_ld(edition: Edition) -> JsonLd:
    """What the heads of pages say in schema.org's words."""
    return JsonLd(
        home=partial(schema_org.data_catalog, edition),
        catalogue=partial(schema_org.data_catalog, edition, listing=True),
        dataset=lambda dataset, language: schema_org.dataset_document(
            Entry(edition=edition, dataset=dataset), language
        ),
    )


def standard_views(edition: Edition) -> tuple[StandardView, ...]:
    """All standards as the page about them shows them."""
    languages = edition.catalog.portal.languages
    absent = tuple(f"{language}/" for language in LANGUAGES if language not in languages)
    return tuple(_view(standard, absent) for standard in STANDARDS)


def _view(standard: Standard, absent: tuple[str, ...]) -> StandardView:
    """The view of a standard, without documents in languages that the portal has not."""
    return StandardView(
        id=standard.id,
        title=standard.title,
        version=standard.version,
        url=standard.url,
        purpose=standard.purpose,
        documents=tuple(path for path in standard.documents if not path.startswith(absent)),
        tables=tuple(
            MappingView(
                subject=table.subject, pairs=tuple((rule.theirs, rule.ours) for rule in table.rules)
            )
            for table in standard.tables
        ),
        limits=LIMITS.get(standard.id, ()),
    )


def _package(entry: Entry, store: Store) -> Distribution:
    catalog, dataset = entry.edition.catalog, entry.dataset
    return pack(
        dataset.slug,
        documents={
            "datapackage.json": _json(packed_data_package(entry)),
            "README.md": package_readme(catalog, dataset, catalog.portal.base_url).encode(),
            "LICENSE.txt": package_license(entry.license).encode(),
        },
        files=[main_distribution(product) for product in entry.products],
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
    for file in edition.files(dataset):
        if not edition.catalog.is_elsewhere(file):
            yield SiteFile(path=download_path(dataset, file), content=file.content)
    if dataset.identifier in edition.card_images:
        yield SiteFile(path=card_path(dataset), content=edition.card_images[dataset.identifier])


def _address(edition: Edition) -> str:
    return edition.catalog.portal.base_url


def _json(value: Any) -> bytes:
    return orjson.dumps(value, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)

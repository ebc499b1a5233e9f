"""A site in sections: what each is made from, and how it is made.

A section has a key that names everything it is made from, so that it is made again only when
that has changed: one for each dataset, with all its pages, downloads and documents; one for all
that is about the whole catalogue; one for the search data.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import orjson

from generator.describe import (
    LIMITS,
    STANDARDS,
    catalog_documents,
    dataset_documents,
    schema_org,
    sitemap,
)
from generator.describe.checksums import manifest
from generator.describe.entry import Entry
from generator.describe.index import dataset_index
from generator.describe.mapping import Standard
from generator.distribution import Catalog, Edition, Part, Parts, Product, SiteFile, download_path
from generator.ledger import Ledger
from generator.load.repository import VOCABULARIES
from generator.model import LANGUAGES, Dataset, Language, Metadata, Portal, adapter_of
from generator.problems import Problem
from generator.render import (
    JsonLd,
    MappingView,
    Page,
    Press,
    StandardView,
    card_path,
    compare_files,
    dataset_pages,
    neighbourhood,
    portal_pages,
    presses,
)
from generator.search import search_files
from generator.shell import SLUG, Shell
from generator.store import program

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

HOST, CATALOG, SEARCH, CHECKSUMS = "host", "catalog", "search", "checksums"
_PAGES = "pages"


@dataclass(frozen=True, slots=True, kw_only=True)
class Host:
    """What the host made: shells, and its own pages by their paths below a language's root."""

    shells: Shells
    pages: tuple[str, ...]

    def encoded(self) -> str:
        """As a text that :meth:`decoded` reads."""
        shells = [[*place, shell.pieces] for place, shell in self.shells.items()]
        return orjson.dumps([shells, self.pages]).decode()

    @classmethod
    def decoded(cls, text: str) -> Host:
        """What :meth:`encoded` wrote."""
        shells, pages = orjson.loads(text)
        return cls(
            shells={
                (language, path): Shell(pieces=tuple(pieces)) for language, path, pieces in shells
            },
            pages=tuple(pages),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """A section to be made from what ``key`` names; others' parts are in the ledger by then."""

    owner: str
    key: str
    make: Callable[[Ledger], Iterable[SiteFile | Part]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """All that sections are made from."""

    edition: Edition
    templates: Path
    host: Host

    @property
    def portal(self) -> Portal:
        """The portal that the edition is of."""
        return self.edition.catalog.portal


def works(desk: Desk) -> Iterator[Work]:
    """Every section that is made from the edition, those last that take parts of others."""
    made_with = presses(desk.edition, desk.templates, json_ld(desk.edition))
    ground = _ground(desk)
    keys = []
    for dataset in desk.edition.catalog.datasets:
        key = _digest(ground, *_own(desk.edition, dataset), *_shown(made_with, dataset))
        keys.append(key)
        make = partial(_of_dataset, desk, made_with, dataset)
        yield Work(owner=_owner(dataset.identifier), key=key, make=make)
    whole = _digest(ground, *sorted(keys))
    yield Work(owner=SEARCH, key=whole, make=partial(_of_search, desk))
    yield Work(owner=CATALOG, key=whole, make=partial(_of_catalog, desk, made_with))


# Keys


def host_key(edition: Edition, templates: Path, settings: bytes) -> str:
    """What the host's own pages and the shells are made from; ``settings`` are the host's own."""
    catalog = edition.catalog
    samples = sum(dataset.metadata.sample for dataset in catalog.datasets)
    example = next((d.slug for d in catalog.datasets if d.metadata.resources), "")
    return _digest(
        *_common(catalog, templates),
        str(settings, "utf-8"),
        len(catalog.datasets),
        samples,
        example,
    )


def _ground(desk: Desk) -> str:
    """What every section depends on: this program, templates, lists, the portal and the day."""
    catalog = desk.edition.catalog
    return _digest(*_common(catalog, desk.templates), desk.host.encoded())


def _common(catalog: Catalog, templates: Path) -> Iterator[str]:
    yield program()
    yield _folder_digest(templates)
    yield _folder_digest(catalog.root / VOCABULARIES)
    yield _json(Portal, catalog.portal)
    yield catalog.today.isoformat()


def _own(edition: Edition, dataset: Dataset) -> Iterator[Any]:
    """What a dataset's section is made from, beside what its pages show of others."""
    name = dataset.identifier
    yield from (dataset.slug, dataset.folder, _json(Metadata, dataset.metadata))
    yield _json(tuple[Product, ...], edition.products.get(name, ()))
    for resource in dataset.metadata.resources:
        api = edition.row_apis.get((name, resource.name))
        yield None if api is None else _json(type(api), api)


def _shown(made_with: Iterable[Press], dataset: Dataset) -> Iterator[Any]:
    """What its pages show of other datasets, and what checks found of it."""
    for press in made_with:
        yield neighbourhood(press.shelf, dataset)
        yield _json(tuple[Problem, ...], press.shelf.problems.get(dataset.folder, ()))


def _folder_digest(folder: Path) -> str:
    """Changes with the name or the bytes of any file below a folder."""
    digest = hashlib.sha256()
    for file in sorted(folder.rglob("*")):
        if file.is_file() and "node_modules" not in file.parts:
            digest.update(file.relative_to(folder).as_posix().encode() + b"\0")
            digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()


def _digest(*values: Any) -> str:
    return hashlib.sha256(orjson.dumps(values)).hexdigest()


def _json(form: Any, value: object) -> str:
    return str(adapter_of(form).dump_json(value), "utf-8")


# Sections


def _owner(identifier: str) -> str:
    return f"dataset {identifier}"


def _of_dataset(
    desk: Desk, made_with: Iterable[Press], dataset: Dataset, _: Ledger
) -> Iterator[SiteFile | Part]:
    paths = []
    for press in made_with:
        for page in dataset_pages(press, dataset):
            paths.append(page.path)
            yield _fill(page, desk.host.shells)
            yield from page.files
    yield from _downloads(desk.edition, dataset)
    yield from dataset_documents(Entry(edition=desk.edition, dataset=dataset))
    yield Part(document=_PAGES, content=orjson.dumps(paths))


def _of_catalog(
    desk: Desk, made_with: Iterable[Press], ledger: Ledger
) -> Iterator[SiteFile | Part]:
    parts = _parts(ledger)
    paths = [*desk.host.pages]
    for content in parts(_PAGES, (d.identifier for d in desk.edition.catalog.datasets)):
        paths += orjson.loads(content)
    for press in made_with:
        for page in portal_pages(press, standard_views(desk.edition)):
            paths.append(page.path)
            yield _fill(page, desk.host.shells)
            yield from page.files
    yield from catalog_documents(desk.edition, parts)
    yield from compare_files(desk.edition, desk.templates)
    index = dataset_index(desk.edition.catalog, desk.portal.base_url)
    yield SiteFile(
        path=INDEX,
        content=orjson.dumps(index, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE),
    )
    yield from sitemap.files(desk.edition, paths)


def _of_search(desk: Desk, _: Ledger) -> Iterator[SiteFile]:
    return search_files(desk.edition, desk.templates)


def _parts(ledger: Ledger) -> Parts:
    return lambda document, names: ledger.parts(document, map(_owner, names))


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


def checksums(ledger: Ledger) -> SiteFile:
    """The checksums of all downloads and documents."""
    return manifest(
        (file.path, file.checksum)
        for owner, file in ledger.all_files()
        if owner not in {HOST, SEARCH, CHECKSUMS} and not file.path.endswith(".html")
    )


def _fill(page: Page, shells: Shells) -> SiteFile:
    prefix = "" if page.language == "vi" else f"{page.language}/"
    text = shells[page.language, shell_path(page.path)].fill(
        slug=page.path.rstrip("/").rpartition("/")[2],
        title=page.title,
        description=page.description,
        head=page.head,
        body=page.body,
    )
    return SiteFile(path=f"{prefix}{page.path}index.html", content=text.encode())


def shell_path(path: str) -> str:
    """The shell that the page at ``path`` is made from: it lies at the same depth."""
    if path in SHELL_PATHS:
        return path
    return f"{path.split('/', maxsplit=1)[0]}/{SLUG}/"


def _downloads(edition: Edition, dataset: Dataset) -> Iterator[SiteFile]:
    for file in edition.files(dataset):
        if not edition.catalog.is_elsewhere(file):
            path = download_path(dataset, file)
            yield SiteFile(path=path, content=file.content, checksum=file.checksum)
    if dataset.identifier in edition.card_images:
        yield SiteFile(path=card_path(dataset), content=edition.card_images[dataset.identifier])

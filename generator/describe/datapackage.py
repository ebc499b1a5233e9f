"""``datapackage.json``: a dataset as a Data Package (https://datapackage.org/standard/).

Written in version 2 and readable by version 1 tools. It describes the normalised CSV, in which
numbers, dates and truth values have one form, whatever the publisher's file looked like. The
package at the site's top names those of all datasets, as
https://datapackage.org/recipes/data-catalog/ says, but for that recipe's names of profiles:
frictionless takes them for files and reads nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, NamedTuple

import orjson

from generator.describe.entry import Entry, entries
from generator.describe.mapping import MappingTable, Rule, Standard, is_absent, write
from generator.describe.normalised import main_distribution, normalised
from generator.describe.notes import version
from generator.distribution import Edition, Parts, Product, SiteFile
from generator.model import Resource, Text
from generator.table import table_schema

_PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
_FILE = "datapackage.json"


class _Part(NamedTuple):
    entry: Entry
    resource: Resource
    product: Product


def dataset_files(entry: Entry) -> Iterator[SiteFile]:
    """The package of a dataset that has files."""
    if entry.metadata.resources:  # a package has at least one
        path = f"datasets/{entry.dataset.slug}/{_FILE}"
        yield SiteFile(path=path, content=_json(data_package(entry)))


def catalog_files(edition: Edition, _: Parts) -> Iterator[SiteFile]:
    """The package of the catalogue, which names all others."""
    named = [write(_MEMBER, entry) for entry in entries(edition) if entry.metadata.resources]
    if named:
        catalog = write(_CATALOG, edition) | {"resources": named}
        yield SiteFile(path=_FILE, content=_json(catalog))


def data_package(entry: Entry) -> dict[str, Any]:
    """The descriptor of a dataset, which lies beside its files; absent facts are left out."""
    return write(_PACKAGE, entry)


def packed_data_package(entry: Entry) -> dict[str, Any]:
    """The descriptor of a dataset in its ZIP, where all files lie beside it."""
    catalog = entry.edition.catalog
    hosting = replace(catalog.portal.hosting, downloads=None)
    catalog = replace(catalog, portal=replace(catalog.portal, hosting=hosting))
    return data_package(replace(entry, edition=replace(entry.edition, catalog=catalog)))


def _resources(entry: Entry) -> list[dict[str, Any]]:
    pairs = zip(entry.metadata.resources, entry.products, strict=True)
    parts = (_Part(entry, resource, product) for resource, product in pairs)
    return [
        write(_RESOURCE, part) | (write(_TABLE, part) if part.resource.schema else {})
        for part in parts
    ]


def _path(part: _Part) -> str:
    return part.entry.reference(main_distribution(part.product))


def _licenses(entry: Entry) -> list[dict[str, Any]]:
    terms = entry.license
    return [_present(name=terms.id, title=terms.title.vi, path=terms.url)]


def _contributors(entry: Entry) -> list[dict[str, Any]]:
    body = entry.publisher
    return [_present(title=body.name.vi, roles=["publisher"], path=body.website)]


def _sources(entry: Entry) -> list[dict[str, Any]]:
    return [_present(title=each.title.vi, path=each.url) for each in entry.metadata.sources]


def _temporal(entry: Entry) -> dict[str, Any] | None:
    covered = entry.metadata.temporal
    return None if covered is None else _present(start=covered.start, end=covered.end)


def _schema(part: _Part) -> dict[str, Any] | None:
    name, schema = part.resource.name, part.resource.schema
    return None if schema is None else table_schema(normalised(schema), resource=name)


_PACKAGE: tuple[Rule[Entry], ...] = (
    Rule("$schema", "profile of version 2.0", lambda _: _PROFILE),
    Rule("id", "identifier", lambda entry: entry.metadata.identifier),
    Rule("name", "folder of the dataset", lambda entry: entry.dataset.slug),
    Rule("title", "title.vi", lambda entry: entry.dataset.title.vi),
    Rule("title_en", "title.en", lambda entry: entry.dataset.title.en),
    Rule("description", "description.vi", lambda entry: entry.metadata.description.vi),
    Rule("description_en", "description.en", lambda entry: entry.metadata.description.en),
    Rule("homepage", "address of the dataset's page", lambda entry: entry.page("vi")),
    Rule("version", "modified", version),
    # The standard wants a moment: the day's first one, by the one time Việt Nam keeps.
    Rule("created", "issued", lambda entry: f"{entry.metadata.issued}T00:00:00+07:00"),
    Rule("modified", "modified", lambda entry: entry.metadata.modified.isoformat()),
    Rule("keywords", "keywords.vi", lambda entry: list(entry.metadata.keywords.vi)),
    Rule("licenses", "license", _licenses),
    Rule("contributors", "publisher", _contributors),
    Rule("sources", "sources", _sources),
    Rule("sample", "sample", lambda entry: entry.metadata.sample or None),
    Rule("temporal", "temporal", _temporal),
    Rule("resources", "resources", _resources),
)
_RESOURCE: tuple[Rule[_Part], ...] = (
    Rule("name", "resources[].name", lambda part: part.resource.name),
    Rule("path", "file name, or address of a file elsewhere", _path),
    Rule("title", "resources[].title.vi", lambda part: part.resource.title.vi),
    Rule(
        "description",
        "resources[].description.vi",
        lambda part: part.resource.description and part.resource.description.vi,
    ),
    Rule("format", "file format", lambda part: main_distribution(part.product).format.lower()),
    Rule("mediatype", "media type", lambda part: main_distribution(part.product).media_type),
    Rule("bytes", "size of the file", lambda part: main_distribution(part.product).byte_size),
    Rule(
        "hash", "SHA-256 of the file", lambda p: f"sha256:{main_distribution(p.product).checksum}"
    ),
)
_TABLE: tuple[Rule[_Part], ...] = (
    Rule("type", "resources with a schema", lambda _: "table"),
    # For readers of version 1.
    Rule("profile", "resources with a schema", lambda _: "tabular-data-resource"),
    Rule("encoding", "encoding of the normalised CSV", lambda _: "utf-8"),
    Rule("schema", "resources[].schema", _schema),
)
_CATALOG: tuple[Rule[Edition], ...] = (
    Rule("$schema", "profile of version 2.0", lambda _: _PROFILE),
    Rule("name", "catalog.identifier", lambda edition: edition.catalog.portal.identifier),
    Rule("title", "catalog.title.vi", lambda edition: edition.catalog.portal.title.vi),
    Rule("title_en", "catalog.title.en", lambda edition: edition.catalog.portal.title.en),
    Rule("description", "catalog.description.vi", lambda e: e.catalog.portal.description.vi),
    Rule("description_en", "catalog.description.en", lambda e: e.catalog.portal.description.en),
    Rule("homepage", "catalog.base_url", lambda edition: edition.catalog.portal.base_url),
)
_MEMBER: tuple[Rule[Entry], ...] = (
    Rule("name", "folder of the dataset", lambda entry: entry.dataset.slug),
    Rule("title", "title.vi", lambda entry: entry.dataset.title.vi),
    Rule("path", "address of its package", lambda e: f"datasets/{e.dataset.slug}/{_FILE}"),
    Rule("format", "its package", lambda _: "json"),
    Rule("mediatype", "its package", lambda _: "application/json"),
    Rule("sample", "sample", lambda entry: entry.metadata.sample or None),
)

STANDARD = Standard(
    id="data-package",
    title="Data Package",
    version="2.0",
    url="https://datapackage.org/standard/data-package/",
    purpose=Text(
        vi="Mô tả các bảng và cột của từng bộ dữ liệu để chương trình đọc và kiểm tra được ngay.",
        en="Describes each dataset's tables and columns, so that programs read and check them.",
    ),
    documents=(_FILE, f"datasets/<slug>/{_FILE}"),
    tables=(
        MappingTable(subject="Data Package", rules=_PACKAGE),
        MappingTable(subject="Data Resource", rules=_RESOURCE),
        MappingTable(subject="Tabular Data Resource", rules=_TABLE),
        MappingTable(subject="Data Package Catalog", rules=_CATALOG),
        MappingTable(subject="Data Package Catalog: resources", rules=_MEMBER),
    ),
)


def _present(**values: Any) -> dict[str, Any]:
    return {name: value for name, value in values.items() if not is_absent(value)}


def _json(value: Any) -> bytes:
    return orjson.dumps(value, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)

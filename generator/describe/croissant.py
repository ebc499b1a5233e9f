"""``croissant.json``: a dataset as machine-learning programs load it (MLCommons Croissant 1.1).

Records are read from the Parquet files: from a CSV, the standard's own reader would guess types
and lose the leading zeros of codes (https://docs.mlcommons.org/croissant/docs/croissant-spec-1.1).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

import orjson

from generator.describe.entry import Entry, license_iri
from generator.describe.mapping import MappingTable, Rule, Standard, is_absent, write
from generator.describe.normalised import distribution_in
from generator.describe.notes import SAMPLE_NOTE, citation, description, version
from generator.distribution import Distribution, SiteFile
from generator.model import LANGUAGES, Column, FieldType, Resource, Schema, Text
from generator.vocabulary import Agent

_VERSION = "1.1"
_IRI = f"http://mlcommons.org/croissant/{_VERSION}"
_FILE = "croissant.json"
_PARQUET = "application/vnd.apache.parquet"
_OLD_PARQUET = "application/x-parquet"
"""What readers called Parquet before it was registered; some know only this."""

# The standard's own context (appendix 1), in the language of the texts that name none.
_TERMS = (
    "arrayShape", "citeAs", "column", "containedIn", "equivalentProperty", "extract", "field",
    "fileProperty", "fileObject", "fileSet", "format", "includes", "isArray", "isLiveDataset",
    "jsonPath", "key", "md5", "parentField", "path", "recordSet", "references", "regex",
    "repeated", "replace", "samplingRate", "separator", "source", "subField", "transform",
)  # fmt: skip
_CONTEXT: dict[str, Any] = {
    "@language": "vi",
    "@vocab": "https://schema.org/",
    "cr": "http://mlcommons.org/croissant/",
    "dct": "http://purl.org/dc/terms/",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "sc": "https://schema.org/",
    "conformsTo": "dct:conformsTo",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "description": {"@container": "@language"},
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "name": {"@container": "@language"},
} | {term: f"cr:{term}" for term in _TERMS}
# What there is no type for is text, as it is in the Parquet file.
_DATA_TYPES: Mapping[FieldType, str] = {
    "boolean": "sc:Boolean",
    "date": "sc:Date",
    "datetime": "sc:DateTime",
    "integer": "sc:Integer",
    "number": "sc:Float",
    "time": "sc:Time",
    "year": "sc:Integer",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _File:
    entry: Entry
    file: Distribution


@dataclass(frozen=True, slots=True, kw_only=True)
class _Table:
    """A table; ``references`` are by column, the resource and the column it points at."""

    resource: Resource
    schema: Schema
    file: Distribution
    references: Mapping[str, tuple[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Column:
    table: _Table
    column: Column


def dataset_files(entry: Entry) -> Iterator[SiteFile]:
    """The description of a dataset that has files."""
    if entry.metadata.resources:
        path = f"datasets/{entry.dataset.slug}/{_FILE}"
        yield SiteFile(path=path, content=_json(write(_DATASET, entry)))


def _files(entry: Entry) -> list[dict[str, Any]]:
    """Its tables in every form, and what is no table as it was sent."""
    made = [
        file
        for product in entry.products
        for file in product.distributions
        if file.role == "derived" or product.profile is None
    ]
    return [write(_FILE_OBJECT, _File(entry=entry, file=file)) for file in made]


def _record_sets(entry: Entry) -> list[dict[str, Any]]:
    sets, references = [], _references(entry.metadata.resources)
    for resource, product in zip(entry.metadata.resources, entry.products, strict=True):
        schema, file = resource.schema, distribution_in("Parquet", product)
        if schema is not None and file is not None:
            pointing = references[resource.name]
            table = _Table(resource=resource, schema=schema, file=file, references=pointing)
            sets.append(write(_RECORD_SET, table))
    return sets


def _references(resources: Sequence[Resource]) -> dict[str, dict[str, tuple[str, str]]]:
    """By resource and column, what keys of one column point at; no other keys can be said.

    What would close a circle is left out, such as a parent in the same table: programs follow
    references before they read.
    """
    found: dict[str, dict[str, tuple[str, str]]] = {each.name: {} for each in resources}
    for resource in resources:
        for key in resource.schema.foreign_keys if resource.schema else ():
            target = key.reference
            is_sayable = target.dataset is None and len(key.fields) == 1
            if is_sayable and not _leads(found, target.resource, resource.name):
                found[resource.name][key.fields[0]] = (target.resource, target.fields[0])
    return found


def _leads(found: Mapping[str, Mapping[str, tuple[str, str]]], start: str, goal: str) -> bool:
    reached = [start]
    for name in reached:  # grows while it is read
        targets = (target for target, _ in found.get(name, {}).values())
        reached += dict.fromkeys(target for target in targets if target not in reached)
    return goal in reached


def _fields(table: _Table) -> list[dict[str, Any]]:
    return [write(_FIELD, _Column(table=table, column=column)) for column in table.schema.fields]


def _file_id(file: Distribution) -> str:
    """The name without slashes, which the names of fields have: no two things are named alike."""
    return quote(file.file_name, safe="")


def _field_id(resource: str, column: str) -> str:
    return f"{resource}/{quote(column, safe='')}"


def _key(table: _Table) -> list[dict[str, str]]:
    return [{"@id": _field_id(table.resource.name, name)} for name in table.schema.primary_key]


def _source(column: _Column) -> dict[str, Any]:
    file, name = column.table.file, column.column.name
    return {"fileObject": {"@id": _file_id(file)}, "extract": {"column": name}}


def _reference(column: _Column) -> dict[str, Any] | None:
    target = column.table.references.get(column.column.name)
    return target and {"field": {"@id": _field_id(*target)}}


def _meaning(column: _Column) -> dict[str, str]:
    """Label, explanation and unit of a column, in each language."""
    label, more = _said(column.column.label), _said(column.column.description)
    unit = column.column.unit and f"({column.column.unit})"
    return {
        language: " ".join(part for part in (text, unit, more.get(language)) if part)
        for language, text in label.items()
    }


def _encoding(subject: _File) -> str | list[str]:
    media_type = subject.file.media_type
    return [media_type, _OLD_PARQUET] if media_type == _PARQUET else media_type


def _said(text: Text | None) -> dict[str, str]:
    said = {} if text is None else {"vi": text.vi, "en": text.en}
    return {language: words for language, words in said.items() if words}


def _description(entry: Entry) -> dict[str, str]:
    written = _said(entry.metadata.description)
    return {language: description(entry, language) for language in LANGUAGES if language in written}


def _organization(body: Agent) -> dict[str, Any]:
    named = {"@type": "sc:Organization", "name": _said(body.name), "url": body.website}
    return {key: value for key, value in named.items() if not is_absent(value)}


def _publisher(entry: Entry) -> dict[str, Any]:
    return _organization(entry.edition.catalog.vocabularies.agencies[entry.portal.publisher])


def _same_as(entry: Entry) -> str | None:
    harvest = entry.metadata.harvest
    return None if harvest is None else harvest.url


def _limitations(entry: Entry) -> str | None:
    return SAMPLE_NOTE.vi if entry.metadata.sample else None


def _collection(entry: Entry) -> str | None:
    provenance = entry.metadata.provenance
    return None if provenance is None else provenance.vi


_DATASET: tuple[Rule[Entry], ...] = (
    Rule("@context", "context of the standard", lambda _: _CONTEXT),
    Rule("@type", "kind of thing", lambda _: "sc:Dataset"),
    Rule("conformsTo", "version of the standard", lambda _: _IRI),
    Rule("@id", "IRI of the dataset", lambda entry: entry.iri),
    Rule("name", "title", lambda entry: _said(entry.dataset.title)),
    Rule("description", "description, sample", _description),
    Rule("identifier", "identifier", lambda entry: entry.dataset.identifier),
    Rule("url", "address of the dataset's page", lambda entry: entry.page("vi")),
    Rule("sameAs", "harvest.url", _same_as),
    Rule("citeAs", "publisher, modified, title, sample", lambda entry: citation(entry, "vi")),
    Rule("license", "license", lambda entry: license_iri(entry.portal, entry.license)),
    Rule("creator", "publisher", lambda entry: _organization(entry.publisher)),
    Rule("publisher", "catalog.publisher", _publisher),
    Rule("datePublished", "issued", lambda entry: entry.metadata.issued.isoformat()),
    Rule("dateModified", "modified", lambda entry: entry.metadata.modified.isoformat()),
    Rule("version", "modified", version),
    Rule("inLanguage", "language", lambda entry: list(entry.metadata.language)),
    Rule("keywords", "keywords.vi", lambda entry: list(entry.metadata.keywords.vi)),
    Rule("rai:dataCollection", "provenance.vi", _collection),
    Rule("rai:dataLimitations", "sample", _limitations),
    Rule("distribution", "resources", _files),
    Rule("recordSet", "resources with a schema", _record_sets),
)
_FILE_OBJECT: tuple[Rule[_File], ...] = (
    Rule("@type", "kind of thing", lambda _: "cr:FileObject"),
    Rule("@id", "file name", lambda subject: _file_id(subject.file)),
    Rule("name", "file name", lambda subject: subject.file.file_name),
    Rule("contentUrl", "address of the file", lambda subject: subject.entry.address(subject.file)),
    Rule("contentSize", "size of the file", lambda subject: f"{subject.file.byte_size} B"),
    Rule("encodingFormat", "media type", _encoding),
    Rule("sha256", "SHA-256 of the file", lambda subject: subject.file.checksum),
)
_RECORD_SET: tuple[Rule[_Table], ...] = (
    Rule("@type", "kind of thing", lambda _: "cr:RecordSet"),
    Rule("@id", "resources[].name", lambda table: table.resource.name),
    Rule("name", "resources[].title", lambda table: _said(table.resource.title)),
    Rule("description", "resources[].description", lambda t: _said(t.resource.description)),
    Rule("key", "resources[].schema.primary_key", _key),
    Rule("field", "resources[].schema.fields", _fields),
)
_FIELD: tuple[Rule[_Column], ...] = (
    Rule("@type", "kind of thing", lambda _: "cr:Field"),
    Rule(
        "@id",
        "resources[].name, fields[].name",
        lambda subject: _field_id(subject.table.resource.name, subject.column.name),
    ),
    Rule("name", "fields[].name", lambda subject: subject.column.name),
    Rule("description", "fields[].label, .unit, .description", _meaning),
    Rule("dataType", "fields[].type", lambda each: _DATA_TYPES.get(each.column.type, "sc:Text")),
    Rule("source", "fields[].name", _source),
    Rule("references", "resources[].schema.foreign_keys", _reference),
)

STANDARD = Standard(
    id="croissant",
    title="MLCommons Croissant",
    version=_VERSION,
    url="https://docs.mlcommons.org/croissant/docs/croissant-spec-1.1.html",
    purpose=Text(
        vi="Cho các thư viện học máy nạp thẳng từng bảng, kèm kiểm tra toàn vẹn.",
        en="Lets machine-learning libraries load every table, with a check of its integrity.",
    ),
    documents=(f"datasets/<slug>/{_FILE}",),
    tables=(
        MappingTable(subject="Dataset", rules=_DATASET),
        MappingTable(subject="FileObject", rules=_FILE_OBJECT),
        MappingTable(subject="RecordSet", rules=_RECORD_SET),
        MappingTable(subject="Field", rules=_FIELD),
    ),
)


def _json(value: Any) -> bytes:
    return orjson.dumps(value, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)

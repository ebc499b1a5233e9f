"""``<table>.csv-metadata.json``: each normalised CSV as CSV on the Web describes it.

They lie where programs that know only the CSV look for them first
(https://www.w3.org/TR/tabular-data-model/#default-locations-and-site-wide-location-configuration).
Each document holds its table and those that its keys lead to, because a key may point only at a
table of the same document (https://www.w3.org/TR/tabular-metadata/).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

import orjson

from generator.describe.entry import Entry, license_iri
from generator.describe.mapping import MappingTable, Rule, Standard, is_absent, write
from generator.describe.normalised import distribution_in, normalised
from generator.describe.notes import SAMPLE_NOTE
from generator.distribution import Distribution, Product, SiteFile
from generator.model import Column, FieldType, ForeignKey, Resource, Schema, Text

_CONTEXT = ["http://www.w3.org/ns/csvw", {"@language": "vi"}]
_DIALECT = {
    "encoding": "utf-8",
    "delimiter": ",",
    "quoteChar": '"',
    "doubleQuote": True,
    "lineTerminators": ["\n"],
    "header": True,
    "headerRowCount": 1,
    "skipBlankRows": False,
    "skipInitialSpace": False,
    "trim": False,
}
# Types as the normalised CSV writes them; what the standard has no type for is text.
_DATATYPES: Mapping[FieldType, str] = {
    "integer": "integer",
    "number": "decimal",  # never with an exponent; ``double`` would change long ones
    "boolean": "boolean",
    "date": "date",
    "datetime": "datetime",
    "time": "time",
    "year": "gYear",
    "yearmonth": "gYearMonth",
    "duration": "duration",
    "geojson": "json",
    "object": "json",
    "array": "json",
}
_BOUNDED: frozenset[FieldType] = frozenset({"integer", "number", "date", "datetime", "time"})
_WITH_MEANING = re.compile(r"([\\^$.|?*+()\[\]{}/])")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Table:
    """A table with its normalised CSV; ``keys`` are those that the standard can express.

    ``url`` says where the CSV lies, and ``urls`` where that of each table of the dataset does.
    """

    resource: Resource
    schema: Schema
    file: Distribution
    keys: tuple[ForeignKey, ...]
    urls: Mapping[str, str]

    @property
    def url(self) -> str:
        return self.urls[self.resource.name]


def dataset_files(entry: Entry) -> Iterator[SiteFile]:
    """The description of every table of a dataset, beside its normalised CSV."""
    tables = {table.resource.name: table for table in _tables(entry)}
    written = {name: write(_TABLE, table) for name, table in tables.items()}
    for name, table in tables.items():
        document = write(_GROUP, entry) | {
            "tables": [written[other] for other in _reached(name, tables)]
        }
        path = f"datasets/{entry.dataset.slug}/{table.file.file_name}-metadata.json"
        yield SiteFile(path=path, content=_json(document))


def _tables(entry: Entry) -> Iterator[_Table]:
    urls: dict[str, str] = {}
    for resource, product in zip(entry.metadata.resources, entry.products, strict=True):
        file = distribution_in("CSV", product)
        if resource.schema is not None and file is not None:
            urls[resource.name] = entry.reference(file)
            schema, keys = normalised(resource.schema), tuple(_keys(resource.schema, product))
            yield _Table(resource=resource, schema=schema, file=file, keys=keys, urls=urls)


def _keys(schema: Schema, product: Product) -> Iterator[ForeignKey]:
    """Keys that stay within the dataset; readers of the standard let none of them be missing."""
    columns = product.profile.columns if product.profile else ()
    gaps = {column.name for column in columns if column.missing}
    for key in schema.foreign_keys:
        if key.reference.dataset is None and gaps.isdisjoint(key.fields):
            yield key


def _reached(name: str, tables: Mapping[str, _Table]) -> list[str]:
    """The table and all that its keys lead to, itself first."""
    found = [name]
    for known in found:  # grows while it is read
        targets = (key.reference.resource for key in tables[known].keys)
        found += dict.fromkeys(target for target in targets if target not in found)
    return found


def _column(column: Column) -> dict[str, Any]:
    return write(_COLUMN, column)


def _titles(column: Column) -> dict[str, Any]:
    """The name in the CSV's header, of no language, and the labels."""
    labels = {"vi": column.label.vi, "en": column.label.en}
    return {"und": column.name} | {key: text for key, text in labels.items() if text}


def _datatype(column: Column) -> str | dict[str, Any]:
    base = _DATATYPES.get(column.type, "string")
    limits = _limits(column) if base == "string" else _bounds(column)
    return {"base": base} | limits if limits else base


def _bounds(column: Column) -> dict[str, Any]:
    if column.type not in _BOUNDED:
        return {}
    rules = column.constraints
    given = {"minimum": rules.minimum, "maximum": rules.maximum}
    return {name: str(bound) for name, bound in given.items() if bound is not None}


def _limits(column: Column) -> dict[str, Any]:
    """What text may hold. A list of values is a pattern: the standard has no other way."""
    rules = column.constraints
    listed = "|".join(_WITH_MEANING.sub(r"\\\1", str(value)) for value in rules.enum)
    given = {
        "format": rules.pattern or listed or None,
        "minLength": rules.min_length,
        "maxLength": rules.max_length,
    }
    return {name: limit for name, limit in given.items() if limit is not None}


def _name(column: str) -> str:
    """A column's name as a variable of a URI template: letters, digits, ``_`` and ``%``."""
    encoded = re.sub(r"[-.~]", lambda mark: f"%{ord(mark[0]):02X}", quote(column, safe=""))
    return f"%5F{encoded[1:]}" if encoded.startswith("_") else encoded


def _names(columns: tuple[str, ...]) -> list[str]:
    return [_name(column) for column in columns]


def _foreign_keys(table: _Table) -> list[dict[str, Any]]:
    return [
        {
            "columnReference": _names(key.fields),
            "reference": {
                "resource": table.urls[key.reference.resource],
                "columnReference": _names(key.reference.fields),
            },
        }
        for key in table.keys
    ]


def _table_schema(table: _Table) -> dict[str, Any]:
    schema = {
        "columns": [_column(column) for column in table.schema.fields],
        "primaryKey": _names(table.schema.primary_key),
        "foreignKeys": _foreign_keys(table),
    }
    return {name: value for name, value in schema.items() if not is_absent(value)}


def _said(text: Text | None) -> list[dict[str, str]]:
    """A text in each of its languages."""
    said = {} if text is None else {"vi": text.vi, "en": text.en}
    return [{"@value": words, "@language": language} for language, words in said.items() if words]


def _required(column: Column) -> bool | None:
    return column.constraints.required or None


_GROUP: tuple[Rule[Entry], ...] = (
    Rule("@context", "context of the standard", lambda _: _CONTEXT),
    Rule("dc:title", "title", lambda entry: _said(entry.dataset.title)),
    Rule("dc:description", "description", lambda entry: _said(entry.metadata.description)),
    Rule("dc:identifier", "identifier", lambda entry: entry.dataset.identifier),
    Rule("dc:isPartOf", "IRI of the dataset", lambda entry: {"@id": entry.iri}),
    Rule("dc:publisher", "publisher", lambda entry: _said(entry.publisher.name)),
    Rule("dc:license", "license", lambda e: {"@id": license_iri(e.portal, e.license)}),
    Rule("dc:modified", "modified", lambda entry: entry.metadata.modified.isoformat()),
    Rule("rdfs:comment", "sample", lambda e: _said(SAMPLE_NOTE) if e.metadata.sample else None),
    Rule("dialect", "form of the normalised CSV", lambda _: _DIALECT),
)
_TABLE: tuple[Rule[_Table], ...] = (
    Rule("url", "file name, or address of a file elsewhere", lambda table: table.url),
    Rule("dc:title", "resources[].title", lambda table: _said(table.resource.title)),
    Rule(
        "dc:description", "resources[].description", lambda table: _said(table.resource.description)
    ),
    Rule("dcat:byteSize", "size of the file", lambda table: table.file.byte_size),
    Rule("schema:sha256", "SHA-256 of the file", lambda table: table.file.checksum),
    Rule("tableSchema", "resources[].schema", _table_schema),
)
_COLUMN: tuple[Rule[Column], ...] = (
    Rule("name", "fields[].name", lambda column: _name(column.name)),
    Rule("titles", "fields[].name, fields[].label", _titles),
    Rule("dc:description", "fields[].description", lambda column: _said(column.description)),
    Rule("schema:unitText", "fields[].unit", lambda column: column.unit),
    Rule("datatype", "fields[].type, fields[].constraints", _datatype),
    Rule("required", "fields[].constraints.required", _required),
)

STANDARD = Standard(
    id="csvw",
    title="CSV on the Web",
    url="https://www.w3.org/TR/tabular-metadata/",
    purpose=Text(
        vi="Cho chương trình biết kiểu, đơn vị và khoá của từng cột trong tệp CSV.",
        en="Tells programs the type, unit and keys of every column of a CSV file.",
    ),
    documents=("datasets/<slug>/<resource>.csv-metadata.json",),
    tables=(
        MappingTable(subject="Table Group", rules=_GROUP),
        MappingTable(subject="Table", rules=_TABLE),
        MappingTable(subject="Column", rules=_COLUMN),
    ),
)


def _json(value: Any) -> bytes:
    return orjson.dumps(value, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)

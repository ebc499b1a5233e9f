"""The row API in OpenAPI 3.1 (https://spec.openapis.org/oas/v3.1.1.html), whole and by dataset.

Paths are those of real files. The document of the whole API has the names of datasets and tables
as lists and describes rows in general; a dataset's own document has its tables, their columns
and the values of their filters.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import orjson

from generator.describe.cells import cell_schema
from generator.describe.entry import Entry, entries, license_iri
from generator.describe.mapping import MappingTable, Rule, Standard, is_absent, write
from generator.describe.notes import SAMPLE_NOTE, description
from generator.describe.rowapi import PAGE_ROWS, ROOT, has_api, tables
from generator.distribution import Edition, Parts, Product, RowApi, RowFilter, SiteFile
from generator.model import Column, ContactPoint, Portal, Resource, Text

_OPENAPI, _VERSION = "3.1.1", "1.0.0"
_LISTED_VALUES = 500
"""A longer list of values stands in ``by/<column>/index.json`` only."""
_STABILITY = (
    "Địa chỉ và ý nghĩa của v1 không đổi; trường mới có thể được thêm. "
    "Addresses and meanings of v1 do not change; fields may be added."
)
_NOT_FOUND = (
    "Không có dữ liệu ở địa chỉ này. No data at this address. Static hosts answer their own HTML "
    "page with status 404; hosts that can be configured answer 404.json."
)

Document = dict[str, Any]


def dataset_files(entry: Entry) -> Iterator[SiteFile]:
    """The document of a dataset that the API serves."""
    if has_api(entry):
        yield _file(f"datasets/{entry.dataset.slug}/openapi.json", _dataset_document(entry))


def catalog_files(edition: Edition, _: Parts) -> Iterator[SiteFile]:
    """The document of the whole API."""
    served = [entry for entry in entries(edition) if has_api(entry)]
    yield _file("openapi.json", _portal_document(edition, served))


# Documents


def _portal_document(edition: Edition, served: Sequence[Entry]) -> Document:
    portal = edition.catalog.portal
    info = {
        "title": f"{portal.title.vi}: API",
        "version": _VERSION,
        "description": f"{portal.description.vi}\n\n{_STABILITY}",
        "contact": _contact(portal.contact),
    }
    names = {
        "dataset": [entry.dataset.slug for entry in served],
        "resource": sorted({one.name for entry in served for one, _, _ in tables(entry)}),
    }
    schemas = {"Row": {"type": "object", "description": "Theo schema.json của bảng."}}
    return _document(portal, info, _portal_paths(names), _schemas() | schemas)


def _portal_paths(names: Mapping[str, list[str]]) -> Document:
    dataset = _parameter("dataset", {"type": "string", "enum": names["dataset"]})
    resource = _parameter("resource", {"type": "string", "enum": names["resource"]})
    if not names["dataset"]:
        return _index_paths()
    column = _parameter("column", {"type": "string"})
    value = _parameter("value", {"type": "string"})
    table, page = "/datasets/{dataset}/{resource}/", _page_parameter(None)
    of_table = [dataset, resource]
    return _index_paths() | {
        "/datasets/{dataset}/index.json": _get("dataset", "Bộ dữ liệu", "Document", [dataset]),
        "/datasets/{dataset}/openapi.json": _get("datasetApi", "OpenAPI", "Document", [dataset]),
        f"{table}index.json": _get("table", "Bảng", "Document", of_table),
        f"{table}schema.json": _get("schema", "Các cột", "Document", of_table),
        f"{table}profile.json": _get("profile", "Thống kê cột", "Document", of_table),
        f"{table}rows/{{page}}.json": _get("rows", "Các dòng", "Page", [*of_table, page]),
        f"{table}by/{{column}}/index.json": _get(
            "values", "Các giá trị", "Values", [*of_table, column]
        ),
        f"{table}by/{{column}}/{{value}}.json": _get(
            "rowsBy", "Các dòng theo giá trị", "Page", [*of_table, column, value]
        ),
    }


def _index_paths() -> Document:
    return {
        "/index.json": _get("index", "Các bộ dữ liệu có API", "Document", []),
        "/404.json": _get("notFound", "Câu trả lời khi không có dữ liệu", "NotFound", []),
    }


_INFO: tuple[Rule[Entry], ...] = (
    Rule("title", "metadata.title.vi", lambda entry: entry.dataset.title.vi),
    Rule("version", "the version of the API", lambda _: _VERSION),
    Rule(
        "description",
        "metadata.description.vi",
        lambda entry: f"{description(entry, 'vi')}\n\n{_STABILITY}",
    ),
    Rule("contact", "metadata.contact", lambda entry: _contact(entry.contact)),
    Rule(
        "license",
        "metadata.license",
        lambda entry: {
            "name": entry.license.title.vi,
            "url": license_iri(entry.portal, entry.license),
        },
    ),
)


def _dataset_document(entry: Entry) -> Document:
    folder = f"/datasets/{entry.dataset.slug}/"
    paths = {
        f"{folder}index.json": _get("dataset", "Bộ dữ liệu", "Document", []),
        f"{folder}openapi.json": _get("openapi", "OpenAPI", "Document", []),
    }
    schemas = _schemas()
    for resource, product, api in tables(entry):
        paths |= _table_paths(f"{folder}{resource.name}/", resource, api)
        schemas |= _table_schemas(resource, product)
    document = _document(entry.portal, write(_INFO, entry), paths, schemas)
    return document | ({"x-sample": SAMPLE_NOTE.vi} if entry.metadata.sample else {})


def _document(portal: Portal, info: Document, paths: Document, schemas: Document) -> Document:
    return {
        "openapi": _OPENAPI,
        "info": info,
        "servers": [{"url": f"{portal.base_url}{ROOT.rstrip('/')}"}],
        "externalDocs": {"url": f"{portal.base_url}developers/"},
        "paths": paths,
        "components": {
            "schemas": schemas,
            "responses": {
                "NotFound": {
                    "description": _NOT_FOUND,
                    "content": {"application/json": _ref("NotFound"), "text/html": {}},
                }
            },
        },
    }


# Paths


def _table_paths(folder: str, resource: Resource, api: RowApi) -> Document:
    name, title = resource.name, resource.title.vi
    paths = {
        f"{folder}index.json": _get(f"{name}.table", title, "Document", []),
        f"{folder}schema.json": _get(f"{name}.schema", f"{title}: các cột", "Document", []),
        f"{folder}profile.json": _get(f"{name}.profile", f"{title}: thống kê", "Document", []),
        f"{folder}rows/{{page}}.json": _get(
            f"{name}.rows", f"{title}: các dòng", f"{name}.page", [_page_parameter(api.pages)]
        ),
    }
    for one in api.filters:
        paths |= _filter_paths(folder, resource, api, one)
    return paths


def _filter_paths(folder: str, resource: Resource, api: RowApi, one: RowFilter) -> Document:
    place = next(iter(one.files.values())).rpartition("/")[0] + "/"
    names = [path.removeprefix(place) for path in api.files if path.startswith(place)]
    known = [name.removesuffix(".json") for name in names if name != "index.json"]
    schema: Document = {"type": "string"}
    if len(known) <= _LISTED_VALUES:
        schema |= {"enum": known}
    values = _parameter("value", schema, f"Tên tệp của giá trị: xem {place}index.json.")
    ids, title = f"{resource.name}.by.{one.column}", f"{resource.title.vi} theo {one.column}"
    return {
        f"{folder}{place}index.json": _get(f"{ids}.values", f"{title}: giá trị", "Values", []),
        f"{folder}{place}{{value}}.json": _get(ids, title, f"{resource.name}.page", [values]),
    }


def _get(operation: str, summary: str, schema: str, parameters: list[Document]) -> Document:
    answer = {"description": summary, "content": {"application/json": _ref(schema)}}
    get = _present(
        operationId=operation,
        summary=summary,
        parameters=parameters,
        responses={"200": answer, "404": {"$ref": "#/components/responses/NotFound"}},
    )
    return {"get": get}


def _parameter(name: str, schema: Document, text: str | None = None) -> Document:
    return {"name": name, "in": "path", "required": True, "schema": schema} | (
        {"description": text} if text else {}
    )


def _page_parameter(pages: int | None) -> Document:
    bound = {} if pages is None else {"maximum": pages}
    return _parameter("page", {"type": "integer", "minimum": 1} | bound)


def _ref(schema: str) -> Document:
    return {"schema": {"$ref": f"#/components/schemas/{schema}"}}


# Schemas


def _schemas() -> Document:
    """What answers of all tables have in common."""
    whole: Document = {"type": "integer", "minimum": 1}
    return {
        "Document": {"type": "object"},
        "Page": {
            "type": "object",
            "required": ["page", "pages", "total", "next", "rows"],
            "properties": {
                "page": whole,
                "pages": whole,
                "total": whole,
                "next": {"type": ["string", "null"], "description": "Tệp của trang sau."},
                "sample": {"const": True, "description": SAMPLE_NOTE.vi},
                "column": {"type": "string"},
                "value": {},
                "rows": {"type": "array", "maxItems": PAGE_ROWS, "items": {"type": "object"}},
            },
        },
        "Values": {
            "type": "object",
            "required": ["column", "values"],
            "properties": {"column": {"type": "string"}, "values": _VALUES},
        },
        "NotFound": {
            "type": "object",
            "required": ["status", "title"],
            "properties": {"status": {"const": 404}, "title": {"type": "string"}},
        },
    }


_VALUES: Document = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["value", "rows", "path"],
        "properties": {
            "value": {},
            "rows": {"type": "integer", "minimum": 1},
            "path": {"type": "string"},
        },
    },
}


def _table_schemas(resource: Resource, product: Product) -> Document:
    if resource.schema is None or product.profile is None:
        return {}
    found = {column.name: column for column in product.profile.columns}
    row, columns = f"{resource.name}.row", resource.schema.fields
    rows = {"type": "array", "items": {"$ref": f"#/components/schemas/{row}"}}
    return {
        row: {
            "type": "object",
            "title": resource.title.vi,
            "required": [column.name for column in columns],
            "properties": {
                column.name: cell_schema(column, found[column.name]) | write(_LABELS, column)
                for column in columns
            },
        },
        f"{resource.name}.page": {
            "allOf": [{"$ref": "#/components/schemas/Page"}, {"properties": {"rows": rows}}]
        },
    }


_LABELS: tuple[Rule[Column], ...] = (
    Rule("title", "column.label.vi", lambda column: column.label.vi),
    Rule("x-title-en", "column.label.en", lambda column: column.label.en),
    Rule("description", "column.description.vi", lambda c: c.description and c.description.vi),
    Rule("x-unit", "column.unit", lambda column: column.unit),
)


def _contact(contact: ContactPoint) -> Document:
    return _present(name=contact.name.vi, email=contact.email, url=contact.url)


def _present(**values: Any) -> Document:
    return {name: value for name, value in values.items() if not is_absent(value)}


def _file(path: str, document: Document) -> SiteFile:
    content = orjson.dumps(document, option=orjson.OPT_APPEND_NEWLINE)
    return SiteFile(path=ROOT + path, content=content)


STANDARD = Standard(
    id="openapi",
    title="OpenAPI",
    version=_OPENAPI,
    url="https://spec.openapis.org/oas/v3.1.1.html",
    purpose=Text(
        vi="Mô tả API cho công cụ sinh mã và kiểm thử.",
        en="Describes the API to tools that write and test programs.",
    ),
    documents=(f"{ROOT}openapi.json", f"{ROOT}datasets/<slug>/openapi.json"),
    tables=(
        MappingTable(subject="Info Object", rules=_INFO),
        MappingTable(subject="Schema Object", rules=_LABELS),
    ),
)

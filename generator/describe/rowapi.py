"""The row API's own description: what there is, table by table, below ``api/v1/``.

Links are relative to the document that holds them, except those that leave the API. Every
document of a dataset of sample figures says ``"sample": true``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any

import orjson

from generator.describe.entry import Entry, entries
from generator.describe.mapping import Standard, is_absent
from generator.describe.normalised import normalised
from generator.distribution import Edition, Omission, Parts, Product, RowApi, RowFilter, SiteFile
from generator.model import Resource, Schema, Text
from generator.table import table_schema

ROOT = "api/v1/"
VERSION = "v1"
PAGE_ROWS = 1_000
NOT_FOUND = {
    "status": 404,
    "title": "Not Found",
    "detail": "Địa chỉ này không có dữ liệu; xem mục lục. There is no data at this address.",
}

STANDARD = Standard(
    id="row-api",
    title="Row API",
    version=VERSION,
    url="https://www.rfc-editor.org/rfc/rfc8259",
    purpose=Text(
        vi="Đọc các dòng của từng bảng theo trang và theo giá trị, không cần máy chủ.",
        en="Read the rows of each table by page and by value, without a server.",
    ),
    documents=(
        f"{ROOT}index.json",
        f"{ROOT}404.json",
        f"{ROOT}datasets/<slug>/index.json",
        f"{ROOT}datasets/<slug>/<resource>/index.json",
        f"{ROOT}datasets/<slug>/<resource>/schema.json",
        f"{ROOT}datasets/<slug>/<resource>/profile.json",
        f"{ROOT}datasets/<slug>/<resource>/rows/<page>.json",
        f"{ROOT}datasets/<slug>/<resource>/by/<column>/index.json",
        f"{ROOT}datasets/<slug>/<resource>/by/<column>/<value>.json",
    ),
)


def dataset_files(entry: Entry) -> Iterator[SiteFile]:
    """What the API serves of a dataset, with its pages of rows."""
    if has_api(entry):
        yield _file(f"datasets/{entry.dataset.slug}/index.json", _dataset(entry))
        for resource, product, api in tables(entry):
            yield from _table(entry, resource, product, api)


def catalog_files(edition: Edition, _: Parts) -> Iterator[SiteFile]:
    """The API's index, and what tells that there is nothing at an address."""
    served = [entry for entry in entries(edition) if has_api(entry)]
    yield _file("index.json", _index(edition, served))
    yield _file("404.json", NOT_FOUND | {"index": f"{_address(edition)}{ROOT}index.json"})


def has_api(entry: Entry) -> bool:
    """Whether rows of any of its tables can be asked for."""
    return any(True for _ in tables(entry))


def tables(entry: Entry) -> Iterator[tuple[Resource, Product, RowApi]]:
    """The tables whose rows can be asked for."""
    for resource, product in zip(entry.metadata.resources, entry.products, strict=True):
        api = entry.edition.row_apis.get((entry.dataset.identifier, resource.name))
        if isinstance(api, RowApi):
            yield resource, product, api


def _index(edition: Edition, served: Sequence[Entry]) -> dict[str, Any]:
    portal = edition.catalog.portal
    made = [api for api in edition.row_apis.values() if isinstance(api, RowApi)]
    return {
        "api": VERSION,
        "title": _text(portal.title),
        "openapi": "openapi.json",
        "documentation": f"{portal.base_url}developers/",
        "files": sum(len(api.files) for api in made),
        "bytes": sum(api.byte_size for api in made),
        "budget": asdict(portal.row_budget),
        "datasets": [
            _present(
                **_facts(entry),
                tables=sum(1 for _ in tables(entry)),
                index=f"datasets/{entry.dataset.slug}/index.json",
            )
            for entry in served
        ],
    }


def _dataset(entry: Entry) -> dict[str, Any]:
    return {
        "api": VERSION,
        **_facts(entry),
        "page": entry.page("vi"),
        "openapi": "openapi.json",
        "resources": [
            _listed(resource, entry.edition.row_apis[entry.dataset.identifier, resource.name])
            for resource in entry.metadata.resources
        ],
    }


def _listed(resource: Resource, api: RowApi | Omission) -> dict[str, Any]:
    listed = {"name": resource.name, "title": _text(resource.title)}
    if isinstance(api, Omission):
        return listed | {"omitted": api.reason}
    return listed | {"rows": api.rows, "index": f"{resource.name}/index.json"}


def _facts(entry: Entry) -> dict[str, Any]:
    return _present(
        identifier=entry.dataset.identifier,
        slug=entry.dataset.slug,
        title=_text(entry.dataset.title),
        modified=entry.metadata.modified.isoformat(),
        sample=entry.metadata.sample or None,
    )


def _table(entry: Entry, resource: Resource, product: Product, api: RowApi) -> Iterator[SiteFile]:
    if resource.schema is None or product.profile is None:
        return
    folder = f"datasets/{entry.dataset.slug}/{resource.name}/"
    sample = {"sample": True} if entry.metadata.sample else {}
    profile = {"rows": product.profile.rows, "columns": list(map(asdict, product.profile.columns))}
    yield _file(f"{folder}index.json", _table_index(entry, resource, product, api))
    yield _file(f"{folder}schema.json", table_schema(normalised(resource.schema)))
    yield _file(f"{folder}profile.json", sample | profile)
    for path, content in api.files.items():
        yield SiteFile(path=f"{ROOT}{folder}{path}", content=content)


def _table_index(entry: Entry, resource: Resource, product: Product, api: RowApi) -> dict[str, Any]:
    downloads = {
        file.format.lower(): entry.address(file)
        for file in product.distributions
        if file.role == "derived"
    }
    return _present(
        api=VERSION,
        dataset=_facts(entry),
        name=resource.name,
        title=_text(resource.title),
        description=resource.description and _text(resource.description),
        each_row=resource.each_row and _text(resource.each_row),
        rows=api.rows,
        page_rows=PAGE_ROWS,
        pages=api.pages,
        links={
            "dataset": "../index.json",
            "schema": "schema.json",
            "profile": "profile.json",
            "rows": "rows/1.json",
        },
        downloads=downloads,
        columns=_columns(resource.schema),
        filters=[_filter(one) for one in api.filters],
        omitted=[{"filter": one.format, "reason": one.reason} for one in api.omissions],
    )


def _columns(schema: Schema | None) -> list[dict[str, Any]]:
    return [
        _present(name=one.name, type=one.type, label=_text(one.label), unit=one.unit)
        for one in (schema.fields if schema else ())
    ]


def _filter(one: RowFilter) -> dict[str, Any]:
    first = next(iter(one.files.values()))
    index = f"{first.rpartition('/')[0]}/index.json"
    return {"column": one.column, "values": len(one.files), "index": index, "first": first}


def _file(path: str, document: dict[str, Any]) -> SiteFile:
    content = orjson.dumps(document, option=orjson.OPT_APPEND_NEWLINE)
    return SiteFile(path=ROOT + path, content=content)


def _address(edition: Edition) -> str:
    return edition.catalog.portal.base_url


def _text(text: Text) -> dict[str, str]:
    return {"vi": text.vi} if text.en is None else {"vi": text.vi, "en": text.en}


def _present(**values: Any) -> dict[str, Any]:
    return {name: value for name, value in values.items() if not is_absent(value)}

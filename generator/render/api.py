"""The pages about the row API: one for each dataset with files, and the list of them."""

from __future__ import annotations

from collections.abc import Iterator

import orjson

from generator.distribution import Catalog, Cell, Omission, Product, RowApi, RowFilter, TableProfile
from generator.model import Column, Dataset, FieldType, Resource, Schema
from generator.render.addresses import Addresses
from generator.render.api_contexts import (
    ApiColumn,
    ApiContext,
    ApisContext,
    ApiTable,
    Endpoint,
    LeftOut,
)
from generator.render.dataset_contexts import Snippet
from generator.render.lists import in_parts
from generator.render.parts import Link
from generator.render.shelf import Shelf
from generator.render.snippets import TableAddresses, api_samples
from generator.render.words import Words

INDEX = "developers/"
ROOT = "api/v1/"
PAGE_ROWS = 1_000
_JSON_TYPES: dict[FieldType, str] = {
    "integer": "number",
    "year": "number",
    "number": "number",
    "boolean": "boolean",
    "geojson": "object",
    "object": "object",
    "array": "array",
}
_NO_PROFILE = TableProfile(rows=0, columns=(), preview=())


def api_path(dataset: Dataset) -> str:
    """The page about the API of a dataset."""
    return f"{INDEX}{dataset.slug}/"


def has_api_page(shelf: Shelf, dataset: Dataset) -> bool:
    """Whether there is something to say: what is served, or why it is not."""
    known = shelf.edition.row_apis
    return any((dataset.identifier, one.name) in known for one in dataset.metadata.resources)


def apis_contexts(shelf: Shelf, at: Addresses) -> Iterator[tuple[Addresses, ApisContext]]:
    """The list of datasets that the API serves, in parts."""
    served = [dataset for dataset in shelf.datasets if has_api_page(shelf, dataset)]
    made = [api for api in shelf.edition.row_apis.values() if isinstance(api, RowApi)]
    for here, pager, part in in_parts(at, served):
        links = tuple(Link(path=api_path(dataset), label=dataset.title) for dataset in part)
        yield (
            here,
            ApisContext(
                url=here.url,
                file=here.file,
                root=here.site(ROOT),
                datasets=links,
                total=len(served),
                pager=pager,
                files=sum(len(api.files) for api in made),
                byte_size=sum(api.byte_size for api in made),
                budget=shelf.edition.catalog.portal.row_budget,
            ),
        )


def api_context(shelf: Shelf, dataset: Dataset, at: Addresses, words: Words) -> ApiContext:
    """Everything the page about a dataset's API shows."""
    products = shelf.edition.products[dataset.identifier]
    tables = tuple(
        _table(shelf, (dataset, resource, product), at, words)
        for resource, product in zip(dataset.metadata.resources, products, strict=True)
    )
    return ApiContext(
        url=at.url,
        file=at.file,
        title=dataset.title,
        sample=dataset.metadata.sample,
        dataset=Link(path=f"datasets/{dataset.slug}/", label=dataset.title),
        root=at.site(f"{ROOT}datasets/{dataset.slug}/"),
        folder=f"{ROOT}datasets/{dataset.slug}/",
        is_served=any(table.reason is None for table in tables),
        tables=tables,
    )


def _table(
    shelf: Shelf, subject: tuple[Dataset, Resource, Product], at: Addresses, words: Words
) -> ApiTable:
    dataset, resource, product = subject
    api = shelf.edition.row_apis[dataset.identifier, resource.name]
    profile = product.profile or _NO_PROFILE
    is_served = isinstance(api, RowApi) and resource.schema is not None
    schema = resource.schema if is_served else None
    return ApiTable(
        name=resource.name,
        title=resource.title,
        rows=profile.rows,
        reason=words(f"omission.{api.reason}") if isinstance(api, Omission) else None,
        endpoints=_endpoints(dataset, resource, api) if isinstance(api, RowApi) else (),
        columns=_columns(schema, profile) if schema else (),
        example=_example(schema, profile, dataset.metadata.sample) if schema else "",
        left_out=_left_out(api, words) if isinstance(api, RowApi) else (),
        samples=_samples(shelf.edition.catalog, subject, at) if schema else (),
    )


def _endpoints(dataset: Dataset, resource: Resource, api: RowApi) -> tuple[Endpoint, ...]:
    folder = f"{ROOT}datasets/{dataset.slug}/{resource.name}/"
    single = tuple(
        Endpoint(pattern=name, path=folder + name, text=f"api.{text}")
        for name, text in (
            ("index.json", "table"),
            ("schema.json", "schema"),
            ("profile.json", "profile"),
        )
    )
    rows = Endpoint(
        pattern="rows/{page}.json", path=f"{folder}rows/1.json", text="api.rows", count=api.pages
    )
    return (*single, rows, *(e for one in api.filters for e in _filter_endpoints(folder, one)))


def _filter_endpoints(folder: str, one: RowFilter) -> tuple[Endpoint, Endpoint]:
    first = next(iter(one.files.values()))
    place = first.rpartition("/")[0]
    return (
        Endpoint(
            pattern=f"{place}/index.json",
            path=f"{folder}{place}/index.json",
            text="api.values",
            count=len(one.files),
            column=one.column,
        ),
        Endpoint(
            pattern=f"{place}/{{value}}.json",
            path=folder + first,
            text="api.rows_by",
            count=len(one.files),
            column=one.column,
        ),
    )


def _columns(schema: Schema, profile: TableProfile) -> tuple[ApiColumn, ...]:
    missing = {column.name: column.missing for column in profile.columns}
    return tuple(
        ApiColumn(
            name=column.name,
            label=column.label,
            type=column.type,
            json_type=_JSON_TYPES.get(column.type, "string"),
            unit=column.unit,
            may_miss=not column.constraints.required or missing.get(column.name, 0) > 0,
        )
        for column in schema.fields
    )


def _example(schema: Schema, profile: TableProfile, sample: bool) -> str:
    """The first page of rows, cut after its first row."""
    pages = -(-profile.rows // PAGE_ROWS)
    rows = [
        {column.name: _json(cell, column) for column, cell in zip(schema.fields, row, strict=True)}
        for row in profile.preview[:1]
    ]
    page = ({"sample": True} if sample else {}) | {
        "page": 1,
        "pages": pages,
        "total": profile.rows,
        "next": "2.json" if pages > 1 else None,
        "rows": rows,
    }
    return orjson.dumps(page, option=orjson.OPT_INDENT_2).decode()


def _json(cell: Cell, column: Column) -> object:
    """The cell as rows have it: exact numbers, of which profiles keep the digits as text."""
    is_exact = isinstance(cell, str) and _JSON_TYPES.get(column.type) == "number"
    return orjson.Fragment(str(cell)) if is_exact else cell


def _left_out(api: RowApi, words: Words) -> tuple[LeftOut, ...]:
    return tuple(
        LeftOut(column=one.format, reason=words(f"omission.{one.reason}")) for one in api.omissions
    )


def _samples(
    catalog: Catalog, subject: tuple[Dataset, Resource, Product], at: Addresses
) -> tuple[Snippet, ...]:
    dataset, resource, product = subject
    if resource.schema is None:
        return ()
    where = {
        file.format: at.site(catalog.location(dataset, file))
        for file in product.distributions
        if file.role == "derived"
    }
    addresses = TableAddresses(
        csv=where["CSV"],
        parquet=where["Parquet"],
        rows=at.site(f"{ROOT}datasets/{dataset.slug}/{resource.name}/rows/1.json"),
    )
    return api_samples(addresses, resource.schema.fields)

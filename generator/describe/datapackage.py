"""``datapackage.json``: a dataset as a Data Package (https://datapackage.org/standard/).

Written in version 2 and readable by version 1 tools. It describes the normalised CSV, in which
numbers, dates and truth values have one form, whatever the publisher's file looked like.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from frictionless import Field

from generator.distribution import Catalog, Distribution, Product
from generator.model import Column, Constraints, Dataset, Resource, Schema
from generator.table import table_schema

_PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
_JSON_DIGITS = 18
"""Larger numbers are text in our JSON: most of its readers would change them."""


def _plain_number(value: float | Decimal) -> int | float | str:
    exact = Decimal(str(value))
    if exact.is_finite() and exact.adjusted() < _JSON_DIGITS:
        number = int(exact) if exact == exact.to_integral_value() else float(exact)
        if Decimal(repr(number)) == exact:
            return number
    return str(exact)


# Types that the normalised CSV writes in their default form, and how metadata write it too.
_NORMALISED: dict[str, Callable[[Any], int | float | str]] = {
    "boolean": bool,
    "date": lambda value: str(value.isoformat()),
    "datetime": lambda value: str(value.isoformat()),
    "geopoint": lambda value: f"{value[0]:f},{value[1]:f}",
    "integer": _plain_number,
    "number": _plain_number,
    "time": lambda value: str(value.isoformat()),
}


def data_package(
    catalog: Catalog, dataset: Dataset, products: Sequence[Product], base_url: str
) -> dict[str, Any]:
    """The descriptor of a dataset, which lies beside its files; absent facts are left out."""
    metadata = dataset.metadata
    publisher = catalog.vocabularies.agencies[metadata.publisher]
    license_ = catalog.vocabularies.licenses[metadata.license]
    temporal = metadata.temporal
    descriptor = {
        "$schema": _PROFILE,
        "id": dataset.identifier,
        "name": dataset.slug,
        "title": dataset.title.vi,
        "title_en": dataset.title.en,
        "description": metadata.description.vi,
        "description_en": metadata.description.en,
        "homepage": f"{base_url}datasets/{dataset.slug}/",
        # The standard wants a moment: the day's first one, by the one time Việt Nam keeps.
        "created": f"{metadata.issued.isoformat()}T00:00:00+07:00",
        "modified": metadata.modified.isoformat(),
        "keywords": list(metadata.keywords.vi),
        "licenses": [_present(name=license_.id, title=license_.title.vi, path=license_.url)],
        "contributors": [
            _present(title=publisher.name.vi, roles=["publisher"], path=publisher.website)
        ],
        "sources": [
            _present(title=source.title.vi, path=source.url) for source in metadata.sources
        ],
        "sample": metadata.sample or None,
        "temporal": temporal and _present(start=temporal.start, end=temporal.end),
        "resources": [
            _resource(resource, product)
            for resource, product in zip(metadata.resources, products, strict=True)
        ],
    }
    return _present(**descriptor)


def normalised(schema: Schema) -> Schema:
    """The schema of the normalised CSV that is made from a table with ``schema``."""
    return replace(
        schema,
        fields=tuple(_normalised_column(column) for column in schema.fields),
        missing_values=("",),
    )


def _normalised_column(column: Column) -> Column:
    if column.type not in _NORMALISED:
        return replace(column, missing_values=None)
    written = _rewriter(column)
    return replace(
        column,
        format=None,
        example=written(column.example),
        constraints=_normalised_constraints(column.constraints, written),
        missing_values=None,
        decimal_char=None,
        group_char=None,
        bare_number=True,
        true_values=None,
        false_values=None,
    )


def _rewriter(column: Column) -> Callable[[Any], Any]:
    """What turns a value as the publisher writes it (``31/12/2024``) to its default form."""
    form = replace(column, constraints=Constraints(), example=None)
    field = table_schema(Schema(fields=(form,)))["fields"][0]
    read = Field.from_descriptor(field).create_value_reader()
    write = _NORMALISED[column.type]

    def rewrite(value: Any) -> Any:
        meant = None if value is None else read(value)
        return value if meant is None else write(meant)

    return rewrite


def _normalised_constraints(constraints: Constraints, written: Callable[[Any], Any]) -> Constraints:
    return replace(
        constraints,
        minimum=written(constraints.minimum),
        maximum=written(constraints.maximum),
        enum=tuple(map(written, constraints.enum)),
    )


def _resource(resource: Resource, product: Product) -> dict[str, Any]:
    file = main_distribution(product)
    described = _present(
        name=resource.name,
        path=file.file_name,
        title=resource.title.vi,
        description=resource.description and resource.description.vi,
        format=file.format.lower(),
        mediatype=file.media_type,
        bytes=file.byte_size,
        hash=f"sha256:{file.checksum}",
    )
    if resource.schema is None:
        return described
    return described | {
        "type": "table",
        "profile": "tabular-data-resource",
        "encoding": "utf-8",
        "schema": table_schema(normalised(resource.schema)),
    }


def main_distribution(product: Product) -> Distribution:
    """The form that the package carries: the normalised CSV, or a file as it was sent."""
    by_format = {item.format: item for item in product.distributions if item.role == "derived"}
    return by_format.get("CSV") or product.distributions[0]


def _present(**values: Any) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value not in (None, [], {})}

"""The distinct values of columns that hold few: kinds, states, names of areas and of places.

Codes of another table are told by that table's names. What can be told apart by nothing but its
number (identifiers, addresses, free text) is left out, as are columns with many values.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import pyarrow.compute as pc
import pyarrow.parquet as pq

from generator.distribution import Edition, Product, TableProfile
from generator.model import Column, Dataset, Resource, Schema

_MOST_VALUES = 150
"""In one column; beyond, it is no list of kinds or places."""
_MOST_CHARACTERS = 80
_MOST_IN_DATASET = 400
_CODE = re.compile(r"\S*[0-9]\S*|[a-z]+([-_][a-z]+)+")
"""What no one reads: codes, and names for machines."""

Key = tuple[str, str, str]
"""A column that others refer to: identifier of its dataset, resource, name."""


@dataclass(frozen=True, slots=True)
class _Tables:
    """The tables of an edition, with the names of what was referred to so far."""

    edition: Edition
    found: Mapping[tuple[str, str], tuple[Resource, Product]]
    names: dict[Key, Mapping[str, str]] = field(default_factory=dict)

    def names_of(self, key: Key) -> Mapping[str, str]:
        """The names of the codes in a column, by code; none where its table has no names."""
        if key not in self.names:
            self.names[key] = self._read_names(key)
        return self.names[key]

    def _read_names(self, key: Key) -> Mapping[str, str]:
        *table, code = key
        resource, product = self.found.get((table[0], table[1]), (None, None))
        name = None if resource is None else _name_column(resource, code)
        if product is None or name is None:
            return {}
        columns = _read(product, (code, name))
        return dict(zip(columns.get(code, ()), columns.get(name, ()), strict=True))


def table_values(edition: Edition) -> dict[str, tuple[str, ...]]:
    """By identifier of dataset: its values, each once, in the order of its tables and columns."""
    tables = _Tables(
        edition,
        {
            (dataset.identifier, resource.name): (resource, product)
            for dataset in edition.catalog.datasets
            for resource, product in _products(edition, dataset)
        },
    )
    return {
        dataset.identifier: tuple(dict.fromkeys(_of_dataset(tables, dataset)))[:_MOST_IN_DATASET]
        for dataset in edition.catalog.datasets
    }


def _products(edition: Edition, dataset: Dataset) -> Iterator[tuple[Resource, Product]]:
    products = edition.products.get(dataset.identifier, ())
    yield from zip(dataset.metadata.resources, products, strict=False)


def _of_dataset(tables: _Tables, dataset: Dataset) -> Iterator[str]:
    for resource, product in _products(tables.edition, dataset):
        if resource.schema is None or product.profile is None:
            continue
        values = _table(tables, dataset, resource.schema, product, product.profile)
        yield from (value for value in values if len(value) <= _MOST_CHARACTERS)


def _table(
    tables: _Tables, dataset: Dataset, schema: Schema, product: Product, profile: TableProfile
) -> Iterator[str]:
    keys = _keys(dataset, schema)
    wanted = [column for column in schema.fields if _is_wanted(column, profile, keys)]
    unlisted = tuple(column.name for column in wanted if not column.constraints.enum)
    read = _distinct(product, unlisted) if unlisted else {}
    for column in wanted:
        values = read.get(column.name, tuple(map(str, column.constraints.enum)))
        names = tables.names_of(keys[column.name]) if column.name in keys else {}
        yield from (
            text
            for value in values
            if (text := names.get(value, value)) and not _CODE.fullmatch(text)
        )


def _keys(dataset: Dataset, schema: Schema) -> dict[str, Key]:
    """What columns refer to, by their name."""
    return {
        key.fields[0]: (
            key.reference.dataset or dataset.identifier,
            key.reference.resource,
            key.reference.fields[0],
        )
        for key in schema.foreign_keys
        if len(key.fields) == 1
    }


def _is_wanted(column: Column, profile: TableProfile, keys: Mapping[str, Key]) -> bool:
    if column.type != "string":
        return False
    if column.constraints.enum or column.name in keys:
        return True
    found = next((each for each in profile.columns if each.name == column.name), None)
    if found is None or not 0 < found.distinct <= _MOST_VALUES:
        return False
    return not (_CODE.fullmatch(str(found.minimum)) and _CODE.fullmatch(str(found.maximum)))


def _name_column(resource: Resource, code: str) -> str | None:
    """What a table calls the things it gives codes to: its first text that is no code."""
    if resource.schema is None:
        return None
    keys = {code, *resource.schema.primary_key}
    names = (
        column.name
        for column in resource.schema.fields
        if column.type == "string" and column.name not in keys and not column.constraints.enum
    )
    return next(names, None)


def _distinct(product: Product, columns: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    return {name: tuple(dict.fromkeys(cells)) for name, cells in _read(product, columns).items()}


def _read(product: Product, columns: tuple[str, ...]) -> dict[str, list[str]]:
    """The cells of columns of text from the Parquet file; missing ones are empty."""
    file = next((d.content for d in product.distributions if d.format == "Parquet"), None)
    if file is None:
        return {}
    with pq.ParquetFile(file) as parquet:
        table = parquet.read(columns=list(columns), use_threads=False)
    return {
        name: [str(cell) for cell in pc.fill_null(table[name], "").to_pylist()] for name in columns
    }

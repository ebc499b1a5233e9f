"""Cells of text to typed columns, as the table's schema says.

What a cell means is decided by frictionless, field by field. Cells in the plain form of their
type, which nearly all are, mean the same to Arrow, which reads them at once; all others are
read by frictionless itself, each distinct cell once.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc

from generator.convert.arranged import arranged, is_wider
from generator.convert.plain import plain
from generator.model import Column, Resource, Schema
from generator.table import kind, read_columns, read_geometries, table_schema
from generator.vietnamese import compose

if TYPE_CHECKING:
    from frictionless import Field

Geometry = dict[str, Any] | None

_MEANING = (
    "name", "type", "format", "missingValues", "bareNumber", "decimalChar", "groupChar",
    "trueValues", "falseValues",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedTable:
    """A table whose columns have the types and names of its schema.

    Integers are int32 where all fit, else int64; numbers are doubles, or decimals where a
    double would change one; dates are date32, moments timestamps (UTC where they name a zone);
    everything else is text. ``geometries``, one for each row, are those of a GeoJSON source.
    """

    resource: Resource
    schema: Schema
    columns: pa.Table
    geometries: list[Geometry] | None = None


def typed_table(resource: Resource, source: Path) -> TypedTable:
    """The table in ``source``, which has been found valid.

    Raises:
        ValueError: where it is not valid after all.
    """
    if resource.schema is None:
        raise ValueError("a table has a schema")
    columns = typed_columns(read_columns(source, resource), readers(resource.schema))
    return TypedTable(
        resource=resource,
        schema=resource.schema,
        columns=columns,
        geometries=read_geometries(source, resource) if kind(resource) == "geojson" else None,
    )


@dataclass(frozen=True, slots=True)
class Reader:
    """The judge of one column. Constraints have been checked and cannot change a cell."""

    column: Column
    field: Field

    def read(self, texts: pa.ChunkedArray, least: pa.DataType | None = None) -> pa.ChunkedArray:
        """Cells as values, in the narrowest kind that holds them and is no less than ``least``."""
        missing = pc.is_in(texts, value_set=pa.array(self.field.missing_values, pa.string()))
        if pc.any(missing).as_py():
            texts = pc.if_else(missing, pa.scalar(None, pa.string()), texts)
        is_plain = not is_wider(self.column.type, least)
        found = plain(texts, self.column) if is_plain else None
        return found if found is not None else self._read_distinct(texts, least)

    def _read_distinct(self, texts: pa.ChunkedArray, least: pa.DataType | None) -> pa.ChunkedArray:
        encoded = texts.combine_chunks().dictionary_encode()
        if isinstance(encoded, pa.ChunkedArray):
            encoded = encoded.combine_chunks()
        written = encoded.dictionary.to_pylist()
        read: Callable[[str], tuple[Any, Any]] = self.field.create_cell_reader()
        values = [_valid(read(cell), cell, self.column) for cell in written]
        found = arranged(self.column.type, values, written, least=least)
        return pa.chunked_array([found.take(encoded.indices)])


def readers(schema: Schema) -> list[Reader]:
    """One for each column of the schema."""
    fields = table_schema(schema)["fields"]
    return [
        Reader(column, _field(field, schema))
        for column, field in zip(schema.fields, fields, strict=True)
    ]


def typed_columns(texts: pa.Table, columns: Sequence[Reader]) -> pa.Table:
    """The columns of text that are described, in that order, as values."""
    values = [each.read(texts.column(compose(each.column.name))) for each in columns]
    return pa.table(values, names=[each.column.name for each in columns])


def _field(field: dict[str, Any], schema: Schema) -> Field:
    from frictionless import Field  # noqa: PLC0415 - it takes long to load

    meaning = {name: field[name] for name in _MEANING if name in field}
    descriptor = {"missingValues": list(schema.missing_values)} | meaning
    return Field.from_descriptor(descriptor)


def _valid(result: tuple[Any, Any], cell: str, column: Column) -> Any:
    value, notes = result
    if notes:
        raise ValueError(f"{cell!r} is no {column.type} of column {column.name!r}: {notes}")
    return value

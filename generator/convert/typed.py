"""Cells of text to typed columns, as the table's schema says.

What a cell means is decided by frictionless, field by field. Cells in the plain form of their
type, which nearly all are, mean the same to Arrow, which reads them at once; all others are
read by frictionless itself, each distinct cell once.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
from frictionless import Field

from generator.convert.cells import shortest
from generator.model import Column, Resource, Schema
from generator.table import kind, read_columns, read_geometries, table_schema
from generator.vietnamese import compose

Geometry = dict[str, Any] | None

_EXACT_DIGITS = 15
"""A double gives back every decimal number of so many digits."""
_DECIMAL_DIGITS = 38
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
    texts = read_columns(source, resource)
    fields = table_schema(resource.schema)["fields"]
    columns = [
        _typed_column(texts.column(compose(column.name)), column, _reader(field, resource.schema))
        for column, field in zip(resource.schema.fields, fields, strict=True)
    ]
    return TypedTable(
        resource=resource,
        schema=resource.schema,
        columns=pa.table(columns, names=[column.name for column in resource.schema.fields]),
        geometries=read_geometries(source, resource) if kind(resource) == "geojson" else None,
    )


def _reader(field: dict[str, Any], schema: Schema) -> Field:
    """The judge of one column. Constraints have been checked and cannot change a cell."""
    meaning = {name: field[name] for name in _MEANING if name in field}
    descriptor = {"missingValues": list(schema.missing_values)} | meaning
    return Field.from_descriptor(descriptor)


def _typed_column(texts: pa.ChunkedArray, column: Column, reader: Field) -> pa.ChunkedArray:
    missing = pc.is_in(texts, value_set=pa.array(reader.missing_values, pa.string()))
    present = pc.if_else(missing, pa.scalar(None, pa.string()), texts)
    plain = _PLAIN[column.type](present, column) if column.type in _PLAIN else None
    return plain if plain is not None else _read_distinct(present, column, reader)


# Plain forms


def _plain_integers(texts: pa.ChunkedArray, column: Column) -> pa.ChunkedArray | None:
    if not column.bare_number or not _all_match(texts, r"^-?[0-9]{1,18}$"):
        return None
    return _narrowed(texts.cast(pa.int64()))


def _plain_numbers(texts: pa.ChunkedArray, column: Column) -> pa.ChunkedArray | None:
    if not column.bare_number or (column.decimal_char or ".") == column.group_char:
        return None
    if column.group_char:
        texts = pc.replace_substring(texts, column.group_char, "")
    if column.decimal_char and column.decimal_char != ".":
        if pc.any(pc.match_substring(texts, ".")).as_py():
            return None
        texts = pc.replace_substring(texts, column.decimal_char, ".")
    longest = pc.max(pc.utf8_length(texts)).as_py() or 0
    if longest > _EXACT_DIGITS or not _all_match(texts, r"^-?[0-9]+(\.[0-9]+)?$"):
        return None
    return texts.cast(pa.float64())


def _plain_dates(texts: pa.ChunkedArray, column: Column) -> pa.ChunkedArray | None:
    if column.format not in (None, "default") or not _all_match(texts, r"^\d{4}-\d{2}-\d{2}$"):
        return None
    return texts.cast(pa.date32())


def _plain_moments(texts: pa.ChunkedArray, column: Column) -> pa.ChunkedArray | None:
    form = r"^\d{4}-\d{2}-\d{2}T([01]\d|2[0-3]):\d{2}:\d{2}$"
    if column.format not in (None, "default") or not _all_match(texts, form):
        return None
    return texts.cast(pa.timestamp("s"))


def _all_match(texts: pa.ChunkedArray, pattern: str) -> bool:
    return pc.all(pc.match_substring_regex(texts, pattern)).as_py() is not False


def _narrowed(integers: Any) -> Any:
    bounds = pc.min_max(integers).as_py()
    fits = all(-(2**31) <= (bound or 0) < 2**31 for bound in bounds.values())
    return integers.cast(pa.int32()) if fits else integers


_PLAIN: dict[str, Callable[[pa.ChunkedArray, Column], pa.ChunkedArray | None]] = {
    "string": lambda texts, _: texts,
    "any": lambda texts, _: texts,
    "integer": _plain_integers,
    "number": _plain_numbers,
    "date": _plain_dates,
    "datetime": _plain_moments,
}


# Every other form


def _read_distinct(texts: pa.ChunkedArray, column: Column, reader: Field) -> pa.ChunkedArray:
    encoded = texts.combine_chunks().dictionary_encode()
    if isinstance(encoded, pa.ChunkedArray):
        encoded = encoded.combine_chunks()
    written = encoded.dictionary.to_pylist()
    read: Callable[[str], tuple[Any, Any]] = reader.create_cell_reader()
    values = [_valid(read(cell), cell, column) for cell in written]
    arranged = _ARRANGED.get(column.type, _as_written)(values, written)
    return pa.chunked_array([arranged.take(encoded.indices)])


def _valid(result: tuple[Any, Any], cell: str, column: Column) -> Any:
    value, notes = result
    if notes:
        raise ValueError(f"{cell!r} is no {column.type} of column {column.name!r}: {notes}")
    return value


def _as_written(_: list[Any], written: list[str]) -> pa.Array:
    return pa.array(written, pa.string())


def _integers(values: list[Any], _: list[str]) -> pa.Array:
    largest = max((abs(value) for value in values if value is not None), default=0)
    if largest < 2**63:
        return _narrowed(pa.array(values, pa.int64()))
    return _decimals([None if value is None else Decimal(value) for value in values])


def _numbers(values: list[Any], _: list[str]) -> pa.Array:
    """Doubles, or decimals. What is not finite is missing: JSON and XLSX have no such number."""
    finite = [value if value is not None and value.is_finite() else None for value in values]
    if all(value is None or _is_double(value) for value in finite):
        return pa.array([None if value is None else float(value) for value in finite], pa.float64())
    return _decimals(finite)


def _is_double(value: Decimal) -> bool:
    return Decimal(repr(float(value))) == value


def _decimals(values: list[Decimal | None]) -> pa.Array:
    """Decimals of 38 digits, which databases read; longer ones stay text, digit for digit."""
    parts = [value.as_tuple() for value in values if value is not None]
    scale = max([0, *(-int(part.exponent) for part in parts)])
    whole = max([1, *(len(part.digits) + int(part.exponent) for part in parts)])
    if whole + scale > _DECIMAL_DIGITS:
        texts = [None if value is None else shortest(value) for value in values]
        return pa.array(texts, pa.string())
    return pa.array(values, pa.decimal128(whole + scale, scale))


def _moments(values: list[Any], _: list[str]) -> pa.Array:
    """Timestamps where all or none name a zone, else ISO 8601 as text: no zone is invented."""
    moments: list[datetime] = [value for value in values if value is not None]
    zoned = {moment.tzinfo is not None for moment in moments}
    if len(zoned) > 1:
        return _iso(values, [])
    unit = "us" if any(moment.microsecond for moment in moments) else "s"
    return pa.array(values, pa.timestamp(unit, "UTC" if zoned == {True} else None))


def _iso(values: list[Any], _: list[str]) -> pa.Array:
    return pa.array([None if value is None else value.isoformat() for value in values], pa.string())


def _months(values: list[Any], _: list[str]) -> pa.Array:
    texts = [None if value is None else f"{value.year:04d}-{value.month:02d}" for value in values]
    return pa.array(texts, pa.string())


def _points(values: list[Any], _: list[str]) -> pa.Array:
    texts = [None if value is None else f"{value[0]:f},{value[1]:f}" for value in values]
    return pa.array(texts, pa.string())


_ARRANGED: dict[str, Callable[[list[Any], list[str]], pa.Array]] = {
    "integer": _integers,
    "year": _integers,
    "number": _numbers,
    "boolean": lambda values, _: pa.array(values, pa.bool_()),
    "date": lambda values, _: pa.array(values, pa.date32()),
    "datetime": _moments,
    "time": _iso,
    "yearmonth": _months,
    "geopoint": _points,
}

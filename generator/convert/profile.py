"""What stands in a table's columns."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from generator.convert.cells import cells
from generator.convert.columns import Columns, Held, whole
from generator.convert.counts import Counts, counts
from generator.convert.histogram import date_histogram, number_histogram, plain_numbers
from generator.convert.series import series
from generator.convert.typed import TypedTable
from generator.distribution import Cell, ColumnProfile, Histogram, Series, TableProfile
from generator.model import Column, Resource, Schema

_PREVIEW_ROWS = 15
_MOST_FREQUENT = 5
_LONGEST_FREQUENT = 200
"""Characters: longer texts tell nothing at a glance, and profiles stay small."""

_UNCOUNTED = frozenset({"geopoint", "geojson", "object", "array"})
"""Types whose cells nobody compares."""


def table_profile(table: TypedTable) -> TableProfile:
    """Size, columns and first rows of a typed table; text is bounded in code point order."""
    return profile_of(table.resource, table.schema, Held(table.columns))


def profile_of(resource: Resource, schema: Schema, content: Columns) -> TableProfile:
    """The profile of a table of which one column is looked at after the other."""
    first = [cells(column) for column in content.head(_PREVIEW_ROWS).columns]
    profiles = tuple(_column_profile(column, content) for column in schema.fields)
    return TableProfile(
        rows=content.rows,
        columns=profiles,
        preview=tuple(zip(*first, strict=True)),
        series=series(resource, schema, content, profiles),
    )


def recalled_profile(memo: dict[str, Any]) -> TableProfile:
    """The profile that was written as the JSON value ``memo``."""
    told = memo["series"]
    return TableProfile(
        rows=memo["rows"],
        columns=tuple(map(_recalled_column, memo["columns"])),
        preview=tuple(tuple(row) for row in memo["preview"]),
        series=told and Series(**told | {"points": tuple(map(tuple, told["points"]))}),
    )


def _recalled_column(memo: dict[str, Any]) -> ColumnProfile:
    spread = memo["histogram"]
    more = {
        "histogram": spread
        and Histogram(edges=tuple(spread["edges"]), counts=tuple(spread["counts"])),
        "frequent": tuple(map(tuple, memo["frequent"])),
    }
    return ColumnProfile(**memo | more)


def _column_profile(column: Column, content: Columns) -> ColumnProfile:
    if _is_measured(column, content.schema.field(column.name).type):
        return _measured(column, whole(content, column.name))
    return _counted(column, content)


def _is_measured(column: Column, kind: Any) -> bool:
    """Whether cells have a middle and a spread."""
    is_month = column.type == "yearmonth" and pa.types.is_string(kind)
    return bool(is_month or _is_number(kind) or _is_time(kind))


def _measured(column: Column, content: pa.ChunkedArray) -> ColumnProfile:
    minimum, maximum = cells(pa.array(list(pc.min_max(content).values()), content.type))
    missing, ordered = content.null_count, _ordered(content)
    return ColumnProfile(
        name=column.name,
        missing=missing,
        distinct=_distinct(content, ordered),
        minimum=minimum,
        maximum=maximum,
        median=_median(ordered),
        histogram=(number_histogram if _is_number(content.type) else date_histogram)(ordered),
    )


def _ordered(content: pa.ChunkedArray) -> pa.Array:
    """The cells that are there, the smallest first; decimals as doubles, months as they are."""
    kind = content.type
    if pa.types.is_string(kind):
        return content.drop_null()
    if pa.types.is_decimal(kind):
        content, kind = content.cast(pa.float64(), safe=False), pa.float64()
    return pa.array(np.sort(plain_numbers(content.drop_null()))).cast(kind)


def _counted(column: Column, content: Columns) -> ColumnProfile:
    """A column of text or of yes and no: the commonest cells are told where cells repeat."""
    found = counts(lambda: _pieces(content, column.name), _MOST_FREQUENT)
    kind = content.schema.field(column.name).type
    minimum, maximum = cells(pa.array(found.bounds, kind))
    repeats = column.type not in _UNCOUNTED and found.distinct * 2 <= found.present
    return ColumnProfile(
        name=column.name,
        missing=content.rows - found.present,
        distinct=found.distinct,
        minimum=minimum,
        maximum=maximum,
        frequent=_frequent(found, kind) if repeats else (),
    )


def _pieces(content: Columns, name: str) -> Iterator[pa.ChunkedArray]:
    return (piece.column(0) for piece in content.pieces([name]))


def _is_number(kind: Any) -> bool:
    return bool(
        pa.types.is_integer(kind) or pa.types.is_floating(kind) or pa.types.is_decimal(kind)
    )


def _is_time(kind: Any) -> bool:
    return bool(pa.types.is_date(kind) or pa.types.is_timestamp(kind))


def _distinct(content: pa.ChunkedArray, ordered: pa.Array) -> int:
    if pa.types.is_string(content.type) or pa.types.is_decimal(content.type):
        return int(pc.count_distinct(content).as_py())
    numbers = plain_numbers(ordered)
    return int(np.count_nonzero(numbers[1:] != numbers[:-1])) + min(len(numbers), 1)


def _median(ordered: pa.Array) -> Cell:
    """The middle cell; between two numbers their mean, between two dates the earlier."""
    middle = (len(ordered) - 1) // 2
    if not len(ordered) or pa.types.is_string(ordered.type):
        return None
    if _is_time(ordered.type):
        return cells(ordered[middle : middle + 1])[0]
    pair = ordered[middle], ordered[len(ordered) // 2]
    return _plain(sum(0.5 * float(number.as_py()) for number in pair))


def _plain(number: float) -> Cell:
    return int(number) if number.is_integer() else number


def _frequent(found: Counts, kind: Any) -> tuple[tuple[Cell, int], ...]:
    told = cells(pa.array([value for value, _ in found.commonest], kind))
    pairs = zip(told, (number for _, number in found.commonest), strict=True)
    return tuple(pair for pair in pairs if len(str(pair[0])) <= _LONGEST_FREQUENT)

"""What stands in a table's columns."""

from __future__ import annotations

from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from generator.convert.cells import cells
from generator.convert.histogram import date_histogram, number_histogram
from generator.convert.series import series
from generator.convert.typed import TypedTable
from generator.distribution import Cell, ColumnProfile, Histogram, Series, TableProfile
from generator.model import Column

_PREVIEW_ROWS = 15
_MOST_FREQUENT = 5
_LONGEST_FREQUENT = 200
"""Characters: longer texts tell nothing at a glance, and profiles stay small."""

_UNCOUNTED = frozenset({"geopoint", "geojson", "object", "array"})
"""Types whose cells nobody compares."""


def table_profile(table: TypedTable) -> TableProfile:
    """Size, columns and first rows of a typed table; text is bounded in code point order."""
    content = table.columns
    first = [cells(column) for column in content.slice(0, _PREVIEW_ROWS).columns]
    profiles = tuple(map(_column_profile, table.schema.fields, content.columns))
    return TableProfile(
        rows=content.num_rows,
        columns=profiles,
        preview=tuple(zip(*first, strict=True)),
        series=series(table, profiles),
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


def _column_profile(column: Column, content: pa.ChunkedArray) -> ColumnProfile:
    minimum, maximum = _bounds(content)
    distinct, frequent = _counted(column, content)
    return ColumnProfile(
        name=column.name,
        missing=content.null_count,
        distinct=distinct,
        minimum=minimum,
        maximum=maximum,
        median=_median(content),
        histogram=_histogram(column, content),
        frequent=frequent,
    )


def _bounds(column: pa.ChunkedArray) -> tuple[Cell, Cell]:
    found = pc.min_max(column)
    minimum, maximum = cells(pa.array([found["min"], found["max"]], column.type))
    return minimum, maximum


def _histogram(column: Column, content: pa.ChunkedArray) -> Histogram | None:
    kind = content.type
    if _is_number(kind):
        return number_histogram(content)
    is_month = column.type == "yearmonth" and pa.types.is_string(kind)
    if is_month or pa.types.is_date(kind) or pa.types.is_timestamp(kind):
        return date_histogram(content)
    return None


def _is_number(kind: Any) -> bool:
    return bool(
        pa.types.is_integer(kind) or pa.types.is_floating(kind) or pa.types.is_decimal(kind)
    )


def _median(content: pa.ChunkedArray) -> Cell:
    """The middle cell; between two numbers their mean, between two dates the earlier."""
    kind = content.type
    if _is_number(kind):
        found = pc.quantile(content.cast(pa.float64(), safe=False), 0.5)[0].as_py()
        return _plain(found)
    if not (pa.types.is_date(kind) or pa.types.is_timestamp(kind)):
        return None
    number = pa.int32() if pa.types.is_date32(kind) else pa.int64()
    middle = pc.quantile(content.cast(number), 0.5, interpolation="lower")
    return cells(middle.cast(number).cast(kind))[0]


def _plain(number: float | None) -> Cell:
    return int(number) if number is not None and number.is_integer() else number


def _counted(column: Column, content: pa.ChunkedArray) -> tuple[int, tuple[tuple[Cell, int], ...]]:
    """How many different cells there are, and the commonest where cells repeat."""
    kind = content.type
    is_text = pa.types.is_string(kind) and column.type not in {"yearmonth", *_UNCOUNTED}
    if not (is_text or pa.types.is_boolean(kind)):
        return pc.count_distinct(content).as_py(), ()
    found = pc.value_counts(content.drop_null())
    distinct, rows = len(found), len(content) - content.null_count
    return distinct, _frequent(found) if distinct * 2 <= rows else ()


def _frequent(found: pa.StructArray) -> tuple[tuple[Cell, int], ...]:
    """The commonest cells; among equally common ones those that come first in the table."""
    values, counts = found.flatten()
    # sort_indices is stable: https://arrow.apache.org/docs/python/generated/pyarrow.compute.sort_indices.html
    order = pc.sort_indices(counts, sort_keys=[("", "descending")])[:_MOST_FREQUENT]
    pairs = zip(cells(values.take(order)), counts.take(order).to_pylist(), strict=True)
    return tuple(pair for pair in pairs if len(str(pair[0])) <= _LONGEST_FREQUENT)

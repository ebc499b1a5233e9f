"""What stands in a table's columns."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

from generator.convert.cells import cells
from generator.distribution import Cell, ColumnProfile, TableProfile

_PREVIEW_ROWS = 15


def table_profile(table: pa.Table) -> TableProfile:
    """Size, columns and first rows of a typed table; text is bounded in code point order."""
    first = [cells(column) for column in table.slice(0, _PREVIEW_ROWS).columns]
    return TableProfile(
        rows=table.num_rows,
        columns=tuple(map(_column_profile, table.column_names, table.columns)),
        preview=tuple(zip(*first, strict=True)),
    )


def _column_profile(name: str, column: pa.ChunkedArray) -> ColumnProfile:
    minimum, maximum = _bounds(column)
    return ColumnProfile(
        name=name,
        missing=column.null_count,
        distinct=pc.count_distinct(column).as_py(),
        minimum=minimum,
        maximum=maximum,
    )


def _bounds(column: pa.ChunkedArray) -> tuple[Cell, Cell]:
    found = pc.min_max(column)
    minimum, maximum = cells(pa.array([found["min"], found["max"]], column.type))
    return minimum, maximum

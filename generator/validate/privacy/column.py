"""A column as detectors look at it: its heading and its different values."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from generator.table import TextTable
from generator.validate.privacy.heading import heading

# A column of more rows is known by every n-th of them, and by all cells with a long number or
# an at sign, which may be few.
_ROWS = 3_000
_CONSPICUOUS = 2_000
_LONG_NUMBER = r"[0-9]{8}|[0-9]{2,4}[ .\-][0-9]{2,4}[ .\-][0-9]{2,4}|[a-zA-Z0-9]@|[0-9][A-Z]"
_SHORTEST = 9

_NOTHING = frozenset(
    {"", "-", "–", "…", "x", "X", "/", "0", "n/a", "N/A", "null", "không", "Không"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnView:
    """One column: ``heading`` as :func:`~.heading.heading` gives it, ``values`` without repeats.

    ``is_quantity`` says that the schema gives a unit, so that its numbers are measured ones.
    """

    label: str
    heading: str
    values: tuple[str, ...]
    is_quantity: bool = False


def views(table: TextTable) -> Iterator[ColumnView]:
    """The columns of a table that have any values."""
    for label in table.columns.column_names:
        column = table.column(label)
        values = _values(table.columns.column(label))
        if values:
            yield ColumnView(
                label=label,
                heading=heading(label, column),
                values=values,
                is_quantity=column is not None and column.unit is not None,
            )


def _values(column: pa.ChunkedArray) -> tuple[str, ...]:
    """The different values, in order of appearance."""
    if len(column) > _ROWS:
        step = -(-len(column) // _ROWS)
        taken = column.take(pa.array(range(0, len(column), step)))
        found = [*pc.unique(taken).to_pylist(), *_conspicuous(column)]
    else:
        found = pc.unique(column).to_pylist()
    return tuple(dict.fromkeys(value for value in map(str.strip, found) if value not in _NOTHING))


def _conspicuous(column: pa.ChunkedArray) -> list[str]:
    if pc.max(pc.binary_length(column)).as_py() < _SHORTEST:
        return []
    rows = pc.indices_nonzero(pc.match_substring_regex(column, _LONG_NUMBER))
    values: list[str] = pc.unique(column.take(rows[:_CONSPICUOUS])).to_pylist()
    return values

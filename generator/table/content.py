"""All that is read of a table, once, for everyone who looks at it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

import numpy as np
import pyarrow as pa

from generator.model import Resource
from generator.table.fault import UnreadableTable
from generator.table.plain import read_plain
from generator.table.rows import Row, kind, read_rows

_BATCH_ROWS = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class TableContent:
    """A table as its publisher wrote it, up to where it can be read.

    ``labels`` are those of the header, without surrounding spaces, ``None`` where there is no
    header; ``header_row`` is its number, as a spreadsheet counts. ``columns`` are text, in the
    header's order, null where a row is too short. ``beyond`` has what stands right of the
    header, by index of the row (from 0, below the header). ``fault`` says why reading ended early.
    """

    labels: tuple[str, ...] | None
    header_row: int = 1
    columns: tuple[pa.ChunkedArray, ...] = ()
    height: int = 0
    beyond: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    fault: UnreadableTable | None = None

    def row_number(self, index: int) -> int:
        """The number of the row in the file."""
        return self.header_row + 1 + index

    def ragged_rows(self) -> Sequence[int]:
        """The indexes of rows with more or fewer cells than the header."""
        short = [int(index) for index in _nulls(self.columns[-1])] if self.columns else []
        return sorted([*short, *self.beyond])

    def rows(self, indexes: Sequence[int] | None = None) -> Iterator[list[str]]:
        """The cells of rows, each with as many as it has: those asked for, or all."""
        wanted: Sequence[int] = range(self.height) if indexes is None else indexes
        for start in range(0, len(wanted), _BATCH_ROWS):
            batch = wanted[start : start + _BATCH_ROWS]
            for index, cells in zip(batch, self._cells(batch), strict=True):
                yield [*cells, *self.beyond.get(int(index), ())]

    def _cells(self, indexes: Sequence[int]) -> Iterator[list[str]]:
        if not self.columns:
            yield from ([] for _ in indexes)
            return
        taken = [column.take(pa.array(indexes, pa.int64())) for column in self.columns]
        is_ragged = taken[-1].null_count > 0
        for cells in zip(*(column.to_pylist() for column in taken), strict=True):
            yield [cell for cell in cells if cell is not None] if is_ragged else list(cells)


def _nulls(column: pa.ChunkedArray) -> np.ndarray:
    return np.flatnonzero(column.is_null()) if column.null_count else np.empty(0, int)


def read_content(path: Path, resource: Resource) -> TableContent:
    """Read the table at ``path``; a fault is part of what is given, not raised."""
    plain = read_plain(path, resource) if kind(resource) == "csv" else None
    if plain is None:
        return _read_carefully(path, resource)
    return TableContent(
        labels=tuple(label.strip() for label in plain.labels),
        header_row=resource.dialect.header_row,
        columns=tuple(plain.columns),
        height=len(plain.columns[0]),
    )


def _read_carefully(path: Path, resource: Resource) -> TableContent:
    collected = _Collected(read_rows(path, resource))
    header = next(collected, None)
    if header is None:
        return TableContent(labels=None, fault=collected.fault)
    width, height = len(header.cells), 0
    parts: list[list[pa.Array]] = [[] for _ in header.cells]
    beyond: dict[int, tuple[str, ...]] = {}
    while batch := list(islice(collected, _BATCH_ROWS)):
        long = ((number, row.cells[width:]) for number, row in enumerate(batch, height))
        beyond |= {number: tuple(cells) for number, cells in long if cells}
        height += len(batch)
        fitted = (row.cells[:width] + [None] * (width - len(row.cells)) for row in batch)
        for column, cells in zip(parts, zip(*fitted, strict=True), strict=True):
            column.append(pa.array(cells, pa.string()))
    return TableContent(
        labels=tuple(header.cells),
        header_row=header.number,
        columns=tuple(pa.chunked_array(column, pa.string()) for column in parts),
        height=height,
        beyond=beyond,
        fault=collected.fault,
    )


class _Collected(Iterator[Row]):
    """Rows up to the first fault, which is kept."""

    def __init__(self, rows: Iterator[Row]) -> None:
        self._rows = rows
        self.fault: UnreadableTable | None = None

    def __next__(self) -> Row:
        try:
            return next(self._rows)
        except UnreadableTable as fault:
            self.fault = fault
            raise StopIteration from None

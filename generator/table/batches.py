"""A table in parts, for what is too large to be held at once."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pyarrow as pa

from generator.model import Resource
from generator.table.fault import UnreadableTable
from generator.table.plain import plain_batches
from generator.table.rows import Row, kind, read_rows

_BATCH_ROWS = 50_000


def read_batches(path: Path, resource: Resource) -> Iterator[pa.RecordBatch]:
    """The table as :func:`read_columns` gives it, a part at a time.

    Raises:
        UnreadableTable: as :func:`read_columns` does, when the fault is reached.
    """
    plain = plain_batches(path, resource) if kind(resource) == "csv" else None
    if plain is None:
        yield from _batches(read_rows(path, resource))
        return
    try:
        yield from plain
    except pa.ArrowInvalid as error:
        raise UnreadableTable("row-ragged", {"expected": "…", "found": "…"}) from error


def _batches(rows: Iterator[Row]) -> Iterator[pa.RecordBatch]:
    labels = next(rows).cells
    while batch := list(islice(rows, _BATCH_ROWS)):
        for row in batch:
            _refuse_ragged(row, len(labels))
        columns = zip(*(row.cells for row in batch), strict=True)
        arrays = [pa.array(column, pa.string()) for column in columns]
        yield pa.RecordBatch.from_arrays(arrays, names=labels)


def _refuse_ragged(row: Row, width: int) -> None:
    if len(row.cells) != width:
        details = {"expected": str(width), "found": str(len(row.cells))}
        raise UnreadableTable("row-ragged", details, row=row.number)

"""Tables too large to be held: from text to Parquet a part at a time, then column by column.

The kinds of columns depend on all their cells. The first parts are written in the kinds that
hold them; where a later part needs wider ones the table is written again in those, which are
never less wide. So the file is the one that the whole table, held, would have given.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple

import pyarrow as pa
import pyarrow.parquet as pq

from generator.convert.arranged import wider
from generator.convert.columnar import large_writer
from generator.convert.columns import Stored
from generator.convert.delimited import write_columns
from generator.convert.profile import profile_of
from generator.convert.typed import Reader, readers
from generator.distribution import TableProfile
from generator.model import Resource, Schema
from generator.table import read_batches
from generator.vietnamese import compose

_PART_ROWS = 100_000

_Kinds = list[pa.DataType | None]
"""Of each column as far as it is known: ``None`` while all its cells are missing."""


class LargeForms(NamedTuple):
    """Where the forms of a large table are to be written; CSV where it is wanted."""

    parquet: Path
    csv: Path | None


def write_large(
    resource: Resource, schema: Schema, source: Path, forms: LargeForms
) -> TableProfile:
    """Write the table in ``source``, which has been found valid, in its forms; profile it.

    Raises:
        ValueError: where it is not valid after all.
        UnreadableTable: where it cannot be read to its end.
    """
    judges = readers(schema)
    wanted: _Kinds = [None] * len(judges)
    while True:
        with _Writing(judges, wanted, forms.parquet) as writing:
            for part in _parts(source, resource):
                writing.add(part)
        if writing.is_right:
            break
        wanted = writing.kinds
    with pq.ParquetFile(forms.parquet) as file:
        stored = Stored(file, writing.schema)
        if forms.csv is not None:
            write_columns(stored, forms.csv)
        return profile_of(resource, schema, stored)


def _parts(source: Path, resource: Resource) -> Iterator[pa.Table]:
    """The text of the table, in parts of a number of rows that does not depend on its bytes."""
    waiting: list[pa.RecordBatch] = []
    rows = 0
    for batch in read_batches(source, resource):
        waiting.append(batch)
        rows += len(batch)
        while rows >= _PART_ROWS:
            joined = pa.Table.from_batches(waiting)
            yield joined.slice(0, _PART_ROWS)
            waiting = joined.slice(_PART_ROWS).to_batches()
            rows -= _PART_ROWS
    if rows:
        yield pa.Table.from_batches(waiting)


class _Writing:
    """One run through a table: parts are written while they fit what was written before.

    Compressing one part and reading the next go on side by side.
    """

    def __init__(self, judges: list[Reader], wanted: _Kinds, path: Path) -> None:
        self.kinds = list(wanted)
        self.is_right = True
        self._judges = judges
        self._path = path
        self.schema = pa.schema([])
        self._writer: pq.ParquetWriter | None = None
        self._written: Future[None] | None = None
        self._open = ExitStack()

    def __enter__(self) -> _Writing:
        self._thread = self._open.enter_context(ThreadPoolExecutor(1))
        return self

    def __exit__(self, *failure: object) -> None:
        with self._open:
            if self._written is not None:
                self._written.result()

    def add(self, texts: pa.Table) -> None:
        """Write the next part, if nothing has shown that all is to be written again."""
        columns = [
            judge.read(texts.column(compose(judge.column.name)), kind)
            for judge, kind in zip(self._judges, self.kinds, strict=True)
        ]
        self.kinds = [_with(*pair) for pair in zip(self.kinds, columns, strict=True)]
        writer = self._writer or self._begin(columns)
        self._judge()
        if self.is_right:
            self._write(columns, writer)

    def _begin(self, columns: list[pa.ChunkedArray]) -> pq.ParquetWriter:
        names = [judge.column.name for judge in self._judges]
        kinds = [_fitting(*pair).type for pair in zip(columns, self.kinds, strict=True)]
        self.schema = pa.schema(list(zip(names, kinds, strict=True)))
        self._writer = self._open.enter_context(large_writer(self._path, self.schema))
        return self._writer

    def _judge(self) -> None:
        """Whether what was written has the kinds that are known by now."""
        pairs = zip(self.schema, self.kinds, strict=True)
        self.is_right &= all(kind in (None, field.type) for field, kind in pairs)

    def _write(self, columns: list[pa.ChunkedArray], writer: pq.ParquetWriter) -> None:
        pairs = zip(columns, self.schema, strict=True)
        fitted = [_fitting(column, field.type) for column, field in pairs]
        part = pa.Table.from_arrays(fitted, schema=self.schema)
        if self._written is not None:
            self._written.result()
        self._written = self._thread.submit(writer.write_table, part)


def _with(kind: pa.DataType | None, column: pa.ChunkedArray) -> pa.DataType | None:
    if column.null_count == len(column):
        return kind
    return column.type if kind is None else wider(kind, column.type)


def _fitting(column: pa.ChunkedArray, kind: pa.DataType | None) -> pa.ChunkedArray:
    if kind is None or column.type == kind:
        return column
    if column.null_count == len(column):
        return pa.chunked_array([pa.nulls(len(column), kind)])
    return column.cast(kind)

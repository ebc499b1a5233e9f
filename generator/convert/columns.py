"""The columns of a table, held or stored, as those ask for them who look at one after another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

import pyarrow as pa
import pyarrow.parquet as pq

_PIECE_ROWS = 500_000


class Columns(Protocol):
    """A table of which not all has to be in memory."""

    @property
    def rows(self) -> int:
        """How many there are."""

    @property
    def schema(self) -> pa.Schema:
        """Names and kinds of the columns."""

    def pieces(self, names: Sequence[str]) -> Iterator[pa.Table]:
        """The columns asked for, from the first row to the last, as much as fits at a time."""

    def head(self, rows: int) -> pa.Table:
        """All columns of the first rows."""


@dataclass(frozen=True, slots=True)
class Held:
    """Columns in memory."""

    table: pa.Table

    @property
    def rows(self) -> int:
        """How many there are."""
        return int(self.table.num_rows)

    @property
    def schema(self) -> pa.Schema:
        """Names and kinds of the columns."""
        return self.table.schema

    def pieces(self, names: Sequence[str]) -> Iterator[pa.Table]:
        """The columns asked for, in one piece."""
        yield self.table.select(list(names))

    def head(self, rows: int) -> pa.Table:
        """All columns of the first rows."""
        return self.table.slice(0, rows)


@dataclass(frozen=True, slots=True)
class Stored:
    """Columns in a Parquet file, which has no seconds, of the kinds of ``schema``."""

    file: pq.ParquetFile
    schema: pa.Schema

    @property
    def rows(self) -> int:
        """How many there are."""
        return int(self.file.metadata.num_rows)

    def pieces(self, names: Sequence[str]) -> Iterator[pa.Table]:
        """The columns asked for, some row groups at a time."""
        schema = pa.schema([self.schema.field(name) for name in names])
        group = max(1, self.file.metadata.row_group(0).num_rows)
        step = max(1, _PIECE_ROWS // group)
        for start in range(0, self.file.num_row_groups, step):
            groups = range(start, min(start + step, self.file.num_row_groups))
            found = self.file.read_row_groups(groups, columns=list(names), use_threads=False)
            yield found.select(list(names)).cast(schema)

    def head(self, rows: int) -> pa.Table:
        """All columns of the first rows."""
        found = next(self.file.iter_batches(rows, use_threads=False), None)
        first = self.schema.empty_table() if found is None else pa.Table.from_batches([found])
        return first.cast(self.schema)


def whole(columns: Columns, name: str) -> pa.ChunkedArray:
    """All of one column."""
    return pa.concat_tables(columns.pieces([name])).column(0)

"""Parquet, laid out so that a browser reads the part it needs."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from generator.convert.typed import TypedTable

_GROUP_ROWS = 10_000
"""About 100 to 300 kB each when packed: first rows appear soonest so."""

_LARGE_LEVEL = 3
"""Of ZSTD: a third of the time of level 9, and 2 % more bytes."""


def write_parquet(table: TypedTable, path: Path) -> None:
    """The table in typed columns, ZSTD, with an index of its pages."""
    pq.write_table(
        table.columns,
        path,
        compression="zstd",
        compression_level=9,
        row_group_size=_GROUP_ROWS,
        write_page_index=True,
        store_schema=False,
    )


def large_writer(path: Path, schema: pa.Schema) -> pq.ParquetWriter:
    """Writes a table of millions of rows, each part that it is given as a group of rows.

    Groups are larger than elsewhere, or the list of them would be long. Numbers seldom repeat
    within one: only text has a dictionary.
    """
    return pq.ParquetWriter(
        path,
        schema,
        compression="zstd",
        compression_level=_LARGE_LEVEL,
        use_dictionary=[field.name for field in schema if pa.types.is_string(field.type)],
        write_page_index=True,
        store_schema=False,
    )

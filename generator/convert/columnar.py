"""Parquet, laid out so that a browser reads the part it needs."""

from __future__ import annotations

from pathlib import Path

import pyarrow.parquet as pq

from generator.convert.typed import TypedTable

_GROUP_ROWS = 10_000
"""About 100 to 300 kB each when packed: first rows appear soonest so."""


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

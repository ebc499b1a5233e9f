"""A whole table as columns of text: what rules beyond types look at."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from generator.model import Column, Resource
from generator.problems import Place
from generator.table.rows import Row, read_rows

_SHOWN = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class TextTable:
    """A publisher's table, every cell as it was written.

    ``columns`` are text, without nulls, under the labels of the header; rows that are too short
    are filled with empty cells, what is beyond the header is left out. ``first_row`` is the
    number of the row below the header, as a spreadsheet counts.
    """

    resource: Resource
    file: str
    columns: pa.Table
    first_row: int

    def column(self, name: str) -> Column | None:
        """What the schema says of the column labelled ``name``."""
        fields = self.resource.schema.fields if self.resource.schema else ()
        return next((column for column in fields if column.name == name), None)

    def place(self, index: int | None = None, field: str | None = None) -> Place:
        """The place of a cell: ``index`` counts rows from 0, below the header."""
        cell = None
        if index is not None and field is not None:
            cell = self.columns.column(field)[index].as_py()[:_SHOWN]
        row = None if index is None else self.first_row + index
        return Place(file=self.file, row=row, field=field, cell=cell)


def read_text(path: Path, resource: Resource, file: str) -> TextTable:
    """Read the table at ``path``, which problems call ``file``.

    Raises:
        UnreadableTable: as :func:`read_rows` does.
    """
    rows = read_rows(path, resource)
    header = next(rows)
    labels = _distinct(header.cells)
    found = list(rows)
    cells = [_fitted(row, len(labels)) for row in found]
    columns = [pa.array(column, pa.string()) for column in zip(*cells, strict=True)]
    return TextTable(
        resource=resource,
        file=file,
        columns=pa.Table.from_arrays(columns, names=labels),
        first_row=header.number + 1,
    )


def _distinct(labels: list[str]) -> list[str]:
    """Labels that can be told apart: the header's own problems are told elsewhere."""
    seen: dict[str, int] = {}
    distinct = []
    for label in labels:
        seen[label] = count = seen.get(label, 0) + 1
        distinct.append(label if count == 1 else f"{label} ({count})")
    return distinct


def _fitted(row: Row, width: int) -> list[str]:
    return row.cells[:width] + [""] * (width - len(row.cells))

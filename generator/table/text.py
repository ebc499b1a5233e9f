"""A whole table as columns of text: what rules beyond types look at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from generator.model import Column, Resource
from generator.problems import Place
from generator.table.content import TableContent, read_content
from generator.table.fault import UnreadableTable

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
    return text_table(read_content(path, resource), resource, file)


def text_table(content: TableContent, resource: Resource, file: str) -> TextTable:
    """What was read of a table, for rules.

    Raises:
        UnreadableTable: where it could not be read to its end.
    """
    if content.fault is not None:
        raise content.fault
    columns = [pc.fill_null(column, "") for column in content.columns]
    return TextTable(
        resource=resource,
        file=file,
        columns=pa.Table.from_arrays(columns, names=_distinct(content.labels or ())),
        first_row=content.header_row + 1,
    )


def read_columns(path: Path, resource: Resource) -> pa.Table:
    """The whole table as columns of text under its labels: the cells of :func:`read_rows`.

    Raises:
        UnreadableTable: as :func:`read_rows` does, and ``row-ragged`` where a row has more or
            fewer cells than the header.
    """
    content = read_content(path, resource)
    for index in content.ragged_rows():
        found = len(next(content.rows([index])))
        details = {"expected": str(len(content.columns)), "found": str(found)}
        raise UnreadableTable("row-ragged", details, row=content.row_number(index))
    if content.fault is not None:
        raise content.fault
    return pa.Table.from_arrays(list(content.columns), names=list(content.labels or ()))


def _distinct(labels: Sequence[str]) -> list[str]:
    """Labels that can be told apart: the header's own problems are told elsewhere."""
    seen: dict[str, int] = {}
    distinct = []
    for label in labels:
        seen[label] = count = seen.get(label, 0) + 1
        distinct.append(label if count == 1 else f"{label} ({count})")
    return distinct

"""CSV as every program reads it: UTF-8 without a mark, commas, one line feed after each record."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from generator.convert.cells import joined, texts
from generator.convert.columns import Columns, Held
from generator.convert.typed import TypedTable

_BATCH_ROWS = 10_000

# Two or more characters of which the first makes a spreadsheet calculate, and no plain number.
_FORMULA = r"^[=+\-@\t\r](?s:.)"
_NUMBER = r"^[+\-][0-9][0-9., ]*$"
_SIGNS = '[",\n]'


def write_csv(table: TypedTable, path: Path) -> None:
    """The table under the names of its fields; missing cells are empty."""
    write_columns(Held(table.columns), path)


def write_columns(table: Columns, path: Path) -> None:
    """A table, held or stored, as :func:`write_csv` writes it.

    A cell of text that a spreadsheet would run as a formula (it begins with ``=``, ``+``, ``-``,
    ``@``, a tab or a carriage return, is longer than that sign and no plain number) has an
    apostrophe before it. No other form needs that, so none has it.
    """
    form = _Form(is_quoted=_has_returns(table), is_single=len(table.schema) == 1)
    names = table.schema.names
    labels = [_guarded(pa.array([name], pa.string())) for name in names]
    with path.open("wb") as file:
        file.write(form.lines(pa.RecordBatch.from_arrays(labels, names=names)))
        for piece in table.pieces(names):
            for batch in _written(piece).to_batches(max_chunksize=_BATCH_ROWS):
                file.write(form.lines(batch))


def _guarded(column: pa.Array) -> pa.Array:
    runs = pc.match_substring_regex(column, _FORMULA)
    if not pc.any(runs).as_py():
        return column
    harmful = pc.and_not(runs, pc.match_substring_regex(column, _NUMBER))
    return pc.if_else(harmful, pc.binary_join_element_wise("'", column, ""), column)


def _written(piece: pa.Table) -> pa.Table:
    columns = [
        _guarded(texts(column)) if pa.types.is_string(column.type) else texts(column)
        for column in piece.columns
    ]
    return pa.table(columns, names=piece.column_names)


def _has_returns(table: Columns) -> bool:
    """Whether a cell has a carriage return, which some readers take for the end of a record."""
    names = [field.name for field in table.schema if pa.types.is_string(field.type)]
    return any(
        pc.any(pc.match_substring(column, "\r")).as_py()
        for piece in (table.pieces(names) if names else ())
        for column in piece.columns
    )


class _Form(NamedTuple):
    """How records are spelled: cells are quoted where they must be, or throughout.

    Were it the only one of its record, an empty cell without quotes would be a blank line.
    """

    is_quoted: bool
    is_single: bool

    def lines(self, batch: pa.RecordBatch) -> pa.Buffer:
        """The records of a batch of text, each with its line feed."""
        cells = [self._cell(pc.fill_null(column, "")) for column in batch.columns]
        lines = pc.binary_join_element_wise(pc.binary_join_element_wise(*cells, ","), "\n", "")
        return joined(lines, "")

    def _cell(self, column: pa.Array) -> pa.Array:
        if self.is_quoted:
            return _in_quotes(column)
        needed = pc.match_substring_regex(column, _SIGNS)
        if self.is_single:
            needed = pc.or_(needed, pc.equal(column, ""))
        return pc.if_else(needed, _in_quotes(column), column) if pc.any(needed).as_py() else column


def _in_quotes(column: pa.Array) -> pa.Array:
    return pc.binary_join_element_wise('"', pc.replace_substring(column, '"', '""'), '"', "")

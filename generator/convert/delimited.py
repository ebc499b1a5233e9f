"""CSV as every program reads it: UTF-8 without a mark, commas, one line feed after each record."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Literal

import pyarrow as pa
import pyarrow.compute as pc

from generator.convert.cells import texts
from generator.convert.typed import TypedTable

_BATCH_ROWS = 10_000

# Two or more characters of which the first makes a spreadsheet calculate, and no plain number.
_FORMULA = r"^[=+\-@\t\r](?s:.)"
_NUMBER = r"^[+\-][0-9][0-9., ]*$"


def write_csv(table: TypedTable, path: Path) -> None:
    """The table under the names of its fields; missing cells are empty.

    A cell of text that a spreadsheet would run as a formula (it begins with ``=``, ``+``, ``-``,
    ``@``, a tab or a carriage return, is longer than that sign and no plain number) has an
    apostrophe before it. No other form needs that, so none has it.
    """
    columns = pa.table(
        [_guarded(texts(column)) if pa.types.is_string(column.type) else texts(column)
         for column in table.columns.columns],
        names=table.columns.column_names,
    )  # fmt: skip
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n", quoting=_quoting(columns))
        writer.writerow(_guarded(pa.array(columns.column_names, pa.string())).to_pylist())
        for batch in columns.to_batches(max_chunksize=_BATCH_ROWS):
            writer.writerows(zip(*(column.to_pylist() for column in batch.columns), strict=True))


def _guarded(column: pa.Array) -> pa.Array:
    runs = pc.match_substring_regex(column, _FORMULA)
    if not pc.any(runs).as_py():
        return column
    harmful = pc.and_not(runs, pc.match_substring_regex(column, _NUMBER))
    return pc.if_else(harmful, pc.binary_join_element_wise("'", column, ""), column)


def _quoting(columns: pa.Table) -> Literal[0, 1]:
    """Quotes where needed; throughout where a cell has a carriage return.

    Before Python 3.13 the writer leaves a lone carriage return bare, which ends the record.
    """
    returns = (pc.any(pc.match_substring(column, "\r")).as_py() for column in columns.columns)
    return csv.QUOTE_ALL if any(returns) else csv.QUOTE_MINIMAL

"""Workbooks (XLSX), as far as they hold values."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
import zlib
from collections.abc import Callable, Iterator
from datetime import datetime
from itertools import chain, islice
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, TypeVar

from generator.model import Resource
from generator.table.cells import as_text
from generator.table.fault import UnreadableTable

if TYPE_CHECKING:
    from openpyxl import Workbook

_T = TypeVar("_T")

_XLSX_BYTES = 1 << 30
_XLSX_RATIO, _XLSX_RATIO_FROM_BYTES = 200, 50 << 20
"""Sheets are packed 5 to 50 times smaller: what grows far more is made to exhaust memory."""

_XLSX_ROWS = 1 << 20
"""Of a sheet (ECMA-376); the reader makes up rows to fill any gap between row numbers."""

_ESCAPE = re.compile("_x00(0[1-9A-Fa-f]|1[0-9A-Fa-f]|5[Ff])_")
"""How workbooks write characters that XML has not, and the underscore before what looks so."""

_XLSX_FAULTS = (
    ArithmeticError, AttributeError, EOFError, LookupError, NotImplementedError, RuntimeError,
    SyntaxError, TypeError, ValueError, zipfile.BadZipFile, zlib.error,
)  # fmt: skip
"""What the reader of workbooks raises on files that are none (XML errors are SyntaxErrors)."""


def open_workbook(file: IO[bytes] | Path) -> Workbook:
    """The workbook as its cells are read one by one: their values, not their formulas."""
    # Imported here, as below: it takes long, and most tables are no workbooks.
    from openpyxl import load_workbook  # noqa: PLC0415

    if isinstance(file, Path) and file.suffix.lower() != ".xlsx":  # it would be refused
        file = io.BytesIO(file.read_bytes())
    return load_workbook(file, read_only=True, data_only=True, keep_links=False)


def column_letters(position: int) -> str:
    """The letters by which Excel names the column at ``position``, counted from 1."""
    from openpyxl.utils import get_column_letter  # noqa: PLC0415

    return get_column_letter(position)


def workbook_rows(path: Path, resource: Resource) -> Iterator[list[str]]:
    """The sheet's rows; cells without content right of the header and rows below are no data."""
    rows = _values(path, resource.dialect.sheet)
    header_row = resource.dialect.header_row
    head = [list(map(_cell, row)) for row in islice(rows, header_row)]
    labels = _trimmed(head[-1], 0) if len(head) == header_row else []
    width, moments = len(labels), _moments(labels, resource)
    blank = 0
    for row in chain(head, (_cells(values, moments) for values in rows)):
        if not any(row):
            blank += 1
            continue
        yield from ([""] * width for _ in range(blank))
        blank = 0
        yield _trimmed(row, width)


def _moments(labels: list[str], resource: Resource) -> frozenset[int]:
    """Where columns of type ``datetime`` stand: there, a day at midnight is a moment too."""
    fields = resource.schema.fields if resource.schema else ()
    names = {column.name for column in fields if column.type == "datetime"}
    return frozenset(index for index, label in enumerate(labels) if label.strip() in names)


def _cells(values: tuple[Any, ...], moments: frozenset[int]) -> list[str]:
    return [
        value.isoformat() if index in moments and isinstance(value, datetime) else _cell(value)
        for index, value in enumerate(values)
    ]


def _cell(value: Any) -> str:
    text = as_text(value)
    return _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


def _trimmed(row: list[str], width: int) -> list[str]:
    """``row`` without trailing empty cells, but with at least ``width`` cells."""
    end = len(row)
    while end > width and not row[end - 1]:
        end -= 1
    return row[:end] + [""] * (width - end)


def _values(path: Path, sheet: str | None) -> Iterator[tuple[Any, ...]]:
    """The values of a sheet, row by row; formulas give what they last came to."""
    _refuse_bombs(path)
    with path.open("rb") as file:
        rows = _quietly(lambda: _open_sheet(file, sheet))
        read = 0
        while batch := _quietly(lambda: list(islice(rows, 1000))):
            read += len(batch)
            if read > _XLSX_ROWS:
                raise UnreadableTable("xlsx-broken")
            yield from batch


def _open_sheet(file: IO[bytes], name: str | None) -> Iterator[tuple[Any, ...]]:
    workbook = open_workbook(file)
    sheets = {sheet.title: sheet for sheet in workbook.worksheets}
    visible = [title for title, sheet in sheets.items() if sheet.sheet_state == "visible"]
    wanted = name if name is not None else next(iter(visible), "")
    if wanted not in sheets:
        raise UnreadableTable("sheet-unknown", {"sheet": wanted, "sheets": ", ".join(visible)})
    # Some programs write a wrong size of the sheet, by which rows would be cut.
    sheets[wanted].reset_dimensions()
    rows: Iterator[tuple[Any, ...]] = sheets[wanted].iter_rows(values_only=True)
    return rows


def _quietly(read: Callable[[], _T]) -> _T:
    """What ``read`` gives; remarks of the workbook's reader on what it leaves out are dropped."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return read()
    except _XLSX_FAULTS as error:
        raise UnreadableTable("xlsx-broken") from error


def _refuse_bombs(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            size = sum(entry.file_size for entry in archive.infolist())
    except _XLSX_FAULTS as error:
        raise UnreadableTable("xlsx-broken") from error
    ratio = size / max(path.stat().st_size, 1)
    if size > _XLSX_BYTES or (size > _XLSX_RATIO_FROM_BYTES and ratio > _XLSX_RATIO):
        raise UnreadableTable("xlsx-too-large", {"megabytes": str(size >> 20)})

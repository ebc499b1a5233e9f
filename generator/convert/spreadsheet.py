"""Excel workbooks: the table on the first sheet, what its columns mean on the second."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import pyarrow as pa
import pyarrow.compute as pc
from rustpy_xlsxwriter import Format, write_worksheets

from generator.convert.cells import texts
from generator.convert.typed import TypedTable
from generator.model import Column, Resource, Schema
from generator.table import table_schema

_ROWS, _COLUMNS, _CHARACTERS = 1_048_576, 16_384, 32_767
"""The most a sheet holds: rows with the header, columns, characters in a cell."""
_SHEET_NAME_LENGTH = 31
_EXACT_INTEGER = 2**53
_FIRST_DATE = date(1900, 3, 1)
"""Excel counts a 29 February 1900, so earlier days come out wrong."""

_SYSTEM_CODE = re.compile(r"Os { code: ([0-9]+)")

_DICTIONARY = "Từ điển dữ liệu"
_DICTIONARY_LABELS = (
    "Tên cột", "Nhãn tiếng Việt", "Nhãn tiếng Anh", "Kiểu", "Đơn vị", "Mô tả", "Ràng buộc",
)  # fmt: skip
_DICTIONARY_WIDTHS = (22.0, 36.0, 36.0, 12.0, 16.0, 60.0, 40.0)

_CORE = "docProps/core.xml"
_CORE_XML = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<cp:coreProperties xmlns:cp='
    '"http://schemas.openxmlformats.org/package/2006/metadata/core-properties"/>'
)  # fmt: skip


def reason_against_xlsx(table: TypedTable) -> str | None:
    """Why a sheet cannot hold the table; ``None`` where it can."""
    if table.columns.num_rows >= _ROWS:
        return "too-many-rows-for-xlsx"
    if table.columns.num_columns > _COLUMNS:
        return "too-many-columns-for-xlsx"
    columns = (column for column in table.columns.columns if pa.types.is_string(column.type))
    longest = max((pc.max(pc.utf8_length(column)).as_py() or 0 for column in columns), default=0)
    return "text-too-long-for-xlsx" if longest > _CHARACTERS else None


def write_xlsx(table: TypedTable, path: Path) -> None:
    """A workbook with typed cells, a header that stays in sight, and a dictionary of columns.

    Text is always stored as text, so no cell is ever a formula. Numbers of more digits than
    Excel keeps, and days before 1 March 1900, are written as text.
    """
    data = pa.table(
        [_cells(column) for column in table.columns.columns], names=table.columns.column_names
    )
    title, dictionary = _sheet_name(table.resource), _dictionary(table.schema)
    with _failures_told(path):
        write_worksheets(
            [(title, data), (_DICTIONARY, dictionary)],
            str(path),
            bold_headers=True,
            freeze_panes={"general": {"row": 1, "col": 0}},
            column_widths={title: list(map(_width, data.column_names, data.columns)),
                           _DICTIONARY: list(_DICTIONARY_WIDTHS)},
            column_formats={title: list(map(_format, data.columns)),
                            _DICTIONARY: [Format().set_text_wrap().set_align("top")] * 7},
        )  # fmt: skip
    _forget_the_hour(path)


@contextmanager
def _failures_told(path: Path) -> Iterator[None]:
    """What the library says of a disk that fails is no exception of Python's: here it becomes one.

    Its own kind cannot be imported, caught as an ``Exception`` or sent to another process.
    """
    try:
        yield
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        code = _SYSTEM_CODE.search(str(error))
        if code is None:
            raise RuntimeError(str(error)) from None
        raise OSError(int(code[1]), os.strerror(int(code[1])), str(path)) from None


def _cells(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """The column as Excel can hold it."""
    kind = column.type
    if pa.types.is_decimal(kind) or (pa.types.is_timestamp(kind) and kind.tz):
        return texts(column)
    bounds = pc.min_max(column).as_py() if _is_bounded(kind) else {"min": None, "max": None}
    if bounds["min"] is None:
        return column
    return column if _fits(bounds["min"], bounds["max"]) else texts(column)


def _is_bounded(kind: pa.DataType) -> bool:
    return any((pa.types.is_int64(kind), pa.types.is_date32(kind), pa.types.is_timestamp(kind)))


def _fits(least: Any, most: Any) -> bool:
    if isinstance(least, int):
        return bool(max(-least, most) <= _EXACT_INTEGER)
    return date(least.year, least.month, least.day) >= _FIRST_DATE


def _width(name: str, column: pa.ChunkedArray) -> float:
    """In characters, for the header and the first rows: a glance, not every cell."""
    sample = pc.max(pc.utf8_length(texts(column.slice(0, 1000)))).as_py() or 0
    return float(min(max(len(name), sample, 8), 60) + 2)


def _format(column: pa.ChunkedArray) -> Format:
    if pa.types.is_string(column.type):
        return Format().set_num_format("@")  # stays text when edited: 0123 keeps its zero
    if pa.types.is_date(column.type):
        return Format().set_num_format("dd/mm/yyyy")
    if pa.types.is_timestamp(column.type):
        return Format().set_num_format("dd/mm/yyyy hh:mm:ss")
    return Format()


def _sheet_name(resource: Resource) -> str:
    """The title, as far as a sheet may bear it."""
    title = re.sub(r"[\[\]:*?/\\\x00-\x1f]", " ", resource.title.vi)
    title = " ".join(title.split())[:_SHEET_NAME_LENGTH].strip(" '")
    taken = {"", "history", _DICTIONARY.casefold()}
    return "Dữ liệu" if title.casefold() in taken or not title.isprintable() else title


def _dictionary(schema: Schema) -> pa.Table:
    rows = [
        _description(column, field.get("constraints", {}))
        for column, field in zip(schema.fields, table_schema(schema)["fields"], strict=True)
    ]
    values = [pa.array(list(values), pa.string()) for values in zip(*rows, strict=True)]
    return pa.table(values, names=_DICTIONARY_LABELS)


def _description(column: Column, constraints: dict[str, Any]) -> tuple[str | None, ...]:
    cells = (
        column.name,
        column.label.vi,
        column.label.en,
        column.type,
        column.unit,
        column.description.vi if column.description else None,
        "\n".join(map(_constraint, constraints.items())) or None,
    )
    return tuple(cell and cell[:_CHARACTERS] for cell in cells)


def _constraint(given: tuple[str, Any]) -> str:
    name, value = given
    if value is True:
        return name
    values = value if isinstance(value, list) else [value]
    return f"{name}: {', '.join(map(str, values))}"


def _forget_the_hour(path: Path) -> None:
    """Take out when the workbook was written, so that the same table gives the same bytes.

    The parts before the one with the hour, which are the large ones, stay where they are.
    """
    with ZipFile(path, "a") as archive:
        names = archive.namelist()
        moved = names[names.index(_CORE) :]
        contents = {name: archive.read(name) for name in moved} | {_CORE: _CORE_XML.encode()}
        archive.start_dir = archive.getinfo(_CORE).header_offset
        for name in moved:
            archive.filelist.remove(archive.NameToInfo.pop(name))
        for name, content in contents.items():
            archive.writestr(ZipInfo(name), content, ZIP_DEFLATED)

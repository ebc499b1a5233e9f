"""Rows that are no data: totals, notes, headings of sections, and rows given twice."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import reduce

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from generator.problems import Problem
from generator.validate.habits.cells import Cells, Sheet, quoted

_TOTAL = r"(?i)^\s*(tổng cộng|tổng số|tổng|cộng|tổng cộng toàn tỉnh|grand total|total|sum)\s*:?\s*$"
_NOTE = r"(?i)^\s*(\(?\*+\)?|\(\d\)|(ghi chú|chú thích|lưu ý|nguồn|nguồn số liệu|note|source)\s*:|(người lập|thủ trưởng|giám đốc|kế toán trưởng|đơn vị tính|đvt)\b|.*\bngày\s+[\d….]+\s+tháng\s+[\d….]+\s+năm\b)"  # noqa: E501 – one pattern
_SECTION = r"^\s*[IVX]{1,5}(\s*[.)\-:–].*)?\s*$"

_FEWEST_COLUMNS = 3
"""In a narrower table, a row with one or two cells filled may well be data."""

_DIMENSION = 0.2
"""A word that stands in so many rows is a value of its column: "Tổng số" beside "Nam", "Nữ"."""

_ROWS_QUOTED = 3
_ROW = "\0row"
_CELLS_QUOTED = 4

RowRule = Callable[[Sheet], Iterator[Problem]]


def total_rows(sheet: Sheet) -> Iterator[Problem]:
    """Rows that start with a word for a sum."""
    for cells in _starting_columns(sheet):
        if cells.is_text and not _is_declared(cells):
            rows = _rows(cells, cells.matching(_TOTAL))
            if len(rows) <= max(1, _DIMENSION * len(cells.text)):
                starting = [row for row in rows if _starts_at(sheet, cells, row)]
                yield from _problem(sheet, "row-total", starting, cells.name)


def _starting_columns(sheet: Sheet) -> Iterator[Cells]:
    """The columns in which a row's first cell with content can stand."""
    for cells in sheet.columns:
        yield cells
        if not cells.has_gaps:
            return


def _is_declared(cells: Cells) -> bool:
    return bool(cells.declared and cells.declared.constraints.enum)


def _rows(cells: Cells, values: pa.Array) -> list[int]:
    """The rows, from 0, in which one of ``values`` stands."""
    if not len(values):
        return []
    found = pc.is_in(cells.text, value_set=values)
    rows: list[int] = pc.indices_nonzero(found).to_pylist()
    return rows


def _starts_at(sheet: Sheet, cells: Cells, row: int) -> bool:
    """Whether the row's first cell with content is in this column."""
    for other in sheet.columns:
        if other.name == cells.name:
            return True
        if other.text[row].as_py().strip():
            return False
    return False


def footnote_rows(sheet: Sheet) -> Iterator[Problem]:
    """Notes, sources and signatures in a row of their own."""
    rows = _thin_rows(sheet, 1)
    yield from _problem(
        sheet, "row-footnote", [row for row in rows if _starts_with(sheet, row, _NOTE)]
    )


def section_rows(sheet: Sheet) -> Iterator[Problem]:
    """Headings such as "I. Khối thành phố" between rows of data."""
    rows = _thin_rows(sheet, 2)
    found = [row for row in rows if _starts_with(sheet, row, _SECTION)]
    if len(found) <= _DIMENSION * sheet.table.columns.num_rows:
        yield from _problem(sheet, "row-section", found)


def _thin_rows(sheet: Sheet, most: int) -> list[int]:
    """Rows in which no more than ``most`` cells are filled, and at least one."""
    gaps = sum(cells.has_gaps for cells in sheet.columns)
    if len(sheet.columns) < _FEWEST_COLUMNS or gaps < len(sheet.columns) - most:
        return []
    filled = (pc.cast(pc.not_equal(cells.text, ""), pa.int16()) for cells in sheet.columns)
    counts = reduce(pc.add, filled)
    thin = pc.and_(pc.less_equal(counts, most), pc.greater(counts, 0))
    rows: list[int] = pc.indices_nonzero(thin).to_pylist()
    return rows


def _starts_with(sheet: Sheet, row: int, pattern: str) -> bool:
    first = next(text for cell in sheet.columns if (text := cell.text[row].as_py()))
    return bool(pc.match_substring_regex(pa.scalar(first), pattern).as_py())


def _problem(
    sheet: Sheet, code: str, rows: list[int], field: str | None = None
) -> Iterator[Problem]:
    """One problem for all ``rows``, at the first of them."""
    if not rows:
        return
    numbers = [str(sheet.table.first_row + row) for row in rows]
    more = ", …" if len(numbers) > _ROWS_QUOTED else ""
    details = {
        "count": str(len(rows)),
        "rows": ", ".join(numbers[:_ROWS_QUOTED]) + more,
        "content": _content(sheet, rows[0]),
    }
    yield Problem(code=code, place=sheet.table.place(rows[0], field), details=details)


def _content(sheet: Sheet, row: int) -> str:
    cells = [text for cell in sheet.columns if (text := cell.text[row].as_py())]
    return quoted([" | ".join(cells[:_CELLS_QUOTED])])


def repeated_rows(sheet: Sheet) -> Iterator[Problem]:
    """Rows whose every cell is that of an earlier row, in tables where no key forbids it."""
    schema = sheet.table.resource.schema
    if schema is None or schema.primary_key or any(c.constraints.unique for c in schema.fields):
        return
    table = sheet.table.columns.append_column(_ROW, _numbers(sheet.table.columns.num_rows))
    for cells in sorted(sheet.columns, key=lambda cells: -len(cells.probe)):
        # The most varied column first: it leaves few rows, and mostly none.
        table = _with_repeated(table, cells.name)
        if not table.num_rows:
            return
    yield from _problem(sheet, "row-duplicate", sorted(_later(table)))


def _numbers(count: int) -> pa.Array:
    return pa.array(range(count), pa.int64())


def _with_repeated(table: pa.Table, name: str) -> pa.Table:
    """The rows whose value in the column ``name`` is that of another row."""
    codes = table.column(name).combine_chunks().dictionary_encode().indices.to_numpy()
    return table.filter(pa.array(np.bincount(codes)[codes] > 1))


def _later(table: pa.Table) -> Iterator[int]:
    """The numbers of rows that are wholly the same as an earlier one."""
    names = [name for name in table.column_names if name != _ROW]
    groups = table.group_by(names).aggregate([(_ROW, "list")])
    for rows in groups.column(f"{_ROW}_list").to_pylist():
        yield from sorted(rows)[1:]

"""Text that is in another encoding than was said, or went through one on its way."""

from __future__ import annotations

import warnings
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from generator.encodings import (
    ENCODINGS,
    Recognised,
    encoding_of_font,
    recognise,
    recognise_columns,
    recognise_font,
    suspicious,
)
from generator.model import Resource
from generator.problems import Place, Problem
from generator.table import TextTable, open_workbook
from generator.validate.shown import shown

_TEXTS = {".csv", ".tsv", ".json", ".geojson", ".txt", ".md"}
_SAMPLE_ROWS = 100_000
_SAMPLE_CELLS = 2_000
_SAMPLE_FONT_ROWS = 5_000
_MAX_STYLES_BYTES = 20_000_000
_STYLES = "xl/styles.xml"
_FONT_NAME = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}name"
_XLSX_FAULTS = (
    ArithmeticError, AttributeError, EOFError, LookupError, NotImplementedError, OSError,
    RuntimeError, SyntaxError, TypeError, ValueError, zipfile.BadZipFile, zlib.error,
)  # fmt: skip


def file_encoding_faults(path: Path, resource: Resource, file: str) -> Iterator[Problem]:
    """Files whose bytes are in another encoding than declared; workbooks with fonts of old."""
    ending = resource.ending
    if ending in _TEXTS:
        yield from _byte_faults(path.read_bytes(), resource.encoding, file)
    elif ending == ".xlsx":
        yield from _font_faults(path, resource, file)


def _byte_faults(data: bytes, declared: str, file: str) -> Iterator[Problem]:
    found = None if data.isascii() and b"\0" not in data else recognise(data, declared)
    if found:
        details = _details(found, file) | {"declared": shown(declared)}
        yield Problem(code="encoding-other", place=Place(file=file), details=details)


def encoding_faults(table: TextTable) -> Iterator[Problem]:
    """Columns that read as Vietnamese only when taken for text of a legacy font or encoding.

    Where no column alone has enough words, all are looked at together.
    """
    names = table.columns.column_names
    strange = {name: cells for name in names if (cells := _strange(table, name))}
    for name, recognised in recognise_columns(strange).items():
        yield _column_fault(table, name, recognised)


def _strange(table: TextTable, name: str) -> list[str]:
    """Different cells, from rows all over the table, with signs that Vietnamese has not."""
    column = table.columns.column(name)
    if pc.all(pc.string_is_ascii(column)).as_py() is not False:
        return []
    step = max(1, len(column) // _SAMPLE_ROWS)
    sample = column.take(pa.array(np.arange(0, len(column), step))) if step > 1 else column
    strange = sample.filter(pc.match_substring_regex(sample, suspicious))
    cells: list[str] = pc.unique(strange)[:_SAMPLE_CELLS].to_pylist()
    return cells


def _column_fault(table: TextTable, name: str, found: Recognised) -> Problem:
    matches = pc.match_substring_regex(table.columns.column(name), suspicious)
    place = Place(
        file=table.file,
        row=table.first_row + pc.index(matches, True).as_py(),
        field=shown(name),
        cell=shown(found.before),
    )
    details = _details(found, table.file) | {"column": shown(name)}
    details["count"] = str(pc.sum(matches).as_py())
    return Problem(code="encoding-looks-like", place=place, details=details)


def _details(found: Recognised, file: str) -> dict[str, str]:
    return {
        "found": ENCODINGS[found.encoding],
        "confidence": str(found.confidence),
        "before": shown(found.before),
        "after": shown(found.after),
        "path": file,
    }


@dataclass(frozen=True, slots=True)
class _FontUse:
    """Cells of one column in one font: the first one's row, and their different texts."""

    row: int
    cells: dict[str, None]


def _font_faults(path: Path, resource: Resource, file: str) -> Iterator[Problem]:
    try:
        fonts = [name for name in _fonts(path) if encoding_of_font(name)]
        uses = _font_uses(path, resource.dialect.sheet, frozenset(fonts)) if fonts else {}
    except _XLSX_FAULTS:
        return  # reading the workbook says what is wrong with it
    for font in fonts:
        use = uses.get(font)
        found = use and recognise_font(use.cells, str(encoding_of_font(font)), font)
        if use and found:
            details = _details(found, file) | {"font": shown(font), "count": str(len(use.cells))}
            place = Place(file=file, row=use.row, cell=details["before"])
            yield Problem(code="encoding-legacy-font", place=place, details=details)


def _fonts(path: Path) -> list[str]:
    """The names of the fonts that a workbook's styles use."""
    with zipfile.ZipFile(path) as archive:
        if archive.getinfo(_STYLES).file_size > _MAX_STYLES_BYTES:
            return []
        # Declarations of entities were refused before (archives.py).
        root = ET.fromstring(archive.read(_STYLES))  # noqa: S314
    return list(dict.fromkeys(name.get("val", "") for name in root.iter(_FONT_NAME)))


def _font_uses(path: Path, sheet: str | None, fonts: frozenset[str]) -> Mapping[str, _FontUse]:
    uses: dict[str, _FontUse] = {}
    with path.open("rb") as opened, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        workbook = open_workbook(opened)
        visible = [found for found in workbook.worksheets if found.sheet_state == "visible"]
        rows = (workbook[sheet] if sheet else visible[0]).iter_rows()
        for number, row in enumerate(islice(rows, _SAMPLE_FONT_ROWS), 1):
            for cell in row:
                font = _font(cell)
                if font in fonts:
                    uses.setdefault(font, _FontUse(number, {})).cells[str(cell.value)] = None
    return uses


def _font(cell: Any) -> str:
    """The font of a cell that holds text; of others, none."""
    return str(cell.font.name) if isinstance(cell.value, str) else ""

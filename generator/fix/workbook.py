"""Workbooks whose cells are drawn with fonts of old: their text made Unicode, the rest kept.

Formulas, styles and sheets stay as the library of workbooks keeps them.
"""

from __future__ import annotations

import io
import warnings
import zipfile
import zlib
from collections import defaultdict
from collections.abc import Iterator
from copy import copy
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.cell.rich_text import CellRichText, TextBlock

from generator.encodings import (
    encoding_of_font,
    recognise_columns,
    recognise_font,
    repair,
)
from generator.fix.change import SHOWN, Change, Choices, Mended, UnfixableFile
from generator.fix.spelling import is_strange, mended_cell, tidy
from generator.model import Resource
from generator.problems import has_errors
from generator.validate.archives import archive_faults, workbook_faults
from generator.validate.content import content_faults

_XLSX_FAULTS = (
    ArithmeticError, AttributeError, EOFError, LookupError, NotImplementedError, RuntimeError,
    SyntaxError, TypeError, ValueError, zipfile.BadZipFile, zlib.error,
)  # fmt: skip
"""What the library raises on files that are no workbooks."""

_SANS = ("arial", "helve", "avant", "tahoma")


def mend_workbook(path: Path, resource: Resource, choices: Choices) -> Mended | None:
    """The workbook anew; ``None`` where there is nothing to mend.

    Raises:
        UnfixableFile: ``not-a-workbook``.
    """
    for rule in (content_faults, archive_faults, workbook_faults):
        if has_errors(rule(path, resource, path.name)):
            raise UnfixableFile("not-a-workbook")
    workbook = _opened(path)
    changes: list[Change] = []
    sure: dict[str, int] = {}
    for sheet in workbook.worksheets:
        changes += _mended_sheet(sheet, choices, sure)
    if not changes:
        return None
    return Mended(
        content=_saved(workbook),
        encodings=sure,
        changes=tuple(changes[:SHOWN]),
        count=len(changes),
    )


def _opened(path: Path) -> Any:
    try:
        with path.open("rb") as file, warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return openpyxl.load_workbook(file, rich_text=True)
    except _XLSX_FAULTS as error:
        raise UnfixableFile("not-a-workbook") from error


def _saved(workbook: Any) -> bytes:
    written = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        workbook.save(written)
    return written.getvalue()


def _mended_sheet(sheet: Any, choices: Choices, sure: dict[str, int]) -> Iterator[Change]:
    cells = [cell for row in sheet.iter_rows() for cell in row if _is_text(cell)]
    fonts = _font_encodings(cells, choices, sure)
    columns = _column_encodings([c for c in cells if _font(c) not in fonts], choices, sure)
    for cell in cells:
        before = str(cell.value)
        _mend(cell, fonts, columns.get(cell.column_letter), choices)
        if str(cell.value) != before:
            yield Change(before=before, after=str(cell.value))


def _is_text(cell: Any) -> bool:
    return isinstance(cell.value, str | CellRichText) and cell.data_type != "f"


def _font(cell: Any) -> str:
    return str(cell.font.name or "")


def _font_encodings(cells: list[Any], choices: Choices, sure: dict[str, int]) -> dict[str, str]:
    """The fonts of old whose cells do hold text of old, with its encoding."""
    texts: dict[str, list[str]] = defaultdict(list)
    for cell in cells:
        for font, text in _runs(cell):
            if encoding_of_font(font):
                texts[font].append(text)
    encodings = {}
    for font, given in texts.items():
        encoding = choices.encoding or str(encoding_of_font(font))
        found = recognise_font(given, encoding, font)
        if found:
            encodings[font] = encoding
            sure[encoding] = min(found.confidence, sure.get(encoding, 100))
    return encodings


def _runs(cell: Any) -> Iterator[tuple[str, str]]:
    """The parts of a cell's text, each with its font."""
    for part in cell.value if isinstance(cell.value, CellRichText) else [cell.value]:
        if isinstance(part, TextBlock):
            yield part.font.rFont or _font(cell), part.text
        else:
            yield _font(cell), str(part)


def _column_encodings(cells: list[Any], choices: Choices, sure: dict[str, int]) -> dict[str, str]:
    """By letter of the column, the encoding of its text in fonts of today."""
    strange: dict[str, list[str]] = defaultdict(list)
    for cell in cells:
        if isinstance(cell.value, str) and is_strange(cell.value):
            strange[cell.column_letter].append(cell.value)
    if choices.encoding:
        return dict.fromkeys(strange, choices.encoding)
    found = recognise_columns(strange)
    sure.update({each.encoding: each.confidence for each in found.values()})
    return {letter: each.encoding for letter, each in found.items()}


def _mend(cell: Any, fonts: dict[str, str], encoding: str | None, choices: Choices) -> None:
    font = _font(cell)
    if isinstance(cell.value, CellRichText):
        for part in cell.value:
            if isinstance(part, TextBlock) and (part.font.rFont or font) in fonts:
                _mend_block(part, part.font.rFont or font, fonts)
        return
    text = cell.value
    if font in fonts:
        text = repair(text, fonts[font], font)
    elif encoding and is_strange(text):
        text = mended_cell(text, encoding)
    cell.value = tidy(text, choices)
    if font in fonts:
        cell.font = _modern(cell.font, "name", font)


def _mend_block(block: TextBlock, font: str, fonts: dict[str, str]) -> None:
    block.text = repair(block.text, fonts[font], font)
    block.font = _modern(block.font, "rFont", font)


def _modern(font: Any, key: str, name: str) -> Any:
    """The same font in a face of today that has every Vietnamese letter."""
    modern = copy(font)
    setattr(modern, key, "Arial" if any(s in name.lower() for s in _SANS) else "Times New Roman")
    return modern

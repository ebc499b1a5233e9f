"""Labels of columns that people and programs stumble over, and columns without anything."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from generator.problems import Place, Problem
from generator.validate.habits.cells import Sheet, quoted
from generator.vietnamese import fold, slugify

_LABEL_CHARACTERS = 64
"""Longer labels are sentences, and programs cut names at 63 or 64 bytes."""

_PLAIN = re.compile(r"[a-z][a-z0-9_]*")
_ROWS_FOR_BLANK = 10
"""In fewer rows it is chance that nothing stands in a column."""


def untidy_labels(sheet: Sheet) -> Iterator[Problem]:
    """Labels with line breaks or doubled spaces, or as long as a sentence."""
    labels = [cells.name for cells in sheet.columns]
    untidy = [name for name in labels if re.search(r"[\n\r\t\u00a0]|  ", name)]
    untidy += [name for name in labels if len(name) > _LABEL_CHARACTERS]
    if untidy:
        yield _problem(sheet, "header-untidy", list(dict.fromkeys(untidy)))


def labels_alike(sheet: Sheet) -> Iterator[Problem]:
    """Labels that many programs take for the same: Ten and ten, mã and ma."""
    groups: dict[str, list[str]] = defaultdict(list)
    for cells in sheet.columns:
        groups[slugify(cells.name)].append(cells.name)
    for name, labels in groups.items():
        if name and len(labels) > 1 and len({fold(label) for label in labels}) < len(labels):
            yield _problem(sheet, "header-alike", labels)


def mixed_labels(sheet: Sheet) -> Iterator[Problem]:
    """Some labels plain, such as ma_xa, and some as they are read, such as Tên xã."""
    labels = [cells.name for cells in sheet.columns if cells.declared]
    fancy = [name for name in labels if not _PLAIN.fullmatch(name)]
    if fancy and len(fancy) < len(labels) / 2:
        yield _problem(sheet, "header-mixed", fancy)


def blank_columns(sheet: Sheet) -> Iterator[Problem]:
    """Columns without anything in them."""
    if sheet.table.columns.num_rows < _ROWS_FOR_BLANK:
        return
    for cells in sheet.columns:
        if not any(value.as_py().strip() for value in cells.probe):
            details = {"column": cells.name}
            yield Problem(
                code="column-blank", place=sheet.table.place(field=cells.name), details=details
            )


def _problem(sheet: Sheet, code: str, labels: list[str]) -> Problem:
    table = sheet.table
    place = Place(file=table.file, row=table.first_row - 1)
    plain = quoted([slugify(label).replace("-", "_") for label in labels])
    return Problem(code=code, place=place, details={"labels": quoted(labels), "plain": plain})

"""Where Excel finds what problems of a workbook are about: a sheet and a cell such as ``B17``."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from generator.model import Resource
from generator.problems import Place, Problem
from generator.table import UnreadableTable, column_letters, kind, open_workbook, read_rows
from generator.validate.header import read_header


def with_addresses(
    problems: Iterable[Problem], resource: Resource, source: Path
) -> tuple[Problem, ...]:
    """The ``problems`` of the table in ``source``; in a workbook, with sheet and cell.

    A row as a whole has a sheet but no cell; a place that names its sheet stays as it is. Other
    kinds of files are left as they are, and so is a workbook that cannot be read.
    """
    found = tuple(problems)
    if kind(resource) != "xlsx" or all(problem.place.row is None for problem in found):
        return found
    try:
        labels = next(read_rows(source, resource)).cells
    except (UnreadableTable, StopIteration):
        return found
    sheet = resource.dialect.sheet or _first_sheet(source)
    letters = _letters(labels, resource)
    return tuple(
        replace(problem, place=_addressed(problem, sheet, letters))
        if problem.place.row is not None and problem.place.sheet is None
        else problem
        for problem in found
    )


def _first_sheet(source: Path) -> str:
    """The sheet that is read where none is named: the first that can be seen."""
    workbook = open_workbook(source)
    try:
        return next(s.title for s in workbook.worksheets if s.sheet_state == "visible")
    finally:
        workbook.close()


def _letters(labels: Sequence[str], resource: Resource) -> dict[str, str]:
    """The letter of each column, by its label and by the name it is judged by."""
    declared = [column.name for column in resource.schema.fields] if resource.schema else []
    positions = [column_letters(number) for number, _ in enumerate(labels, 1)]
    judged = dict(zip(read_header(labels, declared).names, positions, strict=True))
    labelled = dict(reversed(list(zip(labels, positions, strict=True))))
    return judged | labelled


def _addressed(problem: Problem, sheet: str, letters: dict[str, str]) -> Place:
    place = problem.place
    position = problem.details.get("position", "")  # headers are told by it: labels may repeat
    if problem.code.startswith("header-") and position.isdecimal():
        letter: str | None = column_letters(int(position))
    else:
        letter = letters.get(place.field or "")
    address = f"{letter}{place.row}" if letter else None
    return replace(place, sheet=sheet, address=address)

"""What a workbook carries besides the table: hidden parts, comments, properties, copies."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice
from pathlib import Path

from generator.model import Dialect, Metadata, Resource, Text
from generator.problems import Place, Problem
from generator.table import TextTable, UnreadableTable, kind, read_text
from generator.validate.privacy import cells
from generator.validate.privacy.detect import Finding, find
from generator.validate.privacy.mask import masked, masked_label
from generator.validate.privacy.parts import BROKEN, HiddenParts, Sheet, WorkbookParts
from generator.validate.shown import shown

_SHOWN = 10
_STRONG: tuple[cells.Check, ...] = (
    cells.identity_number,
    cells.mobile,
    cells.personal_mail,
    cells.payment_card,
    cells.health_card,
    cells.named_account,
    cells.unknown_name,
)
"""What one text by itself shows to be about a person."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Look:
    """One workbook, as it is looked through. ``year`` is the present one."""

    parts: WorkbookParts
    path: Path
    resource: Resource
    file: str
    today: date

    @property
    def place(self) -> Place:
        return Place(file=self.file)

    def is_personal(self, text: str) -> bool:
        return any(check(text, self.today.year) for check in _STRONG)


def workbook_leaks(path: Path, resource: Resource, file: str, today: date) -> list[Problem]:
    """What the workbook at ``path``, which problems call ``file``, shows against its author's will.

    Nothing for files of another kind, and for what is no workbook: that is told elsewhere.
    """
    if kind(resource) != "xlsx":
        return []
    try:
        with WorkbookParts.open(path) as parts:
            look = _Look(parts=parts, path=path, resource=resource, file=file, today=today)
            return [problem for rule in _RULES for problem in rule(look)]
    except BROKEN:
        return []


def _hidden_sheets(look: _Look) -> Iterator[Problem]:
    for sheet in islice((one for one in look.parts.sheets if one.is_hidden), _SHOWN):
        if sheet.name == look.resource.dialect.sheet:  # it is the table, and judged as such
            continue
        found = _personal_in(look, sheet)
        details = {"sheet": shown(sheet.name)}
        if found is None:
            yield Problem(code="workbook-hidden-sheet", place=look.place, details=details)
            continue
        label = masked_label(found.column)
        place = replace(look.place, sheet=shown(sheet.name), cell=masked(found.values[0]))
        details |= {"column": label}
        yield Problem(code="workbook-hidden-personal", place=place, details=details)


def _personal_in(look: _Look, sheet: Sheet) -> Finding | None:
    """The first certain finding in a sheet; its first row is taken for the header."""
    hidden = replace(look.resource, dialect=Dialect(sheet=sheet.name))
    try:
        table = read_text(look.path, hidden, look.file)
    except UnreadableTable:
        return None
    findings = find(_untitled(table), _NOBODYS, look.today)
    return next((finding for finding in findings if finding.is_certain), None)


def _untitled(table: TextTable) -> TextTable:
    """The table without what is said of the visible one."""
    title = Text(vi="–")
    return replace(table, resource=replace(table.resource, title=title, each_row=None, schema=None))


def _hidden_columns(look: _Look) -> Iterator[Problem]:
    for sheet, hidden in _visible(look):
        if hidden.columns:
            listed = ", ".join(hidden.columns[:_SHOWN])
            more = ", …" if len(hidden.columns) > _SHOWN else ""
            details = {"sheet": shown(sheet.name), "columns": listed + more}
            yield Problem(code="workbook-hidden-columns", place=look.place, details=details)


def _hidden_rows(look: _Look) -> Iterator[Problem]:
    for sheet, hidden in _visible(look):
        if hidden.rows:
            details = {
                "sheet": shown(sheet.name),
                "count": str(len(hidden.rows)),
                "first": str(hidden.rows[0]),
            }
            place = replace(look.place, sheet=shown(sheet.name))
            yield Problem(code="workbook-hidden-rows", place=place, details=details)


def _visible(look: _Look) -> Iterator[tuple[Sheet, HiddenParts]]:
    return ((one, look.parts.hidden_in(one)) for one in look.parts.sheets if not one.is_hidden)


def _notes(look: _Look) -> Iterator[Problem]:
    notes = look.parts.notes()
    personal = next(filter(look.is_personal, notes), None)
    if personal is not None:
        place = replace(look.place, cell=masked(personal))
        yield Problem(code="workbook-note-personal", place=place)
    elif notes:
        details = {"count": str(len(notes))}
        yield Problem(code="workbook-notes", place=look.place, details=details)


def _copies(look: _Look) -> Iterator[Problem]:
    personal = next(filter(look.is_personal, look.parts.copies()), None)
    if personal is not None:
        place = replace(look.place, cell=masked(personal))
        yield Problem(code="workbook-copy-personal", place=place)


def _authors(look: _Look) -> Iterator[Problem]:
    for name, value in look.parts.properties():
        if look.is_personal(value):
            place = replace(look.place, cell=masked(value))
            details = {"property": shown(name)}
            yield Problem(code="workbook-author", place=place, details=details)


def _links(look: _Look) -> Iterator[Problem]:
    if count := look.parts.count_links():
        yield Problem(code="workbook-links", place=look.place, details={"count": str(count)})


_RULES: tuple[Callable[[_Look], Iterator[Problem]], ...] = (
    _hidden_sheets,
    _hidden_columns,
    _hidden_rows,
    _notes,
    _copies,
    _authors,
    _links,
)

_NOBODYS = Metadata(
    identifier="–",
    title=Text(vi="–"),
    description=Text(vi="–"),
    themes=("–",),
    publisher="–",
    license="–",
    issued=date(2000, 1, 1),
    modified=date(2000, 1, 1),
    accrual_periodicity="–",
)
"""A hidden sheet is about something else than what the dataset says."""

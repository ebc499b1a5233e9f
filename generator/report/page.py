"""A report as one HTML page that needs nothing else: the sheet's faulty rows with marked cells."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources

from jinja2 import Environment, FunctionLoader, StrictUndefined, Template
from markupsafe import Markup

from generator.model import Language
from generator.problems import Severity
from generator.report.excerpts import has_personal_data
from generator.report.model import Excerpt, FaultGroup, FileReport, Report
from generator.report.wording import (
    imprint,
    other_spots,
    position_text,
    say,
    severity_word,
    size_text,
    spot,
    verdict_text,
)

_LANGUAGES: tuple[Language, ...] = ("vi", "en")


@dataclass(frozen=True, slots=True)
class _Line:
    """A row of a sheet on the page; ``is_apart`` where rows above it are left out."""

    number: int
    cells: tuple[tuple[str, bool], ...]
    is_faulty: bool
    is_apart: bool


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A part of a sheet on the page: each cell with whether it is at fault."""

    header: int
    labels: tuple[tuple[str, bool], ...]
    lines: tuple[_Line, ...]


def page(report: Report, language: Language) -> str:
    """The page. Its policy lets a browser load, run and send nothing."""
    style = _file("page.css")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return _template().render(
        report=report,
        language=language,
        style=Markup(style),  # noqa: S704 - our own file
        digest=digest,
        other=next(each for each in _LANGUAGES if each != language),
        is_blocked=report.verdict == "blocked",
        sheets={file.file: _sheet(file, report) for file in report.files},
        say=lambda words, **blanks: say(words, language, **blanks),
        verdict=verdict_text(report, language),
        imprint=imprint(report, language),
        position=lambda place: position_text(place, language),
        others=lambda group: other_spots(group, language),
        severity=lambda severity: severity_word(severity, language),
        size=lambda file: size_text(file.rows, file.columns, language),
        withheld=has_personal_data,
        link=lambda code: _link(report, code, language),
        spot=spot,
        is_error=lambda group: group.severity is Severity.ERROR,
    )


def _link(report: Report, code: str, language: Language) -> str | None:
    address = report.page(code, language)
    return address if address and address.startswith(("https://", "http://")) else None


def _sheet(file: FileReport, report: Report) -> _Sheet | None:
    excerpt = report.excerpts.get(file.file)
    if excerpt is None:
        return None
    marks = _marks(file, excerpt)
    named = marks.get(excerpt.header, set())
    return _Sheet(
        header=excerpt.header,
        labels=tuple((label, n in named) for n, label in enumerate(excerpt.labels)),
        lines=tuple(_lines(excerpt, marks)),
    )


def _lines(excerpt: Excerpt, marks: dict[int, set[int]]) -> Iterator[_Line]:
    before = excerpt.header
    for row in excerpt.rows:
        wrong = marks.get(row.number, set())
        yield _Line(
            number=row.number,
            cells=tuple((cell, n in wrong) for n, cell in enumerate(row.cells)),
            is_faulty=row.number in marks,
            is_apart=row.number != before + 1,
        )
        before = row.number


def _marks(file: FileReport, excerpt: Excerpt) -> dict[int, set[int]]:
    """By row, the positions of its cells at fault; none where it is about the row as a whole."""
    positions = {label: n for n, label in reversed(list(enumerate(excerpt.labels)))}
    marks: dict[int, set[int]] = {}
    for group in file.groups:
        for place in (finding.place for finding in group.findings):
            if place.row is not None:
                wrong = marks.setdefault(place.row, set())
                wrong |= {positions[name] for name in _names(group, place.field, positions)}
    return marks


def _names(group: FaultGroup, field: str | None, known: dict[str, int]) -> list[str]:
    """The labels a fault is about: its column, or those of the key that its details name."""
    listed = group.first.details.get("columns", "").split(", ") if field is None else [field]
    return [name for name in listed if name in known]


@cache
def _template() -> Template:
    environment = Environment(
        loader=FunctionLoader(_file),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("page.html")


def _file(name: str) -> str:
    return resources.files(__package__).joinpath(name).read_text(encoding="utf-8")

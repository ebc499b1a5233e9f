"""A report as Markdown for GitHub: the summary of a job, and the one comment of a pull request.

The verdict stands first, then ten rows at most; the rest is folded. Nothing a publisher wrote is
read as Markdown or HTML, links anywhere or calls anybody.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from urllib.parse import quote

from generator.model import Language
from generator.problems import Severity
from generator.report.assembly import groups
from generator.report.cleaning import clean
from generator.report.model import FaultGroup, FileReport, Report
from generator.report.wording import imprint, other_spots, say, size_text, spot, verdict_text

MARKER = "<!-- opendata-report -->"
"""By this line the comment is found again, to be updated in place."""

LENGTH = 60_000
"""A comment of GitHub holds 65,536 characters; its frame may need a few."""

_SHOWN = 10
_VALUE_LENGTH, _TEXT_LENGTH = 80, 400

_HEADS = ("head.row", "head.column", "head.value", "head.message", "head.remedy")
_PARTS = {Severity.ERROR: "mend", Severity.WARNING: "better"}

_Found = tuple[FileReport, FaultGroup]


@dataclass(frozen=True, slots=True)
class _Section:
    """Rows of a table between an opening and a closing."""

    opening: str
    rows: tuple[str, ...]
    closing: str = "\n"


def markdown(report: Report, language: Language) -> str:
    """The comment: in Vietnamese with the English folded, or in English alone."""
    head = "\n\n".join([f"{MARKER}\n### {_sign(report)} {verdict_text(report, language)}", ""])
    tail = _facts(report, language)
    room = LENGTH - len(head) - len(tail)
    return head + "".join(_fitting(list(_sections(report, language)), room, language)) + tail


def _sections(report: Report, language: Language) -> Iterator[_Section]:
    found = [pair for severity in Severity for pair in groups(report, severity)]
    if not found:
        yield _Section(f"{say('sound', language)}\n", ())
    shown, rest = found[:_SHOWN], found[_SHOWN:]
    yield from _tables(shown, report, language)
    if language == "vi" and found:
        yield _Section(f"<details><summary>{say('english', 'en')}</summary>\n\n", ())
        yield _Section(f"**{verdict_text(report, 'en')}**\n\n", ())
        yield from _tables(shown, report, "en")
        yield _Section("</details>\n\n", ())
    if rest:
        title = say("rest", language, count=len(rest))
        yield _Section(f"<details><summary>… {title}</summary>\n\n", ())
        yield from _tables(rest, report, language)
        yield _Section("</details>\n\n", ())


def _tables(found: Iterable[_Found], report: Report, language: Language) -> Iterator[_Section]:
    """What stops publication and advice apart, each by file."""
    for severity, pairs in groupby(found, key=lambda pair: pair[1].severity):
        title = f"**{say(_PARTS[severity], language)}**\n\n"
        for file, of_file in groupby(pairs, key=lambda pair: pair[0]):
            rows = tuple(_row(group, report, language) for _, group in of_file)
            yield _Section(title + _table_head(file, language), rows)
            title = ""


def _table_head(file: FileReport, language: Language) -> str:
    size = size_text(file.rows, file.columns, language)
    heads = " | ".join(say(head, language) for head in _HEADS)
    name = f"<code>{escape(file.file)}</code>" + (f" ({size})" if size else "")
    return f"{name}\n\n| {heads} |\n|{' --- |' * len(_HEADS)}\n"


def _row(group: FaultGroup, report: Report, language: Language) -> str:
    finding, place = group.first, group.first.place
    where = f"{place.sheet}!{spot(place)}" if place.sheet else spot(place)
    value = f"<code>{escape(place.cell, _VALUE_LENGTH)}</code>" if place.cell else ""
    others = other_spots(group, language)
    why = escape(finding.message.get(language)) + (f"<br>{escape(others)}" if others else "")
    how = f"{escape(finding.remedy.get(language))}<br><sub>{_code(group, report, language)}</sub>"
    return f"| {' | '.join([escape(where), escape(place.field or ''), value, why, how])} |\n"


def _code(group: FaultGroup, report: Report, language: Language) -> str:
    page = report.page(group.code, language)
    if page is None or not page.startswith(("https://", "http://")):
        return group.code
    return f"[{say('explained', language)}]({quote(page, safe=':/-._~%')})"


def _fitting(sections: Sequence[_Section], room: int, language: Language) -> Iterator[str]:
    """As many rows as there is room for; a section without a row of its own has no table."""
    note = f"_{say('cut', language)}_\n\n"
    room -= len(note)
    closings = sum(len(s.opening) for s in sections if s.opening.startswith("</details"))
    room, is_cut = room - closings, False
    for section in sections:
        fixed = len(section.opening) + len(section.closing)
        rows = _first(section.rows, room - fixed)
        is_cut = is_cut or len(rows) < len(section.rows)
        if not section.opening.startswith("</details"):
            if fixed > room or (section.rows and not rows):
                continue
            room -= fixed + sum(map(len, rows))
        yield section.opening + "".join(rows) + section.closing
    if is_cut:
        yield note


def _first(rows: Sequence[str], room: int) -> list[str]:
    kept = []
    for row in rows:
        room -= len(row)
        if room < 0:
            break
        kept.append(row)
    return kept


def _sign(report: Report) -> str:
    return "❌" if report.verdict == "blocked" else "✅"


def _facts(report: Report, language: Language) -> str:
    parts = [imprint(report, language)]
    if report.datasets:
        counts = {"datasets": report.datasets, "tables": report.tables}
        parts.insert(0, say("checked", language, **counts))
    return f"{escape(' '.join(parts))}\n"


# A break without width keeps GitHub from making links, mentions and references of a text; it
# would make them of numeric references too, which it decodes first.
_BREAKS = re.compile(r"(?<=[@#])|(?<=:)(?=//)|(?<=\bwww)(?=\.)|(?<=\bgh)(?=-)", re.IGNORECASE)
_BREAK = "\u200b"
_MARKS = {ord(mark): f"&#{ord(mark)};" for mark in '&<>\\`*_{}[]#!|~:^@"$' + _BREAK}


def escape(text: str, length: int = _TEXT_LENGTH) -> str:
    """A text that shows as it is in a cell of a table, cut to ``length`` characters."""
    return _BREAKS.sub(_BREAK, clean(text, length)).translate(_MARKS)

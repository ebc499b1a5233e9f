"""``due.ics``: the days by which data should be brought up to date (iCalendar, RFC 5545).

Written here and not with a library: events stand in two calendars of each language, and 2,000
of them took the library 0.4 s of processor time for one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone

from generator.describe.characters import fit
from generator.describe.entry import Entry, language_root, stable_uuid
from generator.describe.mapping import MappingTable, Rule, Standard, write
from generator.describe.sections import Section, sections
from generator.distribution import Edition, Parts, SiteFile
from generator.model import Language, Portal, Text

_LINE = 75
"""Octets of a line at most, the space of a continued one included."""

_ZONE = timezone(timedelta(hours=7))

# A calendar must hold something, and one without events holds the time zone: the only one.
_TIME_ZONE = (
    "BEGIN:VTIMEZONE",
    "TZID:Asia/Ho_Chi_Minh",
    "BEGIN:STANDARD",
    "DTSTART:19700101T000000",
    "TZOFFSETFROM:+0700",
    "TZOFFSETTO:+0700",
    "END:STANDARD",
    "END:VTIMEZONE",
)
_WORDS: dict[Language, dict[str, str]] = {
    "vi": {
        "calendar": "Lịch cập nhật dữ liệu",
        "due": "Hạn cập nhật: {title}",
        "sample": "[Dữ liệu mẫu] ",
        "publisher": "Cơ quan công bố: {name}",
        "frequency": "Tần suất: {name}",
        "modified": "Cập nhật lần cuối: {day}",
        "sample_note": "Số liệu được tạo ra để minh hoạ, không phải số liệu chính thức.",
    },
    "en": {
        "calendar": "Data updates due",
        "due": "Update due: {title}",
        "sample": "[Sample data] ",
        "publisher": "Publisher: {name}",
        "frequency": "Frequency: {name}",
        "modified": "Last updated: {day}",
        "sample_note": "Figures made up for demonstration, not official.",
    },
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Due:
    """A dataset that is to be updated by the end of the day ``day``."""

    entry: Entry
    language: Language
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class _Calendar:
    """A part of the catalogue in a language."""

    section: Section
    portal: Portal
    language: Language

    @property
    def page(self) -> str:
        """The address of the page about the same datasets."""
        return language_root(self.portal, self.language) + self.section.path


def due_day(entry: Entry) -> date | None:
    """The last day on which the data still count as up to date; ``None`` where none is set."""
    days = entry.frequency.overdue_after_days
    if days is None or entry.metadata.status != "published":
        return None
    return entry.metadata.modified + timedelta(days=days)


def _moment(day: date) -> str:
    """The first moment of a day in Việt Nam, in UTC."""
    return f"{datetime.combine(day, time(), _ZONE).astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _escaped(text: str) -> str:
    marked = fit(text).replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return marked.replace("\n", "\\n")


def _title(due: _Due) -> str:
    words, metadata = _WORDS[due.language], due.entry.metadata
    title = words["due"].format(title=metadata.title.get(due.language))
    return _escaped((words["sample"] if metadata.sample else "") + title)


def _description(due: _Due) -> str:
    entry, words, language = due.entry, _WORDS[due.language], due.language
    lines = [
        *([words["sample_note"]] if entry.metadata.sample else []),
        words["publisher"].format(name=entry.publisher.name.get(language)),
        words["frequency"].format(name=entry.frequency.label.get(language)),
        words["modified"].format(day=entry.metadata.modified.isoformat()),
    ]
    return _escaped("\n".join(lines))


def _categories(due: _Due) -> str:
    return ",".join(_escaped(theme.label.get(due.language)) for theme in due.entry.themes)


def _name(calendar: _Calendar) -> str:
    part, portal = calendar.section.title, calendar.portal.short_title.get(calendar.language)
    title = f"{_WORDS[calendar.language]['calendar']} – {portal}"
    return _escaped(title if part is None else f"{part.get(calendar.language)}: {title}")


def _product(calendar: _Calendar) -> str:
    return f"-//{calendar.portal.identifier}//opendata//{calendar.language.upper()}"


_CALENDAR: tuple[Rule[_Calendar], ...] = (
    Rule("VERSION", "–", lambda _: "2.0"),
    Rule("PRODID", "catalog.identifier", _product),
    Rule("NAME", "agencies.names, catalog.short_title", _name),
    Rule("X-WR-CALNAME", "agencies.names, catalog.short_title", _name),
    Rule("URL", "address", lambda each: each.page),
    Rule("REFRESH-INTERVAL;VALUE=DURATION", "–", lambda _: "P1D"),
)

_EVENT: tuple[Rule[_Due], ...] = (
    Rule("UID", "identifier", lambda due: str(stable_uuid(due.entry.iri))),
    # What tells of a change must not depend on when the site was built.
    Rule("DTSTAMP", "modified", lambda due: _moment(due.entry.metadata.modified)),
    Rule(
        "DTSTART;VALUE=DATE",
        "modified + accrual_periodicity (overdue_after_days)",
        lambda due: f"{due.day:%Y%m%d}",
    ),
    Rule("SUMMARY", "title, sample", _title),
    Rule("DESCRIPTION", "publisher, accrual_periodicity, modified, sample", _description),
    Rule("CATEGORIES", "themes", _categories),
    Rule("CONTACT", "contact", lambda due: _escaped(due.entry.contact.name.get(due.language))),
    Rule("URL", "address", lambda due: due.entry.page(due.language)),
    Rule("TRANSP", "–", lambda _: "TRANSPARENT"),
)

STANDARD = Standard(
    id="icalendar",
    title="iCalendar",
    version="2.0 (RFC 5545)",
    url="https://www.rfc-editor.org/rfc/rfc5545",
    purpose=Text(
        vi="Lịch các kỳ phải cập nhật dữ liệu: cả cổng, từng cơ quan.",
        en="A calendar of the updates due: of the whole portal, or of an agency.",
    ),
    documents=("due.ics", "agencies/<id>/due.ics", "en/due.ics"),
    tables=(
        MappingTable(subject="VCALENDAR", rules=_CALENDAR),
        MappingTable(subject="VEVENT", rules=_EVENT),
    ),
)


def catalog_files(edition: Edition, _: Parts) -> Iterator[SiteFile]:
    """The calendars of the portal and of each agency, in each language."""
    parts = [part for part in sections(edition) if not part.path.startswith("themes/")]
    for language in edition.catalog.portal.languages:
        events = dict(_events(parts[0], language))
        for section in parts:
            portal = edition.catalog.portal
            calendar = _Calendar(section=section, portal=portal, language=language)
            path = calendar.page.removeprefix(portal.base_url)
            yield SiteFile(path=f"{path}due.ics", content=_document(calendar, events))


def _events(whole: Section, language: Language) -> Iterator[tuple[str, bytes]]:
    """The events by the identifier of their dataset: they stand in several calendars."""
    for entry in whole.entries:
        day = due_day(entry)
        if day is not None:
            lines = _lines(write(_EVENT, _Due(entry=entry, language=language, day=day)))
            text = _text(("BEGIN:VEVENT", *lines, "END:VEVENT"))
            yield entry.dataset.identifier, text


def _document(calendar: _Calendar, events: dict[str, bytes]) -> bytes:
    names = sorted(entry.dataset.identifier for entry in calendar.section.entries)
    head = _text(("BEGIN:VCALENDAR", *_lines(write(_CALENDAR, calendar)), *_TIME_ZONE))
    body = b"".join(events[name] for name in names if name in events)
    return head + body + b"END:VCALENDAR\r\n"


def _lines(values: dict[str, str]) -> Iterator[str]:
    return (f"{name}:{value}" for name, value in values.items())


def _text(lines: tuple[str, ...]) -> bytes:
    return b"".join(_folded(line.encode()) + b"\r\n" for line in lines)


def _folded(line: bytes) -> bytes:
    """A line in pieces that are short enough; no letter is cut in two."""
    pieces, limit = [], _LINE
    while len(line) > limit:
        end = limit
        while line[end] & 0xC0 == 0x80:  # within a letter of several octets
            end -= 1
        pieces.append(line[:end])
        line, limit = line[end:], _LINE - 1
    return b"\r\n ".join([*pieces, line])

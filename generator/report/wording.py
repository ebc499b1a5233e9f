"""What reports say around the texts of problems, in both languages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from generator.model import Language
from generator.problems import Place, Severity
from generator.report.cleaning import clean
from generator.report.model import FaultGroup, Report

_LISTED = 12

_WORDS: dict[str, dict[Language, str]] = {
    "error": {"vi": "LỖI", "en": "ERROR"},
    "warning": {"vi": "CẢNH BÁO", "en": "WARNING"},
    "row": {"vi": "dòng {row}", "en": "row {row}"},
    "field": {"vi": "cột “{field}”", "en": "column “{field}”"},
    "sheet": {"vi": "trang tính “{sheet}”", "en": "sheet “{sheet}”"},
    "address": {"vi": "ô {address}", "en": "cell {address}"},
    "line": {"vi": "dòng {line}", "en": "line {line}"},
    "none": {"vi": "Không có vấn đề nào.", "en": "No problems."},
    "sum": {
        "vi": "{errors} lỗi phải sửa, {warnings} điều nên sửa.",
        "en": "{errors} errors to mend, {warnings} warnings.",
    },
    "publishable": {"vi": "Có thể công bố", "en": "Ready to publish"},
    "blocked": {"vi": "Chưa thể công bố", "en": "Not yet to be published"},
    "errors": {"vi": "{count} lỗi phải sửa", "en": "{count} error(s) to mend"},
    "warnings": {"vi": "{count} điều nên sửa", "en": "{count} warning(s)"},
    "checked": {
        "vi": "Đã kiểm tra {datasets} bộ dữ liệu, {tables} bảng.",
        "en": "Checked {datasets} dataset(s), {tables} table(s).",
    },
    "by": {"vi": "Kiểm tra bởi opendata {version}", "en": "Checked by opendata {version}"},
    "on": {"vi": "ngày {day}", "en": "on {day}"},
    "also": {"vi": "và {count} chỗ nữa: {places}", "en": "and {count} more: {places}"},
    "rest": {"vi": "và {count} vấn đề nữa", "en": "and {count} more problem(s)"},
    "size": {"vi": "{rows} dòng, {columns} cột", "en": "{rows} rows, {columns} columns"},
    "columns": {"vi": "{columns} cột", "en": "{columns} columns"},
    "head.file": {"vi": "Tệp", "en": "File"},
    "head.sheet": {"vi": "Trang tính", "en": "Sheet"},
    "head.row": {"vi": "Dòng", "en": "Row"},
    "head.column": {"vi": "Cột", "en": "Column"},
    "head.address": {"vi": "Ô", "en": "Cell"},
    "head.value": {"vi": "Giá trị", "en": "Value"},
    "head.code": {"vi": "Mã vấn đề", "en": "Code"},
    "head.severity": {"vi": "Mức", "en": "Severity"},
    "head.message": {"vi": "Vì sao", "en": "Why"},
    "head.remedy": {"vi": "Cách sửa", "en": "How to mend it"},
    "where": {"vi": "Ở đâu", "en": "Where"},
    "mend": {"vi": "Phải sửa", "en": "To be mended"},
    "better": {"vi": "Nên sửa", "en": "Better mended"},
    "all": {"vi": "Tất cả vấn đề theo tệp", "en": "All problems by file"},
    "english": {"vi": "English", "en": "English"},
    "cut": {
        "vi": "Báo cáo đã rút gọn cho vừa giới hạn; bản đầy đủ ở dạng JSON, CSV hoặc HTML.",
        "en": "Cut to what fits here; the whole report is in JSON, CSV or HTML.",
    },
    "explained": {"vi": "giải thích và ví dụ", "en": "explained, with an example"},
    "title": {"vi": "Kết quả kiểm tra dữ liệu", "en": "Report on the data"},
    "sound": {"vi": "Không có điều gì phải sửa.", "en": "Nothing needs mending."},
    "excerpt": {
        "vi": "Các dòng có vấn đề trong bảng; ô sai được tô và đánh dấu ✗",
        "en": "Rows with problems; cells at fault are coloured and marked ✗",
    },
    "gap": {"vi": "các dòng ở giữa được lược bớt", "en": "rows between are left out"},
    "contents": {"vi": "Các tệp có vấn đề", "en": "Files with problems"},
    "withheld": {
        "vi": "Không hiện các dòng của tệp này vì có thể có dữ liệu cá nhân.",
        "en": "Rows of this file are not shown, since they may hold personal data.",
    },
}


def say(words: str, language: Language, **blanks: object) -> str:
    """The text named ``words``, its blanks filled."""
    return _WORDS[words][language].format(**blanks)


def place_text(place: Place, language: Language) -> str:
    """A place as people and editors read it: ``file:line:column``, or row and column of a table."""
    position = [place.line, place.column]
    text = ":".join([place.file, *(str(number) for number in position if number is not None)])
    return ", ".join([text, *_position(place, language)])


def position_text(place: Place, language: Language) -> str:
    """Where in its file a place is; the empty text where it is the file as a whole."""
    line = [] if place.line is None else [say("line", language, line=place.line)]
    return ", ".join([*line, *_position(place, language)])


def _position(place: Place, language: Language) -> list[str]:
    known = {
        "sheet": place.sheet,
        "address": place.address,
        "row": None if place.address else place.row,
        "field": place.field,
    }
    return [say(n, language, **{n: value}) for n, value in known.items() if value is not None]


def spot(place: Place) -> str:
    """The shortest name of a place in its file: ``B17``, a row or a line; a dash for the whole."""
    return str(place.address or place.row or place.line or "–")


def other_spots(group: FaultGroup, language: Language) -> str | None:
    """“and 14 more: 18, 20, …”; ``None`` where the group has one finding."""
    count = group.count - 1
    if not count:
        return None
    places = [finding.place for finding in group.findings[1:]]
    runs = list(_runs(places))
    is_whole = count == len(places) and len(runs) <= _LISTED
    listed = ", ".join([*runs[:_LISTED], *([] if is_whole else ["…"])])
    return say("also", language, count=count, places=listed)


def _runs(places: Iterable[Place]) -> Iterator[str]:
    """The spots of places; rows that follow one another as “3–14”."""
    run: list[Place] = []
    for place in places:
        if run and not _follows(run[-1], place):
            yield _run(run)
            run = []
        run.append(place)
    if run:
        yield _run(run)


def _run(run: list[Place]) -> str:
    return spot(run[0]) if len(run) == 1 else f"{spot(run[0])}–{spot(run[-1])}"


def _follows(place: Place, other: Place) -> bool:
    return None not in (place.row, other.row) and other.row == (place.row or 0) + 1


def severity_word(severity: Severity, language: Language) -> str:
    """The severity as reports shout it."""
    return say(severity.value, language)


def verdict_text(report: Report, language: Language) -> str:
    """“Chưa thể công bố · 3 lỗi phải sửa · 2 điều nên sửa”."""
    counts = {"errors": report.errors, "warnings": report.warnings}
    parts = [say(name, language, count=count) for name, count in counts.items() if count]
    return " · ".join([say(report.verdict, language), *parts])


def imprint(report: Report, language: Language) -> str:
    """By which program the report was made, and for which day."""
    text = say("by", language, version=clean(report.version, 50))
    if report.checked_on is not None:
        text += " " + say("on", language, day=_day(report.checked_on, language))
    return text + "."


def _day(day: date, language: Language) -> str:
    return f"{day.day}/{day.month}/{day.year}" if language == "vi" else day.isoformat()


def size_text(rows: int | None, columns: int | None, language: Language) -> str | None:
    """The size of a table, as far as it is known."""
    if columns is None:
        return None
    if rows is None:
        return say("columns", language, columns=columns)
    return say("size", language, rows=rows, columns=columns)

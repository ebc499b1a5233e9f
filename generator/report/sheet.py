"""A report as a table: one row for each finding, for a clerk who opens it in Excel."""

from __future__ import annotations

import csv
import io
import re

from generator.model import Language
from generator.report.assembly import findings
from generator.report.model import FaultGroup, FileReport, Finding, Report
from generator.report.wording import say, severity_word

COLUMNS = (
    "file", "sheet", "row", "column", "address", "value", "code", "severity", "message", "remedy",
)  # fmt: skip

# What spreadsheets take for a formula (OWASP: CSV Injection), full-width forms included.
_FORMULA = re.compile(r"\s*[=+\-@\t\r＝＋－＠]")
_NUMBER = re.compile(r"-?\d+([.,]\d+)?\Z")


def sheet(report: Report, language: Language) -> bytes:
    """CSV in UTF-8 with a byte order mark, without which Excel takes it for another encoding."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([say(f"head.{name}", language) for name in COLUMNS])
    for file, group, finding in findings(report):
        writer.writerow(map(_harmless, _cells(file, group, finding, language)))
    return text.getvalue().encode("utf-8-sig")


def _cells(file: FileReport, group: FaultGroup, finding: Finding, language: Language) -> list[str]:
    place = finding.place
    known = {
        "file": file.file,
        "sheet": place.sheet,
        "row": place.row or place.line,
        "column": place.field if place.field is not None else place.column,
        "address": place.address,
        "value": place.cell,
        "code": group.code,
        "severity": severity_word(group.severity, language),
        "message": finding.message.get(language),
        "remedy": finding.remedy.get(language),
    }
    return ["" if known[name] is None else str(known[name]) for name in COLUMNS]


def _harmless(cell: str) -> str:
    """The cell, with an apostrophe where a spreadsheet would calculate it."""
    return f"'{cell}" if _FORMULA.match(cell) and not _NUMBER.match(cell) else cell

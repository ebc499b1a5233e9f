"""A report as text for a terminal: by file, equal faults once, colours where they are wanted."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.model import Language
from generator.problems import Problem, Severity
from generator.report.assembly import make_report
from generator.report.model import FaultGroup, FileReport, Finding, Report
from generator.report.wording import (
    other_spots,
    place_text,
    position_text,
    say,
    severity_word,
    size_text,
)

_COMMAND = re.compile(r"(?<!\S)::")

# Select Graphic Rendition (ECMA-48, 8.3.117).
_STYLES = {Severity.ERROR: "1;31", Severity.WARNING: "1;33", "file": "1;4", "dim": "2"}


def terminal(report: Report, language: Language, *, is_coloured: bool = False) -> str:
    """Every group of faults below its file, those that stop publication first; the summary last."""
    blocks = ["\n".join(_file(file, language, is_coloured)) for file in report.files]
    return "\n\n".join([*blocks, counts_text(report, language)])


def counts_text(report: Report, language: Language) -> str:
    """One sentence with the number of errors and warnings."""
    if not report.errors + report.warnings:
        return say("none", language)
    return say("sum", language, errors=report.errors, warnings=report.warnings)


def problem_lines(problem: Problem, language: Language) -> list[str]:
    """One problem in three lines: severity, place and code; the fault; the remedy."""
    group = make_report([problem]).files[0].groups[0]
    return list(_finding(group, place_text(group.first.place, language), language, False))


def _file(file: FileReport, language: Language, is_coloured: bool) -> Iterator[str]:
    size = size_text(file.rows, file.columns, language)
    yield _plain(_styled(file.file, "file", is_coloured) + (f" ({size})" if size else ""))
    for group in file.groups:
        place = _place(group.first, language)
        for line in _finding(group, place, language, is_coloured):
            yield f"  {line}"


def _place(finding: Finding, language: Language) -> str:
    """Lines of text files as editors open them; the rest without the file's name."""
    if finding.place.line is not None:
        return place_text(finding.place, language)
    return position_text(finding.place, language)


def _finding(group: FaultGroup, place: str, language: Language, is_coloured: bool) -> Iterator[str]:
    word = _styled(severity_word(group.severity, language), group.severity, is_coloured)
    code = _styled(f"[{group.code}]", "dim", is_coloured)
    yield _plain("  ".join(part for part in (word, place, code) if part))
    yield _plain(f"  {group.first.message.get(language)}")
    others = other_spots(group, language)
    if others:
        yield _plain(f"  {others}")
    yield _plain(f"  → {group.first.remedy.get(language)}")


def _styled(text: str, style: str | Severity, is_coloured: bool) -> str:
    return f"\x1b[{_STYLES[style]}m{text}\x1b[0m" if is_coloured else text


def _plain(line: str) -> str:
    """A line in which a log of GitHub Actions finds no command, of its older form either."""
    return _COMMAND.sub(": :", line.replace("##[", "# #["))

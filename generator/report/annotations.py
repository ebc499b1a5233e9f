"""A report as annotations of GitHub Actions on the lines of a pull request.

Workflow commands: https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions
"""

from __future__ import annotations

from generator.model import Language
from generator.problems import Severity
from generator.report.assembly import groups
from generator.report.model import FaultGroup, FileReport, Report
from generator.report.wording import other_spots, say, verdict_text

_SHOWN = 10
"""Of each severity: a step shows no more (the limit is GitHub's)."""

_LENGTH = 4000
_SHEETS = (".xlsx",)

_IN_MESSAGE = {"%": "%25", "\r": "%0D", "\n": "%0A"}
_IN_PROPERTY = _IN_MESSAGE | {":": "%3A", ",": "%2C"}


def workflow_commands(report: Report, language: Language) -> str:
    """One command for each group of equal faults, ten errors and ten warnings at most."""
    lines = []
    rest = 0
    for severity in Severity:
        found = groups(report, severity)
        lines += [_command(file, group, language) for file, group in found[:_SHOWN]]
        rest += len(found[_SHOWN:])
    message = verdict_text(report, language)
    if rest:
        message += " · " + say("rest", language, count=rest)
    return "\n".join([*lines, f"::notice title=opendata::{_escape(message, _IN_MESSAGE)}"])


def _command(file: FileReport, group: FaultGroup, language: Language) -> str:
    message = group.first.message.get(language)
    others = other_spots(group, language)
    lines = [message, *([others] if others else []), f"→ {group.first.remedy.get(language)}"]
    values = _properties(file, group, language).items()
    properties = ",".join(f"{name}={_escape(str(value), _IN_PROPERTY)}" for name, value in values)
    text = _escape("\n".join(lines)[:_LENGTH], _IN_MESSAGE)
    return f"::{group.severity.value} {properties}::{text}"


def _properties(file: FileReport, group: FaultGroup, language: Language) -> dict[str, object]:
    place = group.first.place
    # A row of a CSV file is its line, unless cells above it hold line breaks; sheets have none.
    line = place.line or (None if file.file.lower().endswith(_SHEETS) else place.row)
    title = f"{group.code} ({place.address})" if place.address else group.code
    if place.field is not None:
        title += ": " + say("field", language, field=place.field)
    known = {"file": file.file, "line": line, "col": place.column, "title": title}
    return {name: value for name, value in known.items() if value is not None}


def _escape(text: str, signs: dict[str, str]) -> str:
    return "".join(signs.get(sign, sign) for sign in text)

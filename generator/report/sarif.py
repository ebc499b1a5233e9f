"""A report as SARIF 2.1.0, for code scanning and editors.

https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html; the numbers below are its clauses.
"""

from __future__ import annotations

import hashlib
from itertools import islice
from typing import Any
from urllib.parse import quote

import orjson

from generator.model import LANGUAGES, Language
from generator.problems import severity_of, wording
from generator.report.assembly import findings
from generator.report.model import FaultGroup, FileReport, Finding, Report
from generator.report.wording import position_text

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_RESULTS = 5000
"""GitHub shows no more of one run."""


def sarif(report: Report, language: Language) -> bytes:
    """One run; rules for the codes that occur, a result for each finding."""
    codes = sorted({group.code for file in report.files for group in file.groups})
    driver = {
        "name": "opendata",
        "version": report.version,
        "rules": [_rule(code, report, language) for code in codes],
    }
    shown = islice(findings(report), _RESULTS)
    run = {
        "tool": {"driver": driver},
        "language": language,  # 3.14.7
        "columnKind": "unicodeCodePoints",  # 3.14.17
        "originalUriBaseIds": {"%SRCROOT%": {"description": {"text": "The portal's root."}}},
        "results": [_result(*found, codes, language) for found in shown],
    }
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return orjson.dumps(log, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def _rule(code: str, report: Report, language: Language) -> dict[str, Any]:
    message, remedy = wording(code, language)
    both = [wording(code, each) for each in sorted(LANGUAGES, key=lambda each: each != language)]
    page = report.page(code, language)
    return {
        "id": code,
        "shortDescription": {"text": message},
        "fullDescription": {"text": f"{message} {remedy}"},
        "help": {
            "text": "\n\n".join(f"{why}\n→ {how}" for why, how in both),
            "markdown": "\n\n".join(f"{why}\n\n**→** {how}" for why, how in both),
        },
        "defaultConfiguration": {"level": severity_of(code).value},
        **({"helpUri": page} if page else {}),
    }


def _result(
    file: FileReport, group: FaultGroup, finding: Finding, codes: list[str], language: Language
) -> dict[str, Any]:
    text = f"{finding.message.get(language)}\n→ {finding.remedy.get(language)}"
    return {
        "ruleId": group.code,
        "ruleIndex": codes.index(group.code),
        "level": group.severity.value,
        "message": {"text": _plain(text)},
        "locations": [_location(file, finding, language)],
        "partialFingerprints": {"opendataFinding/v1": _fingerprint(file, group, finding)},
    }


def _location(file: FileReport, finding: Finding, language: Language) -> dict[str, Any]:
    place = finding.place
    uri = {"uri": quote(file.file), "uriBaseId": "%SRCROOT%"}
    physical: dict[str, Any] = {"artifactLocation": uri}
    line = place.line or (None if place.sheet else place.row)
    if line:
        column = {"startColumn": place.column} if place.column else {}
        physical["region"] = {"startLine": line, **column}
    location: dict[str, Any] = {"physicalLocation": physical}
    text = position_text(place, language)
    if text:
        location["message"] = {"text": _plain(text)}
    if place.address:
        name = f"{place.sheet}!{place.address}"
        location["logicalLocations"] = [{"fullyQualifiedName": name, "kind": "element"}]
    return location


def _fingerprint(file: FileReport, group: FaultGroup, finding: Finding) -> str:
    """The same for a fault that has only moved to another row."""
    place = finding.place
    parts = [file.file, group.code, place.sheet, place.field, place.cell, finding.message.vi]
    return hashlib.sha256("\0".join(part or "" for part in parts).encode()).hexdigest()[:32]


def _plain(text: str) -> str:
    """A text of which nothing is taken for a link or a placeholder (3.11.6, 3.11.5)."""
    escaped = text.replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]")
    return escaped.replace("{", "{{").replace("}", "}}")

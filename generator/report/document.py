"""A report as JSON, for other programs, and back: the form is published as a JSON Schema."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Any

import orjson
from pydantic import TypeAdapter, ValidationError

from generator.model import Language
from generator.problems import PortalError, Problem
from generator.report.assembly import group_of, judged, make_report
from generator.report.cleaning import CELL_LENGTH, clean, cleaned
from generator.report.model import FaultGroup, FileReport, Report

SCHEMA_PATH = "datasets/schemas/report.schema.json"

LENGTH = 1_000_000
"""In bytes: more than that is nobody's reading matter, and `opendata comment` refuses it."""

_LIMITS = ((1000, 1000, 1000), (100, 1000, 1000), (10, 100, 1000), (1, 20, 300), (1, 5, 20))
"""How many findings of a group, groups of a file and files are listed, the most that fit."""

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def document(report: Report, language: Language) -> bytes:  # noqa: ARG001 - it holds both
    """The report as JSON of at most about a megabyte, texts in both languages.

    Where there is more, groups list only their first findings, then files their first groups.
    """
    content = b""
    for limits in _LIMITS:
        content = _json(
            _form().dump_python(_shortened(report, *limits), mode="json", exclude_none=True)
        )
        if len(content) <= LENGTH:
            break
    return content


def report_schema() -> dict[str, bytes]:
    """The schema file by its path below a portal's root."""
    return {SCHEMA_PATH: _json(json_schema())}


def json_schema() -> dict[str, Any]:
    """The JSON Schema of :func:`document`."""
    return {"$schema": _DIALECT} | _form().json_schema()


def read_document(content: bytes, address: str) -> Report:
    """The report that somebody else's run wrote, with this program's own words.

    Of what stands in ``content``, only codes, places, details and sizes are taken; ``address``
    is the site that links lead to.

    Raises:
        PortalError: it is no such report.
    """
    try:
        told = _form().validate_json(content)
        files = [_retold(file) for file in told.files]
    except (ValidationError, LookupError, ValueError) as error:
        raise PortalError(f"không phải báo cáo · no report: {type(error).__name__}") from error
    own = replace(make_report([]), checked_on=told.checked_on, address=address)
    return judged(replace(own, datasets=told.datasets, tables=told.tables), files)


def _retold(file: FileReport) -> FileReport:
    return replace(
        file,
        file=clean(file.file, CELL_LENGTH),
        dataset=None,
        groups=tuple(_retold_group(file, group) for group in file.groups),
    )


def _retold_group(file: FileReport, group: FaultGroup) -> FaultGroup:
    problems = [
        cleaned(
            Problem(
                code=group.code, place=replace(f.place, file=file.file), details=dict(f.details)
            )
        )
        for f in group.findings
    ]
    made = group_of(problems)
    return replace(made, count=max(group.count, made.count))


def _shortened(report: Report, findings: int, groups: int, files: int) -> Report:
    return replace(
        report,
        files=tuple(
            replace(
                file,
                groups=tuple(
                    replace(group, findings=group.findings[:findings])
                    for group in file.groups[:groups]
                ),
            )
            for file in report.files[:files]
        ),
    )


@cache
def _form() -> TypeAdapter[Report]:
    return TypeAdapter(Report)


def _json(value: Any) -> bytes:
    return orjson.dumps(value, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)

"""The formats of reports by name: each one function from a report to a text or bytes."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from generator.model import Language
from generator.report.annotations import workflow_commands
from generator.report.document import document
from generator.report.markdown import markdown
from generator.report.model import Report
from generator.report.page import page
from generator.report.sarif import sarif
from generator.report.sheet import sheet
from generator.report.terminal import terminal

Format = Callable[[Report, Language], str | bytes]

FORMATS: Mapping[str, Format] = {
    "text": terminal,
    "github": workflow_commands,
    "markdown": markdown,
    "json": document,
    "sarif": sarif,
    "html": page,
    "csv": sheet,
}

WITH_EXCERPTS = frozenset({"html"})
"""Formats that show rows of the tables: they want :func:`with_excerpts`."""


def written(report: Report, name: str, language: Language) -> bytes:
    """The report in the format ``name``, as the bytes of a file."""
    content = FORMATS[name](report, language)
    return content if isinstance(content, bytes) else f"{content.rstrip()}\n".encode()

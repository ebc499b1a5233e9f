"""Reports: what was found, told to each reader in a form of their own, from one model.

:func:`make_report` gathers problems into a :class:`Report`; :data:`FORMATS` writes it for a
terminal, for GitHub (annotations, Markdown), for programs (JSON, SARIF), as a page (HTML) and as
a table (CSV).
"""

from __future__ import annotations

from collections.abc import Iterable

from generator.model import Language
from generator.problems import Problem
from generator.report.assembly import Subject, make_report, subject_of
from generator.report.document import SCHEMA_PATH, read_document, report_schema
from generator.report.excerpts import with_excerpts
from generator.report.formats import FORMATS, WITH_EXCERPTS, written
from generator.report.model import Report
from generator.report.terminal import counts_text, problem_lines, terminal
from generator.report.wording import place_text

__all__ = [
    "FORMATS",
    "SCHEMA_PATH",
    "WITH_EXCERPTS",
    "Report",
    "Subject",
    "make_report",
    "place_text",
    "problem_lines",
    "read_document",
    "report",
    "report_schema",
    "subject_of",
    "summary",
    "terminal",
    "with_excerpts",
    "written",
]


def report(problems: Iterable[Problem], language: Language) -> str:
    """All problems as a terminal shows them, and the summary."""
    return terminal(make_report(problems), language)


def summary(problems: Iterable[Problem], language: Language) -> str:
    """One sentence with the number of errors and warnings."""
    return counts_text(make_report(problems), language)

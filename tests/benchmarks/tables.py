"""Figures as Markdown tables in both languages, and the documents they stand in."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from generator.model import LANGUAGES, Language
from generator.render.formats import number

Value = str | float | None
"""What stands in a cell; numbers are written as the language does."""

_BLOCK = re.compile(r"(\{# benchmarks: (\w+) #\}\n).*?(\{# end #\})", re.DOTALL)
_SHOWN = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table with its title; ``heads`` and ``note`` are by language."""

    title: dict[Language, str]
    heads: dict[Language, tuple[str, ...]]
    rows: tuple[tuple[Value, ...], ...]
    note: dict[Language, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Verbatim:
    """What another benchmark printed, under a title."""

    title: dict[Language, str]
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """Everything that was measured, and on what."""

    machine: dict[Language, str]
    parts: tuple[Table | Verbatim, ...]


def markdown(report: Report, language: Language) -> str:
    """The report as Markdown."""
    parts = (_part(part, language) for part in report.parts)
    return "\n\n".join([report.machine[language], *parts]) + "\n"


def write(report: Report, file: Path) -> None:
    """Put the report into the blocks that a document keeps for it, else make it the document.

    A block stands between ``{# benchmarks: en #}`` and ``{# end #}``, the comments of the portal's
    own pages, and is written in the language it names.
    """
    text = file.read_text("utf-8") if file.exists() else ""
    if not _BLOCK.search(text):
        file.write_text(markdown(report, "en"), encoding="utf-8")
        return
    blocks = {language: markdown(report, language) for language in LANGUAGES}
    filled = _BLOCK.sub(lambda block: f"{block[1]}{_written(blocks, block[2])}{block[3]}", text)
    file.write_text(filled, encoding="utf-8")


def _written(blocks: dict[Language, str], name: str) -> str:
    return next(text for language, text in blocks.items() if language == name)


def _part(part: Table | Verbatim, language: Language) -> str:
    if isinstance(part, Verbatim):
        return f"## {part.title[language]}\n\n{part.text.strip()}"
    head, *others = part.heads[language]
    lines = [_line((head, *others)), "| :--- |" + " ---: |" * len(others)]
    lines += [_line(shown(value, language) for value in row) for row in part.rows]
    table = "\n".join(lines)
    return f"## {part.title[language]}\n\n{table}\n\n{part.note[language]}"


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def shown(value: Value, language: Language) -> str:
    """A cell: numbers with three figures that count, larger ones whole."""
    if value is None:
        return "–"
    if isinstance(value, str):
        return value
    if value >= 10 ** (_SHOWN - 1) or value == int(value):
        return number(round(value), language)
    return number(float(f"{value:.{_SHOWN - 1}g}"), language)

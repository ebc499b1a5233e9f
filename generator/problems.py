"""Problems: what is wrong in a repository, where, and how to mend it.

A publisher's mistake is a value of this module, never an exception. Every code has its texts
in Vietnamese and English in a file of ``problem_texts/``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from importlib import resources
from typing import Any

import yaml

from generator.model import Language


class Severity(StrEnum):
    """An error stops the build; a warning is shown and the build goes on."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a problem is. Lines, columns and rows count from 1; row 1 of a table is its header.

    ``file`` is relative to the portal's root. ``column`` is a position in the line of a text
    file; ``field`` and ``cell`` are the name of a table's column and what stands in it.
    """

    file: str
    line: int | None = None
    column: int | None = None
    row: int | None = None
    field: str | None = None
    cell: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One fault: ``code`` names its kind, ``details`` fill the blanks of its texts."""

    code: str
    place: Place
    details: Mapping[str, str] = field(default_factory=dict)

    @property
    def severity(self) -> Severity:
        """Whether the fault stops the build."""
        return Severity(_texts()[self.code]["severity"])

    def message(self, language: Language = "vi") -> str:
        """What is wrong, in one sentence."""
        return self._fill(language, "message")

    def remedy(self, language: Language = "vi") -> str:
        """How to mend it, in one sentence."""
        return self._fill(language, "remedy")

    def _fill(self, language: Language, part: str) -> str:
        text: str = _texts()[self.code][language][part]
        return text.format_map({**self.details, "cell": self.place.cell or ""})


class PortalError(Exception):
    """The machine failed (disk, permissions, a broken installation): nobody's data is at fault."""


def has_errors(problems: Iterable[Problem]) -> bool:
    """Whether any of ``problems`` stops the build."""
    return any(problem.severity is Severity.ERROR for problem in problems)


def codes() -> tuple[str, ...]:
    """The code of every kind of problem, in the order of the files of texts."""
    return tuple(_texts())


@cache
def _texts() -> dict[str, Any]:
    folder = resources.files("generator").joinpath("problem_texts")
    texts: dict[str, Any] = {}
    for file in sorted(folder.iterdir(), key=lambda file: file.name):
        texts |= yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return texts

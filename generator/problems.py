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
    file; ``field`` and ``cell`` are the name of a table's column and what stands in it. Of a
    workbook, ``sheet`` is the name of the sheet and ``address`` the cell's, such as ``B17``.
    """

    file: str
    line: int | None = None
    column: int | None = None
    row: int | None = None
    field: str | None = None
    cell: str | None = None
    sheet: str | None = None
    address: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A few lines that have a fault, and the same lines without it."""

    wrong: str
    right: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One fault: ``code`` names its kind, ``details`` fill the blanks of its texts."""

    code: str
    place: Place
    details: Mapping[str, str] = field(default_factory=dict)

    @property
    def severity(self) -> Severity:
        """Whether the fault stops the build."""
        return severity_of(self.code)

    def message(self, language: Language = "vi") -> str:
        """What is wrong, in one sentence."""
        return self._fill(language, "message")

    def remedy(self, language: Language = "vi") -> str:
        """How to mend it, in one sentence."""
        return self._fill(language, "remedy")

    def _fill(self, language: Language, part: str) -> str:
        text: str = _texts()[self.code][language][part]
        return text.format_map({**self.details, "cell": self.place.cell or ""})


class _AnyBlank(dict[str, str]):
    """Fills every blank with the same sign."""

    def __missing__(self, key: str) -> str:
        return "…"


class PortalError(Exception):
    """The machine failed (disk, permissions, a broken installation): nobody's data is at fault."""


def has_errors(problems: Iterable[Problem]) -> bool:
    """Whether any of ``problems`` stops the build."""
    return any(problem.severity is Severity.ERROR for problem in problems)


def codes() -> tuple[str, ...]:
    """The code of every kind of problem, in the order of the files of texts."""
    return tuple(_texts())


def severity_of(code: str) -> Severity:
    """Whether faults of this kind stop the build."""
    return Severity(_texts()[code]["severity"])


def wording(code: str, language: Language = "vi") -> tuple[str, str]:
    """The message and the remedy of a kind of problem, with “…” where each finding has its own."""
    texts = _texts()[code][language]
    message, remedy = (
        texts[part].format_map(_AnyBlank()).replace("….", "…") for part in ("message", "remedy")
    )
    return message, remedy


def example_of(code: str) -> Example | None:
    """A wrong and a right example, where somebody has written one."""
    found = _examples().get(code)
    return None if found is None else Example(**found)


def codes_by_group() -> dict[str, tuple[str, ...]]:
    """The codes under the name of the file of texts they stand in: what they are about."""
    return {name: tuple(texts) for name, texts in _files("problem_texts").items()}


def page_path(code: str) -> str:
    """Where the site explains a kind of problem, below a language's root."""
    return f"problems/{code}/"


@cache
def _texts() -> dict[str, Any]:
    return {
        code: text for texts in _files("problem_texts").values() for code, text in texts.items()
    }


@cache
def _examples() -> dict[str, Any]:
    groups = _files("problem_examples").values()
    return {code: example for examples in groups for code, example in examples.items()}


@cache
def _files(folder: str) -> dict[str, Any]:
    """The YAML files of one of the package's folders by name."""
    files = resources.files("generator").joinpath(folder).iterdir()
    return {
        file.name.removesuffix(".yml"): yaml.load(
            file.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader
        )
        for file in sorted(files, key=lambda file: file.name)
        if file.name.endswith(".yml")
    }

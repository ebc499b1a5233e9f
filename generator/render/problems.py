"""What the pages of problems are written from: the list of all kinds, and one page for each."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model import Language
from generator.problems import (
    codes_by_group,
    example_of,
    page_path,
    severity_of,
    wording,
)
from generator.render.addresses import Addresses
from generator.render.contexts import ProblemContext, ProblemsContext
from generator.render.parts import ProblemGroup, ProblemLink

INDEX = "problems/"

_ORDER = (
    "catalogue", "documents", "metadata", "completeness", "files", "encodings", "tables", "habits",
    "across", "privacy", "limits", "hosting",
)  # fmt: skip
"""Groups of codes that have a title of their own, in the order of the list."""

_ANY_GROUP = "other"


def problems_context(at: Addresses) -> ProblemsContext:
    """The list of all kinds of problems."""
    return ProblemsContext(url=at.url, groups=tuple(_groups(at.language)))


def problem_context(code: str, at: Addresses) -> ProblemContext:
    """The page that explains one kind of problem."""
    message, remedy = wording(code, at.language)
    return ProblemContext(
        url=at.url,
        code=code,
        group=_title(next(name for name, codes in codes_by_group().items() if code in codes)),
        severity=severity_of(code),
        message=message,
        remedy=remedy,
        has_blanks="…" in message + remedy,
        example=example_of(code),
    )


def _groups(language: Language) -> Iterator[ProblemGroup]:
    by_title: dict[str, list[str]] = {_title(name): [] for name in (*_ORDER, _ANY_GROUP)}
    for name, codes in codes_by_group().items():
        by_title[_title(name)] += codes
    for title, found in by_title.items():
        if found:
            links = tuple(_link(code, language) for code in sorted(found))
            yield ProblemGroup(title=title, problems=links)


def _link(code: str, language: Language) -> ProblemLink:
    message, _ = wording(code, language)
    return ProblemLink(code=code, path=page_path(code), message=message, severity=severity_of(code))


def _title(group: str) -> str:
    return f"problem_group.{group if group in _ORDER else _ANY_GROUP}"

"""The small things that several pages show: what the macros of ``bodies/_parts.html`` take.

Paths lie below the language's root and go through ``url``; downloads lie below the site's root
and go through ``file``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from generator.model import Text
from generator.problems import Severity

Address = Callable[[str], str]
"""Makes a path into an address relative to the page that is being written."""

Mark = Literal["gold", "silver", "bronze", "unmarked"]
"""How well a dataset is described, in one word."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A page of the portal, by its path and name."""

    path: str
    label: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Facet:
    """A link to a smaller list, and how many datasets it holds."""

    path: str
    label: Text
    count: int
    icon: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FacetOption:
    """A value that datasets are narrowed by; without a label its text is ``option.<value>``."""

    value: str
    label: Text | None
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FacetGroup:
    """The values of one kind that the datasets have; ``key`` names it in texts and addresses."""

    key: str
    options: tuple[FacetOption, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """Where to ask for data that is not there; the address takes a title and a text by name."""

    address: str
    title: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number that describes the portal; ``key`` names its text."""

    key: str
    value: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Freshness:
    """Whether a dataset is on time: ``due`` is the day after which it is overdue."""

    is_overdue: bool
    due: date
    days_late: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A dataset in a list.

    ``rows`` and ``columns`` are absent where there is no table; ``column_labels`` are the first
    of its columns. ``mark`` is one of the marks for quality, absent where nothing was rated.
    """

    path: str
    slug: str
    title: Text
    summary: Text
    theme: Text
    agency: Text
    issued: date
    modified: date
    freshness: Freshness | None
    status: Literal["published", "planned", "withdrawn"]
    sample: bool
    formats: tuple[str, ...]
    has_map: bool
    has_api: bool
    rows: int | None
    columns: int | None
    column_labels: tuple[Text, ...]
    mark: Mark | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeCard:
    """A field in a list, and how many datasets it holds."""

    path: str
    label: Text
    description: Text | None
    icon: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyCard:
    """An agency in a list. ``heirs`` are who answers today for a body that has ended."""

    path: str
    name: Text
    count: int
    heirs: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pager:
    """Which part of a long list a page shows; ``paths`` are all parts in order."""

    number: int
    paths: tuple[str, ...]

    @property
    def previous(self) -> str | None:
        """The path of the part before."""
        return self.paths[self.number - 2] if self.number > 1 else None

    @property
    def following(self) -> str | None:
        """The path of the part after."""
        return self.paths[self.number] if self.number < len(self.paths) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class MappingView:
    """How one kind of thing is said in a standard: pairs of their words and ours."""

    subject: str
    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StandardView:
    """A standard the portal speaks.

    ``documents`` are paths below the site's top, with blanks such as ``<slug>``; ``limits``
    tell what files alone cannot do of it.
    """

    id: str
    title: str
    version: str | None
    url: str
    purpose: Text
    documents: tuple[str, ...]
    tables: tuple[MappingView, ...]
    limits: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemLink:
    """A kind of problem in the list; its ``message`` has “…” where findings have their own."""

    code: str
    path: str
    message: str
    severity: Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemGroup:
    """Kinds of problems about one thing; ``title`` is the key of its text."""

    title: str
    problems: tuple[ProblemLink, ...]

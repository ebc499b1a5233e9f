"""What each page body is written from: one frozen dataclass for each template.

The fields of a context are exactly the variables of its template (``bodies/<template>.html``);
``tests/test_render.py`` compares them both ways.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Literal

from generator.keys import Key
from generator.model import Portal, Text
from generator.problems import Example, Severity
from generator.render.api_contexts import ApiContext, ApisContext
from generator.render.compare import CompareContext
from generator.render.dataset_contexts import DatasetContext
from generator.render.parts import (
    Address,
    AgencyCard,
    Ask,
    Card,
    Facet,
    FacetGroup,
    Figure,
    Link,
    Pager,
    ProblemGroup,
    StandardView,
    ThemeCard,
)
from generator.vocabulary import AgencyChange, Agent, DatedName, Frequency, License, Theme


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeContext:
    """``home.html``."""

    template: ClassVar[str] = "home.html"

    url: Address
    portal: Portal
    figures: tuple[Figure, ...]
    themes: tuple[ThemeCard, ...]
    newest: tuple[Card, ...]
    updated: tuple[Card, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueContext:
    """``catalogue.html``: ``total`` counts the datasets of all its parts.

    ``data_path`` is the file with what each dataset has of the ``groups``; ``themes`` and
    ``agencies`` lead on where no script narrows the list.
    """

    template: ClassVar[str] = "catalogue.html"

    url: Address
    file: Address
    cards: tuple[Card, ...]
    total: int
    pager: Pager
    groups: tuple[FacetGroup, ...]
    data_path: str
    themes: tuple[Facet, ...]
    agencies: tuple[Facet, ...]
    ask: Ask | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemesContext:
    """``themes.html``."""

    template: ClassVar[str] = "themes.html"

    url: Address
    themes: tuple[ThemeCard, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeContext:
    """``theme.html``: ``filter_path`` is the catalogue narrowed to the field."""

    template: ClassVar[str] = "theme.html"

    url: Address
    theme: ThemeCard
    cards: tuple[Card, ...]
    pager: Pager
    agencies: tuple[Facet, ...]
    filter_path: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AgenciesContext:
    """``agencies.html``: the bodies that exist on the day of the build, and those of before."""

    template: ClassVar[str] = "agencies.html"

    url: Address
    current: tuple[AgencyCard, ...]
    former: tuple[AgencyCard, ...]
    note: Text | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What became of agencies, with links to those the portal knows.

    ``text`` is the key of its sentence; a body that takes another in is not among ``original``.
    """

    event: AgencyChange
    text: str
    original: tuple[Link, ...]
    resulting: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyContext:
    """``agency.html``: ``inherited`` are datasets of bodies it answers for today.

    ``filter_path`` is the catalogue narrowed to what the agency itself published.
    """

    template: ClassVar[str] = "agency.html"

    url: Address
    agency: Agent
    is_active: bool
    former_names: tuple[DatedName, ...]
    parent: Link | None
    stewards: tuple[Link, ...]
    changes: tuple[Change, ...]
    cards: tuple[Card, ...]
    inherited: tuple[Card, ...]
    pager: Pager
    filter_path: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemsContext:
    """``problems.html``."""

    template: ClassVar[str] = "problems.html"

    url: Address
    groups: tuple[ProblemGroup, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemContext:
    """``problem.html``: ``group`` is the key of a text, ``severity`` is that of a problem.

    ``has_blanks`` says that message or remedy have “…” where findings have their own.
    """

    template: ClassVar[str] = "problem.html"

    url: Address
    code: str
    group: str
    severity: Severity
    message: str
    remedy: str
    has_blanks: bool
    example: Example | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StandardsContext:
    """``standards.html``: ``checks`` are the commands that compare a download with its checksum."""

    template: ClassVar[str] = "standards.html"

    url: Address
    file: Address
    standards: tuple[StandardView, ...]
    checks: str


BodyContext = (
    HomeContext
    | CatalogueContext
    | ThemesContext
    | ThemeContext
    | AgenciesContext
    | AgencyContext
    | DatasetContext
    | ProblemsContext
    | ProblemContext
    | StandardsContext
    | ApisContext
    | ApiContext
    | CompareContext
)


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalRow:
    """A law of the portal's legal basis, and its state on the day of the build."""

    number: str
    title: Text
    articles: str | None
    valid_from: date
    valid_to: date | None
    url: str | None
    state: Literal["in_force", "ended", "future"]


@dataclass(frozen=True, slots=True, kw_only=True)
class FormatKeys:
    """The keys of ``dataset.yml``, level by level."""

    dataset: tuple[Key, ...]
    resource: tuple[Key, ...]
    column: tuple[Key, ...]
    constraints: tuple[Key, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EditorialContext:
    """What the editorial Markdown pages may use."""

    portal: Portal
    publisher: Text
    base_url: str
    today: date
    legal_basis: tuple[LegalRow, ...]
    licenses: tuple[License, ...]
    frequencies: tuple[Frequency, ...]
    themes: tuple[Theme, ...]
    agencies: tuple[Agent, ...]
    dataset_count: int
    sample_count: int
    keys: FormatKeys
    example: str

"""What each page body is written from: one frozen dataclass for each template.

The fields of a context are exactly the variables of its template (``bodies/<template>.html``);
``tests/test_render.py`` compares them both ways.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Literal

from generator.keys import Key
from generator.model import (
    Column,
    ContactPoint,
    LegalDocument,
    Portal,
    SensitivityReview,
    Source,
    Text,
)
from generator.problems import Example, Severity
from generator.render.parts import (
    Address,
    AgencyCard,
    Card,
    Facet,
    Figure,
    Freshness,
    Link,
    Pager,
    ProblemGroup,
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
    """``catalogue.html``: ``total`` counts the datasets of all its parts."""

    template: ClassVar[str] = "catalogue.html"

    url: Address
    cards: tuple[Card, ...]
    total: int
    pager: Pager
    themes: tuple[Facet, ...]
    agencies: tuple[Facet, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemesContext:
    """``themes.html``."""

    template: ClassVar[str] = "themes.html"

    url: Address
    themes: tuple[ThemeCard, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeContext:
    """``theme.html``."""

    template: ClassVar[str] = "theme.html"

    url: Address
    theme: ThemeCard
    cards: tuple[Card, ...]
    pager: Pager
    agencies: tuple[Facet, ...]


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
    """``agency.html``: ``inherited`` are datasets of bodies it answers for today."""

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Download:
    """A file to download: ``path`` below the site's root, size in bytes, SHA-256."""

    path: str
    format: str
    label: str
    is_original: bool
    byte_size: int
    checksum: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """A form that was not made, and why, in words."""

    format: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A column's head above the preview."""

    name: str
    label: Text
    unit: str | None
    is_numeric: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """The first rows of a table of ``rows`` rows; missing cells are ``None``."""

    headings: tuple[Heading, ...]
    cells: tuple[tuple[str | None, ...], ...]
    rows: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnView:
    """A line of the dictionary of columns; counts and bounds where the table was read."""

    column: Column
    rules: tuple[str, ...]
    values: tuple[str, ...]
    missing: int | None
    missing_share: str | None
    minimum: str | None
    maximum: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyView:
    """A foreign key: the table it points at, and its dataset where that is another one."""

    fields: tuple[str, ...]
    foreign_fields: tuple[str, ...]
    dataset: Text | None
    target: Link


@dataclass(frozen=True, slots=True, kw_only=True)
class ResourceView:
    """One table or file of a dataset with everything made from it."""

    name: str
    title: Text
    description: Text | None
    each_row: Text | None
    downloads: tuple[Download, ...]
    missing: tuple[Missing, ...]
    preview: Preview | None
    columns: tuple[ColumnView, ...]
    primary_key: tuple[str, ...]
    keys: tuple[KeyView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What a reader asks first of a dataset (at most eight facts are shown)."""

    publisher: Link
    unit: Text | None
    stewards: tuple[Link, ...]
    modified: date
    issued: date
    freshness: Freshness | None
    period: str | None
    area: str | None
    area_list: Text | None
    license: License
    rows: int | None
    frequency: Frequency


@dataclass(frozen=True, slots=True, kw_only=True)
class Snippet:
    """A few lines that read a table in some program."""

    program: str
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DatasetContext:
    """``dataset.html``."""

    template: ClassVar[str] = "dataset.html"

    url: Address
    file: Address
    identifier: str
    title: Text
    description: Text
    keywords: tuple[str, ...]
    status: Literal["published", "planned", "withdrawn"]
    sample: bool
    themes: tuple[Facet, ...]
    facts: Facts
    resources: tuple[ResourceView, ...]
    package: Download | None
    metadata_path: str | None
    provenance: Text | None
    sources: tuple[Source, ...]
    review: SensitivityReview | None
    legal_document: LegalDocument | None
    contact: ContactPoint
    address: str
    citation: str
    snippets: tuple[Snippet, ...]
    related: tuple[Card, ...]


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

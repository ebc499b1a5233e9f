"""What the page of a dataset is written from: the views that make up ``dataset.html``."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Literal

from markupsafe import Markup

from generator.model import (
    Column,
    ContactPoint,
    LegalDocument,
    SensitivityReview,
    Source,
    Text,
)
from generator.render.charts import ChartView, ProfileView
from generator.render.citation import Citation
from generator.render.enquiry import Enquiries
from generator.render.findings import Finding
from generator.render.maps import MapView
from generator.render.parts import Address, Freshness, Link, Mark
from generator.render.quality import QualityView
from generator.vocabulary import Frequency, License


@dataclass(frozen=True, slots=True, kw_only=True)
class Download:
    """A file to download: where it lies (``Catalog.location``), size in bytes, SHA-256."""

    location: str
    name: str
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
    """The first rows and columns of a table of ``rows`` rows; missing cells are ``None``.

    ``more_columns`` counts those that are not shown.
    """

    headings: tuple[Heading, ...]
    cells: tuple[tuple[str | None, ...], ...]
    rows: int
    more_columns: int

    @property
    def has_gaps(self) -> bool:
        """Whether some cell that is shown is missing."""
        return any(cell is None for row in self.cells for cell in row)


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnView:
    """A line of the dictionary of columns; its profile where the table was read and has rows."""

    column: Column
    rules: tuple[str, ...]
    values: tuple[str, ...]
    profile: ProfileView | None


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyView:
    """A foreign key: the table it points at, and its dataset where that is another one."""

    fields: tuple[str, ...]
    foreign_fields: tuple[str, ...]
    dataset: Text | None
    target: Link


@dataclass(frozen=True, slots=True, kw_only=True)
class ResourceView:
    """One table or file of a dataset with everything made from it.

    ``is_table`` is of those that were read as tables; ``more_columns`` counts those of which the
    page does not tell.
    """

    name: str
    title: Text
    description: Text | None
    each_row: Text | None
    is_table: bool
    downloads: tuple[Download, ...]
    missing: tuple[Missing, ...]
    preview: Preview | None
    columns: tuple[ColumnView, ...]
    more_columns: int
    primary_key: tuple[str, ...]
    keys: tuple[KeyView, ...]
    map: MapView | None
    compare_path: str | None
    explorer: Markup | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What a reader asks first of a dataset: eight facts at most."""

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
    columns: int | None
    frequency: Frequency
    mark: Mark | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RelatedView:
    """Another dataset and why it is named: ``reasons`` are keys of texts."""

    target: Link
    agency: Text
    sample: bool
    reasons: tuple[str, ...]


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
    themes: tuple[Link, ...]
    facts: Facts
    chart: ChartView | None
    resources: tuple[ResourceView, ...]
    package: Download | None
    metadata_path: str | None
    provenance: Text | None
    sources: tuple[Source, ...]
    review: SensitivityReview | None
    quality: QualityView | None
    legal_document: LegalDocument | None
    contact: ContactPoint
    address: str
    citation: Citation
    snippets: tuple[Snippet, ...]
    api_path: str | None
    findings: tuple[Finding, ...]
    enquiries: Enquiries
    related: tuple[RelatedView, ...]

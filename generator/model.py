"""What a portal publishes: the catalogue, its datasets, their tables and files.

The classes are the metadata format: every key of ``catalog.yml`` and ``dataset.yml`` is a
field below, so the JSON Schema that editors use is derived from them (:mod:`generator.load`).
Terms follow DCAT 3, then Data Package v2 (https://datapackage.org/standard/).
"""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, ConfigDict, Field

Language = Literal["vi", "en"]
LANGUAGES: tuple[Language, ...] = ("vi", "en")

_STRICT = ConfigDict(extra="forbid", strict=True, allow_inf_nan=False)


def _day(value: Any) -> Any:
    # pydantic would read "1672531200" as seconds since 1970, which JSON Schema does not.
    if isinstance(value, str) and re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        with suppress(ValueError):
            return date.fromisoformat(value)
    return value


def _whole(value: Any) -> Any:
    # To JSON Schema 1.0 is an integer, to pydantic it is not.
    return int(value) if isinstance(value, float) and value.is_integer() else value


Day = Annotated[date, BeforeValidator(_day)]
_WHOLE = BeforeValidator(_whole)
NonEmpty = Annotated[str, Field(min_length=1, pattern=r"\S")]
Identifier = Annotated[str, Field(min_length=1, max_length=100, pattern=r"^\S(.*\S)?$")]
Slug = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=100)]
WebAddress = Annotated[str, Field(pattern=r"^https?://[^\s\"<>]+$", max_length=2000)]
EmailAddress = Annotated[str, Field(pattern=r"^[^\s@<>\"]+@[^\s@<>\"]+$", max_length=254)]
PhoneNumber = Annotated[str, Field(pattern=r"^\+?[0-9][0-9 .()-]{2,24}$")]
PartialDate = (
    Annotated[int, Field(ge=1000, le=9999), _WHOLE]
    | Annotated[str, Field(pattern=r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$")]
)
"""A year, a month or a day: ``2024``, ``2024-05``, ``2024-05-31``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A text in Vietnamese and, where somebody has written it, in English."""

    __pydantic_config__ = _STRICT

    vi: NonEmpty
    en: NonEmpty | None = None

    def get(self, language: Language) -> str:
        """The text in ``language``, or in Vietnamese where it has not been translated."""
        return (self.en if language == "en" else None) or self.vi


@dataclass(frozen=True, slots=True, kw_only=True)
class Keywords:
    """Free tags, in each language."""

    __pydantic_config__ = _STRICT

    vi: tuple[NonEmpty, ...] = ()
    en: tuple[NonEmpty, ...] = ()

    def get(self, language: Language) -> tuple[str, ...]:
        """The tags in ``language``, or in Vietnamese where they have not been translated."""
        return (self.en if language == "en" else ()) or self.vi


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactPoint:
    """Whom to ask: an office, never a private person (dcat:contactPoint)."""

    __pydantic_config__ = _STRICT

    name: Text
    email: EmailAddress | None = None
    phone: PhoneNumber | None = None
    url: WebAddress | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalDocument:
    """The document by which the data was published."""

    __pydantic_config__ = _STRICT

    number: NonEmpty
    title: Text | None = None
    issued: Day | None = None
    url: WebAddress | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalBasis:
    """A law the portal rests on, for as long as it is in force (``valid_to`` is the last day)."""

    __pydantic_config__ = _STRICT

    number: NonEmpty
    title: Text
    articles: NonEmpty | None = None
    valid_from: Day
    valid_to: Day | None = None
    url: WebAddress | None = None

    def is_in_force(self, on: date) -> bool:
        """Whether the law is in force on the day ``on``."""
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where figures were taken from."""

    __pydantic_config__ = _STRICT

    title: Text
    url: WebAddress | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RowBudget:
    """How much the row API may take: of one table, and of the whole portal together."""

    __pydantic_config__ = _STRICT

    table_files: Annotated[int, Field(ge=1), _WHOLE] = 2_000
    table_bytes: Annotated[int, Field(ge=1), _WHOLE] = 50_000_000
    portal_files: Annotated[int, Field(ge=1), _WHOLE] = 50_000
    portal_bytes: Annotated[int, Field(ge=1), _WHOLE] = 500_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Portal:
    """``catalog.yml``: who runs the portal, under which name, address and law (dcat:Catalog)."""

    __pydantic_config__ = _STRICT

    identifier: Slug
    title: Text
    short_title: Text
    description: Text
    publisher: Slug
    contact: ContactPoint
    base_url: WebAddress
    languages: Annotated[tuple[Language, ...], Field(min_length=1)] = LANGUAGES
    legal_basis: tuple[LegalBasis, ...] = ()
    license: Slug
    terms: Text
    notice: Text | None = None
    repository: WebAddress | None = None
    reviewed: Day | None = None
    sources: tuple[Source, ...] = ()
    row_budget: RowBudget = RowBudget()


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """Time covered: years, months or days, both ends included (dct:temporal)."""

    __pydantic_config__ = _STRICT

    start: PartialDate | None = None
    end: PartialDate | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Area covered: codes, and the version of the list that gives them meaning (dct:spatial)."""

    __pydantic_config__ = _STRICT

    code_list: Slug
    areas: Annotated[tuple[NonEmpty, ...], Field(min_length=1)]


@dataclass(frozen=True, slots=True, kw_only=True)
class SensitivityReview:
    """Who looked for personal and restricted data before publication, when, and the outcome."""

    __pydantic_config__ = _STRICT

    by: Text
    on: Day
    result: Literal["no-personal-data", "aggregated", "anonymised"]
    note: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialect:
    """How a file lays out its table. ``header_row`` counts from 1, as in Excel."""

    __pydantic_config__ = _STRICT

    delimiter: Annotated[str, Field(min_length=1, max_length=1)] = ","
    quote_char: Annotated[str, Field(min_length=1, max_length=1)] = '"'
    header_row: Annotated[int, Field(ge=1, le=1000), _WHOLE] = 1
    sheet: NonEmpty | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Constraints:
    """What a cell may hold (Table Schema constraints, in snake_case)."""

    __pydantic_config__ = _STRICT

    required: bool = False
    unique: bool = False
    min_length: Annotated[int, Field(ge=0), _WHOLE] | None = None
    max_length: Annotated[int, Field(ge=0), _WHOLE] | None = None
    minimum: int | float | str | None = None
    maximum: int | float | str | None = None
    pattern: str | None = None
    enum: tuple[int | float | str | bool, ...] = ()


FieldType = Literal[
    "string", "integer", "number", "boolean", "date", "datetime", "time", "year", "yearmonth",
    "duration", "geopoint", "geojson", "object", "array", "any",
]  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column of a table (a Table Schema *field*)."""

    __pydantic_config__ = _STRICT

    name: NonEmpty
    type: FieldType = "string"
    format: NonEmpty | None = None
    label: Text
    description: Text | None = None
    unit: NonEmpty | None = None
    example: str | int | float | bool | None = None
    constraints: Constraints = Constraints()
    missing_values: tuple[str, ...] | None = None
    decimal_char: Annotated[str, Field(min_length=1, max_length=1)] | None = None
    group_char: Annotated[str, Field(min_length=1, max_length=1)] | None = None
    bare_number: bool = True
    true_values: tuple[str, ...] | None = None
    false_values: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """The column(s) a key points at: of a resource of this dataset, or of ``dataset``."""

    __pydantic_config__ = _STRICT

    dataset: Identifier | None = None
    resource: Slug
    fields: Annotated[tuple[NonEmpty, ...], Field(min_length=1)]


@dataclass(frozen=True, slots=True, kw_only=True)
class ForeignKey:
    """Columns whose values must occur in another table."""

    __pydantic_config__ = _STRICT

    fields: Annotated[tuple[NonEmpty, ...], Field(min_length=1)]
    reference: Reference


@dataclass(frozen=True, slots=True, kw_only=True)
class Coordinates:
    """The columns holding WGS 84 degrees, for tables that can be shown on a map."""

    __pydantic_config__ = _STRICT

    latitude: NonEmpty
    longitude: NonEmpty


@dataclass(frozen=True, slots=True, kw_only=True)
class Schema:
    """The columns of a table and its keys (Table Schema, in snake_case)."""

    __pydantic_config__ = _STRICT

    fields: Annotated[tuple[Column, ...], Field(min_length=1)]
    missing_values: tuple[str, ...] = ("",)
    primary_key: tuple[NonEmpty, ...] = ()
    foreign_keys: tuple[ForeignKey, ...] = ()
    coordinates: Coordinates | None = None
    dimensions: tuple[NonEmpty, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource:
    """One table or file, as its publisher wrote it. Tables have a ``schema``."""

    __pydantic_config__ = _STRICT

    name: Slug
    path: NonEmpty
    title: Text
    description: Text | None = None
    each_row: Text | None = None
    encoding: NonEmpty = "utf-8"
    dialect: Dialect = Dialect()
    schema: Schema | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Harvest:
    """Where a dataset comes from that another system publishes: it is written by harvesting.

    ``source`` is a file below ``datasets/sources/``; ``identifier`` the other system's own.
    """

    __pydantic_config__ = _STRICT

    source: Slug
    identifier: NonEmpty
    url: WebAddress | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """``dataset.yml``: what its agency says of a dataset (dcat:Dataset)."""

    __pydantic_config__ = _STRICT

    identifier: Identifier
    title: Text
    description: Text
    themes: Annotated[tuple[Slug, ...], Field(min_length=1)]
    keywords: Keywords = Keywords()
    publisher: Slug
    unit: Text | None = None
    contact: ContactPoint | None = None
    license: Slug
    legal_document: LegalDocument | None = None
    status: Literal["published", "planned", "withdrawn"] = "published"
    issued: Day
    modified: Day
    accrual_periodicity: Slug
    temporal: Period | None = None
    spatial: Place | None = None
    language: Annotated[tuple[Language, ...], Field(min_length=1)] = ("vi",)
    provenance: Text | None = None
    in_series: Slug | None = None
    harvest: Harvest | None = None
    sources: tuple[Source, ...] = ()
    sensitivity_review: SensitivityReview | None = None
    sample: bool = False
    resources: tuple[Resource, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Dataset:
    """A dataset at its place in the repository: ``folder`` is relative to the portal's root."""

    metadata: Metadata
    slug: str
    folder: str

    @property
    def identifier(self) -> str:
        """The lasting name, which no other dataset ever has."""
        return self.metadata.identifier

    @property
    def title(self) -> Text:
        """The title, which is shown everywhere."""
        return self.metadata.title
